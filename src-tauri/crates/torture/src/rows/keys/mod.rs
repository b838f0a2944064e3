//! R15: a wrong passphrase, a wrong recovery code, no keychain, one that is locked or lost or changed its entry, a change of key
//! that is killed or whose keychain stops half-way, a folder copied to another data folder or over another profile.
//!
//! Nothing opens that should not, nothing is kept in plain instead, and no vault is made anew in the place of one that does not
//! open. Whatever was cut off, one of the secrets that the person has opens the same clients.

mod copies;
mod keychain;

use std::{path::Path, sync::Arc};

use desk::{
    DataFolder, Desk, Keychain, SystemClock,
    contract::{
        ChangePassphraseRequest, ChangeProtectionRequest, Code, NetworkSettings, NewProfileRequest,
        Protection, PullRequest, RekeyRequest, UnlockRequest,
    },
};
use rand::RngExt as _;
use secrecy::{ExposeSecret as _, SecretString};
use vault::{DerivationCost, RecoveryCode, VaultKey};

use super::crash;
use crate::{
    holdings,
    office::{ES, Office, PASSPHRASE, TEST},
    pool::Case,
    trouble::{Outcome, ensure, fail},
};
use keychain::StandIn;

const CLIENTS: usize = 30;
const OTHER: &str = "otra frase de prueba 31";

pub(crate) async fn case(mut case: Case) -> Outcome {
    let (what, outcome) = match case.number % 12 {
        0 => ("passphrase", wrong_passphrase(&mut case).await),
        1 => ("recovery code", wrong_code(&mut case).await),
        2 => ("no keychain", no_keychain(&case).await),
        3 => (
            "keychain locked",
            keychain_away(&case, |chain, _| chain.lock(true)).await,
        ),
        4 => (
            "entry lost",
            keychain_away(&case, |chain, id| chain.put(id, None)).await,
        ),
        5 => ("entry changed", keychain_away(&case, changed).await),
        6 => ("entry spoilt", keychain_away(&case, spoilt).await),
        7 => ("killed", crash::keys::case(case).await),
        8 => ("rekey half-way", half_way(&mut case, rekey).await),
        9 => ("protection half-way", half_way(&mut case, protect).await),
        10 => ("copied folder", copies::folder(&case).await),
        _ => ("copied over a profile", copies::over(&case).await),
    };
    outcome.or_else(|trouble| fail(format!("{what}: {}", trouble.0)))
}

/// A profile with clients, its desk, its keychain, and the recovery code.
struct Kept {
    office: Office,
    keychain: Arc<StandIn>,
    desk: Desk,
    code: String,
}

impl Kept {
    async fn new(case: &Case, protection: Protection) -> Outcome<Self> {
        let office = Office::bare(CLIENTS, 0, case.seed).await?;
        let keychain = Arc::new(StandIn::default());
        let desk = desk_over(office.folder.path(), &keychain)?;
        let made = desk.create_profile(new_profile(&office, "Oficina", protection))?;
        let pull = PullRequest { sweep: false };
        let report = desk::pull::run(&desk.session()?, pull, ES).await?;
        ensure(report.complete, || format!("{report:?}"))?;
        desk.lock();
        let kept = Self {
            office,
            keychain,
            desk,
            code: made.recovery_code,
        };
        kept.ensure_not_plain()?;
        Ok(kept)
    }

    fn code(&self) -> UnlockRequest {
        UnlockRequest::RecoveryCode(SecretString::from(self.code.clone()))
    }

    fn id(&self) -> Outcome<String> {
        match self.desk.profile()? {
            Some(profile) => Ok(profile.id),
            None => fail("the profile is gone"),
        }
    }

    /// It opens, and holds what the server has.
    fn ensure_opens(&self, secret: &UnlockRequest) -> Outcome {
        self.desk.lock();
        self.desk.unlock(secret)?;
        let session = self.desk.session()?;
        holdings::ensure_sound(&session)?;
        holdings::ensure_equal(&session, &self.office)?;
        drop(session);
        self.desk.lock();
        Ok(())
    }

