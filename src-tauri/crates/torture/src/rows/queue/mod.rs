//! R4: a queue of writes of every kind with trouble at its beginning, in its middle or at its end: refusals, conflicts, clients
//! that went, answers that were lost, an hour without a network.
//!
//! No later write is lost or sent before an earlier one, none goes out twice, one that depends on an undecided one waits for
//! it, and what was refused is shown with its reason.

mod trouble;

use std::ops::Range;

use desk::contract::{OperationState, OperationView, SendReport};
use rand::RngExt as _;

use self::trouble::{TROUBLES, Trouble};
use super::wish::{KINDS, Wish, Wishes};
use crate::{
    office::{ES, Office, TEST, patience},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

const CLIENTS: usize = 80;

/// The writes of a case: a link, one of every kind in some order, and the undoing of the link.
struct Queue {
    wishes: Vec<Wish>,
    /// The place of the one in trouble.
    at: usize,
}

pub(crate) async fn case(mut case: Case) -> Outcome {
    let count = TROUBLES.len() as u64;
    let trouble = TROUBLES[usize::try_from(case.number % count).unwrap_or_default()];
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let queue = Queue::draw(&office, &mut case)?;
    let what = format!(
        "{trouble:?} at {} of {:?}",
        queue.at,
        queue.troubled().intent
    );
    send(&office, trouble, &queue)
        .await
        .or_else(|found| fail(format!("{what}: {}", found.0)))
}

impl Queue {
    /// A quarter of the cases have their trouble at the link, a quarter at its undoing, and the others at any kind in between.
    fn draw(office: &Office, case: &mut Case) -> Outcome<Self> {
        let turn = case.random.random_range(0..KINDS);
        let kind = case.number / 2 % KINDS;
        let mut wishes = Wishes::of(office, &mut case.random);
        let link = wishes.link()?;
        let unlink = link.undone();
        let mut drawn = vec![link];
        let mut middle = 0;
        for place in 0..KINDS {
            let one = (place + turn) % KINDS;
            if one == kind {
                middle = drawn.len();
            }
            drawn.push(wishes.draw(one)?);
        }
        drawn.push(unlink);
        let at = match case.number % 4 {
            0 => 0,
            1 => drawn.len() - 1,
            _ => middle,
        };
        Ok(Self { wishes: drawn, at })
    }

    fn troubled(&self) -> &Wish {
        &self.wishes[self.at]
    }

    fn is_at_the_link(&self) -> bool {
        self.at == 0
    }

    fn is_at_the_unlink(&self) -> bool {
        self.at + 1 == self.wishes.len()
    }

    /// How each write must end.
    fn ends(&self, wanted: OperationState) -> Vec<OperationState> {
        use OperationState as S;
        let mut ends = vec![S::Proven; self.wishes.len()];
        ends[self.at] = wanted;
        if self.is_at_the_link() {
            ends[self.wishes.len() - 1] = match wanted {
                // Without the link there is nothing to undo.
                S::Refused => S::AlreadyDone,
                // Nobody has decided yet what becomes of the link.
                S::Conflict => S::Waiting,
                // What is there is another's work: to undo that is asked about first.
                S::AlreadyDone => S::Conflict,
                _ => S::Proven,
            };
        }
        ends
    }
}

async fn send(office: &Office, trouble: Trouble, queue: &Queue) -> Outcome {
    // What happens behind the scenes to a link that is to be undone can only happen once it is there.
    let sent = usize::from(queue.is_at_the_unlink() && trouble.is_behind_the_scenes());
    for (place, wish) in queue.wishes.iter().enumerate() {
        let recorded = office.operate(&wish.intent, place >= sent).await?;
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
    let wanted = trouble.make(office, queue)?;
    let mut ends = queue.ends(wanted);
    if trouble == Trouble::Deleted && queue.is_at_the_link() {
        // The link to undo went with its parent.
        *ends.last_mut().unwrap_or(&mut OperationState::Refused) = OperationState::Refused;
    }
    let session = office.session()?;
    let report = desk::operate::send_waiting(&session, ES).await?;
    ensure_first_report(office, trouble, queue, (&report, sent..ends.len()))?;
    office.pass(60);
    office.control.set_refusing(false);
    office.control.clear_faults();
    desk::operate::settle(&session, ES).await?;
    desk::operate::send_waiting(&session, ES).await?;
    ensure_ends(office, queue, &ends)?;
    trouble.ensure_told(&operations(office)?[queue.at])?;
    ensure_order(office, queue)
}

/// Operations in the order in which they were recorded.
fn operations(office: &Office) -> Outcome<Vec<OperationView>> {
    let mut operations = office.operations()?;
    operations.reverse();
    Ok(operations)
}

/// What the first round tells: a result for each that was tried, in order; without a network, only that the first waits; and
/// whoever depends on an undecided write is told for which one it waits.
fn ensure_first_report(
    office: &Office,
    trouble: Trouble,
    queue: &Queue,
    (report, tried): (&SendReport, Range<usize>),
) -> Outcome {
    let operations = operations(office)?;
    let stopped = match trouble {
        Trouble::Offline => Some(tried.start),
        // The link and its undoing are read under the same path.
        Trouble::ServerDown if queue.is_at_the_unlink() => Some(tried.start),
        Trouble::ServerDown => Some(queue.at),
        _ => None,
    };
    let last = stopped.map_or(tried.end, |place| place + 1);
    let told: Vec<_> = report.results.iter().map(|one| &one.operation_id).collect();
    let wanted: Vec<_> = operations[tried.start..last]
        .iter()
        .map(|one| Some(one.operation_id.clone()))
        .collect();
    ensure(told == wanted.iter().collect::<Vec<_>>(), || {
        format!("{} results of {}", told.len(), wanted.len())
    })?;
    if let (Some(place), Some(result)) = (stopped, report.results.last()) {
        let problem = result.problem.as_ref();
        let is_told = problem.is_some_and(|problem| {
            problem.code == desk::contract::Code::Offline && !problem.message.is_empty()
        });
        let waits = result.state == OperationState::Waiting;
        ensure(waits && is_told, || format!("told {result:?}"))?;
        let all_wait = operations[place..]
            .iter()
            .all(|one| one.state == OperationState::Waiting);
        ensure(all_wait, || "not all the rest waits".into())?;
        let counted = desk::status::status(&*office.session()?)?
            .operations
            .waiting;
        let waiting = (operations.len() - place) as u64;
        return ensure(counted == waiting, || {
            format!("{counted} counted as waiting of {waiting}")
        });
    }
    trouble.ensure_told(&operations[queue.at])?;
    if queue.is_at_the_link() && trouble.is_undecided() {
        let last = &operations[operations.len() - 1];
        let first = &operations[0];
        let problem = last.problem.as_ref();
        let fine = last.state == OperationState::Waiting
            && last.waits_for.as_ref() == Some(&first.operation_id)
            && problem.is_some_and(|problem| !problem.message.is_empty());
        return ensure(fine, || {
            format!(
                "the dependent one is shown as {:?}, {problem:?}",
                last.state
            )
        });
    }
    Ok(())
}

/// Every write came to the right end, each with one effect where it was carried out and with none where not.
fn ensure_ends(office: &Office, queue: &Queue, ends: &[OperationState]) -> Outcome {
    use OperationState as S;
    let operations = operations(office)?;
    ensure(operations.len() == ends.len(), || {
        format!("{} operations of {}", operations.len(), ends.len())
    })?;
    let undone = matches!(ends.last(), Some(S::Proven | S::AlreadyDone));
    for (place, (wish, found)) in queue.wishes.iter().zip(&operations).enumerate() {
        let wanted = ends[place];
        ensure(found.state == wanted, || {
            format!(
                "the write at {place} ended as {:?}: {:?}, {:?}",
                found.state, wish.intent, found.problem
            )
        })?;
        ensure(found.client_id == wish.subject.into(), || {
            "the order changed".into()
        })?;
        let proven = wanted == S::Proven;
        let effects = wish.effects(&office.control);
        ensure(effects == usize::from(proven), || {
            format!("the write at {place} had {effects} effects")
        })?;
        let holds = wish.holds(&office.control);
        // The first link is undone by the last write, or goes with its parent.
        let gone = place == 0 && (undone || office.control.client(TEST, wish.subject).is_none());
        ensure(!proven || holds != gone, || {
            format!("the write at {place} was lost")
        })?;
    }
    Ok(())
}

/// Writes went out once each, in the order in which they were recorded.
fn ensure_order(office: &Office, queue: &Queue) -> Outcome {
    let mut sent = Vec::new();
    for request in office.control.requests(None, "/clients/") {
        if request.body_digest.is_none() {
            continue;
        }
        let known = queue
            .wishes
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
