//! The client as it is embedded in a link.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ClientId, ClientType, Employment, OpenMap, Scope, ScopeData, wire};

/// The short client inside a link: no primary flag, contact data or child lists (S).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClientSummary {
    /// Id of the client.
    pub id: ClientId,
    /// What the client is; `type` on the wire.
    #[serde(rename = "type")]
    pub kind: ClientType,
    /// Full name, or the given name where `last_name` is there too.
    pub name: String,
    /// Scopes.
    #[serde(default, deserialize_with = "wire::null_as_default")]
    pub scopes: Vec<Scope>,
    /// When the client was made.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// When the client was last changed.
    #[serde(
        default,
        deserialize_with = "wire::optional_time",
        skip_serializing_if = "Option::is_none"
    )]
    pub updated_at: Option<Timestamp>,
    /// Country codes. The wire has a list, one text or null; all read as a list.
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
    /// Date of birth, a plain date that no time zone shifts.
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
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub last_name: Option<String>,
    /// Employment at the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub employment: Option<Employment>,
    /// Data that belongs to a legal regime.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_data: Option<ScopeData>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(ClientSummary, id, kind);

impl ClientSummary {
    /// Name for people: given, middle and last name in this order, as far as they are there.
    pub fn full_name(&self) -> String {
        join_names(
            &self.name,
            self.middle_name.as_deref(),
            self.last_name.as_deref(),
        )
    }
}

/// Joins the parts of a name; a part that `name` holds already is not repeated.
pub(super) fn join_names(name: &str, middle: Option<&str>, last: Option<&str>) -> String {
    let mut full = name.trim().to_owned();
    for part in [middle, last].into_iter().flatten().map(str::trim) {
        if !part.is_empty() && !holds(name, part) {
            full.push(' ');
            full.push_str(part);
        }
    }
    full
}

/// Whether `name` ends with `part` as whole words, or has it in the middle.
fn holds(name: &str, part: &str) -> bool {
    name.contains(part) && format!(" {} ", name.trim()).contains(&format!(" {part} "))
}

#[cfg(test)]
mod tests {
    use super::join_names;

    #[test]
    fn joins_parts_and_does_not_repeat_them() {
        assert_eq!(
            join_names("Ana", Some("María"), Some("Pérez")),
            "Ana María Pérez"
        );
        assert_eq!(join_names("Ana Pérez", None, Some("Pérez")), "Ana Pérez");
        assert_eq!(join_names("Anabel", None, Some("Ana")), "Anabel Ana");
        assert_eq!(join_names("Acme SA", Some(" "), None), "Acme SA");
    }
}
