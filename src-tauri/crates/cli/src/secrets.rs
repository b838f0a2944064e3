//! Secrets: from the environment or standard input, never from an argument.

use std::{
    env,
    io::{self, BufRead, IsTerminal},
};

use desk::contract::UnlockRequest;
use secrecy::SecretString;

use crate::failure::{Failure, Problem};

const API_KEY: &str = "VINCULO_API_KEY";
const PASSPHRASE: &str = "VINCULO_PASSPHRASE";
const RECOVERY_CODE: &str = "VINCULO_RECOVERY_CODE";
const NEW_PASSPHRASE: &str = "VINCULO_NEW_PASSPHRASE";
const BACKUP_PASSPHRASE: &str = "VINCULO_BACKUP_PASSPHRASE";
const BACKUP_RECOVERY_CODE: &str = "VINCULO_BACKUP_RECOVERY_CODE";

/// The API key: from the environment, else the first line of standard input when that is no terminal.
pub(crate) fn api_key() -> Result<SecretString, Failure> {
    if let Some(key) = variable(API_KEY) {
        return Ok(key);
    }
    let input = io::stdin();
    if input.is_terminal() {
        return Err(Problem::ApiKey.into());
    }
    let mut line = String::new();
    input.lock().read_line(&mut line)?;
    let key = line.trim();
    if key.is_empty() {
        Err(Problem::ApiKey.into())
    } else {
        Ok(key.into())
    }
}

/// The passphrase of a new profile.
pub(crate) fn passphrase() -> Result<SecretString, Failure> {
    variable(PASSPHRASE).ok_or_else(|| Problem::Passphrase.into())
}

/// What opens the vault: the passphrase, else the recovery code.
pub(crate) fn unlock() -> Result<UnlockRequest, Failure> {
    let passphrase = variable(PASSPHRASE).map(UnlockRequest::Passphrase);
    passphrase
        .or_else(|| variable(RECOVERY_CODE).map(UnlockRequest::RecoveryCode))
        .ok_or_else(|| Problem::Locked.into())
}

/// A passphrase to take the place of the one before.
pub(crate) fn new_passphrase() -> Option<SecretString> {
    variable(NEW_PASSPHRASE)
}

/// What opened the vault when a backup was made, when it is not what opens it now.
pub(crate) fn unlock_backup() -> Option<UnlockRequest> {
    let passphrase = variable(BACKUP_PASSPHRASE).map(UnlockRequest::Passphrase);
    passphrase.or_else(|| variable(BACKUP_RECOVERY_CODE).map(UnlockRequest::RecoveryCode))
}

/// The API key, when the environment gives one.
pub(crate) fn given_api_key() -> Option<SecretString> {
    variable(API_KEY)
}

fn variable(name: &str) -> Option<SecretString> {
    env::var(name)
        .ok()
        .filter(|value| !value.is_empty())
        .map(Into::into)
}
