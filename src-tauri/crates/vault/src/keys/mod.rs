//! The key of a vault and the ways to keep it: wrapped under a passphrase, under a recovery code, or handed raw to the keychain.

mod file;
mod recovery;
mod wrap;

pub use file::{KEY_FILE_NAME, KeyFile};
pub use recovery::RecoveryCode;
pub use wrap::DerivationCost;

use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::column::{hex, unhex};

/// The random key of one vault, 32 bytes; wiped from memory when dropped. It has no `Debug` and no `Display`.
#[derive(Clone)]
pub struct VaultKey(Zeroizing<[u8; 32]>);

impl VaultKey {
    /// A new key from the system's random numbers.
    pub fn random() -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rand::fill(&mut bytes[..]);
        Self(bytes)
    }

    /// The key as 64 hexadecimal characters, for the keychain.
    pub fn to_hex(&self) -> SecretString {
        SecretString::from(hex(&self.0[..]))
    }

    /// The key read from 64 hexadecimal characters; `None` for anything else.
    pub fn from_hex(text: &SecretString) -> Option<Self> {
        let bytes = Zeroizing::new(unhex(text.expose_secret())?);
        Self::from_bytes(&bytes)
    }

    /// `PRAGMA name = "x'…'"`, the raw form that needs no derivation.
    pub(crate) fn pragma(&self, name: &str) -> Zeroizing<String> {
        let digits = Zeroizing::new(hex(&self.0[..]));
        Zeroizing::new(format!("PRAGMA {name} = \"x'{}'\";", digits.as_str()))
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut key = Zeroizing::new([0; 32]);
        if bytes.len() != key.len() {
            return None;
        }
        key.copy_from_slice(bytes);
        Some(Self(key))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_round_through_hexadecimal() {
        let key = VaultKey::random();
        let again = VaultKey::from_hex(&key.to_hex()).unwrap();
        assert_eq!(key.bytes(), again.bytes());
        assert!(VaultKey::from_hex(&SecretString::from("00".repeat(31))).is_none());
        assert!(VaultKey::from_hex(&SecretString::from("zz".repeat(32))).is_none());
    }

    #[test]
    fn two_keys_differ() {
        assert_ne!(VaultKey::random().bytes(), VaultKey::random().bytes());
    }
}
