//! R5: 429 in every form, 5xx, resets, cut bodies, hanging and trickling answers at 5 % and 30 %, a server that goes half-way,
//! that is not there, or that speaks no TLS.
//!
//! A pull ends complete and equal, or stops with a reason and the next one completes. At 5 % it takes at most half as many
//! requests again as are needed. A time the server names is kept to; one that is too long is not waited for.

mod away;
mod waits;

use std::collections::BTreeSet;

use sandbox::{Fault, FaultKind, RandomFaults, Received, RetryAfter};

use super::status;
use crate::{
    office::{LIST, Office, impatient, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

/// Clients; three pages.
const CLIENTS: usize = 450;
const PAGES: u32 = 3;
/// Ways in which a request can go wrong, a few in one case.
const SORTS: u64 = 15;

pub(crate) async fn case(case: Case) -> Outcome {
    let round = case.number / SORTS;
    let percent = if round.is_multiple_of(2) { 5 } else { 30 };
    let kinds = match case.number % SORTS {
        0 => vec![status(429, None)],
        1 => vec![status(429, Some(RetryAfter::Seconds(0)))],
        2 => vec![status(429, Some(RetryAfter::Garbage))],
        3 => vec![status(429, Some(RetryAfter::Date(0)))],
        4 => vec![status(503, None)],
        5 => vec![status(500, None), status(502, None), status(504, None)],
        6 => vec![FaultKind::Reset],
        7 => vec![FaultKind::CutBody],
        8 => vec![
            FaultKind::Reset,
            FaultKind::CutBody,
            status(429, None),
            status(502, None),
        ],
        9 => vec![FaultKind::Hang],
        10 => vec![FaultKind::Trickle {
            bytes: 10,
            every_milliseconds: 50,
        }],
        11 => return waits::kept(&case, round, percent).await,
        12 => return waits::too_long(&case, round).await,
        13 => return away::never_there(&case, round).await,
        _ => return away::goes(&case, round).await,
    };
    let slow = matches!(kinds[0], FaultKind::Hang | FaultKind::Trickle { .. });
    let what = format!("{} at {percent} %", kinds[0].name());
    pull(&case, kinds, percent, slow)
        .await
        .or_else(|trouble| fail(format!("{what}: {}", trouble.0)))
}

async fn pull(case: &Case, kinds: Vec<FaultKind>, percent: u8, slow: bool) -> Outcome {
    let patience = if slow { impatient() } else { patience() };
    let office = Office::open(CLIENTS, case.seed, patience).await?;
    let names: BTreeSet<_> = kinds.iter().map(FaultKind::name).collect();
    // The last page comes short, so that its clients are read one by one; and one fault falls for certain.
    let short = Fault::next(FaultKind::ShortRecords).on("POST", LIST);
    office.control.push_fault(short.after(PAGES - 1));
    let certain = Fault::next(kinds[0].clone()).on("POST", LIST);
    office.control.push_fault(certain.after(1));
    office
        .control
        .set_random_faults(Some(RandomFaults::percent(case.seed, percent, kinds)));
    let outcome = office.pull(false).await;
    let log = office.control.requests(None, "");
    office.control.clear_faults();
    ensure(
        log.iter()
            .any(|one| one.fault.is_some_and(|fault| names.contains(fault))),
        || "nothing met a fault".into(),
    )?;
    match outcome {
        Ok(report) => {
            ensure(report.complete, || format!("not complete: {report:?}"))?;
            // An answer that comes cut at every try costs its record, which is set aside and told.
            let unlike = office.unlike()?.len() as u64;
            ensure(unlike <= report.quarantined, || {
                format!("{unlike} clients differ: {report:?}")
            })?;
        }
        Err(error) => Office::ensure_told(&error)?,
    }
    office.ensure_none_gone()?;
    let (sent, needed) = (log.len(), needed(&log));
    ensure(percent > 5 || sent * 2 <= needed * 3, || {
        format!("{sent} requests where {needed} are needed")
    })?;
    office.ensure_recovers().await
}

/// Requests that a pull takes where none fails: the organisation, the pages, and each client that a page gave short.
fn needed(log: &[Received]) -> usize {
    let single: BTreeSet<_> = log
        .iter()
        .filter(|one| one.method == "GET" && one.path.starts_with("/clients/"))
        .map(|one| one.path.as_str())
        .collect();
    1 + usize::try_from(PAGES).unwrap_or_default() + single.len()
}
