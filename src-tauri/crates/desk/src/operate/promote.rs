//! Promoting a member.

use artu::models::Environment;
use uuid::Uuid;
use vault::{NewOperation, OperationBase};

use super::{rehearse, send, stored};
use crate::{
    Error, Session, Usage,
    contract::{Language, OperationResult, PromoteRequest, Topic},
    journal::{self, Action},
};

/// Records a promotion and sends it, or leaves it waiting when that is wished or the server cannot be reached.
///
/// # Errors
/// When the reason or the confirmation is missing, the client is not in the vault, or the vault cannot be written. What
/// the server says is an outcome, not an error.
pub async fn promote(
    session: &Session,
    request: &PromoteRequest,
    language: Language,
) -> Result<OperationResult, Error> {
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(Error::Usage(Usage::Reason));
    }
    if session.profile().environment == Environment::Live && !request.confirmed {
        return Err(Error::Usage(Usage::Confirmation));
    }
    let (client, rehearsal) = rehearse::rehearse(session, request.client_id, language)?;
    let operation = NewOperation {
        id: Uuid::now_v7(),
        kind: "promote".into(),
        client_id: Some(request.client_id),
        request: serde_json::to_string(&rehearsal.request)?,
        rehearsal: serde_json::to_string(&rehearsal)?,
        base: Some(OperationBase {
            digest: client.row.digest,
            updated_at: client.row.updated_at,
        }),
        reason: reason.into(),
        analyst: session.analyst().into(),
        created_at: session.now(),
    };
    session.vault().write(|tx| {
        tx.operations().record(&operation)?;
        journal::append(
            tx,
            operation.created_at,
            session.analyst(),
            Action::OperationRecorded,
            &[request.client_id.to_string()],
            &(operation.id, reason, &rehearsal.request),
        )
    })?;
    session.changed(Topic::Operations);
    if request.queue {
        return kept(session, operation.id, language);
    }
    match send::send(session, operation.id, language).await {
        // It is recorded and goes out after the pull or the command that is at work.
        Err(error @ Error::InUse) => Ok(OperationResult {
            problem: Some(error.to_app(language)),
            ..kept(session, operation.id, language)?
        }),
        other => other,
    }
}

/// The operation as the vault has it.
fn kept(session: &Session, id: Uuid, language: Language) -> Result<OperationResult, Error> {
    let kept = session
        .vault()
        .read(|view| view.operations().get(id))?
        .ok_or(Error::NotFound)?;
    stored::result(&kept, language)
}
