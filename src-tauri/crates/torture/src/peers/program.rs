//! The command line's own binary, run to its end.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use serde_json::Value;
use tokio::process::Command;

use crate::trouble::{Outcome, Trouble, ensure};

/// After how long a run counts as never ending.
const LONGEST: Duration = Duration::from_mins(2);

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Run {
    /// The document on standard output; null when there is none.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_default()
    }

    /// The failure told on standard error: the last line that is an object with a message.
    pub(crate) fn told(&self) -> Option<Value> {
        self.err
            .lines()
            .rev()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .find(|value| {
                value["message"]
                    .as_str()
                    .is_some_and(|text| !text.is_empty())
            })
    }
}

/// The binary with its data folder and nothing else in its environment.
pub(crate) struct Program {
    path: PathBuf,
    folder: PathBuf,
    environment: Vec<(String, String)>,
}

impl Program {
    /// The binary built beside this one.
    pub(crate) fn find(folder: &Path) -> Outcome<Self> {
        let name = format!("vinculo-cli{}", std::env::consts::EXE_SUFFIX);
        let path = std::env::current_exe()?.with_file_name(name);
        ensure(path.is_file(), || {
            "vinculo-cli is not built: run cargo build --package vinculo-cli".into()
        })?;
        Ok(Self {
            path,
            folder: folder.to_owned(),
            environment: Vec::new(),
        })
    }

    /// The command that starts it as [`Self::run`] does; gone when its handle is.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        command
            .args(arguments)
            .env_clear()
            .env("VINCULO_DATA_DIR", &self.folder)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// The same through a script, kept in `folder`, under which no file grows beyond so many bytes.
    #[cfg(unix)]
    pub(crate) fn limited_to(mut self, bytes: u64, folder: &Path) -> Outcome<Self> {
        let script = format!(
            "#!/bin/sh\ntrap '' XFSZ\nulimit -f {}\nexec '{}' \"$@\"\n",
            bytes.div_ceil(512),
            self.path.display()
        );
        self.path = folder.join("limited");
        std::fs::write(&self.path, script)?;
        let executable = std::os::unix::fs::PermissionsExt::from_mode(0o700);
        std::fs::set_permissions(&self.path, executable)?;
        Ok(self)
    }

    /// The same with a variable.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.into(), value.into()));
        self
    }

    /// Runs it to its end.
    pub(crate) async fn run(&self, arguments: &[&str]) -> Outcome<Run> {
        let child = Command::new(&self.path)
            .args(arguments)
            .env_clear()
            .env("VINCULO_DATA_DIR", &self.folder)
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .output();
        let output = tokio::time::timeout(LONGEST, child)
            .await
            .map_err(|_| Trouble(format!("{} did not end", arguments[0])))??;
        Ok(Run {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }
}
