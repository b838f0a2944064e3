//! The household report: everything an auditor reads, gathered from the vault.

use artu::models::{Client, ClientId, Record};
use report::household::{
    Anchor, Contact, Defect, Disposition, Finding, HouseholdReport, IdentifierRow, IdentifierState,
    Link, Member, Parent, Review, RevisionSeen, Severity as Weight,
};
use vault::View;

use super::{marked, organisation, zone_name};
use crate::{
    Error, Session,
    contract::{
        FindingView, HouseholdView, IdentifierKind, IdentifierView, Language, MemberView, Severity,
    },
    household, journal, review, rules, text,
    words::report_language,
};

/// Gathers the report of a household.
pub(super) fn report(
    session: &Session,
    id: ClientId,
    language: Language,
) -> Result<HouseholdReport, Error> {
    let zone = session.clock().zone();
    let in_force = rules::in_force(session)?;
    let rules = in_force.rules();
    let page = session
        .vault()
        .read(|view| household::read(view, id, rules, language))?;
    let head = journal::head(session)?;
    let changes = review::changes(session, id, language)?;
    let name_of = |id: ClientId| {
        page.members
            .iter()
            .find(|member| member.client_id == id)
            .map_or_else(String::new, |member| member.name.clone())
    };
    Ok(HouseholdReport {
        language: report_language(language),
        organisation: organisation(session)?,
        environment: marked(session),
        as_of: page.as_of,
        generated_at: session.now(),
        analyst: session.analyst().into(),
        zone_name: zone_name(&zone),
        zone,
        anchor: Anchor {
            name: page.anchor.name.clone(),
            client_type: text::client_type(&page.anchor.kind, language),
            client_id: id.to_string(),
        },
        members: page
            .members
            .iter()
            .map(|found| member(found, &name_of, language))
            .collect(),
        links: page
            .links
            .iter()
            .map(|link| Link {
                parent: name_of(link.parent_id),
                child: name_of(link.child_id),
                relationship: text::relationship(&link.relationship_type, language),
            })
            .collect(),
        identifiers: page
            .members
            .iter()
            .flat_map(|member| {
                member
                    .identifiers
                    .iter()
                    .map(|identifier| row(&member.name, identifier))
            })
            .collect(),
        contacts: session.vault().read(|view| contacts(view, &page))?,
        findings: page
            .finding_list
            .iter()
            .map(|found| finding(found, language))
            .collect(),
        defects: page
            .defects
            .iter()
            .map(|defect| Defect {
                code: defect.code.clone(),
                title: defect.message.clone(),
                clients: defect.client_ids.iter().map(|id| name_of(*id)).collect(),
            })
            .collect(),
        review: page.review.as_ref().map(|state| Review {
            verdict: text::verdict(state.verdict, language).into(),
            note: state.note.clone(),
            analyst: state.analyst.clone(),
            at: state.at,
            changed_since: changes
                .data
                .iter()
                .map(|change| {
                    text::change(
                        change.kind,
                        &change.client_name,
                        change.fields.len(),
                        language,
                    )
                })
                .collect(),
        }),
        revisions: session.vault().read(|view| revisions(view, &page))?,
        journal_head: head.hash,
        journal_entries: head.entries,
        rule_pack: in_force.pack.label().into(),
        application_version: env!("CARGO_PKG_VERSION").into(),
    })
}

fn member(
    member: &MemberView,
    name_of: &impl Fn(ClientId) -> String,
    language: Language,
) -> Member {
    let grouped = |kind: IdentifierKind| {
        member
            .identifiers
            .iter()
            .find(|found| found.kind == kind)
            .map(|found| found.grouped.clone())
    };
    Member {
        client_id: member.client_id.to_string(),
        name: member.name.clone(),
        client_type: text::client_type(&member.kind, language),
        is_primary: member.is_primary,
        depth: member.depth,
        parents: member
            .parents
            .iter()
            .map(|parent| Parent {
                name: name_of(parent.parent_id),
                relationship: text::relationship(&parent.relationship_type, language),
            })
            .collect(),
        rfc: grouped(IdentifierKind::Rfc),
        curp: grouped(IdentifierKind::Curp),
        state: text::member_state(member, language),
    }
}

