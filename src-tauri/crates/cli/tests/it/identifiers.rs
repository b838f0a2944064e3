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
    let rows: Vec<&Value> = vectors["rows"].as_array().unwrap().iter().collect();
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

fn check_column(arguments: &[&str], input: &str) -> crate::bench::Run {
    let mut program = program();
    program
        .args(["mx", "check", "--as-of", "2026-11-23"])
        .args(arguments);
    finish(program.spawn().unwrap(), input)
}

#[test]
fn a_column_of_a_table_is_checked_row_by_row() {
    let input =
        "\u{feff}Clave, RFC \n1,ZAHK581213MU6\n2,\"zahk 581213\nmu6\"\n3\n4,ZAHK581213MU1\n";
    let run = check_column(&["--column", "RFC", "--kind", "rfc"], input);
    let rows: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!((run.status, rows.len()), (1, 4));
    let ids: Vec<_> = rows.iter().map(|row| row["id"].as_u64().unwrap()).collect();
    assert_eq!(ids, [2, 3, 5, 6]);
    assert_eq!(rows[0]["severity"], "ok");
    assert_eq!(rows[1]["codes"], json!(["NORMALIZED"]));
    assert_eq!(rows[2]["line"], 5);
    assert_eq!(rows[3]["codes"], json!(["RFC_CHECK_DIGIT"]));
}

#[test]
fn a_column_that_is_not_there_and_a_kind_that_is_none_are_wrong_commands() {
    for arguments in [
        ["--column", "CURP", "--kind", "curp", "--json"],
        ["--column", "RFC", "--kind", "nss", "--json"],
    ] {
        let run = check_column(&arguments, "RFC\nZAHK581213MU6\n");
        assert_eq!(run.failure(2)["code"], "usage", "{arguments:?}");
    }
    let run = check_column(&["--column", "RFC", "--json"], "");
    assert_eq!(run.failure(2)["code"], "usage");
}
