//! PDF: the household report and letters, laid out by the Typst library with fonts that it carries.
//!
//! Each page design is a fixed template; the data reaches it as a JSON file and is never read as
//! markup. The result is tagged, in the archive profile PDF/A-2a and the accessibility profile PDF/UA-1.

mod text;
mod world;

use std::path::Path;

use serde_json::Value;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::catalogue::catalogue;
use crate::household::{self, HouseholdReport};
use crate::letter::{self, Letter};
use crate::{Language, ReportError, Written, draft};
use text::Alphabet;
use world::{Design, World};

/// Writes the household report to `target`; the rows counted are its members.
pub fn write(report: &HouseholdReport, target: &Path) -> Result<Written, ReportError> {
    let bytes = render(report)?;
    Ok(draft::write_whole(
        target,
        &bytes,
        report.members.len() as u64,
    )?)
}

/// Writes the letter to `target`; the rows counted are its items.
pub fn write_letter(letter: &Letter, target: &Path) -> Result<Written, ReportError> {
    let bytes = render_letter(letter)?;
    Ok(draft::write_whole(target, &bytes, letter.items())?)
}

/// Lays out the household report and answers the bytes of the PDF.
pub fn render(report: &HouseholdReport) -> Result<Vec<u8>, ReportError> {
    lay_out(&Pages {
        design: Design::Household,
        data: serde_json::to_value(household::document::document(report))?,
        language: report.language,
        identifier: format!("{} {}", report.anchor.client_id, report.as_of),
        as_of: report.as_of,
        application_version: &report.application_version,
    })
}

/// Lays out the letter and answers the bytes of the PDF.
pub fn render_letter(letter: &Letter) -> Result<Vec<u8>, ReportError> {
    let data = serde_json::to_value(letter::document::document(letter))?;
    lay_out(&Pages {
        design: Design::Letter,
        // No id of a client goes out, not even hashed: the text tells letters apart.
        identifier: data.to_string(),
        data,
        language: letter.language,
        as_of: letter.as_of,
        application_version: &letter.application_version,
    })
}

/// What is laid out, and what the file says of itself.
struct Pages<'a> {
    design: Design,
    data: Value,
    language: Language,
    /// Tells one document from another; only its hash is written.
    identifier: String,
    as_of: jiff::Timestamp,
    application_version: &'a str,
}

fn lay_out(pages: &Pages<'_>) -> Result<Vec<u8>, ReportError> {
    let rendered = lay_out_with(pages, Alphabet::Fonts)
        // An unusual pile of accents can lack a glyph though each sign has one; then only plain
        // letters are printed as they are.
        .or_else(|_| lay_out_with(pages, Alphabet::Latin));
    // The library remembers what it laid out; personal data is not left in memory.
    typst::comemo::evict(0);
    rendered
}

fn lay_out_with(pages: &Pages<'_>, alphabet: Alphabet) -> Result<Vec<u8>, ReportError> {
    let mut data = pages.data.clone();
    text::make_printable(&mut data, alphabet, catalogue(pages.language).cut);
    let world = World::new(pages.design, serde_json::to_vec(&data)?);
    let laid_out: PagedDocument = typst::compile(&world).output.map_err(|e| problems(&e))?;
    typst_pdf::pdf(&laid_out, &options(pages)?).map_err(|e| problems(&e))
}

/// The count alone: messages can quote the text.
fn problems<T>(all: &[T]) -> ReportError {
    ReportError::Layout {
        problems: all.len(),
    }
}

/// Identifier and time come from what is laid out, so that the bytes do too.
fn options(pages: &Pages<'_>) -> Result<PdfOptions, ReportError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|_| ReportError::Layout { problems: 1 })?;
    Ok(PdfOptions {
        ident: Smart::Custom(pages.identifier.clone()),
        creator: Smart::Custom(Some(format!("Vínculo {}", pages.application_version))),
        timestamp: timestamp(pages.as_of),
        standards,
        ..PdfOptions::default()
    })
}

/// A moment as the PDF writes it, in UTC.
fn timestamp(moment: jiff::Timestamp) -> Option<Timestamp> {
    let utc = moment.to_zoned_datetime(jiff::tz::TimeZone::UTC).datetime();
    Datetime::from_ymd_hms(
        i32::from(utc.year()),
        utc.month().unsigned_abs(),
        utc.day().unsigned_abs(),
        utc.hour().unsigned_abs(),
        utc.minute().unsigned_abs(),
        utc.second().unsigned_abs(),
    )
    .map(Timestamp::new_utc)
}
