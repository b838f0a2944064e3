//! Transactions and their evidence, to read.

use super::call::Call;
use super::{Answer, ApiError, json_value};
use crate::world::{Form, ValueFilter, ValueRequest};

const FORMS: [(&str, Form); 12] = [
    ("id", Form::Text),
    ("status", Form::Text),
    ("relatedClientIds", Form::Text),
    ("externalId", Form::Text),
    ("currency", Form::Text),
    ("scopes", Form::Text),
    ("productId", Form::Text),
    ("amount", Form::Number),
    ("isAlerted", Form::Truth),
    ("timestamp", Form::Time),
    ("createdAt", Form::Time),
    ("updatedAt", Form::Time),
];

const EVIDENCE_FORMS: [(&str, Form); 11] = [
    ("id", Form::Text),
    ("type", Form::Text),
    ("scope", Form::Text),
    ("category", Form::Text),
    ("status", Form::Text),
    ("filename", Form::Text),
    ("externalId", Form::Text),
    ("size", Form::Number),
    ("verifiedAt", Form::Time),
    ("createdAt", Form::Time),
    ("updatedAt", Form::Time),
];

/// Reads a list request over transactions.
pub(super) fn request(call: &Call) -> Result<ValueRequest, ApiError> {
    let filter = ValueFilter::read(
        &FORMS,
        &["externalId", "description", "id"],
        call.member("filter"),
    )?;
    ValueRequest::read("Transaction", filter, &call.body)
}

/// `POST /transactions/list`.
pub(super) fn list(call: &Call) -> Answer {
    let request = request(call)?;
    Ok(json_value(
        &request.page(call.world().register().transactions.iter()),
    ))
}

/// `GET /transactions/metadata/{key}/{value}`: 409 when several hold the pair.
pub(super) fn retrieve_by_metadata(call: &Call) -> Answer {
    let world = call.world();
    Ok(json_value(world.transaction_by_metadata(
        call.path("key"),
        call.path("value"),
    )?))
}

/// `POST /transactions/{transactionId}/evidence/list`.
pub(super) fn list_evidence(call: &Call) -> Answer {
    let filter = ValueFilter::read(
        &EVIDENCE_FORMS,
        &["filename", "externalId", "id"],
        call.member("filter"),
    )?;
    let request = ValueRequest::read("Evidence", filter, &call.body)?;
    let world = call.world();
    let evidence = world.evidence_of(call.id("transactionId")?)?;
    Ok(json_value(&request.page(evidence.into_iter())))
}
