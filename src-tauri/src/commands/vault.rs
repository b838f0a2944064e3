//! The vault as a file: its keys, its backups, its soundness.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use desk::{
    Desk, backup,
    contract::{
        BackupRequest, BackupView, ChangePassphraseRequest, ChangeProtectionRequest,
        RebuildRequest, RecoveryCodeView, RekeyRequest, RenewRecoveryCodeRequest, RestoreRequest,
        RestoreView, RetentionRequest, RetentionView, VaultCheck, VaultFilesView, VaultKeysView,
    },
    retention,
};
use tauri::{State, WebviewWindow};

use super::{Answer, dialog, off_thread, with_session};

/// The backup that was chosen last, so that a confirmation speaks of the same file.
#[derive(Default)]
pub(crate) struct ChosenBackup(Mutex<Option<PathBuf>>);

impl ChosenBackup {
    fn keep(&self, file: Option<PathBuf>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = file;
    }

    fn kept(&self) -> Option<PathBuf> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

#[tauri::command]
pub(crate) async fn vault_keys(desk: State<'_, Arc<Desk>>) -> Answer<VaultKeysView> {
    off_thread(&desk, |desk, _| desk.vault_keys()).await
}

#[tauri::command]
pub(crate) async fn vault_files(desk: State<'_, Arc<Desk>>) -> Answer<VaultFilesView> {
    off_thread(&desk, |desk, _| desk.vault_files()).await
}

#[tauri::command]
pub(crate) async fn revision_retention(desk: State<'_, Arc<Desk>>) -> Answer<RetentionView> {
    with_session(&desk, |session, _| retention::show(session)).await
}

#[tauri::command]
pub(crate) async fn set_revision_retention(
    desk: State<'_, Arc<Desk>>,
    request: RetentionRequest,
) -> Answer<RetentionView> {
    with_session(&desk, move |session, _| retention::change(session, request)).await
}

#[tauri::command]
pub(crate) async fn change_passphrase(
    desk: State<'_, Arc<Desk>>,
    request: ChangePassphraseRequest,
) -> Answer<VaultKeysView> {
    off_thread(&desk, move |desk, _| desk.change_passphrase(&request)).await
}

#[tauri::command]
pub(crate) async fn change_protection(
    desk: State<'_, Arc<Desk>>,
    request: ChangeProtectionRequest,
) -> Answer<VaultKeysView> {
    off_thread(&desk, move |desk, _| desk.change_protection(&request)).await
}

#[tauri::command]
pub(crate) async fn renew_recovery_code(
    desk: State<'_, Arc<Desk>>,
    request: RenewRecoveryCodeRequest,
) -> Answer<RecoveryCodeView> {
    off_thread(&desk, move |desk, _| desk.renew_recovery_code(&request)).await
}

#[tauri::command]
pub(crate) async fn confirm_recovery_code(desk: State<'_, Arc<Desk>>) -> Answer<VaultKeysView> {
    off_thread(&desk, |desk, _| desk.confirm_recovery_code()).await
}

#[tauri::command]
pub(crate) async fn rekey_vault(
    desk: State<'_, Arc<Desk>>,
    request: RekeyRequest,
) -> Answer<RecoveryCodeView> {
    off_thread(&desk, move |desk, _| desk.rekey(&request)).await
}

#[tauri::command]
pub(crate) async fn back_up_vault(
    window: WebviewWindow,
    desk: State<'_, Arc<Desk>>,
    request: BackupRequest,
) -> Answer<Option<BackupView>> {
    let name = with_session(&desk, move |session, _| {
        Ok(backup::file_name(session, request.kind))
    })
    .await?;
    let Some(target) = dialog::ask_where_to_save(window, name).await else {
        return Ok(None);
    };
    with_session(&desk, move |session, _| {
        backup::back_up(session, request.kind, &target)
    })
    .await
    .map(Some)
}

#[tauri::command]
pub(crate) async fn restore_vault(
    window: WebviewWindow,
    desk: State<'_, Arc<Desk>>,
    chosen: State<'_, ChosenBackup>,
    request: RestoreRequest,
) -> Answer<Option<RestoreView>> {
    let file = if request.another_profile {
        chosen.kept()
    } else {
        let file = dialog::ask_for_file(window, "vinculo").await;
        chosen.keep(file.clone());
        file
    };
    let Some(file) = file else {
        return Ok(None);
    };
    off_thread(&desk, move |desk, _| desk.restore(&file, &request, None))
        .await
        .map(Some)
}

#[tauri::command]
pub(crate) async fn rebuild_vault(
    desk: State<'_, Arc<Desk>>,
    request: RebuildRequest,
) -> Answer<RestoreView> {
    off_thread(&desk, move |desk, _| desk.rebuild(&request)).await
}

#[tauri::command]
pub(crate) async fn check_vault(desk: State<'_, Arc<Desk>>) -> Answer<VaultCheck> {
    with_session(&desk, backup::check).await
}
