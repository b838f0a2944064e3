//! The sheet that says what the workbook is about.

use rust_xlsxwriter::{Format, FormatAlign, Workbook};

use super::cells;
use crate::{Format as ReportFormat, ReportError, Table, about};

/// The sheet's name.
pub(super) fn name(table: &Table) -> &'static str {
    table.about.language.pick("Acerca de", "About")
}

/// Adds the sheet after the data.
pub(super) fn add(workbook: &mut Workbook, table: &Table) -> Result<(), ReportError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(name(table))?;
    let label = Format::new().set_bold().set_align(FormatAlign::Top);
    let value = Format::new()
        .set_num_format("@")
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_quote_prefix();
    sheet.set_column_width(0, 32)?.set_column_width(1, 90)?;
    for (row, (name, text)) in (0..).zip(about::lines(table, ReportFormat::Xlsx)) {
        sheet.write_string_with_format(row, 0, cells::fitting(&name), &label)?;
        sheet.write_string_with_format(row, 1, cells::fitting(&text), &value)?;
    }
    Ok(())
}
