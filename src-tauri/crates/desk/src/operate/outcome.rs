//! What came of a write, out of what was read before and after it.

use vault::{ClientWrite, Operation, OperationState as Kept, Transaction};

use super::{
    act::Verdict,
    proof,
    reading::Reading,
    stored::{self, Outcome},
};
use crate::{
    Error, Session,
    contract::{Language, OperationIntent, Topic},
    finding,
    journal::{self, Action},
};

/// What two readings say of a write that went out or may have.
pub(super) fn judge(
    session: &Session,
    operation: &Operation,
    intent: &OperationIntent,
    readings: (&Reading, &Reading),
    language: Language,
) -> Result<(Verdict, Outcome), Error> {
    let verdict = intent.act().verdict(readings.0, readings.1);
    let proof = proof::compare(session, operation, intent, readings, language)?;
    let moved = match verdict {
        Verdict::Done => proof::moved(intent, &proof, readings)?,
        Verdict::NotDone | Verdict::Undecided => None,
    };
    let outcome = match verdict {
        Verdict::Undecided => Outcome::undecided(),
        Verdict::Done | Verdict::NotDone => Outcome {
            proof: Some(proof),
            carried_out: Some(verdict == Verdict::Done),
            moved,
            ..Outcome::default()
        },
    };
    Ok((verdict, outcome))
}

/// What became of an operation that was moved on; [`Error::OperationState`] when somebody else brought it to another end meanwhile.
pub(super) fn advanced(outcome: vault::Result<Operation>) -> Result<Operation, Error> {
    outcome.map_err(|error| match error {
        vault::Error::IllegalTransition { .. } => Error::OperationState,
        error => error.into(),
    })
}

/// Moves an operation on, stores what was read on the way, and enters it all into the journal at once.
pub(super) fn end(
    session: &Session,
    operation: &Operation,
    (state, action): (Kept, Action),
    outcome: &Outcome,
    read: Reading,
) -> Result<Operation, Error> {
    let now = session.now();
    let intent = stored::intent(operation)?;
    let seen_any = !read.clients.is_empty();
    let mut touched = intent.act().touches();
    for record in &read.clients {
        if !touched.contains(&record.value.id) {
            touched.push(record.value.id);
        }
    }
    let writes: Vec<_> = read
        .clients
        .into_iter()
        .map(|record| ClientWrite::new(record, now))
        .collect();
    let outcome = outcome.text()?;
    let kept = session.vault().write(|tx: &Transaction<'_>| {
        tx.pull().upsert_clients(&writes, None)?;
        let kept = advanced(
            tx.operations()
                .advance(operation.id, state, Some(&outcome), now),
        )?;
        journal::append(
            tx,
            now,
            session.analyst(),
            action,
            &stored::subjects(&intent),
            &(operation.id, &outcome),
        )?;
        Ok::<_, Error>(kept)
    })?;
    if seen_any {
        finding::check(session, &touched)?;
        session.changed(Topic::Clients);
    }
    session.changed(Topic::Operations);
    Ok(kept)
}
