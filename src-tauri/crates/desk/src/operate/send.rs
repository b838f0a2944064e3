//! Sending: the client is read first, the write goes out once, and what came of it is read back.

use artu::models::{Client, ClientId, Record};
use uuid::Uuid;
use vault::{ClientWrite, Operation, OperationQuery, OperationState as Kept, Transaction};

use super::{
    proof,
    stored::{self, Outcome, Problem},
};
use crate::{
    Error, Session,
    contract::{AppError, Language, OperationResult, SendReport, Topic},
    finding,
    journal::{self, Action},
};

/// Most operations sent in one go.
const AT_MOST: u64 = 1_000;

/// Sends what waits, the oldest first. It stops at the first that cannot reach the server; the rest keep waiting.
///
/// # Errors
/// When another program pulls or sends, or the vault cannot be read or written.
pub async fn send_waiting(session: &Session, language: Language) -> Result<SendReport, Error> {
    let query = OperationQuery {
        states: vec![Kept::Recorded],
        oldest_first: true,
        limit: AT_MOST,
        ..OperationQuery::default()
    };
    let waiting = session
        .vault()
        .read(|view| view.operations().list(&query))?
        .rows;
    let mut report = SendReport::default();
    for operation in waiting {
        let result = send(session, operation.id, language).await?;
        let unreachable = result
            .problem
            .as_ref()
            .is_some_and(|problem| problem.retryable);
        report.results.push(result);
        if unreachable {
            break;
        }
    }
    Ok(report)
}

/// Sends one operation.
pub(super) async fn send(
    session: &Session,
    id: Uuid,
    language: Language,
) -> Result<OperationResult, Error> {
    let _alone = session.work_lock()?;
    let operation = session
        .vault()
        .read(|view| view.operations().get(id))?
        .ok_or(Error::NotFound)?;
    let client = operation.client_id.ok_or(Error::NotFound)?;
    let present = match session.artu().clients().get(client).await {
        Ok(present) => present,
        Err(error) => return unread(session, &operation, &error.into(), language),
    };
    if present.value.is_primary {
        let kept = end(
            session,
            id,
            Kept::AlreadyDone,
            Action::OperationAlreadyDone,
            &Outcome::default(),
            vec![present],
        )?;
        return stored::result(&kept, language);
    }
    let conflict = proof::conflict(session, &operation, &present, language)?;
    if !conflict.is_empty() {
        let outcome = Outcome {
            conflict,
            ..Outcome::default()
        };
        let kept = end(
            session,
            id,
            Kept::Conflict,
            Action::OperationConflict,
            &outcome,
            vec![present],
        )?;
        return stored::result(&kept, language);
    }
    if !claim(session, id, client)? {
        return Err(Error::OperationState);
    }
    let kept = match session.artu().clients().promote(client).await {
        Ok(_) => read_back(session, &operation, present, language).await?,
        Err(error) => answered_badly(session, &operation, present, error, language).await?,
    };
    stored::result(&kept, language)
}

/// The client could not be read, so nothing was sent: the operation waits, unless the server knows no such client.
fn unread(
    session: &Session,
    operation: &Operation,
    error: &Error,
    language: Language,
) -> Result<OperationResult, Error> {
    if matches!(error, Error::Artu(artu::Error::NotFound)) {
        let outcome = Outcome::failed(error);
        let kept = end(
            session,
            operation.id,
            Kept::Refused,
            Action::OperationRefused,
            &outcome,
            Vec::new(),
        )?;
        return stored::result(&kept, language);
    }
    let problem: AppError = error.to_app(language);
    Ok(OperationResult {
        problem: Some(problem),
        ..stored::result(operation, language)?
    })
}

/// Takes the operation for sending: true for exactly one, over all programs.
fn claim(session: &Session, id: Uuid, client: ClientId) -> Result<bool, Error> {
    let claimed = session.vault().write(|tx| {
        let claimed = tx.operations().claim_for_sending(id, session.now())?;
        if claimed {
            let subjects = [client.to_string()];
            journal::append(
                tx,
                session.now(),
                session.analyst(),
                Action::OperationSent,
                &subjects,
                &id,
            )?;
        }
        Ok::<_, Error>(claimed)
    })?;
    session.changed(Topic::Operations);
    Ok(claimed)
}

