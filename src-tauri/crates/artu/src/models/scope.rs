//! Scopes: the legal regime that a record falls under.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A code `country:regulator:activity`, or `base` for none (S). Unknown codes are kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Scope(pub String);

impl Scope {
    /// The codes that the reference names (S).
    pub const KNOWN: [&'static str; 13] = [
        "base",
        "MX",
        "MX:AV",
        "MX:AV:ARI",
        "MX:AV:AVI",
        "MX:AV:INM",
        "MX:AV:JYS",
        "MX:AV:MJR",
        "MX:AV:MPC",
        "MX:AV:TSC",
        "MX:AV:VEH",
        "MX:CNBV",
        "MX:CNBV:TRANSMISOR",
    ];

    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The vulnerable activity (`ARI`, `AVI`, …) of a code `MX:AV:…`.
    pub fn vulnerable_activity(&self) -> Option<&str> {
        self.0.strip_prefix("MX:AV:")
    }
}

impl From<&str> for Scope {
    fn from(code: &str) -> Self {
        Self(code.to_owned())
    }
}

impl From<String> for Scope {
    fn from(code: String) -> Self {
        Self(code)
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
