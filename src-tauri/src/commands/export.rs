//! Exports through the native save dialog.

use std::sync::Arc;

use desk::{
    Desk,
    contract::{ExportRequest, ExportView},
    export,
};
use tauri::{State, WebviewWindow};

use super::{Answer, dialog, with_session};

#[tauri::command]
pub(crate) async fn export_file(
    window: WebviewWindow,
    desk: State<'_, Arc<Desk>>,
    request: ExportRequest,
) -> Answer<Option<ExportView>> {
    let naming = request.clone();
    let name = with_session(&desk, move |session, _| export::file_name(session, &naming)).await?;
    let Some(target) = dialog::ask_where_to_save(window, name).await else {
        return Ok(None);
    };
    with_session(&desk, move |session, language| {
        export::write(session, &request, &target, language, &mut |_| true)
    })
    .await
    .map(Some)
}
