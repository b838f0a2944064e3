//! The body that asks for a list.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::OpenMap;

/// What to list (D). `F` is the filter; an open object where the members of a filter are not documented.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    default,
    bound(
        serialize = "F: Serialize + Default + PartialEq",
        deserialize = "F: Deserialize<'de> + Default"
    )
)]
pub struct ListRequest<F = OpenMap> {
    /// Which records.
    #[serde(skip_serializing_if = "is_default")]
    pub filter: F,
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

fn is_default<F: Default + PartialEq>(filter: &F) -> bool {
    *filter == F::default()
}

/// Greatest page size that the server takes (D).
pub(crate) const LARGEST_PAGE: u32 = 200;

impl<F: Default> ListRequest<F> {
    /// Every record, in pages of the server's own size.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<F> ListRequest<F> {
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
            unknown: OpenMap::new(),
        });
        self
    }
}

/// Shows no filter: it may hold personal data.
impl<F> fmt::Debug for ListRequest<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListRequest")
            .field("sort", &self.sort)
            .field("offset", &self.offset)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}

/// One sort key.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Sort {
    /// Name of the member to sort by.
    pub field: String,
    /// Which way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<SortDirection>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(Sort, field, direction);

open_enum! {
    /// Which way to sort (I).
    SortDirection {
        /// Smallest first.
        Asc = "asc",
        /// Greatest first.
        Desc = "desc",
    }
}
