//! The tables that can be exported: their columns and where their rows come from.

use std::path::Path;

use report::{Cell, Column, Format, Kind, Written};

use super::{Progress, about, paged::Paged, table};
use crate::{
    Error, Session, client,
    contract::{ExportRequest, ExportSubject, Language},
    household,
    text::{self, Heading},
};

/// Writes one table.
pub(super) fn write(
    session: &Session,
    request: &ExportRequest,
    format: Format,
    target: &Path,
    language: Language,
    progress: Progress<'_>,
) -> Result<Written, Error> {
    let source = Source {
        session,
        request,
        language,
    };
    let (rows, all) = source.count()?;
    let columns = columns(request.subject, language);
    let about = about(session, source.filters(), rows, all, language)?;
    let table = table(text::subject(request.subject, language), columns, about);
    let rows = Paged::new(|offset, limit| source.page(offset, limit));
    Ok(report::write_table(format, &table, rows, target, progress)?)
}

fn columns(subject: ExportSubject, language: Language) -> Vec<Column> {
    let columns: &[(&str, Heading, Kind)] = match subject {
        ExportSubject::Clients => &CLIENTS,
        ExportSubject::Households | ExportSubject::Household => &HOUSEHOLDS,
        ExportSubject::Members => &MEMBERS,
        ExportSubject::Links => &LINKS,
        ExportSubject::Findings => &FINDINGS,
        ExportSubject::Operations => &OPERATIONS,
    };
    columns
        .iter()
        .map(|(key, heading, kind)| Column::new(*key, heading.text(language), *kind))
        .collect()
}

const CLIENTS: [(&str, Heading, Kind); 11] = [
    ("clientId", Heading::ClientId, Kind::Identifier),
    ("name", Heading::Name, Kind::Text),
    ("type", Heading::Kind, Kind::Text),
    ("isPrimary", Heading::Primary, Kind::Flag),
    ("rfc", Heading::Rfc, Kind::Identifier),
    ("curp", Heading::Curp, Kind::Identifier),
    ("externalId", Heading::ExternalId, Kind::Identifier),
    ("worst", Heading::Worst, Kind::Text),
    ("updatedAt", Heading::UpdatedAt, Kind::DateTime),
    ("goneSince", Heading::GoneSince, Kind::DateTime),
    ("asOf", Heading::AsOf, Kind::DateTime),
];

const HOUSEHOLDS: [(&str, Heading, Kind); 12] = [
    ("householdId", Heading::HouseholdId, Kind::Identifier),
    ("name", Heading::Name, Kind::Text),
    ("type", Heading::Kind, Kind::Text),
    ("members", Heading::Members, Kind::Integer),
    ("worst", Heading::Worst, Kind::Text),
    ("errors", Heading::Errors, Kind::Integer),
    ("warnings", Heading::Warnings, Kind::Integer),
    ("notes", Heading::Infos, Kind::Integer),
    ("defects", Heading::Defects, Kind::Text),
    ("verdict", Heading::Verdict, Kind::Text),
    ("reviewedAt", Heading::ReviewedAt, Kind::DateTime),
    ("asOf", Heading::AsOf, Kind::DateTime),
];

const MEMBERS: [(&str, Heading, Kind); 13] = [
    ("householdId", Heading::HouseholdId, Kind::Identifier),
    ("household", Heading::Household, Kind::Text),
    ("clientId", Heading::ClientId, Kind::Identifier),
    ("name", Heading::Name, Kind::Text),
    ("type", Heading::Kind, Kind::Text),
    ("isPrimary", Heading::Primary, Kind::Flag),
    ("depth", Heading::Depth, Kind::Integer),
    ("relationship", Heading::Relationship, Kind::Text),
    ("rfc", Heading::Rfc, Kind::Identifier),
    ("curp", Heading::Curp, Kind::Identifier),
    ("worst", Heading::Worst, Kind::Text),
    ("goneSince", Heading::GoneSince, Kind::DateTime),
    ("asOf", Heading::AsOf, Kind::DateTime),
];

