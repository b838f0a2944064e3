//! What follows a pull that reached the server: what is unknown is settled, what waited is sent.

use std::sync::Arc;

use super::{send_waiting, settle};
use crate::{
    Error, Session,
    contract::{Language, PullReport, PullRequest},
    pull,
};

/// Pulls, then settles and sends what waited for the connection.
///
/// # Errors
/// Those of the pull. What could not be sent keeps waiting and is no failure of the pull.
pub async fn pull_and_send(
    session: &Arc<Session>,
    request: PullRequest,
    language: Language,
) -> Result<PullReport, Error> {
    let report = pull::run(session, request, language).await?;
    settle(session, language).await?;
    send_waiting(session, language).await?;
    Ok(report)
}
