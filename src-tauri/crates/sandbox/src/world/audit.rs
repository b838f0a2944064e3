//! The audit log of the organisation.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::World;
use crate::clock::format_instant;

/// One entry of the audit log.
#[derive(Clone, Debug)]
pub(crate) struct AuditEntry {
    pub(crate) id: Uuid,
    entry: Noted,
    actor: Actor,
    at: i64,
}

/// What was written.
#[derive(Clone, Debug)]
pub(crate) struct Noted {
    /// The word for the kind of record, such as `client` or `bank-account`.
    pub(crate) resource: &'static str,
    /// `create`, `update` or `delete`.
    pub(crate) operation: &'static str,
    /// The id of the record.
    pub(crate) id: String,
    /// By member, its value before and after.
    pub(crate) changes: Value,
}

/// Who wrote: the name of the key, and the program as it calls itself.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    pub(crate) key_id: String,
    pub(crate) user_agent: Option<String>,
}

impl AuditEntry {
    /// The entry as it is answered.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "resource": self.entry.resource,
            "operation": self.entry.operation,
            "resourceId": self.entry.id,
            "actorType": "api-key",
            "actorId": self.actor.key_id,
            "ipAddress": "127.0.0.1",
            "userAgent": self.actor.user_agent,
            "requestId": null,
            "changes": self.entry.changes,
            "metadata": {},
            "createdAt": format_instant(self.at),
        })
    }
}

impl World {
    /// Notes a write.
    pub(crate) fn note(&mut self, entry: Noted, actor: &Actor, at: i64) {
        let id = self.fresh_id();
        self.audit.push(AuditEntry {
            id,
            entry,
            actor: actor.clone(),
            at,
        });
    }
}

/// The members that differ, each with its value before and after; `updatedAt` is left out.
pub(crate) fn difference(before: &Map<String, Value>, after: &Map<String, Value>) -> Value {
    let null = Value::Null;
    let names = before
        .keys()
        .chain(after.keys().filter(|name| !before.contains_key(*name)));
    let mut changes = Map::new();
    for name in names.filter(|name| *name != "updatedAt") {
        let (old, new) = (
            before.get(name).unwrap_or(&null),
            after.get(name).unwrap_or(&null),
        );
        if old != new {
            changes.insert(name.clone(), json!({"before": old, "after": new}));
        }
    }
    Value::Object(changes)
}
