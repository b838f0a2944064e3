//! The journal as it is shown.

use jiff::Timestamp;
use serde::Serialize;
use ts_rs::TS;

/// One entry.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JournalRow {
    /// Its place, from 1.
    pub seq: u64,
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// Who.
    pub analyst: String,
    /// What, as a machine word.
    pub action: String,
    /// What, for a person.
    pub label: String,
    /// Ids of what it was done to.
    pub subjects: Vec<String>,
    /// The page of the first of them; nothing when the vault no longer holds it.
    pub page: Option<SubjectPage>,
    /// SHA-256 over the entry and the one before, hexadecimal.
    pub hash: String,
}

/// The page of what an entry speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SubjectPage {
    /// That of a client.
    Client,
    /// That of a household; the id is its anchor's.
    Household,
}

/// The outcome of checking the chain.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct JournalCheck {
    /// Whether every entry follows from the one before.
    pub ok: bool,
    /// Entries read.
    pub entries: u64,
    /// Hash of the last entry.
    pub head: String,
    /// What is wrong and where.
    pub problem: Option<String>,
    /// What was done, as a word.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub kind: Option<JournalProblem>,
    /// The number of the entry where the chain breaks first.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<u64>,
}

/// What was done to the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JournalProblem {
    /// An entry was changed.
    Edited,
    /// What an entry speaks of was changed.
    PayloadEdited,
    /// An entry is missing.
    Removed,
    /// An entry was put in.
    Inserted,
    /// Entries changed places.
    Reordered,
    /// Entries at the end are missing.
    Cut,
    /// The chain was written anew.
    Rewritten,
    /// The whole file is an earlier one.
    RolledBack,
    /// The head that is kept beside the vault is gone.
    AnchorLost,
}
