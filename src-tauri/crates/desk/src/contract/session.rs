//! Profiles, set-up, locking and the state of the whole.

use artu::models::{ClientId, Environment};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{FindingCounts, LastPull, NetworkSettings, PullStatus};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Spanish of Mexico.
    #[default]
    Es,
    /// English.
    En,
}

/// How the vault's key is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Protection {
    /// In the keychain of the system.
    Keychain,
    /// Wrapped by a passphrase.
    Passphrase,
    /// In memory only: the sample, thrown away at the end.
    Session,
}

/// One organisation in one environment.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProfileView {
    /// The name given at set-up; unique.
    pub name: String,
    /// Address of the server.
    pub url: String,
    /// `test` or `live`.
    #[ts(type = "\"test\" | \"live\"")]
    pub environment: Environment,
    /// How the key is kept.
    pub protection: Protection,
    /// Whether this is the profile commands use.
    pub current: bool,
}

/// Where the program stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// No profile yet.
    Setup,
    /// A profile is chosen and its vault closed.
    Locked,
    /// The vault is open.
    Open,
}

/// What the window needs to draw its frame.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AppState {
    /// Version of the program.
    pub version: String,
    /// Language in force.
    pub language: Language,
    /// Where the program stands.
    pub phase: Phase,
    /// Whether another window has this vault open; then it cannot be opened here.
    pub open_elsewhere: bool,
    /// Every profile on this computer.
    pub profiles: Vec<ProfileView>,
    /// The one in use.
    pub current: Option<ProfileView>,
    /// Whether the system offers a keychain.
    pub keychain: bool,
    /// Counts of the open vault.
    pub status: Option<Status>,
}

/// The open vault in numbers.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// Name of the profile.
    pub profile: String,
    /// `test` or `live`.
    #[ts(type = "\"test\" | \"live\"")]
    pub environment: Environment,
    /// Address of the server.
    pub url: String,
    /// Name of the organisation as the server gave it.
    pub organisation: Option<String>,
    /// Name of the analyst as written in the journal.
    pub analyst: String,
    /// Clients held, without those gone.
    pub clients: u64,
    /// Primary clients.
    pub households: u64,
    /// Non-primary clients that no link reaches.
    pub orphans: u64,
    /// Clients the server no longer has.
    pub gone: u64,
    /// Records set aside.
    pub quarantined: u64,
    /// Findings by severity.
    pub findings: FindingCounts,
    /// Households whose review no longer matches their data.
    pub reviews_outdated: u64,
    /// The last pull that ended.
    pub last_pull: Option<LastPull>,
    /// What the pull does now.
    pub pull: PullStatus,
    /// Operations that want attention.
    pub operations: OperationCounts,
}

/// Operations by what they wait for.
#[derive(Debug, Clone, Copy, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OperationCounts {
    /// Recorded and not yet sent.
    pub waiting: u64,
    /// Stopped because the client moved.
    pub conflict: u64,
    /// Sent, with the answer lost.
    pub unknown: u64,
}

/// What this computer tells of itself, so that the vault can close in time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ComputerView {
    /// Whether it tells that the screen or the session locks.
    pub tells_lock: bool,
    /// Whether it tells that it goes to sleep.
    pub tells_sleep: bool,
}

/// What a new profile needs.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewProfileRequest {
    /// Its name; unique, 1 to 60 characters.
    pub name: String,
    /// Address of the server.
    pub url: String,
    /// `test` or `live`.
    #[ts(type = "\"test\" | \"live\"")]
    pub environment: Environment,
    /// The API key, as typed.
    #[ts(type = "string")]
    pub key: secrecy::SecretString,
    /// How the vault's key is kept; `session` is refused here.
    pub protection: Protection,
    /// Needed when `protection` is `passphrase`: at least 10 characters.
    #[ts(type = "string | null")]
    pub passphrase: Option<secrecy::SecretString>,
    /// The analyst's name for the journal.
    pub analyst: String,
    /// The network between this computer and the server.
    #[serde(default)]
    pub network: NetworkSettings,
    /// What replaces the operations of the contract, as in the advanced settings.
    #[serde(default)]
    #[ts(type = "unknown")]
    pub operations: serde_json::Value,
}

/// A profile just made.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NewProfileView {
    /// The profile.
    pub profile: ProfileView,
    /// Opens the vault when keychain or passphrase is lost. Shown this once, kept nowhere in clear.
    pub recovery_code: String,
}

/// How the vault is opened.
#[derive(Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", tag = "with", content = "secret")]
pub enum UnlockRequest {
    /// By the key in the system's keychain.
    #[serde(rename = "keychain")]
    Keychain,
    /// By the passphrase.
    #[serde(rename = "passphrase")]
    Passphrase(#[ts(type = "string")] secrecy::SecretString),
    /// By the recovery code.
    #[serde(rename = "recoveryCode")]
    RecoveryCode(#[ts(type = "string")] secrecy::SecretString),
}

/// A profile by its name.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProfileRequest {
    /// Its name.
    pub name: String,
}

/// A change of language.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LanguageRequest {
    /// The language to use from now on.
    pub language: Language,
}

/// A client named by its id.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClientRequest {
    /// Id of the client.
    #[ts(type = "string")]
    pub client_id: ClientId,
}

/// A household named by the id of its anchor.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HouseholdRequest {
    /// Id of the anchor.
    #[ts(type = "string")]
    pub household_id: ClientId,
}
