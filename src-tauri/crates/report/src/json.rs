//! JSON: `{"about": {…}, "data": [{…}, …]}`, one row per line, members named by the column keys.

use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::{Map, Value};

use crate::draft::Draft;
use crate::rows::{Progress, RowSource, each_row};
use crate::{Cell, Format, ReportError, Table, Written, about};

/// Writes the table to `target`.
pub fn write(
    table: &Table,
    rows: impl RowSource,
    target: &Path,
    progress: Progress<'_>,
) -> Result<Written, ReportError> {
    let mut draft = BufWriter::new(Draft::beside(target)?);
    draft.write_all(b"{\"about\":")?;
    serde_json::to_writer(&mut draft, &about::value(table, Format::Json))?;
    draft.write_all(b",\n\"data\":[")?;
    let count = each_row(table, rows, progress, |number, row| {
        draft.write_all(if number == 1 { b"\n" } else { b",\n" })?;
        let members = table.columns.iter().zip(row);
        let object: Map<String, Value> = members
            .map(|(column, cell)| (column.key.clone(), value(cell)))
            .collect();
        Ok(serde_json::to_writer(&mut draft, &object)?)
    })?;
    draft.write_all(b"\n]}\n")?;
    let draft = draft
        .into_inner()
        .map_err(|error| ReportError::File(error.into_error()))?;
    Ok(draft.finish(count)?)
}

/// The cell as a JSON value.
fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) | Cell::Identifier(text) => Value::from(text.as_str()),
        Cell::Date(date) => Value::from(date.to_string()),
        Cell::DateTime(moment) => Value::from(moment.to_string()),
        Cell::Integer(number) => Value::from(*number),
        Cell::Flag(flag) => Value::from(*flag),
        Cell::Empty => Value::Null,
    }
}
