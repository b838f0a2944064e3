//! The tables that can be exported: how many rows each has, and the filters in force.

use std::path::Path;

use artu::models::ClientId;
use report::{Cell, Format, Written};

use super::{Progress, about, columns, paged::Paged, table};
use crate::{
    Error, Session, client,
    contract::{ClientQuery, ExportRequest, ExportSubject, HouseholdQuery, Language, Slice},
    finding, household, operate, rules,
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
    let mut source = Source {
        session,
        request,
        language,
        operations: Vec::new(),
    };
    if request.subject == ExportSubject::Operations {
        source.operations = source.operations_now()?;
    }
    let (rows, all) = source.count()?;
    let columns = columns::columns(request.subject, language);
    let about = about(session, source.filters()?, rows, all, language)?;
    let table = table(text::subject(request.subject, language), columns, about);
    let rows = Paged::new(source.places()?, |places| source.rows(places));
    Ok(report::write_table(format, &table, rows, target, progress)?)
}

/// Where the rows of one export come from.
pub(super) struct Source<'a> {
    pub(super) session: &'a Session,
    pub(super) request: &'a ExportRequest,
    pub(super) language: Language,
    /// The rows of operations, where those are written: they are few and go from state to state, so all are read at one time and a place is a
    /// number among them.
    operations: Vec<Vec<Cell>>,
}

/// The rows that some items make.
pub(super) type Rows = Result<Vec<Vec<Cell>>, Error>;

impl Source<'_> {
    /// Rows the export has, and rows it would have without filters.
    fn count(&self) -> Result<(u64, u64), Error> {
        let one = Slice {
            offset: 0,
            limit: 1,
        };
        Ok(match self.request.subject {
            ExportSubject::Clients => {
                let page = client::list(
                    self.session,
                    &ClientQuery {
                        slice: one,
                        ..self.request.clients.clone()
                    },
                )?;
                (page.total, page.all.max(page.total))
            }
            ExportSubject::Households | ExportSubject::Household => {
                let page = household::list(
                    self.session,
                    &HouseholdQuery {
                        slice: one,
                        ..self.request.households.clone()
                    },
                )?;
                (page.total, page.all.max(page.total))
            }
            ExportSubject::Members => {
                let members = Paged::new(self.places()?, |places| self.members(places))
                    .try_fold(0, |sum, row| row.map(|_| sum + 1))?;
                (members, members)
            }
            ExportSubject::Links => {
                let links = self.session.vault().read(|view| view.links().count())?;
                (links, links)
            }
            ExportSubject::Findings => self.session.vault().read(|view| {
                let listed = view.findings().list(&self.finding_filters(view)?)?;
                let all = view.findings().counts(None)?;
                Ok::<_, Error>((listed.total, all.error + all.warn + all.info))
            })?,
            ExportSubject::Operations => {
                let all = self.session.vault().read(operate::count)?;
                (self.operations.len() as u64, all)
            }
        })
    }

    fn finding_filters(&self, view: vault::View<'_>) -> Result<vault::FindingQuery, Error> {
        let pack = rules::in_force_in(self.session, view)?.pack;
        let clock = self.session.clock();
        Ok(finding::filters(&self.request.findings, &pack, clock))
    }

    /// The places of the items that the rows are made of, in their order.
    fn places(&self) -> Result<Vec<i64>, Error> {
        let vault = self.session.vault();
        match self.request.subject {
            ExportSubject::Clients => {
                let query = client::filters(&self.request.clients);
                vault.read(|view| Ok(view.clients().places(&query)?))
            }
            ExportSubject::Households | ExportSubject::Household | ExportSubject::Members => {
                let query = household::filters(&self.request.households);
                vault.read(|view| Ok(view.households().places(&query)?))
            }
            ExportSubject::Links => {
                vault.read(|view| Ok(view.clients().places(&vault::ClientQuery::default())?))
            }
            ExportSubject::Findings => {
                vault.read(|view| Ok(view.findings().places(&self.finding_filters(view)?)?))
            }
            ExportSubject::Operations => Ok((0..).take(self.operations.len()).collect()),
        }
    }

    fn rows(&self, places: &[i64]) -> Rows {
        match self.request.subject {
            ExportSubject::Clients => self.clients(places),
            ExportSubject::Households | ExportSubject::Household => self.households(places),
            ExportSubject::Members => self.members(places),
            ExportSubject::Links => self.links(places),
            ExportSubject::Findings => self.findings(places),
            ExportSubject::Operations => {
                let places = places
                    .iter()
                    .filter_map(|place| usize::try_from(*place).ok());
                let rows = places.filter_map(|place| self.operations.get(place));
                Ok(rows.cloned().collect())
            }
        }
    }

    /// The filters in force, as they are printed.
    fn filters(&self) -> Result<Vec<(String, String)>, Error> {
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
            ExportSubject::Findings => {
                let query = &self.request.findings;
                let day = |days| finding::first_of_last(days, self.session.clock().today());
                add(
                    Heading::Severity,
                    query
                        .severity
                        .map(|severity| text::severity(severity, self.language).to_owned()),
                );
                add(Heading::Code, query.code.clone());
                add(Heading::Scope, query.scope.clone());
                add(Heading::Client, self.named(query.client_id)?);
                add(Heading::Household, self.named(query.household_id)?);
                add(
                    Heading::FoundAt,
                    query
                        .last_days
                        .map(|days| text::since(day(days), self.language)),
                );
                add(
                    Heading::FoundAt,
                    query
                        .before_days
                        .map(|days| text::before(day(days), self.language)),
                );
                add(
                    Heading::Disposition,
                    query
                        .decided
                        .map(|decided| text::decided(decided, self.language).to_owned()),
                );
            }
            ExportSubject::Operations => {
                let query = &self.request.operations;
                let state = query
                    .state
                    .map(|it| text::operation_state(it, self.language));
                add(Heading::State, state.map(str::to_owned));
                add(Heading::Client, self.named(query.client_id)?);
            }
            ExportSubject::Links | ExportSubject::Household => {}
        }
        Ok(filters)
    }

    /// A client by its name, where the vault has it, and its id.
    fn named(&self, id: Option<ClientId>) -> Result<Option<String>, Error> {
        let Some(id) = id else {
            return Ok(None);
        };
        let row = self.session.vault().read(|view| view.clients().row(id))?;
        Ok(Some(match row {
            Some(row) => format!("{} ({id})", row.name),
            None => id.to_string(),
        }))
    }
}
