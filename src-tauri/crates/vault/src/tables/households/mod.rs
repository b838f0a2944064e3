//! The households, derived from clients and links: an anchor (a primary client) and every client reached from it by links.
//! A member that is itself primary is shown and marked, and not expanded; cycles and several parents are survived.
//!
//! A household is not stored. `household_summary` and `household_codes` hold sums for the list, so that it pages fast;
//! they are derived, brought up to date in the transaction that changes what they come from, and can be built again from
//! links, findings and reviews.

mod list;
mod refresh;
mod summary;
mod tree;

pub(crate) use refresh::{
    forget, mark_stale, mark_uneven, refresh_if_live, refresh_some, sum_up_roughly,
};
pub(crate) use tree::member_ids;

use artu::models::{ClientType, RelationshipType};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    findings::{FindingCounts, Severity},
    links::Link,
    reviews::Verdict,
    words,
};
use crate::{column::Digest, identity::ClientId, store::Session};

words! {
    /// What is odd in the shape of a household. None is an error by itself.
    Defect {
        /// A link leads to a client that is not stored.
        MissingMember = "MISSING_MEMBER",
        /// A member is gone at Artu.
        GoneMember = "GONE_MEMBER",
        /// A member is the child of several parents within the household.
        SeveralParents = "SEVERAL_PARENTS",
        /// Links lead back to where they came from.
        Cycle = "CYCLE",
        /// A client is linked to itself.
        SelfLink = "SELF_LINK",
        /// A member other than the anchor is primary.
        SeveralPrimaries = "SEVERAL_PRIMARIES",
    }
}

/// A defect and the clients it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdDefect {
    /// What is odd.
    pub code: Defect,
    /// The clients, in the order of the members.
    pub clients: Vec<ClientId>,
}

/// A parent of a member, within the household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberParent {
    /// The parent.
    pub parent: ClientId,
    /// What the member is to the parent.
    pub relationship: RelationshipType,
}

/// One member of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The client.
    pub id: ClientId,
    /// Its name; from the link when the client itself is not stored.
    pub name: String,
    /// What it is.
    pub kind: ClientType,
    /// Whether the client itself is stored.
    pub stored: bool,
    /// Whether it is primary.
    pub is_primary: bool,
    /// How many links lie between the anchor and it, on the shortest way.
    pub depth: u32,
    /// Every parent within the household; empty for the anchor unless a link leads back to it.
    pub parents: Vec<MemberParent>,
    /// Whether the record has all its child lists.
    pub complete: bool,
    /// The RFC as the record has it.
    pub rfc: Option<String>,
    /// The CURP as the record has it.
    pub curp: Option<String>,
    /// Artu's time of the record.
    pub updated_at: Option<Timestamp>,
    /// As of when this stands.
    pub as_of: Option<Timestamp>,
    /// Since when Artu no longer gives it.
    pub gone_since: Option<Timestamp>,
    /// The digest of the record.
    pub digest: Option<Digest>,
    /// The worst of its findings.
    pub worst: Option<Severity>,
}

/// A household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// The anchor's id, which is the household's.
    pub id: ClientId,
    /// The members, breadth first: the anchor is the first.
    pub members: Vec<Member>,
    /// The links among the members, in the order of their parents.
    pub links: Vec<Link>,
    /// What is odd in its shape.
    pub defects: Vec<HouseholdDefect>,
    /// Findings of its members and of the household itself.
    pub findings: FindingCounts,
    /// Where its review stands.
    pub review: ReviewState,
    /// As of when the whole stands: the oldest of its members.
    pub as_of: Timestamp,
    /// The digest of its links: a review keeps it.
    pub links_digest: Digest,
}

/// Where the review of a household stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewState {
    /// The last verdict; `None` when it was never reviewed.
    pub verdict: Option<Verdict>,
    /// When.
    pub at: Option<Timestamp>,
    /// Whether a member or a link changed since.
    pub outdated: bool,
}

words! {
    /// What to filter the list by.
    ReviewFilter {
        /// Never reviewed.
        None = "none",
        /// Changed since the last review.
        Outdated = "outdated",
        /// Cleared, and unchanged since.
        Cleared = "cleared",
        /// Information is missing, unchanged since.
        NeedsInfo = "needs_info",
        /// Escalated, unchanged since.
        Escalated = "escalated",
        /// Not decided, unchanged since.
        Unsure = "unsure",
    }
}

impl ReviewState {
    pub(crate) fn filter_word(self) -> ReviewFilter {
        match self.verdict {
            None => ReviewFilter::None,
            Some(_) if self.outdated => ReviewFilter::Outdated,
            Some(Verdict::Cleared) => ReviewFilter::Cleared,
            Some(Verdict::NeedsInfo) => ReviewFilter::NeedsInfo,
            Some(Verdict::Escalated) => ReviewFilter::Escalated,
            Some(Verdict::Unsure) => ReviewFilter::Unsure,
        }
    }
}

/// What a list of households is sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HouseholdSort {
    /// The anchor's name, without accents and case.
    #[default]
    Name,
    /// How many members.
    Members,
    /// The worst finding.
    Worst,
    /// As of when it stands.
    AsOf,
    /// Where the review stands.
    Review,
}

/// Which households to list.
#[derive(Debug, Clone, Default)]
pub struct HouseholdQuery {
    /// Only those of which a search for this text finds the anchor or another member.
    pub text: Option<String>,
    /// Only with this code: a [`Defect`], or a finding of the household or of a member.
    pub defect: Option<String>,
    /// Only with this worst finding.
    pub worst: Option<Severity>,
    /// Only with an anchor of this type.
    pub kind: Option<ClientType>,
    /// Only with the review in this state.
    pub review: Option<ReviewFilter>,
    /// Gone anchors only, or others only.
    pub gone: Option<bool>,
    /// The order.
    pub sort: HouseholdSort,
    /// The order turned round.
    pub descending: bool,
    /// Rows to skip.
    pub offset: u64,
    /// Most rows to give.
    pub limit: u64,
}

/// What a list shows of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdRow {
    /// The anchor's id.
    pub id: ClientId,
    /// The anchor's name.
    pub name: String,
    /// What the anchor is.
    pub kind: ClientType,
    /// How many members, the anchor included.
    pub members: u64,
    /// The worst finding of its members and of the household itself.
    pub worst: Option<Severity>,
    /// Those findings by severity.
    pub findings: FindingCounts,
    /// The codes of what is odd in its shape and of the household's own findings.
    pub defects: Vec<String>,
    /// Where its review stands.
    pub review: ReviewState,
    /// As of when the whole stands.
    pub as_of: Timestamp,
    /// Since when Artu no longer gives the anchor.
    pub gone_since: Option<Timestamp>,
}

/// Reads households.
#[derive(Clone, Copy)]
pub struct HouseholdsRead<'a> {
    pub(crate) session: &'a Session,
}
