//! Another passphrase, another recovery code, another way to keep the key.

use secrecy::{ExposeSecret as _, SecretString};
use vault::{KeyFile, RecoveryCodeStanding, VaultKey};

use super::open_vault;
use crate::{
    Desk, Error, Profile, Usage,
    contract::{
        ChangePassphraseRequest, ChangeProtectionRequest, Protection, RecoveryCodeState,
        RecoveryCodeView, RenewRecoveryCodeRequest, UnlockRequest, VaultKeysView,
    },
    desk::PASSPHRASE_LENGTH,
    journal::{self, Action},
    lock::{self, FolderLock},
};

/// The key file of a profile while nobody else writes it.
pub(super) struct KeyFileInHand {
    pub(super) profile: Profile,
    pub(super) file: KeyFile,
    /// The key that opens the vault.
    pub(super) key: VaultKey,
    _alone: FolderLock,
}

impl Desk {
    /// The ways to open the vault of the profile in use.
    ///
    /// # Errors
    /// When there is no profile or its key file cannot be read.
    pub fn vault_keys(&self) -> Result<VaultKeysView, Error> {
        let profile = self.profile()?.ok_or(Error::NoProfile)?;
        if profile.protection == Protection::Session {
            return Ok(VaultKeysView {
                protection: profile.protection,
                passphrase: false,
                recovery_code: RecoveryCodeState::None,
            });
        }
        let file = KeyFile::load(&self.folder.vault_folder(&profile))?;
        Ok(VaultKeysView {
            protection: profile.protection,
            passphrase: file.has_passphrase(),
            recovery_code: match file.recovery_code() {
                RecoveryCodeStanding::None => RecoveryCodeState::None,
                RecoveryCodeStanding::Unconfirmed => RecoveryCodeState::Unconfirmed,
                RecoveryCodeStanding::Confirmed => RecoveryCodeState::Confirmed,
            },
        })
    }

    /// Puts another passphrase in the place of the one before. A vault that the keychain keeps gets one beside it.
    ///
    /// # Errors
    /// When the vault does not open with what is given, or the new passphrase is too short. Then nothing changed.
    pub fn change_passphrase(
        &self,
        request: &ChangePassphraseRequest,
    ) -> Result<VaultKeysView, Error> {
        long_enough(Some(&request.new))?;
        let mut hand = self.key_file_in_hand(&request.current)?;
        hand.file
            .set_passphrase(&hand.key, &request.new, self.derivation)?;
        self.keep(&hand, Action::PassphraseChanged)?;
        self.vault_keys()
    }

    /// Makes a new recovery code. The one before opens as well until the new one is confirmed, so that none is lost on the way.
    ///
    /// # Errors
    /// When the vault does not open with what is given.
    pub fn renew_recovery_code(
        &self,
        request: &RenewRecoveryCodeRequest,
    ) -> Result<RecoveryCodeView, Error> {
        let mut hand = self.key_file_in_hand(&request.current)?;
        let code = hand.file.add_recovery_code(&hand.key, self.derivation)?;
        self.keep(&hand, Action::RecoveryCodeRenewed)?;
        Ok(RecoveryCodeView {
            recovery_code: code.shown().expose_secret().to_owned(),
        })
    }

    /// Takes note that the recovery code was written down: the one before opens no more.
    ///
    /// # Errors
    /// When the key file cannot be read or written.
    pub fn confirm_recovery_code(&self) -> Result<VaultKeysView, Error> {
        let profile = self.profile()?.ok_or(Error::NoProfile)?;
        let folder = self.folder.vault_folder(&profile);
        let _alone = FolderLock::take(&folder, lock::KEYS)?;
        let mut file = KeyFile::load(&folder)?;
        if file.recovery_code() == RecoveryCodeStanding::Unconfirmed && !file.holds_two_keys() {
            file.confirm_recovery_code();
            file.save(&folder)?;
        }
        self.vault_keys()
    }

