//! R1: kill -9 in the middle of a first pull, a pull of changes, the sending of the queue, the making of a file and its opening by
//! a later version, an export, a change of passphrase, recovery code or key, a backup and its restoring, and the closing of the
//! vault.
//!
//! The vault opens, every page of it is authentic and its structure sound, the journal's chain holds. What was committed is
//! kept; the next run completes and leaves the same as a run that nobody disturbed. No write goes out twice and none that the
//! server carried out is lost. What opened the vault before a change of keys opens it, or what was to open it after.

mod backups;
mod closing;
mod exports;
pub(crate) mod forms;
pub(crate) mod keys;
pub(crate) mod kill;
pub(crate) mod pulls;
pub(crate) mod sends;

use std::{
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use crate::{
    holdings,
    office::PASSPHRASE,
    peers::program::{Program, Run},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

/// Kills, and those of them that met a program still running.
static KILLS: AtomicU64 = AtomicU64::new(0);
static IN_FLIGHT: AtomicU64 = AtomicU64::new(0);

/// What is killed, in turn.
const STAGES: [&str; 8] = [
    "first pull",
    "changes",
    "queue",
    "migration",
    "export",
    "key change",
    "backup",
    "closing",
];

pub(crate) async fn case(case: Case) -> Outcome {
    let stage = STAGES[usize::try_from(case.number).unwrap_or_default() % STAGES.len()];
    let outcome = match stage {
        "first pull" => pulls::first(case).await,
        "changes" => pulls::changes(case).await,
        "queue" => sends::case(case).await,
        "migration" => forms::case(case).await,
        "export" => exports::case(case).await,
        "key change" => keys::case(case).await,
        "backup" => backups::case(case).await,
        _ => closing::case(case).await,
    };
    outcome.or_else(|trouble| fail(format!("{stage}: {}", trouble.0)))
}

/// How many kills landed.
pub(crate) fn remark() -> String {
    format!(
        "{} of {} kills met a program at work",
        IN_FLIGHT.load(Ordering::Relaxed),
        KILLS.load(Ordering::Relaxed)
    )
}

/// Counts a kill; gives whether it landed.
pub(crate) fn landed(in_flight: bool) -> bool {
    KILLS.fetch_add(1, Ordering::Relaxed);
    IN_FLIGHT.fetch_add(u64::from(in_flight), Ordering::Relaxed);
    in_flight
}

/// The binary over a data folder.
pub(crate) fn program(folder: &Path) -> Outcome<Program> {
    Ok(Program::find(folder)?.with("VINCULO_PASSPHRASE", PASSPHRASE))
}

/// How long a run takes that nobody disturbs, over a copy of the folder that is gone afterwards.
async fn undisturbed(
    folder: &Path,
    variables: &[(&str, &str)],
    arguments: &[&str],
) -> Outcome<Duration> {
    let aside = tempfile::tempdir()?;
    holdings::copy(folder, aside.path())?;
    let mut program = program(aside.path())?;
    for (name, value) in variables {
        program = program.with(name, value);
    }
    let begun = Instant::now();
    done(&program, arguments).await?;
    Ok(begun.elapsed())
}

/// A run that must end well.
pub(crate) async fn done(program: &Program, arguments: &[&str]) -> Outcome<Run> {
    let run = program.run(arguments).await?;
    ensure(run.status == 0, || {
        format!(
            "{}: status {}, {}{}",
            arguments.join(" "),
            run.status,
            run.out,
            run.err
        )
    })?;
    Ok(run)
}
