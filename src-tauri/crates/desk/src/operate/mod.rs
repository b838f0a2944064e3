//! Operations: every write to Artu, stored first, checked against the server's present state, sent at most once, then
//! read back. An answer that is lost leaves the outcome unknown until a read settles it; nothing is sent twice.

mod list;
mod promote;
mod proof;
mod reconnect;
mod rehearse;
mod send;
mod settle;
mod stored;

pub use list::{cancel, list};
pub use promote::promote;
pub use reconnect::pull_and_send;
pub use rehearse::rehearse_promotion;
pub use send::send_waiting;
pub use settle::settle;
