//! R2: the power goes in the middle of a pull, and of what the disk had not confirmed some is lost or torn.
//!
//! The vault opens at the border of a transaction: every page it knows of is whole, with its progress, and each client is the
//! server's. Pulling again completes.

mod log;

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use rand::RngExt as _;

use crate::{
    holdings,
    office::{Office, TEST},
    pool::Case,
    rows::crash::{
        done,
        kill::{Moment, kill},
        program,
        pulls::{PAGE, office},
    },
    trouble::{Outcome, ensure, fail},
};
use log::Loss;

/// States that were opened, and pages of clients that were found in them.
static STATES: AtomicU64 = AtomicU64::new(0);
static PAGES: AtomicU64 = AtomicU64::new(0);

pub(crate) async fn case(mut case: Case) -> Outcome {
    let losses = if case.full { 40 } else { 5 };
    let office = office(case.seed).await?;
    let request = case.random.random_range(2..16);
    let moment = Moment::Requests(office.control.clone(), request);
    let after = Duration::from_micros(case.random.random_range(0..4_000));
    let puller = program(office.folder.path())?;
    kill(&puller, &["pull"], moment, after).await?;
    let state = State::of(office.folder.path())?;
    // The entry that a pull makes at its end waits for the disk: then the log up to there is confirmed.
    let confirmed = has_ended(&office)?;
    for last in (0..losses).map(|turn| turn + 1 == losses) {
        let loss = if confirmed {
            Loss::HalfInFile
        } else {
            Loss::draw(state.log.len(), &mut case.random)
        };
        strike(&office, &state, loss, &mut case, last)
            .await
            .or_else(|trouble| fail(format!("{loss:?} of {}: {}", state.log.len(), trouble.0)))?;
    }
    Ok(())
}

/// Whether the pull ended before it was killed.
fn has_ended(office: &Office) -> Outcome<bool> {
    office.unlock()?;
    let last = office.session()?.vault().read(|view| view.pulls().last())?;
    office.desk.lock();
    Ok(last.is_some_and(|pull| pull.finished_at.is_some()))
}

/// How much was looked at.
pub(crate) fn remark() -> String {
    format!(
        "{} torn states opened, {} pages of clients found in them",
        STATES.load(Ordering::Relaxed),
        PAGES.load(Ordering::Relaxed)
    )
}

/// The file and its log as the kill left them.
struct State {
    place: PathBuf,
    file: Vec<u8>,
    log: Vec<u8>,
}

impl State {
    fn of(folder: &Path) -> Outcome<Self> {
        let place = holdings::vault_file(folder)?;
        Ok(Self {
            file: std::fs::read(&place)?,
            // A pull that ended before it was killed left none.
            log: std::fs::read(log_of(&place)).unwrap_or_default(),
            place,
        })
    }
}

fn log_of(file: &Path) -> PathBuf {
    file.with_extension("db-wal")
}

async fn strike(
    office: &Office,
    state: &State,
    loss: Loss,
    case: &mut Case,
    and_pull: bool,
) -> Outcome {
    let (mut file, mut log) = (state.file.clone(), state.log.clone());
    loss.strike(&mut file, &mut log, &mut case.random);
    std::fs::write(&state.place, file)?;
    std::fs::write(log_of(&state.place), log)?;
    // The index of the log is made anew after a power cut.
    match std::fs::remove_file(state.place.with_extension("db-shm")) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    office.unlock()?;
    ensure_at_a_border(office)?;
    office.desk.lock();
    if and_pull {
        let run = done(&program(office.folder.path())?, &["pull", "--json"]).await?;
        ensure(run.json()["complete"] == true, || run.out.clone())?;
        office.unlock()?;
        let session = office.session()?;
        holdings::ensure_sound(&session)?;
        holdings::ensure_equal(&session, office)?;
        office.desk.lock();
    }
    Ok(())
}

/// All of a page is there with its progress, or nothing of it; what is there is right.
fn ensure_at_a_border(office: &Office) -> Outcome {
    let session = office.session()?;
    holdings::ensure_sound(&session)?;
    let (last, held) = session.vault().read(|view| {
        let counts = view.clients().counts()?;
        Ok::<_, vault::Error>((view.pulls().last()?, counts.clients))
    })?;
    let progress = last.map(|pull| pull.counts).unwrap_or_default();
    ensure(held == progress.clients, || {
        format!("{held} clients and {} pulled", progress.clients)
    })?;
    ensure(held <= progress.pages * PAGE as u64, || {
        format!("{held} clients of {} pages", progress.pages)
    })?;
    STATES.fetch_add(1, Ordering::Relaxed);
    PAGES.fetch_add(progress.pages, Ordering::Relaxed);
    session.vault().read(|view| {
        view.clients().scan(0, u64::MAX, |client| {
            let there = office.control.client(TEST, client.row.id.into());
            let here = serde_json::from_str(&client.raw).ok();
            if here.is_none() || here != there {
                return Err(vault::Error::Corrupt {
                    what: "a client that is not the server's",
                });
            }
            Ok(())
        })
    })?;
    Ok(())
}
