//! Answers of writes that make a record or change it.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{OpenMap, Record};

open_enum! {
    /// What a write did to a record (D).
    UpsertAction {
        /// It was made.
        Created = "created",
        /// It was changed.
        Updated = "updated",
        /// It was as asked for already.
        Skipped = "skipped",
    }
}

/// The record after the write, and what the write did (D). Serialises as it came.
#[derive(Clone)]
pub struct Upsert<T> {
    /// The record; `data` on the wire.
    pub record: Record<T>,
    /// What the write did.
    pub action: UpsertAction,
    /// Members not named here.
    pub unknown: OpenMap,
}

impl<T> Serialize for Upsert<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "data": &self.record, "action": &self.action, .. &self.unknown)
    }
}

impl<T: fmt::Debug> fmt::Debug for Upsert<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upsert")
            .field("record", &self.record)
            .field("action", &self.action)
            .finish_non_exhaustive()
    }
}
