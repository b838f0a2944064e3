//! The stream of rows: shape, count, progress and cancelling, the same for every format.

use crate::{Cell, ReportError, Table};

/// Told how many rows are done, every few hundred rows and at the end; answers `false` to cancel.
pub type Progress<'a> = &'a mut (dyn FnMut(u64) -> bool + Send);

/// How many rows pass between two calls of the progress callback.
const STEP: u64 = 256;

/// A stream of rows, each with one cell per column. Any iterator of results is one.
pub trait RowSource {
    /// The next row, or `None` at the end.
    fn next_row(&mut self) -> Option<Result<Vec<Cell>, ReportError>>;
}

impl<I, E> RowSource for I
where
    I: Iterator<Item = Result<Vec<Cell>, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn next_row(&mut self) -> Option<Result<Vec<Cell>, ReportError>> {
        self.next()
            .map(|row| row.map_err(|error| ReportError::Rows(error.into())))
    }
}

/// Hands every row to `sink` with its number (from 1), and answers how many there were.
pub(crate) fn each_row(
    table: &Table,
    mut rows: impl RowSource,
    progress: Progress<'_>,
    mut sink: impl FnMut(u64, &[Cell]) -> Result<(), ReportError>,
) -> Result<u64, ReportError> {
    let mut count = 0;
    loop {
        if count % STEP == 0 && !progress(count) {
            return Err(ReportError::Cancelled);
        }
        let Some(row) = rows.next_row() else { break };
        let row = row?;
        count += 1;
        if row.len() != table.columns.len() {
            return Err(ReportError::RowShape {
                row: count,
                expected: table.columns.len(),
                found: row.len(),
            });
        }
        sink(count, &row)?;
    }
    if count != table.about.rows {
        return Err(ReportError::RowCount {
            announced: table.about.rows,
            written: count,
        });
    }
    if !progress(count) {
        return Err(ReportError::Cancelled);
    }
    Ok(count)
}
