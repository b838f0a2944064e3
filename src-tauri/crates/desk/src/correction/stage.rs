//! From a correction to the operation it becomes.

use artu::models::ClientId;
use serde_json::{Map, Value};

use super::field::Field;
use crate::{
    Error, Session, Usage,
    contract::{
        CorrectRequest, CorrectionRequest, Language, OperationIntent, OperationOrder,
        OperationResult, UpdateIntent,
    },
    operate,
};

/// Says what a correction will do; nothing is stored or sent.
///
/// # Errors
/// When the member cannot be corrected, the value is not of its form, or the client is not in the vault.
pub fn rehearse(
    session: &Session,
    request: &CorrectionRequest,
    language: Language,
) -> Result<OperationResult, Error> {
    let intent = intent(session, request.client_id, &request.field, &request.value)?;
    operate::rehearse(session, &intent, language)
}

/// Records a correction and sends it, or leaves it waiting when that is wished or the server cannot be reached.
///
/// # Errors
/// Those of [`rehearse`] and [`operate::operate`].
pub async fn correct(
    session: &Session,
    request: &CorrectRequest,
    language: Language,
) -> Result<OperationResult, Error> {
    let order = OperationOrder {
        intent: intent(session, request.client_id, &request.field, &request.value)?,
        reason: request.reason.clone(),
        queue: request.queue,
        confirmed: request.confirmed,
    };
    operate::operate(session, &order, language).await
}

fn intent(
    session: &Session,
    client_id: ClientId,
    path: &str,
    text: &str,
) -> Result<OperationIntent, Error> {
    let field = Field::at(path).ok_or(Error::Usage(Usage::NotCorrectable))?;
    let stored = session.vault().read(|view| view.clients().get(client_id))?;
    let stored = stored.ok_or(Error::NotFound)?;
    let members: Map<String, Value> = serde_json::from_str(&stored.raw)?;
    let value = field.value(text).map_err(Error::Usage)?;
    let changes = field.changes(&members, value).map_err(Error::Usage)?;
    Ok(OperationIntent::Update(UpdateIntent { client_id, changes }))
}
