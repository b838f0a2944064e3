//! `GET /audit-logs`: what was written through the API, newest first.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::{Extension, Json};
use serde_json::{Value, json};

use super::ApiError;
use super::caller::{Caller, id_of};
use crate::shared::Shared;
use crate::world::AuditEntry;

/// A page of entries; the cursor is the id of the entry given last.
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<Value>, ApiError> {
    caller.require("audit-logs", "read")?;
    let limit: usize = query
        .get("limit")
        .map_or(Ok(20), |text| text.parse())
        .unwrap_or_default();
    if !(1..=200).contains(&limit) {
        return Err(ApiError::issue("limit", "Expected a number from 1 to 200"));
    }
    let world = shared.world(caller.environment);
    let entries = world.audit();
    let end = match query.get("cursor") {
        None => entries.len(),
        Some(cursor) => {
            let id = id_of(cursor, "cursor")?;
            entries
                .iter()
                .position(|entry| entry.id == id)
                .ok_or_else(|| ApiError::issue("cursor", "Invalid cursor"))?
        }
    };
    let start = end.saturating_sub(limit);
    let data: Vec<Value> = entries[start..end]
        .iter()
        .rev()
        .map(AuditEntry::to_json)
        .collect();
    let next = (start > 0).then(|| entries[start].id);
    Ok(Json(
        json!({"data": data, "pagination": {"hasMore": next.is_some(), "nextCursor": next}}),
    ))
}

/// One entry.
pub(super) async fn retrieve(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    caller.require("audit-logs", "read")?;
    let id = id_of(&id, "id")?;
    let world = shared.world(caller.environment);
    let entry = world.audit().iter().find(|entry| entry.id == id);
    entry
        .map(|entry| Json(entry.to_json()))
        .ok_or_else(|| ApiError::not_found("Audit log entry"))
}
