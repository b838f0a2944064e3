//! The vault as a file: its keys, its backups, its soundness.

use desk::{
    backup,
    contract::{
        BackupKind, BackupView, ChangePassphraseRequest, Language, RebuildRequest,
        RecoveryCodeState, RecoveryCodeView, RekeyRequest, RenewRecoveryCodeRequest,
        RestoreRequest, RestoreView, RetentionRequest, VaultKeysView, VaultRoom,
    },
    retention,
};
use serde::Serialize;

use super::Answer;
use crate::{
    arguments::{Keep, Vault},
    context::Context,
    exit::Exit,
    failure::{Failure, Problem},
    output::note,
    secrets,
    words::pick,
};

pub(super) fn run(context: &Context, act: Vault) -> Answer {
    match act {
        Vault::Keys => keys(context, &context.desk.vault_keys()?)?,
        Vault::Passphrase => {
            let request = ChangePassphraseRequest {
                current: secrets::unlock()?,
                new: secrets::new_passphrase().ok_or(Problem::NewPassphrase)?,
            };
            keys(context, &context.desk.change_passphrase(&request)?)?;
        }
        Vault::RecoveryCode => {
            let request = RenewRecoveryCodeRequest {
                current: secrets::unlock()?,
            };
            code(context, &context.desk.renew_recovery_code(&request)?)?;
        }
        Vault::Rekey => {
            let request = RekeyRequest {
                current: secrets::unlock()?,
                passphrase: secrets::new_passphrase(),
            };
            code(context, &context.desk.rekey(&request)?)?;
        }
        Vault::Lock => lock(context)?,
        Vault::Backup { file, work } => {
            let kind = if work {
                BackupKind::Work
            } else {
                BackupKind::Whole
            };
            let written = backup::back_up(&*context.session()?, kind, &file)?;
            context
                .output
                .show(&written, |written| wrote(context, written))?;
        }
        Vault::Restore {
            file,
            another_profile,
            ..
        } => {
            let current = secrets::unlock()?;
            let restored = match file {
                Some(file) => {
                    let request = RestoreRequest {
                        current,
                        backup: secrets::unlock_backup(),
                        another_profile,
                    };
                    context
                        .desk
                        .restore(&file, &request, secrets::given_api_key())?
                }
                None => context.desk.rebuild(&RebuildRequest { current })?,
            };
            context
                .output
                .show(&restored, |restored| took_place(context, restored))?;
        }
        Vault::Check => return check(context),
        Vault::Revisions { keep } => revisions(context, keep)?,
    }
    Ok(Exit::Done)
}

fn keys(context: &Context, keys: &VaultKeysView) -> Result<(), Failure> {
    context.output.show(keys, |keys| {
        let code = match keys.recovery_code {
            RecoveryCodeState::None => pick(context.language, "no hay", "none"),
            RecoveryCodeState::Unconfirmed => pick(
                context.language,
                "sin confirmar que se anotó",
                "not confirmed as written down",
            ),
            RecoveryCodeState::Confirmed => pick(context.language, "sí", "yes"),
        };
        let passphrase = crate::words::yes_no(keys.passphrase, context.language);
        pick(
            context.language,
            format!("Frase: {passphrase}\nCódigo de recuperación: {code}"),
            format!("Passphrase: {passphrase}\nRecovery code: {code}"),
        )
    })?;
    Ok(())
}

/// Prints the code, and only then takes note that it was handed over: cut off before, the code before still opens.
fn code(context: &Context, made: &RecoveryCodeView) -> Result<(), Failure> {
    context.output.show(made, |made| {
        let keep = pick(
            context.language,
            "Código de recuperación nuevo (se muestra solo esta vez; guárdelo en un lugar seguro)",
            "New recovery code (shown this once; keep it in a safe place)",
        );
        format!("{keep}: {}", made.recovery_code)
    })?;
    context.desk.confirm_recovery_code()?;
    Ok(())
}

