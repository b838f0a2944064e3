//! Households as they are shown.

use artu::models::{ClientId, ClientType, LinkId, RelationshipType};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FindingCounts, FindingView, IdentifierView, ReviewState, Severity, Slice, Verdict};

/// Column by which households are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HouseholdSort {
    /// By the anchor's name, ñ after n.
    #[default]
    Name,
    /// By number of members.
    Members,
    /// By worst finding.
    Worst,
    /// By the review.
    Review,
    /// By age of the data.
    AsOf,
}

/// Which households to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct HouseholdQuery {
    /// Text found in a name or identifier of any member.
    pub text: Option<String>,
    /// Only those with this structure defect.
    pub defect: Option<String>,
    /// Only those whose worst finding is this.
    pub worst: Option<Severity>,
    /// Only anchors of this type.
    #[ts(type = "string | null")]
    pub kind: Option<ClientType>,
    /// Only those in this state of review.
    pub review: Option<ReviewFilter>,
    /// Sort column.
    pub sort: HouseholdSort,
    /// Largest first.
    pub descending: bool,
    /// Part of the list.
    pub slice: Slice,
}

/// States of review a list can be narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewFilter {
    /// Never reviewed.
    None,
    /// Reviewed, and changed since.
    Outdated,
    /// Cleared.
    Cleared,
    /// Waiting for information.
    NeedsInfo,
    /// Escalated.
    Escalated,
    /// Unsure.
    Unsure,
}

impl From<Verdict> for ReviewFilter {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Cleared => Self::Cleared,
            Verdict::NeedsInfo => Self::NeedsInfo,
            Verdict::Escalated => Self::Escalated,
            Verdict::Unsure => Self::Unsure,
        }
    }
}

/// One household in a list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HouseholdRow {
    /// Id of the anchor.
    #[ts(type = "string")]
    pub id: ClientId,
    /// Name of the anchor.
    pub name: String,
    /// Type of the anchor.
    #[serde(rename = "type")]
    #[ts(type = "string")]
    pub kind: ClientType,
    /// Members, the anchor included.
    pub members: u64,
    /// Worst finding of any member.
    pub worst: Option<Severity>,
    /// Findings of all members.
    pub findings: FindingCounts,
    /// Codes of structure defects.
    pub defects: Vec<String>,
    /// The analyst's last verdict.
    pub review: Option<ReviewState>,
    /// Age of the oldest member's data.
    #[ts(type = "string")]
    pub as_of: Timestamp,
}

/// The client a household is named after.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AnchorView {
    /// Its id.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    #[ts(type = "string")]
    pub kind: ClientType,
    /// Scopes it is filed under.
    pub scopes: Vec<String>,
}

/// A parent of a member inside the household.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ParentView {
    /// The parent.
    #[ts(type = "string")]
    pub parent_id: ClientId,
    /// The role of the member towards it, as the server names it.
    #[ts(type = "string")]
    pub relationship_type: RelationshipType,
}

/// One member of a household.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MemberView {
    /// Its id.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    #[ts(type = "string")]
    pub kind: ClientType,
    /// Whether it is primary itself.
    pub is_primary: bool,
    /// Links between it and the anchor; the anchor has 0.
    pub depth: u32,
    /// Every parent inside the household.
    pub parents: Vec<ParentView>,
    /// Worst finding.
    pub worst: Option<Severity>,
    /// Findings by severity.
    pub findings: FindingCounts,
    /// Other households it belongs to.
    #[ts(type = "string[]")]
    pub also_in: Vec<ClientId>,
    /// RFC, CURP and CLABEs, explained.
    pub identifiers: Vec<IdentifierView>,
    /// Since when the server no longer has it.
    #[ts(type = "string | null")]
    pub gone_since: Option<Timestamp>,
    /// Whether the client itself is in the vault; otherwise only a link speaks of it.
    pub stored: bool,
    /// When it was read; nothing when it is not in the vault.
    #[ts(type = "string | null")]
    pub as_of: Option<Timestamp>,
    /// An operation that waits for it, as its state.
    pub pending: Option<String>,
}

/// One link of a household.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LinkView {
    /// Its id.
    #[ts(type = "string")]
    pub id: LinkId,
    /// The owner.
    #[ts(type = "string")]
    pub parent_id: ClientId,
    /// The related client.
    #[ts(type = "string")]
    pub child_id: ClientId,
    /// The role, as the server names it.
    #[ts(type = "string")]
    pub relationship_type: RelationshipType,
}

/// A defect of structure.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DefectView {
    /// Its code.
    pub code: String,
    /// Its weight.
    pub severity: Severity,
    /// It in one line.
    pub message: String,
    /// The clients concerned.
    #[ts(type = "string[]")]
    pub client_ids: Vec<ClientId>,
}

/// A household with everything its page shows.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HouseholdView {
    /// Id of the anchor.
    #[ts(type = "string")]
    pub id: ClientId,
    /// The anchor.
    pub anchor: AnchorView,
    /// The members, the anchor first, breadth first.
    pub members: Vec<MemberView>,
    /// The links between them.
    pub links: Vec<LinkView>,
    /// Defects of structure.
    pub defects: Vec<DefectView>,
    /// Findings by severity.
    pub findings: FindingCounts,
    /// Every finding of household and members, the worst first.
    pub finding_list: Vec<FindingView>,
    /// The analyst's last verdict.
    pub review: Option<ReviewState>,
    /// Age of the oldest member's data.
    #[ts(type = "string")]
    pub as_of: Timestamp,
}
