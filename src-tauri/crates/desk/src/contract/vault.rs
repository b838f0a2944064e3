//! The vault as a file: its keys, its backups, its soundness.

use jiff::Timestamp;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{JournalCheck, Protection, UnlockRequest};

/// Whether a recovery code opens the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryCodeState {
    /// None does.
    None,
    /// One does, and nobody has said yet that it was written down.
    Unconfirmed,
    /// One does.
    Confirmed,
}

/// The ways to open the vault of the profile in use.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VaultKeysView {
    /// How the key is kept.
    pub protection: Protection,
    /// Whether a passphrase opens it.
    pub passphrase: bool,
    /// Whether a recovery code opens it.
    pub recovery_code: RecoveryCodeState,
}

/// The files of a vault, as far as the disk tells without opening them.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VaultFilesView {
    /// Bytes of all of them, with what was kept aside when a vault was replaced.
    pub bytes: u64,
    /// When the analyst's own work was last kept beside the vault by itself.
    #[ts(type = "string | null")]
    pub work_kept_at: Option<Timestamp>,
}

/// A new passphrase in place of the one before.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangePassphraseRequest {
    /// What opens the vault now: the passphrase before, or the recovery code when it was forgotten.
    pub current: UnlockRequest,
    /// The new one: at least 10 characters.
    #[ts(type = "string")]
    pub new: SecretString,
}

/// Another way to keep the key.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ChangeProtectionRequest {
    /// What opens the vault now.
    pub current: UnlockRequest,
    /// `keychain` or `passphrase`.
    pub protection: Protection,
    /// Needed for `passphrase`: at least 10 characters.
    #[ts(type = "string | null")]
    pub passphrase: Option<SecretString>,
}

/// A new recovery code beside the one before, which opens until the new one is confirmed.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RenewRecoveryCodeRequest {
    /// What opens the vault now.
    pub current: UnlockRequest,
}

/// A new key for the file. The recovery code changes with it; keychain or passphrase stay.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RekeyRequest {
    /// What opens the vault now.
    pub current: UnlockRequest,
    /// A new passphrase; needed when the profile has one and `current` is not it.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub passphrase: Option<SecretString>,
}

/// A recovery code just made.
#[derive(Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecoveryCodeView {
    /// Shown this once, kept nowhere in clear. To be confirmed once it is written down.
    pub recovery_code: String,
}

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BackupKind {
    /// The whole vault.
    Whole,
    /// The analyst's own work, without the copy of Artu's data and without the API key.
    Work,
}

/// A backup to be written.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupRequest {
    /// What it holds.
    pub kind: BackupKind,
}

/// A backup that was written and verified.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// The file.
    pub file: String,
    /// What it holds.
    pub kind: BackupKind,
    /// Its size.
    pub bytes: u64,
    /// When it was made.
    #[ts(type = "string")]
    pub made_at: Timestamp,
    /// Clients in it.
    pub clients: u64,
    /// Operations in it.
    pub operations: u64,
    /// Reviews in it.
    pub reviews: u64,
    /// Entries of the journal in it.
    pub entries: u64,
    /// Hash of the last entry, hexadecimal.
    pub head: String,
}

/// A backup to take the place of the vault.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestoreRequest {
    /// What opens the vault of the profile.
    pub current: UnlockRequest,
    /// What opened the vault when the backup was made, when that is something else.
    #[serde(default)]
    pub backup: Option<UnlockRequest>,
    /// Take it although it is of another profile or environment.
    #[serde(default)]
    pub another_profile: bool,
}

/// A vault made anew from the analyst's own work that is kept beside it, and what a damaged file still gives.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RebuildRequest {
    /// What opens the vault.
    pub current: UnlockRequest,
}

/// What took the place of the vault.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RestoreView {
    /// What it holds. After `work` the clients are to be pulled again.
    pub kind: BackupKind,
    /// From when it is.
    #[ts(type = "string")]
    pub made_at: Timestamp,
    /// Clients in it.
    pub clients: u64,
    /// Operations in it.
    pub operations: u64,
    /// Reviews in it.
    pub reviews: u64,
    /// Entries of its journal.
    pub entries: u64,
    /// Name of the file beside the vault that keeps what was replaced; nothing when there was nothing.
    pub kept_aside: Option<String>,
}

/// What checking the whole vault found.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VaultCheck {
    /// Whether everything is in order.
    pub ok: bool,
    /// Whether every page is as it was written.
    pub pages_authentic: bool,
    /// Whether the structure of the database holds together.
    pub structure_sound: bool,
    /// The journal's chain.
    pub journal: JournalCheck,
    /// The room it takes; nothing when damage keeps it from being counted.
    pub room: Option<VaultRoom>,
    /// What to say to a person.
    pub message: String,
}

/// The room that a vault takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct VaultRoom {
    /// Bytes of all its files, with what was kept aside when a vault was replaced.
    pub bytes: u64,
    /// Earlier versions of clients.
    pub revisions: u64,
    /// Bytes that the earlier versions take in the vault.
    pub revision_bytes: u64,
    /// When the first of the earlier versions gave way to another.
    #[ts(type = "string | null")]
    pub oldest: Option<Timestamp>,
}

/// How long earlier versions of clients are kept, and the room they take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RetentionView {
    /// Years after which a version that gave way to another is dropped; nothing when they are kept for ever.
    pub years: Option<u32>,
    /// The room they take.
    pub room: VaultRoom,
}

/// How long earlier versions of clients are to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RetentionRequest {
    /// Years, from 10 to 100; nothing for ever.
    pub years: Option<u32>,
}
