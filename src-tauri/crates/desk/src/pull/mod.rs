//! The pull: bringing the server's clients down without touching the analyst's work.
//!
//! A first pull reads everything, a delta what changed, a sweep everything again to find what is gone. Pages are stored
//! while the next one is on its way, each in one transaction with its progress. A delta is checked: that the server
//! honoured the filter, and that the server counts as many clients as are held; otherwise a sweep follows. What a sweep
//! did not see is asked for one by one before it is marked as gone.

mod fetch;
mod pass;
mod plan;
mod progress;
mod run;
mod store;
mod unchecked;

pub use run::run;
