//! Kills of pulls.

use std::time::{Duration, Instant};

use rand::RngExt as _;
use sandbox::{Fault, FaultKind};

use super::{
    done,
    kill::{Moment, kill},
    landed, program,
};
use crate::{
    holdings::{self, Holdings},
    office::{LIST, NewProfile, Office, TEST, patience},
    pool::Case,
    trouble::{Outcome, ensure},
};

/// Clients, in pages of [`PAGE`].
const CLIENTS: usize = 120;
pub(crate) const PAGE: usize = 10;
/// Pages that may have been asked for and are not kept yet: two wait to be decoded and two to be stored, and one is in the hands of
/// each of the three that fetch, decode and store.
const AHEAD: u64 = 7;

/// A pull that fills the vault.
pub(super) async fn first(mut case: Case) -> Outcome {
    let office = office(case.seed).await?;
    compare(&office, &mut case, &["pull", "--json"]).await
}

/// A pull that brings changes, new clients and deletions to a filled vault.
pub(super) async fn changes(mut case: Case) -> Outcome {
    let office = office(case.seed).await?;
    let sweep = case.random.random_bool(0.5);
    done(&program(office.folder.path())?, &["pull", "--json"]).await?;
    // Beyond what the next pull reads again in any case.
    office
        .control
        .advance(Duration::from_mins(10).as_millis().try_into()?);
    let ids = office.control.client_ids(TEST);
    for turn in 0..30 {
        let id = ids[case.random.random_range(0..ids.len())];
        if office.control.client(TEST, id).is_some() {
            office
                .control
                .rename(TEST, id, &format!("Cambiada {turn}"))?;
        }
    }
    for _ in 0..case.random.random_range(0..3) {
        let id = ids[case.random.random_range(0..ids.len())];
        if office.control.client(TEST, id).is_some() {
            office.control.delete(TEST, id)?;
        }
    }
    let pull: &[&str] = if sweep {
        &["pull", "--sweep", "--json"]
    } else {
        &["pull", "--json"]
    };
    compare(&office, &mut case, pull).await
}

/// An office with an empty vault and a server that gives small pages.
pub(crate) async fn office(seed: u64) -> Outcome<Office> {
    let office = Office::bare(CLIENTS, 0, seed).await?;
    office.add(NewProfile {
        name: "Oficina",
        url: office.sandbox.base_url(),
        environment: TEST,
        key: sandbox::FULL_KEY,
        patience: patience(),
    })?;
    office.desk.lock();
    let small = FaultKind::PageCap { most: PAGE };
    office
        .control
        .push_fault(Fault::always(small).on("POST", LIST));
    Ok(office)
}

/// Pulls undisturbed in a copy of the folder; then in the folder itself, killed once or several times, and compares.
async fn compare(office: &Office, case: &mut Case, pull: &[&str]) -> Outcome {
    let aside = tempfile::tempdir()?;
    holdings::copy(office.folder.path(), aside.path())?;
    office.control.clear_requests();
    let begun = Instant::now();
    done(&program(aside.path())?, pull).await?;
    let time = begun.elapsed();
    let needed = usize::try_from(office.control.total_requests())?;
    let undisturbed = Holdings::of(&*holdings::open(aside.path())?.session()?)?;

    let killed = program(office.folder.path())?;
    let mut kept = 0;
    for turn in 0..case.random.random_range(1..=2) {
        office.control.clear_requests();
        let request = case.random.random_range(1..=needed);
        let after = if request == needed {
            // What is built and checked at the end needs no server.
            time.mul_f64(case.random.random_range(0.0..0.6))
        } else {
            Duration::from_micros(case.random.random_range(0..4_000))
        };
        let moment = Moment::Requests(office.control.clone(), request);
        if !landed(kill(&killed, pull, moment, after).await?) {
            // The pull ended, and what comes now is another.
            kept = 0;
            break;
        }
        let pages = ensure_kept(office, turn == 0)?;
        kept = if turn == 0 { pages } else { 0 };
    }
    office.control.clear_requests();
    let run = done(&killed, pull).await?;
    ensure(run.json()["complete"] == true, || run.out.clone())?;
    let asked = office.control.count_requests(Some("POST"), LIST);
    ensure(kept == 0 || asked <= CLIENTS / PAGE + 1 - kept, || {
        format!("{asked} pages asked for after {kept} were kept")
    })?;
    office.unlock()?;
    let session = office.session()?;
    holdings::ensure_sound(&session)?;
    Holdings::of(&session)?.ensure_same(&undisturbed)?;
    office.desk.lock();
    // A parent's record bears the names of its children, and does not count as changed with them: only a full look sees that.
    done(&killed, &["pull", "--sweep", "--json"]).await?;
    office.unlock()?;
    holdings::ensure_sound(&*office.session()?)?;
    office.ensure_equal()
}

/// The vault opens and is sound. Of a first pull that was cut off for the first time, the pages that went before the last few asked
/// for are there, whole, with their progress. Gives how many pages of it are kept.
fn ensure_kept(office: &Office, first_cut: bool) -> Outcome<usize> {
    office.unlock()?;
    let session = office.session()?;
    holdings::ensure_sound(&session)?;
    let (unfinished, held) = session.vault().read(|view| {
        let counts = view.clients().counts()?;
        Ok::<_, vault::Error>((view.pulls().unfinished()?, counts.clients))
    })?;
    office.desk.lock();
    let Some(pull) = unfinished.filter(|pull| first_cut && pull.kind == vault::PullKind::First)
    else {
        return Ok(0);
    };
    ensure(held == pull.counts.clients, || {
        format!("{held} clients and {} pulled", pull.counts.clients)
    })?;
    let asked = office.control.count_requests(Some("POST"), LIST) as u64;
    ensure(asked <= pull.counts.pages + AHEAD, || {
        format!("{asked} pages asked for, {} kept", pull.counts.pages)
    })?;
    Ok(usize::try_from(pull.counts.pages)?)
}
