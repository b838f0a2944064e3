//! The form in which a failure reaches a person or a script.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What went wrong, in a word a program can act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// No profile exists or none is chosen.
    NoProfile,
    /// A profile of that name exists already.
    ProfileExists,
    /// The vault is closed; it must be unlocked first.
    Locked,
    /// The passphrase, recovery code or stored key does not open the vault.
    WrongKey,
    /// Too many secrets were wrong; the next try is to wait.
    TooManyTries,
    /// The system has no keychain, or it refuses.
    KeychainUnavailable,
    /// Another window or command holds this vault.
    InUse,
    /// What was asked for is not in the vault.
    NotFound,
    /// The request itself is wrong.
    Usage,
    /// The server cannot be reached; everything stored stays usable.
    Offline,
    /// The server's certificate is not trusted; nothing was sent.
    Untrusted,
    /// The server does not know the key.
    Unauthorised,
    /// The key lacks a permission.
    Forbidden,
    /// The server asks to slow down.
    RateLimited,
    /// The server failed.
    Server,
    /// The answer was not what the contract says.
    Protocol,
    /// The server refused the request.
    Refused,
    /// The data moved since it was looked at.
    Conflict,
    /// Nobody knows yet whether the write was carried out.
    Unknown,
    /// The person cancelled.
    Cancelled,
    /// The disk is full.
    DiskFull,
    /// The folder or file cannot be written.
    ReadOnly,
    /// The vault was written by a newer version.
    NewerVault,
    /// The vault is damaged.
    Damaged,
    /// A fault of this program.
    Internal,
}

/// A failure as it is shown: what happened, what is safe, what to do.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppError {
    /// The word a program acts on.
    pub code: Code,
    /// A sentence for a person, in their language, free of personal data.
    pub message: String,
    /// Whether trying again can help.
    pub retryable: bool,
    /// More for support, free of personal data: a permission, a place in an answer, validation issues.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(type = "unknown", optional)]
    pub details: Option<serde_json::Value>,
}
