//! Mexican identifiers, one NDJSON row in, one out. It opens no vault and keeps nothing.

use std::io::{self, BufRead, BufWriter, Write};

use desk::{Clock, SystemClock};
use mx::vectors::{Outcome, VectorResult, run_line};
use serde::Serialize;
use serde_json::Value;

use super::Answer;
use crate::{
    exit::Exit,
    failure::Problem,
    output::{line, unless_nobody_reads},
};

/// What is printed for a row; the number of the line is there when the row could not be read.
#[derive(Serialize)]
struct Printed {
    #[serde(flatten)]
    result: VectorResult,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
}

pub(super) fn run(as_of: Option<&str>) -> Answer {
    let as_of = match as_of {
        Some(day) => day.parse().map_err(|_| Problem::Day)?,
        None => SystemClock.today(),
    };
    let check = |row: &[u8]| match std::str::from_utf8(row) {
        Ok(row) => run_line(row, as_of),
        Err(_) => VectorResult {
            id: Value::Null,
            outcome: Outcome::Failed {
                error: "row: not UTF-8".into(),
            },
        },
    };
    let mut writer = BufWriter::new(io::stdout().lock());
    let every_row_read = stream(&mut io::stdin().lock(), &mut writer, check)?;
    unless_nobody_reads(writer.flush())?;
    Ok(if every_row_read {
        Exit::Done
    } else {
        Exit::Failed
    })
}

/// Checks row by row; whether every row could be read.
fn stream(
    input: &mut impl BufRead,
    output: &mut impl Write,
    check: impl Fn(&[u8]) -> VectorResult,
) -> io::Result<bool> {
    let (mut row, mut number, mut every_row_read) = (Vec::new(), 0, true);
    while input.read_until(b'\n', &mut row)? > 0 {
        number += 1;
        let text = row.trim_ascii();
        if !text.is_empty() {
            let result = check(text);
            let failed = matches!(result.outcome, Outcome::Failed { .. });
            every_row_read &= !failed;
            if !line(
                output,
                &Printed {
                    result,
                    line: failed.then_some(number),
                },
            )? {
                break;
            }
        }
        row.clear();
    }
    Ok(every_row_read)
}
