//! Correcting a client where a finding points.

use std::sync::Arc;

use desk::{
    Desk,
    contract::{CorrectRequest, CorrectionRequest, CorrectionTrial, OperationResult},
    correction,
};
use tauri::State;

use super::{Answer, with_session};

#[tauri::command]
pub(crate) async fn try_correction(
    desk: State<'_, Arc<Desk>>,
    request: CorrectionRequest,
) -> Answer<CorrectionTrial> {
    with_session(&desk, move |session, language| {
        correction::try_out(session, &request, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn rehearse_correction(
    desk: State<'_, Arc<Desk>>,
    request: CorrectionRequest,
) -> Answer<OperationResult> {
    with_session(&desk, move |session, language| {
        correction::rehearse(session, &request, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn correct(
    desk: State<'_, Arc<Desk>>,
    request: CorrectRequest,
) -> Answer<OperationResult> {
    let language = desk.language();
    let session = desk.session().map_err(|error| error.to_app(language))?;
    correction::correct(&session, &request, language)
        .await
        .map_err(|error| error.to_app(language))
}
