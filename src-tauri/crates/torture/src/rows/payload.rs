//! R7: answers in forms that the contract does not allow, in a page and in a single read.
//!
//! A bad record costs one record: it is kept aside, counted and shown with its reason, and all others are equal to the
//! server's. A body that is bad as a whole is asked for again or stops the pull with a reason.

use desk::contract::Slice;
use rand::RngExt as _;
use sandbox::{Fault, FaultKind, PayloadForm};

use crate::{
    office::{LIST, Office, TEST, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

/// Clients; one page.
const CLIENTS: usize = 60;

fn kind(number: u64, index: usize) -> FaultKind {
    let forms = PayloadForm::ALL.len() as u64;
    match number % (forms + 4) {
        form if form < forms => FaultKind::Payload {
            form: PayloadForm::ALL[usize::try_from(form).unwrap_or_default()],
            index,
        },
        form if form == forms => FaultKind::InvalidUtf8 { index },
        form if form == forms + 1 => FaultKind::UndecodableRecord { index },
        form if form == forms + 2 => FaultKind::BadJson,
        _ => FaultKind::HtmlPage { status: 200 },
    }
}

/// Whether the fault is of the body, not of one record in it.
fn is_of_the_body(kind: &FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::BadJson
            | FaultKind::HtmlPage { .. }
            | FaultKind::Payload {
                form: PayloadForm::Empty | PayloadForm::ByteOrderMark | PayloadForm::BadUtf8Body,
                ..
            }
    )
}

pub(crate) async fn case(mut case: Case) -> Outcome {
    let index = case.random.random_range(0..CLIENTS);
    let kind = kind(case.number, index);
    let single = case.number % 4 == 3 && !matches!(kind, FaultKind::UndecodableRecord { .. });
    let lasting = case.random.random_bool(0.5);
    let what = format!(
        "{kind:?} {} {}",
        if single {
            "in a single read"
        } else {
            "in a page"
        },
        if lasting { "for good" } else { "once" }
    );
    pull(&case, kind, index, (single, lasting))
        .await
        .or_else(|trouble| fail(format!("{what}: {}", trouble.0)))
}

async fn pull(case: &Case, kind: FaultKind, index: usize, how: (bool, bool)) -> Outcome {
    let (single, lasting) = how;
    let office = Office::open(CLIENTS, case.seed, patience()).await?;
    let of_the_body = is_of_the_body(&kind);
    // In another encoding every record with an accent is a bad one.
    let most = match kind {
        FaultKind::Payload {
            form: PayloadForm::BadUtf8Body,
            ..
        } => CLIENTS,
        _ if lasting && !single => 2,
        _ => 1,
    };
    let fault = if lasting {
        Fault::always(kind)
    } else {
        Fault::next(kind)
    };
    if single {
        let short = Fault::next(FaultKind::ShortRecords).on("POST", LIST);
        let id = office.control.client_ids(TEST)[index];
        office.control.push_fault(short);
        office
            .control
            .push_fault(fault.on("GET", &format!("/clients/{id}")));
    } else {
        office.control.push_fault(fault.on("POST", LIST));
    }
    match office.pull(false).await {
        Ok(_) => ensure_only_bad_ones(&office, most)?,
        Err(error) if of_the_body => Office::ensure_told(&error)?,
        Err(error) => return fail(format!("a record stopped the pull: {error:?}")),
    }
    office.ensure_none_gone()?;
    office.ensure_recovers().await
}

/// At most so many records differ from the server's, and each that is missing is shown in the quarantine.
fn ensure_only_bad_ones(office: &Office, most: usize) -> Outcome {
    let unlike = office.unlike()?;
    ensure(unlike.len() <= most, || {
        format!("{} records lost for {most} bad ones", unlike.len())
    })?;
    let session = office.session()?;
    let mut missing = 0;
    for id in unlike {
        let held = session.vault().read(|view| view.clients().row(id.into()))?;
        missing += u64::from(held.is_none());
    }
    let aside = desk::quarantine::list(&session, Slice::default())?;
    ensure(aside.total >= missing, || {
        format!("{missing} records missing, {} set aside", aside.total)
    })?;
    ensure(aside.data.iter().all(|row| !row.reason.is_empty()), || {
        "a record was set aside without a reason".into()
    })?;
    let counted = desk::status::status(&session)?.quarantined;
    ensure(counted == aside.total, || {
        "the count does not show it".into()
    })
}
