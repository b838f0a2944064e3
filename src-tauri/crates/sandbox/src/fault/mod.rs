//! Faults on demand: scripted for the next requests that match, or at random from a seed.

mod kind;
mod script;

pub use kind::{FaultKind, RetryAfter};
pub use script::{Fault, RandomFaults};

pub(crate) use script::{Played, Script};
