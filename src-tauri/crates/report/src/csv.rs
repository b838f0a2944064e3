//! CSV: UTF-8 with a byte order mark, CRLF, comma, quotes where needed, keys as the header.
//!
//! Dates are ISO 8601, moments RFC 3339 in UTC, flags `true` and `false`, no value an empty cell.
//! Text passes the guard of [`crate::formula`]. A file `<target>.about.txt` beside it says what the
//! table is about, so that the CSV itself stays plain rows.

use std::borrow::Cow;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use csv::{Terminator, WriterBuilder};

use crate::draft::Draft;
use crate::rows::{Progress, RowSource, each_row};
use crate::{Cell, Format, ReportError, Table, Written, about, formula};

/// Tells spreadsheets that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Writes the table to `target`, and what it is about beside it.
pub fn write(
    table: &Table,
    rows: impl RowSource,
    target: &Path,
    progress: Progress<'_>,
) -> Result<Written, ReportError> {
    let mut draft = BufWriter::new(Draft::beside(target)?);
    draft.write_all(BYTE_ORDER_MARK)?;
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer(draft);
    writer.write_record(table.columns.iter().map(|column| column.key.as_str()))?;
    let count = each_row(table, rows, progress, |_, row| {
        for cell in row {
            writer.write_field(text(cell).as_bytes())?;
        }
        Ok(writer.write_record(None::<&[u8]>)?)
    })?;
    let draft = finished(writer)?;

    let about_path = about_path(target);
    let mut about_draft = Draft::beside(&about_path)?;
    about_draft.write_all(about_text(table).as_bytes())?;
    about_draft.finish(0)?;
    match draft.finish(count) {
        Ok(written) => Ok(Written {
            about_file: Some(about_path),
            ..written
        }),
        Err(error) => {
            // The table did not come to be, so what describes it goes too; the first error counts.
            let _ = std::fs::remove_file(&about_path);
            Err(error.into())
        }
    }
}

/// The draft under the writer, with everything flushed into it.
fn finished(writer: csv::Writer<BufWriter<Draft>>) -> Result<Draft, ReportError> {
    let buffered = writer
        .into_inner()
        .map_err(|error| ReportError::File(error.into_error()))?;
    buffered
        .into_inner()
        .map_err(|error| ReportError::File(error.into_error()))
}

/// The cell as guarded text.
fn text(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Text(value) | Cell::Identifier(value) => formula::guard(value),
        Cell::Date(date) => Cow::Owned(date.to_string()),
        Cell::DateTime(moment) => Cow::Owned(moment.to_string()),
        Cell::Integer(number) => Cow::Owned(number.to_string()),
        Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        Cell::Empty => Cow::Borrowed(""),
    }
}

/// Where the description of the CSV `target` stands.
fn about_path(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_os_string();
    name.push(".about.txt");
    target.with_file_name(name)
}

/// The description: one fact per line.
fn about_text(table: &Table) -> String {
    let mut text = String::from("\u{feff}");
    for (label, value) in about::lines(table, Format::Csv) {
        text.push_str(&label);
        text.push_str(": ");
        text.push_str(&value.replace(['\r', '\n'], " "));
        text.push_str("\r\n");
    }
    text
}
