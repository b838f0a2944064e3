//! Files for people and programs.

use std::path::Path;

use desk::{
    contract::{ClientQuery, ExportRequest, ExportSubject, ExportView, HouseholdQuery, Language},
    export,
};

use super::{Answer, id};
use crate::{
    context::Context,
    exit::Exit,
    failure::Problem,
    output::clean,
    words::{pick, read},
};

/// What was typed of the export.
pub(super) struct Typed<'a> {
    pub subject: &'a str,
    pub id: Option<&'a str>,
    pub format: &'a str,
}

pub(super) fn run(context: &Context, typed: &Typed<'_>, out: &Path) -> Answer {
    let subject: ExportSubject = read(typed.subject)?;
    match (subject, typed.id) {
        (ExportSubject::Household, None) => return Err(Problem::Household.into()),
        (ExportSubject::Household, Some(_)) | (_, None) => {}
        (_, Some(_)) => return Err(Problem::NoHousehold.into()),
    }
    let request = ExportRequest {
        subject,
        format: read(typed.format)?,
        household_id: typed.id.map(id).transpose()?,
        households: HouseholdQuery::default(),
        clients: ClientQuery::default(),
    };
    let session = context.session()?;
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
