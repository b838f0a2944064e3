//! The key of a vault and the ways to keep it: wrapped under a passphrase, under a recovery code, or handed raw to the keychain.

mod file;
mod recovery;
mod wrap;

pub use file::{KEY_FILE_NAME, KeyFile, RecoveryCodeStanding, Secret};
pub use recovery::RecoveryCode;
pub use wrap::DerivationCost;

use rand::{TryRng as _, rngs::SysRng};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use crate::column::hex;

/// The name of a key, which gives nothing of it away: a digest of 32 random bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyId(String);

/// The random key of one vault, 32 bytes; wiped from memory when dropped. It has no `Debug` and no `Display`. The bytes stay in
/// one place: a value that moves would leave a copy behind on the stack.
pub struct VaultKey(Box<Zeroizing<[u8; 32]>>);

impl Clone for VaultKey {
    fn clone(&self) -> Self {
        let mut key = Self::zeros();
        key.0.copy_from_slice(&self.0[..]);
        key
    }
}

impl VaultKey {
    /// A new key from the system's random numbers.
    pub fn random() -> Self {
        let mut key = Self::zeros();
        fill(&mut key.0[..]);
        key
    }

    fn zeros() -> Self {
        Self(Box::new(Zeroizing::new([0; 32])))
    }

    /// The key as 64 hexadecimal characters, for the keychain.
    pub fn to_hex(&self) -> SecretString {
        let mut text = String::with_capacity(2 * self.0.len());
        self.push_hex(&mut text);
        SecretString::from(text)
    }

    /// The key read from 64 hexadecimal characters; `None` for anything else.
    pub fn from_hex(text: &SecretString) -> Option<Self> {
        let (pairs, rest) = text.expose_secret().as_bytes().as_chunks::<2>();
        let mut key = Self::zeros();
        if !rest.is_empty() || pairs.len() != key.0.len() {
            return None;
        }
        for (byte, [high, low]) in key.0.iter_mut().zip(pairs) {
            let digit = |character: u8| char::from(character).to_digit(16);
            *byte = u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()?;
        }
        Some(key)
    }

    /// The name of the key.
    pub fn id(&self) -> KeyId {
        let digest = Sha256::new()
            .chain_update(b"vinculo-key-id-1")
            .chain_update(&self.0[..])
            .finalize();
        KeyId(hex(&digest[..16]))
    }

    /// A key for another purpose, which tells nothing about this one.
    pub(crate) fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let digest = Sha256::new()
            .chain_update(b"vinculo-derived-1")
            .chain_update(&self.0[..])
            .chain_update(purpose.as_bytes())
            .finalize();
        Zeroizing::new(digest.into())
    }

    /// `x'…'`, the raw form that `SQLCipher` needs no derivation for.
    pub(crate) fn raw(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(2 * self.0.len() + 3));
        text.push_str("x'");
        self.push_hex(&mut text);
        text.push('\'');
        text
    }

    /// `PRAGMA name = "x'…'"`.
    pub(crate) fn pragma(&self, name: &str) -> Zeroizing<String> {
        pragma(name, &self.raw())
    }

    /// The same statement in length and form, with a key of zeros, under a name that no pragma has. Prepared after
    /// [`Self::pragma`] it takes the memory that the statement before gave back, and so writes over the key in it.
    pub(crate) fn blank_pragma(name: &str) -> Zeroizing<String> {
        pragma(&name.replace('e', "_"), &Self::zeros().raw())
    }

    /// Whole digits at once, into memory that is large enough: nothing is left behind by growing.
    fn push_hex(&self, text: &mut String) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        for byte in self.0.iter() {
            text.push(char::from(DIGITS[usize::from(byte >> 4)]));
            text.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut key = Self::zeros();
        if bytes.len() != key.0.len() {
            return None;
        }
        key.0.copy_from_slice(bytes);
        Some(key)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Random bytes straight from the system: a generator in between would keep them in its buffer.
fn fill(bytes: &mut [u8]) {
    if SysRng.try_fill_bytes(bytes).is_err() {
        // The same source, which may answer the second time; without it there is no key.
        rand::fill(bytes);
    }
}

fn pragma(name: &str, raw: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(name.len() + raw.len() + 16));
    for part in ["PRAGMA ", name, " = \"", raw, "\";"] {
        text.push_str(part);
    }
    text
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
