//! Identity checks of a client.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use serde_json::Value;

use super::{ClientId, IdentityRunId, OpenMap, wire};

open_enum! {
    /// How one identity check came out (D).
    IdentityCheckStatus {
        /// Something was found.
        Hit = "hit",
        /// Nothing stands against the client.
        Cleared = "cleared",
        /// The check could not be made.
        Failed = "failed",
    }
}

/// One identity check in short form (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityCheckSummary {
    /// Name of the check, for people.
    pub name: String,
    /// Who made the check.
    pub provider_id: String,
    /// Which check it was.
    pub check_id: String,
    /// How it came out.
    pub status: IdentityCheckStatus,
    /// When it was made.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub checked_at: Option<Timestamp>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(IdentityCheckSummary, provider_id, check_id, status);

/// One run of identity checks (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityRun {
    /// Id of the run.
    pub id: IdentityRunId,
    /// The client that was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// Who asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
    /// Results, open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub results: Option<OpenMap>,
    /// When it was made.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(IdentityRun, id, client_id);

/// One run with what each check gave (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityRunDetail {
    /// Id of the run.
    pub id: IdentityRunId,
    /// The client that was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// Who asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
    /// Results, open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub results: Option<OpenMap>,
    /// When it was made.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// What each check gave.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub check_results: Vec<CheckResult>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(IdentityRunDetail, id, client_id, check_results);

/// What one check of a run gave (D).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckResult {
    /// Which check it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check_id: Option<String>,
    /// Who made the check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider_id: Option<String>,
    /// Why it came out so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<CheckReason>,
    /// When it was made.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// What the provider gave, of any form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(CheckResult, check_id, provider_id);

/// Why a check came out as it did (D).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CheckReason {
    /// Why, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(CheckReason);

/// Whether a check can be made of a client (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EligibleCheck {
    /// Which check.
    pub check: String,
    /// Name of the check, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Whether it can be made.
    pub eligible: bool,
    /// Members of the client that the check lacks.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub missing_fields: Vec<String>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(EligibleCheck, check, eligible, missing_fields);
