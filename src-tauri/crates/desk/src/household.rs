//! Households: the list and the page.

use std::collections::HashMap;

use artu::models::{Client, ClientId, Record};
use checks::Rules;
use vault::View;

use crate::{
    Error, Session,
    contract::{
        AnchorView, DefectView, FindingView, HouseholdName, HouseholdQuery, HouseholdRow,
        HouseholdSort, HouseholdView, Language, LinkView, MemberView, Page, ParentView, Severity,
    },
    finding, identifier,
    journal::Action,
    review, rules, text,
};

/// Households that fit the query.
///
/// # Errors
/// When the vault cannot be read.
pub fn list(session: &Session, query: &HouseholdQuery) -> Result<Page<HouseholdRow>, Error> {
    session.vault().read(|view| {
        let listed = view.households().list(&vault::HouseholdQuery {
            offset: query.slice.offset,
            limit: query.slice.limit(),
            ..filters(query)
        })?;
        let all = view.clients().counts()?.primary;
        let data = listed
            .rows
            .into_iter()
            .map(|row| household_row(view, row))
            .collect::<Result<_, Error>>()?;
        Ok(Page {
            data,
            total: listed.total,
            all,
        })
    })
}

/// The vault's form of a query, without its slice.
pub(crate) fn filters(query: &HouseholdQuery) -> vault::HouseholdQuery {
    vault::HouseholdQuery {
        text: query.text.clone().filter(|text| !text.trim().is_empty()),
        defect: query.defect.clone(),
        worst: query.worst.map(Into::into),
        kind: query.kind.clone(),
        review: query.review.map(Into::into),
        gone: Some(false),
        sort: match query.sort {
            HouseholdSort::Name => vault::HouseholdSort::Name,
            HouseholdSort::Members => vault::HouseholdSort::Members,
            HouseholdSort::Worst => vault::HouseholdSort::Worst,
            HouseholdSort::Review => vault::HouseholdSort::Review,
            HouseholdSort::AsOf => vault::HouseholdSort::AsOf,
        },
        descending: query.descending,
        ..vault::HouseholdQuery::default()
    }
}

fn household_row(view: View<'_>, row: vault::HouseholdRow) -> Result<HouseholdRow, Error> {
    let review = match row.review.verdict {
        Some(_) => review::latest(view, row.id, row.review.outdated)?,
        None => None,
    };
    Ok(HouseholdRow {
        id: row.id,
        name: row.name,
        kind: row.kind,
        members: row.members,
        worst: row.worst.map(Into::into),
        findings: row.findings.into(),
        defects: row
            .defects
            .into_iter()
            .filter(|code| checks::defects::concerns_structure(code))
            .collect(),
        review,
        as_of: row.as_of,
    })
}

/// A household with everything its page shows. Reading it is entered into the journal.
///
/// # Errors
/// When there is no such household or the vault cannot be read.
pub fn page(session: &Session, id: ClientId, language: Language) -> Result<HouseholdView, Error> {
    let in_force = rules::in_force(session)?;
    let rules = in_force.rules();
    let page = session
        .vault()
        .read(|view| read(view, id, rules, language))?;
    session.enter_reading(Action::HouseholdRead, id)?;
    Ok(page)
}

/// A household without entering the reading, for reports and the like that enter an act of their own.
pub(crate) fn read(
    view: View<'_>,
    id: ClientId,
    rules: Rules<'_>,
    language: Language,
) -> Result<HouseholdView, Error> {
    let household = view.households().household(id)?.ok_or(Error::NotFound)?;
    let anchor_record = view.clients().get(id)?.ok_or(Error::NotFound)?;
    let anchor: Client = Record::<Client>::parse(&anchor_record.raw)
        .map_err(|_| Error::NotFound)?
        .value;
    let review = review::latest(view, id, household.review.outdated)?;
    let finding_list = finding::of_household(view, id, rules.pack, language)?;
    let pending = pending(view, None)?;
    let members = household
        .members
        .iter()
        .map(|member| member_view(view, id, member, &pending, (rules, language)))
        .collect::<Result<Vec<_>, Error>>()?;
    Ok(HouseholdView {
        id,
        anchor: AnchorView {
            client_id: id,
            name: anchor_record.row.name,
            kind: anchor.kind.clone(),
            scopes: anchor
                .scopes
                .iter()
                .map(|scope| scope.as_str().to_owned())
                .collect(),
        },
        members,
        links: household.links.iter().map(link_view).collect(),
        defects: defects(&household, &finding_list, language),
        findings: household.findings.into(),
        finding_list,
        review,
        as_of: household.as_of,
    })
}

