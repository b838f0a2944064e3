//! The vectors: every row must give what it expects, by the one way that the command line uses.

use jiff::civil::{Date, date};
use mx::vectors::{VectorRow, run};
use serde_json::Value;

const AS_OF: Date = date(2026, 11, 23);
#[test]
fn every_row_gives_what_it_expects() {
    let mut failures = Vec::new();
    let mut checked = 0;
    let vectors: Value = serde_json::from_str(include_str!("../vectors.json")).unwrap();
    for row in vectors["rows"].as_array().unwrap() {
        let vector: VectorRow = serde_json::from_value(row.clone()).unwrap();
        checked += 1;
        let mut got = serde_json::to_value(run(&vector, AS_OF)).unwrap();
        got.as_object_mut().unwrap().shift_remove("id");
        if got != row["expect"] {
            failures.push(format!("{}: {got} instead of {}", row["id"], row["expect"]));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(checked, 208);
}
