//! Reading of the embedded tables.

use std::collections::HashMap;

/// Rows of an embedded CSV with a header line, one record of type `T` per row.
///
/// A row that cannot be read is left out; the tests of each table count the rows.
pub(crate) fn rows<T: serde::de::DeserializeOwned>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes())
        .into_deserialize()
        .filter_map(Result::ok)
        .collect()
}

/// The rows by their key.
pub(crate) fn by_key<T>(rows: Vec<T>, key: impl Fn(&T) -> String) -> HashMap<String, T> {
    rows.into_iter().map(|row| (key(&row), row)).collect()
}
