//! R6: lists that loop, never end, repeat, overlap, shrink, grow, cap their pages, miscount, or forget their cursors.
//!
//! They end within three extra pages (a second full look apart), nobody is taken for deleted whom the server still has,
//! and the next pull is complete.

use desk::contract::PullReport;
use rand::RngExt as _;
use sandbox::{Fault, FaultKind};

use crate::{
    office::{LIST, Office, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

/// Clients; three pages.
const CLIENTS: usize = 500;
const PAGES: usize = 3;
/// The last page.
const LAST: u32 = 3;
/// Pages beyond what is needed.
const EXTRA: usize = 3;

/// What a list does and what may come of it.
struct Plan {
    fault: Fault,
    /// Most list requests.
    most: usize,
    /// Whether the pull must end complete and equal.
    completes: bool,
}

fn plan(case: &mut Case) -> Plan {
    let skip = case.random.random_range(1..3);
    let twice = 2 * PAGES + EXTRA + 2;
    let (fault, most, completes) = match case.number % 12 {
        0 => (
            Fault::always(FaultKind::LoopingCursor).after(skip),
            PAGES + EXTRA,
            false,
        ),
        1 => (Fault::always(FaultKind::EndlessPages), PAGES + EXTRA, false),
        2 => (
            Fault::always(FaultKind::EmptyPages).after(skip),
            PAGES + EXTRA,
            false,
        ),
        3 => (
            Fault::next(FaultKind::RepeatedPage).after(skip).times(2),
            PAGES + EXTRA,
            true,
        ),
        4 => {
            let records = case.random.random_range(1..100);
            let kind = FaultKind::OverlappingPages { records };
            (Fault::always(kind), twice, true)
        }
        5 => {
            let percent = case.random.random_range(1..=40);
            let kind = FaultKind::RepeatedRecords { percent };
            (Fault::always(kind), twice, true)
        }
        6 => (
            Fault::always(FaultKind::ShrinkingList).after(skip),
            twice,
            false,
        ),
        7 => {
            let times = LAST - skip;
            let fault = Fault::next(FaultKind::ShrinkingList)
                .after(skip)
                .times(times);
            (fault, twice, true)
        }
        8 => (Fault::always(FaultKind::GrowingList), twice, false),
        9 => {
            let most = case.random.random_range(40..100);
            let pages = CLIENTS.div_ceil(most) + EXTRA;
            (Fault::always(FaultKind::PageCap { most }), pages, true)
        }
        10 => {
            let count = case.random.random_range(0..3_000);
            (Fault::always(FaultKind::TotalCount { count }), twice, false)
        }
        _ => (
            Fault::next(FaultKind::CursorExpired).after(skip),
            twice,
            true,
        ),
    };
    Plan {
        fault: fault.on("POST", LIST),
        most,
        completes,
    }
}

pub(crate) async fn case(mut case: Case) -> Outcome {
    let first = (case.number / 12).is_multiple_of(2) ^ (case.number % 2 == 1);
    let plan = plan(&mut case);
    let what = format!(
        "{} in a {}",
        plan.fault.kind.name(),
        if first { "first pull" } else { "sweep" }
    );
    walk(&case, plan, first)
        .await
        .or_else(|trouble| fail(format!("{what}: {}", trouble.0)))
}

async fn walk(case: &Case, plan: Plan, first: bool) -> Outcome {
    let office = if first {
        Office::open(CLIENTS, case.seed, patience()).await?
    } else {
        Office::filled(CLIENTS, case.seed, patience()).await?
    };
    office.control.push_fault(plan.fault.clone());
    let outcome = office.pull(!first).await;
    let asked = office.control.count_requests(Some("POST"), LIST);
    ensure(asked <= plan.most, || {
        format!("{asked} list requests, at most {} expected", plan.most)
    })?;
    office.ensure_none_gone()?;
    judge(&office, outcome, &plan)?;
    if !first {
        let held = desk::status::status(&*office.session()?)?.clients;
        ensure(held >= CLIENTS as u64, || {
            format!("{held} clients are left")
        })?;
    }
    // A count that is wrong for ever does not make every pull a sweep.
    if matches!(plan.fault.kind, FaultKind::TotalCount { .. }) {
        office.pass(10);
        office.control.clear_requests();
        office.pull(false).await?;
        let asked = office.control.count_requests(Some("POST"), LIST);
        ensure(asked <= 2, || {
            format!("{asked} list requests for a delta under a count that lies")
        })?;
    }
    office.ensure_recovers().await
}

fn judge(office: &Office, outcome: Result<PullReport, desk::Error>, plan: &Plan) -> Outcome {
    match outcome {
        Ok(report) if plan.completes => {
            ensure(report.complete, || format!("not complete: {report:?}"))?;
            office.ensure_equal()
        }
        Ok(report) if report.complete => office.ensure_equal(),
        Ok(_) => Ok(()),
        Err(error) if plan.completes => fail(format!("stopped: {error:?}")),
        Err(error) => Office::ensure_told(&error),
    }
}
