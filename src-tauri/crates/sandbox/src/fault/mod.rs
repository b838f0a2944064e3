//! Faults on demand: scripted for the next requests that match, asked for by one request of its own,
//! or at random from a seed.

mod kind;
mod payload;
mod random;
mod script;
mod target;

pub use kind::{FaultKind, RetryAfter};
pub use payload::PayloadForm;
pub use random::RandomFaults;
pub use script::Fault;

pub(crate) use script::{Played, Script};
pub(crate) use target::Target;
