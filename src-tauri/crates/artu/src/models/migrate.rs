//! Copies of a record between the two environments.

use serde::{Deserialize, Serialize};

use serde_json::Value;

use super::{ClientId, Environment, OpenMap, UpsertAction, wire};

open_enum! {
    /// Which side wins where both have a value (D).
    MigratePrecedence {
        /// The environment that is copied from.
        Source = "source",
        /// The environment that is copied into.
        Target = "target",
    }
}

/// What to copy along with a client (D). The server takes `true` for what is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MigrateInclude {
    /// Addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<bool>,
    /// Bank accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_accounts: Option<bool>,
    /// Contact methods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact_methods: Option<bool>,
    /// Documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<bool>,
    /// Links.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relationships: Option<bool>,
    /// Transactions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transactions: Option<bool>,
}

/// Asks for a copy, or for its preview (D). The environment of the call is the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MigrateRequest {
    /// The environment to copy into.
    pub to: Environment,
    /// Which side wins; the source when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precedence: Option<MigratePrecedence>,
    /// What to copy along; all when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<MigrateInclude>,
}

impl MigrateRequest {
    /// A copy of all there is, in which the source wins.
    pub fn new(to: Environment) -> Self {
        Self {
            to,
            precedence: None,
            include: None,
        }
    }
}

/// What a copy did (D for a transaction, I for a client).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MigrateResult {
    /// State of the copy; its form is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Value>,
    /// Id of the record in the other environment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_id: Option<ClientId>,
    /// Whether the record was made or changed there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<UpsertAction>,
    /// What became of the records copied along.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub counts: Vec<MigrateCount>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(MigrateResult, target_id, action, counts);

/// How many records of one kind a copy made or changed (D). The kind is one of the `unknown` members.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MigrateCount {
    /// Number of records made.
    #[serde(
        default,
        deserialize_with = "wire::optional_whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub created: Option<u64>,
    /// Number of records changed.
    #[serde(
        default,
        deserialize_with = "wire::optional_whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub updated: Option<u64>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(MigrateCount, created, updated);

/// What a copy would do (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct MigratePreview {
    /// The record in the other environment.
    pub target: MigrateTarget,
    /// What keeps the copy from being made; none means that it can be.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub blockers: Vec<MigrateBlocker>,
    /// What would become of the records copied along.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub items: Vec<MigrateItem>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(MigratePreview, target, blockers, items);

/// Whether the other environment has the record (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct MigrateTarget {
    /// Whether it is there.
    pub exists: bool,
    /// Its id there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<ClientId>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(MigrateTarget, exists, id);

/// One thing that keeps a copy from being made (D).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MigrateBlocker {
    /// Id of the record that is in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<uuid::Uuid>,
    /// Label of that record, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Why; its form is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Value>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(MigrateBlocker, id);

/// What a copy would do to the records of one kind (D). The kind is one of the `unknown` members.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct MigrateItem {
    /// Number of records.
    #[serde(
        default,
        deserialize_with = "wire::optional_whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub total: Option<u64>,
    /// Number of records that would be made.
    #[serde(
        default,
        deserialize_with = "wire::optional_whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub creates: Option<u64>,
    /// Number of records that would be changed.
    #[serde(
        default,
        deserialize_with = "wire::optional_whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub updates: Option<u64>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(MigrateItem, total, creates, updates);
