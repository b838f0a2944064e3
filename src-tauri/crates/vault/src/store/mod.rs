//! The file as a whole: connections, transactions, compression, the load of a first pull.

mod anchor;
mod bulk;
mod codec;
mod connect;
mod dictionary;
pub(crate) mod indexes;
mod place;
mod pull;
mod session;
mod transaction;
mod vault;
mod view;

pub(crate) use anchor::ANCHOR_FILE_NAME;
pub use codec::RecordCompressor;
pub(crate) use connect::{Purpose, connect};
pub use pull::{PullStore, PullWriter};
pub(crate) use session::Session;
pub use transaction::Transaction;
pub use vault::{Check, VAULT_FILE_NAME, Vault};
pub use view::View;