    /// Moves the key into the keychain, or out of it under a passphrase. The new way is proven before the old one is dropped.
    ///
    /// # Errors
    /// When the vault does not open with what is given, or the new way does not serve. Then the old one does as before.
    pub fn change_protection(
        &self,
        request: &ChangeProtectionRequest,
    ) -> Result<VaultKeysView, Error> {
        match request.protection {
            Protection::Session => return Err(Error::Usage(Usage::Protection)),
            Protection::Passphrase => long_enough(request.passphrase.as_ref())?,
            Protection::Keychain => {}
        }
        let mut hand = self.key_file_in_hand(&request.current)?;
        let id = hand.profile.id.clone();
        if let (Protection::Passphrase, Some(passphrase)) =
            (request.protection, &request.passphrase)
        {
            hand.file
                .set_passphrase(&hand.key, passphrase, self.derivation)?;
            self.keep(&hand, Action::ProtectionChanged)?;
            self.folder.protect(&id, Protection::Passphrase)?;
            // What stays behind in a keychain that does not answer opens nothing that the passphrase does not.
            let _ = self.keychain.remove(&id);
        } else {
            self.keychain.set(&id, &hand.key.to_hex())?;
            let kept = VaultKey::from_hex(&self.keychain.get(&id)?);
            if kept.is_none_or(|kept| kept.id() != hand.key.id()) {
                return Err(crate::KeychainError::Unavailable.into());
            }
            self.folder.protect(&id, Protection::Keychain)?;
            hand.file.remove_passphrase();
            self.keep(&hand, Action::ProtectionChanged)?;
        }
        self.vault_keys()
    }

    /// The key file of the profile in use with the key that opens its vault, held alone.
    pub(super) fn key_file_in_hand(&self, current: &UnlockRequest) -> Result<KeyFileInHand, Error> {
        let profile = self.profile()?.ok_or(Error::NoProfile)?;
        if profile.protection == Protection::Session {
            return Err(Error::Usage(Usage::Protection));
        }
        let folder = self.folder.vault_folder(&profile);
        let found = self.find_keys(&profile, current)?;
        let gate = FolderLock::share(&folder, lock::VAULT)?;
        let opened = open_vault(&folder, &found)?;
        opened.vault.close();
        self.settle_keys(&profile, &opened.key)?;
        drop(gate);
        let alone = FolderLock::take(&folder, lock::KEYS)?;
        let mut file = KeyFile::load(&folder)?;
        // Between the two locks another may have changed the key.
        if file.holds_two_keys() || file.knows(&opened.key) == Some(false) {
            return Err(Error::InUse);
        }
        file.name_key(&opened.key);
        Ok(KeyFileInHand {
            profile,
            file,
            key: opened.key,
            _alone: alone,
        })
    }

    /// Writes the key file and enters the act into the journal: of the open session, else of the vault opened for it.
    fn keep(&self, hand: &KeyFileInHand, action: Action) -> Result<(), Error> {
        let folder = self.folder.vault_folder(&hand.profile);
        hand.file.save(&folder)?;
        match self.session() {
            Ok(session) => journal::enter(&session, action, &[], &()),
            Err(_) => self.enter_beside(&folder, &hand.key, action),
        }
    }

    /// Enters an act into the journal of a vault that no session has open.
    pub(super) fn enter_beside(
        &self,
        folder: &std::path::Path,
        key: &VaultKey,
        action: Action,
    ) -> Result<(), Error> {
        let _gate = FolderLock::share(folder, lock::VAULT)?;
        let vault = vault::Vault::open(folder, key)?;
        let analyst = vault
            .read(|view| view.settings().analyst())?
            .unwrap_or_default();
        vault.write(|tx| journal::append(tx, self.clock.now(), &analyst, action, &[], &()))?;
        vault.close();
        Ok(())
    }
}

pub(super) fn long_enough(passphrase: Option<&SecretString>) -> Result<(), Error> {
    let long = passphrase
        .is_some_and(|passphrase| passphrase.expose_secret().chars().count() >= PASSPHRASE_LENGTH);
    if long {
        Ok(())
    } else {
        Err(Error::Usage(Usage::ShortPassphrase))
    }
}
