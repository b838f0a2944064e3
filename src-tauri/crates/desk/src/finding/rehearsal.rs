//! What the rules of another pack would find in everything, beside what those of the present one do.

use std::{cmp::Ordering, collections::HashMap};

use jiff::Timestamp;
use vault::{FindingChange, FindingOwner, FindingRow, RehearsedFinding, View, Which};

use super::{
    beside,
    difference::{Name, name},
    look::Look,
    walk::walk,
};
use crate::{Error, Session, contract::Severity, rules::InForce};

/// Clients looked at beside others in one view.
const AT_ONCE: usize = 500;

/// What a stretch of the walk showed.
struct Compared {
    clients: u64,
    changes: Vec<RehearsedFinding>,
}

/// Two looks into one view, by the rules in force and by others.
struct Looks<'a> {
    present: Look<'a>,
    other: Look<'a>,
    clients: u64,
}

impl<'a> Looks<'a> {
    fn new(view: View<'a>, present: &InForce, other: &InForce, now: Timestamp) -> Self {
        Self {
            present: Look::new(view, present, now),
            other: Look::new(view, other, now),
            clients: 0,
        }
    }

    fn at(&mut self, owner: FindingOwner) -> Result<(), Error> {
        self.present.at(owner)?;
        self.other.at(owner)
    }

    fn end(self) -> Compared {
        Compared {
            clients: self.clients,
            changes: changes(
                &self.present.end().into_rows(),
                &self.other.end().into_rows(),
            ),
        }
    }
}

/// Runs the rules of two packs over everything, and keeps in the vault what differs, in the place of what an earlier rehearsal kept.
/// Findings are left alone. Who may share a value with whom is taken from what is kept for the rules in force. Gives the number of
/// clients; `go_on` is asked between steps, with the clients looked at and all there are.
///
/// # Errors
/// When the vault cannot be read or written, and [`Error::Cancelled`] when it shall not go on; then part of it is kept.
pub(crate) fn rehearse(
    session: &Session,
    present: &InForce,
    other: &InForce,
    mut go_on: impl FnMut(u64, u64) -> bool,
) -> Result<u64, Error> {
    let now = session.now();
    let vault = session.vault();
    let total = vault.read(|view| view.clients().counts())?.clients;
    vault.write_derived(|tx| tx.rehearsed_findings().clear())?;
    let mut done = 0;
    let mut keep = |compared: Compared| {
        done += compared.clients;
        if !go_on(done, total) {
            return Err(Error::Cancelled);
        }
        Ok(vault.write_derived(|tx| tx.rehearsed_findings().keep(&compared.changes))?)
    };
    walk(
        session,
        Which::Anchors,
        |view, anchors| {
            let mut looks = Looks::new(view, present, other, now);
            for (_, anchor) in anchors {
                looks.at(FindingOwner::Household(anchor))?;
            }
            Ok(looks.end())
        },
        |_, compared| keep(compared),
    )?;
    walk(
        session,
        Which::All,
        |view, clients| {
            let mut looks = Looks::new(view, present, other, now);
            looks.clients = clients.len() as u64;
            for (_, id) in clients {
                looks.at(FindingOwner::Client(id))?;
            }
            Ok(looks.end())
        },
        |_, compared| keep(compared),
    )?;
    let concerned = vault.read(|view| beside::concerned(view, [present, other]))?;
    for some in concerned.chunks(AT_ONCE) {
        let compared = vault.read(|view| {
            let mut looks = Looks::new(view, present, other, now);
            for id in some {
                looks.at(FindingOwner::Beside(*id))?;
            }
            Ok::<_, Error>(looks.end())
        })?;
        keep(compared)?;
    }
    Ok(done)
}

/// A finding that changes; nothing of one that concerns no client.
fn rehearsed(row: &FindingRow, change: FindingChange) -> Option<RehearsedFinding> {
    Some(RehearsedFinding {
        code: row.code.clone(),
        change,
        severity: row.severity,
        client_id: row.client_id?,
        household_id: row.household_id,
        field: row.field.clone().unwrap_or_default(),
    })
}

/// What differs between the findings of two packs.
fn changes(present: &[FindingRow], other: &[FindingRow]) -> Vec<RehearsedFinding> {
    let (before, after) = (by_name(present), by_name(other));
    let gone = present.iter().filter_map(|row| {
        let stays = after.contains_key(&name(row));
        (!stays).then_some((row, FindingChange::Disappears))
    });
    let come = other.iter().filter_map(|row| {
        let Some(before) = before.get(&name(row)) else {
            return Some((row, FindingChange::Appears));
        };
        match Severity::from(row.severity).cmp(&before.severity.into()) {
            Ordering::Greater => Some((row, FindingChange::Heavier)),
            Ordering::Less => Some((row, FindingChange::Lighter)),
            Ordering::Equal => None,
        }
    });
    gone.chain(come)
        .filter_map(|(row, change)| rehearsed(row, change))
        .collect()
}

/// Findings by their names; of several with one the first.
fn by_name(rows: &[FindingRow]) -> HashMap<Name<'_>, &FindingRow> {
    rows.iter().rev().map(|row| (name(row), row)).collect()
}
