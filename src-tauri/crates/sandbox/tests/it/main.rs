//! The sandbox over HTTP, as a client of the API sees it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, in its helpers too"
)]

mod binary;
mod caller;
mod contract;
mod control;
mod faults;
mod links;
mod listing;
mod offline;
mod permissions;
mod population;
mod promote;
