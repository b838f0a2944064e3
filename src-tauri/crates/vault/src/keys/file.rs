//! The key file: the wrapped copies of a vault's key, as JSON beside the vault. It is of no use without one of the secrets.

use std::{fs, path::Path};

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::{
    DerivationCost, RecoveryCode, VaultKey,
    wrap::{Opener, WrappedKey},
};
use crate::{
    disk::replace_file,
    error::{Error, Result},
};

/// The name of the key file in the folder of a profile.
pub const KEY_FILE_NAME: &str = "vault.key.json";

const VERSION: u32 = 1;

/// The wrapped copies of one vault's key. Without a passphrase the key lies in the keychain. While the file is put under a new key,
/// the copies of both keys stand here: one of them opens it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeyFile {
    version: u32,
    copies: Vec<WrappedKey>,
}

/// What opens a copy.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// What the analyst remembers.
    Passphrase(&'a SecretString),
    /// What the analyst wrote down.
    RecoveryCode(&'a RecoveryCode),
}

/// Whether a recovery code opens the vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveryCodeStanding {
    /// None does.
    None,
    /// One does that nobody has said yet was written down.
    Unconfirmed,
    /// One does.
    Confirmed,
}

impl Default for KeyFile {
    fn default() -> Self {
        Self {
            version: VERSION,
            copies: Vec::new(),
        }
    }
}

impl KeyFile {
    /// Reads the key file of a folder. [`Error::Missing`] when there is none.
    pub fn load(folder: &Path) -> Result<Self> {
        let path = folder.join(KEY_FILE_NAME);
        let bytes = fs::read(&path).map_err(|source| match source.kind() {
            std::io::ErrorKind::NotFound => Error::Missing {
                what: "the key file",
            },
            _ => Error::io(&path, source),
        })?;
        let file: Self =
            serde_json::from_slice(&bytes).map_err(|_| Error::KeyFile { what: "the JSON" })?;
        if file.version != VERSION {
            return Err(Error::KeyFile {
                what: "a version this program does not know",
            });
        }
        Ok(file)
    }

    /// Writes the key file of a folder: a new file renamed over the old one, so that a crash leaves one or the other.
    pub fn save(&self, folder: &Path) -> Result<()> {
        let bytes =
            serde_json::to_vec_pretty(self).map_err(|_| Error::KeyFile { what: "the JSON" })?;
        replace_file(&folder.join(KEY_FILE_NAME), &bytes)
    }

    /// Whether a passphrase opens the vault.
    pub fn has_passphrase(&self) -> bool {
        self.has(Opener::Passphrase)
    }

    /// Whether a recovery code opens the vault.
    pub fn has_recovery_code(&self) -> bool {
        self.has(Opener::RecoveryCode)
    }

    /// Wraps the key under a passphrase, in place of the passphrase before.
    pub fn set_passphrase(
        &mut self,
        key: &VaultKey,
        passphrase: &SecretString,
        cost: DerivationCost,
    ) -> Result<()> {
        let copy = WrappedKey::wrap(key, Opener::Passphrase, &normal(passphrase), cost)?;
        self.replace(copy);
        Ok(())
    }

    /// Takes the passphrase away, as when the key moves into the keychain.
    pub fn remove_passphrase(&mut self) {
        self.copies.retain(|copy| copy.opener != Opener::Passphrase);
    }

    /// Makes a new recovery code and wraps the key under it, in place of the codes before. The code is not kept.
    pub fn new_recovery_code(
        &mut self,
        key: &VaultKey,
        cost: DerivationCost,
    ) -> Result<RecoveryCode> {
        let code = RecoveryCode::random();
        let copy = WrappedKey::wrap(key, Opener::RecoveryCode, code.secret(), cost)?;
        self.replace(copy);
        Ok(code)
    }

    /// Makes a new recovery code beside the one before, which opens until [`Self::confirm_recovery_code`].
    pub fn add_recovery_code(
        &mut self,
        key: &VaultKey,
        cost: DerivationCost,
    ) -> Result<RecoveryCode> {
        let code = RecoveryCode::random();
        let mut copy = WrappedKey::wrap(key, Opener::RecoveryCode, code.secret(), cost)?;
        copy.unconfirmed = true;
        // One that nobody wrote down is of no use any more.
        let stale = |kept: &WrappedKey| kept.unconfirmed && kept.key == copy.key;
        self.copies.retain(|kept| !stale(kept));
        self.copies.push(copy);
        Ok(code)
    }

