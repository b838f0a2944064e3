//! The changes of a client.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Change, ClientType, OpenMap, Scope, ScopeDataInput, wire};

/// What changes of a client (I: the members are those of its making, none required). Whether `null` clears is not documented.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientUpdate {
    /// What the client is; `type` on the wire.
    #[serde(rename = "type", default, skip_serializing_if = "Change::is_keep")]
    pub kind: Change<ClientType>,
    /// Full or given name, at least one character.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub name: Change<String>,
    /// Scopes, one or more.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub scopes: Change<Vec<Scope>>,
    /// ISO alpha-2 country codes.
    #[serde(
        default,
        deserialize_with = "wire::text_list_change",
        skip_serializing_if = "Change::is_keep"
    )]
    pub nationalities: Change<Vec<String>>,
    /// Id given by the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub external_id: Change<String>,
    /// Free data of the organisation.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub metadata: Change<OpenMap>,
    /// Date of birth, a plain date that no time zone shifts.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub birth_date: Change<Date>,
    /// Middle name.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub middle_name: Change<String>,
    /// Last name or names.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub last_name: Change<String>,
    /// Data that belongs to a legal regime.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub scope_data: Change<ScopeDataInput>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(ClientUpdate, kind, scopes);
