//! The rows of each table that can be exported, a slice at a time.

use report::Cell;

use super::tables::{Rows, Source};
use crate::{finding, operate, text};

impl Source<'_> {
    pub(super) fn clients(&self, places: &[i64]) -> Rows {
        let listed = self
            .session
            .vault()
            .read(|view| view.clients().rows_at(places))?;
        let rows = listed
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
        Ok(rows)
    }

    pub(super) fn households(&self, places: &[i64]) -> Rows {
        let listed = self
            .session
            .vault()
            .read(|view| view.households().rows_at(places))?;
        let rows = listed
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
        Ok(rows)
    }

    pub(super) fn members(&self, places: &[i64]) -> Rows {
        self.session.vault().read(|view| {
            let anchors = view.households().rows_at(places)?;
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
            Ok(rows)
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

    pub(super) fn links(&self, places: &[i64]) -> Rows {
        self.session.vault().read(|view| {
            let parents = view.clients().rows_at(places)?;
            let mut rows = Vec::new();
            for parent in &parents {
                let links = view.links().children_of(parent.id)?;
                rows.extend(links.into_iter().map(|link| self.link(&parent.name, link)));
            }
            Ok(rows)
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

    pub(super) fn findings(&self, places: &[i64]) -> Rows {
        let rows = finding::at(self.session, places, self.language)?
            .into_iter()
            .map(|finding| {
                let decided = finding.disposition;
                let decision = decided
                    .as_ref()
                    .map(|decided| text::decision(decided.kind, decided.lapsed, self.language));
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
                    Cell::text(decision),
                    Cell::text(decided.as_ref().map(|decided| decided.reason.clone())),
                    Cell::text(decided.as_ref().map(|decided| decided.analyst.clone())),
                    Cell::date_time(decided.map(|decided| decided.at)),
                ]
            })
            .collect::<Vec<_>>();
        Ok(rows)
    }

    /// The operations that the filters take, all as they stand at one time.
    pub(super) fn operations_now(&self) -> Rows {
        let query = &self.request.operations;
        let mut rows = Vec::new();
        self.session.vault().read(|view| {
            operate::each(view, query, self.language, |operation| {
                rows.push(vec![
                    Cell::Identifier(operation.operation_id),
                    Cell::Text(text::operation_kind(operation.kind, self.language).into()),
                    Cell::Identifier(operation.client_id.to_string()),
                    Cell::Text(operation.client_name),
                    Cell::Text(text::operation_state(operation.state, self.language).into()),
                    Cell::Text(operation.reason),
                    Cell::Text(operation.analyst),
                    Cell::DateTime(operation.created_at),
                    Cell::date_time(operation.sent_at),
                ]);
            })
        })?;
        Ok(rows)
    }

    fn worst(&self, worst: Option<vault::Severity>) -> Cell {
        Cell::text(worst.map(|worst| text::severity(worst.into(), self.language)))
    }
}

fn integer(number: u64) -> Cell {
    Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}
