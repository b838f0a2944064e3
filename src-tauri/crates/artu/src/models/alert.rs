//! Alerts: drafts of reports to the authority.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AlertId, Change, OpenMap, ReportId, Scope, TagRef, WorkflowId, wire};

open_enum! {
    /// State of an alert (D). More values are expected and kept as text.
    AlertStatus {
        /// Made and not worked on.
        New = "new",
        /// Being put together.
        Draft = "draft",
    }
}

/// One alert (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// Id of the alert.
    pub id: AlertId,
    /// The organisation it belongs to, open text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<String>,
    /// State.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<AlertStatus>,
    /// Scope it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Number of its items.
    #[serde(
        default,
        deserialize_with = "wire::optional_whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub item_count: Option<u64>,
    /// Name for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Id given by the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// Data of a legal regime, open; `MX.actividadVulnerable.mesReportado` is `YYYYMM` text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_data: Option<OpenMap>,
    /// When it was filed with the authority.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub filed_at: Option<Timestamp>,
    /// The report that was filed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filed_report_id: Option<ReportId>,
    /// The workflow that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by_workflow_id: Option<WorkflowId>,
    /// Tags.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<TagRef>>,
    /// When the record was made.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// When the record was last changed.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub updated_at: Option<Timestamp>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(Alert, id, status, scope, item_count);

/// What is sent to make or change an alert (D). No member is required.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertInput {
    /// Id given by the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub external_id: Change<String>,
    /// Name for people, at most 255 characters.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub name: Change<String>,
    /// What it is about, at most 2000 characters.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub description: Change<String>,
    /// Free data of the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub metadata: Change<OpenMap>,
    /// Scope it belongs to.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub scope: Change<Scope>,
    /// Data of a legal regime, open.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub scope_data: Change<OpenMap>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(AlertInput, scope);
