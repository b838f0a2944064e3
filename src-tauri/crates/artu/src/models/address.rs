//! Addresses of a client.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{AddressId, ClientId, OpenMap, Scope, wire};

open_enum! {
    /// What an address is for (D).
    AddressType {
        /// Where the client lives.
        Home = "home",
        /// Where the client works or trades.
        Business = "business",
        /// Where mail goes.
        Mailing = "mailing",
        /// The legal seat.
        Legal = "legal",
    }
}

/// One address of a client (S, D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// Id of the address.
    pub id: AddressId,
    /// The client it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// Scope it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// What it is for; `type` on the wire.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<AddressType>,
    /// Whether it is the client's first address.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub is_primary: bool,
    /// Street.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street: Option<String>,
    /// City.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// State.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Postal code, as text.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub postal_code: Option<String>,
    /// Country code.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub country: Option<String>,
    /// Id given by the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Free data of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<OpenMap>,
    /// Data that belongs to a legal regime.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_data: Option<AddressScopeData>,
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

discreet_debug!(Address, id, kind);

/// Scope data of an address, by country (S). `US` stays in `unknown`.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AddressScopeData {
    /// Mexican data.
    #[serde(rename = "MX", skip_serializing_if = "Option::is_none")]
    pub mx: Option<MxAddressData>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(AddressScopeData);

/// Mexican data of an address (S).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MxAddressData {
    /// Number on the street.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub exterior_number: Option<String>,
    /// Number inside the building.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub interior_number: Option<String>,
    /// Neighbourhood (colonia).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neighborhood: Option<String>,
    /// Municipality or borough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub municipality: Option<String>,
    /// The streets it lies between.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub between_streets: Option<String>,
    /// How to find it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Data for the banking commission, open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cnbv: Option<OpenMap>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(MxAddressData);
