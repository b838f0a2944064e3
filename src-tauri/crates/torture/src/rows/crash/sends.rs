//! Kills while the queue of operations is sent.

use std::time::Duration;

use desk::contract::OperationState;
use rand::RngExt as _;
use sandbox::{Fault, FaultKind};

use super::{
    done,
    kill::{Moment, kill},
    landed, program,
};
use crate::{
    holdings,
    office::{Office, patience},
    pool::Case,
    rows::wish::{KINDS, Wish, Wishes},
    trouble::{Outcome, ensure},
};

const CLIENTS: usize = 60;
/// Operations in the queue.
const LONG: u64 = 4;

pub(super) async fn case(mut case: Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let mut wishes = Wishes::of(&office, &mut case.random);
    let queue = (0..LONG)
        .map(|turn| wishes.draw((case.number + turn) % KINDS))
        .collect::<Outcome<Vec<_>>>()?;
    for wish in &queue {
        office.operate(&wish.intent, true).await?;
        office.pass(1);
    }
    office.desk.lock();
    let needed: usize = queue
        .iter()
        .map(|wish| wish.reads_before() as usize + 3)
        .sum();
    slow_down(&office, &mut case);
    office.control.clear_requests();
    let sender = program(office.folder.path())?;
    for _ in 0..case.random.random_range(1..=2) {
        let seen = usize::try_from(office.control.total_requests())?;
        let moment = Moment::Requests(
            office.control.clone(),
            seen + case.random.random_range(1..=needed),
        );
        let after = Duration::from_micros(case.random.random_range(0..6_000));
        if !landed(kill(&sender, &["operations", "send"], moment, after).await?) {
            break;
        }
        ensure_at_most_once(&office, &queue)?;
    }
    office.control.clear_faults();
    // What was on the wire is found out by reads, then the rest goes out.
    done(&sender, &["operations", "settle"]).await?;
    done(&sender, &["operations", "send"]).await?;
    office.unlock()?;
    ensure_ends(&office, &queue)?;
    ensure_at_most_once(&office, &queue)?;
    holdings::ensure_sound(&*office.session()?)?;
    office.ensure_recovers().await
}

/// Writes take a moment, before they are carried out or while they are answered, so that kills meet them.
fn slow_down(office: &Office, case: &mut Case) {
    let kind = match case.random.random_range(0..3) {
        0 => FaultKind::Latency { milliseconds: 6 },
        1 => FaultKind::Trickle {
            bytes: 300,
            every_milliseconds: 2,
        },
        _ => return,
    };
    for method in ["POST", "PUT", "PATCH", "DELETE"] {
        office
            .control
            .push_fault(Fault::always(kind.clone()).on(method, "/clients/"));
    }
}

/// No write went out twice.
pub(crate) fn ensure_at_most_once(office: &Office, queue: &[Wish]) -> Outcome {
    for wish in queue {
        let sent = writes(office, wish);
        ensure(sent <= 1, || {
            format!("sent {sent} times: {:?}", wish.intent)
        })?;
    }
    Ok(())
}

fn writes(office: &Office, wish: &Wish) -> usize {
    let (method, path) = &wish.request;
    office
        .control
        .requests(Some(method), path)
        .iter()
        .filter(|request| request.path == *path)
        .count()
}

/// Every operation is there; one that is said to be done was carried out, once, and one that is said not to be was not.
pub(crate) fn ensure_ends(office: &Office, queue: &[Wish]) -> Outcome {
    let mut operations = office.operations()?;
    operations.reverse();
    ensure(operations.len() == queue.len(), || {
        format!("{} operations of {}", operations.len(), queue.len())
    })?;
    for (wish, found) in queue.iter().zip(&operations) {
        let effects = wish.effects(&office.control);
        let wanted = match found.state {
            OperationState::Proven => 1,
            OperationState::NotDone => 0,
            other => {
                return ensure(false, || format!("ended as {other:?}: {:?}", wish.intent));
            }
        };
        ensure(effects == wanted, || {
            format!("{:?} and {effects} effects: {:?}", found.state, wish.intent)
        })?;
        ensure(wish.holds(&office.control) == (wanted == 1), || {
            format!(
                "{:?}, on the server otherwise: {:?}",
                found.state, wish.intent
            )
        })?;
    }
    Ok(())
}
