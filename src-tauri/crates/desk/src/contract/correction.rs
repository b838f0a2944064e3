//! Correcting a client where a finding points, as it is asked for and shown.

use artu::models::ClientId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FindingView, IdentifierView};

/// A member of a client that can be corrected here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CorrectableField {
    /// Its path in the client.
    pub field: String,
    /// Its name for a person.
    pub label: String,
}

/// Where what a finding speaks of is corrected.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CorrectionPlaces {
    /// Members that an update of the client can change, the one of the finding first; may be empty.
    pub fields: Vec<CorrectableField>,
    /// Where else it is corrected, when no update of the client can.
    pub elsewhere: Option<String>,
}

/// How the new value of a member is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CorrectionForm {
    /// Text.
    Text,
    /// A key such as RFC or CURP; spaces and dashes are dropped, letters become capitals.
    Key,
    /// A date as `2026-11-28`.
    Date,
    /// Country codes of two letters, with commas between them.
    Countries,
}

/// A value in the place of the client's.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CorrectionRequest {
    /// The client.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Path of the member.
    pub field: String,
    /// What is written; nothing clears the member.
    pub value: String,
}

/// What the rules would say of a value in the place of the client's. Nothing was stored or sent.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CorrectionTrial {
    /// Path of the member.
    pub field: String,
    /// Its name for a person.
    pub label: String,
    /// How its value is written.
    pub form: CorrectionForm,
    /// The stored value as it would be written; nothing when there is none.
    pub present: Option<String>,
    /// The stored value with its remarks, when it is an identifier.
    pub present_identifier: Option<IdentifierView>,
    /// The value as it would be sent; nothing when it would be cleared or is not of its form.
    pub value: Option<String>,
    /// The new value with its remarks, when it is an identifier.
    pub identifier: Option<IdentifierView>,
    /// Why the value cannot be sent: it is not of its form. What the rules say keeps nobody from sending.
    pub problem: Option<String>,
    /// Whether it would change anything.
    pub changed: bool,
    /// Findings that the value would bring.
    pub appears: Vec<FindingView>,
    /// Findings that the value would end.
    pub disappears: Vec<FindingView>,
    /// Findings on the member that would stay.
    pub stays: Vec<FindingView>,
}

/// A correction as the analyst wants it.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CorrectRequest {
    /// The client.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Path of the member.
    pub field: String,
    /// What is written; nothing clears the member.
    pub value: String,
    /// Why; required.
    pub reason: String,
    /// Only record it; it is sent later.
    #[serde(default)]
    pub queue: bool,
    /// In live, that the analyst confirmed once more.
    #[serde(default)]
    pub confirmed: bool,
}