fn link_view(link: &vault::Link) -> LinkView {
    LinkView {
        id: link.id,
        parent_id: link.parent,
        child_id: link.child,
        relationship_type: link.relationship.clone(),
    }
}

/// Defects of shape, and what the rules found wrong with the structure and nobody settled.
fn defects(
    household: &vault::Household,
    findings: &[FindingView],
    language: Language,
) -> Vec<DefectView> {
    let mut defects: Vec<DefectView> = household
        .defects
        .iter()
        .map(|defect| DefectView {
            code: defect.code.as_str().into(),
            severity: weight(defect.code),
            message: text::defect(defect.code, language).into(),
            client_ids: defect.clients.clone(),
        })
        .collect();
    for finding in findings
        .iter()
        .filter(|finding| finding.is_open() && checks::defects::concerns_structure(&finding.code))
    {
        if !defects.iter().any(|known| known.code == finding.code) {
            defects.push(DefectView {
                code: finding.code.clone(),
                severity: finding.severity,
                message: finding.message.clone(),
                client_ids: vec![finding.client_id],
            });
        }
    }
    defects
}

/// How much a defect of shape weighs. Several parents and several primaries are information, never errors.
fn weight(defect: vault::Defect) -> Severity {
    match defect {
        vault::Defect::SeveralParents | vault::Defect::SeveralPrimaries => Severity::Info,
        vault::Defect::MissingMember | vault::Defect::GoneMember => Severity::Warn,
        vault::Defect::Cycle | vault::Defect::SelfLink => Severity::Error,
    }
}

/// The households a client belongs to, with the names of their anchors.
pub(crate) fn names_of(view: View<'_>, client: ClientId) -> Result<Vec<HouseholdName>, Error> {
    view.households()
        .households_of(client)?
        .into_iter()
        .map(|id| {
            let name = view
                .clients()
                .row(id)?
                .map(|row| row.name)
                .unwrap_or_default();
            Ok(HouseholdName { id, name })
        })
        .collect()
}

/// States of the operations that are still open, by client; only those of one client where it is named.
pub(crate) fn pending(
    view: View<'_>,
    client_id: Option<ClientId>,
) -> Result<HashMap<ClientId, String>, Error> {
    use vault::OperationState as Kept;
    let open = view.operations().list(&vault::OperationQuery {
        states: vec![Kept::Recorded, Kept::Sending, Kept::Unknown, Kept::Conflict],
        client_id,
        limit: 1_000,
        ..vault::OperationQuery::default()
    })?;
    Ok(open
        .rows
        .into_iter()
        .filter_map(|operation| {
            let state = if operation.state == Kept::Recorded {
                "waiting"
            } else {
                operation.state.as_str()
            };
            Some((operation.client_id?, state.to_owned()))
        })
        .collect())
}

fn member_view(
    view: View<'_>,
    household: ClientId,
    member: &vault::Member,
    pending: &HashMap<ClientId, String>,
    (rules, language): (Rules<'_>, Language),
) -> Result<MemberView, Error> {
    let client = match view.clients().get(member.id)? {
        Some(stored) => Record::<Client>::parse(&stored.raw).ok(),
        None => None,
    };
    let also_in = view
        .households()
        .households_of(member.id)?
        .into_iter()
        .filter(|id| *id != household)
        .collect();
    Ok(MemberView {
        client_id: member.id,
        name: member.name.clone(),
        kind: member.kind.clone(),
        is_primary: member.is_primary,
        depth: member.depth,
        parents: member
            .parents
            .iter()
            .map(|parent| ParentView {
                parent_id: parent.parent,
                relationship_type: parent.relationship.clone(),
            })
            .collect(),
        worst: member.worst.map(Into::into),
        findings: view
            .findings()
            .counts_of(vault::FindingOwner::Client(member.id))?
            .into(),
        also_in,
        identifiers: client
            .map(|client| identifier::views(&client.value, rules, language))
            .unwrap_or_default(),
        gone_since: member.gone_since,
        stored: member.stored,
        as_of: member.as_of,
        pending: pending.get(&member.id).cloned(),
    })
}
