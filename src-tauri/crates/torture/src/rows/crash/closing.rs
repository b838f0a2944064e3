//! Kills while the vault is closed: what it did is told, and its log is being folded into the file.

use std::time::Duration;

use rand::RngExt as _;

use super::{
    done,
    kill::{Moment, kill},
    landed, program,
    pulls::office,
};
use crate::{
    holdings::{self, Holdings},
    pool::Case,
    trouble::{Outcome, ensure},
};

/// How long closing may take.
const CLOSING: u64 = 12_000;

pub(super) async fn case(mut case: Case) -> Outcome {
    let office = office(case.seed).await?;
    let aside = tempfile::tempdir()?;
    holdings::copy(office.folder.path(), aside.path())?;
    let pull = ["pull", "--json"];
    done(&program(aside.path())?, &pull).await?;
    let undisturbed = Holdings::of(&*holdings::open(aside.path())?.session()?)?;

    let killed = program(office.folder.path())?;
    let after = Duration::from_micros(case.random.random_range(0..CLOSING));
    landed(kill(&killed, &pull, Moment::Told, after).await?);
    // It said that it was done, so all of it is there.
    office.unlock()?;
    let session = office.session()?;
    holdings::ensure_sound(&session)?;
    office.ensure_equal()?;
    let complete = session.vault().read(|view| view.pulls().last_complete())?;
    ensure(complete.is_some(), || "the pull is forgotten".into())?;
    Holdings::of(&session)?.ensure_same(&undisturbed)?;
    office.desk.lock();
    done(&killed, &["status", "--json"]).await.map(drop)
}
