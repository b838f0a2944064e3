//! Data of a legal regime as it is sent: a member can be left alone, cleared or set.

use serde::{Deserialize, Serialize};

use super::{Change, OpenMap};

/// Scope data of a client as it is sent, by country (member names S, clearing by `null` I). `US` goes into `unknown`.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ScopeDataInput {
    /// Mexican data.
    #[serde(rename = "MX", default, skip_serializing_if = "Change::is_keep")]
    pub mx: Change<MxScopeDataInput>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(ScopeDataInput);

/// Mexican data of a client as it is sent.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MxScopeDataInput {
    /// Federal taxpayer code; the server checks it, not this type.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub rfc: Change<String>,
    /// Population registry code; the server checks it, not this type.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub curp: Change<String>,
    /// Line of business of a company (D).
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub giro_mercantil: Change<String>,
    /// Data per vulnerable activity, by its code (`AVI`, `INM`, …); open objects.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub actividad_vulnerable: Change<OpenMap>,
    /// Data of entities supervised by the banking commission; `TRANSMISOR` is the known member.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub cnbv: Change<OpenMap>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(MxScopeDataInput);

/// Scope data of an address as it is sent, by country (S, clearing I). `US` goes into `unknown`.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct AddressScopeDataInput {
    /// Mexican data.
    #[serde(rename = "MX", default, skip_serializing_if = "Change::is_keep")]
    pub mx: Change<MxAddressDataInput>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(AddressScopeDataInput);

/// Mexican data of an address as it is sent (S).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MxAddressDataInput {
    /// Number on the street.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub exterior_number: Change<String>,
    /// Number inside the building.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub interior_number: Change<String>,
    /// Neighbourhood (colonia).
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub neighborhood: Change<String>,
    /// Municipality or borough.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub municipality: Change<String>,
    /// The streets it lies between.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub between_streets: Change<String>,
    /// How to find it.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub reference: Change<String>,
    /// Data for the banking commission, open.
    #[serde(default, skip_serializing_if = "Change::is_keep")]
    pub cnbv: Change<OpenMap>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(MxAddressDataInput);
