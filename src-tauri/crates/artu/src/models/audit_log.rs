//! Entries of the audit log.

use serde::{Deserialize, Serialize};

use super::{AuditLogId, OpenMap};

/// One entry of the audit log (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuditLog {
    /// Id of the entry.
    pub id: AuditLogId,
    /// Kind of record that was acted on, as `client` or `bank-account`; open text.
    pub resource: String,
    /// What was done; open text.
    pub operation: String,
    /// Id of the record that was acted on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<String>,
    /// Kind of actor; open text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor_type: Option<String>,
    /// Id of the actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor_id: Option<String>,
    /// Network address of the actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<String>,
    /// Program of the actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// Id of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What changed, open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<OpenMap>,
    /// Further data, open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// When it was done, as written by the server: the reference does not call it a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(AuditLog, id, resource, operation);