    /// The newest recovery code was written down: those before open no more. Does nothing when it was confirmed already.
    pub fn confirm_recovery_code(&mut self) {
        if self.recovery_code() != RecoveryCodeStanding::Unconfirmed {
            return;
        }
        self.copies
            .retain(|copy| copy.opener != Opener::RecoveryCode || copy.unconfirmed);
        for copy in &mut self.copies {
            copy.unconfirmed = false;
        }
    }

    /// How it stands with the recovery code.
    pub fn recovery_code(&self) -> RecoveryCodeStanding {
        let mut codes = self
            .copies
            .iter()
            .filter(|copy| copy.opener == Opener::RecoveryCode)
            .peekable();
        if codes.peek().is_none() {
            RecoveryCodeStanding::None
        } else if codes.any(|copy| copy.unconfirmed) {
            RecoveryCodeStanding::Unconfirmed
        } else {
            RecoveryCodeStanding::Confirmed
        }
    }

    /// The key, opened with the passphrase. [`Error::WrongPassphrase`] when it is not the one.
    pub fn open_with_passphrase(&self, passphrase: &SecretString) -> Result<VaultKey> {
        self.first(Secret::Passphrase(passphrase))
    }

    /// The key, opened with the recovery code. [`Error::WrongRecoveryCode`] when it is not the one.
    pub fn open_with_recovery_code(&self, code: &RecoveryCode) -> Result<VaultKey> {
        self.first(Secret::RecoveryCode(code))
    }

    /// Every key that the secret opens, each once: more than one only while a change of key is under way.
    pub fn keys(&self, secret: Secret<'_>) -> Result<Vec<VaultKey>> {
        let normalised;
        let (opener, bytes, wrong) = match secret {
            Secret::Passphrase(passphrase) => {
                normalised = normal(passphrase);
                (Opener::Passphrase, &normalised[..], Error::WrongPassphrase)
            }
            Secret::RecoveryCode(code) => (
                Opener::RecoveryCode,
                code.secret(),
                Error::WrongRecoveryCode,
            ),
        };
        let mut keys: Vec<VaultKey> = Vec::new();
        for copy in self.copies.iter().filter(|copy| copy.opener == opener) {
            if let Some(key) = copy.unwrap(bytes)?
                && !keys.iter().any(|known| known.bytes() == key.bytes())
            {
                keys.push(key);
            }
        }
        if keys.is_empty() {
            Err(wrong)
        } else {
            Ok(keys)
        }
    }

    /// Whether a key is one of those wrapped here; `None` when the copies do not say.
    pub fn knows(&self, key: &VaultKey) -> Option<bool> {
        let id = key.id();
        let mut named = self
            .copies
            .iter()
            .filter_map(|copy| copy.key.as_ref())
            .peekable();
        named.peek()?;
        Some(named.any(|known| *known == id))
    }

    /// Whether a change of key is under way: copies of two keys stand here.
    pub fn holds_two_keys(&self) -> bool {
        let first = self.copies.first().map(|copy| &copy.key);
        self.copies.iter().any(|copy| Some(&copy.key) != first)
    }

    /// Notes of every copy that does not say so that it is of this key.
    pub fn name_key(&mut self, key: &VaultKey) {
        for copy in &mut self.copies {
            copy.key.get_or_insert_with(|| key.id());
        }
    }

    /// Puts the copies of another key file beside these, as when a change of key begins.
    pub fn add_copies_of(&mut self, other: &Self) {
        self.copies.extend(other.copies.iter().cloned());
    }

    /// Keeps only the copies of this key, as when a change of key ends. Copies that name none are dropped if any names this one.
    pub fn keep_only(&mut self, key: &VaultKey) {
        let id = key.id();
        if self.knows(key) == Some(true) {
            self.copies.retain(|copy| copy.key.as_ref() == Some(&id));
        }
    }

    /// Opens with the old passphrase and wraps under the new one. Nothing changes when the old one is wrong.
    pub fn change_passphrase(
        &mut self,
        old: &SecretString,
        new: &SecretString,
        cost: DerivationCost,
    ) -> Result<()> {
        let key = self.open_with_passphrase(old)?;
        self.set_passphrase(&key, new, cost)
    }

    fn has(&self, opener: Opener) -> bool {
        self.copies.iter().any(|copy| copy.opener == opener)
    }

