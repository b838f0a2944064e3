//! Rule packs, and checking everything.

use std::sync::Arc;

use desk::{
    Desk,
    contract::{
        AdoptPackRequest, OfferedPack, OfferedPackRequest, Page, RehearsedFinding, RehearsedQuery,
        RuleRehearsal, RulesView,
    },
    finding, rules,
};
use tauri::{State, WebviewWindow};

use super::{Answer, dialog, with_session};

#[tauri::command]
pub(crate) async fn rule_packs(desk: State<'_, Arc<Desk>>) -> Answer<RulesView> {
    with_session(&desk, |session, _| rules::list(session)).await
}

#[tauri::command]
pub(crate) async fn offer_rule_pack(
    window: WebviewWindow,
    desk: State<'_, Arc<Desk>>,
) -> Answer<Option<OfferedPack>> {
    let Some(file) = dialog::ask_for_file(window, "json").await else {
        return Ok(None);
    };
    with_session(&desk, move |session, language| {
        rules::offer(session, rules::read_file(&file)?, language)
    })
    .await
    .map(Some)
}

#[tauri::command]
pub(crate) async fn rehearse_rule_pack(
    desk: State<'_, Arc<Desk>>,
    request: OfferedPackRequest,
) -> Answer<RuleRehearsal> {
    with_session(&desk, move |session, language| {
        let turn = session.begin_check()?;
        rules::rehearse(session, &request, language, |done, total| {
            turn.go_on(done, total)
        })
    })
    .await
}

#[tauri::command]
pub(crate) async fn list_rehearsed_findings(
    desk: State<'_, Arc<Desk>>,
    request: RehearsedQuery,
) -> Answer<Page<RehearsedFinding>> {
    with_session(&desk, move |session, language| {
        rules::rehearsed(session, &request, language)
    })
    .await
}

#[tauri::command]
pub(crate) async fn adopt_rule_pack(
    desk: State<'_, Arc<Desk>>,
    request: AdoptPackRequest,
) -> Answer<RulesView> {
    with_session(&desk, move |session, _| rules::adopt(session, &request)).await
}

#[tauri::command]
pub(crate) async fn check_everything(desk: State<'_, Arc<Desk>>) -> Answer<RulesView> {
    with_session(&desk, |session, _| {
        let turn = session.begin_check()?;
        finding::check_all(session, |done, total| turn.go_on(done, total))?;
        rules::list(session)
    })
    .await
}

#[tauri::command]
pub(crate) async fn cancel_check(desk: State<'_, Arc<Desk>>) -> Answer<()> {
    with_session(&desk, |session, _| {
        session.cancel_check();
        Ok(())
    })
    .await
}