const LINKS: [(&str, Heading, Kind); 7] = [
    ("linkId", Heading::LinkId, Kind::Identifier),
    ("parentId", Heading::ParentId, Kind::Identifier),
    ("parent", Heading::Parent, Kind::Text),
    ("relationshipType", Heading::Relationship, Kind::Text),
    ("childId", Heading::ChildId, Kind::Identifier),
    ("child", Heading::Child, Kind::Text),
    ("childType", Heading::Kind, Kind::Text),
];

const FINDINGS: [(&str, Heading, Kind); 11] = [
    ("clientId", Heading::ClientId, Kind::Identifier),
    ("client", Heading::Name, Kind::Text),
    ("householdId", Heading::HouseholdId, Kind::Identifier),
    ("code", Heading::Code, Kind::Text),
    ("severity", Heading::Severity, Kind::Text),
    ("message", Heading::Message, Kind::Text),
    ("field", Heading::Field, Kind::Text),
    ("value", Heading::Value, Kind::Identifier),
    ("expected", Heading::Expected, Kind::Text),
    ("basis", Heading::Basis, Kind::Text),
    ("foundAt", Heading::FoundAt, Kind::DateTime),
];

const OPERATIONS: [(&str, Heading, Kind); 9] = [
    ("operationId", Heading::OperationId, Kind::Identifier),
    ("kind", Heading::OperationKind, Kind::Text),
    ("clientId", Heading::ClientId, Kind::Identifier),
    ("client", Heading::Name, Kind::Text),
    ("state", Heading::State, Kind::Text),
    ("reason", Heading::Reason, Kind::Text),
    ("analyst", Heading::Analyst, Kind::Text),
    ("createdAt", Heading::CreatedAt, Kind::DateTime),
    ("sentAt", Heading::SentAt, Kind::DateTime),
];

/// Where the rows of one export come from.
struct Source<'a> {
    session: &'a Session,
    request: &'a ExportRequest,
    language: Language,
}

/// How many items were read and the rows they make.
type Rows = Result<(u64, Vec<Vec<Cell>>), Error>;

