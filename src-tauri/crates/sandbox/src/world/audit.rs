//! The audit log of the organisation.

use serde_json::{Value, json};
use uuid::Uuid;

use super::World;
use crate::clock::format_instant;

/// One entry of the audit log.
#[derive(Clone, Debug)]
pub(crate) struct AuditEntry {
    pub(crate) id: Uuid,
    operation: &'static str,
    client: Uuid,
    key_id: String,
    at: i64,
}

impl AuditEntry {
    /// The entry as it is answered.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "resource": "client",
            "operation": self.operation,
            "resourceId": self.client,
            "actorType": "api-key",
            "actorId": self.key_id,
            "ipAddress": "127.0.0.1",
            "userAgent": null,
            "requestId": null,
            "changes": {},
            "metadata": {},
            "createdAt": format_instant(self.at),
        })
    }
}

impl World {
    /// Notes a write: `create`, `update` or `delete`, by the key with this name.
    pub(crate) fn note(&mut self, operation: &'static str, client: Uuid, key_id: &str, at: i64) {
        let id = self.fresh_id();
        self.audit.push(AuditEntry {
            id,
            operation,
            client,
            key_id: key_id.to_owned(),
            at,
        });
    }
}
