//! Files for people and programs.

use std::path::Path;

use desk::{
    contract::{ClientQuery, ExportRequest, ExportSubject, HouseholdQuery},
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
    context.output.show(&written, |written| {
        let file = clean(&written.file);
        pick(
            context.language,
            format!(
                "{file}\n{} filas, {} bytes\nSHA-256 {}",
                written.rows, written.bytes, written.sha256
            ),
            format!(
                "{file}\n{} rows, {} bytes\nSHA-256 {}",
                written.rows, written.bytes, written.sha256
            ),
        )
    })?;
    Ok(Exit::Done)
}
