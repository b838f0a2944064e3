//! The command line through its own binary, against a local server over HTTP.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failure here is a failed test"
)]

mod bench;
mod exports;
mod identifiers;
mod links;
mod missing;
mod operations;
mod profiles;
mod pulls;
mod reading;
mod rules;
mod trouble;
mod vault;
