//! The pull.

use std::sync::Arc;

use desk::{Desk, contract::PullRequest, operate};
use tauri::State;

use super::Answer;

#[tauri::command]
pub(crate) async fn start_pull(desk: State<'_, Arc<Desk>>, request: PullRequest) -> Answer<()> {
    spawn(&desk, request)
}

/// Starts a pull. How it goes travels as events alone: an answer could overtake them or be overtaken.
pub(super) fn spawn(desk: &Arc<Desk>, request: PullRequest) -> Answer<()> {
    let language = desk.language();
    let session = desk.session().map_err(|error| error.to_app(language))?;
    tauri::async_runtime::spawn(async move {
        operate::pull_and_send(&session, request, language).await
    });
    Ok(())
}

#[tauri::command]
pub(crate) async fn cancel_pull(desk: State<'_, Arc<Desk>>) -> Answer<()> {
    let session = desk
        .session()
        .map_err(|error| error.to_app(desk.language()))?;
    session.cancel_pull();
    Ok(())
}
