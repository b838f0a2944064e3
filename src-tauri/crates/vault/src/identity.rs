//! The ids of the API, as this crate uses them.

pub(crate) use artu::models::{ClientId, LinkId};
