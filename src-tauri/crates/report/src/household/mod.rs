//! The model of the household report: everything that is printed, as ready strings and typed values.
//!
//! It holds no type of the API and judges nothing: names, relationship words, titles of findings
//! and so on come in the report's language. [`document`] arranges it into texts; [`crate::pdf`] lays
//! those out. None of these types implements `Debug`, because all of them hold personal data.

pub mod document;

use jiff::{Timestamp, tz::TimeZone};

use crate::{Environment, Language};

/// One household as an auditor reads it.
#[derive(Clone)]
pub struct HouseholdReport {
    /// Language of the report's own words.
    pub language: Language,
    /// The organisation whose clients these are.
    pub organisation: String,
    /// The environment.
    pub environment: Environment,
    /// As of when the data is.
    pub as_of: Timestamp,
    /// When the report was made.
    pub generated_at: Timestamp,
    /// The analyst who made it.
    pub analyst: String,
    /// The zone of local times.
    pub zone: TimeZone,
    /// The name of that zone, such as `America/Mexico_City`.
    pub zone_name: String,
    /// The client from which the household hangs.
    pub anchor: Anchor,
    /// The members, the anchor first, in the order of the tree.
    pub members: Vec<Member>,
    /// The links among them.
    pub links: Vec<Link>,
    /// The Mexican identifiers that were checked.
    pub identifiers: Vec<IdentifierRow>,
    /// Addresses and accounts per member.
    pub contacts: Vec<Contact>,
    /// What the rules found, the most severe first.
    pub findings: Vec<Finding>,
    /// What is wrong with the structure.
    pub defects: Vec<Defect>,
    /// The review, when there is one.
    pub review: Option<Review>,
    /// The revisions on which the report rests.
    pub revisions: Vec<RevisionSeen>,
    /// Hash of the journal's last entry.
    pub journal_head: String,
    /// Number of entries of the journal.
    pub journal_entries: u64,
    /// Name and version of the rule pack.
    pub rule_pack: String,
    /// Version of the application.
    pub application_version: String,
}

/// The client from which a household hangs.
#[derive(Clone)]
pub struct Anchor {
    /// Name.
    pub name: String,
    /// Type in words, such as "Persona moral".
    pub client_type: String,
    /// Artu's id.
    pub client_id: String,
}

/// One member.
#[derive(Clone)]
pub struct Member {
    /// Artu's id.
    pub client_id: String,
    /// Name.
    pub name: String,
    /// Type in words.
    pub client_type: String,
    /// Whether it is a primary client itself.
    pub is_primary: bool,
    /// Distance from the anchor; 0 for the anchor.
    pub depth: u32,
    /// The members above it.
    pub parents: Vec<Parent>,
    /// RFC grouped for the eye.
    pub rfc: Option<String>,
    /// CURP grouped for the eye.
    pub curp: Option<String>,
    /// State in words, such as "Vigente" or "Ya no aparece desde 03/11/2026".
    pub state: String,
}

/// A member above another.
#[derive(Clone)]
pub struct Parent {
    /// Its name.
    pub name: String,
    /// What the lower one is to it, in words, such as "Representante legal".
    pub relationship: String,
}

/// One link.
#[derive(Clone)]
pub struct Link {
    /// Name of the parent.
    pub parent: String,
    /// Name of the child.
    pub child: String,
    /// Relationship in words.
    pub relationship: String,
}

/// One identifier and what its check said.
#[derive(Clone)]
pub struct IdentifierRow {
    /// Name of the member.
    pub member: String,
    /// Name of the identifier, such as "RFC".
    pub identifier: String,
    /// Value, grouped for the eye.
    pub value: String,
    /// What the check said.
    pub state: IdentifierState,
    /// Detail in words; may be empty.
    pub note: String,
}

/// What the check of an identifier said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdentifierState {
    /// Form and check digits agree; nobody asked the authority.
    WellFormed,
    /// Something does not agree.
    Finding,
    /// It was not or could not be checked.
    Unknown,
}

/// Addresses and accounts of one member, each in one line.
#[derive(Clone)]
pub struct Contact {
    /// Name of the member.
    pub member: String,
    /// Addresses.
    pub addresses: Vec<String>,
    /// Accounts.
    pub accounts: Vec<String>,
}

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Must be put right.
    Error,
    /// Should be looked at.
    Warn,
    /// Good to know.
    Info,
}

/// One finding. Parts that do not apply are `None`.
#[derive(Clone)]
pub struct Finding {
    /// How severe.
    pub severity: Severity,
    /// Code of the rule.
    pub code: String,
    /// What is wrong, in one line.
    pub title: String,
    /// Name of the client, or of the household.
    pub client: String,
    /// Field in words.
    pub field: Option<String>,
    /// Value found.
    pub value: Option<String>,
    /// What was expected, and why.
    pub expected: Option<String>,
    /// Legal basis.
    pub basis: Option<String>,
    /// Next step.
    pub next_step: Option<String>,
    /// What the analyst decided about it.
    pub disposition: Option<Disposition>,
}

/// A decision about a finding.
#[derive(Clone)]
pub struct Disposition {
    /// What was decided.
    pub decision: String,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub analyst: String,
    /// When.
    pub at: Timestamp,
}

/// Something wrong with the structure.
#[derive(Clone)]
pub struct Defect {
    /// Code, such as `cycle`.
    pub code: String,
    /// What it means, in words.
    pub title: String,
    /// Names of the clients concerned.
    pub clients: Vec<String>,
}

/// The analyst's verdict.
#[derive(Clone)]
pub struct Review {
    /// Verdict in words.
    pub verdict: String,
    /// Note; may have several paragraphs, may be empty.
    pub note: String,
    /// Who reviewed.
    pub analyst: String,
    /// When.
    pub at: Timestamp,
    /// What changed after the review, in words; empty when nothing did.
    pub changed_since: Vec<String>,
}

/// One revision of a client on which the report rests.
#[derive(Clone)]
pub struct RevisionSeen {
    /// Name of the client.
    pub client: String,
    /// When it was first seen.
    pub seen_at: Timestamp,
    /// When Artu says it was changed.
    pub updated_at: Option<Timestamp>,
    /// Digest of the revision.
    pub digest: String,
}
