//! Data of a client that belongs to a legal regime.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{OpenMap, wire};

/// Scope data of a client, by country (S). `US` is of unknown shape and stays in `unknown`.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ScopeData {
    /// Mexican data.
    #[serde(rename = "MX", skip_serializing_if = "Option::is_none")]
    pub mx: Option<MxScopeData>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

/// Mexican data of a client.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MxScopeData {
    /// Federal taxpayer code, as stored by the server; not checked here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rfc: Option<String>,
    /// Population registry code, as stored by the server; not checked here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curp: Option<String>,
    /// Line of business of a company (D).
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub giro_mercantil: Option<String>,
    /// Data per vulnerable activity, by its code (`AVI`, `INM`, …); open objects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actividad_vulnerable: Option<OpenMap>,
    /// Data of entities supervised by the banking commission.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cnbv: Option<CnbvData>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

impl MxScopeData {
    /// The data of one vulnerable activity, when it is an object.
    pub fn activity(&self, code: &str) -> Option<&OpenMap> {
        self.actividad_vulnerable.as_ref()?.get(code)?.as_object()
    }

    /// The user name at a virtual assets platform (`actividadVulnerable.AVI.username`, S).
    pub fn avi_username(&self) -> Option<&str> {
        self.activity("AVI")?
            .get("username")
            .and_then(Value::as_str)
    }
}

/// Data of entities supervised by the banking commission.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct CnbvData {
    /// Data of money transmitters.
    #[serde(rename = "TRANSMISOR", skip_serializing_if = "Option::is_none")]
    pub transmisor: Option<TransmisorData>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

/// Data of a client of a money transmitter (S).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TransmisorData {
    /// Account number at the transmitter.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub numero_cuenta: Option<String>,
    /// Code of the obliged entity.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub clave_sujeto_obligado: Option<String>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(ScopeData);
discreet_debug!(MxScopeData);
discreet_debug!(CnbvData);
discreet_debug!(TransmisorData);