/// The server said yes; what it says is compared with what it then has.
pub(super) async fn read_back(
    session: &Session,
    operation: &Operation,
    before: Record<Client>,
    language: Language,
) -> Result<Operation, Error> {
    let read = match proof::read_household(session, operation, before.value.id).await {
        Ok(read) => read,
        Err(error) => {
            let outcome = Outcome::failed(&error.into());
            return end(
                session,
                operation.id,
                Kept::Unknown,
                Action::OperationUnknown,
                &outcome,
                Vec::new(),
            );
        }
    };
    let proof = proof::compare(session, operation, &before, &read, language)?;
    let carried_out = read
        .iter()
        .any(|record| record.value.id == before.value.id && record.value.is_primary);
    if carried_out {
        let outcome = Outcome {
            proof: Some(proof),
            carried_out: Some(true),
            ..Outcome::default()
        };
        return end(
            session,
            operation.id,
            Kept::Proven,
            Action::OperationProven,
            &outcome,
            read,
        );
    }
    let outcome = Outcome {
        proof: Some(proof),
        carried_out: Some(false),
        ..Outcome::default()
    };
    end(
        session,
        operation.id,
        Kept::Unknown,
        Action::OperationUnknown,
        &outcome,
        Vec::new(),
    )?;
    end(
        session,
        operation.id,
        Kept::Settled,
        Action::OperationNotDone,
        &outcome,
        read,
    )
}

async fn answered_badly(
    session: &Session,
    operation: &Operation,
    before: Record<Client>,
    error: artu::Error,
    language: Language,
) -> Result<Operation, Error> {
    if error.write_outcome_unknown() {
        let outcome = Outcome {
            problem: Some(Problem {
                code: crate::contract::Code::Unknown,
                details: None,
            }),
            ..Outcome::default()
        };
        end(
            session,
            operation.id,
            Kept::Unknown,
            Action::OperationUnknown,
            &outcome,
            Vec::new(),
        )?;
        return super::settle::settle_one(session, operation, language).await;
    }
    if error.is_transient() {
        // Nothing left this computer, or the server asked to come back later.
        let outcome = Outcome::failed(&error.into());
        return session.vault().write(|tx| {
            Ok(tx.operations().advance(
                operation.id,
                Kept::Recorded,
                Some(&outcome.text()?),
                session.now(),
            )?)
        });
    }
    // A refusal can mean that somebody else was quicker.
    let now = session.artu().clients().get(before.value.id).await;
    if let Ok(record) = now
        && record.value.is_primary
    {
        return end(
            session,
            operation.id,
            Kept::AlreadyDone,
            Action::OperationAlreadyDone,
            &Outcome::default(),
            vec![record],
        );
    }
    let outcome = Outcome::failed(&error.into());
    end(
        session,
        operation.id,
        Kept::Refused,
        Action::OperationRefused,
        &outcome,
        Vec::new(),
    )
}

/// Moves an operation on, stores what was read on the way, and enters it all into the journal at once.
pub(super) fn end(
    session: &Session,
    id: Uuid,
    state: Kept,
    action: Action,
    outcome: &Outcome,
    read: Vec<Record<Client>>,
) -> Result<Operation, Error> {
    let now = session.now();
    let touched: Vec<ClientId> = read.iter().map(|record| record.value.id).collect();
    let writes: Vec<_> = read
        .into_iter()
        .map(|record| ClientWrite {
            record,
            seen_at: now,
        })
        .collect();
    let outcome = outcome.text()?;
    let kept = session.vault().write(|tx: &Transaction<'_>| {
        tx.pull().upsert_clients(&writes, None)?;
        let kept = tx.operations().advance(id, state, Some(&outcome), now)?;
        let subjects: Vec<String> = kept.client_id.iter().map(ToString::to_string).collect();
        journal::append(
            tx,
            now,
            session.analyst(),
            action,
            &subjects,
            &(id, &outcome),
        )?;
        Ok::<_, Error>(kept)
    })?;
    finding::check(session, &touched)?;
    session.changed(Topic::Operations);
    if !touched.is_empty() {
        session.changed(Topic::Clients);
    }
    Ok(kept)
}
