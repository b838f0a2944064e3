//! Recording: an operation is stored before anything is sent.

use artu::models::Environment;
use uuid::Uuid;
use vault::{NewOperation, OperationQuery, OperationState as Kept, Transaction};

use super::{outcome::advanced, rehearse, send, stored};
use crate::{
    Error, Session, Usage,
    contract::{
        Language, OperationIntent, OperationOrder, OperationResult, PromoteIntent, PromoteRequest,
        Topic,
    },
    journal::{self, Action},
};

/// Records a promotion and sends it, or leaves it waiting when that is wished or the server cannot be reached.
///
/// # Errors
/// Those of [`operate`].
pub async fn promote(
    session: &Session,
    request: &PromoteRequest,
    language: Language,
) -> Result<OperationResult, Error> {
    let order = OperationOrder {
        intent: OperationIntent::Promote(PromoteIntent {
            client_id: request.client_id,
        }),
        reason: request.reason.clone(),
        queue: request.queue,
        confirmed: request.confirmed,
    };
    operate(session, &order, language).await
}

/// Records an operation and sends it, or leaves it waiting when that is wished or the server cannot be reached. The same
/// operation that stands in conflict is taken back: this one is decided in its place.
///
/// # Errors
/// When the reason or the confirmation is missing, the operation cannot be asked for, a client it is about is not in the
/// vault, or the vault cannot be written. What the server says is an outcome, not an error.
pub async fn operate(
    session: &Session,
    order: &OperationOrder,
    language: Language,
) -> Result<OperationResult, Error> {
    let reason = order.reason.trim();
    if reason.is_empty() {
        return Err(Error::Usage(Usage::Reason));
    }
    if session.profile().environment == Environment::Live && !order.confirmed {
        return Err(Error::Usage(Usage::Confirmation));
    }
    let act = order.intent.act();
    let rehearsed = rehearse::prepare(session, &order.intent, language)?;
    let operation = NewOperation {
        id: Uuid::now_v7(),
        kind: stored::kind_word(&order.intent)?,
        client_id: Some(act.client()),
        request: stored::request(
            &rehearsed.rehearsal.request,
            &order.intent,
            &rehearsed.rests_on,
        )?,
        rehearsal: serde_json::to_string(&rehearsed.rehearsal)?,
        base: Some(rehearsed.base),
        reason: reason.into(),
        analyst: session.analyst().into(),
        created_at: session.now(),
    };
    let subjects = stored::subjects(&order.intent);
    session.vault().write(|tx| {
        take_back_conflicts(session, tx, &order.intent)?;
        tx.operations().record(&operation)?;
        journal::append(
            tx,
            operation.created_at,
            session.analyst(),
            Action::OperationRecorded,
            &subjects,
            &(operation.id, reason, &rehearsed.rehearsal.request),
        )
    })?;
    session.changed(Topic::Operations);
    if order.queue {
        return kept(session, operation.id, language);
    }
    match send::send(session, operation.id, language).await {
        // It is recorded and goes out after the pull or the command that is at work.
        Err(error @ Error::InUse) => Ok(OperationResult {
            problem: Some(error.to_app(language)),
            ..kept(session, operation.id, language)?
        }),
        // Who sent what waits took it along: what came of it stands with it.
        Err(Error::OperationState) => kept(session, operation.id, language),
        other => other,
    }
}

/// Who records the same once more after a conflict has decided it.
fn take_back_conflicts(
    session: &Session,
    tx: &Transaction<'_>,
    intent: &OperationIntent,
) -> Result<(), Error> {
    let query = OperationQuery {
        states: vec![Kept::Conflict],
        client_id: Some(intent.act().client()),
        limit: u64::MAX,
        ..OperationQuery::default()
    };
    for operation in tx.view().operations().list(&query)?.rows {
        if stored::intent(&operation)? == *intent {
            take_back(session, tx, operation.id)?;
        }
    }
    Ok(())
}

/// Takes back an operation that was not sent, and enters it into the journal.
pub(super) fn take_back(
    session: &Session,
    tx: &Transaction<'_>,
    id: Uuid,
) -> Result<vault::Operation, Error> {
    let kept = advanced(
        tx.operations()
            .advance(id, Kept::Cancelled, None, session.now()),
    )?;
    journal::append(
        tx,
        session.now(),
        session.analyst(),
        Action::OperationCancelled,
        &stored::subjects(&stored::intent(&kept)?),
        &id,
    )?;
    Ok(kept)
}

/// The operation as the vault has it.
fn kept(session: &Session, id: Uuid, language: Language) -> Result<OperationResult, Error> {
    let kept = session
        .vault()
        .read(|view| view.operations().get(id))?
        .ok_or(Error::NotFound)?;
    stored::result(&kept, language)
}
