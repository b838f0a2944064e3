//! What is read from the vault.

use std::sync::Arc;

use desk::{
    Desk, client,
    contract::{
        ClientQuery, ClientRequest, ClientRow, ClientView, HouseholdQuery, HouseholdRequest,
        HouseholdRow, HouseholdView, JournalCheck, JournalRow, MatrixView, NoticeRequest,
        NoticeView, Page, QuarantineRow, SearchHit, SearchRequest, Slice,
    },
    household, journal, matrix, notice, quarantine, search as lookup,
};
use tauri::State;

use super::{Answer, with_session};

#[tauri::command]
pub(crate) async fn list_households(
    desk: State<'_, Arc<Desk>>,
    request: HouseholdQuery,
) -> Answer<Page<HouseholdRow>> {
    with_session(&desk, move |session, _| household::list(session, &request)).await
}

#[tauri::command]
pub(crate) async fn household(
    desk: State<'_, Arc<Desk>>,
    request: HouseholdRequest,
) -> Answer<HouseholdView> {
    with_session(&desk, move |session, language| {
        household::page(session, request.household_id, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn household_matrix(
    desk: State<'_, Arc<Desk>>,
    request: HouseholdRequest,
) -> Answer<MatrixView> {
    with_session(&desk, move |session, language| {
        matrix::of_household(session, request.household_id, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn list_clients(
    desk: State<'_, Arc<Desk>>,
    request: ClientQuery,
) -> Answer<Page<ClientRow>> {
    with_session(&desk, move |session, _| client::list(session, &request)).await
}

#[tauri::command]
pub(crate) async fn client(
    desk: State<'_, Arc<Desk>>,
    request: ClientRequest,
) -> Answer<ClientView> {
    with_session(&desk, move |session, language| {
        client::page(session, request.client_id, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn notice_readiness(
    desk: State<'_, Arc<Desk>>,
    request: NoticeRequest,
) -> Answer<NoticeView> {
    with_session(&desk, move |session, language| {
        notice::readiness(session, &request, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn search(
    desk: State<'_, Arc<Desk>>,
    request: SearchRequest,
) -> Answer<Page<SearchHit>> {
    with_session(&desk, move |session, _| lookup::search(session, &request)).await
}

#[tauri::command]
pub(crate) async fn list_quarantine(
    desk: State<'_, Arc<Desk>>,
    request: Slice,
) -> Answer<Page<QuarantineRow>> {
    with_session(&desk, move |session, _| quarantine::list(session, request)).await
}

#[tauri::command]
pub(crate) async fn list_journal(
    desk: State<'_, Arc<Desk>>,
    request: Slice,
) -> Answer<Page<JournalRow>> {
    with_session(&desk, move |session, language| {
        journal::list(session, request, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn verify_journal(desk: State<'_, Arc<Desk>>) -> Answer<JournalCheck> {
    with_session(&desk, journal::verify).await
}
