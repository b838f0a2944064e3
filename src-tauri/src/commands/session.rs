//! Profiles, set-up, locking.

use std::sync::Arc;

use desk::{
    Desk, Error, connection,
    contract::{
        AppState, ComputerView, ConnectionReport, ConnectionRequest, ConnectionSettings,
        ConnectionSettingsView, LanguageRequest, NewProfileRequest, NewProfileView, ProfileRequest,
        PullRequest, UnlockRequest,
    },
};
use tauri::{AppHandle, State, WebviewWindow};

use super::{Answer, off_thread, with_session};
use crate::{bell, computer::Computer, menu, sample::Sample, window};

#[tauri::command]
pub(crate) async fn app_state(desk: State<'_, Arc<Desk>>) -> Answer<AppState> {
    off_thread(&desk, |desk, _| desk.app_state()).await
}

#[tauri::command]
pub(crate) async fn set_language(
    app: AppHandle,
    desk: State<'_, Arc<Desk>>,
    request: LanguageRequest,
) -> Answer<AppState> {
    let state = off_thread(&desk, move |desk, _| {
        desk.set_language(request.language)?;
        desk.app_state()
    })
    .await?;
    // A menu in the other language is a blemish, not a failure.
    let _ = menu::set(&app, request.language);
    Ok(state)
}

#[tauri::command]
pub(crate) async fn test_connection(
    desk: State<'_, Arc<Desk>>,
    request: ConnectionRequest,
) -> Answer<ConnectionReport> {
    let language = desk.language();
    connection::test(&request, language)
        .await
        .map_err(|error| error.to_app(language))
}

#[tauri::command]
pub(crate) async fn create_profile(
    view: WebviewWindow,
    desk: State<'_, Arc<Desk>>,
    request: NewProfileRequest,
) -> Answer<NewProfileView> {
    let made = off_thread(&desk, move |desk, _| desk.create_profile(request)).await?;
    let _ = window::retitle(&view, &desk);
    Ok(made)
}

#[tauri::command]
pub(crate) async fn explore_sample(
    view: WebviewWindow,
    desk: State<'_, Arc<Desk>>,
    sample: State<'_, Sample>,
) -> Answer<AppState> {
    // Why a loopback port cannot be opened is of no use to the person; trying again can be.
    let (url, key) = sample
        .start()
        .await
        .map_err(|_| Error::Interrupted.to_app(desk.language()))?;
    let state = off_thread(&desk, move |desk, _| {
        desk.open_sample(&url, &key.into())?;
        desk.app_state()
    })
    .await?;
    let _ = window::retitle(&view, &desk);
    super::pull::spawn(&desk, PullRequest::default())?;
    Ok(state)
}

#[tauri::command]
pub(crate) async fn use_profile(
    view: WebviewWindow,
    desk: State<'_, Arc<Desk>>,
    request: ProfileRequest,
) -> Answer<AppState> {
    let state = off_thread(&desk, move |desk, _| {
        desk.use_profile(&request.name)?;
        desk.app_state()
    })
    .await?;
    let _ = window::retitle(&view, &desk);
    Ok(state)
}

#[tauri::command]
pub(crate) async fn unlock(desk: State<'_, Arc<Desk>>, request: UnlockRequest) -> Answer<AppState> {
    off_thread(&desk, move |desk, _| {
        desk.unlock(&request)?;
        desk.app_state()
    })
    .await
}

#[tauri::command]
pub(crate) async fn lock(desk: State<'_, Arc<Desk>>) -> Answer<AppState> {
    off_thread(&desk, |desk, _| {
        desk.lock();
        desk.app_state()
    })
    .await
}

#[tauri::command]
pub(crate) async fn show_other_window(desk: State<'_, Arc<Desk>>) -> Answer<bool> {
    Ok(bell::ring(&desk).await)
}

#[tauri::command]
pub(crate) async fn computer(computer: State<'_, Computer>) -> Answer<ComputerView> {
    Ok(computer.view().await)
}

#[tauri::command]
pub(crate) async fn connection_settings(
    desk: State<'_, Arc<Desk>>,
) -> Answer<ConnectionSettingsView> {
    with_session(&desk, |session, _| connection::show(session)).await
}

#[tauri::command]
pub(crate) async fn set_connection_settings(
    desk: State<'_, Arc<Desk>>,
    request: ConnectionSettings,
) -> Answer<ConnectionSettingsView> {
    with_session(&desk, move |session, _| {
        connection::change(session, &request)
    })
    .await
}
