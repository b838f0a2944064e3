//! R7: answers in forms that the contract does not allow, in a page and in a single read.
//!
//! Each form has one outcome that is right ([`Fate`]): the record is set aside under its id with its text, or held byte by
//! byte as it was sent, or the body is asked for again. Every other record is held byte by byte as the server has it.

pub(crate) mod memory;
mod sent;

use rand::RngExt as _;
use sandbox::{Fault, FaultKind, PayloadForm};

use self::sent::Sent;
use crate::{
    office::{LIST, Office, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

/// Clients; one page.
const CLIENTS: usize = 60;
/// Kinds of fault.
const KINDS: u64 = PayloadForm::ALL.len() as u64 + 4;

/// What must become of what came in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// The record, and nothing else, is set aside.
    Aside,
    /// It fits as it is, and is held as it was sent.
    Held,
    /// One of two records with the same id is set aside, the other one is held.
    Twin,
    /// The text is the true one behind a mark that may be there.
    Harmless,
    /// Each record that is not UTF-8 is set aside.
    Latin,
    /// The answer is asked for again; where it does not change, a page stops the pull, and a single read costs its record.
    Again,
}

fn kind(number: u64, index: usize) -> FaultKind {
    let forms = PayloadForm::ALL.len() as u64;
    match number % KINDS {
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

fn fate(kind: &FaultKind) -> Fate {
    let FaultKind::Payload { form, .. } = kind else {
        return match kind {
            FaultKind::BadJson | FaultKind::HtmlPage { .. } => Fate::Again,
            _ => Fate::Aside,
        };
    };
    match form {
        PayloadForm::UnknownMembers | PayloadForm::LongText | PayloadForm::Nul => Fate::Held,
        PayloadForm::SameId => Fate::Twin,
        PayloadForm::ByteOrderMark => Fate::Harmless,
        PayloadForm::BadUtf8Body => Fate::Latin,
        PayloadForm::Empty => Fate::Again,
        PayloadForm::WrongTypes
        | PayloadForm::MissingMembers
        | PayloadForm::Deep
        | PayloadForm::HugeNumber
        | PayloadForm::DuplicateKeys
        | PayloadForm::UnpairedSurrogate
        | PayloadForm::IdNotUuid => Fate::Aside,
    }
}

/// Forms that only a page can have.
fn is_of_a_page(kind: &FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::UndecodableRecord { .. }
            | FaultKind::Payload {
                form: PayloadForm::SameId,
                ..
            }
    )
}

pub(crate) async fn case(mut case: Case) -> Outcome {
    let index = case.random.random_range(0..CLIENTS);
    let kind = kind(case.number, index);
    let round = case.number / KINDS;
    let single = !round.is_multiple_of(2) && !is_of_a_page(&kind);
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
    let sent = Sent::under(&office, &kind, index, single).await?;
    memory::ensure_bounded(&sent.good, &sent.bytes)?;
    let fate = fate(&kind);
    let name = kind.name();
    let fault = if lasting {
        Fault::always(kind)
    } else {
        Fault::next(kind)
    };
    if single {
        let short = Fault::next(FaultKind::ShortRecords).on("POST", LIST);
        office.control.push_fault(short);
        let path = format!("/clients/{}", sent.id);
        office.control.push_fault(fault.on("GET", &path));
    } else {
        office.control.push_fault(fault.on("POST", LIST));
    }
    office.control.clear_requests();
    let outcome = office.pull(false).await;
    let log = office.control.requests(None, "");
    ensure(log.iter().any(|one| one.fault == Some(name)), || {
        "nothing met the fault".into()
    })?;
    match (outcome, fate) {
        (Err(error), Fate::Again) if lasting && !single => Office::ensure_told(&error)?,
        (Err(error), _) => return fail(format!("stopped: {error:?}")),
        (Ok(_), Fate::Again) if lasting && !single => {
            return fail("pulled without one good page".to_owned());
        }
        (Ok(report), _) => sent.ensure_fate(&office, fate, how, report.quarantined)?,
    }
    office.ensure_none_gone()?;
    office.ensure_recovers().await
}
