//! Rule packs.

use artu::models::ClientId;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{HouseholdName, Severity, Slice};

/// Where a rule pack stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PackState {
    /// Clients are checked with it.
    InForce,
    /// Its day has not come.
    Later,
    /// Another one took its place.
    Superseded,
    /// This program cannot read it.
    Unreadable,
}

/// A rule pack of this vault.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RulePackView {
    /// Whose rules.
    pub name: String,
    /// Version.
    pub version: String,
    /// The first day on which it counts.
    #[ts(type = "string")]
    pub from: Date,
    /// Where it stands.
    pub state: PackState,
    /// How it was adopted; nothing of the one that the program carries.
    pub adoption: Option<PackAdoption>,
}

/// How a rule pack was adopted.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PackAdoption {
    /// Who.
    pub analyst: String,
    /// Why.
    pub reason: String,
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// The key it is signed with, as people compare it.
    pub signer: String,
    /// Whether that is the key of this workplace.
    pub is_own: bool,
    /// Digest of the file.
    pub sha256: String,
}

/// The rule packs of this vault.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RulesView {
    /// The one in force first, then the others by their day, the latest first.
    pub packs: Vec<RulePackView>,
    /// The pack that everything was last checked with; nothing before the first check.
    pub checked_with: Option<String>,
    /// The key of this workplace as people compare it; nothing before it signed a pack.
    pub own_key: Option<String>,
}

/// How a table of an offered pack differs from that of the pack in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableDifference {
    /// Name of the table, as in `uma.csv`.
    pub table: String,
    /// What it holds.
    pub title: String,
    /// Lines that only the offered one has.
    pub added: Vec<String>,
    /// Lines that only the one in force has.
    pub removed: Vec<String>,
}

/// A rule pack that is offered.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferedPack {
    /// Digest of the file, by which it is adopted.
    pub sha256: String,
    /// Whose rules.
    pub name: String,
    /// Version.
    pub version: String,
    /// The first day on which it counts.
    #[ts(type = "string")]
    pub from: Date,
    /// Whether that day has come.
    pub is_due: bool,
    /// The key it is signed with, as people compare it.
    pub signer: String,
    /// Whether the key is known: of this workplace, or of a pack that was adopted.
    pub signer_known: bool,
    /// The pack in force that it is compared with.
    pub compared_with: String,
    /// The tables that differ, by name.
    pub tables: Vec<TableDifference>,
    /// Why it cannot be adopted, when that is so already.
    pub problem: Option<String>,
}

/// How a finding would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingChange {
    /// It would be there.
    Appears,
    /// It would be there no more.
    Disappears,
    /// It would be graver.
    Heavier,
    /// It would be less grave.
    Lighter,
}

/// How many findings of a code would change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RehearsedCode {
    /// The code.
    pub code: String,
    /// What it means.
    pub title: String,
    /// Findings that would be there.
    pub appears: u64,
    /// Findings that would be there no more.
    pub disappears: u64,
    /// Findings that would be graver.
    pub heavier: u64,
    /// Findings that would be less grave.
    pub lighter: u64,
}

/// What an offered pack would change in this portfolio.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RuleRehearsal {
    /// The pack that was rehearsed.
    pub pack: String,
    /// The pack it was compared with.
    pub compared_with: String,
    /// The day that both were measured on: that of the pack, or today when that is past.
    #[ts(type = "string")]
    pub day: Date,
    /// Clients that were checked.
    pub clients: u64,
    /// Clients of which a finding would change.
    pub clients_concerned: u64,
    /// By code, the most first.
    pub codes: Vec<RehearsedCode>,
}

/// How far a long check is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CheckProgress {
    /// Clients checked.
    pub done: u64,
    /// Clients there are.
    pub total: u64,
}

/// The pack that is offered, by the digest of its file.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OfferedPackRequest {
    /// Digest of the file.
    pub sha256: String,
}

/// Findings that an offered pack would change.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct RehearsedQuery {
    /// Only those of this code.
    pub code: Option<String>,
    /// Only those that change in this way.
    pub change: Option<FindingChange>,
    /// Part of the list.
    pub slice: Slice,
}

/// A finding that an offered pack would change.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RehearsedFinding {
    /// The client concerned.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name.
    pub client_name: String,
    /// The household, for a finding that only the household shows; else the first that the client belongs to.
    pub household: Option<HouseholdName>,
    /// The code.
    pub code: String,
    /// What it means.
    pub title: String,
    /// How it would change.
    pub change: FindingChange,
    /// How grave it would be; of one that disappears, how grave it is.
    pub severity: Severity,
    /// Path in the client model.
    pub field: String,
}

/// A pack to adopt.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AdoptPackRequest {
    /// Digest of the file that is offered.
    pub sha256: String,
    /// Why.
    pub reason: String,
    /// Whether the person compared the key with its owner; needed for a key that is not known.
    pub trust_signer: bool,
}

/// A rule pack to sign with the key of this workplace.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignPackRequest {
    /// Whose rules.
    pub name: String,
    /// Version.
    pub version: String,
    /// The first day on which it shall count.
    pub from: Date,
}

/// A rule pack that was signed with the key of this workplace.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedPack {
    /// Name and version.
    pub pack: String,
    /// The first day on which it counts.
    pub from: Date,
    /// Digest of the file.
    pub sha256: String,
    /// The key it is signed with, as people compare it.
    pub signer: String,
}
