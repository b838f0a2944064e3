//! What analysts decide about findings, as it is asked for and shown.

use artu::models::ClientId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FindingQuery, FindingView};

/// What is decided about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DispositionKind {
    /// It stands and is accepted for the reason given.
    Accepted,
    /// It does not stand.
    FalseAlarm,
    /// It is to be mended.
    ToFix,
    /// What was decided before is taken back.
    Reopened,
}

/// Findings by what was decided about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Decided {
    /// Not settled: not decided, or to be mended.
    Open,
    /// Nothing was decided.
    Undecided,
    /// To be mended.
    ToFix,
    /// Accepted.
    Accepted,
    /// False alarms.
    FalseAlarm,
}

/// What was decided last about a finding.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DispositionView {
    /// What was decided.
    pub kind: DispositionKind,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub analyst: String,
    /// When.
    #[ts(type = "string")]
    pub at: Timestamp,
    /// Whether the value under the finding is another since: it counts no more.
    pub lapsed: bool,
}

/// A finding, named by what it says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingName {
    /// The client it speaks of.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// The household, when the rule is about one.
    #[ts(type = "string | null")]
    pub household_id: Option<ClientId>,
    /// Code of the rule's result.
    pub code: String,
    /// Path of the field in the client.
    pub field: String,
    /// The value that was looked at.
    pub value: Option<String>,
}

impl FindingView {
    /// Whether something is left to do about it.
    pub fn is_open(&self) -> bool {
        self.disposition.as_ref().is_none_or(|decided| {
            decided.lapsed || !vault::DispositionKind::from(decided.kind).settles()
        })
    }
}

impl From<&FindingView> for FindingName {
    fn from(view: &FindingView) -> Self {
        Self {
            client_id: view.client_id,
            household_id: view.household_id,
            code: view.code.clone(),
            field: view.field.clone(),
            value: view.value.clone(),
        }
    }
}

/// The findings to decide about.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum FindingChoice {
    /// These.
    Name {
        /// Which.
        findings: Vec<FindingName>,
    },
    /// All that a list gives, whatever part of it was shown.
    List {
        /// The list.
        query: FindingQuery,
        /// How many findings the list had when the person decided.
        total: u64,
    },
}

/// A decision about findings.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecideRequest {
    /// About which.
    pub choice: FindingChoice,
    /// What is decided.
    pub kind: DispositionKind,
    /// Why; required.
    pub reason: String,
}

/// A decision that was kept.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecidedView {
    /// How many findings it is about.
    pub findings: u64,
}
