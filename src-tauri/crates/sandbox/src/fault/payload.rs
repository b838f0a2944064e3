//! The forms in which an answer can carry what the contract does not allow.

use serde::{Deserialize, Serialize};

/// What is wrong with an answer that came whole and with its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PayloadForm {
    /// Members of the record have other types than the contract gives; its id is right.
    WrongTypes,
    /// The record lacks `type`, `name`, `scopes` and its times; its id is there.
    MissingMembers,
    /// The record has members that no contract names, one of them an object.
    UnknownMembers,
    /// The record's `metadata` is 10,000 arrays deep.
    Deep,
    /// The record's `name` is 10 MB long.
    LongText,
    /// The record's `metadata` holds the number 1e400.
    HugeNumber,
    /// The record has `name` and `isPrimary` twice, with different values.
    DuplicateKeys,
    /// The record's `name` holds U+0000.
    Nul,
    /// The record's `name` holds the escape of half a surrogate pair.
    UnpairedSurrogate,
    /// The record's `id` is not a UUID.
    IdNotUuid,
    /// The record carries the id of another one of the page.
    SameId,
    /// No body at all, with the status and type of the true answer.
    Empty,
    /// A byte order mark before the true body.
    ByteOrderMark,
    /// The true body in Latin-1 instead of UTF-8.
    BadUtf8Body,
}

impl PayloadForm {
    /// Every form.
    pub const ALL: [Self; 14] = [
        Self::WrongTypes,
        Self::MissingMembers,
        Self::UnknownMembers,
        Self::Deep,
        Self::LongText,
        Self::HugeNumber,
        Self::DuplicateKeys,
        Self::Nul,
        Self::UnpairedSurrogate,
        Self::IdNotUuid,
        Self::SameId,
        Self::Empty,
        Self::ByteOrderMark,
        Self::BadUtf8Body,
    ];
}
