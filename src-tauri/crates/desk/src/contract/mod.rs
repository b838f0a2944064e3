//! What crosses to the window and to scripts: requests, views, events, error codes and the list of commands.
//!
//! The command line prints the same views as JSON, so a name here is a promise: members may be added, never renamed.
//! The TypeScript side is generated from these types by [`typescript::generate`]; a test fails when it is stale.

mod client;
mod commands;
mod connection;
mod correction;
mod disposition;
mod error;
mod event;
mod export;
mod finding;
mod household;
mod journal;
mod matrix;
mod missing;
mod notice;
mod operation;
mod page;
mod pull;
mod review;
mod rules;
mod saved_view;
mod search;
mod session;
pub mod typescript;
mod vault;

pub use client::*;
pub use commands::NAMES as COMMAND_NAMES;
pub use connection::*;
pub use correction::*;
pub use disposition::*;
pub use error::*;
pub use event::*;
pub use export::*;
pub use finding::*;
pub use household::*;
pub use journal::*;
pub use matrix::*;
pub use missing::*;
pub use notice::*;
pub use operation::*;
pub use page::*;
pub use pull::*;
pub use review::*;
pub use rules::*;
pub use saved_view::*;
pub use search::*;
pub use session::*;
pub use vault::*;
