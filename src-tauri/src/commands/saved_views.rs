//! Saved views.

use std::sync::Arc;

use desk::{
    Desk,
    contract::{RenameViewRequest, SaveViewRequest, SavedView, ViewRequest},
    saved_view,
};
use tauri::State;

use super::{Answer, with_session};

#[tauri::command]
pub(crate) async fn saved_views(desk: State<'_, Arc<Desk>>) -> Answer<Vec<SavedView>> {
    with_session(&desk, |session, _| saved_view::list(session)).await
}

#[tauri::command]
pub(crate) async fn save_view(
    desk: State<'_, Arc<Desk>>,
    request: SaveViewRequest,
) -> Answer<Vec<SavedView>> {
    with_session(&desk, move |session, _| saved_view::save(session, &request)).await
}

#[tauri::command]
pub(crate) async fn rename_view(
    desk: State<'_, Arc<Desk>>,
    request: RenameViewRequest,
) -> Answer<Vec<SavedView>> {
    with_session(&desk, move |session, _| {
        saved_view::rename(session, &request)
    })
    .await
}

#[tauri::command]
pub(crate) async fn remove_view(
    desk: State<'_, Arc<Desk>>,
    request: ViewRequest,
) -> Answer<Vec<SavedView>> {
    with_session(&desk, move |session, _| {
        saved_view::remove(session, &request)
    })
    .await
}
