//! The sandbox over HTTP, as a client of the API sees it.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking, in its helpers too"
)]

mod binary;
mod caller;
mod cases;
mod children;
mod contract;
mod control;
mod copies;
mod faults;
mod faults_lists;
mod faults_payloads;
mod links;
mod listing;
mod log;
mod offline;
mod permissions;
mod population;
mod population_file;
mod promote;
