//! `vinculo-cli pull` under the thirteen faults.

use sandbox::{Control, Fault, FaultKind, RandomFaults};

use super::{
    SLOW, office,
    program::{Program, Run},
};
use crate::{
    office::{LIST, Office},
    pool::Case,
    rows::status,
    trouble::{Outcome, ensure},
};

const NAMES: [&str; 13] = [
    "pull: 429 on 5 %",
    "pull: 5xx on 5 %",
    "pull: reset on 5 %",
    "pull: cut body on 5 %",
    "pull: one page of cut JSON",
    "pull: one HTML page",
    "pull: one invalid UTF-8 byte in a name",
    "pull: 5 % of records sent twice",
    "pull: the list shrinks while paging",
    "pull: a cursor that repeats",
    "pull: hasMore for ever, empty pages",
    "pull: one answer that never comes",
    "pull: slow body, 10 bytes each 0.5 s",
];

/// How many faults.
pub(crate) const COUNT: u64 = NAMES.len() as u64;

pub(crate) fn name(number: usize) -> &'static str {
    NAMES[number]
}

/// Sets the fault up; the share of requests is met once for certain as well.
fn break_it(control: &Control, number: usize, seed: u64) {
    let shared = |kind: FaultKind| {
        control.push_fault(Fault::next(kind.clone()).on("POST", LIST).after(4));
        control.set_random_faults(Some(RandomFaults::percent(seed, 5, vec![kind])));
    };
    let list = |fault: Fault| control.push_fault(fault.on("POST", LIST));
    match number {
        0 => shared(status(429, None)),
        1 => shared(status(503, None)),
        2 => shared(FaultKind::Reset),
        3 => shared(FaultKind::CutBody),
        4 => list(Fault::next(FaultKind::BadJson).after(2)),
        5 => list(Fault::next(FaultKind::HtmlPage { status: 200 }).after(2)),
        6 => list(Fault::next(FaultKind::InvalidUtf8 { index: 17 }).after(2)),
        7 => list(Fault::always(FaultKind::RepeatedRecords { percent: 5 })),
        8 => list(Fault::always(FaultKind::ShrinkingList).after(2)),
        9 => list(Fault::always(FaultKind::LoopingCursor).after(2)),
        10 => list(Fault::always(FaultKind::EmptyPages).after(2)),
        11 => list(Fault::next(FaultKind::Hang).after(2)),
        _ => list(Fault::next(SLOW).after(2)),
    }
}

pub(crate) async fn case(case: &Case, number: usize) -> Outcome<String> {
    let clients = if case.full { 10_000 } else { 2_000 };
    let (office, program) = office(clients, case.seed).await?;
    break_it(&office.control, number, case.seed);
    let run = program.run(&["pull", "--json"]).await?;
    let sent = office.control.total_requests();
    office.control.clear_faults();
    let needed = 1 + clients.div_ceil(200) as u64;
    let outcome = if run.status == 0 {
        ensure(run.json()["complete"] == true, || {
            format!("status 0 and not complete: {}", run.out)
        })?;
        ensure_equal(&office)?;
        "complete and equal".to_owned()
    } else {
        way_on(&office, &program, &run).await?
    };
    let most = most_requests(number, needed);
    ensure(sent <= most, || {
        format!("{sent} requests where {needed} are needed and {most} allowed")
    })?;
    Ok(format!("{outcome}; {sent}/{needed} requests"))
}

/// Most requests of the first run. A share of faults may cost half as many again, one bad page a repeat or two, a list that goes
/// round three pages and one more, a list that shrinks or repeats a second look.
fn most_requests(number: usize, needed: u64) -> u64 {
    match number {
        0..=3 => needed * 3 / 2,
        4 | 5 | 11 | 12 => needed + 5,
        6 => needed,
        7 | 8 => 2 * needed + 3,
        _ => needed + 4,
    }
}

/// It stopped, or set a record aside: it must say why, and the next run must complete.
async fn way_on(office: &Office, program: &Program, run: &Run) -> Outcome<String> {
    let aside = run.json()["quarantined"].as_u64().unwrap_or(0);
    let told = run.told();
    ensure(told.is_some() || (run.status == 7 && aside > 0), || {
        format!("status {} without a message: {}", run.status, run.err)
    })?;
    office.pass(10);
    let next = program.run(&["pull", "--sweep", "--json"]).await?;
    ensure(next.status == 0 && next.json()["complete"] == true, || {
        format!("the next pull: status {}, {}", next.status, next.err)
    })?;
    ensure_equal(office)?;
    let why = told.map_or_else(
        || format!("{aside} set aside"),
        |told| format!("stopped, status {} ({})", run.status, told["code"]),
    );
    Ok(format!("{why}; the next pull completes"))
}

fn ensure_equal(office: &Office) -> Outcome {
    office.unlock()?;
    office.ensure_equal()?;
    office.ensure_none_gone()?;
    office.desk.lock();
    Ok(())
}
