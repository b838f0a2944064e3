//! Workbooks, read back by another library.

use std::io;
use std::path::Path;

use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use jiff::civil::date;
use proptest::prelude::*;
use report::{Cell, Column, Format, Kind, Language, ReportError, Table, write_table};

use crate::samples::{about, moment, names, table, write};
use crate::tables::hostile;

fn sheet(target: &Path, name: &str) -> calamine::Range<Data> {
    let mut workbook: Xlsx<_> = open_workbook(target).unwrap();
    workbook.worksheet_range(name).unwrap()
}

fn one_column(kind: Kind, cells: Vec<Cell>, target: &Path) {
    let table = Table {
        title: "Datos".to_owned(),
        columns: vec![
            Column::new("a", "A", kind),
            Column::new("b", "B", Kind::Text),
        ],
        about: about(cells.len() as u64),
    };
    let rows = cells
        .into_iter()
        .map(|cell| Ok::<_, io::Error>(vec![cell, Cell::Text("fin".to_owned())]));
    write_table(Format::Xlsx, &table, rows, target, &mut |_| true).unwrap();
}

#[test]
fn values_are_typed() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("x.xlsx");
    write(Format::Xlsx, 4, &target).unwrap();
    let data = sheet(&target, "TEST Clientes  todos activos");
    assert_eq!(data.get_size(), (5, 7));
    assert_eq!(data[(0, 0)], Data::String("Nombre".to_owned()));
    assert_eq!(data[(2, 0)], Data::String("=HYPERLINK(\"x\")".to_owned()));
    assert_eq!(data[(1, 2)], Data::String("+525500000000".to_owned()));
    assert!(data[(1, 3)].is_datetime());
    // 17 January 1998, and 4 March 2026 at 23:30 in the zone of the report.
    assert_eq!(
        data[(1, 3)].get_datetime().unwrap().as_f64().to_string(),
        "35812"
    );
    let local = data[(1, 4)].get_datetime().unwrap().as_f64();
    assert!((local - (46085.0 + 23.5 / 24.0)).abs() < 1e-6, "{local}");
    assert_eq!(data[(1, 5)], Data::Float(-1.0));
    assert_eq!(data[(1, 6)], Data::Bool(true));
    assert_eq!(data[(2, 6)], Data::Empty);
    assert_eq!(names(folder.path()), ["x.xlsx"]);
}

#[test]
fn the_about_sheet_tells_what_the_data_is() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("x.xlsx");
    write(Format::Xlsx, 1, &target).unwrap();
    let text: Vec<String> = sheet(&target, "Acerca de")
        .rows()
        .map(|row| format!("{}: {}", row[0], row[1]))
        .collect();
    insta::assert_snapshot!("xlsx_about", text.join("\n"));

    let mut english = table(0);
    english.about.language = Language::En;
    let rows = std::iter::empty::<Result<Vec<Cell>, io::Error>>();
    write_table(Format::Xlsx, &english, rows, &target, &mut |_| true).unwrap();
    assert!(sheet(&target, "About").height() > 10);
}

#[test]
fn what_excel_cannot_type_is_exact_text() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("x.xlsx");
    let cells = vec![
        Cell::Date(date(1899, 5, 2)),
        Cell::DateTime(moment("1850-01-01T00:00:00Z")),
        Cell::Integer(i64::MIN),
        Cell::Identifier("012180012345678901".to_owned()),
    ];
    one_column(Kind::Text, cells, &target);
    let data = sheet(&target, "TEST Datos");
    let read: Vec<String> = data.rows().skip(1).map(|row| row[0].to_string()).collect();
    assert_eq!(
        read,
        [
            "02/05/1899",
            "1850-01-01T00:00:00Z",
            "-9223372036854775808",
            "012180012345678901"
        ]
    );
}

#[test]
fn a_text_too_long_is_cut_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("x.xlsx");
    one_column(Kind::Text, vec![Cell::Text("ñ".repeat(40_000))], &target);
    let text = sheet(&target, "TEST Datos")[(1, 0)].to_string();
    assert!(text.ends_with("ñ… [recortado: faltan 8000 caracteres]"));
}

#[test]
fn more_rows_than_a_worksheet_holds_are_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("x.xlsx");
    let never = std::iter::from_fn(|| -> Option<Result<Vec<Cell>, io::Error>> {
        panic!("no row may be read")
    });
    let result = write_table(Format::Xlsx, &table(1_048_576), never, &target, &mut |_| {
        true
    });
    assert!(matches!(
        result,
        Err(ReportError::TooLarge {
            rows: 1_048_575,
            ..
        })
    ));
    assert!(names(folder.path()).is_empty());
}

#[test]
fn cancelling_while_the_workbook_is_packed_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("x.xlsx");
    let mut calls = 0;
    let rows = crate::samples::rows(10);
    let result = write_table(Format::Xlsx, &table(10), rows, &target, &mut |_| {
        calls += 1;
        calls < 4
    });
    assert!(matches!(result, Err(ReportError::Cancelled)));
    assert!(names(folder.path()).is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_text_reads_back_equal(values in proptest::collection::vec(hostile(), 1..8)) {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("x.xlsx");
        one_column(Kind::Text, values.iter().cloned().map(Cell::Text).collect(), &target);
        let mut workbook: Xlsx<_> = open_workbook(&target).unwrap();
        let formulas = workbook.worksheet_formula("TEST Datos").unwrap();
        prop_assert!(formulas.used_cells().next().is_none());
        let data = sheet(&target, "TEST Datos");
        prop_assert_eq!(data.height(), values.len() + 1);
        for (row, value) in data.rows().skip(1).zip(&values) {
            prop_assert_eq!(&row[0].to_string(), value);
        }
    }
}
