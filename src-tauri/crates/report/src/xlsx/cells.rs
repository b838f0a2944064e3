//! How one cell is written into a worksheet.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet};

use crate::{About, Cell, Language, ReportError, formula};

/// Longest text of a cell in UTF-16 units, with room left under Excel's 32,767 for the note that it was cut.
const LONGEST: usize = 32_000;
/// Excel keeps 15 significant digits of a number.
const LARGEST_EXACT: u64 = 999_999_999_999_999;

/// The formats of the cells, made once per workbook.
pub(super) struct Cells {
    zone: TimeZone,
    language: Language,
    text: Format,
    /// For text that Excel would turn into a formula once someone edits the cell.
    quoted: Format,
    date: Format,
    date_time: Format,
    integer: Format,
}

impl Cells {
    pub(super) fn new(about: &About) -> Self {
        Self {
            zone: about.zone.clone(),
            language: about.language,
            text: Format::new().set_num_format("@"),
            quoted: Format::new().set_num_format("@").set_quote_prefix(),
            date: Format::new().set_num_format("dd/mm/yyyy"),
            date_time: Format::new().set_num_format("dd/mm/yyyy hh:mm:ss"),
            integer: Format::new().set_num_format("0"),
        }
    }

    /// Writes `cell` and answers its width in characters.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        cell: &Cell,
    ) -> Result<usize, ReportError> {
        match cell {
            Cell::Text(text) | Cell::Identifier(text) => self.text(sheet, row, column, text),
            Cell::Date(date) => self.date(sheet, row, column, *date),
            Cell::DateTime(moment) => self.date_time(sheet, row, column, *moment),
            Cell::Integer(number) => self.integer(sheet, row, column, *number),
            Cell::Flag(flag) => {
                sheet.write_boolean(row, column, *flag)?;
                Ok(10)
            }
            Cell::Empty => Ok(0),
        }
    }

    fn text(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        text: &str,
    ) -> Result<usize, ReportError> {
        let format = if formula::is_formula(text) {
            &self.quoted
        } else {
            &self.text
        };
        sheet.write_string_with_format(row, column, cut(text, self.language), format)?;
        // A margin, because letters differ in width.
        Ok(text.chars().take(64).count() + 2)
    }

    fn date(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        date: Date,
    ) -> Result<usize, ReportError> {
        match excel_date(date) {
            Some(typed) => {
                sheet.write_datetime_with_format(row, column, &typed, &self.date)?;
                Ok(12)
            }
            None => self.text(sheet, row, column, &date.strftime("%d/%m/%Y").to_string()),
        }
    }

    fn date_time(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        moment: Timestamp,
    ) -> Result<usize, ReportError> {
        let local = moment.to_zoned_datetime(self.zone.clone()).datetime();
        let typed = excel_date(local.date()).map(|date| {
            date.and_hms_milli(
                u16::from(local.hour().unsigned_abs()),
                local.minute().unsigned_abs(),
                local.second().unsigned_abs(),
                local.millisecond().unsigned_abs(),
            )
        });
        match typed {
            Some(typed) => {
                sheet.write_datetime_with_format(row, column, &typed?, &self.date_time)?;
                Ok(20)
            }
            None => self.text(sheet, row, column, &moment.to_string()),
        }
    }

    fn integer(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        number: i64,
    ) -> Result<usize, ReportError> {
        if number.unsigned_abs() > LARGEST_EXACT {
            return self.text(sheet, row, column, &number.to_string());
        }
        // Exact: below 2 to the power of 53.
        #[allow(clippy::cast_precision_loss)]
        sheet.write_number_with_format(row, column, number as f64, &self.integer)?;
        Ok(number.to_string().len() + 2)
    }
}

/// The date as Excel knows it, from 1901 on: before, Excel counts a day that never was.
fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year())
        .ok()
        .filter(|year| *year > 1900)?;
    ExcelDateTime::from_ymd(year, date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}

/// `text`, cut where it is too long for a cell, saying so.
fn cut(text: &str, language: Language) -> String {
    let kept = fitting(text);
    if kept.len() == text.len() {
        return kept;
    }
    let more = text.chars().count() - kept.chars().count();
    match language {
        Language::Es => format!("{kept}… [recortado: faltan {more} caracteres]"),
        Language::En => format!("{kept}… [cut: {more} more characters]"),
    }
}

/// As much of `text` as a cell holds.
pub(super) fn fitting(text: &str) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|character| {
            units += character.len_utf16();
            units <= LONGEST
        })
        .collect()
}
