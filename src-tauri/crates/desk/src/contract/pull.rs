//! The pull as it is shown.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::AppError;

/// What a pull brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PullKind {
    /// Everything, into an empty vault.
    First,
    /// What changed since the last one.
    Delta,
    /// Everything again, to find what is gone.
    Sweep,
}

/// The pull at this moment.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase", tag = "state")]
pub enum PullStatus {
    /// Nothing runs.
    #[serde(rename = "idle")]
    Idle,
    /// A pull runs.
    #[serde(rename = "pulling", rename_all = "camelCase")]
    Pulling {
        /// What it brings.
        kind: PullKind,
        /// What it is at.
        step: PullStep,
        /// Clients read or checked so far.
        done: u64,
        /// Clients the server counts, when it says so, or those that are held.
        total: Option<u64>,
        /// Clients a second, over the last seconds.
        rate: f64,
    },
    /// The server cannot be reached.
    #[serde(rename = "offline", rename_all = "camelCase")]
    Offline {
        /// Since when.
        #[ts(type = "string")]
        since: Timestamp,
    },
    /// The server refuses the key or the request.
    #[serde(rename = "refused", rename_all = "camelCase")]
    Refused {
        /// Why, and what to do.
        error: AppError,
    },
    /// The pull stopped; what was committed is safe.
    #[serde(rename = "failed", rename_all = "camelCase")]
    Failed {
        /// Why, and what to do.
        error: AppError,
    },
}

/// What a pull that runs is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PullStep {
    /// It reads clients and stores them.
    Reading,
    /// It runs the rules over every client that is held.
    Checking,
}

/// A pull that ended.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LastPull {
    /// What it brought.
    pub kind: PullKind,
    /// When it began.
    #[ts(type = "string")]
    pub started_at: Timestamp,
    /// When it ended; nothing when it was cut short.
    #[ts(type = "string | null")]
    pub finished_at: Option<Timestamp>,
    /// Whether it saw everything it set out to see.
    pub complete: bool,
}

/// What a pull did.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PullReport {
    /// What it brought.
    pub kind: PullKind,
    /// Whether it saw everything it set out to see.
    pub complete: bool,
    /// Clients read.
    pub clients: u64,
    /// Clients that were new.
    pub added: u64,
    /// Clients that changed.
    pub changed: u64,
    /// Clients the server no longer has.
    pub gone: u64,
    /// Records this pull set aside.
    pub quarantined: u64,
    /// Requests sent, repeated ones included.
    pub requests: u64,
    /// Wall time.
    pub seconds: f64,
}

/// How to pull.
#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct PullRequest {
    /// Read everything again and find what is gone.
    pub sweep: bool,
}

/// A record that did not fit and was set aside.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct QuarantineRow {
    /// Id of the record, when it could be read, else a number of ours.
    pub id: String,
    /// Why it did not fit.
    pub reason: String,
    /// Where in the record.
    pub place: String,
    /// When it was seen.
    #[ts(type = "string")]
    pub seen_at: Timestamp,
}
