//! Letting a backup, or the work that is kept beside the vault, take its place.

use std::path::Path;

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Serialize;
use vault::{Backup, KeyFile, RecoveryCode, RestoreSource, Secret, Vault, VaultKey};

use super::{is_of, kind};
use crate::{
    Desk, Error, Profile, Usage,
    contract::{
        BackupKind, Protection, RebuildRequest, RestoreRequest, RestoreView, UnlockRequest,
    },
    journal::{self, Action},
    keys::{Found, hold_alone, open_vault},
    status,
};

/// What the journal says about the act.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Act {
    kind: BackupKind,
    made_at: Timestamp,
    /// The end of the journal that was replaced, when it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    replaced: Option<journal::JournalHead>,
    kept_aside: Option<String>,
}

/// What is known of the vault that is to be replaced.
struct Present {
    key: VaultKey,
    head: Option<journal::JournalHead>,
    organisation: Option<String>,
    analyst: Option<String>,
    api_key: Option<SecretString>,
    /// Whether the folder has a key file. Without one, that of the backup is taken.
    key_file: bool,
}

impl Desk {
    /// Puts a backup in the place of the vault of the profile in use. The keys of today stay; what is replaced is kept aside. A
    /// backup of the work alone needs the API key of the vault it replaces, or `api_key`.
    ///
    /// # Errors
    /// When the file is no backup or not sound, is of another profile and that was not asked for, does not open with what is
    /// given, or the vault is in use elsewhere. Then the vault is as it was.
    pub fn restore(
        &self,
        file: &Path,
        request: &RestoreRequest,
        api_key: Option<SecretString>,
    ) -> Result<RestoreView, Error> {
        let profile = self.lasting_profile()?;
        let backup = Backup::open(file)?;
        let folder = self.folder.vault_folder(&profile);
        std::fs::create_dir_all(&folder)?;
        self.lock();
        let held = hold_alone(&folder)?;
        vault::finish_swap(&folder)?;
        let (theirs, label_kind, label) = self.open_backup(&profile, &backup, request)?;
        let present = self.present(&profile, &request.current, Some(&theirs))?;
        if !request.another_profile && !is_of(&label, &profile, present.organisation.as_deref()) {
            return Err(Error::Usage(Usage::AnotherProfile));
        }
        let api_key = present.api_key.clone().or(api_key);
        if label_kind == BackupKind::Work && api_key.is_none() {
            return Err(Error::Usage(Usage::ApiKeyForWork));
        }
        if !present.key_file {
            let mut keys = backup.keys().clone();
            keys.name_key(&theirs);
            keys.save(&folder)?;
            self.folder.protect(&profile.id, protection_of(&keys))?;
        }
        let source = RestoreSource::Backup {
            backup: &backup,
            key: &theirs,
            api_key,
        };
        let act = (Action::Restored, label.made_at);
        let view = self.replace(&profile, &present, &source, act, label_kind)?;
        drop(held);
        self.open(&profile, &only(present.key))?;
        Ok(view)
    }

    /// Makes the vault of the profile in use anew from the analyst's work that is kept beside it, and from what the damaged file
    /// still gives. The clients are to be pulled again.
    ///
    /// # Errors
    /// When there is no such work, or the vault is in use elsewhere. Then everything is as it was.
    pub fn rebuild(&self, request: &RebuildRequest) -> Result<RestoreView, Error> {
        let profile = self.lasting_profile()?;
        let folder = self.folder.vault_folder(&profile);
        self.lock();
        let held = hold_alone(&folder)?;
        vault::finish_swap(&folder)?;
        let present = self.present(&profile, &request.current, None)?;
        let act = (Action::Rebuilt, self.clock.now());
        let source = RestoreSource::WorkBeside;
        let view = self.replace(&profile, &present, &source, act, BackupKind::Work)?;
        drop(held);
        self.open(&profile, &only(present.key))?;
        Ok(view)
    }

    fn lasting_profile(&self) -> Result<Profile, Error> {
        let profile = self.profile()?.ok_or(Error::NoProfile)?;
        if profile.protection == Protection::Session {
            return Err(Error::Usage(Usage::Protection));
        }
        Ok(profile)
    }

