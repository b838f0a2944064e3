//! Pages of a list.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize, Serializer};

use super::{DecodeError, OpenMap, RawRecord, wire};

/// A whole number of an answer, which may come as text.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Count(#[serde(deserialize_with = "wire::whole")] pub(crate) u64);

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
    #[serde(
        default,
        deserialize_with = "wire::optional_whole",
        skip_serializing_if = "Option::is_none"
    )]
    pub total_count: Option<u64>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(Pagination, has_more, total_count);

/// One page of a list. Serialises with the members as the contract names them, each record and the pagination verbatim;
/// a bare list as a list.
#[derive(Clone)]
pub struct Page<T> {
    /// The records, in the order of the server.
    pub data: Vec<T>,
    /// Where the page stands.
    pub pagination: Pagination,
    /// Members of the page not named here.
    pub unknown: OpenMap,
    /// Members of the page or of its pagination that were not of their form; they are absent from `pagination` and
    /// `unknown`.
    pub malformed: Vec<DecodeError>,
    /// The server's clock when it answered, from its `Date` header.
    pub received: Option<Timestamp>,
    /// The pagination as it came; none in a bare list.
    pub(crate) raw_pagination: Option<RawRecord>,
}

impl<T: Serialize> Serialize for Page<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(pagination) = &self.raw_pagination else {
            return self.data.serialize(serializer);
        };
        write_members!(serializer, "data": &self.data, "pagination": pagination, .. &self.unknown)
    }
}

impl<T: fmt::Debug> fmt::Debug for Page<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("data", &self.data)
            .field("pagination", &self.pagination)
            .field("malformed", &self.malformed)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
