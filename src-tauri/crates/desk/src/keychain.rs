//! The keychain of the system, as far as the use cases need one.

use secrecy::SecretString;

/// Why the keychain did not serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeychainError {
    /// There is none, or it is locked.
    #[error("the system keychain is not available")]
    Unavailable,
    /// It holds nothing under that name.
    #[error("the system keychain holds no key for this profile")]
    Missing,
    /// What it holds under that name is no key of this vault.
    #[error("the system keychain holds another key for this profile")]
    Changed,
}

/// A place of the system that keeps one secret per name.
pub trait Keychain: Send + Sync {
    /// Whether secrets can be kept at all.
    fn available(&self) -> bool;

    /// The secret kept under `name`.
    ///
    /// # Errors
    /// When there is no keychain or it holds nothing.
    fn get(&self, name: &str) -> Result<SecretString, KeychainError>;

    /// Keeps `secret` under `name`.
    ///
    /// # Errors
    /// When there is no keychain.
    fn set(&self, name: &str, secret: &SecretString) -> Result<(), KeychainError>;

    /// Forgets what is kept under `name`.
    ///
    /// # Errors
    /// When there is no keychain or it holds nothing.
    fn remove(&self, name: &str) -> Result<(), KeychainError>;
}

/// For systems and programs without a keychain.
#[derive(Debug, Default, Clone, Copy)]
pub struct NoKeychain;

impl Keychain for NoKeychain {
    fn available(&self) -> bool {
        false
    }

    fn get(&self, _: &str) -> Result<SecretString, KeychainError> {
        Err(KeychainError::Unavailable)
    }

    fn set(&self, _: &str, _: &SecretString) -> Result<(), KeychainError> {
        Err(KeychainError::Unavailable)
    }

    fn remove(&self, _: &str) -> Result<(), KeychainError> {
        Err(KeychainError::Unavailable)
    }
}
