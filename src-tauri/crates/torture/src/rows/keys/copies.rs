//! Files of a profile in other places.

use std::sync::Arc;

use desk::contract::{Code, Protection, UnlockRequest};
use vault::{KEY_FILE_NAME, VAULT_FILE_NAME};

use super::{Kept, StandIn, desk_over, ensure_not_plain, new_profile, phrase};
use crate::{
    holdings,
    office::PASSPHRASE,
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

/// The whole data folder, on a computer with a keychain that knows nothing of it.
pub(super) async fn folder(case: &Case) -> Outcome {
    let protections = [Protection::Keychain, Protection::Passphrase];
    let protection = protections[usize::try_from(case.number / 12)? % 2];
    let kept = Kept::new(case, protection).await?;
    let copy = tempfile::tempdir()?;
    holdings::copy(kept.office.folder.path(), copy.path())?;
    let desk = desk_over(copy.path(), &Arc::new(StandIn::default()))?;
    ensure(desk.session().is_err(), || "open without a secret".into())?;
    for wrong in [
        UnlockRequest::Keychain,
        phrase(""),
        phrase("una frase cualquiera"),
    ] {
        ensure(desk.unlock(&wrong).is_err(), || "it opened".into())?;
    }
    ensure_not_plain(copy.path())?;
    desk.unlock(&kept.code())?;
    holdings::ensure_equal(&*desk.session()?, &kept.office)?;
    desk.lock();
    if protection == Protection::Passphrase {
        desk.unlock(&phrase(PASSPHRASE))?;
    }
    Ok(())
}

/// The files of one profile over those of another: the vault, its key file, or both.
pub(super) async fn over(case: &Case) -> Outcome {
    let kept = Kept::new(case, Protection::Keychain).await?;
    let mine = holdings::vault_file(kept.office.folder.path())?;
    let mine = mine.parent().unwrap_or(&mine).to_owned();
    let made = kept
        .desk
        .create_profile(new_profile(&kept.office, "Otra", Protection::Keychain))?;
    kept.desk.lock();
    let Some(profile) = kept.desk.profile()? else {
        return fail("no profile");
    };
    let other = kept.desk.folder().vault_folder(&profile);
    let files: &[&str] = match case.number / 12 % 3 {
        0 => &[VAULT_FILE_NAME],
        1 => &[KEY_FILE_NAME],
        _ => &[VAULT_FILE_NAME, KEY_FILE_NAME],
    };
    for file in files {
        std::fs::copy(mine.join(file), other.join(file))?;
    }
    let before = std::fs::read(other.join(VAULT_FILE_NAME))?;
    let code = UnlockRequest::RecoveryCode(made.recovery_code.into());
    for secret in [UnlockRequest::Keychain, code] {
        match kept.desk.unlock(&secret) {
            // Its own key opens its own vault, whatever key file lies beside it.
            Ok(()) if !files.contains(&VAULT_FILE_NAME) => kept.desk.lock(),
            Ok(()) => return fail(format!("{files:?}: it opened")),
            Err(error) => ensure(
                matches!(error.code(), Code::WrongKey | Code::Damaged),
                || format!("{files:?}: {error:?}"),
            )?,
        }
    }
    ensure(
        std::fs::read(other.join(VAULT_FILE_NAME))? == before,
        || format!("{files:?}: the vault changed"),
    )?;
    let opens = kept.desk.unlock(&kept.code()).is_ok();
    ensure(opens == (files.len() == 2), || {
        format!("{files:?}: the code of the profile it came from opens it: {opens}")
    })?;
    kept.desk.lock();
    ensure_not_plain(kept.office.folder.path())?;
    kept.desk.use_profile("Oficina")?;
    kept.ensure_opens(&UnlockRequest::Keychain)
}
