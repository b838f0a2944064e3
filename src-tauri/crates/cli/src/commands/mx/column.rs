//! The keys of one column of a CSV file.

use std::io::{Read, Write};

use jiff::civil::Date;
use mx::vectors::{Outcome, VectorResult, VectorRow, run};
use serde_json::Value;

use super::Printed;
use crate::{
    failure::{Failure, Problem},
    output::line,
};

/// A column and what its keys are.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) kind: String,
}

/// The kinds of key that stand in one column.
const KINDS: [&str; 3] = ["rfc", "curp", "clabe"];

/// Checks the keys of a column, row by row; whether every row could be read. A row is named by the number of its line in the file.
pub(super) fn check(
    input: &mut impl Read,
    output: &mut impl Write,
    column: &Column,
    as_of: Date,
) -> Result<bool, Failure> {
    if !KINDS.contains(&column.kind.as_str()) {
        return Err(Problem::Word.into());
    }
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let names = reader.byte_headers().map_err(|_| Problem::NoColumn)?;
    let is_named = |name: &[u8]| without_mark(name).trim_ascii() == column.name.trim().as_bytes();
    let place = names.iter().position(is_named).ok_or(Problem::NoColumn)?;
    let (mut row, mut every_row_read) = (csv::ByteRecord::new(), true);
    loop {
        let read = reader.read_byte_record(&mut row);
        let number = row.position().map_or(0, csv::Position::line);
        let outcome = match read {
            Ok(false) => return Ok(every_row_read),
            Ok(true) => row.get(place).map(std::str::from_utf8),
            Err(error) if error.is_io_error() => return Err(std::io::Error::from(error).into()),
            Err(_) => None,
        };
        let result = match outcome {
            Some(Ok(key)) => run(&of_key(key, column, number), as_of),
            Some(Err(_)) => failed(number, "row: not UTF-8"),
            None => failed(number, "row: the column is missing"),
        };
        let printed = Printed::new(result, number);
        every_row_read &= printed.line.is_none();
        if !line(output, &printed)? {
            return Ok(every_row_read);
        }
    }
}

/// Spreadsheets begin a file with the mark of UTF-8.
fn without_mark(name: &[u8]) -> &[u8] {
    name.strip_prefix(b"\xef\xbb\xbf").unwrap_or(name)
}

fn of_key(key: &str, column: &Column, number: u64) -> VectorRow {
    VectorRow {
        id: number.into(),
        kind: column.kind.clone(),
        input: key.into(),
        context: None,
    }
}

fn failed(number: u64, error: &str) -> VectorResult {
    VectorResult {
        id: Value::from(number),
        outcome: Outcome::Failed {
            error: error.into(),
        },
    }
}
