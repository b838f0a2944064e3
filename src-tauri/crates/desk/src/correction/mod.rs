//! Correcting a client where a finding points: which members an update can change, what a new value does and nothing else, what the
//! rules would say of it, and the operation it becomes.

mod field;
mod places;
mod stage;
mod trial;

pub(crate) use places::places;
pub use stage::{correct, rehearse};
pub use trial::try_out;
