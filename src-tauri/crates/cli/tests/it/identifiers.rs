//! Mexican identifiers, row by row.

use serde_json::{Value, json};

use crate::bench::{finish, program};

const VECTORS: &str = include_str!("../../../mx/tests/vectors.json");

fn check(input: &str) -> (i32, Vec<Value>) {
    let run = finish(
        program()
            .args(["mx", "check", "--as-of", "2026-11-23"])
            .spawn()
            .unwrap(),
        input,
    );
    (
        run.status,
        run.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect(),
    )
}

#[test]
fn every_row_of_the_vectors_gives_exactly_what_is_expected() {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let kinds = [
        "rfc",
        "curp",
        "clabe",
        "person",
        "derive_rfc",
        "derive_curp",
    ];
    let rows: Vec<&Value> = vectors["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| kinds.contains(&row["kind"].as_str().unwrap()))
        .collect();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| json!({ "id": row["id"], "kind": row["kind"], "input": row["input"], "context": row["context"] }))
        .map(|row| format!("{row}\n"))
        .collect();
    let (status, results) = check(&lines.concat());
    assert_eq!((status, results.len()), (0, rows.len()));
    assert!(rows.len() > 150);
    for (row, result) in rows.iter().zip(&results) {
        let mut expected = row["expect"].as_object().unwrap().clone();
        expected.insert("id".into(), row["id"].clone());
        assert_eq!(result.as_object().unwrap(), &expected, "{}", row["reason"]);
    }
}

#[test]
fn a_line_that_cannot_be_read_is_named_and_the_run_goes_on() {
    let input = "{\"id\":1,\"kind\":\"rfc\",\"input\":null}\n\nno json\n{\"id\":4,\"kind\":\"rfc\",\"input\":5}\n{\"id\":5,\"kind\":\"clabe\",\"input\":\"\"}";
    let (status, results) = check(input);
    assert_eq!((status, results.len()), (1, 4));
    assert_eq!(
        (&results[0]["id"], results[0].get("line")),
        (&json!(1), None)
    );
    assert_eq!(
        (&results[1]["id"], &results[1]["line"]),
        (&Value::Null, &json!(3))
    );
    assert_eq!(
        (&results[2]["line"], results[2]["error"].is_string()),
        (&json!(4), true)
    );
    assert_eq!(results[3]["id"], 5);
}

#[test]
fn a_day_that_is_none_is_a_wrong_command() {
    let run = finish(
        program()
            .args(["mx", "check", "--as-of", "ayer", "--json"])
            .spawn()
            .unwrap(),
        "",
    );
    assert_eq!(run.failure(2)["code"], "usage");
}
