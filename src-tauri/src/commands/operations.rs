//! Operations.

use std::sync::Arc;

use desk::{
    Desk,
    contract::{
        ClientRequest, OperationQuery, OperationRequest, OperationResult, OperationView, Page,
        PromoteRequest, SendReport,
    },
    operate,
};
use tauri::State;

use super::{Answer, with_session};

#[tauri::command]
pub(crate) async fn rehearse_promotion(
    desk: State<'_, Arc<Desk>>,
    request: ClientRequest,
) -> Answer<OperationResult> {
    with_session(&desk, move |session, language| {
        operate::rehearse_promotion(session, request.client_id, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn promote(
    desk: State<'_, Arc<Desk>>,
    request: PromoteRequest,
) -> Answer<OperationResult> {
    let language = desk.language();
    let session = desk.session().map_err(|error| error.to_app(language))?;
    operate::promote(&session, &request, language)
        .await
        .map_err(|error| error.to_app(language))
}

#[tauri::command]
pub(crate) async fn list_operations(
    desk: State<'_, Arc<Desk>>,
    request: OperationQuery,
) -> Answer<Page<OperationView>> {
    with_session(&desk, move |session, language| {
        operate::list(session, &request, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn operation(
    desk: State<'_, Arc<Desk>>,
    request: OperationRequest,
) -> Answer<OperationView> {
    with_session(&desk, move |session, language| {
        operate::show(session, &request.operation_id, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn send_operations(desk: State<'_, Arc<Desk>>) -> Answer<SendReport> {
    let language = desk.language();
    let session = desk.session().map_err(|error| error.to_app(language))?;
    operate::send_waiting(&session, language)
        .await
        .map_err(|error| error.to_app(language))
}

#[tauri::command]
pub(crate) async fn cancel_operation(
    desk: State<'_, Arc<Desk>>,
    request: OperationRequest,
) -> Answer<OperationView> {
    with_session(&desk, move |session, language| {
        operate::cancel(session, &request.operation_id, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn settle_operations(desk: State<'_, Arc<Desk>>) -> Answer<SendReport> {
    let language = desk.language();
    let session = desk.session().map_err(|error| error.to_app(language))?;
    operate::settle(&session, language)
        .await
        .map_err(|error| error.to_app(language))
}
