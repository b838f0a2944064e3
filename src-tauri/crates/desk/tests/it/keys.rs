//! The keychain, and the window asked to lock.

use std::{path::PathBuf, sync::Arc};

use desk::{
    Desk, Error, Keychain, KeychainError,
    contract::{
        ChangePassphraseRequest, ChangeProtectionRequest, Code, Event, NewProfileRequest, Phase,
        Protection, RecoveryCodeState, RekeyRequest, RenewRecoveryCodeRequest, Topic,
        UnlockRequest,
    },
};
use sandbox::FULL_KEY;
use secrecy::SecretString;
use vault::{KeyFile, Vault, VaultKey};

use crate::support::{
    ES, MemoryKeychain, Office, TEST, TestClock, desk_over, desk_with, passphrase, profile,
};

const NOWHERE: &str = "http://127.0.0.1:9";

/// A desk whose profile is kept by a keychain, with its recovery code.
struct Kept {
    root: tempfile::TempDir,
    keychain: Arc<MemoryKeychain>,
    desk: Desk,
    code: UnlockRequest,
}

impl Kept {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let (clock, keychain) = (TestClock::new(), Arc::new(MemoryKeychain::default()));
        let lent = Arc::clone(&keychain) as Arc<dyn Keychain>;
        let desk = desk_with(root.path(), &clock, lent);
        let made = desk
            .create_profile(NewProfileRequest {
                protection: Protection::Keychain,
                passphrase: None,
                ..profile(NOWHERE, TEST, FULL_KEY)
            })
            .unwrap();
        let code = UnlockRequest::RecoveryCode(SecretString::from(made.recovery_code));
        Self {
            root,
            keychain,
            desk,
            code,
        }
    }

    fn id(&self) -> String {
        self.desk.profile().unwrap().unwrap().id
    }

    fn folder(&self) -> PathBuf {
        self.root.path().join("profiles").join(self.id())
    }

    fn key(&self) -> VaultKey {
        VaultKey::from_hex(&self.keychain.get(&self.id()).unwrap()).unwrap()
    }

    fn opens_with(&self, request: &UnlockRequest) -> bool {
        self.desk.lock();
        self.desk.unlock(request).is_ok()
    }
}

#[test]
fn a_keychain_that_lost_or_changed_the_key_names_the_way_back_and_takes_the_key_again() {
    let kept = Kept::new();
    kept.desk.lock();
    let stranger = VaultKey::random().to_hex();
    kept.keychain.set(&kept.id(), &stranger).unwrap();
    let changed = kept.desk.unlock(&UnlockRequest::Keychain).unwrap_err();
    assert!(matches!(changed, Error::Keychain(KeychainError::Changed)));
    kept.keychain.remove(&kept.id()).unwrap();
    let lost = kept.desk.unlock(&UnlockRequest::Keychain).unwrap_err();
    for error in [changed, lost] {
        let told = error.to_app(ES);
        assert_eq!(told.code, Code::WrongKey);
        assert!(
            told.message.contains("código de recuperación"),
            "{}",
            told.message
        );
    }
    assert!(kept.opens_with(&kept.code));
    kept.desk
        .change_protection(&ChangeProtectionRequest {
            current: kept.code.clone(),
            protection: Protection::Keychain,
            passphrase: None,
        })
        .unwrap();
    assert!(kept.opens_with(&UnlockRequest::Keychain));
}

#[test]
fn the_key_moves_under_a_passphrase_and_back() {
    let kept = Kept::new();
    let to = |protection, current| ChangeProtectionRequest {
        current,
        protection,
        passphrase: Some(SecretString::from("quetzal verde 27 sombreros")),
    };
    let view = kept
        .desk
        .change_protection(&to(Protection::Passphrase, UnlockRequest::Keychain))
        .unwrap();
    assert!(view.passphrase && view.protection == Protection::Passphrase);
    assert!(kept.keychain.0.lock().unwrap().is_empty());
    assert!(kept.opens_with(&passphrase()) && !kept.opens_with(&UnlockRequest::Keychain));
    let view = kept
        .desk
        .change_protection(&to(Protection::Keychain, passphrase()))
        .unwrap();
    assert!(!view.passphrase && view.protection == Protection::Keychain);
    assert!(kept.opens_with(&UnlockRequest::Keychain) && !kept.opens_with(&passphrase()));
    assert!(kept.opens_with(&kept.code));
}

