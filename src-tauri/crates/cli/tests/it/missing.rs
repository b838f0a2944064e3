//! The letter that asks for what is missing.

use sandbox::showcase;

use crate::bench::Bench;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_is_printed_listed_and_written() {
    let bench = Bench::pulled().await;
    let id = bench.named(showcase::COMPANY);
    let list = bench.run(&["missing", &id, "--json"]).json_with(0);
    for member in [
        "householdId",
        "memberId",
        "language",
        "members",
        "total",
        "day",
        "pack",
        "asOf",
        "text",
    ] {
        assert!(list.get(member).is_some(), "{member} is missing in {list}");
    }
    assert_eq!(list["householdId"], *id);
    let printed = bench.run(&["missing", &id]);
    assert_eq!(printed.status, 0, "{printed:?}");
    assert_eq!(
        printed.out.trim_end(),
        list["text"].as_str().unwrap().trim_end()
    );
    assert!(
        printed
            .out
            .contains("Información y documentos por entregar")
    );

    let english = bench.run(&[
        "missing",
        &id,
        "--language",
        "en",
        "--without-norms",
        "--demanded-only",
    ]);
    assert!(
        english
            .out
            .contains("Information and documents to be supplied")
    );
    assert!(!english.out.contains("RCG"));

    let alone = bench
        .run(&["missing", &id, "--member", &id, "--json"])
        .json_with(0);
    assert_eq!(alone["memberId"], *id);

    for (format, start) in [("text", "TEST"), ("pdf", "%PDF-")] {
        let out = bench.file(&format!("carta.{format}"));
        let path = out.to_str().unwrap();
        let written = bench
            .run(&["missing", &id, "--format", format, "--out", path, "--json"])
            .json_with(0);
        let bytes = std::fs::read(&out).unwrap();
        assert_eq!(
            (&written["file"], &written["bytes"]),
            (&path.into(), &bytes.len().into())
        );
        assert!(bytes.starts_with(start.as_bytes()));
    }
    let entries = bench.run(&["journal", "list", "--json"]).json_with(0);
    let written = entries["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["action"] == "export.written" && row["subjects"][0] == *id);
    assert_eq!(written.count(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_request_is_refused() {
    let bench = Bench::pulled().await;
    let id = bench.named(showcase::COMPANY);
    let nobody = "00000000-0000-4000-8000-000000000000";
    let code = |arguments: &[&str], status| bench.run(arguments).failure(status)["code"].clone();
    assert_eq!(
        code(&["missing", &id, "--format", "pdf", "--json"], 2),
        "usage"
    );
    assert_eq!(code(&["missing", "nadie", "--json"], 2), "usage");
    assert_eq!(code(&["missing", nobody, "--json"], 1), "not_found");
    assert_eq!(
        code(&["missing", &id, "--member", nobody, "--json"], 1),
        "not_found"
    );
}