    /// It does not open, for one of these reasons; afterwards every byte of the vault is as it was.
    fn ensure_refuses(&self, secret: &UnlockRequest, codes: &[Code]) -> Outcome {
        self.desk.lock();
        let file = holdings::vault_file(self.office.folder.path())?;
        let before = std::fs::read(&file)?;
        match self.desk.unlock(secret) {
            Ok(()) => return fail("it opened"),
            Err(error) => ensure(codes.contains(&error.code()), || format!("{error:?}"))?,
        }
        ensure(self.desk.session().is_err(), || "a session is open".into())?;
        ensure(std::fs::read(&file)? == before, || {
            "the vault changed".into()
        })
    }

    fn ensure_not_plain(&self) -> Outcome {
        ensure_not_plain(self.office.folder.path())
    }
}

/// No file of the folder is a database that opens without a key, or holds one of the secrets.
fn ensure_not_plain(folder: &Path) -> Outcome {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            ensure_not_plain(&path)?;
            continue;
        }
        let bytes = std::fs::read(&path)?;
        let holds = |text: &str| {
            bytes
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        };
        for text in ["SQLite format 3", PASSPHRASE, OTHER, sandbox::FULL_KEY] {
            ensure(!holds(text), || format!("{} holds {text}", path.display()))?;
        }
    }
    Ok(())
}

fn desk_over(folder: &Path, keychain: &Arc<StandIn>) -> Outcome<Desk> {
    let keychain = Arc::clone(keychain) as Arc<dyn Keychain>;
    Ok(
        Desk::new(DataFolder::open(folder)?, Arc::new(SystemClock), keychain)
            .with_derivation_cost(DerivationCost::least()),
    )
}

fn new_profile(office: &Office, name: &str, protection: Protection) -> NewProfileRequest {
    NewProfileRequest {
        name: name.into(),
        url: office.sandbox.base_url(),
        environment: TEST,
        key: SecretString::from(sandbox::FULL_KEY),
        passphrase: (protection == Protection::Passphrase).then(|| PASSPHRASE.into()),
        protection,
        analyst: "Ana Lista".into(),
        network: NetworkSettings::default(),
        operations: serde_json::Value::Null,
    }
}

fn phrase(text: &str) -> UnlockRequest {
    UnlockRequest::Passphrase(SecretString::from(text))
}

async fn wrong_passphrase(case: &mut Case) -> Outcome {
    let kept = Kept::new(case, Protection::Passphrase).await?;
    let mut letters: Vec<char> = PASSPHRASE.chars().collect();
    let place = case.random.random_range(0..letters.len());
    letters[place] = 'Q';
    let near: String = letters.iter().collect();
    let long = PASSPHRASE.repeat(case.random.random_range(2..2_000));
    let wrong = ["", &near, &long][case.random.random_range(0..3)];
    kept.ensure_refuses(&phrase(wrong), &[Code::WrongKey])?;
    kept.ensure_refuses(
        &UnlockRequest::Keychain,
        &[Code::WrongKey, Code::KeychainUnavailable],
    )?;
    kept.ensure_opens(&phrase(PASSPHRASE))?;
    kept.ensure_opens(&kept.code())
}

async fn wrong_code(case: &mut Case) -> Outcome {
    let kept = Kept::new(case, Protection::Passphrase).await?;
    let code = kept.code.clone();
    let swapped: String = {
        let mut letters: Vec<char> = code.chars().collect();
        let place = case.random.random_range(0..letters.len());
        letters[place] = if letters[place] == '7' { '8' } else { '7' };
        letters.into_iter().collect()
    };
    let wrong = match case.random.random_range(0..4) {
        0 => swapped,
        1 => code[..code.len() - 1].to_owned(),
        2 => String::new(),
        _ => RecoveryCode::random().shown().expose_secret().to_owned(),
    };
    let wrong = UnlockRequest::RecoveryCode(SecretString::from(wrong));
    kept.ensure_refuses(&wrong, &[Code::WrongKey])?;
    kept.ensure_opens(&kept.code())
}

/// A profile that the keychain is to keep is not made without one; what a keychain keeps does not open without it.
async fn no_keychain(case: &Case) -> Outcome {
    let office = Office::bare(CLIENTS, 0, case.seed).await?;
    let refused =
        office
            .desk
            .create_profile(new_profile(&office, "Sin llavero", Protection::Keychain));
    ensure(
        refused.is_err_and(|error| error.code() == Code::KeychainUnavailable),
        || "made without a keychain".into(),
    )?;
    let left = std::fs::read_dir(office.folder.path().join("profiles"))?.count();
    ensure(
        left == 0 && office.desk.folder().profiles()?.is_empty(),
        || format!("{left} folders are left behind"),
    )?;
    let kept = Kept::new(case, Protection::Keychain).await?;
    let run = crash::program(kept.office.folder.path())?
        .run(&["status", "--json"])
        .await?;
    ensure(run.status == 3 && run.told().is_some(), || {
        format!("status {}: {}", run.status, run.err)
    })?;
    kept.ensure_opens(&kept.code())?;
    kept.ensure_opens(&UnlockRequest::Keychain)
}

