//! What follows a pull that reached the server: what is unknown is settled, what waited is sent.

use std::sync::Arc;

use super::{send_waiting, settle};
use crate::{
    Error, Session,
    contract::{Event, Language, OperationState, PullReport, PullRequest, SendReport},
    pull,
};

/// Pulls, then settles and sends what waited for the connection, and tells what became of it: nobody asked for that just now.
///
/// # Errors
/// Those of the pull. What could not be sent keeps waiting and is no failure of the pull.
pub async fn pull_and_send(
    session: &Arc<Session>,
    request: PullRequest,
    language: Language,
) -> Result<PullReport, Error> {
    let report = pull::run(session, request, language).await?;
    let settled = settle(session, language).await?;
    tell(session, settled, OperationState::Unknown);
    let sent = send_waiting(session, language).await?;
    tell(session, sent, OperationState::Waiting);
    Ok(report)
}

/// Tells of the operations that are no longer as they were: each pull tries the others again.
fn tell(session: &Session, mut report: SendReport, before: OperationState) {
    report.results.retain(|result| result.state != before);
    if !report.results.is_empty() {
        session.announce(Event::Sent(report));
    }
}
