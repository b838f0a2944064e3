//! What of a notice to the authority the files hold, as it is shown.

use artu::models::ClientId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A client and one of its activities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoticeRequest {
    /// The client.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// The activity, as in `VEH`; the first of the client's when none is given.
    #[serde(default)]
    pub activity: Option<String>,
}

/// What can be said about a node of the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NodeState {
    /// It can be filled from the file.
    Fillable,
    /// The file does not hold it.
    Absent,
    /// The file holds something that does not fit.
    DoesNotFit,
    /// The record does not show it.
    NotVisible,
}

/// How well the form of a node is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FormConfidence {
    /// The text of the norm was read.
    High,
    /// One good secondary source.
    Medium,
    /// A weak source, or a part of it is assumed.
    Low,
}

/// One node of the notice.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoticeNode {
    /// Path of the node in the notice, as in `persona_fisica/nombre`.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// Whether the notice of this client must have it.
    pub required: bool,
    /// What can be said.
    pub state: NodeState,
    /// The value as the notice wants it; nothing when it cannot be filled.
    pub value: Option<String>,
    /// What the file holds for it, as it is written there.
    pub held: Option<String>,
    /// What was changed in it so that it fits, in sentences.
    pub changes: Vec<String>,
    /// What is not known for sure of the value, in a sentence.
    pub guess: Option<String>,
    /// Why it cannot be filled, in a sentence.
    pub why: Option<String>,
    /// The client whose file was looked at.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Path in that client where the value belongs; empty when the record has no place for it.
    pub place: String,
    /// The alphabet and lengths that are accepted, in a sentence.
    pub form: String,
    /// How well that is known.
    pub confidence: FormConfidence,
    /// Where that is known from.
    pub source: String,
    /// The norm that asks for it.
    pub norm: String,
}

/// The nodes of one part of the notice.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoticeGroup {
    /// Machine name: `person`, `address`, `phone`, `representative`, `activity`.
    pub group: String,
    /// Heading.
    pub title: String,
    /// The nodes.
    pub nodes: Vec<NoticeNode>,
}

/// How many of the nodes that the notice must have are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoticeSummary {
    /// Nodes that the notice must have.
    pub required: u64,
    /// Of those, the ones that can be filled.
    pub fillable: u64,
    /// Of those, the ones that are absent.
    pub absent: u64,
    /// Of those, the ones that do not fit.
    pub does_not_fit: u64,
    /// Of those, the ones that cannot be seen.
    pub not_visible: u64,
}

/// An activity of the client.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoticeActivity {
    /// Its code, as in `VEH`.
    pub activity: String,
    /// What it is called.
    pub label: String,
    /// How its notice stands; nothing when the tables do not have the nodes of this activity for this type of client.
    pub summary: Option<NoticeSummary>,
}

/// The client whose file gives the representative or delegate.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoticeRepresentative {
    /// Its id.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// How many the client has; the notice takes one.
    pub of: u64,
}

/// What of the notice of one activity the files hold.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NoticeView {
    /// The client.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its activities, in the order of its scopes; none when no scope names one.
    pub activities: Vec<NoticeActivity>,
    /// The activity that is shown; nothing when there is none.
    pub activity: Option<String>,
    /// The nodes of its notice in groups.
    pub groups: Vec<NoticeGroup>,
    /// Whose file gives the representative or delegate.
    pub representative: Option<NoticeRepresentative>,
    /// Rule pack that the nodes come from.
    pub pack: String,
    /// Age of the oldest data.
    #[ts(type = "string")]
    pub as_of: Timestamp,
}
