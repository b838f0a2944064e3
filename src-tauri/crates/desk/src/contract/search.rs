//! Search as it is shown.

use artu::models::{ClientId, ClientType};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::HouseholdName;

/// What to look for.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchRequest {
    /// Names in any order, or part of an identifier.
    pub text: String,
    /// Hits to return.
    #[serde(default = "default_limit")]
    pub limit: u32,
}

const fn default_limit() -> u32 {
    20
}

/// A client that was found.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchHit {
    /// Its id.
    #[ts(type = "string")]
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    #[ts(type = "string")]
    pub kind: ClientType,
    /// Whether it is primary.
    pub is_primary: bool,
    /// The fields that matched.
    pub matched: Vec<String>,
    /// Ids of the households it belongs to.
    #[ts(type = "string[]")]
    pub households: Vec<ClientId>,
    /// The same with names.
    pub household_names: Vec<HouseholdName>,
}
