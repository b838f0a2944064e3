//! A new key for the file.
//!
//! The key file and the encrypted file cannot change in one step. So first the copies of the new key are put beside those of the
//! old one, then the file changes in one transaction of its own, then the old copies go. Cut off anywhere, one of the two keys
//! opens, and the next opening drops the other.

use std::path::Path;

use secrecy::ExposeSecret as _;
use vault::{KeyFile, Vault, VaultKey};

use super::{Found, change::long_enough, open::next_name, open_vault};
use crate::{
    Desk, Error, Usage,
    contract::{Protection, RecoveryCodeView, RekeyRequest, UnlockRequest},
    journal::Action,
    lock::{self, FolderLock},
};

impl Desk {
    /// Encrypts the vault under a new random key. The passphrase stays unless another is given; the recovery code changes. The
    /// session of this desk is closed for it and opened again; every other window and command must have the vault closed.
    ///
    /// # Errors
    /// When the vault does not open with what is given, or is in use elsewhere. Then everything is as before.
    pub fn rekey(&self, request: &RekeyRequest) -> Result<RecoveryCodeView, Error> {
        let profile = self.profile()?.ok_or(Error::NoProfile)?;
        let passphrase = match (&request.passphrase, &request.current) {
            (Some(new), _) => {
                long_enough(Some(new))?;
                Some(new)
            }
            (None, UnlockRequest::Passphrase(current)) => Some(current),
            (None, _) if profile.protection == Protection::Passphrase => {
                return Err(Error::Usage(Usage::PassphraseForNewKey));
            }
            (None, _) => None,
        };
        let mut hand = self.key_file_in_hand(&request.current)?;
        if passphrase.is_none() && hand.file.has_passphrase() {
            return Err(Error::Usage(Usage::PassphraseForNewKey));
        }
        let folder = self.folder.vault_folder(&profile);
        let was_open = self.session().is_ok();
        self.lock();
        let held = hold_alone(&folder);
        let key = VaultKey::random();
        let code = held.and_then(|_held| {
            let mut fresh = KeyFile::default();
            if let Some(passphrase) = passphrase {
                fresh.set_passphrase(&key, passphrase, self.derivation)?;
            }
            let code = fresh.add_recovery_code(&key, self.derivation)?;
            if profile.protection == Protection::Keychain {
                self.keychain.set(&next_name(&profile), &key.to_hex())?;
            }
            hand.file.add_copies_of(&fresh);
            hand.file.save(&folder)?;
            let vault = Vault::open(&folder, &hand.key)?;
            let changed = vault.rekey(&key).and_then(|()| vault.save_work());
            vault.close();
            changed?;
            Ok(code)
        });
        // Whether it went well or not, the vault says by opening which key holds. One that does not open keeps both.
        let either = Found {
            keys: vec![key, hand.key.clone()],
            proven: true,
        };
        drop(hand);
        let opened = open_vault(&folder, &either)?;
        opened.vault.close();
        self.settle_keys(&profile, &opened.key)?;
        if code.is_ok() {
            self.enter_beside(&folder, &opened.key, Action::Rekeyed)?;
        }
        if was_open {
            self.open(&profile, &either)?;
        }
        Ok(RecoveryCodeView {
            recovery_code: code?.shown().expose_secret().to_owned(),
        })
    }
}

/// Holds the vault alone: no window, no pull, no command has it open while the locks live.
pub(crate) fn hold_alone(folder: &Path) -> Result<[FolderLock; 3], Error> {
    Ok([
        FolderLock::take_patiently(folder, lock::WINDOW)?,
        FolderLock::take_patiently(folder, lock::WORK)?,
        FolderLock::take_patiently(folder, lock::VAULT)?,
    ])
}
