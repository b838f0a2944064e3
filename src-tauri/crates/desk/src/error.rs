//! What can go wrong in a use case, and how it is told.

use serde_json::json;

use crate::{
    KeychainError,
    contract::{AppError, Code, Language},
    rules::PackFault,
    text,
};

/// A failure of a use case. Its text is for developers; people read [`Error::to_app`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No profile is chosen or there is none of that name.
    #[error("no such profile")]
    NoProfile,
    /// The name of a profile is taken.
    #[error("a profile of that name exists")]
    ProfileExists,
    /// The register of profiles cannot be read.
    #[error("the register of profiles is damaged")]
    DamagedRegister,
    /// The vault is closed.
    #[error("the vault is locked")]
    Locked,
    /// The keychain did not serve.
    #[error(transparent)]
    Keychain(#[from] KeychainError),
    /// Another window or command holds the vault or runs a pull.
    #[error("the vault is in use elsewhere")]
    InUse,
    /// Too many secrets were wrong; the next try is to wait.
    #[error("too many wrong tries; wait {seconds} s")]
    TooSoon {
        /// Seconds until the next try.
        seconds: u64,
    },
    /// The key file is there and the vault's file is not.
    #[error("the file of the vault is gone")]
    VaultGone,
    /// What was asked for is not in the vault.
    #[error("not found")]
    NotFound,
    /// The request itself is wrong.
    #[error("wrong request: {0:?}")]
    Usage(Usage),
    /// A setting of the connection is wrong.
    #[error("wrong setting: {0:?}")]
    Settings(SettingsFault),
    /// The findings are not those that were shown.
    #[error("the findings are no longer those that were shown")]
    FindingsMoved,
    /// What was copied is not what the list says now.
    #[error("the list is no longer the one that was copied")]
    ListMoved,
    /// The name of a saved view is taken.
    #[error("a saved view of that name exists")]
    ViewExists {
        /// The screen of the one that has it.
        screen: String,
    },
    /// An operation is not in a state that allows this.
    #[error("the operation is no longer in a state that allows this")]
    OperationState,
    /// A rule pack is not taken.
    #[error("the rule pack is not taken: {0:?}")]
    Rules(PackFault),
    /// The person cancelled.
    #[error("cancelled")]
    Cancelled,
    /// A thread ended before its work did.
    #[error("the work was interrupted")]
    Interrupted,
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// The server or the way to it failed.
    #[error(transparent)]
    Artu(#[from] artu::Error),
    /// A file could not be written.
    #[error(transparent)]
    Report(#[from] report::ReportError),
    /// A file or folder failed.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// Something stored by this program cannot be read back.
    #[error("stored data cannot be read")]
    Stored(#[from] serde_json::Error),
}

/// What is wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// The name of a profile is empty or longer than 60 characters.
    ProfileName,
    /// The address is no address.
    Url,
    /// A passphrase is shorter than ten characters.
    ShortPassphrase,
    /// That protection cannot be chosen.
    Protection,
    /// The backup is of another profile or environment.
    AnotherProfile,
    /// A backup of the work alone has no API key, and the vault there is gives none.
    ApiKeyForWork,
    /// A new key for a vault with a passphrase needs the passphrase.
    PassphraseForNewKey,
    /// Earlier versions are kept ten years at least and a hundred at most, or for ever.
    Retention,
    /// A reason is required.
    Reason,
    /// A note is required.
    Note,
    /// That a client is forgotten must be confirmed.
    ForgetConfirmation,
    /// In live the act must be confirmed.
    Confirmation,
    /// That format does not exist for that subject.
    Format,
    /// A client cannot be linked to itself.
    LinkToItself,
    /// The relationship of a link is missing.
    Relationship,
    /// The same link was given twice.
    RepeatedLink,
    /// A new client needs a type, a name and a scope.
    NewClient,
    /// A change changes nothing.
    NoChange,
    /// A member cannot be corrected by an update of the client.
    NotCorrectable,
    /// A member must not be empty.
    ValueRequired,
    /// A text is no date.
    NotADate,
    /// A text is no list of country codes.
    NotCountries,
    /// More findings than are decided about at once.
    TooManyFindings,
    /// The name of a saved view is empty or longer than 60 characters.
    ViewName,
}

/// What is wrong with a setting of the connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingsFault {
    /// A number is outside its bounds, which begin at 1.
    Number {
        /// The setting as it is written in JSON.
        name: &'static str,
        /// The greatest number.
        most: u32,
    },
    /// The address of the proxy is no http or https address, or holds a user and password.
    Proxy,
    /// The authority is no certificate in PEM form.
    Certificate,
    /// The table of operations cannot be used.
    Operations(artu::OperationsError),
}

impl From<PackFault> for Error {
    fn from(fault: PackFault) -> Self {
        Self::Rules(fault)
    }
}

impl Error {
    /// The form in which the failure reaches a person or a script.
    pub fn to_app(&self, language: Language) -> AppError {
        let code = self.code();
        AppError {
            code,
            message: match self {
                Self::Usage(usage) => text::usage(*usage, language).into(),
                Self::Settings(fault) => text::settings_fault(fault, language),
                Self::TooSoon { seconds } => text::too_soon(*seconds, language),
                Self::Keychain(KeychainError::Missing | KeychainError::Changed) => {
                    text::keychain_lost(language).into()
                }
                Self::Vault(vault::Error::AlreadyThere) => text::file_exists(language).into(),
                Self::Vault(vault::Error::NotABackup) => text::no_backup(language).into(),
                Self::Vault(vault::Error::Missing {
                    what: "the analyst's work",
                }) => text::no_work(language).into(),
                Self::Vault(vault::Error::Missing {
                    what: "the vault" | "the key file",
                }) => text::vault_missing(language).into(),
                Self::Rules(fault) => text::pack_fault(fault, language),
                Self::FindingsMoved => text::findings_moved(language).into(),
                Self::ListMoved => text::list_moved(language).into(),
                Self::ViewExists { screen } => text::view_exists(screen, language),
                Self::VaultGone => text::vault_gone(language).into(),
                Self::Vault(vault::Error::StillHeld(holds)) => {
                    text::still_held(*holds, language).into()
                }
                Self::Vault(vault::Error::Busy) => text::failure(Code::InUse, language).into(),
                Self::Vault(vault::Error::Moved) => text::vault_moved(language).into(),
                Self::Vault(vault::Error::Corrupt { .. } | vault::Error::NotAVault) => {
                    text::vault_damaged(language).into()
                }
                Self::Vault(vault::Error::KeyFile { .. }) => {
                    text::key_file_damaged(language).into()
                }
                _ => text::failure(code, language).into(),
            },
            retryable: matches!(
                code,
                Code::Offline
                    | Code::RateLimited
                    | Code::Server
                    | Code::InUse
                    | Code::Protocol
                    | Code::TooManyTries
            ),
            details: self.details(),
        }
    }

    /// The word a program acts on.
    pub fn code(&self) -> Code {
        match self {
            Self::NoProfile => Code::NoProfile,
            Self::ProfileExists => Code::ProfileExists,
            Self::DamagedRegister | Self::Stored(_) | Self::VaultGone => Code::Damaged,
            Self::TooSoon { .. } => Code::TooManyTries,
            Self::Locked => Code::Locked,
            Self::Keychain(KeychainError::Unavailable) => Code::KeychainUnavailable,
            Self::Keychain(KeychainError::Missing | KeychainError::Changed) => Code::WrongKey,
            Self::InUse => Code::InUse,
            Self::NotFound => Code::NotFound,
            Self::Usage(_) | Self::Settings(_) => Code::Usage,
            Self::Rules(fault) => pack_code(fault),
            Self::OperationState
            | Self::FindingsMoved
            | Self::ListMoved
            | Self::ViewExists { .. } => Code::Conflict,
            Self::Cancelled | Self::Report(report::ReportError::Cancelled) => Code::Cancelled,
            Self::Vault(error) => vault_code(error),
            Self::Artu(error) => artu_code(error),
            Self::Io(error) => io_code(error.kind()),
            Self::Report(report::ReportError::Rows(source)) => source
                .downcast_ref::<Self>()
                .map_or(Code::Internal, Self::code),
            Self::Report(error) => error.file_failure().map_or(Code::Internal, io_code),
            Self::Interrupted => Code::Internal,
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        match self {
            Self::Vault(error @ vault::Error::KeyFile { .. }) => {
                Some(json!({ "file": "keys", "what": error.to_string() }))
            }
            Self::Usage(Usage::AnotherProfile) => Some(json!({ "confirm": "anotherProfile" })),
            Self::TooSoon { seconds } => Some(json!({ "waitSeconds": seconds })),
            Self::ViewExists { screen } => Some(json!({ "screen": screen })),
            Self::Artu(artu::Error::Forbidden {
                permission,
                message,
            }) => permission
                .as_deref()
                .or(Some(message.as_str()).filter(|text| !text.is_empty()))
                .map(|permission| json!({ "permission": permission })),
            Self::Artu(artu::Error::Validation { issues, .. }) => Some(json!({
                "issues": issues.iter().map(|issue| json!({ "path": issue.path, "message": issue.message.as_str() })).collect::<Vec<_>>()
            })),
            Self::Artu(artu::Error::Protocol { place, reason, .. }) => {
                Some(json!({ "place": place, "reason": reason }))
            }
            Self::Artu(artu::Error::RateLimited {
                retry_after: Some(wait),
                ..
            }) => Some(json!({ "retryAfterSeconds": wait.as_secs() })),
            Self::Artu(artu::Error::Server { status, .. }) => Some(json!({ "status": status })),
            Self::Vault(vault::Error::NewerFile { found, known }) => {
                Some(json!({ "found": found, "known": known }))
            }
            Self::Vault(error @ vault::Error::Corrupt { .. }) => {
                Some(json!({ "what": error.to_string() }))
            }
            _ => None,
        }
    }
}

fn vault_code(error: &vault::Error) -> Code {
    match error {
        vault::Error::WrongKey
        | vault::Error::WrongPassphrase
        | vault::Error::WrongRecoveryCode
        | vault::Error::MistypedRecoveryCode => Code::WrongKey,
        vault::Error::Closed => Code::Locked,
        vault::Error::NewerFile { .. } => Code::NewerVault,
        vault::Error::Busy => Code::InUse,
        vault::Error::DiskFull => Code::DiskFull,
        vault::Error::ReadOnly => Code::ReadOnly,
        vault::Error::Corrupt { .. }
        | vault::Error::NotAVault
        | vault::Error::KeyFile { .. }
        | vault::Error::Moved
        | vault::Error::Missing {
            what: "the vault" | "the key file",
        } => Code::Damaged,
        vault::Error::AlreadyThere | vault::Error::NotABackup => Code::Usage,
        vault::Error::Missing { .. } => Code::NotFound,
        vault::Error::IllegalTransition { .. } | vault::Error::StillHeld(_) => Code::Conflict,
        vault::Error::Io { source, .. } => io_code(source.kind()),
        _ => Code::Internal,
    }
}

fn artu_code(error: &artu::Error) -> Code {
    match error {
        artu::Error::Unauthorised { .. } => Code::Unauthorised,
        artu::Error::Forbidden { .. } => Code::Forbidden,
        artu::Error::NotFound { .. } => Code::NotFound,
        artu::Error::Conflict { .. } => Code::Conflict,
        artu::Error::Validation { .. } | artu::Error::Refused { .. } => Code::Refused,
        artu::Error::RateLimited { .. } => Code::RateLimited,
        artu::Error::Server { .. } => Code::Server,
        artu::Error::Network {
            fault: artu::NetworkFault::NotTrusted,
            ..
        } => Code::Untrusted,
        artu::Error::Network { .. } | artu::Error::Timeout { .. } => Code::Offline,
        artu::Error::Protocol { .. } => Code::Protocol,
        artu::Error::Request { .. } => Code::Usage,
        _ => Code::Internal,
    }
}

fn pack_code(fault: &PackFault) -> Code {
    match fault {
        PackFault::Key => Code::Damaged,
        PackFault::NotOffered | PackFault::NoFile => Code::NotFound,
        PackFault::Adopted | PackFault::VersionTaken | PackFault::Surpassed => Code::Conflict,
        PackFault::NotAPack
        | PackFault::Taken
        | PackFault::Signature
        | PackFault::Table(_)
        | PackFault::Name
        | PackFault::UnknownSigner => Code::Usage,
    }
}

fn io_code(kind: std::io::ErrorKind) -> Code {
    match kind {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Code::DiskFull,
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            Code::ReadOnly
        }
        _ => Code::Internal,
    }
}
