//! Mexican identifiers, one row in, one out as NDJSON. It opens no vault and keeps nothing.

mod column;

use std::io::{self, BufRead, BufWriter, Write};

use desk::{Clock, SystemClock};
use jiff::civil::Date;
use mx::vectors::{Outcome, VectorResult, run_line};
use serde::Serialize;
use serde_json::Value;

use super::Answer;
use crate::{
    exit::Exit,
    failure::Problem,
    output::{line, unless_nobody_reads},
};
use column::Column;

/// What is printed for a row; the number of the line is there when the row could not be read.
#[derive(Serialize)]
struct Printed {
    #[serde(flatten)]
    result: VectorResult,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
}

impl Printed {
    fn new(result: VectorResult, number: u64) -> Self {
        let failed = matches!(result.outcome, Outcome::Failed { .. });
        Self {
            result,
            line: failed.then_some(number),
        }
    }
}

/// Checks the keys of a column of a CSV file, given by its name and the kind of its keys, or else rows of NDJSON.
pub(super) fn run(as_of: Option<&str>, column: Option<(String, String)>) -> Answer {
    let as_of = match as_of {
        Some(day) => day.parse().map_err(|_| Problem::Day)?,
        None => SystemClock.today(),
    };
    let mut input = io::stdin().lock();
    let mut writer = BufWriter::new(io::stdout().lock());
    let every_row_read = match column {
        Some((name, kind)) => {
            column::check(&mut input, &mut writer, &Column { name, kind }, as_of)?
        }
        None => check_rows(&mut input, &mut writer, as_of)?,
    };
    unless_nobody_reads(writer.flush())?;
    Ok(if every_row_read {
        Exit::Done
    } else {
        Exit::Failed
    })
}

/// Checks NDJSON row by row; whether every row could be read.
fn check_rows(input: &mut impl BufRead, output: &mut impl Write, as_of: Date) -> io::Result<bool> {
    let check = |row: &[u8]| match std::str::from_utf8(row) {
        Ok(row) => run_line(row, as_of),
        Err(_) => VectorResult {
            id: Value::Null,
            outcome: Outcome::Failed {
                error: "row: not UTF-8".into(),
            },
        },
    };
    let (mut row, mut number, mut every_row_read) = (Vec::new(), 0, true);
    while input.read_until(b'\n', &mut row)? > 0 {
        number += 1;
        let text = row.trim_ascii();
        if !text.is_empty() {
            let printed = Printed::new(check(text), number);
            every_row_read &= printed.line.is_none();
            if !line(output, &printed)? {
                break;
            }
        }
        row.clear();
    }
    Ok(every_row_read)
}
