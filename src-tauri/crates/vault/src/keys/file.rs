//! The key file: the wrapped copies of a vault's key, as JSON beside the vault. It is of no use without one of the secrets.

use std::{fs, io::Write as _, path::Path};

use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use super::{
    DerivationCost, RecoveryCode, VaultKey,
    wrap::{Opener, WrappedKey},
};
use crate::error::{Error, Result};

/// The name of the key file in the folder of a profile.
pub const KEY_FILE_NAME: &str = "vault.key.json";

const VERSION: u32 = 1;

/// The wrapped copies of one vault's key. Empty when the key lies in the keychain alone.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeyFile {
    version: u32,
    copies: Vec<WrappedKey>,
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
        let path = folder.join(KEY_FILE_NAME);
        let fresh = folder.join(format!("{KEY_FILE_NAME}.new"));
        let bytes =
            serde_json::to_vec_pretty(self).map_err(|_| Error::KeyFile { what: "the JSON" })?;
        let write = || -> std::io::Result<()> {
            let mut options = fs::OpenOptions::new();
            options.write(true).create(true).truncate(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let mut file = options.open(&fresh)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&fresh, &path)
        };
        write().map_err(|source| Error::io(&path, source))
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

    /// Makes a new recovery code and wraps the key under it, in place of the code before. The code is not kept.
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

    /// The key, opened with the passphrase. [`Error::WrongPassphrase`] when it is not the one.
    pub fn open_with_passphrase(&self, passphrase: &SecretString) -> Result<VaultKey> {
        self.open(Opener::Passphrase, &normal(passphrase))?
            .ok_or(Error::WrongPassphrase)
    }

    /// The key, opened with the recovery code. [`Error::WrongRecoveryCode`] when it is not the one.
    pub fn open_with_recovery_code(&self, code: &RecoveryCode) -> Result<VaultKey> {
        self.open(Opener::RecoveryCode, code.secret())?
            .ok_or(Error::WrongRecoveryCode)
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

    fn replace(&mut self, copy: WrappedKey) {
        self.copies.retain(|kept| kept.opener != copy.opener);
        self.copies.push(copy);
    }

    fn open(&self, opener: Opener, secret: &[u8]) -> Result<Option<VaultKey>> {
        for copy in self.copies.iter().filter(|copy| copy.opener == opener) {
            if let Some(key) = copy.unwrap(secret)? {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }
}

/// One spelling of a passphrase, whatever the keyboard composed.
fn normal(passphrase: &SecretString) -> Zeroizing<Vec<u8>> {
    let text = Zeroizing::new(passphrase.expose_secret().nfkc().collect::<String>());
    Zeroizing::new(text.as_bytes().to_vec())
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
