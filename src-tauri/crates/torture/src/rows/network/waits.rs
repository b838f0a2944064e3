//! A server that names a time to come back. How long was waited stands in the server's log.

use desk::contract::{Code, ConnectionSettings};
use sandbox::{Fault, RandomFaults, Received, RetryAfter};

use super::CLIENTS;
use crate::{
    office::{ES, LIST, Office, patience},
    pool::Case,
    rows::status,
    trouble::{Outcome, Trouble, ensure, fail},
};

/// The longest time the profile waits, in milliseconds.
const LONGEST: u32 = 2_500;
/// What the machine may take on top, in milliseconds, however busy it is.
const SLACK: u64 = 10_000;

fn settings() -> ConnectionSettings {
    ConnectionSettings {
        longest_delay_milliseconds: LONGEST,
        ..patience()
    }
}

/// The time is kept to, and not much more than that.
pub(super) async fn kept(case: &Case, round: u64, percent: u8) -> Outcome {
    // A date has whole seconds: of two that it names, one may be over.
    let (asked, least) = match round % 3 {
        0 => (RetryAfter::Seconds(1), 1_000),
        1 => (RetryAfter::Date(2), 1_000),
        _ => (RetryAfter::Seconds(2), 2_000),
    };
    let office = Office::open(CLIENTS, case.seed, settings()).await?;
    let wait = status(429, Some(asked));
    let certain = Fault::next(wait.clone()).on("POST", LIST).after(1);
    office.control.push_fault(certain);
    office.control.set_random_faults(Some(RandomFaults {
        path_prefix: LIST.into(),
        ..RandomFaults::percent(case.seed, percent, vec![wait])
    }));
    let outcome = office.pull(false).await;
    let log = office.control.requests(Some("POST"), LIST);
    match outcome {
        Ok(report) => ensure(report.complete, || format!("not complete: {report:?}"))?,
        Err(error) if percent == 5 => return fail(format!("stopped: {error:?}")),
        Err(error) => Office::ensure_told(&error)?,
    }
    let waited: Vec<_> = waited(&log).collect();
    ensure(!waited.is_empty(), || "nobody was asked to wait".into())?;
    let most = u64::from(LONGEST) * 2 + SLACK;
    ensure(
        waited.iter().all(|one| (least..=most).contains(one)),
        || format!("waited {waited:?} ms where {least} were asked for"),
    )?;
    office.ensure_recovers().await
}

/// Milliseconds between each request that was asked to wait and the one after it.
fn waited(log: &[Received]) -> impl Iterator<Item = u64> {
    log.windows(2)
        .filter(|two| two[0].status == 429)
        .map(|two| two[1].elapsed - two[0].elapsed)
}

/// A time beyond what the profile waits ends the pull, which says how long the server asked for; nothing is asked again.
pub(super) async fn too_long(case: &Case, round: u64) -> Outcome {
    let (asked, seconds) = match round % 4 {
        0 => (RetryAfter::Seconds(1_000_000_000), 1_000_000_000),
        1 => (RetryAfter::Date(3_600), 3_600),
        2 => (RetryAfter::Seconds(3), 3),
        _ => (RetryAfter::Date(4_000_000_000), 4_000_000_000),
    };
    let office = Office::open(CLIENTS, case.seed, settings()).await?;
    let wait = Fault::next(status(429, Some(asked))).on("POST", LIST);
    office.control.push_fault(wait.after(1));
    let Err(error) = office.pull(false).await else {
        return fail("went on");
    };
    ensure(error.code() == Code::RateLimited, || {
        format!("stopped: {error:?}")
    })?;
    let details = error.to_app(ES).details.unwrap_or_default();
    let told = details["retryAfterSeconds"].as_u64();
    let told = told.ok_or_else(|| Trouble("not told how long".into()))?;
    ensure(seconds - told <= 1, || {
        format!("{told} seconds were told of {seconds}")
    })?;
    let asked = office.control.requests(Some("POST"), LIST).len();
    ensure(asked == 2, || format!("{asked} list requests"))?;
    office.ensure_recovers().await
}
