//! Rule packs: made at one workplace, rehearsed and adopted at another.

use std::fs;

use crate::bench::Bench;

/// A pack that this workplace signs: a wrong check digit of an RFC weighs more. Gives the path of its file and its key.
fn signed(bench: &Bench, version: &str) -> (String, String) {
    let folder = bench.file(&format!("tablas-{version}"));
    let path = folder.to_str().unwrap();
    let written = bench.run(&["rules", "tables", path, "--json"]).json_with(0);
    assert_eq!(written.as_array().unwrap().len(), 13);
    let codes = folder.join("codes.csv");
    let text = fs::read_to_string(&codes).unwrap();
    fs::write(
        &codes,
        text.replace("RFC_CHECK_DIGIT,warn", "RFC_CHECK_DIGIT,error"),
    )
    .unwrap();
    let file = bench.file(&format!("{version}.json"));
    let file = file.to_str().unwrap().to_owned();
    let sign = [
        "rules",
        "sign",
        path,
        "--name",
        "oficina",
        "--pack-version",
        version,
        "--from",
        "2026-11-24",
        "--out",
        &file,
        "--json",
    ];
    let signed = bench.run(&sign).json_with(0);
    (file, signed["signer"].as_str().unwrap().to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pack_of_another_workplace_is_read_rehearsed_and_adopted() {
    let other = Bench::pulled().await;
    let (file, key) = signed(&other, "1");
    let bench = Bench::pulled().await;

    let read = bench.run(&["rules", "read", &file]);
    assert_eq!(read.status, 0, "{read:?}");
    assert!(read.out.contains(&key) && read.out.contains("sin confirmar"));
    assert!(read.out.contains("+ RFC_CHECK_DIGIT,error"));

    let rehearsed = bench
        .run(&["rules", "rehearse", &file, "--json"])
        .json_with(0);
    let codes = rehearsed["rehearsal"]["codes"].as_array().unwrap();
    assert_eq!(codes.len(), 1);
    assert_eq!(codes[0]["code"], "RFC_CHECK_DIGIT");
    let graver = codes[0]["heavier"].as_u64().unwrap();
    assert!(graver > 0);
    assert_eq!(rehearsed["findings"]["total"], graver);
    let told = bench.run(&["rules", "rehearse", &file, "--language", "en"]);
    assert!(told.out.contains("oficina 1 in the place of mx 2026-11-23"));

    let adopt = |extra: &[&str]| {
        let plain = ["rules", "adopt", &file, "--reason", "Acuerdo del comité"];
        bench.run(&[&plain[..], extra].concat())
    };
    assert_eq!(adopt(&[]).status, 2, "the key is not known");
    assert_eq!(
        adopt(&["--trust-key", "0000"]).status,
        2,
        "nor is it that one"
    );
    let adopted = adopt(&["--trust-key", &key.to_lowercase(), "--json"]).json_with(0);
    assert_eq!(adopted["packs"][0]["name"], "oficina");
    assert_eq!(adopted["checkedWith"], "oficina 1");
    let found = bench
        .run(&["check", "--severity", "error", "--json"])
        .json_with(0);
    let rows = found["data"].as_array().unwrap().iter();
    let wrong = rows.filter(|row| row["code"] == "RFC_CHECK_DIGIT" && row["pack"] == "oficina 1");
    assert_eq!(wrong.count() as u64, graver);
    assert_eq!(adopt(&[]).status, 4, "it was adopted already");
    let list = bench.run(&["rules"]);
    assert!(list.out.contains("vigente") && list.out.contains("sustituido"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_was_altered_is_refused() {
    let bench = Bench::pulled().await;
    let (file, _) = signed(&bench, "1");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("117.31", "117.32")).unwrap();
    let read = bench.run(&["rules", "read", &file]);
    assert_eq!(read.status, 2);
    assert!(read.err.contains("firma"), "{read:?}");
    let folder = bench.file("tablas-1");
    let again = bench.run(&["rules", "tables", folder.to_str().unwrap()]);
    assert_eq!(again.status, 2, "what is there is not overwritten");
    assert!(again.err.contains("no se sobrescribe"), "{again:?}");
}
