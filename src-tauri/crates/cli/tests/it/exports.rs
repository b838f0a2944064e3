//! Files that are written, and the journal that says so.

use sandbox::showcase;
use sha2::{Digest, Sha256};

use crate::bench::{Bench, CLIENTS, holds};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_subject_is_written_in_every_format_and_the_digest_is_that_of_the_file() {
    let bench = Bench::pulled().await;
    for subject in [
        "clients",
        "households",
        "members",
        "links",
        "findings",
        "operations",
    ] {
        for format in ["csv", "xlsx", "json"] {
            let out = bench.file(&format!("{subject}.{format}"));
            let path = out.to_str().unwrap();
            let written = bench
                .run(&[
                    "export", subject, "--format", format, "--out", path, "--json",
                ])
                .json_with(0);
            let bytes = std::fs::read(&out).unwrap();
            assert_eq!(written["bytes"], bytes.len());
            let digest = hex(&Sha256::digest(&bytes));
            assert_eq!(written["sha256"], digest);
            if subject == "clients" {
                assert_eq!(written["rows"], CLIENTS);
            }
            assert!(!String::from_utf8_lossy(&bytes).contains(sandbox::FULL_KEY));
        }
    }
    let csv = std::fs::read_to_string(bench.file("clients.csv")).unwrap();
    assert!(csv.contains("Sebastián"));
    let entries = bench
        .run(&["journal", "list", "--limit", "18", "--json"])
        .json_with(0);
    let actions: Vec<_> = entries["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["action"].clone())
        .collect();
    assert!(actions.contains(&"export.written".into()), "{actions:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn findings_are_written_as_they_are_filtered() {
    let bench = Bench::pulled().await;
    let out = bench.file("hallazgos.json");
    let path = out.to_str().unwrap();
    let export = |subject: &str, filters: &[&str]| {
        let _ = std::fs::remove_file(&out);
        let mut arguments = vec![
            "export", subject, "--format", "json", "--out", path, "--json",
        ];
        arguments.extend(filters);
        bench.run(&arguments)
    };
    let written = |filters: &[&str]| -> serde_json::Value {
        export("findings", filters).json_with(0);
        serde_json::from_slice(&std::fs::read(&out).unwrap()).unwrap()
    };
    let rows = |filters: &[&str]| written(filters)["data"].as_array().unwrap().len();
    let all = rows(&[]);
    let digits = written(&["--code", "RFC_CHECK_DIGIT", "--severity", "warn"]);
    let found = digits["data"].as_array().unwrap();
    assert!(!found.is_empty() && found.len() < all);
    assert!(found.iter().all(|row| row["code"] == "RFC_CHECK_DIGIT"));
    assert_eq!(digits["about"]["hidden"], all - found.len());
    let (base, of_mexico) = (rows(&["--scope", "base"]), rows(&["--scope", "MX"]));
    assert!(base > 0 && of_mexico > 0 && base + of_mexico <= all);
    let id = bench.named(showcase::PERSON);
    let household = written(&["--household", &id, "--decided", "open"]);
    let filters = household["about"]["filters"].to_string();
    assert!(filters.contains(showcase::PERSON) && filters.contains(&id));
    assert_eq!(rows(&["--since", "2020-01-01"]), all);
    assert_eq!(rows(&["--before", "2020-01-01"]), 0);
    for (subject, filters) in [
        ("findings", ["--since", "ayer"]),
        ("findings", ["--severity", "fatal"]),
        ("findings", ["--household", "nadie"]),
        ("clients", ["--code", "RFC_CHECK_DIGIT"]),
    ] {
        assert_eq!(export(subject, &filters).failure(2)["code"], "usage");
        assert!(!out.exists(), "{subject} {filters:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_household_is_written_for_people() {
    let bench = Bench::pulled().await;
    let id = bench.named(showcase::COMPANY);
    let out = bench.file("cliente.pdf");
    let path = out.to_str().unwrap();
    let written = bench
        .run(&[
            "export",
            "household",
            &id,
            "--format",
            "pdf",
            "--out",
            path,
            "--json",
        ])
        .json_with(0);
    assert_eq!(written["file"], path);
    assert!(std::fs::read(&out).unwrap().starts_with(b"%PDF-"));
    let wrong = |arguments: &[&str]| bench.run(arguments).failure(2)["code"] == "usage";
    assert!(wrong(&[
        "export",
        "household",
        "--format",
        "pdf",
        "--out",
        path,
        "--json"
    ]));
    assert!(wrong(&[
        "export", "clients", &id, "--format", "csv", "--out", path, "--json"
    ]));
    assert!(wrong(&[
        "export", "clients", "--format", "pdf", "--out", path, "--json"
    ]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_journal_holds_and_nothing_of_artu_is_on_disk_in_plain_text() {
    let bench = Bench::pulled().await;
    let id = bench.named(showcase::PERSON);
    bench.run(&["client", &id]);
    let check = bench.run(&["journal", "verify", "--json"]).json_with(0);
    let members = ["ok", "entries", "head", "problem"];
    assert!(
        members.iter().all(|member| check.get(member).is_some()),
        "{check}"
    );
    assert_eq!(check["ok"], true);
    let head = bench.run(&["journal", "head", "--json"]).json_with(0);
    assert!(head["entries"].as_u64() >= check["entries"].as_u64());
    let list = bench.run(&["journal", "--json"]).json_with(0);
    let read = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["action"] == "client.read")
        .unwrap();
    assert_eq!(read["subjects"][0], id);
    for text in ["Sebastián", sandbox::FULL_KEY, &id] {
        assert!(!holds(bench.folder.path(), text), "{text}");
    }
}

fn hex(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}
