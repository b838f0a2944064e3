//! What is missing in files, as it is asked of the client.

use artu::models::ClientId;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Language;

/// What kind of thing an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MissingKind {
    /// A datum.
    Datum,
    /// A document.
    Document,
    /// A signed declaration.
    Declaration,
    /// A person that a link leads to.
    Link,
}

/// How an item is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MissingState {
    /// It is asked today and not there.
    Absent,
    /// It is there and another one is to take its place.
    ToReplace,
    /// The record does not show it: it may have been delivered.
    NotVisible,
    /// It falls due later.
    Later,
}

/// One item that a member is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MissingItem {
    /// Its name in the lists; nothing of a document that no list asks for.
    pub item: Option<String>,
    /// What it is a part of, as a street is of the address.
    pub part_of: Option<String>,
    /// What it is called.
    pub label: String,
    /// What kind of thing it is.
    pub kind: MissingKind,
    /// How it is missing.
    pub state: MissingState,
    /// Whether the file is incomplete without it; else it is asked of who has such a thing at all.
    pub demanded: bool,
    /// What else is to be known of it, in words.
    pub remark: Option<String>,
    /// The norm that asks for it, with its day.
    pub norm: Option<String>,
    /// Of what falls due later, the day.
    #[ts(type = "string | null")]
    pub due: Option<Date>,
}

/// What is missing of one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MissingMember {
    /// The member.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// Why a file is asked of it, in words.
    pub parts: Vec<String>,
    /// The items: what is asked for now, what is to be replaced, what is to be confirmed, what is asked for if there is one, and what
    /// falls due later.
    pub items: Vec<MissingItem>,
}

/// What is missing of a household, or of one member, and the letter that asks for it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MissingView {
    /// Id of the anchor.
    #[ts(type = "string")]
    pub household_id: ClientId,
    /// The only member it is about.
    #[ts(type = "string | null")]
    pub member_id: Option<ClientId>,
    /// Language of the words.
    pub language: Language,
    /// The members of whom something is missing.
    pub members: Vec<MissingMember>,
    /// How many items.
    pub total: u64,
    /// The day on which the lists are in force.
    #[ts(type = "string")]
    pub day: Date,
    /// Rule pack they come from.
    pub pack: String,
    /// Age of the oldest data it rests on.
    #[ts(type = "string")]
    pub as_of: Timestamp,
    /// The letter as plain text.
    pub text: String,
    /// SHA-256 of the text, hexadecimal.
    pub sha256: String,
}

/// Whose missing items, and what of them.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MissingRequest {
    /// The household.
    #[ts(type = "string")]
    pub household_id: ClientId,
    /// Only this member, whose letter names no other.
    #[ts(type = "string | null")]
    #[serde(default)]
    pub member_id: Option<ClientId>,
    /// Language of the letter.
    pub language: Language,
    /// Also what is asked only of who has such a thing at all.
    pub if_any: bool,
    /// The norm beside each item.
    pub norms: bool,
}

/// The form of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum MissingFormat {
    /// Plain text.
    Text,
    /// Pages.
    Pdf,
}

/// A letter to write.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MissingFileRequest {
    /// What it asks for.
    pub missing: MissingRequest,
    /// In which form.
    pub format: MissingFormat,
}

/// A letter whose text was copied.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MissingCopyRequest {
    /// What it asks for.
    pub missing: MissingRequest,
    /// SHA-256 of the text that was copied, as it came with it.
    pub sha256: String,
}
