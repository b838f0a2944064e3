//! Kills while a vault is brought into the newest form: a new file that is made, and one of an earlier version that is opened.

use rand::RngExt as _;

use super::{
    done,
    kill::{Moment, kill},
    landed, program, undisturbed,
};
use crate::{
    earlier,
    holdings::{self, Holdings},
    office::{Office, TEST},
    pool::Case,
    trouble::{Outcome, ensure},
    work::Work,
};

const CLIENTS: usize = 30;

pub(super) async fn case(mut case: Case) -> Outcome {
    if case.random.random_bool(0.5) {
        opened(&mut case).await
    } else {
        made(&mut case).await
    }
}

/// A file of an earlier version, opened for the first time.
pub(crate) async fn opened(case: &mut Case) -> Outcome {
    let folder = tempfile::tempdir()?;
    earlier::ensure_all_are_known()?;
    let form = case.random.random_range(0..earlier::FORMS.len());
    earlier::lay(folder.path(), form, "http://127.0.0.1:9")?;
    let whole = tempfile::tempdir()?;
    holdings::copy(folder.path(), whole.path())?;
    let read = |folder: &std::path::Path| {
        let desk = holdings::open(folder)?;
        let session = desk.session()?;
        holdings::ensure_sound_alone(&session)?;
        Outcome::Ok((Holdings::of(&session)?, Work::of(&session)?))
    };
    let (clients, work) = read(whole.path())?;

    let status = ["status", "--json"];
    let time = undisturbed(folder.path(), &[], &status).await?;
    let opener = program(folder.path())?;
    for _ in 0..case.random.random_range(1..=3) {
        let after = time.mul_f64(case.random.random_range(0.0..1.0));
        if !landed(kill(&opener, &status, Moment::Started, after).await?) {
            break;
        }
    }
    done(&opener, &status).await?;
    let (now, later) = read(folder.path())?;
    now.ensure_same(&clients)?;
    work.ensure_same_rows(&later)?;
    work.ensure_kept(&later)
}

/// A profile that is made. Cut off, there is a whole one or none, and none is in the way of the next.
async fn made(case: &mut Case) -> Outcome {
    let office = Office::bare(CLIENTS, 0, case.seed).await?;
    let url = office.sandbox.base_url();
    let add = [
        "profile",
        "add",
        "Oficina",
        "--url",
        &url,
        "--environment",
        TEST.as_str(),
        "--json",
    ];
    let key = [("VINCULO_API_KEY", sandbox::FULL_KEY)];
    let time = undisturbed(office.folder.path(), &key, &add).await?;
    let maker = program(office.folder.path())?.with("VINCULO_API_KEY", sandbox::FULL_KEY);
    let after = time.mul_f64(case.random.random_range(0.0..1.0));
    landed(kill(&maker, &add, Moment::Started, after).await?);
    let profiles = office.desk.folder().profiles()?;
    ensure(profiles.len() <= 1, || {
        format!("{} profiles", profiles.len())
    })?;
    if profiles.is_empty() {
        done(&maker, &add).await?;
    }
    office.unlock()?;
    holdings::ensure_sound(&*office.session()?)?;
    office.pull(false).await?;
    office.ensure_equal()
}
