//! R5: 429 in every form, 5xx, resets, cut bodies, hanging and trickling answers at 5 % and 30 %, no name, no TLS.
//!
//! A pull ends complete and equal, or stops with a reason and the next one completes. At 5 % it takes at most half as many
//! requests again as are needed. A time the server names is kept to; one that is too long is not waited for.

use std::time::{Duration, Instant};

use desk::contract::Code;
use sandbox::{Fault, FaultKind, RandomFaults, RetryAfter};

use super::status;
use crate::{
    office::{LIST, NewProfile, Office, TEST, impatient, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

/// Clients; one page.
const CLIENTS: usize = 120;
/// Requests of an undisturbed pull: the organisation, the page, and each client, because the page comes short.
const NEEDED: u64 = 1 + 1 + CLIENTS as u64;

pub(crate) async fn case(case: Case) -> Outcome {
    const SORTS: u64 = 15;
    let percent = if (case.number / SORTS).is_multiple_of(2) {
        5
    } else {
        30
    };
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
        11 => return asked_to_wait(&case, 1).await,
        12 => return asked_to_wait(&case, 1_000_000_000).await,
        13 => return unreachable(&case, false).await,
        _ => return unreachable(&case, true).await,
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
    office
        .control
        .push_fault(Fault::next(FaultKind::ShortRecords).on("POST", LIST));
    office
        .control
        .set_random_faults(Some(RandomFaults::percent(case.seed, percent, kinds)));
    let outcome = office.pull(false).await;
    let sent = office.control.total_requests();
    office.control.clear_faults();
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
    ensure(percent > 5 || sent * 2 <= NEEDED * 3, || {
        format!("{sent} requests where {NEEDED} are needed")
    })?;
    office.ensure_recovers().await
}

async fn asked_to_wait(case: &Case, seconds: u32) -> Outcome {
    let office = Office::open(CLIENTS, case.seed, patience()).await?;
    let wait = status(429, Some(RetryAfter::Seconds(seconds)));
    office
        .control
        .push_fault(Fault::next(wait).on("POST", LIST));
    let begun = Instant::now();
    let outcome = office.pull(false).await;
    let waited = begun.elapsed();
    match outcome {
        Ok(report) => {
            ensure(report.complete, || format!("not complete: {report:?}"))?;
            ensure(waited >= Duration::from_secs(1), || {
                "the time that the server named was not kept to".into()
            })?;
        }
        Err(error) => {
            ensure(seconds > 60 && error.code() == Code::RateLimited, || {
                format!("stopped: {error:?}")
            })?;
        }
    }
    office.ensure_recovers().await
}

/// A server that speaks no TLS, or whose name nobody knows.
async fn unreachable(case: &Case, no_such_name: bool) -> Outcome {
    let office = Office::bare(50, 0, case.seed).await?;
    let url = if no_such_name {
        // Longer than a name may be, so that it fails here and asks nobody.
        format!("https://{}.invalid", "a".repeat(64))
    } else {
        office.sandbox.base_url().replace("http:", "https:")
    };
    office.add(NewProfile {
        name: "Lejos",
        url,
        environment: TEST,
        key: sandbox::FULL_KEY,
        patience: patience(),
    })?;
    match office.pull(false).await {
        Ok(report) => return fail(format!("pulled from nowhere: {report:?}")),
        Err(error) => {
            let wanted = if no_such_name {
                Code::Offline
            } else {
                Code::Untrusted
            };
            ensure(error.code() == wanted, || format!("{error:?}"))?;
        }
    }
    ensure(office.control.total_requests() == 0, || {
        "a request arrived".into()
    })?;
    office.add(NewProfile {
        name: "Cerca",
        url: office.sandbox.base_url(),
        environment: TEST,
        key: sandbox::FULL_KEY,
        patience: patience(),
    })?;
    office.ensure_recovers().await
}
