//! Which clients to list.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    ClientId, DateFilter, IdFilter, ListRequest, MetadataFilter, NumberFilter, OpenMap,
    RiskAssessmentFilter, StringFilter, TagId,
};

/// What to list of the clients (the body is documented on sibling lists and assumed equal here, I).
pub type ListClients = ListRequest<ClientFilter>;

/// Which clients to list (member names D, on a sibling list).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClientFilter {
    /// Ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<IdFilter<ClientId>>,
    /// Free text, 1 to 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Type of client; `type` on the wire.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<StringFilter>,
    /// Primary or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_primary: Option<bool>,
    /// Age in whole years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<NumberFilter>,
    /// Full or given name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<StringFilter>,
    /// Last name or names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<StringFilter>,
    /// Primary e-mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<StringFilter>,
    /// Id given by the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<StringFilter>,
    /// Pairs of the organisation's free data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata_filters: Option<Vec<MetadataFilter>>,
    /// Risk assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub risk_assessment: Option<RiskAssessmentFilter>,
    /// Time of making.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<DateFilter>,
    /// Time of the last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<DateFilter>,
    /// Tags on the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag_ids: Option<IdFilter<TagId>>,
    /// Data of a legal regime, open; `MX` takes `rfc`, `curp` and `actividadVulnerable.AVI.username`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope_data: Option<OpenMap>,
    /// Members not named here, as they stand on the wire.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(ClientFilter, is_primary, updated_at);

impl ClientFilter {
    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl ListClients {
    /// Only clients changed at or after a time.
    #[must_use]
    pub fn updated_since(mut self, time: Timestamp) -> Self {
        self.filter.updated_at = Some(DateFilter::since(time));
        self
    }

    /// Only primary clients, or only the others.
    #[must_use]
    pub fn primary(mut self, is_primary: bool) -> Self {
        self.filter.is_primary = Some(is_primary);
        self
    }

    /// Only clients with one of these ids.
    #[must_use]
    pub fn ids(mut self, ids: impl IntoIterator<Item = ClientId>) -> Self {
        self.filter.id = Some(IdFilter::any_of(ids));
        self
    }

    /// Only clients that match a text of 1 to 200 characters.
    #[must_use]
    pub fn search(mut self, text: impl Into<String>) -> Self {
        self.filter.search = Some(text.into());
        self
    }

    /// Adds a member that the filter does not name, as it shall stand on the wire.
    #[must_use]
    pub fn filter_member(mut self, name: impl Into<String>, value: Value) -> Self {
        self.filter.unknown.insert(name.into(), value);
        self
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::SortDirection;
    use super::ListClients;

    #[test]
    fn body_has_only_what_was_asked() {
        assert_eq!(serde_json::to_value(ListClients::new()).unwrap(), json!({}));
        let list = ListClients::new()
            .limit(1_000)
            .updated_since("2026-01-02T03:04:05Z".parse().unwrap())
            .primary(false)
            .filter_member("hasDebt", json!({"in": ["x"]}))
            .sort_by("updatedAt", SortDirection::Asc)
            .with_total_count();
        let body = json!({
            "filter": {
                "isPrimary": false,
                "updatedAt": {"gte": "2026-01-02T03:04:05Z"},
                "hasDebt": {"in": ["x"]},
            },
            "sort": [{"field": "updatedAt", "direction": "asc"}],
            "limit": 200,
            "includeTotalCount": true,
        });
        assert_eq!(serde_json::to_value(&list).unwrap(), body);
        assert_eq!(serde_json::from_value::<ListClients>(body).unwrap(), list);
    }
}
