//! Findings: running the rules and showing what they found.

use std::collections::BTreeSet;

use artu::models::{Client, ClientId, Record};
use jiff::{Timestamp, civil::Date};
use vault::{FindingRow, View, Which};

use crate::{
    Error, Session,
    contract::{FindingCodeCount, FindingQuery, FindingView, Language, Page, Severity},
    words::{language_of, severity_of},
};

/// Clients or households checked in one transaction.
const AT_ONCE: usize = 500;
/// Most findings of one household that its page shows.
const MOST: u64 = 1_000;

/// Runs the rules over these clients and over every household they belong to, and stores what is found.
///
/// # Errors
/// When the vault cannot be read or written.
pub(crate) fn check(session: &Session, clients: &[ClientId]) -> Result<(), Error> {
    for some in clients.chunks(AT_ONCE) {
        check_clients(session, some)?;
    }
    let anchors: Vec<ClientId> = session
        .vault()
        .read(|view| {
            let mut anchors = BTreeSet::new();
            for id in clients {
                anchors.extend(view.households().households_of(*id)?);
            }
            Ok::<_, Error>(anchors)
        })?
        .into_iter()
        .collect();
    for some in anchors.chunks(AT_ONCE) {
        check_households(session, some)?;
    }
    Ok(())
}

fn check_clients(session: &Session, clients: &[ClientId]) -> Result<(), Error> {
    let (today, now) = (session.clock().today(), session.now());
    session.vault().write_derived(|tx| {
        for id in clients {
            let found = check_one(tx.view(), *id, today)?;
            tx.findings().replace_for_client(*id, &rows(&found, now))?;
        }
        Ok(())
    })
}

fn check_households(session: &Session, anchors: &[ClientId]) -> Result<(), Error> {
    let (today, now) = (session.clock().today(), session.now());
    session.vault().write_derived(|tx| {
        for anchor in anchors {
            let found = check_household(tx.view(), *anchor, today)?;
            tx.findings()
                .replace_for_household(*anchor, &rows(&found, now))?;
        }
        Ok(())
    })
}

/// Runs the rules over every client, then over every household, some at a time, so that memory does not grow with the vault. One
/// that is gone loses what was found on it. `go_on` is asked between them.
///
/// # Errors
/// When the vault cannot be read or written, and [`Error::Cancelled`] when it shall not go on; what was checked stays.
pub fn check_all(session: &Session, go_on: impl Fn() -> bool) -> Result<(), Error> {
    for (which, check_some) in [
        (Which::All, check_clients as fn(&Session, &[ClientId]) -> _),
        (Which::Anchors, check_households),
    ] {
        let mut after = Some(0);
        while let Some(place) = after {
            if !go_on() {
                return Err(Error::Cancelled);
            }
            let ids = session
                .vault()
                .read(|view| view.clients().ids(which, place, AT_ONCE as u64))?;
            check_some(session, &ids.ids)?;
            after = ids.next;
        }
    }
    Ok(())
}

/// Runs the rules over the clients named, all of which must be in the vault.
///
/// # Errors
/// When one is not in the vault, or the vault cannot be read or written.
pub fn check_some(session: &Session, clients: &[ClientId]) -> Result<(), Error> {
    session.vault().read(|view| {
        for id in clients {
            view.clients().row(*id)?.ok_or(Error::NotFound)?;
        }
        Ok::<_, Error>(())
    })?;
    check(session, clients)
}

fn check_one(view: View<'_>, id: ClientId, today: Date) -> Result<Vec<checks::Finding>, Error> {
    Ok(client(view, id)?
        .map(|client| checks::check_client(&client, today))
        .unwrap_or_default())
}

fn check_household(
    view: View<'_>,
    anchor: ClientId,
    today: Date,
) -> Result<Vec<checks::Finding>, Error> {
    let Some(household) = view.households().household(anchor)? else {
        return Ok(Vec::new());
    };
    let mut members = Vec::with_capacity(household.members.len());
    for member in &household.members {
        if let Some(client) = client(view, member.id)? {
            members.push((member, client));
        }
    }
    // Without its anchor there is no household to judge: the first left would be another client.
    let Some((_, root)) = members.first().filter(|(member, _)| member.id == anchor) else {
        return Ok(Vec::new());
    };
    let facts = checks::Household {
        anchor: root,
        members: members
            .iter()
            .map(|(member, client)| checks::Member {
                client,
                depth: member.depth as usize,
                parents: member
                    .parents
                    .iter()
                    .map(|link| (link.parent, link.relationship.clone()))
                    .collect(),
            })
            .collect(),
        links: household
            .links
            .iter()
            .map(|link| checks::Link {
                parent: link.parent,
                child: link.child,
                relationship: link.relationship.clone(),
            })
            .collect(),
    };
    Ok(checks::check_household(&facts, today))
}

