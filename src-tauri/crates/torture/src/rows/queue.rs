//! R4: a queue of writes with trouble in the middle: refusals, conflicts, clients that went, an hour without a network.
//!
//! No later write is lost or sent before an earlier one, none goes out twice, and what was refused is shown.

use desk::contract::OperationState;
use rand::RngExt as _;
use sandbox::{Fault, FaultKind};
use uuid::Uuid;

use super::status;
use crate::{
    office::{ES, Office, TEST, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

const CLIENTS: usize = 80;
const QUEUE: usize = 5;

/// What happens to the write in the middle.
#[derive(Debug, Clone, Copy)]
enum Trouble {
    Refused(u16),
    Changed,
    Deleted,
    Promoted,
    Offline,
    ServerDown,
}

const TROUBLES: [Trouble; 10] = [
    Trouble::Refused(409),
    Trouble::Refused(404),
    Trouble::Refused(422),
    Trouble::Refused(403),
    Trouble::Refused(400),
    Trouble::Changed,
    Trouble::Deleted,
    Trouble::Promoted,
    Trouble::Offline,
    Trouble::ServerDown,
];

pub(crate) async fn case(mut case: Case) -> Outcome {
    let kinds = TROUBLES.len() as u64;
    let trouble = TROUBLES[usize::try_from(case.number % kinds).unwrap_or_default()];
    let at = case.random.random_range(0..QUEUE);
    send(&case, trouble, at)
        .await
        .or_else(|found| fail(format!("{trouble:?} at {at}: {}", found.0)))
}

async fn send(case: &Case, trouble: Trouble, at: usize) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let members = office.members(QUEUE)?;
    for id in &members {
        office.promote(*id, true).await?;
        office.pass(1);
    }
    make(&office, trouble, members[at])?;
    let session = office.session()?;
    desk::operate::send_waiting(&session, ES).await?;
    office.pass(60);
    office.control.set_refusing(false);
    office.control.clear_faults();
    desk::operate::settle(&session, ES).await?;
    desk::operate::send_waiting(&session, ES).await?;
    ensure_ends(&office, trouble, &members, at)?;
    ensure_order(&office, &members)
}

fn make(office: &Office, trouble: Trouble, id: Uuid) -> Outcome {
    let path = format!("/clients/{id}");
    match trouble {
        Trouble::Refused(code) => office.control.push_fault(
            Fault::next(status(code, None))
                .on("POST", &path)
                .ending("/promote"),
        ),
        Trouble::Changed => office.control.rename(TEST, id, "Ximena")?,
        Trouble::Deleted => office.control.delete(TEST, id)?,
        Trouble::Promoted => office.control.promote(TEST, id)?,
        Trouble::Offline => office.control.set_refusing(true),
        Trouble::ServerDown => office
            .control
            .push_fault(Fault::always(FaultKind::Reset).on("GET", &path)),
    }
    Ok(())
}

/// Every write came to an end, each to the right one.
fn ensure_ends(office: &Office, trouble: Trouble, members: &[Uuid], at: usize) -> Outcome {
    let operations = office.operations()?;
    ensure(operations.len() == members.len(), || {
        format!("{} operations of {}", operations.len(), members.len())
    })?;
    for (place, id) in members.iter().enumerate() {
        let found = operations
            .iter()
            .find(|operation| operation.client_id == (*id).into());
        let Some(found) = found else {
            return fail("an operation is gone");
        };
        let fine = match (place == at, trouble) {
            (true, Trouble::Refused(_) | Trouble::Deleted) => {
                found.state == OperationState::Refused
            }
            (true, Trouble::Changed) => found.state == OperationState::Conflict,
            (true, Trouble::Promoted) => found.state == OperationState::AlreadyDone,
            _ => found.state == OperationState::Proven,
        };
        ensure(fine, || {
            format!("the write at {place} ended as {:?}", found.state)
        })?;
    }
    Ok(())
}

/// Writes went out once each, in the order in which they were recorded.
fn ensure_order(office: &Office, members: &[Uuid]) -> Outcome {
    let sent: Vec<usize> = office
        .control
        .requests(Some("POST"), "/clients/")
        .iter()
        .filter(|request| request.path.ends_with("/promote"))
        .filter_map(|request| {
            members
                .iter()
                .position(|id| request.path.contains(&id.to_string()))
        })
        .collect();
    ensure(sent.is_sorted_by(|one, next| one < next), || {
        format!("sent in the order {sent:?}")
    })
}
