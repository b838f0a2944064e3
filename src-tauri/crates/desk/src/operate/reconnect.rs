//! What follows a pull that reached the server: what is unknown is settled, what waited is sent.

use std::sync::Arc;

use super::{send::send_each, settle::settle_each};
use crate::{
    Error, Session,
    contract::{Event, Language, OperationState, PullReport, PullRequest, SendReport},
    pull,
};

/// Pulls, then settles and sends what waited for the connection, and tells what became of it: nobody asked for that just now.
///
/// # Errors
/// Those of the pull, and when another program pulls or sends meanwhile or the vault closes. What could not be sent keeps waiting and is
/// no failure.
pub async fn pull_and_send(
    session: &Arc<Session>,
    request: PullRequest,
    language: Language,
) -> Result<PullReport, Error> {
    let report = pull::run(session, request, language).await?;
    let mut settled = SendReport::default();
    let outcome = settle_each(session, language, &mut settled).await;
    tell(session, settled, OperationState::Unknown);
    outcome?;
    let mut sent = SendReport::default();
    let outcome = send_each(session, language, &mut sent).await;
    tell(session, sent, OperationState::Waiting);
    outcome?;
    Ok(report)
}

/// Tells of the operations that are no longer as they were: each pull tries the others again. A vault that closed meanwhile tells nothing:
/// another may be open by now.
fn tell(session: &Session, mut report: SendReport, before: OperationState) {
    report.results.retain(|result| result.state != before);
    if !report.results.is_empty() && session.vault().read(|_| Ok::<_, Error>(())).is_ok() {
        session.announce(Event::Sent(report));
    }
}
