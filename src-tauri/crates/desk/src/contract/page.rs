//! The form of every list.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One page of a list, with the size of the whole.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows of this page.
    pub data: Vec<T>,
    /// Rows that match the filters, over all pages.
    pub total: u64,
    /// Rows there would be without filters, so that the window can say how many are hidden.
    pub all: u64,
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct Slice {
    /// Rows to pass over.
    pub offset: u64,
    /// Rows to return, at most 1,000.
    pub limit: u64,
}

impl Default for Slice {
    fn default() -> Self {
        Self {
            offset: 0,
            limit: 100,
        }
    }
}

impl Slice {
    /// Most rows of one page.
    const MOST: u64 = 1_000;

    /// The rows to return, kept within bounds.
    pub fn limit(self) -> u64 {
        self.limit.clamp(1, Self::MOST)
    }
}
