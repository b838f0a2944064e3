//! The body that asks for a list of clients.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{ClientId, ClientType, OpenMap};

/// What to list (the body is documented on sibling lists and assumed equal here, I).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ListClients {
    /// Which clients.
    #[serde(skip_serializing_if = "ClientFilter::is_empty")]
    pub filter: ClientFilter,
    /// In which order, first key first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sort: Vec<Sort>,
    /// Where to go on, from the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// How many records to skip; for page numbers, not stable while the list changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
    /// Page size, 1 to 200; the server takes 20 when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
    /// Whether to count the whole list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_total_count: Option<bool>,
}

/// Greatest page size that the server takes (D).
pub(crate) const LARGEST_PAGE: u32 = 200;

impl ListClients {
    /// Every client, in pages of the server's own size.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the page size; brought into 1 to 200.
    #[must_use]
    pub fn limit(mut self, limit: u32) -> Self {
        self.limit = Some(limit.clamp(1, LARGEST_PAGE));
        self
    }

    /// Goes on from a cursor.
    #[must_use]
    pub fn cursor(mut self, cursor: impl Into<String>) -> Self {
        self.cursor = Some(cursor.into());
        self
    }

    /// Skips records.
    #[must_use]
    pub fn offset(mut self, offset: u64) -> Self {
        self.offset = Some(offset);
        self
    }

    /// Asks for the number of records in the whole list.
    #[must_use]
    pub fn with_total_count(mut self) -> Self {
        self.include_total_count = Some(true);
        self
    }

    /// Adds a sort key. The direction member is inferred (I).
    #[must_use]
    pub fn sort_by(mut self, field: impl Into<String>, direction: SortDirection) -> Self {
        self.sort.push(Sort {
            field: field.into(),
            direction: Some(direction),
        });
        self
    }

    /// Only clients changed at or after a time.
    #[must_use]
    pub fn updated_since(mut self, time: Timestamp) -> Self {
        self.filter.updated_at = Some(TimeFilter {
            gte: Some(time),
            ..TimeFilter::default()
        });
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
        self.filter.id = Some(IdFilter {
            any_of: ids.into_iter().collect(),
        });
        self
    }

    /// Only clients that match a text of 1 to 200 characters.
    #[must_use]
    pub fn search(mut self, text: impl Into<String>) -> Self {
        self.filter.search = Some(text.into());
        self
    }

    /// Adds a filter member as it shall stand on the wire.
    #[must_use]
    pub fn filter_member(mut self, name: impl Into<String>, value: Value) -> Self {
        self.filter.extension.insert(name.into(), value);
        self
    }
}

/// Which clients to list (member names D, on a sibling list).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ClientFilter {
    /// One of these ids.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<IdFilter>,
    /// Free text, 1 to 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// Type of client.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<ClientType>,
    /// Primary or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_primary: Option<bool>,
    /// Id given by the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<TextFilter>,
    /// Time of making.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<TimeFilter>,
    /// Time of the last change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<TimeFilter>,
    /// Any other member, as it stands on the wire.
    #[serde(flatten)]
    pub extension: OpenMap,
}

discreet_debug!(ClientFilter, is_primary, updated_at);

impl ClientFilter {
    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Ids to keep.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct IdFilter {
    /// One of these; `in` on the wire.
    #[serde(rename = "in")]
    pub any_of: Vec<ClientId>,
}

/// A text to match.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TextFilter {
    /// Equal to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eq: Option<String>,
    /// One of these; `in` on the wire.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub any_of: Option<Vec<String>>,
    /// Containing; the wire name is inferred (I).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
}

/// A span of time.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimeFilter {
    /// After.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gt: Option<Timestamp>,
    /// At or after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gte: Option<Timestamp>,
    /// Before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lt: Option<Timestamp>,
    /// At or before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lte: Option<Timestamp>,
}

/// One sort key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sort {
    /// Name of the member to sort by.
    pub field: String,
    /// Which way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<SortDirection>,
}

/// Which way to sort (I).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SortDirection {
    /// Smallest first.
    Asc,
    /// Greatest first.
    Desc,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{ListClients, SortDirection};

    #[test]
    fn body_has_only_what_was_asked() {
        assert_eq!(serde_json::to_value(ListClients::new()).unwrap(), json!({}));
        let list = ListClients::new()
            .limit(1_000)
            .updated_since("2026-01-02T03:04:05Z".parse().unwrap())
            .primary(false)
            .filter_member("tagIds", json!({"in": ["x"]}))
            .sort_by("updatedAt", SortDirection::Asc)
            .with_total_count();
        let body = json!({
            "filter": {
                "isPrimary": false,
                "updatedAt": {"gte": "2026-01-02T03:04:05Z"},
                "tagIds": {"in": ["x"]},
            },
            "sort": [{"field": "updatedAt", "direction": "asc"}],
            "limit": 200,
            "includeTotalCount": true,
        });
        assert_eq!(serde_json::to_value(&list).unwrap(), body);
        assert_eq!(serde_json::from_value::<ListClients>(body).unwrap(), list);
    }
}