#[test]
fn a_new_key_in_the_keychain_holds_wherever_the_change_was_cut_off() {
    let kept = Kept::new();
    kept.desk.lock();
    let (old, new) = (kept.key(), VaultKey::random());
    // As it stands before the file is put under the new key, and after.
    for (file, other) in [(&old, &new), (&new, &old)] {
        let vault = Vault::open(&kept.folder(), &kept.key()).unwrap();
        vault.rekey(file).unwrap();
        vault.close();
        let mut keys = KeyFile::default();
        for key in [&old, &new] {
            let mut one = KeyFile::default();
            one.new_recovery_code(key, vault::DerivationCost::least())
                .unwrap();
            keys.add_copies_of(&one);
        }
        keys.save(&kept.folder()).unwrap();
        kept.keychain.set(&kept.id(), &old.to_hex()).unwrap();
        let next = format!("{}.next", kept.id());
        kept.keychain.set(&next, &new.to_hex()).unwrap();
        assert!(kept.opens_with(&UnlockRequest::Keychain));
        assert_eq!(kept.key().id(), file.id());
        assert!(kept.keychain.get(&next).is_err());
        let keys = KeyFile::load(&kept.folder()).unwrap();
        assert_eq!(
            (keys.knows(file), keys.knows(other)),
            (Some(true), Some(false))
        );
        kept.desk.lock();
    }
    // And as it goes when nothing cuts it off, from an open session.
    kept.desk.unlock(&UnlockRequest::Keychain).unwrap();
    let request = RekeyRequest {
        current: UnlockRequest::Keychain,
        passphrase: None,
    };
    let made = kept.desk.rekey(&request).unwrap();
    assert_eq!(kept.desk.app_state().unwrap().phase, Phase::Open);
    assert_ne!(kept.key().id(), new.id());
    let code = UnlockRequest::RecoveryCode(SecretString::from(made.recovery_code));
    let state = kept.desk.vault_keys().unwrap().recovery_code;
    assert_eq!(state, RecoveryCodeState::Unconfirmed);
    assert!(kept.opens_with(&code) && kept.opens_with(&UnlockRequest::Keychain));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_opens_until_the_next_one_is_confirmed_and_sets_a_forgotten_passphrase() {
    let office = Office::filled(26).await;
    let before = UnlockRequest::RecoveryCode(SecretString::from(office.recovery_code.clone()));
    let opens = |request: &UnlockRequest| {
        office.desk.lock();
        office.desk.unlock(request).is_ok()
    };
    let renew = RenewRecoveryCodeRequest {
        current: passphrase(),
    };
    let made = office.desk.renew_recovery_code(&renew).unwrap();
    let after = UnlockRequest::RecoveryCode(SecretString::from(made.recovery_code));
    assert!(opens(&before) && opens(&after));
    let view = office.desk.confirm_recovery_code().unwrap();
    assert_eq!(view.recovery_code, RecoveryCodeState::Confirmed);
    assert!(!opens(&before) && opens(&after));
    office
        .desk
        .change_passphrase(&ChangePassphraseRequest {
            current: after,
            new: SecretString::from("una frase que sí recuerdo"),
        })
        .unwrap();
    assert!(!opens(&passphrase()));
    assert!(opens(&UnlockRequest::Passphrase(SecretString::from(
        "una frase que sí recuerdo"
    ))));
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_of_the_other_key_is_wrong_and_the_vault_not_damaged_while_a_change_is_cut_off() {
    let office = Office::filled(26).await;
    let before = UnlockRequest::RecoveryCode(SecretString::from(office.recovery_code.clone()));
    office.desk.lock();
    let profile = office.desk.profile().unwrap().unwrap();
    let folder = office.desk.folder().vault_folder(&profile);
    let mut file = KeyFile::load(&folder).unwrap();
    let mut next = KeyFile::default();
    let other = SecretString::from("una frase para la clave nueva");
    let (key, cost) = (VaultKey::random(), vault::DerivationCost::least());
    next.set_passphrase(&key, &other, cost).unwrap();
    let code = next.add_recovery_code(&key, cost).unwrap();
    file.add_copies_of(&next);
    file.save(&folder).unwrap();
    // The file was not put under the new key yet.
    for early in [
        UnlockRequest::Passphrase(other),
        UnlockRequest::RecoveryCode(code.shown()),
    ] {
        let error = office.desk.unlock(&early).unwrap_err();
        assert_eq!(error.code(), Code::WrongKey);
    }
    office.desk.unlock(&before).unwrap();
    assert!(!KeyFile::load(&folder).unwrap().holds_two_keys());
    assert_eq!(office.status().clients, 26);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_window_locks_when_another_program_asks() {
    let office = Office::new(6).await;
    office.desk.lock();
    let window = desk_over(office.folder.path(), &office.clock).for_window();
    window.unlock(&passphrase()).unwrap();
    let mut events = window.subscribe();
    let other = desk_over(office.folder.path(), &office.clock);
    // While the window has it open, the key is not changed under it.
    let busy = other.rekey(&RekeyRequest {
        current: passphrase(),
        passphrase: None,
    });
    assert_eq!(busy.map(|_| ()).unwrap_err().code(), Code::InUse);
    let asked = tokio::task::spawn_blocking(move || other.lock_window())
        .await
        .unwrap();
    assert!(asked.unwrap());
    while !matches!(events.recv().await.unwrap(), Event::Changed(Topic::Session)) {}
    assert_eq!(window.app_state().unwrap().phase, Phase::Locked);
    window.unlock(&passphrase()).unwrap();
    assert_eq!(window.app_state().unwrap().phase, Phase::Open);
}

#[test]
fn a_folder_that_is_gone_and_a_vault_that_is_gone_are_told_apart_from_a_wrong_key() {
    let kept = Kept::new();
    kept.desk.lock();
    std::fs::remove_file(kept.folder().join(vault::VAULT_FILE_NAME)).unwrap();
    let error = kept.desk.unlock(&UnlockRequest::Keychain).unwrap_err();
    assert_eq!(error.code(), Code::Damaged);
}
