//! The use cases against a real sandbox over HTTP, with real encrypted vaults.

// The lint spares functions marked as tests only, not what they share.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod backup;
mod contract;
mod correction;
mod decisions;
mod export;
mod finding_filters;
mod findings;
mod forget;
mod households;
mod keys;
mod matrix;
mod missing;
mod notice;
mod offline;
mod operations;
mod operations_mix;
mod portfolio;
mod promote;
mod promote_lost;
mod pull;
mod pull_faults;
mod pull_hostile;
mod retention;
mod review;
mod rules;
mod saved_views;
mod secrets;
mod session;
mod settings;
mod support;
