//! What is missing in files, as a letter to the client.

use std::sync::Arc;

use desk::{
    Desk,
    contract::{ExportView, MissingCopyRequest, MissingFileRequest, MissingRequest, MissingView},
    missing,
};
use tauri::{AppHandle, State, WebviewWindow};

use super::{Answer, dialog, with_session};
use crate::clipboard;

#[tauri::command]
pub(crate) async fn missing_items(
    desk: State<'_, Arc<Desk>>,
    request: MissingRequest,
) -> Answer<MissingView> {
    with_session(&desk, move |session, _| missing::list(session, &request)).await
}

/// The window copies first, because only a person's own act may. What the journal does not take does not stay.
#[tauri::command]
pub(crate) async fn enter_copied_missing_items(
    app: AppHandle,
    desk: State<'_, Arc<Desk>>,
    request: MissingCopyRequest,
) -> Answer<()> {
    let entered = with_session(&desk, move |session, _| missing::copied(session, &request)).await;
    if entered.is_err() {
        clipboard::clear_own(&app);
    }
    entered
}

#[tauri::command]
pub(crate) async fn export_missing_items(
    window: WebviewWindow,
    desk: State<'_, Arc<Desk>>,
    request: MissingFileRequest,
) -> Answer<Option<ExportView>> {
    let naming = request.clone();
    let name = with_session(&desk, move |session, _| {
        missing::file_name(session, &naming)
    })
    .await?;
    let Some(target) = dialog::ask_where_to_save(window, name).await else {
        return Ok(None);
    };
    with_session(&desk, move |session, _| {
        missing::write(session, &request, &target)
    })
    .await
    .map(Some)
}