    fn replace(
        &self,
        profile: &Profile,
        present: &Present,
        source: &RestoreSource<'_>,
        (action, made_at): (Action, Timestamp),
        kind_of_source: BackupKind,
    ) -> Result<RestoreView, Error> {
        let folder = self.folder.vault_folder(profile);
        let now = self.clock.now();
        let aside = free_aside(&folder, now)?;
        let kept_aside = folder
            .join(vault::VAULT_FILE_NAME)
            .try_exists()?
            .then(|| format!("{}{aside}", vault::VAULT_FILE_NAME));
        let act = Act {
            kind: kind_of_source,
            made_at,
            replaced: present.head.clone(),
            kept_aside: kept_aside.clone(),
        };
        let prepared = vault::prepare(&folder, &present.key, source, |tx| {
            let analyst = tx.view().settings().analyst()?;
            let analyst = present.analyst.clone().or(analyst).unwrap_or_default();
            journal::append(tx, now, &analyst, action, &[], &act)
        })?;
        let (counts, kind_of_vault) = (prepared.counts, kind(prepared.kind));
        prepared.take_place(&aside)?;
        Ok(RestoreView {
            kind: kind_of_vault,
            made_at,
            clients: counts.clients,
            operations: counts.operations,
            reviews: counts.reviews,
            entries: counts.entries,
            kept_aside,
        })
    }

    /// The key of a backup with what it says about itself.
    fn open_backup(
        &self,
        profile: &Profile,
        backup: &Backup,
        request: &RestoreRequest,
    ) -> Result<(VaultKey, BackupKind, vault::BackupLabel), Error> {
        let secret = request.backup.as_ref().unwrap_or(&request.current);
        let keys = match secret {
            UnlockRequest::Keychain => self.find_keys(profile, secret)?.keys,
            UnlockRequest::Passphrase(passphrase) => {
                backup.keys().keys(Secret::Passphrase(passphrase))?
            }
            UnlockRequest::RecoveryCode(typed) => backup
                .keys()
                .keys(Secret::RecoveryCode(&RecoveryCode::parse(typed)?))?,
        };
        for key in keys {
            match backup.label(&key) {
                Err(vault::Error::WrongKey) => {}
                other => {
                    let (found, label) = other?;
                    return Ok((key, kind(found), label));
                }
            }
        }
        Err(Error::Vault(vault::Error::WrongKey))
    }

    /// What is known of the vault there is. One that is damaged gives its key alone; where even the key file is gone, the key of
    /// the backup is that of the vault from now on.
    fn present(
        &self,
        profile: &Profile,
        current: &UnlockRequest,
        instead: Option<&VaultKey>,
    ) -> Result<Present, Error> {
        let folder = self.folder.vault_folder(profile);
        let nothing = |key: VaultKey, key_file| Present {
            key,
            head: None,
            organisation: None,
            analyst: None,
            api_key: None,
            key_file,
        };
        let lost = matches!(
            KeyFile::load(&folder),
            Err(vault::Error::Missing { .. } | vault::Error::KeyFile { .. })
        );
        if let (true, Some(instead)) = (lost, instead) {
            return Ok(nothing(instead.clone(), false));
        }
        let found = self.find_keys(profile, current)?;
        match open_vault(&folder, &found) {
            Ok(opened) => {
                let present = describe(&opened.vault, opened.key.clone());
                opened.vault.close();
                self.settle_keys(profile, &opened.key)?;
                Ok(present.unwrap_or_else(|_| nothing(opened.key, true)))
            }
            Err(
                Error::VaultGone
                | Error::Vault(vault::Error::Corrupt { .. } | vault::Error::NotAVault),
            ) => {
                let key = found.keys.into_iter().next().ok_or(Error::Locked)?;
                Ok(nothing(key, true))
            }
            Err(error) => Err(error),
        }
    }
}

/// What comes behind the name of what is replaced: the time, and a number where that is taken, since nothing kept is overwritten.
fn free_aside(folder: &Path, now: Timestamp) -> Result<String, Error> {
    let time = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut aside = format!(".replaced-{time}");
    let mut number = 1_u32;
    while folder
        .join(format!("{}{aside}", vault::VAULT_FILE_NAME))
        .try_exists()?
    {
        number += 1;
        aside = format!(".replaced-{time}-{number}");
    }
    Ok(aside)
}

fn describe(vault: &Vault, key: VaultKey) -> Result<Present, Error> {
    vault.read(|view| {
        let head = view.journal().head()?;
        Ok(Present {
            key,
            head: Some(journal::JournalHead {
                entries: head.seq,
                hash: head.hash.to_hex(),
            }),
            organisation: view.settings().get(status::ORGANISATION)?,
            analyst: view.settings().analyst()?,
            api_key: view.settings().api_key()?,
            key_file: true,
        })
    })
}

fn protection_of(keys: &KeyFile) -> Protection {
    if keys.has_passphrase() {
        Protection::Passphrase
    } else {
        Protection::Keychain
    }
}

fn only(key: VaultKey) -> Found {
    Found {
        keys: vec![key],
        proven: true,
    }
}
