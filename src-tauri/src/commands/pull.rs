//! The pull.

use std::sync::Arc;

use desk::{
    Desk,
    contract::{PullRequest, PullStatus},
    operate,
};
use tauri::State;

use super::Answer;

#[tauri::command]
pub(crate) async fn start_pull(
    desk: State<'_, Arc<Desk>>,
    request: PullRequest,
) -> Answer<PullStatus> {
    spawn(&desk, request)
}

/// Starts a pull; progress and outcome travel as events.
pub(super) fn spawn(desk: &Arc<Desk>, request: PullRequest) -> Answer<PullStatus> {
    let language = desk.language();
    let session = desk.session().map_err(|error| error.to_app(language))?;
    tauri::async_runtime::spawn({
        let session = Arc::clone(&session);
        async move { operate::pull_and_send(&session, request, language).await }
    });
    Ok(session.pull_status())
}

#[tauri::command]
pub(crate) async fn cancel_pull(desk: State<'_, Arc<Desk>>) -> Answer<PullStatus> {
    let session = desk
        .session()
        .map_err(|error| error.to_app(desk.language()))?;
    session.cancel_pull();
    Ok(session.pull_status())
}
