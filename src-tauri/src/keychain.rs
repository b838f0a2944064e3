//! The system's keychain, lent to the use cases.

use desk::{Keychain, KeychainError};
use keyring::Entry;
use secrecy::{ExposeSecret, SecretString};

/// Name of the program in the keychain.
const SERVICE: &str = "mx.vinculo.desktop";

/// The keychain of the system this runs on.
pub(crate) struct SystemKeychain;

impl SystemKeychain {
    fn entry(name: &str) -> Result<Entry, KeychainError> {
        Entry::new(SERVICE, name).map_err(|_| KeychainError::Unavailable)
    }
}

impl Keychain for SystemKeychain {
    fn available(&self) -> bool {
        let probe = Self::entry("probe").map(|entry| entry.get_password());
        matches!(probe, Ok(Ok(_) | Err(keyring::Error::NoEntry)))
    }

    fn get(&self, name: &str) -> Result<SecretString, KeychainError> {
        match Self::entry(name)?.get_password() {
            Ok(secret) => Ok(secret.into()),
            Err(keyring::Error::NoEntry) => Err(KeychainError::Missing),
            Err(_) => Err(KeychainError::Unavailable),
        }
    }

    fn set(&self, name: &str, secret: &SecretString) -> Result<(), KeychainError> {
        Self::entry(name)?
            .set_password(secret.expose_secret())
            .map_err(|_| KeychainError::Unavailable)
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        match Self::entry(name)?.delete_credential() {
            Ok(()) => Ok(()),
            Err(keyring::Error::NoEntry) => Err(KeychainError::Missing),
            Err(_) => Err(KeychainError::Unavailable),
        }
    }
}
