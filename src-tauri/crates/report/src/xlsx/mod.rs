//! XLSX: typed dates, identifiers as text, a frozen header with a filter, and an "about" sheet.
//!
//! No formula is ever written. Rows go to disk as they come; the only temporary files are
//! in the target's own folder. Control characters are escaped the way Excel does it (`_xHHHH_`),
//! so that they read back equal and no row is refused.

mod about_sheet;
mod cells;

use std::cell::Cell;
use std::io::{self, BufWriter, Write};
use std::panic::{self, AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Once;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};

use crate::draft::{Draft, folder};
use crate::rows::{Progress, RowSource, each_row};
use crate::{Environment, ReportError, Table, Written, about};
use cells::Cells;

/// Rows of a worksheet, header included.
const MOST_ROWS: u32 = 1_048_576;
/// Columns of a worksheet.
const MOST_COLUMNS: u16 = 16_384;
/// Longest and shortest width of a column, in characters.
const WIDTHS: (usize, usize) = (8, 60);

/// Writes the table to `target`. More than 1,048,575 rows are refused before anything is written.
pub fn write(
    table: &Table,
    rows: impl RowSource,
    target: &Path,
    progress: Progress<'_>,
) -> Result<Written, ReportError> {
    let columns = fitting_columns(table)?;
    let draft = Draft::beside(target)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(table)?);
    workbook.set_tempdir(folder(target))?;
    // The workbook writer panics when the disk is full while it spools rows; that is an error here.
    quietly(|| {
        let count = data_sheet(&mut workbook, table, columns, rows, progress)?;
        about_sheet::add(&mut workbook, table)?;
        let draft = save(&mut workbook, draft, count, progress)?;
        Ok(draft.finish(count)?)
    })
    .unwrap_or(Err(ReportError::WorkbookBrokeOff))
}

thread_local! {
    /// Whether a panic of this thread is an error that will be told.
    static CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; `None` when it panics, about which nothing is printed. Panics elsewhere are printed as ever.
fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            if !CAUGHT.get() {
                before(panicked);
            }
        }));
    });
    CAUGHT.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    CAUGHT.set(false);
    done.ok()
}

/// The number of columns, when the table fits a worksheet.
fn fitting_columns(table: &Table) -> Result<u16, ReportError> {
    let too_large = ReportError::TooLarge {
        rows: u64::from(MOST_ROWS - 1),
        columns: usize::from(MOST_COLUMNS),
    };
    match u16::try_from(table.columns.len()) {
        Ok(columns) if columns <= MOST_COLUMNS && table.about.rows < u64::from(MOST_ROWS) => {
            Ok(columns)
        }
        _ => Err(too_large),
    }
}

/// The document properties; the time is that of the data, never of the machine.
fn properties(table: &Table) -> Result<DocProperties, ReportError> {
    let about = &table.about;
    let moment = about
        .as_of
        .to_zoned_datetime(jiff::tz::TimeZone::UTC)
        .datetime();
    let created = ExcelDateTime::from_ymd(
        u16::try_from(moment.year()).unwrap_or(1900),
        moment.month().unsigned_abs(),
        moment.day().unsigned_abs(),
    )?
    .and_hms(
        u16::from(moment.hour().unsigned_abs()),
        moment.minute().unsigned_abs(),
        moment.second().unsigned_abs(),
    )?;
    Ok(DocProperties::new()
        .set_title(&table.title)
        .set_author(&about.analyst)
        .set_company(&about.organisation)
        .set_comment(about.environment.name())
        .set_creation_datetime(&created))
}

