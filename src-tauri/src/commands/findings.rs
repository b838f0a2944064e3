//! Findings and what analysts decide about them.

use std::sync::Arc;

use desk::{
    Desk,
    contract::{DecideRequest, DecidedView, FindingCodeCount, FindingQuery, FindingView, Page},
    finding,
};
use tauri::State;

use super::{Answer, with_session};

#[tauri::command]
pub(crate) async fn list_findings(
    desk: State<'_, Arc<Desk>>,
    request: FindingQuery,
) -> Answer<Page<FindingView>> {
    with_session(&desk, move |session, language| {
        finding::list(session, &request, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn count_findings(
    desk: State<'_, Arc<Desk>>,
    request: FindingQuery,
) -> Answer<Vec<FindingCodeCount>> {
    with_session(&desk, move |session, language| {
        finding::count(session, &request, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn decide_findings(
    desk: State<'_, Arc<Desk>>,
    request: DecideRequest,
) -> Answer<DecidedView> {
    with_session(&desk, move |session, _| finding::decide(session, &request)).await
}
