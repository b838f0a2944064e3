//! The way to the server: trying it before anything is stored, and how a profile speaks with it.

pub(crate) mod settings;
mod trial;

pub use settings::{change, show};
pub use trial::{check, test};
