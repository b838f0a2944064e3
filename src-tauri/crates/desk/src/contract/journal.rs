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
    /// SHA-256 over the entry and the one before, hexadecimal.
    pub hash: String,
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
}
