//! Items of an alert.

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};

use super::{AlertId, AlertItemId, Amount, ClientId, OpenMap, Record, TransactionId, wire};

/// One item of an alert: a transaction, a client or both (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertItem {
    /// Id of the item.
    pub id: AlertItemId,
    /// The alert it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert_id: Option<AlertId>,
    /// The transaction it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<TransactionId>,
    /// The client it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// Data of a legal regime, open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_data: Option<OpenMap>,
    /// Names of the clients involved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_names: Option<Vec<String>>,
    /// Amount of the transaction.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_amount: Option<Amount>,
    /// ISO 4217 currency code of the transaction.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub transaction_currency: Option<String>,
    /// Date of the transaction, as written by the server; its form is not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_date: Option<String>,
    /// What keeps the item from being filed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation_errors: Option<Vec<ValidationErrorItem>>,
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

discreet_debug!(AlertItem, id, alert_id, transaction_id, client_id);

/// One thing that keeps an item from being filed, in the words of the server (D).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValidationErrorItem {
    /// Place of the fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Code of the fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What is wrong, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Id of the record at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<String>,
    /// Label of the record at fault, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Name of the member at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sdk_field: Option<String>,
    /// The client that the record at fault belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent_client_id: Option<String>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(ValidationErrorItem, path, code, resource_id, sdk_field);

/// What is sent to add an item to an alert (D).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertItemInput {
    /// The transaction it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transaction_id: Option<TransactionId>,
    /// The client it speaks of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// Data of a legal regime, open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_data: Option<OpenMap>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(AlertItemInput, transaction_id, client_id);

/// The answer to items that were added to an alert (D). Serialises as it came.
#[derive(Clone)]
pub struct AlertItemsAdded {
    /// How many items were added, as the server wrote it.
    pub added: serde_json::Number,
    /// The items.
    pub items: Vec<Record<AlertItem>>,
    /// Members not named here.
    pub unknown: OpenMap,
}

discreet_debug!(AlertItemsAdded, added, items);

impl Serialize for AlertItemsAdded {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "added": &self.added, "items": &self.items, .. &self.unknown)
    }
}
