//! Profiles, secrets and wrong commands.

use sandbox::FULL_KEY;

use crate::bench::{Bench, PASSPHRASE, finish, holds, program};

const THREADS: usize = 4;

fn add<'a>(name: &'a str, url: &'a str) -> [&'a str; 8] {
    [
        "profile",
        "add",
        name,
        "--url",
        url,
        "--environment",
        "test",
        "--json",
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_profile_is_added_offline_listed_used_and_removed_and_its_key_shows_nowhere() {
    let mut bench = Bench::bare().await;
    bench.sandbox.offline().await;
    let url = bench.sandbox.base_url();
    let made = finish(
        bench.command(&add("Uno", &url)).spawn().unwrap(),
        &format!("{FULL_KEY}\n"),
    );
    let document = made.json_with(0);
    let code = document["recoveryCode"].as_str().unwrap().to_owned();
    assert_eq!(document["profile"]["environment"], "test");

    let again = finish(
        bench
            .command(&add("uno", &url))
            .env("VINCULO_API_KEY", FULL_KEY)
            .spawn()
            .unwrap(),
        "",
    );
    assert_eq!(again.failure(1)["code"], "profile_exists");

    let with_code = bench
        .command(&["status", "--json"])
        .env_remove("VINCULO_PASSPHRASE")
        .env("VINCULO_RECOVERY_CODE", &code)
        .spawn();
    let status = finish(with_code.unwrap(), "");
    assert_eq!(status.json_with(0)["profile"], "Uno");

    let list = bench.run(&["profile", "list", "--json"]).json_with(0);
    assert_eq!(
        (list["total"].as_u64(), list["data"][0]["name"].as_str()),
        (Some(1), Some("Uno"))
    );
    let verbose = bench.run(&["status", "--verbose"]);
    assert_eq!(verbose.status, 0);
    for run in [&made, &again, &status, &verbose] {
        assert!(!run.out.contains(FULL_KEY) && !run.err.contains(FULL_KEY));
    }
    assert!(!holds(bench.folder.path(), FULL_KEY));
    assert!(!holds(bench.folder.path(), PASSPHRASE));

    assert_eq!(
        bench.run(&["profile", "use", "nadie", "--json"]).failure(1)["code"],
        "no_profile"
    );
    assert_eq!(bench.run(&["profile", "use", "uno"]).status, 0);
    assert_eq!(bench.run(&["profile", "remove", "Uno"]).status, 0);
    assert_eq!(
        bench.run(&["profile", "list", "--json"]).json_with(0)["total"],
        0
    );
    assert_eq!(
        bench.run(&["status", "--json"]).failure(1)["code"],
        "no_profile"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_or_wrong_passphrase_fails_closed() {
    let bench = Bench::new().await;
    let run = |passphrase: Option<&str>| {
        let mut command = bench.command(&["status", "--json"]);
        command.env_remove("VINCULO_PASSPHRASE");
        if let Some(passphrase) = passphrase {
            command.env("VINCULO_PASSPHRASE", passphrase);
        }
        finish(command.spawn().unwrap(), "")
    };
    assert_eq!(run(None).failure(3)["code"], "locked");
    assert_eq!(
        run(Some("otra frase cualquiera")).failure(3)["code"],
        "wrong_key"
    );
    assert_eq!(run(Some(PASSPHRASE)).status, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_profile_needs_a_key_and_a_long_passphrase() {
    let bench = Bench::bare().await;
    let url = bench.sandbox.base_url();
    let no_key = finish(bench.command(&add("Uno", &url)).spawn().unwrap(), "\n");
    assert_eq!(no_key.failure(2)["code"], "usage");
    let mut short = bench.command(&add("Uno", &url));
    let short = finish(
        short.env("VINCULO_PASSPHRASE", "corta").spawn().unwrap(),
        FULL_KEY,
    );
    assert_eq!(short.failure(2)["code"], "usage");
    assert_eq!(
        bench.run(&["profile", "list", "--json"]).json_with(0)["total"],
        0
    );
}

#[test]
fn a_key_as_an_argument_is_refused_and_not_repeated() {
    let arguments = [
        "profile",
        "add",
        "a",
        "--url",
        "http://127.0.0.1:1",
        "--environment",
        "test",
        "--api-key",
        FULL_KEY,
    ];
    let run = finish(program().args(arguments).spawn().unwrap(), "");
    assert_eq!(run.status, 2);
    assert!(
        run.err.contains("VINCULO_API_KEY") && !run.err.contains(FULL_KEY),
        "{}",
        run.err
    );
}

#[test]
fn help_is_there_in_both_languages_and_wrong_commands_end_with_two() {
    let run = |arguments: &[&str]| finish(program().args(arguments).spawn().unwrap(), "");
    let spanish = run(&["--help"]);
    assert!(
        spanish.status == 0 && spanish.out.contains("Estado de salida"),
        "{spanish:?}"
    );
    let english = run(&["promote", "--help", "--language", "en"]);
    assert!(
        english.status == 0 && english.out.contains("Confirm once more"),
        "{english:?}"
    );
    assert!(run(&["--version"]).out.contains(env!("CARGO_PKG_VERSION")));
    for wrong in [
        &["nothing"][..],
        &[],
        &["households", "--limit", "0"],
        &["promote"],
        &["review", "x", "--verdict", "y", "--note", "z"],
    ] {
        let run = run(wrong);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{wrong:?}");
    }
    let json = run(&["nothing", "--json"]);
    assert_eq!(json.failure(2)["code"], "usage");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reader_that_goes_away_is_no_failure() {
    let bench = Bench::pulled().await;
    for _ in 0..THREADS {
        let mut child = bench.command(&["check", "--json"]).spawn().unwrap();
        drop(child.stdout.take());
        let run = finish(child, "");
        assert_eq!((run.status, run.err.as_str()), (0, ""));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_connection_settings_are_shown_taken_from_a_file_refused_whole_and_reset() {
    let bench = Bench::new().await;
    let shown = bench.run(&["profile", "connection", "--json"]).json_with(0);
    assert_eq!(shown["requestsAtOnce"], 4);

    let file = bench.folder.path().join("settings.json");
    let path = file.to_str().unwrap();
    let moved =
        r#"{"tries": 1, "operations": {"operations": {"clients.list": {"path": "/v2/clients"}}}}"#;
    std::fs::write(&file, moved).unwrap();
    let taken = bench.run(&["profile", "connection", "--file", path, "--json"]);
    assert_eq!(taken.json_with(0)["tries"], 1);
    bench.run(&["pull", "--json"]).failure(1);
    let asked = || bench.control().count_requests(Some("POST"), "/v2/clients");
    assert_eq!(asked(), 1);
    // The doctor asks as the pull does.
    let doctor = bench.run(&["doctor", "--json"]).json_with(1);
    let last = doctor["data"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(last["check"], "clients");
    assert!(last["message"].as_str().unwrap().contains("clients.list"));
    assert_eq!(asked(), 2);

    for (wrong, told) in [
        (r#"{"tries": 0}"#, "tries"),
        (
            r#"{"operations": {"operations": {"clients.list": {"path": "clients"}}}}"#,
            "clients.list",
        ),
        (r#"{"trys": 1}"#, "JSON"),
    ] {
        std::fs::write(&file, wrong).unwrap();
        let refused = bench.run(&["profile", "connection", "--file", path, "--json"]);
        let message = refused.failure(2)["message"].as_str().unwrap().to_owned();
        assert!(message.contains(told), "{message}");
    }
    let kept = bench.run(&["profile", "connection", "--json"]).json_with(0);
    assert_eq!(kept["tries"], 1);

    bench
        .run(&["profile", "connection", "--reset", "--json"])
        .json_with(0);
    bench.run(&["pull", "--json"]).json_with(0);
}
