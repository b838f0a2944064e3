//! Clients: the list and the file.

mod file;

use artu::models::{Client, ClientId, Record};
use serde_json::value::RawValue;

use crate::{
    Error, Session,
    contract::{
        ClientQuery, ClientRow, ClientSort, ClientView, Language, OrphanRow, Page, RevisionView,
        Slice,
    },
    finding, household, identifier,
    journal::Action,
    rules,
};

/// Clients that fit the query.
///
/// # Errors
/// When the vault cannot be read.
pub fn list(session: &Session, query: &ClientQuery) -> Result<Page<ClientRow>, Error> {
    session.vault().read(|view| {
        let listed = view.clients().list(&vault::ClientQuery {
            offset: query.slice.offset,
            limit: query.slice.limit(),
            ..filters(query)
        })?;
        let counts = view.clients().counts()?;
        let data = listed
            .rows
            .into_iter()
            .map(|row| {
                let findings = view
                    .findings()
                    .counts_of(vault::FindingOwner::Client(row.id))?
                    .into();
                Ok(ClientRow {
                    client_id: row.id,
                    name: row.name,
                    kind: row.kind,
                    is_primary: row.is_primary,
                    rfc: row.rfc,
                    curp: row.curp,
                    worst: row.worst.map(Into::into),
                    findings,
                    gone_since: row.gone_since,
                    updated_at: row.updated_at,
                    as_of: row.as_of,
                })
            })
            .collect::<Result<_, Error>>()?;
        Ok(Page {
            data,
            total: listed.total,
            all: counts.clients - counts.gone,
        })
    })
}

/// The vault's form of a query, without its slice.
pub(crate) fn filters(query: &ClientQuery) -> vault::ClientQuery {
    vault::ClientQuery {
        text: query.text.clone().filter(|text| !text.trim().is_empty()),
        kind: query.kind.clone(),
        primary: query.primary,
        gone: Some(query.gone),
        orphan: query.orphans.then_some(true),
        worst: query.worst.map(Into::into),
        sort: match query.sort {
            ClientSort::Name => vault::ClientSort::Name,
            ClientSort::Worst => vault::ClientSort::Worst,
            ClientSort::UpdatedAt => vault::ClientSort::Updated,
            ClientSort::AsOf => vault::ClientSort::Seen,
        },
        descending: query.descending,
        ..vault::ClientQuery::default()
    }
}

/// Non-primary clients that no link reaches.
///
/// # Errors
/// When the vault cannot be read.
pub fn orphans(session: &Session, slice: Slice) -> Result<Page<OrphanRow>, Error> {
    let page = list(
        session,
        &ClientQuery {
            orphans: true,
            slice,
            ..ClientQuery::default()
        },
    )?;
    let data = page
        .data
        .into_iter()
        .map(|row| OrphanRow {
            client_id: row.client_id,
            name: row.name,
            kind: row.kind,
        })
        .collect();
    Ok(Page {
        data,
        total: page.total,
        all: page.total,
    })
}

/// A client with everything its panel shows. Reading it is entered into the journal.
///
/// # Errors
/// When there is no such client or the vault cannot be read.
pub fn page(session: &Session, id: ClientId, language: Language) -> Result<ClientView, Error> {
    let in_force = rules::in_force(session)?;
    let (pack, rules) = (&in_force.pack, in_force.rules());
    let page = session.vault().read(|view| {
        let stored = view.clients().get(id)?.ok_or(Error::NotFound)?;
        let client = Record::<Client>::parse(&stored.raw)
            .map_err(|_| Error::NotFound)?
            .value;
        let household_names = household::names_of(view, id)?;
        let revisions = view
            .revisions()
            .list(id)?
            .into_iter()
            .map(|revision| RevisionView {
                seen_at: revision.seen_at,
                updated_at: revision.updated_at,
                changed: revision.changed,
            })
            .collect();
        Ok::<_, Error>(ClientView {
            client: RawValue::from_string(stored.raw)?,
            client_id: id,
            name: stored.row.name,
            kind: stored.row.kind,
            is_primary: stored.row.is_primary,
            as_of: stored.row.as_of,
            gone_since: stored.row.gone_since,
            households: household_names
                .iter()
                .map(|household| household.id)
                .collect(),
            household_names,
            file: file::groups(&client, language),
            identifiers: identifier::views(&client, rules, language),
            findings: finding::of_client(view, id, pack, language)?,
            revisions,
            pending: household::pending(view, Some(id))?.remove(&id),
        })
    })?;
    session.enter_reading(Action::ClientRead, id)?;
    Ok(page)
}
