//! The keys of a vault: opening with one, and changing each without loss at a crash at any point.
//!
//! What a change writes is always so that the old way opens until the new one does: a copy is added before another is dropped,
//! and while the file is put under a new key the copies of both keys stand beside it (ADR 8). Every change asks for what opens
//! the vault now, also while it is open.

mod change;
mod open;
mod rekey;
mod tries;
mod window;

pub(crate) use open::{Found, Opened, open_vault};
pub(crate) use rekey::hold_alone;
pub(crate) use window::watch;
