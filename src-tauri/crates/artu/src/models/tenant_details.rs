//! The organisation that a key belongs to.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{OpenMap, Scope, TenantId, wire};

/// Details of the organisation (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantDetails {
    /// Id of the record.
    pub id: TenantId,
    /// Name, scope data and settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<TenantData>,
    /// Scopes that the organisation works under.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub scopes: Vec<Scope>,
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

discreet_debug!(TenantDetails, id, scopes);

/// What the organisation says of itself (D).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantData {
    /// Name of the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Data per legal regime, open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_data: Option<OpenMap>,
    /// Settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<TenantSettings>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(TenantData);

/// Settings of the organisation (D).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantSettings {
    /// Whether the server checks postal codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_postal_code_validation: Option<bool>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(TenantSettings, enable_postal_code_validation);

impl TenantDetails {
    /// Name of the organisation.
    pub fn name(&self) -> Option<&str> {
        self.data.as_ref()?.name.as_deref()
    }

    /// Taxpayer code of the organisation.
    pub fn rfc(&self) -> Option<&str> {
        let scope_data = self.data.as_ref()?.scope_data.as_ref()?;
        scope_data.get("MX")?.get("rfc").and_then(Value::as_str)
    }
}
