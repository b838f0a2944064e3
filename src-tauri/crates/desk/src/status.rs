//! The open vault in numbers.

use vault::View;

use crate::{
    Error, Session,
    contract::{LastPull, OperationCounts, Status},
    pull,
};

/// Name under which the organisation's name is kept.
pub(crate) const ORGANISATION: &str = "organisation";

/// Counts everything the frame of the window shows.
///
/// # Errors
/// When the vault cannot be read.
pub fn status(session: &Session) -> Result<Status, Error> {
    use vault::OperationState as Kept;
    session.vault().read(|view| {
        let counts = view.clients().counts()?;
        let operations = view.operations();
        let unexplained = pull::is_count_unexplained(view)?;
        Ok(Status {
            profile: session.profile().name.clone(),
            environment: session.profile().environment,
            url: session.profile().url.clone(),
            organisation: view.settings().get(ORGANISATION)?,
            analyst: session.analyst().into(),
            clients: counts.clients - counts.gone,
            households: counts.primary,
            orphans: counts.orphans,
            gone: counts.gone,
            quarantined: view.quarantine().count()?,
            findings: view.findings().counts(Some(vault::Decided::Open))?.into(),
            reviews_outdated: outdated_reviews(view)?,
            last_pull: view.pulls().last()?.map(|pull| LastPull {
                kind: pull.kind.into(),
                started_at: pull.started_at,
                finished_at: pull.finished_at,
                complete: pull.complete && !unexplained,
            }),
            pull: session.pull_status(),
            operations: OperationCounts {
                waiting: operations.count(Kept::Recorded)?,
                conflict: operations.count(Kept::Conflict)?,
                unknown: operations.count(Kept::Unknown)?,
            },
        })
    })
}

fn outdated_reviews(view: View<'_>) -> Result<u64, Error> {
    let query = vault::HouseholdQuery {
        review: Some(vault::ReviewFilter::Outdated),
        gone: Some(false),
        limit: 1,
        ..vault::HouseholdQuery::default()
    };
    Ok(view.households().list(&query)?.total)
}
