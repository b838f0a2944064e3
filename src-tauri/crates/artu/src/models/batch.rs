//! Answers of writes of many records.

use serde::{Deserialize, Serialize};

use super::{OpenMap, Record};

/// What became of a batch (D).
#[derive(Debug, Clone)]
pub enum BatchResult<T> {
    /// All or nothing was asked for, and all was done: the records in the order of the request.
    Atomic(Vec<Record<T>>),
    /// Each record by itself.
    Partial {
        /// What was done.
        succeeded: Vec<BatchSuccess<T>>,
        /// What was not.
        failed: Vec<BatchFailure>,
    },
}

/// One record of a batch that was written (D).
#[derive(Debug, Clone)]
pub struct BatchSuccess<T> {
    /// Place in the request, from 0.
    pub index: u64,
    /// The record after the write; `data` on the wire.
    pub record: Record<T>,
}

/// One record of a batch that was not written (D).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct BatchFailure {
    /// Place in the request, from 0.
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
