//! Exports through the native save dialog.

use std::{path::PathBuf, sync::Arc};

use desk::{
    Desk,
    contract::{ExportRequest, ExportView},
    export,
};
use tauri::{State, WebviewWindow};
use tauri_plugin_dialog::DialogExt;

use super::{Answer, with_session};

#[tauri::command]
pub(crate) async fn export_file(
    window: WebviewWindow,
    desk: State<'_, Arc<Desk>>,
    request: ExportRequest,
) -> Answer<Option<ExportView>> {
    let naming = request.clone();
    let name = with_session(&desk, move |session, _| export::file_name(session, &naming)).await?;
    let Some(target) = ask(window, name).await else {
        return Ok(None);
    };
    with_session(&desk, move |session, language| {
        export::write(session, &request, &target, language, &mut |_| true)
    })
    .await
    .map(Some)
}

/// Asks where to save. In debug builds `VINCULO_SAVE_FOLDER` answers for the person, because no test reaches the
/// native dialog.
async fn ask(window: WebviewWindow, name: String) -> Option<PathBuf> {
    #[cfg(debug_assertions)]
    if let Some(folder) = std::env::var_os("VINCULO_SAVE_FOLDER") {
        return Some(PathBuf::from(folder).join(name));
    }
    let (answer, chosen) = tokio::sync::oneshot::channel();
    window
        .dialog()
        .file()
        .set_file_name(name)
        .set_parent(&window)
        .save_file(|path| {
            // Nobody listens any more when the window is gone; then there is nothing to save either.
            let _ = answer.send(path);
        });
    chosen.await.ok().flatten()?.into_path().ok()
}
