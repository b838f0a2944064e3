//! R12: the clock ten years ahead or behind, set back within a pull, while one is cut off, between recording and sending and after
//! a crash; the days on which clocks change, the 29th of February; a server whose answers tell another time than its records.
//!
//! What a pull asks for follows the server's time alone and ends equal to the server. Who comes of age and what expires does so as
//! the day begins where the office is. Operations keep their order, and what was being sent is found again; no reading goes
//! unentered. A date in the answers that is ahead of the records by more than a pull looks back can hide changes until the
//! next look at everything, which finds them.

use std::{collections::BTreeSet, sync::Arc};

use desk::contract::{FindingQuery, OperationIntent, OperationState, PullRequest, UpdateIntent};
use jiff::{ToSpan as _, ZonedDateTime, civil::Date, tz::TimeZone};
use rand::RngExt as _;
use sandbox::{Fault, FaultKind, RetryAfter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{status, wish::Wishes};
use crate::{
    holdings,
    office::{ES, LIST, Office, TEST, patience},
    pool::Case,
    trouble::{Outcome, Trouble, ensure, fail},
};

const CLIENTS: usize = 120;
const PAGE: usize = 20;
const DAY: i64 = 24 * 60;
const TEN_YEARS: i64 = 3_652 * DAY;
/// By how many minutes a clock is wrong.
const JUMPS: [i64; 7] = [TEN_YEARS, -TEN_YEARS, DAY, -DAY, 90, -90, -20];

pub(crate) async fn case(mut case: Case) -> Outcome {
    let (what, outcome) = match case.number % 5 {
        0 => ("jumps", jumps(&mut case).await),
        1 => ("cut off", cut_off(&mut case).await),
        2 => ("operations", operations(&mut case).await),
        3 => ("days", days(&mut case).await),
        _ => ("server's date", server_date(&case).await),
    };
    outcome.or_else(|trouble| fail(format!("{what}: {}", trouble.0)))
}

/// An office with an empty vault, whose server plays this fault on lists first and gives small pages otherwise.
async fn open(case: &Case, fault: Option<Fault>) -> Outcome<Office> {
    let office = Office::open(CLIENTS, case.seed, patience()).await?;
    let small = FaultKind::PageCap { most: PAGE };
    for fault in fault.into_iter().chain([Fault::always(small)]) {
        office.control.push_fault(fault.on("POST", LIST));
    }
    Ok(office)
}

/// Changes some clients that no other record shows.
fn change(office: &Office, case: &mut Case) -> Outcome {
    let ids = shown_alone(office);
    for _ in 0..5 {
        let id = ids[case.random.random_range(0..ids.len())];
        let rfc = format!("XEXX010101{:03}", case.random.random_range(0..1_000));
        office.control.set_rfc(TEST, id, Some(&rfc))?;
    }
    Ok(())
}

/// Clients that are in no other client's record: their changes alone are to be brought.
fn shown_alone(office: &Office) -> Vec<Uuid> {
    let children = children(office);
    let mut ids = office.control.client_ids(TEST);
    ids.retain(|id| !children.contains(id));
    ids
}

/// Clients that another client's record names.
fn children(office: &Office) -> BTreeSet<Uuid> {
    let ids = office.control.client_ids(TEST).into_iter();
    ids.flat_map(|id| {
        let client = office.control.client(TEST, id).unwrap_or_default();
        let links = client["linkedClients"].as_array().cloned();
        links.unwrap_or_default()
    })
    .filter_map(|link| link["client"]["id"].as_str()?.parse().ok())
    .collect()
}

/// Within a pull and between pulls.
async fn jumps(case: &mut Case) -> Outcome {
    let office = open(case, None).await?;
    for turn in 0..4 {
        let minutes = JUMPS[case.random.random_range(0..JUMPS.len())];
        let request = case.random.random_range(1..4);
        office.control.clear_requests();
        let session = office.session()?;
        let pull = {
            let session = Arc::clone(&session);
            tokio::spawn(async move {
                desk::pull::run(&session, PullRequest { sweep: false }, ES).await
            })
        };
        tokio::select! {
            () = office.control.wait_for_requests(Some("POST"), LIST, request) => {}
            // One that asks for little may be done before.
            () = async { while !pull.is_finished() { tokio::task::yield_now().await } } => {}
        }
        office.set_clock_on(minutes);
        let report = pull.await??;
        ensure(report.complete, || {
            format!("turn {turn}, {minutes} min: {report:?}")
        })?;
        office.ensure_equal()?;
        office.ensure_none_gone()?;
        office.pass(10);
        change(&office, case)?;
        office.set_clock_on(JUMPS[case.random.random_range(0..JUMPS.len())]);
    }
    office.pull(false).await?;
    holdings::ensure_sound(&*office.session()?)?;
    office.ensure_equal()
}

/// While a pull is cut off the clock is set back by as much as passed: what changed meanwhile is not lost.
async fn cut_off(case: &mut Case) -> Outcome {
    let hang = Fault::always(FaultKind::Hang).after(case.random.random_range(2..5));
    let office = open(case, Some(hang)).await?;
    let session = office.session()?;
    let pull = {
        let session = Arc::clone(&session);
        tokio::spawn(
            async move { desk::pull::run(&session, PullRequest { sweep: false }, ES).await },
        )
    };
    while desk::status::status(&session)?.clients == 0 {
        tokio::task::yield_now().await;
    }
    session.cancel_pull();
    ensure(pull.await?.is_err(), || "the pull was not cut off".into())?;
    drop(session);
    office.control.clear_faults();
    change(&office, case)?;
    let minutes = case.random.random_range(6..28);
    office.pass(minutes);
    office.set_clock_on(-minutes - case.random.random_range(0..2));
    ensure(office.pull(false).await?.complete, || "not complete".into())?;
    office.pass(10);
    ensure(office.pull(false).await?.complete, || "not complete".into())?;
    office.ensure_equal()
}

/// Operations that rest on each other, one that a crash left on the wire, and readings.
async fn operations(case: &mut Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let jump = |case: &mut Case| JUMPS[case.random.random_range(0..JUMPS.len())];
    let member = office.members(1)?[0];
    let mut last = String::new();
    for turn in 0..3 {
        last = format!("Sol {turn}");
        office.operate(&update(member, &last)?, true).await?;
        office.set_clock_on(jump(case));
    }
    let report = desk::operate::send_waiting(&*office.session()?, ES).await?;
    let proven = report
        .results
        .iter()
        .filter(|one| one.state == OperationState::Proven);
    ensure(proven.count() == 3, || format!("{:?}", report.results))?;
    let there = office.control.client(TEST, member).unwrap_or_default();
    ensure(there["middleName"] == last.as_str(), || {
        format!("the last one was not sent last: {}", there["middleName"])
    })?;

    let wish = Wishes::of(&office, &mut case.random).draw(0)?;
    let waiting = office.operate(&wish.intent, true).await?;
    let id: Uuid = waiting.operation_id.unwrap_or_default().parse()?;
    let session = office.session()?;
    let now = session.now();
    let claimed = session
        .vault()
        .write(|tx| tx.operations().claim_for_sending(id, now))?;
    ensure(claimed, || "not claimed".into())?;
    drop(session);
    office.desk.lock();
    office.set_clock_on(jump(case));
    office.unlock()?;
    let session = office.session()?;
    let settled = desk::operate::settle(&session, ES).await?.results;
    ensure(
        settled.len() == 1 && settled[0].state == OperationState::NotDone,
        || format!("left on the wire: {settled:?}"),
    )?;
    ensure(wish.attempts(&office.control).sent == 0, || {
        "it was sent again".into()
    })?;

    desk::client::page(&session, member.into(), ES)?;
    office.set_clock_on(-90);
    desk::client::page(&session, member.into(), ES)?;
    let entries = session
        .vault()
        .read(|view| view.journal().list(0, 1_000))?
        .rows;
    let read = entries
        .iter()
        .filter(|entry| entry.action == "client.read")
        .count();
    ensure(read == 2, || format!("{read} readings of two were entered"))?;
    holdings::ensure_sound(&session)
}

fn update(client: Uuid, name: &str) -> Outcome<OperationIntent> {
    let Value::Object(changes) = json!({ "middleName": name }) else {
        return fail("no members");
    };
    Ok(OperationIntent::Update(UpdateIntent {
        client_id: client.into(),
        changes: changes.into_iter().collect(),
    }))
}

/// Where, born when, and of age from which day on: days on which clocks change, and the 29th of February.
const BIRTHS: [(&str, &str, &str); 8] = [
    ("America/Tijuana", "2008-03-08", "2026-03-08"),
    ("America/Tijuana", "2008-11-01", "2026-11-01"),
    ("America/Mexico_City", "2004-04-03", "2022-04-03"),
    ("America/Mexico_City", "2004-10-30", "2022-10-30"),
    ("America/Hermosillo", "2008-02-29", "2026-03-01"),
    ("America/Cancun", "2010-02-28", "2028-02-28"),
    ("UTC", "2010-03-01", "2028-03-01"),
    ("Pacific/Kiritimati", "2008-02-29", "2026-03-01"),
];

/// The findings that come and go with a day, one second before it begins and as it does.
async fn days(case: &mut Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let (zone, born, of_age) = BIRTHS[case.random.random_range(0..BIRTHS.len())];
    let zone = TimeZone::get(zone)?;
    let child = alone(&office)?;
    let Value::Object(members) = json!({ "birthDate": born }) else {
        return fail("no members");
    };
    office.control.update(TEST, child, &members)?;
    let day: Date = of_age.parse()?;
    around(&office, day, &zone, |before| {
        let minor = found(&office, child, "MINOR_WITHOUT_REPRESENTATIVE", None)?;
        ensure(minor == before, || {
            format!("{born} on {of_age}: a minor: {minor}")
        })
    })
    .await?;
    let (client, document, last_day) = expiring(&office)?;
    around(&office, last_day.tomorrow()?, &zone, |before| {
        let place = format!("documents[{document}].expiresAt");
        let expired = found(&office, client, "DOCUMENT_EXPIRED", Some(&place))?;
        ensure(expired != before, || {
            format!("good until {last_day}, expired: {expired}")
        })
    })
    .await
}

/// Looks one second before a day begins and as it does, and once more before: clocks are set back.
async fn around(
    office: &Office,
    day: Date,
    zone: &TimeZone,
    look: impl Fn(bool) -> Outcome,
) -> Outcome {
    let begins: ZonedDateTime = day.to_zoned_datetime(zone.clone())?.start_of_day()?;
    for before in [true, false, true] {
        let seconds = if before { -1 } else { 0 };
        office.set_clock(&begins.checked_add(seconds.seconds())?);
        office.control.advance(600_000);
        ensure(office.pull(false).await?.complete, || "not complete".into())?;
        look(before)?;
    }
    Ok(())
}

/// A person in a household whom nobody represents: whom the rule about minors meets.
fn alone(office: &Office) -> Outcome<Uuid> {
    let children = children(office);
    let ids = office.control.client_ids(TEST);
    let found = ids.into_iter().find(|id| {
        office.control.client(TEST, *id).is_some_and(|client| {
            client["type"] == "individual"
                && (client["isPrimary"] == true || children.contains(id))
                && client["linkedClients"].as_array().is_none_or(Vec::is_empty)
        })
    });
    found.ok_or_else(|| Trouble("nobody is alone".into()))
}

/// A document of a client with its last day.
fn expiring(office: &Office) -> Outcome<(Uuid, String, Date)> {
    for id in office.control.client_ids(TEST) {
        let client = office.control.client(TEST, id).unwrap_or_default();
        for document in client["documents"].as_array().into_iter().flatten() {
            if let (Some(name), Some(day)) =
                (document["id"].as_str(), document["expiresAt"].as_str())
                && let Ok(day) = day.parse()
            {
                return Ok((id, name.to_owned(), day));
            }
        }
    }
    fail("no document expires")
}

fn found(office: &Office, client: Uuid, code: &str, place: Option<&str>) -> Outcome<bool> {
    let query = FindingQuery {
        code: Some(code.into()),
        client_id: Some(client.into()),
        ..FindingQuery::default()
    };
    let list = desk::finding::list(&*office.session()?, &query, ES)?;
    Ok(list
        .data
        .iter()
        .any(|one| place.is_none_or(|place| one.field == place)))
}

/// By how many minutes the date of the answers is ahead.
const SKEWS: [i64; 6] = [-TEN_YEARS, -90, -4, 4, 90, TEN_YEARS];
/// How far back a pull looks, in minutes.
const OVERLAP: i64 = 5;

/// The date in the answers' heads is not that of the records.
async fn server_date(case: &Case) -> Outcome {
    let skew = SKEWS[usize::try_from(case.number / 5)? % SKEWS.len()];
    let soon = status(429, Some(RetryAfter::Date(1)));
    let office = open(case, Some(Fault::next(soon).after(2))).await?;
    office.control.skew_date(skew * 60_000);
    ensure(office.pull(false).await?.complete, || "not complete".into())?;
    office.ensure_equal()?;
    let ids = shown_alone(&office);
    for (turn, id) in ids.iter().take(3).enumerate() {
        office.pass(10);
        office
            .control
            .set_rfc(TEST, *id, Some(&format!("XEXX01010100{turn}")))?;
        ensure(office.pull(false).await?.complete, || "not complete".into())?;
        if skew < OVERLAP {
            office.ensure_equal()?;
        }
    }
    office.pass(25 * 60);
    ensure(office.pull(false).await?.complete, || "not complete".into())?;
    office.ensure_none_gone()?;
    office.ensure_equal()
}
