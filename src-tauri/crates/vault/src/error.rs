//! What can go wrong in the store, in the terms a caller can act on.
//!
//! No variant carries personal data, a key or a value of a row.

use std::path::PathBuf;

/// A failure of the store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The key does not open the file: it is missing, wrong, or the file is not a database at all.
    #[error("the key does not open the vault, or the file is not a vault")]
    WrongKey,
    /// The passphrase unwraps none of the copies in the key file.
    #[error("the passphrase does not open the key file")]
    WrongPassphrase,
    /// The recovery code unwraps none of the copies in the key file.
    #[error("the recovery code does not open the key file")]
    WrongRecoveryCode,
    /// What was typed is not a recovery code: a character or the check character is off.
    #[error("the recovery code is mistyped")]
    MistypedRecoveryCode,
    /// The key file is damaged or of a form this program does not know.
    #[error("the key file cannot be read: {what}")]
    KeyFile {
        /// Which part is off.
        what: &'static str,
    },
    /// The file was written by a newer version of the program.
    #[error("the vault has version {found}, this program knows up to {known}")]
    NewerFile {
        /// The version found in the file.
        found: i64,
        /// The newest version this program knows.
        known: i64,
    },
    /// The key opens the file, and the file is something else than a vault.
    #[error("the file is not a vault")]
    NotAVault,
    /// The file is no backup of a vault.
    #[error("the file is not a backup")]
    NotABackup,
    /// There is a vault or file already; none is overwritten.
    #[error("there is a vault or file here already")]
    AlreadyThere,
    /// The file, or the row that was named, is not there.
    #[error("{what} is not there")]
    Missing {
        /// What was looked for.
        what: &'static str,
    },
    /// The file under the vault's name is not the one that was opened: it was removed, moved or replaced.
    #[error("the vault was removed or replaced while it was open")]
    Moved,
    /// The vault was closed; it has to be opened again with its key.
    #[error("the vault is closed")]
    Closed,
    /// Another process holds the file; trying again helps.
    #[error("the vault is in use by another process")]
    Busy,
    /// The disk is full; nothing of the transaction was kept.
    #[error("the disk is full")]
    DiskFull,
    /// The file or its folder cannot be written.
    #[error("the vault cannot be written")]
    ReadOnly,
    /// The content is damaged.
    #[error("the vault is damaged: {what}")]
    Corrupt {
        /// Which part.
        what: &'static str,
    },
    /// The step is not allowed from the state the row is in.
    #[error("an operation that is {from} cannot become {to}")]
    IllegalTransition {
        /// The state the operation is in.
        from: &'static str,
        /// The state asked for.
        to: &'static str,
    },
    /// The maker of an operation cannot approve it.
    #[error("the maker of an operation cannot approve it")]
    MakerCannotApprove,
    /// A client cannot be forgotten.
    #[error("the client cannot be forgotten: {0:?}")]
    StillHeld(Holds),
    /// A value given by the caller cannot be stored.
    #[error("{what} cannot be stored")]
    Unstorable {
        /// Which value.
        what: &'static str,
    },
    /// Reading or writing a file failed.
    #[error("reading or writing a file failed")]
    Io {
        /// Where, when known.
        path: Option<PathBuf>,
        /// The failure of the operating system.
        #[source]
        source: std::io::Error,
    },
    /// `SQLite` failed in a way that none of the other variants says.
    #[error("the database failed")]
    Sqlite(#[source] rusqlite::Error),
}

/// What keeps a client from being forgotten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Artu still gives it: the next pull would bring it back.
    Listed,
    /// The record of another client that Artu still gives names it: the next pull would bring that back.
    Named,
    /// An operation with it is not settled.
    Operation,
}

/// What a function of the store gives back.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Whether doing the same again later can help.
    pub fn retryable(&self) -> bool {
        matches!(self, Self::Busy | Self::DiskFull | Self::Io { .. })
    }

    pub(crate) fn io(path: &std::path::Path, source: std::io::Error) -> Self {
        Self::Io {
            path: Some(path.to_owned()),
            source,
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match &error {
            rusqlite::Error::QueryReturnedNoRows => Self::Missing { what: "the row" },
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..) => Self::Corrupt {
                what: "a column holds what it cannot",
            },
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                // Whether the key is wrong is told where a file is opened; an open one is damaged.
                ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => {
                    Self::Corrupt { what: "a page" }
                }
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                ErrorCode::DiskFull => Self::DiskFull,
                ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly,
                _ => Self::Sqlite(error),
            },
            _ => Self::Sqlite(error),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(source: std::io::Error) -> Self {
        Self::Io { path: None, source }
    }
}
