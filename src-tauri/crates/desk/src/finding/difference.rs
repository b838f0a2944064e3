//! What the rules would find with another version of a client in the place of the stored one.

use artu::models::{Client, ClientId};
use vault::{FindingOwner, FindingRow, View};

use super::look::Look;
use crate::{Error, Session, contract::Severity, rules};

/// Findings with the other version beside those with the stored one, the worst first.
pub(crate) struct Difference {
    /// Only with the other version.
    pub appears: Vec<FindingRow>,
    /// Only with the stored version.
    pub disappears: Vec<FindingRow>,
    /// With both, as they would be.
    pub stays: Vec<FindingRow>,
}

/// Runs the rules over a client and its households twice, as stored and with the other version of the client. Keeps nothing.
///
/// # Errors
/// When the vault cannot be read.
pub(crate) fn difference(
    session: &Session,
    view: View<'_>,
    other: Client,
) -> Result<Difference, Error> {
    let households = view.households().households_of(other.id)?;
    let owners: Vec<FindingOwner> = std::iter::once(FindingOwner::Client(other.id))
        .chain(households.into_iter().map(FindingOwner::Household))
        .collect();
    let look = |mut look: Look<'_>| -> Result<Vec<FindingRow>, Error> {
        for owner in &owners {
            look.at(*owner)?;
        }
        Ok(look.end().into_rows())
    };
    let in_force = &rules::in_force_in(session, view)?;
    let now = session.now();
    let stored = look(Look::new(view, in_force, now))?;
    let changed = look(Look::new(view, in_force, now).with(other))?;
    let (stays, appears): (Vec<_>, Vec<_>) = sorted(changed)
        .into_iter()
        .partition(|row| stored.iter().any(|known| is_same(known, row)));
    let disappears = sorted(stored)
        .into_iter()
        .filter(|row| !stays.iter().any(|known| is_same(known, row)))
        .collect();
    Ok(Difference {
        appears,
        disappears,
        stays,
    })
}

/// What a finding says and of which place, whatever the value there: its code, client, household and field.
pub(super) type Name<'r> = (&'r str, Option<ClientId>, Option<ClientId>, Option<&'r str>);

/// The name of a finding.
pub(super) fn name(row: &FindingRow) -> Name<'_> {
    let field = row.field.as_deref();
    (&row.code, row.client_id, row.household_id, field)
}

/// Whether both say the same of the same place; the value may be another.
fn is_same(one: &FindingRow, other: &FindingRow) -> bool {
    name(one) == name(other)
}

fn sorted(mut rows: Vec<FindingRow>) -> Vec<FindingRow> {
    rows.sort_by_key(|row| std::cmp::Reverse(Severity::from(row.severity)));
    rows
}