fn row(member: &str, identifier: &IdentifierView) -> IdentifierRow {
    IdentifierRow {
        member: member.into(),
        identifier: match identifier.kind {
            IdentifierKind::Rfc => "RFC",
            IdentifierKind::Curp => "CURP",
            IdentifierKind::Clabe => "CLABE",
        }
        .into(),
        value: identifier.grouped.clone(),
        state: if identifier
            .severity
            .is_none_or(|worst| worst == Severity::Info)
        {
            IdentifierState::WellFormed
        } else {
            IdentifierState::Finding
        },
        note: identifier
            .marks
            .iter()
            .map(|mark| mark.what.as_str())
            .collect::<Vec<_>>()
            .join(" "),
    }
}

fn finding(found: &FindingView, language: Language) -> Finding {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Finding {
        severity: match found.severity {
            Severity::Error => Weight::Error,
            Severity::Warn => Weight::Warn,
            Severity::Info => Weight::Info,
        },
        code: found.code.clone(),
        title: found.message.clone(),
        client: found.client_name.clone(),
        field: some(&found.field),
        value: found.value.clone(),
        expected: some(&found.expected),
        basis: some(&found.basis),
        next_step: some(&found.next_step),
        disposition: found.disposition.as_ref().map(|decided| Disposition {
            decision: text::decision(decided.kind, decided.lapsed, language),
            reason: decided.reason.clone(),
            analyst: decided.analyst.clone(),
            at: decided.at,
        }),
    }
}

fn contacts(view: View<'_>, page: &HouseholdView) -> Result<Vec<Contact>, Error> {
    let mut contacts = Vec::new();
    for member in &page.members {
        let Some(stored) = view.clients().get(member.client_id)? else {
            continue;
        };
        let Ok(record) = Record::<Client>::parse(&stored.raw) else {
            continue;
        };
        let (addresses, accounts) = (addresses(&record.value), accounts(&record.value));
        if !addresses.is_empty() || !accounts.is_empty() {
            contacts.push(Contact {
                member: member.name.clone(),
                addresses,
                accounts,
            });
        }
    }
    Ok(contacts)
}

fn addresses(client: &Client) -> Vec<String> {
    client
        .addresses
        .iter()
        .flatten()
        .map(|address| {
            let mx = address
                .scope_data
                .as_ref()
                .and_then(|data| data.mx.as_ref());
            line(&[
                address.street.as_ref(),
                mx.and_then(|mx| mx.exterior_number.as_ref()),
                mx.and_then(|mx| mx.interior_number.as_ref()),
                mx.and_then(|mx| mx.neighborhood.as_ref()),
                address.postal_code.as_ref(),
                mx.and_then(|mx| mx.municipality.as_ref()),
                address.city.as_ref(),
                address.state.as_ref(),
                address.country.as_ref(),
            ])
        })
        .collect()
}

fn accounts(client: &Client) -> Vec<String> {
    client
        .bank_accounts
        .iter()
        .flatten()
        .map(|account| {
            let clabe = account
                .clabe
                .as_ref()
                .map(|clabe| mx::group(mx::Kind::Clabe, clabe));
            line(&[
                account.bank_name.as_ref(),
                clabe.as_ref().or(account.account_number.as_ref()),
                account.currency.as_ref(),
            ])
        })
        .collect()
}

fn line(parts: &[Option<&String>]) -> String {
    parts
        .iter()
        .flatten()
        .map(|part| part.as_str())
        .filter(|part| !part.trim().is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

fn revisions(view: View<'_>, page: &HouseholdView) -> Result<Vec<RevisionSeen>, Error> {
    let mut seen = Vec::new();
    for member in &page.members {
        if let Some(row) = view.clients().row(member.client_id)? {
            seen.push(RevisionSeen {
                client: row.name,
                seen_at: row.seen_at,
                updated_at: Some(row.updated_at),
                digest: row.digest.to_hex(),
            });
        }
    }
    Ok(seen)
}
