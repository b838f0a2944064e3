//! The languages a report speaks.

/// The language of a report's own words. The data stays as it came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Spanish of Mexico.
    #[default]
    Es,
    /// English.
    En,
}

impl Language {
    /// The BCP 47 tag, such as `es-MX`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Es => "es-MX",
            Self::En => "en-US",
        }
    }

    /// The text of the two that is in this language.
    pub(crate) fn pick<T>(self, es: T, en: T) -> T {
        match self {
            Self::Es => es,
            Self::En => en,
        }
    }
}
