//! Settling what is unknown: a read tells whether a write whose answer was lost was carried out.

use artu::models::{Client, Record};
use vault::{Operation, OperationQuery, OperationState as Kept};

use super::{
    proof,
    send::end,
    stored::{self, Outcome},
};
use crate::{
    Error, Session,
    contract::{Language, SendReport},
    journal::{self, Action},
};

/// Most operations settled in one go.
const AT_MOST: u64 = 1_000;

/// Reads the server for every operation whose answer was lost, also those a crash left on the wire.
///
/// # Errors
/// When another program pulls or sends, or the vault cannot be read or written.
pub async fn settle(session: &Session, language: Language) -> Result<SendReport, Error> {
    let _alone = session.work_lock()?;
    mark_interrupted(session)?;
    let query = OperationQuery {
        states: vec![Kept::Unknown],
        oldest_first: true,
        limit: AT_MOST,
        ..OperationQuery::default()
    };
    let unknown = session
        .vault()
        .read(|view| view.operations().list(&query))?
        .rows;
    let mut report = SendReport::default();
    for operation in unknown {
        let kept = settle_one(session, &operation, language).await?;
        report.results.push(stored::result(&kept, language)?);
    }
    Ok(report)
}

/// What a crash left on the wire has an unknown outcome from now on.
fn mark_interrupted(session: &Session) -> Result<(), Error> {
    let now = session.now();
    let query = OperationQuery {
        states: vec![Kept::Sending],
        oldest_first: true,
        limit: AT_MOST,
        ..OperationQuery::default()
    };
    session.vault().write(|tx| {
        let sending = tx.view().operations().list(&query)?.rows;
        tx.operations().mark_interrupted(now)?;
        for operation in sending {
            let marked = tx.view().operations().get(operation.id)?;
            if marked.is_none_or(|marked| marked.state != Kept::Unknown) {
                continue;
            }
            let subjects: Vec<String> = operation
                .client_id
                .iter()
                .map(ToString::to_string)
                .collect();
            journal::append(
                tx,
                now,
                session.analyst(),
                Action::OperationUnknown,
                &subjects,
                &operation.id,
            )?;
        }
        Ok(())
    })
}

/// Settles one operation, or leaves it unknown when the server cannot be read.
pub(super) async fn settle_one(
    session: &Session,
    operation: &Operation,
    language: Language,
) -> Result<Operation, Error> {
    let client = operation.client_id.ok_or(Error::NotFound)?;
    let Ok(read) = proof::read_household(session, operation, client).await else {
        return session
            .vault()
            .read(|view| view.operations().get(operation.id))?
            .ok_or(Error::NotFound);
    };
    let carried_out = read
        .iter()
        .any(|record| record.value.id == client && record.value.is_primary);
    let proof = match base(session, operation)? {
        Some(base) => Some(proof::compare(session, operation, &base, &read, language)?),
        None => None,
    };
    let outcome = Outcome {
        proof,
        carried_out: Some(carried_out),
        ..Outcome::default()
    };
    let action = if carried_out {
        Action::OperationProven
    } else {
        Action::OperationNotDone
    };
    end(session, operation.id, Kept::Settled, action, &outcome, read)
}

/// The client as it was at the rehearsal.
fn base(session: &Session, operation: &Operation) -> Result<Option<Record<Client>>, Error> {
    let (Some(client), Some(base)) = (operation.client_id, operation.base) else {
        return Ok(None);
    };
    let revision = session
        .vault()
        .read(|view| view.revisions().by_digest(client, base.digest))?;
    Ok(revision.and_then(|revision| Record::parse(&revision.raw).ok()))
}
