//! Exports: the filtered list as a file for spreadsheets and programs, one household as a report for people.
//!
//! Each file that was written is entered into the journal with the digest of its bytes.
//!
mod columns;
mod household_report;
mod paged;
mod rows;
mod tables;

use std::path::Path;

use jiff::{Timestamp, tz::TimeZone};
use report::{About, Environment as Marked, Format, Table, Written};
use serde::Serialize;
use serde_json::json;

use crate::{
    Error, Session, Usage,
    contract::{ExportFormat, ExportRequest, ExportSubject, ExportView, Language},
    journal::{self, Action},
    rules, text,
    words::report_language,
};

/// Hears how many rows are written; answers whether to go on.
pub type Progress<'a> = &'a mut (dyn FnMut(u64) -> bool + Send);

/// The name proposed for a file: what it holds, whose it is, and of which day.
///
/// # Errors
/// When the vault cannot be read.
pub fn file_name(session: &Session, request: &ExportRequest) -> Result<String, Error> {
    let extension = match request.format {
        ExportFormat::Csv => "csv",
        ExportFormat::Xlsx => "xlsx",
        ExportFormat::Json => "json",
        ExportFormat::Pdf => "pdf",
    };
    let zone = session.clock().zone();
    let subject = text::subject(request.subject, Language::Es);
    Ok(report::file_name::file_name(
        subject,
        &session.profile().name,
        as_of(session)?,
        &zone,
        extension,
    ))
}

/// Writes the file and enters it into the journal.
///
/// # Errors
/// When the form does not exist for the subject, the vault cannot be read, the file cannot be written, or it is
/// cancelled. Then nothing is left under the name of the file.
pub fn write(
    session: &Session,
    request: &ExportRequest,
    target: &Path,
    language: Language,
    progress: Progress<'_>,
) -> Result<ExportView, Error> {
    let written = match (
        request.subject,
        table_format(request.format),
        request.household_id,
    ) {
        (ExportSubject::Household, None, Some(household)) => {
            let report = household_report::report(session, household, language)?;
            report::pdf::write(&report, target)?
        }
        (ExportSubject::Household, ..) | (_, None, _) => return Err(Error::Usage(Usage::Format)),
        (_, Some(format), _) => {
            tables::write(session, request, format, target, language, progress)?
        }
    };
    let subjects: Vec<String> = request
        .household_id
        .iter()
        .map(ToString::to_string)
        .collect();
    let what = json!({"subject": request.subject, "format": request.format});
    enter(session, &subjects, &what, target, written)
}

/// What the journal says of a file.
#[derive(Serialize)]
struct Entered<'a> {
    #[serde(flatten)]
    what: &'a serde_json::Value,
    rows: u64,
    bytes: u64,
    sha256: &'a str,
}

/// Enters a file that was written into the journal. When that cannot be done, as when the vault was locked meanwhile, it is taken away with
/// what says what it is about.
pub(crate) fn enter(
    session: &Session,
    subjects: &[String],
    what: &serde_json::Value,
    target: &Path,
    written: Written,
) -> Result<ExportView, Error> {
    let entered = Entered {
        what,
        rows: written.rows,
        bytes: written.bytes,
        sha256: &written.sha256,
    };
    if let Err(error) = journal::enter(session, Action::Exported, subjects, &entered) {
        for file in std::iter::once(target).chain(written.about_file.as_deref()) {
            let _ = std::fs::remove_file(file);
        }
        return Err(error);
    }
    Ok(ExportView {
        file: target.display().to_string(),
        rows: written.rows,
        bytes: written.bytes,
        sha256: written.sha256,
    })
}

fn table_format(format: ExportFormat) -> Option<Format> {
    match format {
        ExportFormat::Csv => Some(Format::Csv),
        ExportFormat::Xlsx => Some(Format::Xlsx),
        ExportFormat::Json => Some(Format::Json),
        ExportFormat::Pdf => None,
    }
}

/// As of when the whole vault stands: the last complete pull, else now.
pub(crate) fn as_of(session: &Session) -> Result<Timestamp, Error> {
    let confirmed = session.vault().read(|view| view.pulls().confirmed_at())?;
    Ok(confirmed.unwrap_or_else(|| session.now()))
}

/// What a table says of itself, for `rows` rows of `all`.
fn about(
    session: &Session,
    filters: Vec<(String, String)>,
    rows: u64,
    all: u64,
    language: Language,
) -> Result<About, Error> {
    let zone = session.clock().zone();
    Ok(About {
        language: report_language(language),
        as_of: as_of(session)?,
        environment: marked(session),
        organisation: organisation(session)?,
        filters,
        rows,
        hidden: all.saturating_sub(rows),
        rule_pack: rules::in_force(session)?.pack.label().into(),
        journal_head: journal::head(session)?.hash,
        application_version: env!("CARGO_PKG_VERSION").into(),
        analyst: session.analyst().into(),
        zone_name: zone_name(&zone),
        zone,
    })
}

pub(crate) fn marked(session: &Session) -> Marked {
    match session.profile().environment {
        artu::models::Environment::Test => Marked::Test,
        artu::models::Environment::Live => Marked::Live,
    }
}

/// The organisation as the server named it, else the profile.
pub(crate) fn organisation(session: &Session) -> Result<String, Error> {
    let named: Option<String> = session
        .vault()
        .read(|view| view.settings().get(crate::status::ORGANISATION))?;
    Ok(named.unwrap_or_else(|| session.profile().name.clone()))
}

pub(crate) fn zone_name(zone: &TimeZone) -> String {
    zone.iana_name().unwrap_or("UTC").to_owned()
}

fn table(title: &str, columns: Vec<report::Column>, about: About) -> Table {
    Table {
        title: title.into(),
        columns,
        about,
    }
}
