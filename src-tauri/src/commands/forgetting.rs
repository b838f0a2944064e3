//! Forgetting a client.

use std::sync::Arc;

use desk::{
    Desk,
    contract::{ForgetRequest, ForgottenView},
    forget,
};
use tauri::State;

use super::{Answer, with_session};

#[tauri::command]
pub(crate) async fn forget_client(
    desk: State<'_, Arc<Desk>>,
    request: ForgetRequest,
) -> Answer<ForgottenView> {
    with_session(&desk, move |session, _| forget::client(session, request)).await
}
