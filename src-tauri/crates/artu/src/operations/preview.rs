//! A request as it will be sent.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::verb::Verb;
use crate::models::Environment;

/// The exact request of a write, to be shown before it is sent. The key is not part of it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct RequestPreview {
    /// The method.
    pub method: Verb,
    /// The path below the base address, percent-encoded as it goes over the wire.
    pub path: String,
    /// The environment that is named in the header.
    pub environment: Environment,
    /// The JSON body; `None` for no body at all.
    pub body: Option<Value>,
}

impl fmt::Debug for RequestPreview {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The path may hold an id given by the organisation, which may name a person.
        f.debug_struct("RequestPreview")
            .field("method", &self.method)
            .field("environment", &self.environment)
            .finish_non_exhaustive()
    }
}
