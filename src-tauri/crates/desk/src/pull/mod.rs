//! The pull: bringing the server's clients down without touching the analyst's work.
//!
//! A first pull reads everything, a delta what changed, a sweep everything again to find what is gone. Pages are stored
//! while the next one is on its way, each in one transaction with its progress. A delta is checked: that the server
//! honoured the filter, and that the server counts as many clients as are held; otherwise a sweep follows. A list that
//! showed too little is read a second time in full. What a sweep did not see is asked for one by one before it is marked as
//! gone. A record that does not fit costs one record, wherever it comes from.

mod decode;
mod difference;
mod fetch;
mod laps;
mod pass;
mod plan;
mod progress;
mod run;
mod single;
mod store;

pub(crate) use difference::is_unexplained as is_count_unexplained;
pub use run::run;