/// The client, unless it is not stored or is gone: nothing is found on those.
fn client(view: View<'_>, id: ClientId) -> Result<Option<Client>, Error> {
    let stored = view
        .clients()
        .get(id)?
        .filter(|stored| stored.row.gone_since.is_none());
    Ok(stored
        .and_then(|stored| Record::<Client>::parse(&stored.raw).ok())
        .map(|record| record.value))
}

fn rows(found: &[checks::Finding], at: Timestamp) -> Vec<FindingRow> {
    found
        .iter()
        .map(|finding| FindingRow {
            code: finding.code.clone(),
            severity: Severity::into(severity_of(finding.severity)),
            rule: finding.rule.into(),
            client_id: Some(finding.client_id),
            household_id: finding.household_id,
            field: Some(finding.field.clone()),
            value: finding.value.clone(),
            positions: finding
                .positions
                .iter()
                .filter_map(|at| u32::try_from(*at).ok())
                .collect(),
            expected: finding.expected.clone(),
            related: finding.related.clone(),
            pack: checks::PACK.into(),
            found_at: at,
        })
        .collect()
}

/// Findings, the worst first.
///
/// # Errors
/// When the vault cannot be read.
pub fn list(
    session: &Session,
    query: &FindingQuery,
    language: Language,
) -> Result<Page<FindingView>, Error> {
    session.vault().read(|view| {
        let listed = view.findings().list(&vault::FindingQuery {
            severity: query.severity.map(Into::into),
            code: query.code.clone(),
            client_id: query.client_id,
            household_id: None,
            offset: query.slice.offset,
            limit: query.slice.limit(),
        })?;
        let counts = view.findings().counts()?;
        Ok(Page {
            data: views(view, listed.rows, language)?,
            total: listed.total,
            all: counts.error + counts.warn + counts.info,
        })
    })
}

/// How often each code occurs, the most frequent first.
///
/// # Errors
/// When the vault cannot be read.
pub fn count(session: &Session, language: Language) -> Result<Vec<FindingCodeCount>, Error> {
    let counts = session
        .vault()
        .read(|view| view.findings().counts_by_code())?;
    Ok(counts
        .into_iter()
        .map(|(code, severity, count)| FindingCodeCount {
            title: checks::title(&code, language_of(language)),
            code,
            severity: severity.into(),
            count,
        })
        .collect())
}

/// Findings of a household and its members, the worst first.
pub(crate) fn of_household(
    view: View<'_>,
    id: ClientId,
    language: Language,
) -> Result<Vec<FindingView>, Error> {
    let query = vault::FindingQuery {
        household_id: Some(id),
        limit: MOST,
        ..vault::FindingQuery::default()
    };
    views(view, view.findings().list(&query)?.rows, language)
}

/// Findings of a client, the worst first.
pub(crate) fn of_client(
    view: View<'_>,
    id: ClientId,
    language: Language,
) -> Result<Vec<FindingView>, Error> {
    let query = vault::FindingQuery {
        client_id: Some(id),
        limit: MOST,
        ..vault::FindingQuery::default()
    };
    views(view, view.findings().list(&query)?.rows, language)
}

fn views(
    view: View<'_>,
    rows: Vec<FindingRow>,
    language: Language,
) -> Result<Vec<FindingView>, Error> {
    rows.into_iter()
        .filter_map(|row| row.client_id.map(|client| (client, row)))
        .map(|(client, row)| {
            let name = view
                .clients()
                .row(client)?
                .map(|row| row.name)
                .unwrap_or_default();
            Ok(explained(client, name, row, language))
        })
        .collect()
}

fn explained(client: ClientId, name: String, row: FindingRow, language: Language) -> FindingView {
    let finding = checks::Finding {
        rule: checks::codes::rule(&row.code),
        code: row.code,
        severity: Severity::from(row.severity).into(),
        client_id: client,
        household_id: row.household_id,
        field: row.field.unwrap_or_default(),
        value: row.value,
        positions: row.positions.iter().map(|at| *at as usize).collect(),
        expected: row.expected,
        related: row.related,
    };
    let told = checks::explain(&finding, language_of(language));
    FindingView {
        client_id: client,
        client_name: name,
        household_id: finding.household_id,
        severity: row.severity.into(),
        message: told.title,
        what: told.what,
        expected: told.expected,
        why: told.why,
        basis: told.basis,
        next_step: told.next_step,
        code: finding.code,
        field: finding.field,
        value: finding.value,
        positions: finding.positions,
        pack: row.pack,
        found_at: row.found_at,
    }
}
