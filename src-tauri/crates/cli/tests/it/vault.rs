//! Keys, backups and damage of the vault, through the binary.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use sandbox::{Environment, FULL_KEY};
use serde_json::Value;

use crate::bench::{Bench, CLIENTS, PASSPHRASE, Run, finish, holds};

const OTHER: &str = "otra frase de prueba";

fn with(bench: &Bench, arguments: &[&str], variables: &[(&str, &str)]) -> Run {
    let mut command = bench.command(arguments);
    command.envs(variables.iter().copied());
    finish(command.spawn().unwrap(), "")
}

/// Opens with nothing but the recovery code.
fn with_code(bench: &Bench, code: &str) -> Run {
    let mut command = bench.command(&["status", "--json"]);
    command
        .env_remove("VINCULO_PASSPHRASE")
        .env("VINCULO_RECOVERY_CODE", code);
    finish(command.spawn().unwrap(), "")
}

fn code_of(run: &Run) -> String {
    run.json_with(0)["recoveryCode"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// The folder of the only profile.
fn vault_folder(bench: &Bench) -> PathBuf {
    let mut folders = fs::read_dir(bench.folder.path().join("profiles")).unwrap();
    folders.next().unwrap().unwrap().path()
}

fn operation(bench: &Bench) {
    let id = bench.named("Renata Ibáñez Corona");
    let reason = ["promote", &id, "--reason", "motivo", "--queue", "--json"];
    bench.run(&reason).json_with(0);
}

fn check(bench: &Bench) -> Value {
    bench.run(&["vault", "check", "--json"]).json_with(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn passphrase_recovery_code_and_key_are_changed_each_without_loss() {
    let bench = Bench::pulled().await;
    let first = code_of(&bench.run(&["vault", "recovery-code", "--json"]));
    assert_eq!(with_code(&bench, &first).status, 0);
    let second = code_of(&bench.run(&["vault", "recovery-code", "--json"]));
    assert_eq!(with_code(&bench, &first).failure(3)["code"], "wrong_key");
    assert_eq!(with_code(&bench, &second).status, 0);

    let short = with(
        &bench,
        &["vault", "passphrase", "--json"],
        &[("VINCULO_NEW_PASSPHRASE", "corta")],
    );
    assert_eq!(short.failure(2)["code"], "usage");
    bench.run(&["vault", "passphrase", "--json"]).failure(2);
    let change = [("VINCULO_NEW_PASSPHRASE", OTHER)];
    assert_eq!(with(&bench, &["vault", "passphrase"], &change).status, 0);
    assert_eq!(
        bench.run(&["status", "--json"]).failure(3)["code"],
        "wrong_key"
    );
    let now = [("VINCULO_PASSPHRASE", OTHER)];
    let status = with(&bench, &["status", "--json"], &now).json_with(0);
    assert_eq!(status["clients"], CLIENTS);

    let before = fs::read(vault_folder(&bench).join("vault.db")).unwrap();
    let third = code_of(&with(&bench, &["vault", "rekey", "--json"], &now));
    let after = fs::read(vault_folder(&bench).join("vault.db")).unwrap();
    let same = before
        .chunks(4096)
        .zip(after.chunks(4096))
        .filter(|(one, other)| one == other);
    assert_eq!(same.count(), 0, "a page stayed under the old key");
    assert_eq!(with_code(&bench, &second).failure(3)["code"], "wrong_key");
    let status = with_code(&bench, &third).json_with(0);
    assert_eq!(status["clients"], CLIENTS);
    let sound = with(&bench, &["vault", "check", "--json"], &now).json_with(0);
    assert_eq!(sound["ok"], true);
    let keys = with(&bench, &["vault", "keys", "--json"], &now).json_with(0);
    assert_eq!(keys["recoveryCode"], "confirmed");
    for secret in [PASSPHRASE, OTHER, &first, &second, &third] {
        assert!(!holds(bench.folder.path(), secret));
    }
    let list = with(&bench, &["journal", "list", "--json"], &now).json_with(0);
    let actions: Vec<_> = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["action"].clone())
        .collect();
    for action in [
        "vault.rekeyed",
        "vault.passphrase_changed",
        "vault.recovery_code_renewed",
    ] {
        assert!(actions.contains(&action.into()), "{action}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_of_key_that_is_killed_anywhere_leaves_a_vault_that_opens() {
    let bench = Bench::pulled().await;
    let keys = vault_folder(&bench).join("vault.key.json");
    let mut cut_off = 0;
    for wait in (0..10).map(|step| Duration::from_millis(8 * step)) {
        let before = fs::read(&keys).unwrap();
        let mut child = bench
            .command(&["vault", "rekey", "--json"])
            .spawn()
            .unwrap();
        // The first sign of the change is the key file with the copies of both keys; from there on the moment varies.
        while fs::read(&keys).unwrap() == before && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        std::thread::sleep(wait);
        child.kill().unwrap();
        cut_off += usize::from(!child.wait().unwrap().success());
        let status = bench.run(&["status", "--json"]).json_with(0);
        assert_eq!(
            status["clients"], CLIENTS,
            "killed {wait:?} after the first sign"
        );
        let copies: Value = serde_json::from_slice(&fs::read(&keys).unwrap()).unwrap();
        let named: Vec<_> = copies["copies"]
            .as_array()
            .unwrap()
            .iter()
            .map(|copy| &copy["key"])
            .collect();
        assert!(
            named.iter().all(|name| *name == named[0]),
            "copies of one key are left"
        );
    }
    assert!(cut_off > 2, "{cut_off} were cut off");
    assert_eq!(check(&bench)["ok"], true);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wrong_passphrases_are_slowed_down_and_the_right_one_ends_it() {
    let bench = Bench::new().await;
    let wrong = || {
        with(
            &bench,
            &["status", "--json"],
            &[("VINCULO_PASSPHRASE", OTHER)],
        )
    };
    for _ in 0..4 {
        assert_eq!(wrong().failure(3)["code"], "wrong_key");
    }
    let told = (0..20).find_map(|_| {
        let failure = wrong().failure(3);
        (failure["code"] == "too_many_tries").then_some(failure)
    });
    let told = told.unwrap();
    assert!(told["details"]["waitSeconds"].as_u64().unwrap() > 0);
    assert_eq!(told["retryable"], true);
    // The right one is not tried before its time either.
    let mut right = bench.run(&["status", "--json"]);
    while right.status == 3 {
        assert_eq!(right.failure(3)["code"], "too_many_tries");
        right = bench.run(&["status", "--json"]);
    }
    right.json_with(0);
    assert_eq!(wrong().failure(3)["code"], "wrong_key");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_is_written_restored_and_refused_elsewhere() {
    let bench = Bench::pulled().await;
    operation(&bench);
    let file = bench.file("respaldo.vinculo");
    let path = file.to_str().unwrap();
    let written = bench.run(&["vault", "backup", path, "--json"]).json_with(0);
    assert_eq!(written["clients"], CLIENTS);
    assert_eq!(
        (written["operations"].as_u64(), written["kind"].as_str()),
        (Some(1), Some("whole"))
    );
    assert_eq!(
        bench.run(&["vault", "backup", path, "--json"]).failure(2)["code"],
        "usage"
    );
    // After it, another operation and another passphrase.
    let list = bench.run(&["operations", "--json"]).json_with(0);
    let id = list["data"][0]["operationId"].as_str().unwrap().to_owned();
    bench
        .run(&["operations", "cancel", &id, "--json"])
        .json_with(0);
    assert_eq!(
        with(
            &bench,
            &["vault", "passphrase"],
            &[("VINCULO_NEW_PASSPHRASE", OTHER)]
        )
        .status,
        0
    );
    let now = ("VINCULO_PASSPHRASE", OTHER);
    let then = ("VINCULO_BACKUP_PASSPHRASE", PASSPHRASE);
    let restore = ["vault", "restore", path, "--json"];
    assert_eq!(
        with(&bench, &restore, &[now]).failure(3)["code"],
        "wrong_key"
    );
    let restored = with(&bench, &restore, &[now, then]).json_with(0);
    assert_eq!(restored["clients"], CLIENTS);
    let aside = restored["keptAside"].as_str().unwrap();
    assert!(vault_folder(&bench).join(aside).is_file());
    let list = with(&bench, &["operations", "--json"], &[now]).json_with(0);
    assert_eq!(list["data"][0]["state"], "waiting");
    let verified = with(&bench, &["journal", "verify", "--json"], &[now]).json_with(0);
    assert_eq!(verified["ok"], true);

    // Of another profile it is refused unless asked for.
    let other = Bench::bare().await;
    other.profile(Environment::Live, FULL_KEY);
    assert_eq!(
        other.run(&["vault", "restore", path, "--json"]).failure(2)["code"],
        "usage"
    );
    other.run(&["status", "--json"]).json_with(0);
    other
        .run(&["vault", "restore", path, "--another-profile", "--json"])
        .json_with(0);
    assert_eq!(
        other.run(&["status", "--json"]).json_with(0)["clients"],
        CLIENTS
    );
    let no_backup = bench.file("nada");
    fs::write(&no_backup, "nada").unwrap();
    let refused = other.run(&["vault", "restore", no_backup.to_str().unwrap(), "--json"]);
    assert_eq!(refused.failure(2)["code"], "usage");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_vault_is_told_left_alone_and_made_anew_from_the_work() {
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 3] = [
        ("cut", |path| {
            let file = fs::OpenOptions::new().write(true).open(path).unwrap();
            file.set_len(20_000).unwrap();
        }),
        ("first page", |path| {
            let mut bytes = fs::read(path).unwrap();
            bytes[..4096].fill(0);
            fs::write(path, bytes).unwrap();
        }),
        ("gone", |path| fs::remove_file(path).unwrap()),
    ];
    let bench = Bench::pulled().await;
    operation(&bench);
    let vault = vault_folder(&bench).join("vault.db");
    for (name, damage) in damages {
        damage(&vault);
        let told = bench.run(&["status", "--json"]).failure(1);
        assert_eq!(told["code"], "damaged", "{name}");
        let rebuilt = bench
            .run(&["vault", "restore", "--work", "--json"])
            .json_with(0);
        assert_eq!(rebuilt["operations"], 1, "{name}");
        bench.run(&["pull", "--json"]).json_with(0);
        let status = bench.run(&["status", "--json"]).json_with(0);
        assert_eq!(status["clients"], CLIENTS, "{name}");
        assert_eq!(status["operations"]["waiting"], 1, "{name}");
        assert_eq!(check(&bench)["ok"], true, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_that_write_at_once_lose_nothing() {
    let bench = Bench::pulled().await;
    let household = bench.named("Sebastián Luna Juárez");
    let write = |note: &str| -> Command {
        bench.command(&[
            "review",
            &household,
            "--verdict",
            "unsure",
            "--note",
            note,
            "--json",
        ])
    };
    let mut running = Vec::new();
    for number in 0..8 {
        running.push(write(&format!("nota {number}")).spawn().unwrap());
    }
    // One is killed at an odd moment: its locks are given up with it.
    let mut killed = write("nota de más").spawn().unwrap();
    killed.kill().unwrap();
    killed.wait().unwrap();
    for child in running {
        assert_eq!(finish(child, "").status, 0);
    }
    let list = bench
        .run(&["journal", "list", "--limit", "1000", "--json"])
        .json_with(0);
    let reviews = list["data"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["action"] == "review.recorded");
    assert!(reviews.count() >= 8);
    assert_eq!(check(&bench)["ok"], true);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_journal_is_exported_whole_with_its_head() {
    let bench = Bench::pulled().await;
    operation(&bench);
    let head = bench.run(&["journal", "head", "--json"]).json_with(0);
    let file = bench.file("bitacora.ndjson");
    let out = [
        "journal",
        "export",
        "--out",
        file.to_str().unwrap(),
        "--json",
    ];
    let written = bench.run(&out).json_with(0);
    let text = fs::read_to_string(&file).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let (last, entries) = lines.split_last().unwrap();
    assert_eq!(last["head"], head["hash"]);
    assert_eq!(
        (last["entries"].as_u64(), &written["rows"]),
        (Some(entries.len() as u64), &head["entries"])
    );
    for pair in entries.windows(2) {
        assert_eq!(pair[1]["previous"], pair[0]["hash"]);
    }
    let nowhere = bench.file("no/existe");
    bench
        .run(&[
            "journal",
            "export",
            "--out",
            nowhere.to_str().unwrap(),
            "--json",
        ])
        .failure(1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn locking_without_a_window_says_so() {
    let bench = Bench::new().await;
    let locked = bench.run(&["vault", "lock", "--json"]).json_with(0);
    assert_eq!(locked["window"], "none");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_long_versions_are_kept_is_told_changed_and_never_less_than_the_law_wants() {
    let bench = Bench::pulled().await;
    let revisions = |arguments: &[&str]| {
        let all = [&["vault", "revisions", "--json"], arguments].concat();
        bench.run(&all)
    };
    let kept = revisions(&[]).json_with(0);
    assert_eq!(kept["years"], Value::Null);
    assert!(kept["room"]["bytes"].as_u64().unwrap() > 0);
    assert_eq!(kept["room"]["revisions"], 0);
    assert_eq!(check(&bench)["room"]["revisions"], 0);
    assert_eq!(revisions(&["--keep", "15"]).json_with(0)["years"], 15);
    assert_eq!(revisions(&["--keep", "9"]).status, 2);
    assert_eq!(revisions(&["--keep", "soon"]).status, 2);
    assert_eq!(revisions(&[]).json_with(0)["years"], 15);
    let ever = revisions(&["--keep", "forever"]).json_with(0);
    assert_eq!(ever["years"], Value::Null);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_is_forgotten_when_it_is_gone_and_that_is_said_twice() {
    let bench = Bench::pulled().await;
    let id = bench.named("Fideicomiso Familiar Arroyo Hondo F/2045");
    let forget = ["client", "forget", &id, "--yes", "--json"];
    assert_eq!(bench.run(&forget).failure(4)["code"], "conflict");
    let control = bench.control();
    control
        .delete(Environment::Test, id.parse().unwrap())
        .unwrap();
    bench.run(&["pull", "--sweep", "--json"]).json_with(0);
    assert_eq!(bench.run(&forget[..3]).status, 2);
    bench.run(&["client", &id, "--json"]).json_with(0);
    let forgotten = bench.run(&forget).json_with(0);
    assert_eq!(forgotten["wiped"], true);
    assert_eq!(bench.run(&["client", &id]).status, 1);
    let journal = bench.run(&["journal", "list", "--limit", "1", "--json"]);
    assert_eq!(
        journal.json_with(0)["data"][0]["action"],
        "client.forgotten"
    );
    assert_eq!(check(&bench)["ok"], true);
}
