//! R9: no room left while pulling, exporting and acting, a folder that cannot be written, a file that goes or is replaced while it
//! is open.
//!
//! The program says so and ends with a status, nothing half written has its final name, what was told to be done is kept, and
//! all of it goes on once there is room.

mod acts;
mod exports;
mod pulls;
mod swaps;
pub(crate) mod volume;

use std::sync::atomic::{AtomicU64, Ordering};

use crate::{
    peers::program::Run,
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

/// Sizes that each of the three is tried with.
const SIZES: u64 = 20;
/// Room enough for every case.
const ROOMY: u64 = 64 << 20;

/// Runs that stopped for want of room, and runs that did not.
static STOPPED: AtomicU64 = AtomicU64::new(0);
static WENT_ON: AtomicU64 = AtomicU64::new(0);
/// Cases that need a file system of their own where none may be mounted.
static LEFT_OUT: AtomicU64 = AtomicU64::new(0);

pub(crate) async fn case(case: Case) -> Outcome {
    let size = case.number / 4 % SIZES;
    let (what, outcome) = match case.number % 4 {
        0 => ("pull", pulls::case(&case, size).await),
        1 => ("export", exports::case(&case, size).await),
        2 => ("acts", acts::case(&case, size).await),
        _ => ("file", swaps::case(case).await),
    };
    outcome.or_else(|trouble| fail(format!("{what}, size {size}: {}", trouble.0)))
}

/// How often there really was no room.
pub(crate) fn remark() -> String {
    let remark = format!(
        "{} runs stopped for want of room, {} had enough",
        STOPPED.load(Ordering::Relaxed),
        WENT_ON.load(Ordering::Relaxed)
    );
    match LEFT_OUT.load(Ordering::Relaxed) {
        0 => remark,
        left => format!("{remark}; {left} cases left out, because nothing may be mounted here"),
    }
}

/// Counts a case of which nothing can be tried here.
fn leave_out() {
    LEFT_OUT.fetch_add(1, Ordering::Relaxed);
}

/// A run under a limit on the length of files, which a system tells in another way than a full disk. Gives whether it ended well.
fn ensure_limit_told(run: &Run) -> Outcome<bool> {
    let well = run.status == 0;
    let counter = if well { &WENT_ON } else { &STOPPED };
    counter.fetch_add(1, Ordering::Relaxed);
    ensure(well || run.told().is_some(), || run.err.clone()).map(|()| well)
}

/// A run that ended well, or said that there is no room. Gives whether it ended well.
fn ensure_told(run: &Run) -> Outcome<bool> {
    if run.status == 0 {
        WENT_ON.fetch_add(1, Ordering::Relaxed);
        return Ok(true);
    }
    STOPPED.fetch_add(1, Ordering::Relaxed);
    ensure_failed(run, &["disk_full"])?;
    Ok(false)
}

/// A run that failed for one of these reasons and said so.
fn ensure_failed(run: &Run, codes: &[&str]) -> Outcome {
    let told = run.told();
    let code = told.as_ref().and_then(|told| told["code"].as_str());
    ensure(
        run.status == 1 && code.is_some_and(|code| codes.contains(&code)),
        || format!("status {}, {} where {codes:?} was due", run.status, run.err),
    )
}
