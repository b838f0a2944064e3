//! Files for people and programs.

use std::path::Path;

use desk::{
    Session,
    contract::{ExportRequest, ExportSubject, ExportView, FindingQuery, Language},
    export, finding,
};

use super::{Answer, id};
use crate::{
    arguments::FindingFilters,
    context::Context,
    exit::Exit,
    failure::{Failure, Problem},
    output::clean,
    words::{pick, read},
};

/// What was typed of the export.
pub(super) struct Typed<'a> {
    pub subject: &'a str,
    pub id: Option<&'a str>,
    pub format: &'a str,
    pub filters: &'a FindingFilters,
}

pub(super) fn run(context: &Context, typed: &Typed<'_>, out: &Path) -> Answer {
    let subject: ExportSubject = read(typed.subject)?;
    match (subject, typed.id) {
        (ExportSubject::Household, None) => return Err(Problem::Household.into()),
        (ExportSubject::Household, Some(_)) | (_, None) => {}
        (_, Some(_)) => return Err(Problem::NoHousehold.into()),
    }
    let format = read(typed.format)?;
    let household_id = typed.id.map(id).transpose()?;
    let session = context.session()?;
    let findings = findings(typed.filters, &session)?;
    if subject != ExportSubject::Findings && findings != FindingQuery::default() {
        return Err(Problem::NoFindings.into());
    }
    let request = ExportRequest {
        household_id,
        findings,
        ..ExportRequest::of_all(subject, format)
    };
    let written = export::write(&session, &request, out, context.language, &mut |_| true)?;
    context
        .output
        .show(&written, |written| told(written, context.language))?;
    Ok(Exit::Done)
}

/// A file that was written.
pub(super) fn told(written: &ExportView, language: Language) -> String {
    let ExportView {
        rows,
        bytes,
        sha256,
        ..
    } = written;
    let file = clean(&written.file);
    pick(
        language,
        format!("{file}\n{rows} filas, {bytes} bytes\nSHA-256 {sha256}"),
        format!("{file}\n{rows} rows, {bytes} bytes\nSHA-256 {sha256}"),
    )
}

/// The query that was typed.
fn findings(typed: &FindingFilters, session: &Session) -> Result<FindingQuery, Failure> {
    let days = |typed: &String| -> Result<u16, Failure> {
        let day = typed.trim().parse().map_err(|_| Problem::Day)?;
        Ok(finding::days_from(day, session.clock().today()))
    };
    Ok(FindingQuery {
        severity: typed.severity.as_deref().map(read).transpose()?,
        code: typed.code.clone(),
        scope: typed.scope.clone(),
        household_id: typed.household.as_deref().map(id).transpose()?,
        last_days: typed.since.as_ref().map(days).transpose()?,
        before_days: typed.before.as_ref().map(days).transpose()?,
        decided: typed.decided.as_deref().map(read).transpose()?,
        ..FindingQuery::default()
    })
}
