#![doc = include_str!("../README.md")]
//!
//! # What it is, and what it is not
//!
//! It is the records of the API as Rust types that lose nothing ([`models`]), and one asynchronous client ([`Artu`])
//! that retries reads and sends every write exactly once.
//!
//! It keeps no state on disk, judges no record, and knows no program that uses it. Any crate may depend on it.

mod builder;
mod endpoints;
mod error;
mod frame;
pub mod models;
mod operations;
mod policy;
mod transport;

pub use builder::ArtuBuilder;
pub use endpoints::{
    Addresses, AlertItems, Alerts, Artu, AuditLogs, BankAccounts, Clients, ContactMethods,
    Documents, Identity, Links, Tags, Transactions,
};
pub use error::{Error, Issue, NetworkCause, NetworkFault, ServerText, SystemFault, TimeoutPhase};
pub use operations::{
    Effect, Mark, Operation, OperationName, OperationRow, Operations, OperationsError, PathFault,
    RequestPreview, Verb, Wrappers, Write,
};
pub use policy::{Proxy, RetryPolicy, Timeouts};
