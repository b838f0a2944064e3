//! Saved views: the filters of a list under a name.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ClientQuery, FindingQuery, HouseholdName, HouseholdQuery};

/// The filters of a list, with the screen that shows it. The part of the list is left aside.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "screen", content = "query", rename_all = "snake_case")]
pub enum ViewFilters {
    /// Clients.
    Clients(ClientQuery),
    /// Households.
    Households(HouseholdQuery),
    /// Findings.
    Findings(FindingQuery),
}

/// A view that was saved.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// Its name, unique in the vault.
    pub name: String,
    /// What it filters by.
    pub filters: ViewFilters,
    /// The household it names, as it is called now; nothing when it names none or the vault no longer has it.
    pub household: Option<HouseholdName>,
    /// When it was saved.
    #[ts(type = "string")]
    pub saved_at: Timestamp,
}

/// Filters to save.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveViewRequest {
    /// Under which name: 1 to 60 characters.
    pub name: String,
    /// What.
    pub filters: ViewFilters,
    /// Whether a view of the same name and screen gives way; else the name must be free.
    pub replace: bool,
}

/// Another name for a saved view.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenameViewRequest {
    /// The name it has.
    pub name: String,
    /// The name it gets; it must be free.
    pub to: String,
}

/// A saved view.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ViewRequest {
    /// Its name.
    pub name: String,
}
