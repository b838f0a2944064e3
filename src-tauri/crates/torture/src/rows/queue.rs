//! R4: a queue of writes of every kind with trouble in the middle: refusals, conflicts, clients that went, an hour without
//! a network.
//!
//! No later write is lost or sent before an earlier one, none goes out twice, and what was refused is shown.

use desk::contract::{OperationIntent, OperationState};
use rand::RngExt as _;
use sandbox::{Fault, FaultKind};

use super::{
    status,
    wish::{KINDS, Wish, Wishes},
};
use crate::{
    office::{ES, Office, TEST, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

const CLIENTS: usize = 80;

/// What happens to one of the writes.
#[derive(Debug, Clone, Copy)]
enum Trouble {
    Refused(u16),
    Changed,
    Deleted,
    DoneByAnother,
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
    Trouble::DoneByAnother,
    Trouble::Offline,
    Trouble::ServerDown,
];

pub(crate) async fn case(mut case: Case) -> Outcome {
    let count = TROUBLES.len() as u64;
    let trouble = TROUBLES[usize::try_from(case.number % count).unwrap_or_default()];
    // Every trouble meets every kind within sixty cases, and half of them within thirty.
    let kind = (case.number + case.number / count) % KINDS;
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let (queue, at) = queue(&office, &mut case, kind)?;
    let what = format!("{trouble:?} of {:?}", queue[at].intent);
    send(&office, trouble, &queue, at)
        .await
        .or_else(|found| fail(format!("{what}: {}", found.0)))
}

/// One of every kind in some order, within a link and its undoing; and the place of the one in trouble.
fn queue(office: &Office, case: &mut Case, kind: u64) -> Outcome<(Vec<Wish>, usize)> {
    let turn = case.random.random_range(0..KINDS);
    let mut wishes = Wishes::of(office, &mut case.random);
    let link = wishes.link()?;
    let unlink = link.undone();
    let mut queue = vec![link];
    let mut at = 0;
    for place in 0..KINDS {
        let one = (place + turn) % KINDS;
        if one == kind {
            at = queue.len();
        }
        queue.push(wishes.draw(one)?);
    }
    queue.push(unlink);
    Ok((queue, at))
}

async fn send(office: &Office, trouble: Trouble, queue: &[Wish], at: usize) -> Outcome {
    for wish in queue {
        let recorded = office.operate(&wish.intent, true).await?;
        let request = (
            recorded.rehearsal.request.method,
            recorded.rehearsal.request.path,
        );
        let (method, path) = &wish.request;
        ensure(request == ((*method).to_owned(), path.clone()), || {
            format!("{request:?} was announced")
        })?;
        office.pass(1);
    }
    let wanted = make(office, trouble, &queue[at])?;
    let session = office.session()?;
    desk::operate::send_waiting(&session, ES).await?;
    office.pass(60);
    office.control.set_refusing(false);
    office.control.clear_faults();
    desk::operate::settle(&session, ES).await?;
    desk::operate::send_waiting(&session, ES).await?;
    ensure_ends(office, queue, at, wanted)?;
    ensure_order(office, queue)
}

/// Makes the trouble, and says how the write that meets it must end.
fn make(office: &Office, trouble: Trouble, wish: &Wish) -> Outcome<OperationState> {
    let (control, id) = (&office.control, wish.subject);
    match trouble {
        Trouble::Refused(code) => control.push_fault(wish.met_by(status(code, None))),
        Trouble::Changed => control.rename(TEST, id, "Ximena")?,
        Trouble::Deleted => control.delete(TEST, id)?,
        Trouble::DoneByAnother => {
            if !wish.done_by_another(control)? {
                control.rename(TEST, id, "Ximena")?;
                return Ok(OperationState::Conflict);
            }
        }
        Trouble::Offline => control.set_refusing(true),
        Trouble::ServerDown => {
            let path = format!("/clients/{id}");
            control.push_fault(Fault::always(FaultKind::Reset).on("GET", &path));
        }
    }
    Ok(match trouble {
        Trouble::Refused(_) | Trouble::Deleted => OperationState::Refused,
        Trouble::Changed => OperationState::Conflict,
        Trouble::DoneByAnother => OperationState::AlreadyDone,
        Trouble::Offline | Trouble::ServerDown => OperationState::Proven,
    })
}

/// Every write came to the right end: the one in trouble as wanted, the others proven, each with one effect.
fn ensure_ends(office: &Office, queue: &[Wish], at: usize, wanted: OperationState) -> Outcome {
    let mut operations = office.operations()?;
    operations.reverse();
    ensure(operations.len() == queue.len(), || {
        format!("{} operations of {}", operations.len(), queue.len())
    })?;
    for (place, (wish, found)) in queue.iter().zip(&operations).enumerate() {
        let wanted = if place == at {
            wanted
        } else {
            OperationState::Proven
        };
        ensure(found.state == wanted, || {
            format!(
                "the write at {place} ended as {:?}: {:?}",
                found.state, wish.intent
            )
        })?;
        ensure(found.client_id == wish.subject.into(), || {
            "the order changed".into()
        })?;
        let proven = wanted == OperationState::Proven;
        let effects = wish.effects(&office.control);
        ensure(effects == usize::from(proven), || {
            format!("the write at {place} had {effects} effects")
        })?;
        // The first link is undone by the last write.
        let undone = place == 0 && matches!(wish.intent, OperationIntent::Link(_));
        ensure(!proven || wish.holds(&office.control) != undone, || {
            format!("the write at {place} was lost")
        })?;
    }
    Ok(())
}

/// Writes went out once each, in the order in which they were recorded.
fn ensure_order(office: &Office, queue: &[Wish]) -> Outcome {
    let mut sent = Vec::new();
    for request in office.control.requests(None, "/clients/") {
        if request.body_digest.is_none() {
            continue;
        }
        let known = queue
            .iter()
            .position(|wish| request.method == wish.request.0 && request.path == wish.request.1);
        let Some(place) = known else {
            return fail(format!("{} {} was sent", request.method, request.path));
        };
        sent.push(place);
    }
    ensure(sent.is_sorted_by(|one, next| one < next), || {
        format!("sent in the order {sent:?}")
    })
}