impl Source<'_> {
    /// Rows the export has, and rows it would have without filters.
    fn count(&self) -> Result<(u64, u64), Error> {
        let one = crate::contract::Slice {
            offset: 0,
            limit: 1,
        };
        Ok(match self.request.subject {
            ExportSubject::Clients => {
                let page = client::list(
                    self.session,
                    &crate::contract::ClientQuery {
                        slice: one,
                        ..self.request.clients.clone()
                    },
                )?;
                (page.total, page.all.max(page.total))
            }
            ExportSubject::Households | ExportSubject::Household => {
                let page = household::list(
                    self.session,
                    &crate::contract::HouseholdQuery {
                        slice: one,
                        ..self.request.households.clone()
                    },
                )?;
                (page.total, page.all.max(page.total))
            }
            ExportSubject::Members => {
                let members = Paged::new(|offset, limit| self.members(offset, limit))
                    .try_fold(0, |sum, row| row.map(|_| sum + 1))?;
                (members, members)
            }
            ExportSubject::Links => {
                let links = self.session.vault().read(|view| view.links().count())?;
                (links, links)
            }
            ExportSubject::Findings => {
                let total = self
                    .session
                    .vault()
                    .read(|view| {
                        view.findings().list(&vault::FindingQuery {
                            limit: 1,
                            ..Default::default()
                        })
                    })?
                    .total;
                (total, total)
            }
            ExportSubject::Operations => {
                let total = self
                    .session
                    .vault()
                    .read(|view| {
                        view.operations().list(&vault::OperationQuery {
                            limit: 1,
                            ..Default::default()
                        })
                    })?
                    .total;
                (total, total)
            }
        })
    }

    fn page(&self, offset: u64, limit: u64) -> Rows {
        match self.request.subject {
            ExportSubject::Clients => self.clients(offset, limit),
            ExportSubject::Households | ExportSubject::Household => self.households(offset, limit),
            ExportSubject::Members => self.members(offset, limit),
            ExportSubject::Links => self.links(offset, limit),
            ExportSubject::Findings => self.findings(offset, limit),
            ExportSubject::Operations => self.operations(offset, limit),
        }
    }

    /// The filters in force, as they are printed.
    fn filters(&self) -> Vec<(String, String)> {
        let mut filters = Vec::new();
        let mut add = |heading: Heading, value: Option<String>| {
            if let Some(value) = value.filter(|value| !value.is_empty()) {
                filters.push((heading.text(self.language).to_owned(), value));
            }
        };
        match self.request.subject {
            ExportSubject::Clients => {
                let query = &self.request.clients;
                add(Heading::Text, query.text.clone());
                add(Heading::Kind, query.kind.as_ref().map(ToString::to_string));
                add(
                    Heading::Primary,
                    query
                        .primary
                        .map(|yes| text::yes_no(yes, self.language).to_owned()),
                );
                add(
                    Heading::Orphans,
                    query
                        .orphans
                        .then(|| text::yes_no(true, self.language).to_owned()),
                );
                add(
                    Heading::GoneSince,
                    query
                        .gone
                        .then(|| text::yes_no(true, self.language).to_owned()),
                );
                add(
                    Heading::Worst,
                    query
                        .worst
                        .map(|worst| text::severity(worst, self.language).to_owned()),
                );
            }
            ExportSubject::Households | ExportSubject::Members => {
                let query = &self.request.households;
                add(Heading::Text, query.text.clone());
                add(Heading::Kind, query.kind.as_ref().map(ToString::to_string));
                add(Heading::Defects, query.defect.clone());
                add(
                    Heading::Worst,
                    query
                        .worst
                        .map(|worst| text::severity(worst, self.language).to_owned()),
                );
                add(
                    Heading::Verdict,
                    query
                        .review
                        .map(|review| text::review_filter(review, self.language).to_owned()),
                );
            }
            _ => {}
        }
        filters
    }

    fn clients(&self, offset: u64, limit: u64) -> Rows {
        let query = vault::ClientQuery {
            offset,
            limit,
            ..client::filters(&self.request.clients)
        };
        let listed = self
            .session
            .vault()
            .read(|view| view.clients().list(&query))?;
        let rows = listed
            .rows
            .into_iter()
            .map(|row| {
                vec![
                    Cell::Identifier(row.id.to_string()),
                    Cell::Text(row.name),
                    Cell::Text(text::client_type(&row.kind, self.language)),
                    Cell::Flag(row.is_primary),
                    Cell::identifier(row.rfc),
                    Cell::identifier(row.curp),
                    Cell::identifier(row.external_id),
                    self.worst(row.worst),
                    Cell::DateTime(row.updated_at),
                    Cell::date_time(row.gone_since),
                    Cell::DateTime(row.as_of),
                ]
            })
            .collect::<Vec<_>>();
        Ok((rows.len() as u64, rows))
    }

    fn households(&self, offset: u64, limit: u64) -> Rows {
        let query = vault::HouseholdQuery {
            offset,
            limit,
            ..household::filters(&self.request.households)
        };
        let listed = self
            .session
            .vault()
            .read(|view| view.households().list(&query))?;
        let rows = listed
            .rows
            .into_iter()
            .map(|row| {
                vec![
                    Cell::Identifier(row.id.to_string()),
                    Cell::Text(row.name),
                    Cell::Text(text::client_type(&row.kind, self.language)),
                    integer(row.members),
                    self.worst(row.worst),
                    integer(row.findings.error),
                    integer(row.findings.warn),
                    integer(row.findings.info),
                    Cell::Text(row.defects.join(", ")),
                    Cell::text(
                        row.review
                            .verdict
                            .map(|verdict| text::verdict(verdict.into(), self.language)),
                    ),
                    Cell::date_time(row.review.at),
                    Cell::DateTime(row.as_of),
                ]
            })
            .collect::<Vec<_>>();
        Ok((rows.len() as u64, rows))
    }

    fn members(&self, offset: u64, limit: u64) -> Rows {
        let query = vault::HouseholdQuery {
            offset,
            limit,
            ..household::filters(&self.request.households)
        };
        self.session.vault().read(|view| {
            let anchors = view.households().list(&query)?.rows;
            let mut rows = Vec::new();
            for anchor in &anchors {
                let Some(household) = view.households().household(anchor.id)? else {
                    continue;
                };
                rows.extend(
                    household
                        .members
                        .into_iter()
                        .map(|member| self.member(anchor, member)),
                );
            }
            Ok((anchors.len() as u64, rows))
        })
    }

    fn member(&self, anchor: &vault::HouseholdRow, member: vault::Member) -> Vec<Cell> {
        let roles: Vec<String> = member
            .parents
            .iter()
            .map(|parent| text::relationship(&parent.relationship, self.language))
            .collect();
        vec![
            Cell::Identifier(anchor.id.to_string()),
            Cell::Text(anchor.name.clone()),
            Cell::Identifier(member.id.to_string()),
            Cell::Text(member.name),
            Cell::Text(text::client_type(&member.kind, self.language)),
            Cell::Flag(member.is_primary),
            integer(member.depth.into()),
            Cell::Text(roles.join(", ")),
            Cell::identifier(member.rfc),
            Cell::identifier(member.curp),
            self.worst(member.worst),
            Cell::date_time(member.gone_since),
            Cell::date_time(member.as_of),
        ]
    }

    fn links(&self, offset: u64, limit: u64) -> Rows {
        let query = vault::ClientQuery {
            offset,
            limit,
            ..vault::ClientQuery::default()
        };
        self.session.vault().read(|view| {
            let parents = view.clients().list(&query)?.rows;
            let mut rows = Vec::new();
            for parent in &parents {
                let links = view.links().children_of(parent.id)?;
                rows.extend(links.into_iter().map(|link| self.link(&parent.name, link)));
            }
            Ok((parents.len() as u64, rows))
        })
    }

    fn link(&self, parent: &str, link: vault::Link) -> Vec<Cell> {
        vec![
            Cell::Identifier(link.id.to_string()),
            Cell::Identifier(link.parent.to_string()),
            Cell::Text(parent.to_owned()),
            Cell::Text(text::relationship(&link.relationship, self.language)),
            Cell::Identifier(link.child.to_string()),
            Cell::Text(link.child_name),
            Cell::Text(text::client_type(&link.child_kind, self.language)),
        ]
    }

    fn findings(&self, offset: u64, limit: u64) -> Rows {
        let query = crate::contract::FindingQuery {
            slice: crate::contract::Slice { offset, limit },
            ..crate::contract::FindingQuery::default()
        };
        let rows = crate::finding::list(self.session, &query, self.language)?
            .data
            .into_iter()
            .map(|finding| {
                vec![
                    Cell::Identifier(finding.client_id.to_string()),
                    Cell::Text(finding.client_name),
                    Cell::identifier(finding.household_id.map(|id| id.to_string())),
                    Cell::Text(finding.code),
                    Cell::Text(text::severity(finding.severity, self.language).into()),
                    Cell::Text(finding.message),
                    Cell::Text(finding.field),
                    Cell::identifier(finding.value),
                    Cell::Text(finding.expected),
                    Cell::Text(finding.basis),
                    Cell::DateTime(finding.found_at),
                ]
            })
            .collect::<Vec<_>>();
        Ok((rows.len() as u64, rows))
    }

    fn operations(&self, offset: u64, limit: u64) -> Rows {
        let query = crate::contract::OperationQuery {
            slice: crate::contract::Slice { offset, limit },
            ..crate::contract::OperationQuery::default()
        };
        let rows = crate::operate::list(self.session, &query, self.language)?
            .data
            .into_iter()
            .map(|operation| {
                vec![
                    Cell::Identifier(operation.operation_id),
                    Cell::Text(text::operation_kind(operation.kind, self.language).into()),
                    Cell::Identifier(operation.client_id.to_string()),
                    Cell::Text(operation.client_name),
                    Cell::Text(text::operation_state(operation.state, self.language).into()),
                    Cell::Text(operation.reason),
                    Cell::Text(operation.analyst),
                    Cell::DateTime(operation.created_at),
                    Cell::date_time(operation.sent_at),
                ]
            })
            .collect::<Vec<_>>();
        Ok((rows.len() as u64, rows))
    }

    fn worst(&self, worst: Option<vault::Severity>) -> Cell {
        Cell::text(worst.map(|worst| text::severity(worst.into(), self.language)))
    }
}

fn integer(number: u64) -> Cell {
    Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}