    /// In place of the copies for the same opener.
    fn replace(&mut self, copy: WrappedKey) {
        self.copies.retain(|kept| kept.opener != copy.opener);
        self.copies.push(copy);
    }

    fn first(&self, secret: Secret<'_>) -> Result<VaultKey> {
        self.keys(secret)?
            .into_iter()
            .next()
            .ok_or(Error::KeyFile { what: "the copies" })
    }
}

/// One spelling of a passphrase, whatever the keyboard composed.
fn normal(passphrase: &SecretString) -> Zeroizing<Vec<u8>> {
    let typed = passphrase.expose_secret();
    // No character grows more than eighteen times, so nothing is left behind by growing.
    let mut bytes = Zeroizing::new(Vec::with_capacity(18 * typed.len()));
    for character in typed.nfkc() {
        let mut buffer = Zeroizing::new([0; 4]);
        bytes.extend_from_slice(character.encode_utf8(&mut buffer[..]).as_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> SecretString {
        SecretString::from(text)
    }

    #[test]
    fn each_secret_opens_its_own_copy_and_no_other_does() {
        let key = VaultKey::random();
        let cost = DerivationCost::least();
        let mut file = KeyFile::default();
        file.set_passphrase(&key, &secret("cañón"), cost).unwrap();
        let code = file.new_recovery_code(&key, cost).unwrap();
        let folder = tempfile::tempdir().unwrap();
        file.save(folder.path()).unwrap();
        let file = KeyFile::load(folder.path()).unwrap();

        let decomposed = secret("can\u{303}o\u{301}n");
        assert_eq!(
            file.open_with_passphrase(&decomposed).unwrap().bytes(),
            key.bytes()
        );
        assert_eq!(
            file.open_with_recovery_code(&code).unwrap().bytes(),
            key.bytes()
        );
        assert!(matches!(
            file.open_with_passphrase(&secret("canon")),
            Err(Error::WrongPassphrase)
        ));
        let other = RecoveryCode::random();
        assert!(matches!(
            file.open_with_recovery_code(&other),
            Err(Error::WrongRecoveryCode)
        ));
        let text = fs::read_to_string(folder.path().join(KEY_FILE_NAME)).unwrap();
        assert!(!text.contains(key.to_hex().expose_secret()));
    }

    #[test]
    fn a_changed_passphrase_shuts_the_old_one_out() {
        let key = VaultKey::random();
        let cost = DerivationCost::least();
        let mut file = KeyFile::default();
        file.set_passphrase(&key, &secret("uno"), cost).unwrap();
        assert!(
            file.change_passphrase(&secret("mal"), &secret("dos"), cost)
                .is_err()
        );
        file.change_passphrase(&secret("uno"), &secret("dos"), cost)
            .unwrap();
        assert!(file.open_with_passphrase(&secret("uno")).is_err());
        assert_eq!(
            file.open_with_passphrase(&secret("dos")).unwrap().bytes(),
            key.bytes()
        );
    }

    #[test]
    fn a_copy_cannot_be_passed_off_as_a_cheaper_one_or_starve_the_machine() {
        let key = VaultKey::random();
        let mut file = KeyFile::default();
        file.set_passphrase(&key, &secret("uno"), DerivationCost::least())
            .unwrap();
        let text = serde_json::to_string(&file).unwrap();
        let costly: KeyFile =
            serde_json::from_str(&text.replace("\"memoryKib\":8", "\"memoryKib\":4294967295"))
                .unwrap();
        assert!(matches!(
            costly.open_with_passphrase(&secret("uno")),
            Err(Error::KeyFile { .. })
        ));
        let other: KeyFile =
            serde_json::from_str(&text.replace("\"memoryKib\":8", "\"memoryKib\":16")).unwrap();
        assert!(matches!(
            other.open_with_passphrase(&secret("uno")),
            Err(Error::WrongPassphrase)
        ));
    }

    #[test]
    fn a_damaged_or_absent_file_is_said_to_be_so() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(
            KeyFile::load(folder.path()),
            Err(Error::Missing { .. })
        ));
        fs::write(folder.path().join(KEY_FILE_NAME), "{").unwrap();
        assert!(matches!(
            KeyFile::load(folder.path()),
            Err(Error::KeyFile { .. })
        ));
        fs::write(
            folder.path().join(KEY_FILE_NAME),
            "{\"version\":2,\"copies\":[]}",
        )
        .unwrap();
        assert!(matches!(
            KeyFile::load(folder.path()),
            Err(Error::KeyFile { .. })
        ));
    }
}
