//! Answers of writes of many records.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use super::{OpenMap, Record, wire};

/// What became of a batch (D). Serialises as it came.
#[derive(Clone)]
pub enum BatchResult<T> {
    /// All or nothing was asked for, and all was done.
    Atomic {
        /// The records in the order of the request; `data` on the wire.
        records: Vec<Record<T>>,
        /// Members not named here.
        unknown: OpenMap,
    },
    /// Each record by itself.
    Partial {
        /// What was done.
        succeeded: Vec<BatchSuccess<T>>,
        /// What was not.
        failed: Vec<Record<BatchFailure>>,
        /// Members not named here.
        unknown: OpenMap,
    },
}

/// One record of a batch that was written (D). Serialises as it came.
#[derive(Clone)]
pub struct BatchSuccess<T> {
    /// Place in the request, from 0.
    pub index: u64,
    /// The record after the write; `data` on the wire.
    pub record: Record<T>,
    /// Members not named here.
    pub unknown: OpenMap,
}

impl<T> Serialize for BatchResult<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Atomic { records, unknown } => {
                write_members!(serializer, "data": records, .. unknown)
            }
            Self::Partial {
                succeeded,
                failed,
                unknown,
            } => {
                write_members!(serializer, "succeeded": succeeded, "failed": failed, .. unknown)
            }
        }
    }
}

impl<T> Serialize for BatchSuccess<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_members!(serializer, "index": &self.index, "data": &self.record, .. &self.unknown)
    }
}

impl<T: fmt::Debug> fmt::Debug for BatchResult<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Atomic { records, .. } => f
                .debug_struct("Atomic")
                .field("records", records)
                .finish_non_exhaustive(),
            Self::Partial {
                succeeded, failed, ..
            } => f
                .debug_struct("Partial")
                .field("succeeded", succeeded)
                .field("failed", failed)
                .finish_non_exhaustive(),
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for BatchSuccess<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BatchSuccess")
            .field("index", &self.index)
            .field("record", &self.record)
            .finish_non_exhaustive()
    }
}

/// One record of a batch that was not written (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct BatchFailure {
    /// Place in the request, from 0.
    #[serde(deserialize_with = "wire::whole")]
    pub index: u64,
    /// Why not.
    pub error: BatchFault,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(BatchFailure, index);

/// Why one record of a batch was not written, in the words of the server (D).
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct BatchFault {
    /// What is wrong, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(BatchFault);
