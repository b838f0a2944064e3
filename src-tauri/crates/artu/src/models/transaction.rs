//! Transactions of clients.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Amount, ClientId, OpenMap, ProductId, Scope, TransactionId, wire};

open_enum! {
    /// State of a transaction: open text of which one word is known (D).
    TransactionStatus {
        /// No state applies; the first one.
        NotApplicable = "not_applicable",
    }
}

/// One transaction (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Transaction {
    /// Id of the transaction.
    pub id: TransactionId,
    /// The clients involved.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub related_client_ids: Vec<ClientId>,
    /// Scopes.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub scopes: Vec<Scope>,
    /// When it took place.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub timestamp: Option<Timestamp>,
    /// State.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<TransactionStatus>,
    /// Amount, in `currency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Amount>,
    /// ISO 4217 currency code.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub currency: Option<String>,
    /// Exchange rates, open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange_rates: Option<OpenMap>,
    /// What it was for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Id given by the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The product it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_id: Option<ProductId>,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// Data of a legal regime, open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_data: Option<OpenMap>,
    /// Whether an alert speaks of it.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub is_alerted: bool,
    /// When an alert took it up.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub alerted_at: Option<Timestamp>,
    /// When the record was made.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// When the record was last changed.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub updated_at: Option<Timestamp>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(Transaction, id, status, is_alerted);
