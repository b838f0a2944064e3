//! R10: one byte flipped, a file cut, a page zeroed, two pages swapped, a log of an earlier day beside the file.
//!
//! Nothing wrong is ever read: the vault is refused with a reason, or what is damaged is, or the damage touched nothing. What can
//! still be pulled ends equal to the server.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
};

use desk::contract::{Code, UnlockRequest};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;

use crate::{
    holdings::{self, Holdings},
    office::{ES, Office, PASSPHRASE, TEST, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

const CLIENTS: usize = 120;
/// Bytes of a page of the file.
const PAGE: usize = 4096;
/// Damages tried on one vault.
const DAMAGES: u64 = 4;

static REFUSED: AtomicU64 = AtomicU64::new(0);
static UNTOUCHED: AtomicU64 = AtomicU64::new(0);

#[derive(Clone, Copy, Debug)]
enum Damage {
    Flip(usize),
    Cut(usize),
    ZeroPage(usize),
    SwapPages(usize, usize),
    OldLog,
    FlipInLog(usize),
}

impl Damage {
    fn draw(state: &State, random: &mut ChaCha8Rng) -> Self {
        let length = state.file.len();
        let pages = length / PAGE;
        match random.random_range(0..12) {
            0..=3 => Self::Flip(random.random_range(0..length)),
            4 => Self::Cut(random.random_range(0..length)),
            5 => Self::Cut(random.random_range(0..pages) * PAGE),
            6..=8 => Self::ZeroPage(random.random_range(0..pages)),
            9 => Self::SwapPages(random.random_range(0..pages), random.random_range(0..pages)),
            10 => Self::OldLog,
            _ => Self::FlipInLog(random.random_range(0..state.log.len().max(1))),
        }
    }
}

/// A vault as it lies on the disk: closed, and its log as it was before it was closed.
struct State {
    place: PathBuf,
    file: Vec<u8>,
    /// The file when the log was begun, and the log.
    file_before: Vec<u8>,
    log: Vec<u8>,
    /// A log of an earlier session, all of which is in the file.
    old_log: Vec<u8>,
}

pub(crate) async fn case(mut case: Case) -> Outcome {
    let office = Office::open(CLIENTS, case.seed, patience()).await?;
    let place = holdings::vault_file(office.folder.path())?;
    office.pull(false).await?;
    let old_log = std::fs::read(log_of(&place))?;
    office.desk.lock();
    let file_before = std::fs::read(&place)?;
    office.unlock()?;
    office.pass(10);
    let ids = office.control.client_ids(TEST);
    for turn in 0..10 {
        let id = ids[case.random.random_range(0..ids.len())];
        office
            .control
            .rename(TEST, id, &format!("Cambiada {turn}"))?;
    }
    office.pull(false).await?;
    let log = std::fs::read(log_of(&place))?;
    let known = Holdings::of(&*office.session()?)?;
    office.desk.lock();
    let state = State {
        file: std::fs::read(&place)?,
        place,
        file_before,
        log,
        old_log,
    };
    for turn in 1..=DAMAGES {
        let damage = Damage::draw(&state, &mut case.random);
        let outcome = strike(&office, &state, damage, &known, turn == DAMAGES).await;
        outcome.or_else(|trouble| fail(format!("{damage:?}: {}", trouble.0)))?;
        office.desk.lock();
    }
    Ok(())
}

/// What became of the damages.
pub(crate) fn remark() -> String {
    format!(
        "{} damages were refused, {} touched nothing that is read",
        REFUSED.load(Ordering::Relaxed),
        UNTOUCHED.load(Ordering::Relaxed)
    )
}

fn log_of(file: &Path) -> PathBuf {
    file.with_extension("db-wal")
}

async fn strike(
    office: &Office,
    state: &State,
    damage: Damage,
    known: &Holdings,
    and_pull: bool,
) -> Outcome {
    let (mut file, mut log) = (state.file.clone(), Vec::new());
    match damage {
        Damage::Flip(byte) => file[byte] ^= 1 << (byte % 8),
        Damage::Cut(length) => file.truncate(length),
        Damage::ZeroPage(page) => file[page * PAGE..][..PAGE].fill(0),
        Damage::SwapPages(one, other) => {
            let kept = file[one * PAGE..][..PAGE].to_vec();
            file.copy_within(other * PAGE..(other + 1) * PAGE, one * PAGE);
            file[other * PAGE..][..PAGE].copy_from_slice(&kept);
        }
        Damage::OldLog => log.clone_from(&state.old_log),
        Damage::FlipInLog(byte) => {
            file.clone_from(&state.file_before);
            log.clone_from(&state.log);
            if let Some(byte) = log.get_mut(byte) {
                *byte ^= 1;
            }
        }
    }
    std::fs::write(&state.place, &file)?;
    std::fs::write(log_of(&state.place), log)?;
    let _ = std::fs::remove_file(state.place.with_extension("db-shm"));
    if let Err(error) = office
        .desk
        .unlock(&UnlockRequest::Passphrase(PASSPHRASE.into()))
    {
        REFUSED.fetch_add(1, Ordering::Relaxed);
        return ensure_told(&error);
    }
    let right = ensure_right(office, known, damage)?;
    let counter = if right { &UNTOUCHED } else { &REFUSED };
    counter.fetch_add(1, Ordering::Relaxed);
    if and_pull {
        repair(office).await
    } else {
        Ok(())
    }
}

/// The reason is the file, in words that say what to do.
fn ensure_told(error: &desk::Error) -> Outcome {
    ensure(
        matches!(error.code(), Code::Damaged | Code::WrongKey),
        || format!("refused for another reason: {error:?}"),
    )
}

/// What is read without an error is right. A log that breaks off gives an earlier state, which must be right as such. Gives whether
/// all could be read.
fn ensure_right(office: &Office, known: &Holdings, damage: Damage) -> Outcome<bool> {
    let in_log = matches!(damage, Damage::FlipInLog(_));
    let old_log = matches!(damage, Damage::OldLog);
    let session = office.session()?;
    // A log of an earlier day is not told from the file's own by opening it: only a look at everything finds it.
    if !in_log && !old_log {
        known.ensure_read_right(&session)?;
    }
    let Ok(found) = Holdings::of(&session) else {
        return Ok(false);
    };
    if in_log {
        return Ok(true);
    }
    found.ensure_same(known)?;
    match desk::journal::verify(&session, ES) {
        Ok(journal) => ensure(journal.ok, || format!("{journal:?}")).map(|()| true),
        Err(_) => Ok(false),
    }
}

/// A sweep says what is wrong, or ends equal to the server.
async fn repair(office: &Office) -> Outcome {
    match office.pull(true).await {
        Ok(report) => {
            ensure(report.complete, || format!("{report:?}"))?;
            match Holdings::of(&*office.session()?) {
                Ok(_) => holdings::ensure_equal(&*office.session()?, office),
                Err(_) => Ok(()),
            }
        }
        Err(error) => ensure(
            matches!(
                error.code(),
                Code::Damaged | Code::WrongKey | Code::Internal
            ),
            || format!("stopped: {error:?}"),
        ),
    }
}
