//! Synthetic data for the tests.

use std::convert::Infallible;
use std::path::Path;

use jiff::{Timestamp, civil::date, tz::TimeZone};
use report::{
    About, Cell, Column, Environment, Format, Kind, Language, ReportError, Table, Written,
};

pub(crate) fn moment(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn zone() -> TimeZone {
    TimeZone::posix("CST6").unwrap()
}

pub(crate) fn about(rows: u64) -> About {
    About {
        language: Language::Es,
        as_of: moment("2026-11-23T18:04:05Z"),
        environment: Environment::Test,
        organisation: "Financiera del Valle, S.A. de C.V.".to_owned(),
        filters: vec![("Tipo".to_owned(), "=persona física".to_owned())],
        rows,
        hidden: 118,
        rule_pack: "mx 2026.11".to_owned(),
        journal_head: "9f3a".repeat(16),
        application_version: "0.1.0".to_owned(),
        analyst: "Analista de prueba".to_owned(),
        zone: zone(),
        zone_name: "America/Mexico_City".to_owned(),
    }
}

/// A table with a column of every kind, for `rows` rows.
pub(crate) fn table(rows: u64) -> Table {
    Table {
        title: "Clientes: todos/activos".to_owned(),
        columns: vec![
            Column::new("name", "Nombre", Kind::Text),
            Column::new("rfc", "RFC", Kind::Identifier),
            Column::new("phone", "Teléfono", Kind::Identifier),
            Column::new("birthDate", "Fecha de nacimiento", Kind::Date),
            Column::new("updatedAt", "Actualizado", Kind::DateTime),
            Column::new("members", "Miembros", Kind::Integer),
            Column::new("isPrimary", "Principal", Kind::Flag),
        ],
        about: about(rows),
    }
}

/// Row `number` of the synthetic clients.
pub(crate) fn row(number: u64) -> Vec<Cell> {
    let names = [
        "Sebastián Luna Juárez",
        "=HYPERLINK(\"x\")",
        "Ñandú, \"S.A.\"",
        "línea\r\notra",
    ];
    vec![
        Cell::Text(names[usize::try_from(number).unwrap() % names.len()].to_owned()),
        Cell::Identifier("LUJS980117N6A".to_owned()),
        Cell::Identifier(format!("+5255{:08}", number % 100_000_000)),
        Cell::Date(date(1998, 1, 17)),
        Cell::DateTime(moment("2026-03-05T05:30:00Z")),
        Cell::Integer(i64::try_from(number).unwrap() - 1),
        if number.is_multiple_of(2) {
            Cell::Flag(true)
        } else {
            Cell::Empty
        },
    ]
}

pub(crate) fn rows(count: u64) -> impl Iterator<Item = Result<Vec<Cell>, Infallible>> {
    (0..count).map(|number| Ok(row(number)))
}

/// Writes `count` sample rows.
pub(crate) fn write(format: Format, count: u64, target: &Path) -> Result<Written, ReportError> {
    report::write_table(format, &table(count), rows(count), target, &mut |_| true)
}

pub(crate) const FORMATS: [Format; 3] = [Format::Csv, Format::Xlsx, Format::Json];

/// The names of the files in `folder`, in order.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The text of a PDF by pdftotext, where that is installed.
#[cfg(feature = "pdf")]
pub(crate) fn extracted(bytes: &[u8]) -> Option<String> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), bytes).unwrap();
    let output = std::process::Command::new("pdftotext")
        .arg("-layout")
        .arg(file.path())
        .arg("-")
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8(output.stdout).unwrap())
}
