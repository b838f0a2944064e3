//! R3: a write of every kind whose answer is lost, in every way an answer can be.
//!
//! The effect happens at most once and the write goes out at most once before a read settled what became of it (requests are
//! counted, since a write that is repeated may have no effect); the operation says unknown until then, and it never says done
//! when it is not, or the other way round.

use desk::contract::OperationState;
use rand::RngExt as _;
use sandbox::{Fault, FaultKind, PayloadForm};

use super::{
    status,
    wish::{KINDS, Wish, Wishes},
};
use crate::{
    office::{ES, LIST, Office, impatient},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

const CLIENTS: usize = 60;

fn kind(number: u64) -> FaultKind {
    match number % 13 {
        0 | 1 => FaultKind::EffectWithoutAnswer,
        2 => FaultKind::CutBody,
        3 => FaultKind::BadJson,
        4 => FaultKind::HtmlPage { status: 200 },
        5 => FaultKind::Hang,
        6 => FaultKind::Reset,
        7 => FaultKind::AnswerWithoutEffect,
        8 => status(500, None),
        9 => status(504, None),
        10 => FaultKind::Trickle {
            bytes: 1,
            every_milliseconds: 100,
        },
        11 => FaultKind::Payload {
            form: PayloadForm::Empty,
            index: 0,
        },
        _ => FaultKind::Payload {
            form: PayloadForm::WrongTypes,
            index: 0,
        },
    }
}

pub(crate) async fn case(mut case: Case) -> Outcome {
    let fault = kind(case.number);
    // 13 and 6 have nothing in common: every way meets every kind.
    let (kind, blind) = (case.number % KINDS, case.random.random_bool(0.5));
    let office = Office::filled(CLIENTS, case.seed, impatient()).await?;
    let wish = Wishes::of(&office, &mut case.random).draw(kind)?;
    let what = format!(
        "{:?}, {fault:?}, then {}",
        wish.intent,
        if blind { "blind" } else { "seeing" }
    );
    lose(&office, &wish, fault, blind)
        .await
        .or_else(|trouble| fail(format!("{what}: {}", trouble.0)))
}

async fn lose(office: &Office, wish: &Wish, fault: FaultKind, blind: bool) -> Outcome {
    let session = office.session()?;
    office.control.push_fault(wish.met_by(fault));
    if blind {
        // The reads before the write pass; those after it do not.
        for path in ["/clients/", "/client-links/"] {
            let lost = Fault::always(FaultKind::Reset).on("GET", path);
            office.control.push_fault(lost.after(wish.reads_before()));
        }
        let lists = Fault::always(FaultKind::Reset).on("POST", LIST);
        office.control.push_fault(lists);
    }
    let result = office.operate(&wish.intent, false).await?;
    ensure_attempts(office, wish, 1)?;
    ensure_true(office, wish, result.state)?;
    if blind {
        ensure(result.state == OperationState::Unknown, || {
            format!("{:?} while nobody can know", result.state)
        })?;
        desk::operate::settle(&session, ES).await?;
        ensure(state(office)? == OperationState::Unknown, || {
            "settled without a read".into()
        })?;
    }
    office.control.clear_faults();
    desk::operate::settle(&session, ES).await?;
    ensure_attempts(office, wish, 1)?;
    let settled = state(office)?;
    ensure(
        matches!(settled, OperationState::Proven | OperationState::NotDone),
        || format!("{settled:?} after it was settled"),
    )?;
    ensure_true(office, wish, settled)?;
    if settled == OperationState::NotDone {
        let again = office.operate(&wish.intent, false).await?;
        ensure(again.state == OperationState::Proven, || {
            format!("{:?} at the second attempt", again.state)
        })?;
        ensure_attempts(office, wish, 2)?;
    }
    let effects = wish.effects(&office.control);
    ensure(effects == 1, || {
        format!("the effect happened {effects} times")
    })?;
    ensure(wish.holds(&office.control), || "the write was lost".into())?;
    office.ensure_recovers().await
}

/// The write went out so many times, each after a read of its client that was answered since the time before.
fn ensure_attempts(office: &Office, wish: &Wish, wanted: usize) -> Outcome {
    let attempts = wish.attempts(&office.control);
    ensure(attempts.sent == wanted, || {
        format!("the write went out {} times", attempts.sent)
    })?;
    ensure(attempts.blind == 0, || {
        format!("{} of them without a read before", attempts.blind)
    })
}

/// Said to be done, or not to be, only when that is so.
fn ensure_true(office: &Office, wish: &Wish, state: OperationState) -> Outcome {
    let holds = wish.holds(&office.control);
    let fine = match state {
        OperationState::Proven => holds,
        OperationState::NotDone => !holds,
        OperationState::Unknown => true,
        _ => false,
    };
    ensure(fine, || format!("{state:?}, so on the server: {holds}"))
}

/// The state of the first operation.
fn state(office: &Office) -> Outcome<OperationState> {
    match office.operations()?.last() {
        Some(operation) => Ok(operation.state),
        None => fail("the operation is gone"),
    }
}
