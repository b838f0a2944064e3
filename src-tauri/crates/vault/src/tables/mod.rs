//! One file or folder per table: its struct, its SQL, its read handle and its write handle.

pub mod clients;
pub mod dispositions;
pub mod finding_list;
pub mod findings;
pub mod households;
pub mod journal;
pub mod links;
pub mod notes;
pub mod operations;
mod places;
pub mod pulls;
pub mod quarantine;
pub mod rehearsed_findings;
pub mod reviews;
pub mod revisions;
pub mod rule_packs;
pub mod saved_views;
pub mod search;
pub mod settings;
pub mod shared_values;

/// A part of a list and how long the whole is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    /// The rows of the part asked for.
    pub rows: Vec<T>,
    /// How many rows the whole has.
    pub total: u64,
}

/// Writes an enum of words with its text in columns: `words!(Type { Variant = "text", … })`.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every word of this kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word, as it stands in columns and in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            /// The word read back; `None` for any other text.
            pub fn from_word(text: &str) -> Option<Self> {
                match text {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }

        impl rusqlite::types::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.as_str().into())
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(
                value: rusqlite::types::ValueRef<'_>,
            ) -> rusqlite::types::FromSqlResult<Self> {
                Self::from_word(value.as_str()?).ok_or(rusqlite::types::FromSqlError::InvalidType)
            }
        }
    };
}
pub(crate) use words;
