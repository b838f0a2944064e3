//! PDF: the household report, laid out by the Typst library with fonts that it carries.
//!
//! The page design is a fixed template; the data reaches it as a JSON file and is never read as
//! markup. The result is tagged, in the archive profile PDF/A-2a and the accessibility profile PDF/UA-1.

mod text;
mod world;

use std::path::Path;

use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::catalogue::catalogue;
use crate::household::{HouseholdReport, document::document};
use crate::{ReportError, Written, draft};
use text::Alphabet;
use world::World;

/// Writes the household report to `target`; the rows counted are its members.
pub fn write(report: &HouseholdReport, target: &Path) -> Result<Written, ReportError> {
    let bytes = render(report)?;
    Ok(draft::write_whole(
        target,
        &bytes,
        report.members.len() as u64,
    )?)
}

/// Lays out the household report and answers the bytes of the PDF.
pub fn render(report: &HouseholdReport) -> Result<Vec<u8>, ReportError> {
    let rendered = render_with(report, Alphabet::Fonts)
        // An unusual pile of accents can lack a glyph though each sign has one; then only plain
        // letters are printed as they are.
        .or_else(|_| render_with(report, Alphabet::Latin));
    // The library remembers what it laid out; personal data is not left in memory.
    typst::comemo::evict(0);
    rendered
}

fn render_with(report: &HouseholdReport, alphabet: Alphabet) -> Result<Vec<u8>, ReportError> {
    let mut data = serde_json::to_value(document(report))?;
    text::make_printable(&mut data, alphabet, catalogue(report.language).cut);
    let world = World::new(serde_json::to_vec(&data)?);
    let laid_out: PagedDocument = typst::compile(&world).output.map_err(|e| problems(&e))?;
    typst_pdf::pdf(&laid_out, &options(report)?).map_err(|e| problems(&e))
}

/// The count alone: messages can quote the text.
fn problems<T>(all: &[T]) -> ReportError {
    ReportError::Layout {
        problems: all.len(),
    }
}

/// Identifier and time come from the report, so that the bytes do too.
fn options(report: &HouseholdReport) -> Result<PdfOptions, ReportError> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|_| ReportError::Layout { problems: 1 })?;
    Ok(PdfOptions {
        ident: Smart::Custom(format!("{} {}", report.anchor.client_id, report.as_of)),
        creator: Smart::Custom(Some(format!("Vínculo {}", report.application_version))),
        timestamp: timestamp(report.as_of),
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
