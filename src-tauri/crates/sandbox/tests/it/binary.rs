//! The program itself.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use serde_json::Value;

#[test]
fn it_says_when_it_is_ready_and_ends_with_its_standard_input() {
    let mut program = Command::new(env!("CARGO_BIN_EXE_sandbox"))
        .args([
            "--clients",
            "30",
            "--live-clients",
            "5",
            "--until-stdin-closes",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap();
    assert!(
        ready["baseUrl"]
            .as_str()
            .unwrap()
            .starts_with("http://127.0.0.1:")
    );
    assert_eq!(ready["keys"]["readOnly"], sandbox::READ_ONLY_KEY);
    drop(program.stdin.take());
    assert!(program.wait().unwrap().success());
}

#[test]
fn it_writes_a_population_file_and_starts_from_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("clients.population");
    let written = Command::new(env!("CARGO_BIN_EXE_sandbox"))
        .args(["generate", "--clients", "40", "--live-clients", "6"])
        .args(["--seed", "3", "--out"])
        .arg(&file)
        .status()
        .unwrap();
    assert!(written.success());
    let mut program = Command::new(env!("CARGO_BIN_EXE_sandbox"))
        .args(["--until-stdin-closes", "--population"])
        .arg(&file)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(program.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert!(line.contains("baseUrl"));
    drop(program.stdin.take());
    assert!(program.wait().unwrap().success());
    let missing = Command::new(env!("CARGO_BIN_EXE_sandbox"))
        .arg("--population")
        .arg(folder.path().join("none"))
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(!missing.success());
}
