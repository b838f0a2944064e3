//! The two languages in which everything is explained.

use serde::{Deserialize, Serialize};

/// Language of a text: Spanish of Mexico, which comes first, or English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Spanish (Mexico).
    #[default]
    Es,
    /// English.
    En,
}

impl Language {
    /// The first text in Spanish, the second in English.
    pub fn pick<T>(self, spanish: T, english: T) -> T {
        match self {
            Self::Es => spanish,
            Self::En => english,
        }
    }
}
