//! Addresses as they are sent.

use serde::{Deserialize, Serialize};

use super::{AddressId, AddressScopeDataInput, AddressType, Change, ClientId, OpenMap, Scope};

/// What is sent to make an address (I).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddressInput {
    /// The client it belongs to, where the path does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// What it is for; `type` on the wire. The server takes `home` when absent.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<AddressType>,
    /// Whether it becomes the client's first address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_primary: Option<bool>,
    /// Street, at least one character.
    pub street: String,
    /// City, at least one character.
    pub city: String,
    /// State, at least one character.
    pub state: String,
    /// Postal code as text, at least one character.
    pub postal_code: String,
    /// Country code.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub country: Change<String>,
    /// Id given by the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub external_id: Change<String>,
    /// Free data of the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub metadata: Change<OpenMap>,
    /// Data that belongs to a legal regime.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub scope_data: Change<AddressScopeDataInput>,
    /// Scope it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(AddressInput, client_id, kind);

impl AddressInput {
    /// An address of a client, with what every address has.
    pub fn new(
        client_id: ClientId,
        street: impl Into<String>,
        city: impl Into<String>,
        state: impl Into<String>,
        postal_code: impl Into<String>,
    ) -> Self {
        Self {
            client_id: Some(client_id),
            kind: None,
            is_primary: None,
            street: street.into(),
            city: city.into(),
            state: state.into(),
            postal_code: postal_code.into(),
            country: Change::Keep,
            external_id: Change::Keep,
            metadata: Change::Keep,
            scope_data: Change::Keep,
            scope: None,
            unknown: OpenMap::new(),
        }
    }
}

/// What changes of an address (I: the members of [`AddressInput`], none required).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddressUpdate {
    /// What it is for; `type` on the wire. The server takes `home` when absent.
    #[serde(rename = "type", default, skip_serializing_if = "Change::is_keep")]
    pub kind: Change<AddressType>,
    /// Whether it becomes the client's first address.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub is_primary: Change<bool>,
    /// Street, at least one character.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub street: Change<String>,
    /// City, at least one character.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub city: Change<String>,
    /// State, at least one character.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub state: Change<String>,
    /// Postal code as text, at least one character.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub postal_code: Change<String>,
    /// Country code.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub country: Change<String>,
    /// Id given by the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub external_id: Change<String>,
    /// Free data of the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub metadata: Change<OpenMap>,
    /// Data that belongs to a legal regime.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub scope_data: Change<AddressScopeDataInput>,
    /// Scope it belongs to.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub scope: Change<Scope>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(AddressUpdate, kind);

/// One address of a list that the server brings in line (D). With an id it changes that one, without it makes one.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AddressSyncItem {
    /// The address to change or delete; a new one when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<AddressId>,
    /// What it is for; `type` on the wire. The server takes `home` when absent.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<AddressType>,
    /// Whether it becomes the client's first address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_primary: Option<bool>,
    /// Street, at least one character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// City, at least one character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State, at least one character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Postal code as text, at least one character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Country code.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub country: Change<String>,
    /// Id given by the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub external_id: Change<String>,
    /// Free data of the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub metadata: Change<OpenMap>,
    /// Data that belongs to a legal regime.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub scope_data: Change<AddressScopeDataInput>,
    /// Scope it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// Whether to delete it; `_delete` on the wire.
    #[serde(rename = "_delete", skip_serializing_if = "Option::is_none")]
    pub delete: Option<bool>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(AddressSyncItem, id, kind, delete);
