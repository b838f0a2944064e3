//! Contact methods as they are sent.

use serde::{Deserialize, Serialize};

use super::{Change, ClientId, ContactMethodId, ContactMethodType, OpenMap};

/// What is sent to make a contact method (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactMethodInput {
    /// The client it belongs to.
    pub client_id: ClientId,
    /// Its kind; `type` on the wire.
    #[serde(rename = "type")]
    pub kind: ContactMethodType,
    /// The address or number, at least one character.
    pub value: String,
    /// Whether it becomes the first of its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_primary: Option<bool>,
    /// Label for people.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub label: Change<String>,
    /// Id given by the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub external_id: Change<String>,
    /// Free data of the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub metadata: Change<OpenMap>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(ContactMethodInput, client_id, kind);

impl ContactMethodInput {
    /// A contact method of a client, with what every one has.
    pub fn new(client_id: ClientId, kind: ContactMethodType, value: impl Into<String>) -> Self {
        Self {
            client_id,
            kind,
            value: value.into(),
            is_primary: None,
            label: Change::Keep,
            external_id: Change::Keep,
            metadata: Change::Keep,
            unknown: OpenMap::new(),
        }
    }
}

/// What changes of a contact method (I: the members of [`ContactMethodInput`], none required).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactMethodUpdate {
    /// Its kind; `type` on the wire.
    #[serde(rename = "type", default, skip_serializing_if = "Change::is_keep")]
    pub kind: Change<ContactMethodType>,
    /// The address or number, at least one character.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub value: Change<String>,
    /// Whether it becomes the first of its kind.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub is_primary: Change<bool>,
    /// Label for people.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub label: Change<String>,
    /// Id given by the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub external_id: Change<String>,
    /// Free data of the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub metadata: Change<OpenMap>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(ContactMethodUpdate, kind);

/// One contact method of a list that the server brings in line (D). With an id it changes that one, without it makes one.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactMethodSyncItem {
    /// The contact method to change or delete; a new one when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<ContactMethodId>,
    /// Its kind; `type` on the wire.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<ContactMethodType>,
    /// The address or number, at least one character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Whether it becomes the first of its kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_primary: Option<bool>,
    /// Label for people.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub label: Change<String>,
    /// Id given by the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub external_id: Change<String>,
    /// Free data of the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub metadata: Change<OpenMap>,
    /// Whether to delete it; `_delete` on the wire.
    #[serde(rename = "_delete", skip_serializing_if = "Option::is_none")]
    pub delete: Option<bool>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(ContactMethodSyncItem, id, kind, delete);
