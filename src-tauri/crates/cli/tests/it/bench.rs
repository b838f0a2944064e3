//! A local server, a data folder, and the binary run on them.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
};

use desk::{
    DataFolder, Desk, NoKeychain, SystemClock,
    contract::{NewProfileRequest, Protection},
};
use sandbox::{Control, Environment, FULL_KEY, Options, Sandbox};
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) const PASSPHRASE: &str = "una frase de prueba";
pub(crate) const CLIENTS: usize = 120;

/// What a run of the binary gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The one document on standard output.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The document, of a run that must end with this status.
    pub(crate) fn json_with(&self, status: i32) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        self.json()
    }

    /// The failure on standard error, of a run that must end with this status and print nothing else.
    pub(crate) fn failure(&self, status: i32) -> Value {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.out, "");
        serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A server, a data folder, and a profile on it.
pub(crate) struct Bench {
    pub sandbox: Sandbox,
    pub folder: TempDir,
}

impl Bench {
    /// A server without any profile.
    pub(crate) async fn bare() -> Self {
        let options = Options {
            clients: CLIENTS,
            live_clients: 40,
            ..Options::default()
        };
        Self {
            sandbox: Sandbox::start(options).await.unwrap(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A server and a profile in test whose vault is empty.
    pub(crate) async fn new() -> Self {
        let bench = Self::bare().await;
        bench.profile(Environment::Test, FULL_KEY);
        bench
    }

    /// The same after a first pull.
    pub(crate) async fn pulled() -> Self {
        let bench = Self::new().await;
        bench.run(&["pull", "--json"]).json_with(0);
        bench
    }

    /// Makes a profile whose passphrase costs next to nothing to derive, so that many runs can open it.
    pub(crate) fn profile(&self, environment: Environment, key: &str) {
        let folder = DataFolder::open(self.folder.path()).unwrap();
        let cost = serde_json::from_value(json!({ "memoryKib": 8, "passes": 1 })).unwrap();
        let desk = Desk::new(folder, Arc::new(SystemClock), Arc::new(NoKeychain))
            .with_derivation_cost(cost);
        desk.create_profile(NewProfileRequest {
            name: "Prueba".into(),
            url: self.sandbox.base_url(),
            environment,
            key: key.into(),
            protection: Protection::Passphrase,
            passphrase: Some(PASSPHRASE.into()),
            analyst: "Analista de prueba".into(),
            network: desk::contract::NetworkSettings::default(),
            operations: serde_json::Value::Null,
        })
        .unwrap();
    }

    pub(crate) fn control(&self) -> Control {
        self.sandbox.control()
    }

    /// The binary on this folder, with the passphrase and nothing else in its environment.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program();
        command
            .args(arguments)
            .env("VINCULO_DATA_DIR", self.folder.path())
            .env("VINCULO_PASSPHRASE", PASSPHRASE);
        command
    }

    /// Runs the binary to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        finish(self.command(arguments).spawn().unwrap(), "")
    }

    /// Id of the only client of that name in test.
    pub(crate) fn named(&self, name: &str) -> String {
        let ids = self.control().clients_named(Environment::Test, name);
        assert_eq!(ids.len(), 1, "{name}");
        ids[0].to_string()
    }

    /// Promotions that reached the server.
    pub(crate) fn promotions(&self) -> usize {
        let posts = self.control().requests(Some("POST"), "/");
        posts
            .iter()
            .filter(|request| request.path.ends_with("/promote"))
            .count()
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The binary with piped streams and an environment of its own.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vinculo-cli"));
    for name in [
        "VINCULO_DATA_DIR",
        "VINCULO_PASSPHRASE",
        "VINCULO_RECOVERY_CODE",
        "VINCULO_API_KEY",
        "VINCULO_ANALYST",
    ] {
        command.env_remove(name);
    }
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Hands over standard input and waits for the end.
pub(crate) fn finish(mut child: Child, input: &str) -> Run {
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writing = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    // A program that does not read its input may end first.
    let _ = writing.join().unwrap();
    Run {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Whether any file below `folder` holds these bytes.
pub(crate) fn holds(folder: &Path, needle: &str) -> bool {
    std::fs::read_dir(folder)
        .unwrap()
        .map(Result::unwrap)
        .any(|entry| {
            if entry.path().is_dir() {
                return holds(&entry.path(), needle);
            }
            let bytes = std::fs::read(entry.path()).unwrap();
            bytes
                .windows(needle.len())
                .any(|window| window == needle.as_bytes())
        })
}
