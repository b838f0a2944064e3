//! Kills while a backup is written, and while one takes the place of the vault.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use rand::RngExt as _;
use secrecy::SecretString;
use vault::{KeyFile, Vault};

use super::{
    done,
    kill::{Moment, kill, longest},
    landed, program, undisturbed,
};
use crate::{
    holdings::{self, Holdings},
    office::{Office, PASSPHRASE, patience},
    pool::Case,
    rows::wish::Wishes,
    trouble::{Outcome, Trouble, ensure},
    work::Work,
};

const CLIENTS: usize = 200;
/// The end of the name of a backup that is not whole yet.
const PART: &str = ".part";
/// What the name of a vault that was replaced goes on with.
const REPLACED: &str = ".replaced-";

pub(super) async fn case(mut case: Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    queue(&office, &mut case).await?;
    let (clients, work) = read(&office)?;
    office.desk.lock();
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("respaldo.vinculo");
    if case.random.random_bool(0.5) {
        written(&office, &mut case, &file).await?;
        restore(&office, &file).await?;
    } else {
        let path = file.to_string_lossy();
        done(
            &program(office.folder.path())?,
            &["vault", "backup", &path, "--json"],
        )
        .await?;
        restored(&office, &mut case, (&file, &work)).await?;
    }
    office.unlock()?;
    let session = office.session()?;
    holdings::ensure_sound(&session)?;
    Holdings::of(&session)?.ensure_same(&clients)?;
    work.ensure_same_rows(&Work::of(&session)?)?;
    office.ensure_equal()
}

async fn queue(office: &Office, case: &mut Case) -> Outcome {
    let wish = Wishes::of(office, &mut case.random).draw(0)?;
    office.operate(&wish.intent, true).await.map(drop)
}

fn read(office: &Office) -> Outcome<(Holdings, Work)> {
    let session = office.session()?;
    Ok((Holdings::of(&session)?, Work::of(&session)?))
}

async fn restore(office: &Office, file: &Path) -> Outcome {
    let path = file.to_string_lossy();
    done(
        &program(office.folder.path())?,
        &["vault", "restore", &path, "--json"],
    )
    .await
    .map(drop)
}

/// Cut off, there is no backup under its name or a whole one, and the vault is untouched.
async fn written(office: &Office, case: &mut Case, file: &Path) -> Outcome {
    let folder = file.parent().unwrap_or(file);
    let path = file.to_string_lossy();
    let backup = ["vault", "backup", &path, "--json"];
    let writer = program(office.folder.path())?;
    let bytes = case.random.random_range(0..500_000);
    let moment = Moment::Written(folder.to_owned(), PART, bytes);
    let after = Duration::from_micros(case.random.random_range(0..20_000));
    landed(kill(&writer, &backup, moment, after).await?);
    if !file.exists() {
        done(&writer, &backup).await?;
    }
    ensure(longest(folder, PART).is_none(), || {
        "the part that the killed run left is still there".into()
    })
}

/// Cut off, there is the vault of before or the one of the backup; what was replaced is kept.
async fn restored(office: &Office, case: &mut Case, (file, backed_up): (&Path, &Work)) -> Outcome {
    office.unlock()?;
    queue(office, case).await?;
    let (_, replaced) = read(office)?;
    office.desk.lock();
    let path = file.to_string_lossy();
    let restoring = ["vault", "restore", &path, "--json"];
    let time = undisturbed(office.folder.path(), &[], &restoring).await?;
    let restorer = program(office.folder.path())?;
    let after = time.mul_f64(case.random.random_range(0.2..1.0));
    landed(kill(&restorer, &restoring, Moment::Started, after).await?);
    office.unlock()?;
    holdings::ensure_sound(&*office.session()?)?;
    let (_, found) = read(office)?;
    if replaced.ensure_same_rows(&found).is_err() {
        backed_up.ensure_same_rows(&found)?;
    }
    office.desk.lock();
    restore(office, file).await?;
    ensure_kept_aside(office, &replaced)
}

/// One of the vaults that were replaced holds the work of the one that was there at first.
fn ensure_kept_aside(office: &Office, replaced: &Work) -> Outcome {
    let vault = holdings::vault_file(office.folder.path())?;
    let folder = vault.parent().ok_or_else(|| Trouble("no folder".into()))?;
    let key = KeyFile::load(folder)?.open_with_passphrase(&SecretString::from(PASSPHRASE))?;
    let mut kept = 0;
    for aside in aside(folder)? {
        let place = tempfile::tempdir()?;
        let copy = place.path().join(vault::VAULT_FILE_NAME);
        std::fs::copy(&aside, &copy)?;
        // A program that was killed left a log, which goes with its file.
        let log = PathBuf::from(format!("{}-wal", aside.display()));
        if log.exists() {
            std::fs::copy(log, copy.with_extension("db-wal"))?;
        }
        let opened = Vault::open(place.path(), &key)?;
        let found = opened.read(Work::of_view)?;
        kept += usize::from(replaced.ensure_same_rows(&found).is_ok());
        opened.close();
    }
    ensure(kept > 0, || "what was replaced is not kept aside".into())
}

fn aside(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.to_string_lossy();
        if name.contains(&format!("{}{REPLACED}", vault::VAULT_FILE_NAME))
            && !name.ends_with("-wal")
        {
            found.push(path);
        }
    }
    Ok(found)
}
