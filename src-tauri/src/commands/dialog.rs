//! The native file dialogs. In debug builds a variable answers for the person, because no test reaches them.

use std::path::PathBuf;

use tauri::WebviewWindow;
use tauri_plugin_dialog::{DialogExt, FilePath};
use tokio::sync::oneshot;

/// Asks where to save a file; nothing when the person cancels. `VINCULO_SAVE_FOLDER` answers with the name in that folder.
pub(super) async fn ask_where_to_save(window: WebviewWindow, name: String) -> Option<PathBuf> {
    #[cfg(debug_assertions)]
    if let Some(folder) = std::env::var_os("VINCULO_SAVE_FOLDER") {
        return Some(PathBuf::from(folder).join(name));
    }
    let (answer, chosen) = oneshot::channel();
    window
        .dialog()
        .file()
        .set_file_name(name)
        .set_parent(&window)
        .save_file(|path| tell(answer, path));
    chosen.await.ok().flatten()
}

/// Asks for a file of ours that ends in `extension`; nothing when the person cancels. `VINCULO_OPEN_FILE` answers with that file.
pub(super) async fn ask_for_file(window: WebviewWindow, extension: &str) -> Option<PathBuf> {
    #[cfg(debug_assertions)]
    if let Some(file) = std::env::var_os("VINCULO_OPEN_FILE") {
        return Some(file.into());
    }
    let (answer, chosen) = oneshot::channel();
    window
        .dialog()
        .file()
        .add_filter("Vínculo", &[extension])
        .set_parent(&window)
        .pick_file(|path| tell(answer, path));
    chosen.await.ok().flatten()
}

/// Nobody listens any more when the window is gone; then there is nothing to do with a file either.
fn tell(answer: oneshot::Sender<Option<PathBuf>>, path: Option<FilePath>) {
    let _ = answer.send(path.and_then(|path| path.into_path().ok()));
}
