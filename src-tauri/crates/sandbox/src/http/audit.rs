//! `GET /audit-logs`: what was written through the API, newest first.

use serde_json::{Value, json};
use uuid::Uuid;

use super::call::Call;
use super::{Answer, ApiError, json_value};
use crate::world::AuditEntry;

/// A page of entries; the cursor is the id of the entry given last. `filter[resource]=client` and the like choose.
pub(super) fn list(call: &Call) -> Answer {
    let limit: usize = call
        .query("limit")
        .and_then(|text| text.parse().ok())
        .unwrap_or(20);
    let world = call.world();
    let entries = world.audit();
    let end = match call.query("cursor") {
        None => entries.len(),
        Some(cursor) => {
            let id = Uuid::try_parse(cursor).ok();
            let place = entries.iter().position(|entry| Some(entry.id) == id);
            place.ok_or_else(|| ApiError::issue("cursor", "Invalid cursor"))?
        }
    };
    let wanted = filter(call);
    let mut found = entries[..end].iter().rev().filter(|entry| {
        let entry = entry.to_json();
        wanted.iter().all(|(name, text)| entry[*name] == **text)
    });
    let page: Vec<&AuditEntry> = found.by_ref().take(limit).collect();
    let next = if found.next().is_some() {
        page.last().map(|entry| entry.id)
    } else {
        None
    };
    let data: Vec<Value> = page.into_iter().map(AuditEntry::to_json).collect();
    Ok(json_value(
        &json!({"data": data, "pagination": {"hasMore": next.is_some(), "nextCursor": next}}),
    ))
}

/// One entry.
pub(super) fn retrieve(call: &Call) -> Answer {
    let id = call.id("id")?;
    let world = call.world();
    let entry = world.audit().iter().find(|entry| entry.id == id);
    let entry = entry.ok_or_else(|| ApiError::not_found("Audit log entry"))?;
    Ok(json_value(&entry.to_json()))
}

/// Members of the filter and the text each must be; members that are not known are passed over.
fn filter(call: &Call) -> Vec<(&'static str, &str)> {
    const MEMBERS: [(&str, &str); 4] = [
        ("filter[resource]", "resource"),
        ("filter[operation]", "operation"),
        ("filter[resourceId]", "resourceId"),
        ("filter[actorId]", "actorId"),
    ];
    MEMBERS
        .into_iter()
        .filter_map(|(parameter, name)| Some((name, call.query(parameter)?)))
        .collect()
}
