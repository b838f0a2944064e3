//! Operations, rehearsals and proofs as they are shown.

use std::fmt;

use artu::models::{ClientCreate, ClientId, OpenMap, RelationshipType};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{AppError, FieldChange, Slice};

/// What an operation intends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OperationKind {
    /// Make a client primary.
    Promote,
    /// Link a child to a parent.
    Link,
    /// Remove a link.
    Unlink,
    /// Put other links in the place of all links of a parent.
    ReplaceLinks,
    /// Make a client and link it to a parent.
    CreateRelated,
    /// Change members of a client.
    Update,
}

/// What an operation intends, with everything that is needed to carry it out. The vault keeps this form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OperationIntent {
    /// Make a client primary.
    Promote(PromoteIntent),
    /// Link a child to a parent.
    Link(LinkIntent),
    /// Remove a link.
    Unlink(UnlinkIntent),
    /// Put other links in the place of all links of a parent.
    ReplaceLinks(ReplaceLinksIntent),
    /// Make a client and link it to a parent.
    CreateRelated(CreateRelatedIntent),
    /// Change members of a client.
    Update(UpdateIntent),
}

/// Make a client primary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromoteIntent {
    /// The client.
    #[ts(type = "string")]
    pub client_id: ClientId,
}

/// Link a child to a parent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkIntent {
    /// The parent.
    #[ts(type = "string")]
    pub parent_id: ClientId,
    /// The client that becomes its child.
    #[ts(type = "string")]
    pub child_id: ClientId,
    /// What the child is to the parent.
    #[ts(type = "string")]
    pub relationship_type: RelationshipType,
}

/// Remove the links between a parent and a child.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UnlinkIntent {
    /// The parent.
    #[ts(type = "string")]
    pub parent_id: ClientId,
    /// The child.
    #[ts(type = "string")]
    pub child_id: ClientId,
    /// Only the link of this type; all links between the two when it is absent.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub relationship_type: Option<RelationshipType>,
}

/// Put other links in the place of all links of a parent. Dangerous: what is not named is dropped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReplaceLinksIntent {
    /// The parent.
    #[ts(type = "string")]
    pub parent_id: ClientId,
    /// Every link the parent shall have.
    pub links: Vec<WishedLink>,
}

/// One link a parent shall have.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WishedLink {
    /// The child.
    #[ts(type = "string")]
    pub child_id: ClientId,
    /// What the child is to the parent.
    #[ts(type = "string")]
    pub relationship_type: RelationshipType,
    /// Free data of the organisation; those of a link that is kept stay when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "Record<string, unknown>")]
    pub metadata: Option<OpenMap>,
}

impl fmt::Debug for WishedLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WishedLink")
            .field("child_id", &self.child_id)
            .field("relationship_type", &self.relationship_type)
            .finish_non_exhaustive()
    }
}

/// Make a client that is not primary and link it to a parent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CreateRelatedIntent {
    /// The parent.
    #[ts(type = "string")]
    pub parent_id: ClientId,
    /// What the new client is to the parent.
    #[ts(type = "string")]
    pub relationship_type: RelationshipType,
    /// The client to make, as it stands on the wire: type, name and scopes are required.
    #[ts(type = "{ type: string, name: string, scopes: string[], [member: string]: unknown }")]
    pub child: Box<ClientCreate>,
}

/// Change members of a client.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UpdateIntent {
    /// The client.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// The members to change and their values, as they stand on the wire. Inside an object only what is named changes; null clears.
    #[ts(type = "Record<string, unknown>")]
    pub changes: OpenMap,
}

impl fmt::Debug for UpdateIntent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UpdateIntent")
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

/// An operation as the analyst wants it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperationOrder {
    /// What is intended.
    pub intent: OperationIntent,
    /// Why; required.
    pub reason: String,
    /// Only record it; it is sent later.
    #[serde(default)]
    pub queue: bool,
    /// In live, that the analyst confirmed once more.
    #[serde(default)]
    pub confirmed: bool,
}

/// Where an operation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OperationState {
    /// Only looked at; nothing was stored.
    Rehearsed,
    /// Stored, not sent.
    Waiting,
    /// On the wire.
    Sending,
    /// Carried out and read back.
    Proven,
    /// It was so before.
    AlreadyDone,
    /// The server said no.
    Refused,
    /// The client moved since the rehearsal.
    Conflict,
    /// The answer was lost; a read will settle it.
    Unknown,
    /// It was unknown and a read showed it was not carried out.
    NotDone,
    /// Taken back before it was sent.
    Cancelled,
}

/// The request exactly as it will go out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestView {
    /// HTTP method.
    pub method: String,
    /// Path below the address.
    pub path: String,
    /// Environment header.
    pub environment: String,
    /// JSON body, when there is one.
    #[ts(type = "unknown")]
    pub body: Option<serde_json::Value>,
}

/// A member in a sketch of a household.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SketchMember {
    /// Its id; the nil UUID for a client that the operation will make.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// Whether it is primary.
    pub is_primary: bool,
    /// Links between it and the anchor.
    pub depth: u32,
    /// Its role, as the server names it; the anchor has none.
    pub relationship_type: Option<String>,
}

/// A household before or after an operation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HouseholdSketch {
    /// Id of the anchor.
    #[ts(type = "string")]
    pub id: ClientId,
    /// Name of the anchor.
    pub name: String,
    /// Its members.
    pub members: Vec<SketchMember>,
}

