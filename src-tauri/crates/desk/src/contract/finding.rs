//! Findings and explained identifiers as they are shown.

use artu::models::ClientId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{CorrectionPlaces, Decided, DispositionView, Slice};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Most likely wrong, or a person must explain it.
    Warn,
    /// Cannot be right, or an obligation is plainly open.
    Error,
}

/// Findings by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingCounts {
    /// Errors.
    pub error: u64,
    /// Warnings.
    pub warn: u64,
    /// Notes.
    pub info: u64,
}

/// One finding, explained.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// The client it speaks of.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Name of that client.
    pub client_name: String,
    /// The household, when the rule is about one.
    #[ts(type = "string | null")]
    pub household_id: Option<ClientId>,
    /// Code of the rule's result.
    pub code: String,
    /// Its weight.
    pub severity: Severity,
    /// Path of the field in the client.
    pub field: String,
    /// The value that was looked at.
    pub value: Option<String>,
    /// Characters of the value it speaks of, from 0.
    pub positions: Vec<usize>,
    /// The finding in one line.
    pub message: String,
    /// What was seen, with the place.
    pub what: String,
    /// What was expected.
    pub expected: String,
    /// Why it matters.
    pub why: String,
    /// Rule and source.
    pub basis: String,
    /// What to do next.
    pub next_step: String,
    /// Where it is corrected.
    pub correction: CorrectionPlaces,
    /// Rule pack it was made with.
    pub pack: String,
    /// When it was found.
    #[ts(type = "string")]
    pub found_at: Timestamp,
    /// The other clients concerned.
    pub related: Vec<RelatedClient>,
    /// What was decided last about it; nothing when that was taken back.
    pub disposition: Option<DispositionView>,
}

/// Another client that a finding concerns.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RelatedClient {
    /// Its id.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name; nothing when it is not stored.
    pub name: Option<String>,
}

/// Which findings to list, to count, to decide about or to export.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct FindingQuery {
    /// Only this weight.
    pub severity: Option<Severity>,
    /// Only this code.
    pub code: Option<String>,
    /// Only those that the rules of this scope give, as in `base`, `MX` or `MX:AV:AVI`.
    pub scope: Option<String>,
    /// Only this client.
    #[ts(type = "string | null")]
    pub client_id: Option<ClientId>,
    /// Only this household and its members, by its anchor.
    #[ts(type = "string | null")]
    pub household_id: Option<ClientId>,
    /// Only those found in the last so many days; 1 is today alone.
    pub last_days: Option<u16>,
    /// Only those found before the last so many days.
    pub before_days: Option<u16>,
    /// Only those decided so.
    pub decided: Option<Decided>,
    /// Part of the list.
    pub slice: Slice,
}

/// How often a code occurs.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingCodeCount {
    /// The code.
    pub code: String,
    /// Its weight.
    pub severity: Severity,
    /// Its title.
    pub title: String,
    /// How many findings carry it.
    pub count: u64,
}

/// A kind of Mexican identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum IdentifierKind {
    /// Taxpayer key.
    Rfc,
    /// Population key.
    Curp,
    /// Bank account key.
    Clabe,
}

/// A run of characters of an identifier and what it stands for.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SegmentView {
    /// First character, from 0.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What it stands for.
    pub label: String,
}

/// One remark on an identifier.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MarkView {
    /// Code of the remark.
    pub code: String,
    /// Its weight.
    pub severity: Severity,
    /// Characters it speaks of, from 0.
    pub positions: Vec<usize>,
    /// What was seen.
    pub what: String,
    /// What was expected and how it is computed.
    pub expected: String,
    /// How sure the rule is.
    pub certainty: String,
    /// Rule and source.
    pub basis: String,
    /// What to do next.
    pub next_step: String,
}

/// An identifier with everything known about its form.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IdentifierView {
    /// What it is.
    pub kind: IdentifierKind,
    /// Path of the field in the client.
    pub field: String,
    /// The value, normalised.
    pub value: String,
    /// Grouped for the eye.
    pub grouped: String,
    /// Worst remark; nothing when it is well formed.
    pub severity: Option<Severity>,
    /// "Well formed, not confirmed with …" or the worst remark in short.
    pub summary: String,
    /// Its parts.
    pub segments: Vec<SegmentView>,
    /// Every remark.
    pub marks: Vec<MarkView>,
    /// Its letters beside the name, of a natural person whose name is known.
    pub derivation: Option<DerivationView>,
}

/// The letters of a key beside the name they are taken from.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DerivationView {
    /// How the name was read: given names, first and second surname.
    pub reading: String,
    /// Whether where the surnames part is a guess.
    pub guessed: bool,
    /// The letters.
    pub letters: Vec<LetterView>,
}

/// One letter of a key.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LetterView {
    /// Its place, from 0.
    pub place: usize,
    /// What the key has.
    pub read: String,
    /// What the name gives.
    pub derived: String,
    /// Whether both agree.
    pub agrees: bool,
    /// Where it comes from.
    pub origin: String,
}
