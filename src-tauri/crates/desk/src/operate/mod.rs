//! Operations: every write to Artu, stored first, checked against the server's present state, sent at most once, then
//! read back. An answer that is lost leaves the outcome unknown until a read settles it; nothing is sent twice.
//!
//! The way is the same for every kind; what a kind rests on, when it holds and how it is proven stands in [`kind`].

mod act;
mod basis;
mod conflict;
mod kind;
mod list;
mod members;
mod outcome;
mod proof;
mod queue;
mod reading;
mod reconnect;
mod record;
mod rehearse;
mod send;
mod settle;
mod sketch;
mod stored;
mod write;

pub use list::{cancel, list, show};
pub(crate) use list::{count, each};
pub use reconnect::pull_and_send;
pub use record::{operate, promote};
pub use rehearse::{rehearse, rehearse_promotion};
pub use send::send_waiting;
pub use settle::settle;
