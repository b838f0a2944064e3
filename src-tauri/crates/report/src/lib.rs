//! Reports for people and machines: tables as CSV, XLSX and JSON, the household report as PDF, and letters as PDF and plain text.
//!
//! One model, a module per format. A caller hands over ready values and the clock; the crate lays
//! them out and writes the file. The same data and the same clock give the same bytes.
//!
//! It is not a query layer and not a rule: it knows no vault, no network, no clock, and nothing of
//! the Artu API. `desk` depends on it; it depends on nothing of this workspace.
//!
//! A file appears under its name only when it is whole: it is written beside its target and renamed
//! at the end, so that a cancelled or failed export leaves nothing behind.
//!
//! The feature `pdf`, on unless switched off, is the household report and letters as PDF.

pub mod about;
mod catalogue;
pub mod csv;
pub mod draft;
mod error;
pub mod file_name;
pub mod formula;
pub mod household;
pub mod json;
mod language;
pub mod letter;
#[cfg(feature = "pdf")]
pub mod pdf;
mod rows;
pub mod table;
pub mod xlsx;

pub use about::{About, Environment};
pub use draft::Written;
pub use error::ReportError;
pub use language::Language;
pub use rows::{Progress, RowSource};
pub use table::{Cell, Column, Kind, Table};

use std::path::Path;

/// The formats in which a [`Table`] can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, with a text file about them beside.
    Csv,
    /// An Excel workbook with an "about" sheet.
    Xlsx,
    /// One JSON document `{"about": …, "data": […]}`.
    Json,
}

impl Format {
    /// The file extension, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
        }
    }
}

/// Writes `rows` under the head of `table` to `target` in the given format.
///
/// `rows` are pulled one at a time and never gathered. See [`Progress`] for how it is cancelled.
pub fn write_table<R: RowSource>(
    format: Format,
    table: &Table,
    rows: R,
    target: &Path,
    progress: Progress<'_>,
) -> Result<Written, ReportError> {
    match format {
        Format::Csv => csv::write(table, rows, target, progress),
        Format::Xlsx => xlsx::write(table, rows, target, progress),
        Format::Json => json::write(table, rows, target, progress),
    }
}
