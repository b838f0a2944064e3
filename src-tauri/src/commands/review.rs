//! Reviews.

use std::sync::Arc;

use desk::{
    Desk,
    contract::{ChangesView, HouseholdRequest, ReviewRequest, ReviewState},
    review,
};
use tauri::State;

use super::{Answer, with_session};

#[tauri::command]
pub(crate) async fn review_household(
    desk: State<'_, Arc<Desk>>,
    request: ReviewRequest,
) -> Answer<ReviewState> {
    with_session(&desk, move |session, _| review::record(session, &request)).await
}

#[tauri::command]
pub(crate) async fn household_changes(
    desk: State<'_, Arc<Desk>>,
    request: HouseholdRequest,
) -> Answer<ChangesView> {
    with_session(&desk, move |session, language| {
        review::changes(session, request.household_id, language)
    })
    .await
}