/// What locking found.
#[derive(Serialize)]
struct Locked {
    /// `locked` or `none`.
    window: &'static str,
}

fn lock(context: &Context) -> Result<(), Failure> {
    let window = if context.desk.lock_window()? {
        "locked"
    } else {
        "none"
    };
    context.output.show(&Locked { window }, |locked| {
        let said = match locked.window {
            "locked" => pick(
                context.language,
                "La ventana cerró la bóveda.",
                "The window locked the vault.",
            ),
            _ => pick(
                context.language,
                "Ninguna ventana tiene abierta la bóveda. Una orden la abre solo mientras corre.",
                "No window has the vault open. A command opens it only while it runs.",
            ),
        };
        said.to_owned()
    })?;
    Ok(())
}

fn wrote(context: &Context, written: &BackupView) -> String {
    pick(
        context.language,
        format!(
            "Respaldo escrito y comprobado: {} ({} bytes; {} clientes, {} operaciones, {} dictámenes, {} asientos). Lo abre la frase o el código de recuperación de hoy.",
            written.file,
            written.bytes,
            written.clients,
            written.operations,
            written.reviews,
            written.entries
        ),
        format!(
            "Backup written and verified: {} ({} bytes; {} clients, {} operations, {} reviews, {} entries). The passphrase or recovery code of today opens it.",
            written.file,
            written.bytes,
            written.clients,
            written.operations,
            written.reviews,
            written.entries
        ),
    )
}

fn took_place(context: &Context, restored: &RestoreView) -> String {
    if restored.kind == BackupKind::Work {
        note(pick(
            context.language,
            "Los clientes se traen de nuevo con `vinculo-cli pull`.",
            "The clients are pulled again with `vinculo-cli pull`.",
        ));
    }
    let aside = restored.kept_aside.as_deref().unwrap_or("-");
    pick(
        context.language,
        format!(
            "Bóveda restaurada: {} clientes, {} operaciones, {} dictámenes, {} asientos, de {}. Lo reemplazado se conserva: {aside}",
            restored.clients,
            restored.operations,
            restored.reviews,
            restored.entries,
            restored.made_at
        ),
        format!(
            "Vault restored: {} clients, {} operations, {} reviews, {} entries, from {}. What was replaced is kept: {aside}",
            restored.clients,
            restored.operations,
            restored.reviews,
            restored.entries,
            restored.made_at
        ),
    )
}

fn check(context: &Context) -> Answer {
    let found = backup::check(&*context.session()?, context.language)?;
    context.output.show(&found, |found| {
        let room = found.room.map(|room| takes(room, context.language));
        [Some(found.message.clone()), room]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n")
    })?;
    Ok(if found.ok { Exit::Done } else { Exit::Failed })
}

fn revisions(context: &Context, keep: Option<Keep>) -> Result<(), Failure> {
    let session = context.session()?;
    let kept = match keep {
        Some(Keep(years)) => retention::change(&session, RetentionRequest { years })?,
        None => retention::show(&session)?,
    };
    context.output.show(&kept, |kept| {
        let how_long = match kept.years {
            Some(years) => pick(
                context.language,
                format!("Las versiones anteriores se conservan {years} años."),
                format!("Earlier versions are kept {years} years."),
            ),
            None => pick(
                context.language,
                "Las versiones anteriores se conservan para siempre.".into(),
                "Earlier versions are kept for ever.".into(),
            ),
        };
        format!("{how_long}\n{}", takes(kept.room, context.language))
    })?;
    Ok(())
}

fn takes(room: VaultRoom, language: Language) -> String {
    pick(
        language,
        format!(
            "La bóveda ocupa {} bytes; de ellos {} son de {} versiones anteriores.",
            room.bytes, room.revision_bytes, room.revisions
        ),
        format!(
            "The vault takes {} bytes; {} of them are of {} earlier versions.",
            room.bytes, room.revision_bytes, room.revisions
        ),
    )
}
