//! Kills while the passphrase, the recovery code or the key of the vault changes.

use std::path::Path;

use desk::contract::{RenewRecoveryCodeRequest, UnlockRequest};
use rand::RngExt as _;
use secrecy::SecretString;
use serde_json::Value;
use vault::{KeyFile, RecoveryCodeStanding};

use super::{
    done,
    kill::{Moment, kill_and_hear},
    landed, program, undisturbed,
};
use crate::{
    holdings::{self, Holdings},
    office::{Office, PASSPHRASE, patience},
    pool::Case,
    rows::wish::Wishes,
    trouble::{Outcome, ensure, fail},
    work::Work,
};

const CLIENTS: usize = 60;
const OTHER: &str = "otra frase de prueba 31";
const NEW: [(&str, &str); 1] = [("VINCULO_NEW_PASSPHRASE", OTHER)];

/// What is changed, and whether another passphrase comes with it.
const CHANGES: [(&str, bool); 4] = [
    ("passphrase", true),
    ("recovery-code", false),
    ("rekey", false),
    ("rekey", true),
];

pub(crate) async fn case(mut case: Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let wish = Wishes::of(&office, &mut case.random).draw(0)?;
    office.operate(&wish.intent, true).await?;
    let made = office.desk.renew_recovery_code(&RenewRecoveryCodeRequest {
        current: phrase(PASSPHRASE),
    })?;
    office.desk.confirm_recovery_code()?;
    let (clients, work) = read(&office)?;
    office.desk.lock();

    let (what, another) = CHANGES[case.random.random_range(0..CHANGES.len())];
    let variables: &[(&str, &str)] = if another { &NEW } else { &[] };
    let change = ["vault", what, "--json"];
    let folder = office.folder.path();
    let time = undisturbed(folder, variables, &change).await?;
    let mut changer = program(folder)?;
    if another {
        changer = changer.with(NEW[0].0, OTHER);
    }
    let after = time.mul_f64(case.random.random_range(0.1..1.0));
    let killed = kill_and_hear(&changer, &change, Moment::Started, after).await?;
    landed(killed.in_flight);

    let (old, new) = (
        opens(folder, &phrase(PASSPHRASE))?,
        opens(folder, &phrase(OTHER))?,
    );
    ensure(old != new && (another || old), || {
        format!("the old passphrase opens: {old}, the new one: {new}")
    })?;
    ensure_one_key(folder)?;
    let told = recovery_code(what, &killed.out);
    let code = told.clone().unwrap_or(made.recovery_code);
    // A change of key that was done and not told leaves the passphrase, and a code that nobody saw.
    if told.is_some() || what != "rekey" {
        let opened = opens(folder, &UnlockRequest::RecoveryCode(code.into()))?;
        ensure(opened, || {
            format!("{what}: the recovery code does not open")
        })?;
    }

    let now = if new { OTHER } else { PASSPHRASE };
    let mut again = program(folder)?.with("VINCULO_PASSPHRASE", now);
    if another {
        again = again.with(NEW[0].0, OTHER);
    }
    let run = done(&again, &change).await?;
    let last = if another { OTHER } else { PASSPHRASE };
    ensure(opens(folder, &phrase(last))?, || {
        "the last passphrase does not open".into()
    })?;
    if let Some(code) = recovery_code(what, &run.out) {
        let opened = opens(folder, &UnlockRequest::RecoveryCode(code.into()))?;
        ensure(opened, || "the last recovery code does not open".into())?;
    }
    ensure_one_key(folder)?;
    office.desk.unlock(&phrase(last))?;
    holdings::ensure_sound(&*office.session()?)?;
    let (there, kept) = read(&office)?;
    there.ensure_same(&clients)?;
    work.ensure_kept(&kept)
}

fn read(office: &Office) -> Outcome<(Holdings, Work)> {
    let session = office.session()?;
    Ok((Holdings::of(&session)?, Work::of(&session)?))
}

fn phrase(text: &str) -> UnlockRequest {
    UnlockRequest::Passphrase(SecretString::from(text))
}

/// Whether a secret opens the vault. One that does not is said to be wrong, and nothing else.
fn opens(folder: &Path, secret: &UnlockRequest) -> Outcome<bool> {
    match holdings::open_with(folder, secret) {
        Ok(_) => Ok(true),
        Err(error) if error.code() == desk::contract::Code::WrongKey => Ok(false),
        Err(error) => fail(format!("a secret that does not open: {error:?}")),
    }
}

/// Once the vault was opened, the copies of the other key are gone.
fn ensure_one_key(folder: &Path) -> Outcome {
    let file = holdings::vault_file(folder)?;
    let keys = KeyFile::load(file.parent().unwrap_or(folder))?;
    ensure(
        !keys.holds_two_keys() && keys.recovery_code() != RecoveryCodeStanding::None,
        || "the key file holds the copies of two keys, or no recovery code".into(),
    )
}

/// The new code that a program told.
fn recovery_code(what: &str, out: &str) -> Option<String> {
    let told: Value = serde_json::from_str(out).ok()?;
    // A change of passphrase makes none, and says how it stands with the one there is.
    (what != "passphrase").then(|| Some(told["recoveryCode"].as_str()?.to_owned()))?
}
