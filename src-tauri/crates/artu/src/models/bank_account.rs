//! Bank accounts of a client.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{BankAccountId, ClientId, OpenMap, wire};

/// One bank account of a client (S, D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BankAccount {
    /// Id of the bank account.
    pub id: BankAccountId,
    /// The client it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// Account number.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub account_number: Option<String>,
    /// Name of the bank.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_name: Option<String>,
    /// Code of the bank.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub bank_code: Option<String>,
    /// Country code.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub country: Option<String>,
    /// ISO 4217 currency code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Kind of account, open text; `type` on the wire.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether it is the client's first account.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub is_primary: bool,
    /// Whether it is in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Label for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Id given by the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// Mexican account code of 18 digits, as text; not checked here.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub clabe: Option<String>,
    /// Bank part of the CLABE.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub codigo_banco: Option<String>,
    /// City part of the CLABE.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub codigo_plaza: Option<String>,
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

discreet_debug!(BankAccount, id);
