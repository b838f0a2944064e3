//! Ways to reach a client.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ClientId, ContactMethodId, OpenMap, wire};

open_enum! {
    /// The kind of a contact method (D).
    ContactMethodType {
        /// E-mail address.
        Email = "email",
        /// Land line.
        Phone = "phone",
        /// Mobile phone.
        Mobile = "mobile",
        /// Fax.
        Fax = "fax",
    }
}

/// One way to reach a client (S, D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactMethod {
    /// Id of the contact method.
    pub id: ContactMethodId,
    /// The client it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// Its kind; `type` on the wire.
    #[serde(rename = "type")]
    pub kind: ContactMethodType,
    /// The address or number.
    pub value: String,
    /// Whether it is the first of its kind.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub is_primary: bool,
    /// Label for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Id given by the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// Whether the server counts it as verified.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub is_verified: bool,
    /// When it was verified.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub verified_at: Option<Timestamp>,
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

discreet_debug!(ContactMethod, id, kind);