/// A link in a rehearsal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkSketch {
    /// The child; nothing for a client that the operation will make.
    #[ts(type = "string | null")]
    pub child_id: Option<ClientId>,
    /// Its name.
    pub name: String,
    /// What it is to the parent.
    #[ts(type = "string")]
    pub relationship_type: RelationshipType,
}

/// What becomes of the links of the parent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkChanges {
    /// Links that will be gone.
    pub dropped: Vec<LinkSketch>,
    /// Links that stay.
    pub kept: Vec<LinkSketch>,
    /// Links that are new.
    pub added: Vec<LinkSketch>,
}

/// What an operation will do, as far as is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RehearsalView {
    /// Name of the client concerned.
    pub client_name: String,
    /// The exact request.
    pub request: RequestView,
    /// What is certain.
    pub known: Vec<String>,
    /// What is expected and will be looked at afterwards.
    pub expected: Vec<String>,
    /// What nobody here can know.
    pub unknown: Vec<String>,
    /// What a careful analyst looks at first; nothing here stops the act.
    pub warnings: Vec<String>,
    /// What becomes of the parent's links; nothing when the operation is not about links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub link_changes: Option<LinkChanges>,
    /// What becomes of members of the client; nothing when the operation is not about them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub member_changes: Option<Vec<FieldChange>>,
    /// The households now.
    pub before: Vec<HouseholdSketch>,
    /// The households as expected afterwards.
    pub after: Vec<HouseholdSketch>,
    /// The server's time of change of the client the rehearsal rests on.
    #[ts(type = "string")]
    pub base_updated_at: Timestamp,
    /// When that was read.
    #[ts(type = "string")]
    pub as_of: Timestamp,
}

/// One line of a proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProofRow {
    /// What was compared.
    pub what: String,
    /// What was announced.
    pub announced: String,
    /// What was read back.
    pub read_back: String,
    /// Whether both agree.
    pub same: bool,
}

/// What was read back after a write, beside what was announced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProofView {
    /// When it was read back.
    #[ts(type = "string")]
    pub read_at: Timestamp,
    /// The comparison, line by line.
    pub rows: Vec<ProofRow>,
    /// Whether everything agrees.
    pub same: bool,
}

/// A member that differs in a conflict: what it was, what was meant, what the server has now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConflictRow {
    /// Path of the member.
    pub field: String,
    /// Its name for a person; the path where none is known.
    pub label: String,
    /// The value at the rehearsal.
    pub base: String,
    /// The value this operation meant.
    pub mine: String,
    /// The server's value now.
    pub theirs: String,
}

/// An operation with its history.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperationView {
    /// Its id.
    pub operation_id: String,
    /// What it intends.
    pub kind: OperationKind,
    /// The client concerned.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Name of that client.
    pub client_name: String,
    /// Where it stands.
    pub state: OperationState,
    /// Why the analyst wanted it.
    pub reason: String,
    /// Who recorded it.
    pub analyst: String,
    /// When it was recorded.
    #[ts(type = "string")]
    pub created_at: Timestamp,
    /// When it was sent.
    #[ts(type = "string | null")]
    pub sent_at: Option<Timestamp>,
    /// When it ended.
    #[ts(type = "string | null")]
    pub finished_at: Option<Timestamp>,
    /// The rehearsal it rests on.
    pub rehearsal: RehearsalView,
    /// The proof, once there is one.
    pub proof: Option<ProofView>,
    /// What differs, in a conflict.
    pub conflict: Vec<ConflictRow>,
    /// Why it was refused or is unknown.
    pub problem: Option<AppError>,
    /// For one that waits: the id of the operation before it on the same clients that is not decided yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub waits_for: Option<String>,
}

/// A promotion as the analyst wants it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PromoteRequest {
    /// The client to promote.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Why; required.
    pub reason: String,
    /// Only record it; it is sent later.
    #[serde(default)]
    pub queue: bool,
    /// In live, that the analyst confirmed once more.
    #[serde(default)]
    pub confirmed: bool,
}

/// What came of an operation.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperationResult {
    /// Id of the operation; nothing for a rehearsal.
    pub operation_id: Option<String>,
    /// The client concerned.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Where it stands.
    pub state: OperationState,
    /// The rehearsal it rests on.
    pub rehearsal: RehearsalView,
    /// The proof, once there is one.
    pub proof: Option<ProofView>,
    /// What differs, in a conflict.
    pub conflict: Vec<ConflictRow>,
    /// Why it was refused, waits or is unknown.
    pub problem: Option<AppError>,
    /// For one that waits: the id of the operation before it on the same clients that is not decided yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub waits_for: Option<String>,
}

/// Which operations to list.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct OperationQuery {
    /// Only those in this state.
    pub state: Option<OperationState>,
    /// Only those of this client.
    #[ts(type = "string | null")]
    pub client_id: Option<ClientId>,
    /// Part of the list.
    pub slice: Slice,
}

/// An operation named by its id.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperationRequest {
    /// Its id.
    pub operation_id: String,
}

/// What sending what waits, or settling what is unknown, did.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SendReport {
    /// One result for each operation that was tried.
    pub results: Vec<OperationResult>,
}
