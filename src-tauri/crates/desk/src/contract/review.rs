//! Reviews and changes as they are shown.

use artu::models::ClientId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An analyst's judgement of a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Nothing more to do.
    Cleared,
    /// Information is missing.
    NeedsInfo,
    /// Passed to somebody with more authority.
    Escalated,
    /// Not decided.
    Unsure,
}

/// The last review of a household.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewState {
    /// The judgement.
    pub verdict: Verdict,
    /// Its note.
    pub note: String,
    /// Who judged.
    pub analyst: String,
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// Whether the household changed since.
    pub changed_since: bool,
    /// Rule pack that the household had been checked with; of early reviews it is not known.
    pub pack: Option<String>,
}

/// A judgement to record.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReviewRequest {
    /// Id of the anchor.
    #[ts(type = "string")]
    pub household_id: ClientId,
    /// The judgement.
    pub verdict: Verdict,
    /// Why; required.
    pub note: String,
}

/// How a member differs from what was reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// It joined the household.
    Joined,
    /// It left the household.
    Left,
    /// Its data changed.
    Changed,
    /// The server no longer has it.
    Gone,
    /// Its links changed.
    Links,
}

/// One member of a client that changed, or will.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FieldChange {
    /// Path of the field.
    pub field: String,
    /// Its name for a person; the path where none is known.
    pub label: String,
    /// The value before.
    pub before: Option<String>,
    /// The value after.
    pub after: Option<String>,
}

/// One member of a household that changed.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeView {
    /// The member.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name.
    pub client_name: String,
    /// How it differs.
    pub kind: ChangeKind,
    /// The fields, where its data changed.
    pub fields: Vec<FieldChange>,
}

/// What changed in a household since its last review.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangesView {
    /// Id of the anchor.
    #[ts(type = "string")]
    pub household_id: ClientId,
    /// The review compared with; nothing when there is none.
    pub review: Option<ReviewState>,
    /// The changes.
    pub data: Vec<ChangeView>,
    /// How many.
    pub total: u64,
    /// Earlier reviews, the newest first.
    pub history: Vec<ReviewState>,
}
