//! The use cases of the back office, and the contract with its window.
//!
//! Each thing an analyst can do is one module here: it takes what it uses, calls the crates below, and returns a view
//! of [`contract`]. It knows no window and no command line; both are built on it. Only `cli` and the desktop package
//! may depend on it.
//!
//! [`Desk`] holds the profiles and the open [`Session`]; what reads or writes the vault takes the session and blocks,
//! what talks to the server is asynchronous.

pub mod backup;
pub mod client;
mod clock;
pub mod connection;
pub mod contract;
pub mod correction;
mod desk;
mod error;
pub mod export;
pub mod finding;
mod folder;
pub mod forget;
pub mod household;
mod identifier;
pub mod journal;
mod keychain;
mod keys;
mod lock;
pub mod matrix;
pub mod missing;
mod nested;
pub mod notice;
pub mod operate;
pub mod pull;
pub mod quarantine;
pub mod retention;
pub mod review;
pub mod rules;
pub mod saved_view;
pub mod search;
mod session;
pub mod status;
mod text;
mod words;

pub use clock::{Clock, SystemClock};
pub use desk::Desk;
pub use error::{Error, SettingsFault, Usage};
pub use folder::{DataFolder, Profile};
pub use keychain::{Keychain, KeychainError, NoKeychain};
pub use session::{CheckTurn, Session};
