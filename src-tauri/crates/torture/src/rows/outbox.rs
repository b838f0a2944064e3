//! R3: a promotion whose answer is lost, in every way an answer can be.
//!
//! The effect happens at most once, the operation says unknown until a read settles it, and it never says done when it is
//! not, or the other way round.

use desk::contract::OperationState;
use rand::RngExt as _;
use sandbox::{Fault, FaultKind, PayloadForm};
use uuid::Uuid;

use super::status;
use crate::{
    office::{ES, Office, impatient},
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
    let kind = kind(case.number);
    let blind = case.random.random_bool(0.5);
    let what = format!(
        "{kind:?}, {}",
        if blind { "then blind" } else { "then seeing" }
    );
    promote(&mut case, kind, blind)
        .await
        .or_else(|trouble| fail(format!("{what}: {}", trouble.0)))
}

async fn promote(case: &mut Case, kind: FaultKind, blind: bool) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, impatient()).await?;
    let members = office.members(5)?;
    let id = members[case.random.random_range(0..members.len())];
    let read = format!("/clients/{id}");
    office
        .control
        .push_fault(Fault::next(kind).on("POST", &read).ending("/promote"));
    if blind {
        // The read before the write passes; those after it do not.
        let lost = Fault::always(FaultKind::Reset).on("GET", "/clients/");
        office.control.push_fault(lost.after(1));
    }
    let result = office.promote(id, false).await?;
    ensure_true(&office, id, result.state)?;
    if blind {
        ensure(result.state == OperationState::Unknown, || {
            format!("{:?} while nobody can know", result.state)
        })?;
        desk::operate::settle(&*office.session()?, ES).await?;
        ensure(state(&office)? == OperationState::Unknown, || {
            "settled without a read".into()
        })?;
    }
    office.control.clear_faults();
    desk::operate::settle(&*office.session()?, ES).await?;
    let settled = state(&office)?;
    ensure(
        matches!(settled, OperationState::Proven | OperationState::NotDone),
        || format!("{settled:?} after it was settled"),
    )?;
    ensure_true(&office, id, settled)?;
    if settled == OperationState::NotDone {
        let again = office.promote(id, false).await?;
        ensure(again.state == OperationState::Proven, || {
            format!("{:?} at the second attempt", again.state)
        })?;
    }
    let effects = office.control.count_effects(Some("POST"), &read);
    ensure(effects == 1, || {
        format!("the effect happened {effects} times")
    })?;
    ensure(office.is_primary(id), || "the write was lost".into())?;
    office.ensure_recovers().await
}

/// Said to be done, or not to be, only when that is so.
fn ensure_true(office: &Office, id: Uuid, state: OperationState) -> Outcome {
    let primary = office.is_primary(id);
    let fine = match state {
        OperationState::Proven => primary,
        OperationState::NotDone => !primary,
        OperationState::Unknown => true,
        _ => false,
    };
    ensure(fine, || {
        format!("{state:?}, primary on the server: {primary}")
    })
}

/// The state of the first operation.
fn state(office: &Office) -> Outcome<OperationState> {
    match office.operations()?.last() {
        Some(operation) => Ok(operation.state),
        None => fail("the operation is gone"),
    }
}
