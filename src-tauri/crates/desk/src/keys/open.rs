//! From a secret to an open vault.

use std::path::Path;

use vault::{KeyFile, RecoveryCode, Secret, Vault, VaultKey};

use super::tries;
use crate::{
    Desk, Error, KeychainError, Profile,
    contract::{Protection, UnlockRequest},
    lock::{self, FolderLock},
};

/// What a secret gave.
pub(crate) struct Found {
    /// The keys, of which one opens the vault: more than one only after a change of key was cut off.
    pub keys: Vec<VaultKey>,
    /// Whether the key file vouches for them: a vault that none of them opens is damaged then.
    pub proven: bool,
}

/// A vault with the key that opened it.
pub(crate) struct Opened {
    pub vault: Vault,
    pub key: VaultKey,
}

impl Desk {
    /// The keys that a secret gives. Nothing is opened.
    ///
    /// # Errors
    /// When the secret is wrong, the keychain does not serve, or too many tries were wrong a moment ago.
    pub(crate) fn find_keys(
        &self,
        profile: &Profile,
        request: &UnlockRequest,
    ) -> Result<Found, Error> {
        let folder = self.folder.vault_folder(profile);
        match request {
            UnlockRequest::Keychain => self.keys_of_keychain(profile, &folder),
            UnlockRequest::Passphrase(passphrase) => {
                let file = KeyFile::load(&folder)?;
                tries::attempt(&folder, self.clock.now(), || {
                    Ok(found(&file, file.keys(Secret::Passphrase(passphrase))?))
                })
            }
            UnlockRequest::RecoveryCode(typed) => {
                let file = KeyFile::load(&folder)?;
                let code = RecoveryCode::parse(typed)?;
                tries::attempt(&folder, self.clock.now(), || {
                    Ok(found(&file, file.keys(Secret::RecoveryCode(&code))?))
                })
            }
        }
    }

    fn keys_of_keychain(&self, profile: &Profile, folder: &Path) -> Result<Found, Error> {
        let kept = self.keychain.get(&profile.id);
        let next = self.keychain.get(&next_name(profile));
        if let (Err(error), Err(_)) = (&kept, &next) {
            return Err((*error).into());
        }
        let keys: Vec<VaultKey> = [kept, next]
            .into_iter()
            .flatten()
            .filter_map(|kept| VaultKey::from_hex(&kept))
            .collect();
        let Ok(file) = KeyFile::load(folder) else {
            return Ok(Found {
                keys,
                proven: false,
            });
        };
        let known: Vec<Option<bool>> = keys.iter().map(|key| file.knows(key)).collect();
        if keys.is_empty() || known.iter().all(|known| *known == Some(false)) {
            return Err(KeychainError::Changed.into());
        }
        Ok(Found {
            keys,
            proven: known.contains(&Some(true)),
        })
    }

    /// Ends a change of key that was cut off: what opens the vault no more is dropped. Does nothing while another writes the keys.
    pub(crate) fn settle_keys(&self, profile: &Profile, key: &VaultKey) -> Result<(), Error> {
        let folder = self.folder.vault_folder(profile);
        let in_keychain = profile.protection == Protection::Keychain;
        let next = next_name(profile);
        let pending = in_keychain && self.keychain.get(&next).is_ok();
        let Ok(file) = KeyFile::load(&folder) else {
            return Ok(());
        };
        if !pending && !file.holds_two_keys() {
            return Ok(());
        }
        let Ok(_alone) = FolderLock::take(&folder, lock::KEYS) else {
            return Ok(());
        };
        if pending {
            self.keychain.set(&profile.id, &key.to_hex())?;
        }
        let mut file = KeyFile::load(&folder)?;
        if file.holds_two_keys() {
            file.keep_only(key);
            file.save(&folder)?;
        }
        if pending {
            self.keychain.remove(&next)?;
        }
        Ok(())
    }
}

/// The name in the keychain under which the key to come waits.
pub(super) fn next_name(profile: &Profile) -> String {
    format!("{}.next", profile.id)
}

/// Keys that the key file gave. While it holds those of two and gave one, that one may be of the vault as it was or will be.
fn found(file: &KeyFile, keys: Vec<VaultKey>) -> Found {
    Found {
        proven: keys.len() > 1 || !file.holds_two_keys(),
        keys,
    }
}

/// Opens the vault of a folder with the one of the keys that does.
pub(crate) fn open_vault(folder: &Path, found: &Found) -> Result<Opened, Error> {
    for key in &found.keys {
        match Vault::open(folder, key) {
            Err(vault::Error::WrongKey) => {}
            Err(vault::Error::Missing { .. }) => return Err(Error::VaultGone),
            Err(error) => return Err(error.into()),
            Ok(vault) => {
                return Ok(Opened {
                    vault,
                    key: key.clone(),
                });
            }
        }
    }
    Err(Error::Vault(if found.proven {
        vault::Error::Corrupt {
            what: "the beginning of the file",
        }
    } else {
        vault::Error::WrongKey
    }))
}
