//! Pages of a list.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{OpenMap, wire};

/// Where a page stands in its list (D).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pagination {
    /// Whether another page follows.
    pub has_more: bool,
    /// What to ask the next page with; opaque, not to be kept between runs.
    #[serde(
        default,
        deserialize_with = "wire::loose_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub next_cursor: Option<String>,
    /// Number of records in the whole list, when it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_count: Option<u64>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(Pagination, has_more, total_count);

/// One page of a list.
#[derive(Debug, Clone)]
pub struct Page<T> {
    /// The records, in the order of the server.
    pub data: Vec<T>,
    /// Where the page stands.
    pub pagination: Pagination,
    /// The server's clock when it answered, from its `Date` header.
    pub received: Option<Timestamp>,
}
