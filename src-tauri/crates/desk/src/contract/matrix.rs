//! What the lists of required data ask of each member of a household, as it is shown.

use artu::models::{ClientId, ClientType};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use ts_rs::TS;

use super::Severity;

/// Whether a file holds what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Held {
    /// It is there.
    Present,
    /// It is not there.
    Absent,
    /// The record does not show it: it may be elsewhere.
    NotVisible,
    /// It is not there, and not asked yet.
    AbsentUntilLater,
}

/// One item asked of one member.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MatrixCell {
    /// Whether it is there.
    pub held: Held,
    /// How grave its absence is.
    pub severity: Severity,
    /// Whether every client must have it; else only who has such a thing at all.
    pub required: bool,
    /// Path in the client where it belongs.
    pub place: String,
    /// The norm that asks for it, with its date.
    pub norm: String,
    /// The day from which it is asked.
    #[ts(type = "string")]
    pub from: Date,
}

/// One item, with a cell for each member in the order of the columns; nothing where it is not asked.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MatrixRow {
    /// Name of the item.
    pub item: String,
    /// Where any client has it; with the name it tells the items apart.
    pub path: String,
    /// What it is called.
    pub label: String,
    /// The members' cells.
    pub cells: Vec<Option<MatrixCell>>,
}

/// One member.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MatrixColumn {
    /// The member.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    #[ts(type = "string")]
    pub kind: ClientType,
    /// Why a file is asked of it, in words; nothing when none is.
    pub parts: Vec<String>,
    /// Items asked of it by now.
    pub asked: u64,
    /// Of those, the ones that are there.
    pub present: u64,
}

/// Members and what is asked of them.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MatrixView {
    /// Id of the anchor.
    #[ts(type = "string")]
    pub household_id: ClientId,
    /// The members, the anchor first.
    pub columns: Vec<MatrixColumn>,
    /// The items.
    pub rows: Vec<MatrixRow>,
    /// Rule pack they come from.
    pub pack: String,
    /// Age of the oldest member's data.
    #[ts(type = "string")]
    pub as_of: Timestamp,
}
