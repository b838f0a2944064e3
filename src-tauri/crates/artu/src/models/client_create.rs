//! The body that makes a client.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ClientType, OpenMap, Scope, ScopeDataInput, wire};

/// What is sent to make a client (D). Type, name and scopes are required; whether it is primary is not said here.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientCreate {
    /// What the client is; `type` on the wire.
    #[serde(rename = "type")]
    pub kind: ClientType,
    /// Full or given name, at least one character.
    pub name: String,
    /// Scopes, one or more.
    pub scopes: Vec<Scope>,
    /// ISO alpha-2 country codes.
    #[serde(
        default,
        deserialize_with = "wire::text_list",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub nationalities: Vec<String>,
    /// Id given by the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// Date of birth.
    #[serde(
        default,
        deserialize_with = "wire::optional_date",
        skip_serializing_if = "Option::is_none"
    )]
    pub birth_date: Option<Date>,
    /// Middle name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// Last name or names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Data that belongs to a legal regime.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_data: Option<ScopeDataInput>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(ClientCreate, kind, scopes);

impl ClientCreate {
    /// The least that makes a client.
    pub fn new(kind: ClientType, name: impl Into<String>, scopes: Vec<Scope>) -> Self {
        Self {
            kind,
            name: name.into(),
            scopes,
            nationalities: Vec::new(),
            external_id: None,
            metadata: None,
            birth_date: None,
            middle_name: None,
            last_name: None,
            scope_data: None,
            unknown: OpenMap::new(),
        }
    }
}
