//! What can go wrong while a report is made.

use std::io;

/// Why a report was not written. No message holds a value of the data; the source of a file error may
/// name the folder.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The progress callback asked to stop. Nothing was left behind.
    #[error("the report was cancelled")]
    Cancelled,
    /// The target or its folder could not be written (full disk, missing folder, no permission).
    #[error("the file of the report could not be written")]
    File(#[from] io::Error),
    /// The source of the rows failed.
    #[error("a row of the report could not be read")]
    Rows(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A row does not have one cell per column.
    #[error("row {row} has {found} cells where {expected} columns are declared")]
    RowShape {
        /// Number of the row, counted from 1.
        row: u64,
        /// Number of columns.
        expected: usize,
        /// Number of cells.
        found: usize,
    },
    /// The rows that came are not as many as the report says.
    #[error("the report announces {announced} rows and {written} came")]
    RowCount {
        /// What [`crate::About::rows`] says.
        announced: u64,
        /// What the source gave.
        written: u64,
    },
    /// The table does not fit a worksheet.
    #[error("a worksheet holds at most {rows} rows and {columns} columns; use CSV or JSON")]
    TooLarge {
        /// Data rows that fit under the header.
        rows: u64,
        /// Columns that fit.
        columns: usize,
    },
    /// The CSV writer failed.
    #[error("the CSV could not be written")]
    Csv(#[from] ::csv::Error),
    /// The JSON writer failed.
    #[error("the JSON could not be written")]
    Json(#[from] serde_json::Error),
    /// The workbook writer refused or could not write.
    #[error("the workbook could not be written")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
    /// The workbook writer broke off, as it does on a full disk.
    #[error("writing the workbook broke off; the disk may be full")]
    WorkbookBrokeOff,
    /// The PDF could not be laid out.
    #[error("the PDF could not be laid out ({problems} problems)")]
    Layout {
        /// How many problems the layout reported.
        problems: usize,
    },
}

impl ReportError {
    /// What the operating system said, when it was a file that failed.
    pub fn file_failure(&self) -> Option<io::ErrorKind> {
        match self {
            Self::File(error) | Self::Workbook(rust_xlsxwriter::XlsxError::IoError(error)) => {
                Some(error.kind())
            }
            Self::Csv(error) => match error.kind() {
                ::csv::ErrorKind::Io(error) => Some(error.kind()),
                _ => None,
            },
            Self::Json(error) => error.io_error_kind(),
            // It does not say what it broke off at; all it does there is write.
            Self::WorkbookBrokeOff => Some(io::ErrorKind::StorageFull),
            _ => None,
        }
    }
}
