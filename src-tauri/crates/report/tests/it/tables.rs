//! What holds for tables in every format, and the text of CSV and JSON.

use std::fs;
use std::io;

use proptest::prelude::*;
use report::{Cell, Column, Format, Kind, ReportError, formula, write_table};
use sha2::{Digest, Sha256};

use crate::samples::{FORMATS, about, names, row, rows, table, write};

#[test]
fn csv_text() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("clientes.csv");
    let written = write(Format::Csv, 4, &target).unwrap();
    let text = fs::read_to_string(&target).unwrap();
    assert!(text.starts_with('\u{feff}'));
    insta::assert_snapshot!(
        "csv",
        text.trim_start_matches('\u{feff}').replace("\r\n", "␍\n")
    );
    let described = fs::read_to_string(written.about_file.unwrap()).unwrap();
    insta::assert_snapshot!(
        "csv_about",
        described
            .trim_start_matches('\u{feff}')
            .replace("\r\n", "\n")
    );
    assert_eq!(
        names(folder.path()),
        ["clientes.csv", "clientes.csv.about.txt"]
    );
}

#[test]
fn json_text() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("clientes.json");
    write(Format::Json, 4, &target).unwrap();
    let text = fs::read_to_string(&target).unwrap();
    let parsed: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(parsed["data"].as_array().unwrap().len(), 4);
    assert_eq!(parsed["about"]["rows"], 4);
    insta::assert_snapshot!("json", text);
}

#[test]
fn an_empty_table_is_well_formed_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    for format in FORMATS {
        let target = folder.path().join(format!("vacio.{}", format.extension()));
        let written = write(format, 0, &target).unwrap();
        assert_eq!(written.rows, 0);
        if format == Format::Json {
            let text = fs::read_to_string(&target).unwrap();
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
        }
    }
}

#[test]
fn the_same_data_and_clock_give_the_same_bytes() {
    for format in FORMATS {
        let folder = tempfile::tempdir().unwrap();
        let first = write(format, 500, &folder.path().join("a")).unwrap();
        let second = write(format, 500, &folder.path().join("b")).unwrap();
        assert_eq!(first.sha256, second.sha256, "{format:?}");
        let bytes = fs::read(folder.path().join("a")).unwrap();
        assert_eq!(first.bytes, bytes.len() as u64);
        let digits = first
            .sha256
            .as_bytes()
            .chunks(2)
            .map(|pair| std::str::from_utf8(pair).unwrap());
        let digest: Vec<u8> = digits
            .map(|pair| u8::from_str_radix(pair, 16).unwrap())
            .collect();
        assert_eq!(digest, Sha256::digest(&bytes).as_slice(), "{format:?}");
    }
}

#[test]
fn a_cancelled_export_leaves_nothing_behind() {
    for format in FORMATS {
        for limit in [0, 256, 1_000] {
            let folder = tempfile::tempdir().unwrap();
            let target = folder.path().join("x");
            let result = write_table(format, &table(1_000), rows(1_000), &target, &mut |done| {
                done < limit
            });
            assert!(
                matches!(result, Err(ReportError::Cancelled)),
                "{format:?} {limit}"
            );
            assert!(names(folder.path()).is_empty(), "{format:?} {limit}");
        }
    }
}

#[test]
fn a_failed_export_keeps_the_file_that_was_there() {
    for format in FORMATS {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("x");
        fs::write(&target, "antes").unwrap();
        let failing = (0..300).map(|number| {
            if number < 280 {
                Ok(row(number))
            } else {
                Err(io::Error::other("lectura"))
            }
        });
        let result = write_table(format, &table(300), failing, &target, &mut |_| true);
        assert!(matches!(result, Err(ReportError::Rows(_))), "{format:?}");
        assert_eq!(names(folder.path()), ["x"]);
        assert_eq!(fs::read_to_string(&target).unwrap(), "antes");
    }
}

#[test]
fn rows_that_do_not_match_what_is_announced_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("x");
    for format in FORMATS {
        let fewer = write_table(format, &table(3), rows(2), &target, &mut |_| true);
        assert!(matches!(
            fewer,
            Err(ReportError::RowCount {
                announced: 3,
                written: 2
            })
        ));
        let short = std::iter::once(Ok::<_, io::Error>(vec![Cell::Empty]));
        let short = write_table(format, &table(1), short, &target, &mut |_| true);
        assert!(matches!(
            short,
            Err(ReportError::RowShape {
                row: 1,
                expected: 7,
                found: 1
            })
        ));
    }
    assert!(names(folder.path()).is_empty());
}

#[test]
fn a_missing_folder_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    for format in FORMATS {
        let result = write(format, 1, &folder.path().join("no").join("x"));
        assert!(matches!(result, Err(ReportError::File(_))), "{format:?}");
    }
}

#[test]
fn the_file_is_for_its_owner_only() {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        for format in FORMATS {
            let target = folder.path().join("x");
            write(format, 1, &target).unwrap();
            let mode = fs::metadata(&target).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{format:?}");
        }
    }
}

/// Texts with the signs, blanks, quotes and separators that trouble CSV and spreadsheets.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ '=+@0-9,;\"\\-\\t\\r\\n\u{a0}＝aÑ]{0,8}",
        "\\PC{0,12}",
        proptest::collection::vec(any::<char>(), 0..6).prop_map(String::from_iter),
    ]
}

proptest! {
    #[test]
    fn every_csv_value_reads_back_equal_and_none_is_a_formula(
        values in proptest::collection::vec((hostile(), hostile()), 1..8),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("x.csv");
        let table = report::Table {
            title: "x".to_owned(),
            columns: vec![
                Column::new("a", "A", Kind::Text),
                Column::new("b", "B", Kind::Identifier),
            ],
            about: about(values.len() as u64),
        };
        let cells = values.iter().map(|(a, b)| {
            Ok::<_, io::Error>(vec![Cell::Text(a.clone()), Cell::Identifier(b.clone())])
        });
        write_table(Format::Csv, &table, cells, &target, &mut |_| true).unwrap();
        let bytes = fs::read(&target).unwrap();
        let mut reader = csv::Reader::from_reader(&bytes[3..]);
        let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        prop_assert_eq!(read.len(), values.len());
        for (record, (a, b)) in read.iter().zip(&values) {
            for (cell, value) in record.iter().zip([a, b]) {
                prop_assert!(!formula::is_formula(cell));
                prop_assert_eq!(formula::unguard(cell), value.as_str());
            }
        }
    }
}
