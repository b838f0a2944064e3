//! One client as it is shown.

use artu::models::{ClientId, ClientType};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FindingCounts, FindingView, IdentifierView, Severity, Slice};

/// Column by which clients are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClientSort {
    /// By name.
    #[default]
    Name,
    /// By worst finding.
    Worst,
    /// By the server's time of change.
    UpdatedAt,
    /// By age of the data.
    AsOf,
}

/// Which clients to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct ClientQuery {
    /// Text found in a name or identifier.
    pub text: Option<String>,
    /// Only this type.
    #[ts(type = "string | null")]
    pub kind: Option<ClientType>,
    /// Only primary or only non-primary.
    pub primary: Option<bool>,
    /// Only orphans.
    pub orphans: bool,
    /// Only those the server no longer has; otherwise they are left out.
    pub gone: bool,
    /// Only those whose worst finding is this.
    pub worst: Option<Severity>,
    /// Sort column.
    pub sort: ClientSort,
    /// Largest first.
    pub descending: bool,
    /// Part of the list.
    pub slice: Slice,
}

/// One client in a list.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClientRow {
    /// Its id.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    #[ts(type = "string")]
    pub kind: ClientType,
    /// Whether it is primary.
    pub is_primary: bool,
    /// Its RFC as stored.
    pub rfc: Option<String>,
    /// Its CURP as stored.
    pub curp: Option<String>,
    /// Worst finding.
    pub worst: Option<Severity>,
    /// Findings by severity.
    pub findings: FindingCounts,
    /// Since when the server no longer has it.
    #[ts(type = "string | null")]
    pub gone_since: Option<Timestamp>,
    /// The server's time of change.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
    /// When it was read.
    #[ts(type = "string")]
    pub as_of: Timestamp,
}

/// A household a client belongs to.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HouseholdName {
    /// Id of the anchor.
    #[ts(type = "string")]
    pub id: ClientId,
    /// Name of the anchor.
    pub name: String,
}

/// One earlier version of a client.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RevisionView {
    /// When it was seen.
    #[ts(type = "string")]
    pub seen_at: Timestamp,
    /// The server's time of change.
    #[ts(type = "string")]
    pub updated_at: Timestamp,
    /// Members that differ from the version before.
    pub changed: Vec<String>,
}

/// How a fact's value is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FactKind {
    /// As it stands.
    Text,
    /// A plain date, `2026-11-23`.
    Date,
    /// A moment, RFC 3339 UTC.
    DateTime,
}

/// A label and its value in a client's file.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FactView {
    /// Path of the field in the client.
    pub field: String,
    /// Its name for a person.
    pub label: String,
    /// Its value as text.
    pub value: String,
    /// How the value is to be read.
    pub kind: FactKind,
}

/// A group of facts: the person, an address, an account, a document.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FactGroup {
    /// Machine name: `person`, `address`, `contact`, `account`, `document`, `scope`, `tag`, `other`.
    pub group: String,
    /// Heading.
    pub title: String,
    /// The facts.
    pub facts: Vec<FactView>,
}

/// A client with everything its panel shows.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClientView {
    /// The record as the server gave it.
    #[ts(type = "Record<string, unknown>")]
    pub client: Box<serde_json::value::RawValue>,
    /// Its id.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name for the eye, surnames included.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    #[ts(type = "string")]
    pub kind: ClientType,
    /// Whether it is primary.
    pub is_primary: bool,
    /// When it was read.
    #[ts(type = "string")]
    pub as_of: Timestamp,
    /// Since when the server no longer has it.
    #[ts(type = "string | null")]
    pub gone_since: Option<Timestamp>,
    /// Ids of the households it belongs to.
    #[ts(type = "string[]")]
    pub households: Vec<ClientId>,
    /// The same with names.
    pub household_names: Vec<HouseholdName>,
    /// Its file in groups; unknown members come last, as they are.
    pub file: Vec<FactGroup>,
    /// RFC, CURP and CLABEs, explained.
    pub identifiers: Vec<IdentifierView>,
    /// Its findings.
    pub findings: Vec<FindingView>,
    /// Its versions, the newest first.
    pub revisions: Vec<RevisionView>,
    /// An operation that waits for it, as its state.
    pub pending: Option<String>,
}

/// A non-primary client that no link reaches.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrphanRow {
    /// Its id.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    #[ts(type = "string")]
    pub kind: ClientType,
}

/// A client to be forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForgetRequest {
    /// The client.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Whether the person said that it is to go for good.
    #[serde(default)]
    pub confirmed: bool,
}

/// What was forgotten with a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ForgottenView {
    /// The client.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Earlier versions of it.
    pub revisions: u64,
    /// Versions of others that named it and do no more.
    pub named_in: u64,
    /// Operations about it or naming it.
    pub operations: u64,
    /// Reviews, notes and decisions about it.
    pub judgements: u64,
    /// Entries of the journal that keep the fact and lost what they said of it.
    pub entries: u64,
    /// Whether nothing is left in the files; otherwise another program was reading, and the next opening of the vault goes on.
    pub wiped: bool,
}
