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

/// Most clients of a page.
const PAGE: usize = 200;
/// Pages beyond what is needed.
const EXTRA: usize = 3;
/// What a list can do wrong. The first six are met twice in thirty-six cases by a first pull and by a sweep each, and by both in
/// the eighteen of a submission.
const SORTS: u64 = 12;

/// What a list does and what may come of it.
struct Plan {
    fault: Fault,
    /// Clients.
    clients: usize,
    /// Most list requests.
    most: usize,
    /// Whether the pull must end complete and equal.
    completes: bool,
}

fn plan(case: &mut Case) -> Plan {
    let clients = case.random.random_range(2 * PAGE + 1..=5 * PAGE);
    let pages = clients.div_ceil(PAGE);
    let last = u32::try_from(pages).unwrap_or_default();
    let skip = case.random.random_range(1..last);
    let (once, twice) = (pages + EXTRA, 2 * pages + EXTRA + 2);
    let (fault, most, completes) = match case.number % SORTS {
        0 => {
            let fault = Fault::always(FaultKind::ShrinkingList);
            (fault.after(skip), twice, false)
        }
        1 => {
            let fault = Fault::next(FaultKind::ShrinkingList).after(skip);
            (fault.times(last - skip), twice, true)
        }
        2 => {
            let fault = Fault::always(FaultKind::LoopingCursor);
            (fault.after(skip), once, false)
        }
        3 => (Fault::always(FaultKind::EndlessPages), once, false),
        4 => {
            let fault = Fault::always(FaultKind::EmptyPages);
            (fault.after(skip), once, false)
        }
        5 => {
            let count = case.random.random_range(0..6 * clients);
            let fault = Fault::always(FaultKind::TotalCount { count });
            (fault, twice, false)
        }
        6 => {
            let fault = Fault::next(FaultKind::RepeatedPage);
            (fault.after(skip).times(2), once, true)
        }
        7 => {
            let records = case.random.random_range(1..100);
            let kind = FaultKind::OverlappingPages { records };
            (Fault::always(kind), twice, true)
        }
        8 => {
            let percent = case.random.random_range(1..=40);
            let kind = FaultKind::RepeatedRecords { percent };
            (Fault::always(kind), twice, true)
        }
        9 => (Fault::always(FaultKind::GrowingList), twice, false),
        10 => {
            let most = case.random.random_range(40..100);
            let pages = clients.div_ceil(most) + EXTRA;
            (Fault::always(FaultKind::PageCap { most }), pages, true)
        }
        _ => {
            let fault = Fault::next(FaultKind::CursorExpired);
            (fault.after(skip), twice, true)
        }
    };
    Plan {
        fault: fault.on("POST", LIST),
        clients,
        most,
        completes,
    }
}

pub(crate) async fn case(mut case: Case) -> Outcome {
    let first = (case.number / SORTS).is_multiple_of(2) ^ (case.number % 2 == 1);
    let plan = plan(&mut case);
    let what = format!(
        "{} over {} clients in a {}",
        plan.fault.kind.name(),
        plan.clients,
        if first { "first pull" } else { "sweep" }
    );
    walk(&case, plan, first)
        .await
        .or_else(|trouble| fail(format!("{what}: {}", trouble.0)))
}

async fn walk(case: &Case, plan: Plan, first: bool) -> Outcome {
    let office = if first {
        Office::open(plan.clients, case.seed, patience()).await?
    } else {
        Office::filled(plan.clients, case.seed, patience()).await?
    };
    office.control.push_fault(plan.fault.clone());
    let outcome = office.pull(!first).await;
    let asked = office.control.count_requests(Some("POST"), LIST);
    ensure(asked <= plan.most, || {
        format!("{asked} list requests, at most {} expected", plan.most)
    })?;
    let met = office.control.requests(Some("POST"), LIST);
    ensure(
        met.iter()
            .any(|one| one.fault == Some(plan.fault.kind.name())),
        || "the list met no fault".into(),
    )?;
    office.ensure_none_gone()?;
    judge(&office, outcome, &plan)?;
    if !first {
        let held = desk::status::status(&*office.session()?)?.clients;
        ensure(held >= plan.clients as u64, || {
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
        Ok(report) => ensure_not_called_complete(office, &report),
        Err(error) if plan.completes => fail(format!("stopped: {error:?}")),
        Err(error) => Office::ensure_told(&error),
    }
}

/// A pull that ends and lacks clients that the list counted says so, and so does what is shown of it afterwards.
fn ensure_not_called_complete(office: &Office, report: &PullReport) -> Outcome {
    let status = desk::status::status(&*office.session()?)?;
    let shown = status.last_pull.is_some_and(|pull| pull.complete);
    ensure(!shown, || {
        format!(
            "shown as complete with {} clients: {report:?}",
            status.clients
        )
    })
}