/// Writes header and rows, and answers how many rows there were.
fn data_sheet(
    workbook: &mut Workbook,
    table: &Table,
    columns: u16,
    rows: impl RowSource,
    progress: Progress<'_>,
) -> Result<u64, ReportError> {
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(sheet_name(table))?;
    let header = Format::new()
        .set_bold()
        .set_background_color(0x00E2_E8F0)
        .set_align(FormatAlign::VerticalCenter);
    let mut widths: Vec<usize> = Vec::with_capacity(table.columns.len());
    for (index, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, index, cells::fitting(&column.label), &header)?;
        // Room for the filter's arrow.
        widths.push(column.label.chars().count() + 4);
    }
    let cells = Cells::new(&table.about);
    let mut next = 0;
    let count = each_row(table, rows, progress, |_, row| {
        next += 1;
        if next >= MOST_ROWS {
            return Err(ReportError::TooLarge {
                rows: u64::from(MOST_ROWS - 1),
                columns: usize::from(MOST_COLUMNS),
            });
        }
        for ((index, cell), width) in (0..).zip(row).zip(&mut widths) {
            *width = cells.write(sheet, next, index, cell)?.max(*width);
        }
        Ok(())
    })?;
    for (index, width) in (0..).zip(&widths) {
        let width = u32::try_from((*width).clamp(WIDTHS.0, WIDTHS.1)).unwrap_or(8);
        sheet.set_column_width(index, width)?;
    }
    if columns > 0 {
        sheet.autofilter(0, 0, next, columns - 1)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    set_print(sheet, table)?;
    Ok(count)
}

/// How the sheet prints: landscape, header on each page, environment and date on each page.
fn set_print(sheet: &mut Worksheet, table: &Table) -> Result<(), ReportError> {
    let about = &table.about;
    let pages = about.language.pick("Página &P de &N", "Page &P of &N");
    sheet
        .set_landscape()
        .set_print_fit_to_pages(1, 0)
        .set_repeat_rows(0, 0)?
        .set_header(format!(
            "&L{}&R{}",
            header_text(&table.title),
            about.environment.name()
        ))
        .set_footer(format!(
            "&L{} ({})&R{pages}",
            about::local(about.as_of, &about.zone),
            header_text(&about.zone_name)
        ));
    Ok(())
}

/// Text for a page header: short, and without the codes that `&` opens.
fn header_text(text: &str) -> String {
    let short: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
    short.replace('&', "&&")
}

/// The name of the data sheet: the title without the characters Excel refuses, with the word TEST
/// in front when the data is test data.
fn sheet_name(table: &Table) -> String {
    let mark = match table.about.environment {
        Environment::Test => "TEST ",
        Environment::Live => "",
    };
    let title: String = table
        .title
        .chars()
        .map(|character| match character {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
            other if other.is_control() => ' ',
            other => other,
        })
        .collect();
    let mut name = format!("{mark}{}", title.trim());
    // Excel counts UTF-16 units.
    while name.encode_utf16().count() > 31 {
        name.pop();
    }
    let name = name.trim().to_owned();
    let taken = ["", "history", &about_sheet::name(table).to_lowercase()]
        .contains(&name.to_lowercase().as_str());
    if taken {
        table.about.language.pick("Datos", "Data").to_owned()
    } else {
        name
    }
}

/// Packs the workbook into the draft; the progress callback can still cancel.
fn save(
    workbook: &mut Workbook,
    draft: Draft,
    rows: u64,
    progress: Progress<'_>,
) -> Result<Draft, ReportError> {
    let mut cancelled = false;
    let mut buffered = BufWriter::with_capacity(1 << 18, draft);
    let packed = workbook.save_to_writer(Cancellable {
        inner: &mut buffered,
        rows,
        progress,
        cancelled: &mut cancelled,
    });
    if cancelled {
        return Err(ReportError::Cancelled);
    }
    packed?;
    buffered
        .into_inner()
        .map_err(|error| ReportError::File(error.into_error()))
}

/// A writer that asks the progress callback before each piece, and fails once when it says no.
struct Cancellable<'a, 'b, W> {
    inner: &'a mut W,
    rows: u64,
    progress: Progress<'b>,
    cancelled: &'a mut bool,
}

impl<W: Write> Write for Cancellable<'_, '_, W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        if *self.cancelled {
            // The archive still closes itself while it is dropped; its bytes go nowhere.
            return Ok(buffer.len());
        }
        if !(self.progress)(self.rows) {
            *self.cancelled = true;
            return Err(io::Error::other("cancelled"));
        }
        self.inner.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