/// The keychain does not serve any more: the recovery code does, and lets the key be kept there again.
async fn keychain_away(case: &Case, spoil: impl Fn(&StandIn, &str)) -> Outcome {
    let kept = Kept::new(case, Protection::Keychain).await?;
    kept.ensure_opens(&UnlockRequest::Keychain)?;
    spoil(&kept.keychain, &kept.id()?);
    kept.ensure_refuses(
        &UnlockRequest::Keychain,
        &[Code::WrongKey, Code::KeychainUnavailable],
    )?;
    kept.ensure_not_plain()?;
    kept.ensure_opens(&kept.code())?;
    kept.keychain.lock(false);
    kept.desk.change_protection(&ChangeProtectionRequest {
        current: kept.code(),
        protection: Protection::Keychain,
        passphrase: None,
    })?;
    kept.ensure_opens(&UnlockRequest::Keychain)?;
    kept.ensure_not_plain()
}

fn changed(keychain: &StandIn, id: &str) {
    keychain.put(id, Some(VaultKey::random().to_hex()));
}

fn spoilt(keychain: &StandIn, id: &str) {
    keychain.put(id, Some(SecretString::from("esto no es una clave")));
}

fn rekey(kept: &Kept) -> Result<Option<String>, desk::Error> {
    let request = RekeyRequest {
        current: kept.code(),
        passphrase: None,
    };
    let made = kept.desk.rekey(&request)?;
    Ok(Some(made.recovery_code))
}

/// From the keychain under a passphrase and back.
fn protect(kept: &Kept) -> Result<Option<String>, desk::Error> {
    for protection in [Protection::Passphrase, Protection::Keychain] {
        kept.desk.change_protection(&ChangeProtectionRequest {
            current: kept.code(),
            protection,
            passphrase: Some(SecretString::from(PASSPHRASE)),
        })?;
    }
    kept.desk.change_passphrase(&ChangePassphraseRequest {
        current: kept.code(),
        new: SecretString::from(OTHER),
    })?;
    Ok(None)
}

/// The keychain stops at some call of a change. Afterwards it serves again, and what the person has opens the vault.
async fn half_way(
    case: &mut Case,
    change: impl Fn(&Kept) -> Result<Option<String>, desk::Error>,
) -> Outcome {
    let mut kept = Kept::new(case, Protection::Keychain).await?;
    for _ in 0..3 {
        let calls = case.random.random_range(0..8);
        kept.keychain.stop_after(Some(calls));
        let changed = change(&kept);
        kept.keychain.stop_after(None);
        if let Ok(Some(code)) = changed {
            kept.code = code;
        }
        let ways = [
            UnlockRequest::Keychain,
            kept.code(),
            phrase(PASSPHRASE),
            phrase(OTHER),
        ];
        let mut opened = 0;
        for way in &ways {
            opened += usize::from(kept.ensure_opens(way).is_ok());
        }
        ensure(opened > 0, || {
            format!("stopped after {calls} calls, nothing opens")
        })?;
        kept.ensure_not_plain()?;
        // From here on it is kept as it was at first.
        for way in &ways {
            let again = ChangeProtectionRequest {
                current: way.clone(),
                protection: Protection::Keychain,
                passphrase: None,
            };
            if kept.desk.change_protection(&again).is_ok() {
                break;
            }
        }
        kept.ensure_opens(&UnlockRequest::Keychain)?;
        kept.code = kept.renewed()?;
    }
    kept.ensure_opens(&kept.code())
}

impl Kept {
    fn renewed(&self) -> Outcome<String> {
        let current = UnlockRequest::Keychain;
        let made = self
            .desk
            .renew_recovery_code(&desk::contract::RenewRecoveryCodeRequest { current })?;
        self.desk.confirm_recovery_code()?;
        Ok(made.recovery_code)
    }
}
