//! Bank accounts as they are sent.

use serde::{Deserialize, Serialize};

use super::{BankAccountId, Change, ClientId, OpenMap};

/// What is sent to make a bank account (D, which members are required I).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BankAccountInput {
    /// The client it belongs to.
    pub client_id: ClientId,
    /// Account number, at least one character.
    pub account_number: String,
    /// Name of the bank, at least one character.
    pub bank_name: String,
    /// Code of the bank.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub bank_code: Change<String>,
    /// Country code; a CLABE goes with `MX` only.
    pub country: String,
    /// ISO 4217 currency code.
    pub currency: String,
    /// Kind of account, open text; `type` on the wire. `checking`, `savings`, `investment` and `other` are known.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether it becomes the client's first account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_primary: Option<bool>,
    /// Whether it is in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Label for people.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub label: Change<String>,
    /// Id given by the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub external_id: Change<String>,
    /// Free data of the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub metadata: Change<OpenMap>,
    /// Mexican account code of 18 digits, as text; the server checks it, not this type.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub clabe: Change<String>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(BankAccountInput, client_id);

impl BankAccountInput {
    /// A bank account of a client, with what every one has.
    pub fn new(
        client_id: ClientId,
        account_number: impl Into<String>,
        bank_name: impl Into<String>,
        country: impl Into<String>,
        currency: impl Into<String>,
    ) -> Self {
        Self {
            client_id,
            account_number: account_number.into(),
            bank_name: bank_name.into(),
            bank_code: Change::Keep,
            country: country.into(),
            currency: currency.into(),
            kind: None,
            is_primary: None,
            is_active: None,
            label: Change::Keep,
            external_id: Change::Keep,
            metadata: Change::Keep,
            clabe: Change::Keep,
            unknown: OpenMap::new(),
        }
    }
}

/// What changes of a bank account (the call is D, its members are those of [`BankAccountInput`], I).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BankAccountUpdate {
    /// Account number, at least one character.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub account_number: Change<String>,
    /// Name of the bank, at least one character.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub bank_name: Change<String>,
    /// Code of the bank.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub bank_code: Change<String>,
    /// Country code; a CLABE goes with `MX` only.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub country: Change<String>,
    /// ISO 4217 currency code.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub currency: Change<String>,
    /// Kind of account, open text; `type` on the wire. `checking`, `savings`, `investment` and `other` are known.
    #[serde(rename = "type", default, skip_serializing_if = "Change::is_keep")]
    pub kind: Change<String>,
    /// Whether it becomes the client's first account.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub is_primary: Change<bool>,
    /// Whether it is in use.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub is_active: Change<bool>,
    /// Label for people.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub label: Change<String>,
    /// Id given by the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub external_id: Change<String>,
    /// Free data of the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub metadata: Change<OpenMap>,
    /// Mexican account code of 18 digits, as text; the server checks it, not this type.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub clabe: Change<String>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(BankAccountUpdate);

/// One bank account of a list that the server brings in line (D). With an id it changes that one, without it makes one.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BankAccountSyncItem {
    /// The bank account to change or delete; a new one when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<BankAccountId>,
    /// Account number, at least one character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_number: Option<String>,
    /// Name of the bank, at least one character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank_name: Option<String>,
    /// Code of the bank.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub bank_code: Change<String>,
    /// Country code; a CLABE goes with `MX` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// ISO 4217 currency code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// Kind of account, open text; `type` on the wire. `checking`, `savings`, `investment` and `other` are known.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Whether it becomes the client's first account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_primary: Option<bool>,
    /// Whether it is in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_active: Option<bool>,
    /// Label for people.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub label: Change<String>,
    /// Id given by the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub external_id: Change<String>,
    /// Free data of the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub metadata: Change<OpenMap>,
    /// Mexican account code of 18 digits, as text; the server checks it, not this type.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub clabe: Change<String>,
    /// Whether to delete it; `_delete` on the wire.
    #[serde(rename = "_delete", skip_serializing_if = "Option::is_none")]
    pub delete: Option<bool>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(BankAccountSyncItem, id, delete);
