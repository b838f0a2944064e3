//! What analysts decide about findings.

use std::collections::BTreeSet;

use serde::Serialize;
use vault::{Disposition, FindingOwner, FindingRow, Transaction, View};

use super::shown;
use crate::{
    Error, Session, Usage,
    contract::{DecideRequest, DecidedView, DispositionKind, FindingChoice, FindingName, Topic},
    journal::{self, Action},
    rules,
};

/// Most findings decided about at once.
const MOST_AT_ONCE: u64 = 5_000;

/// Keeps a decision about findings, each with its reason. All of it is kept, or nothing.
///
/// # Errors
/// When the reason is missing, there are too many findings, one of them is no longer there as it was shown, or the vault cannot be
/// written.
pub fn decide(session: &Session, request: &DecideRequest) -> Result<DecidedView, Error> {
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(Error::Usage(Usage::Reason));
    }
    let at = session.now();
    let findings = session.vault().write(|tx| {
        let rows = chosen(session, tx.view(), &request.choice)?;
        let decisions: Vec<Disposition> = rows
            .iter()
            .map(|row| Disposition::about(row, request.kind.into(), reason, session.analyst(), at))
            .collect();
        for decision in &decisions {
            tx.dispositions().add(decision)?;
        }
        enter(session, tx, request.kind, reason, &decisions)?;
        Ok::<_, Error>(decisions.len() as u64)
    })?;
    session.changed(Topic::Clients);
    Ok(DecidedView { findings })
}

/// The findings as they stand.
fn chosen(
    session: &Session,
    view: View<'_>,
    choice: &FindingChoice,
) -> Result<Vec<FindingRow>, Error> {
    match choice {
        FindingChoice::Name { findings } => {
            if findings.len() as u64 > MOST_AT_ONCE {
                return Err(Error::Usage(Usage::TooManyFindings));
            }
            findings.iter().map(|name| named(view, name)).collect()
        }
        FindingChoice::List { query, total } => {
            let query = vault::FindingQuery {
                limit: MOST_AT_ONCE + 1,
                ..shown::filters(
                    query,
                    &rules::in_force_in(session, view)?.pack,
                    session.clock(),
                )
            };
            let listed = view.findings().list(&query)?;
            if listed.total > MOST_AT_ONCE {
                return Err(Error::Usage(Usage::TooManyFindings));
            }
            if listed.total != *total {
                return Err(Error::FindingsMoved);
            }
            Ok(listed.rows)
        }
    }
}

fn named(view: View<'_>, name: &FindingName) -> Result<FindingRow, Error> {
    let findings = view.findings();
    let found = match name.household_id {
        Some(anchor) => findings.of(FindingOwner::Household(anchor))?,
        None => [FindingOwner::Client, FindingOwner::Beside]
            .map(|owner| findings.of(owner(name.client_id)))
            .into_iter()
            .collect::<Result<Vec<_>, _>>()?
            .concat(),
    };
    let found = found.into_iter().find(|row| {
        row.client_id == Some(name.client_id)
            && row.household_id == name.household_id
            && row.code == name.code
            && row.field.as_deref().unwrap_or_default() == name.field
            && row.value == name.value
    });
    found.ok_or(Error::FindingsMoved)
}

/// What the journal keeps of one finding that was decided about: not its value.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Decision<'a> {
    code: &'a str,
    client_id: Option<String>,
    household_id: Option<String>,
    field: Option<&'a str>,
}

fn enter(
    session: &Session,
    tx: &Transaction<'_>,
    kind: DispositionKind,
    reason: &str,
    decisions: &[Disposition],
) -> Result<(), Error> {
    let subjects: BTreeSet<String> = decisions
        .iter()
        .filter_map(|decision| Some(decision.client_id?.to_string()))
        .collect();
    let about: Vec<Decision<'_>> = decisions
        .iter()
        .map(|decision| Decision {
            code: &decision.code,
            client_id: decision.client_id.map(|id| id.to_string()),
            household_id: decision.household_id.map(|id| id.to_string()),
            field: decision.field.as_deref(),
        })
        .collect();
    journal::append(
        tx,
        session.now(),
        session.analyst(),
        Action::FindingsDecided,
        &subjects.into_iter().collect::<Vec<_>>(),
        &(kind, reason, about),
    )
}
