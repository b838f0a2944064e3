//! The sandbox as a program that runs beside this one and ends with it.

use std::process::{Command, Stdio};
use std::time::Duration;

use serde::Deserialize;

use crate::failure::Failure;
use crate::run::Running;
use crate::tree::Tree;

/// How long the sandbox may take to make its clients.
const READY_LIMIT: Duration = Duration::from_mins(1);

/// A running sandbox of the debug build.
pub(crate) struct Sandbox {
    server: Running,
    ready: Ready,
}

/// What the sandbox says when it is ready.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Ready {
    base_url: String,
    keys: Keys,
}

/// The sandbox's keys; the others have fewer permissions.
#[derive(Deserialize)]
struct Keys {
    full: String,
}

impl Sandbox {
    /// Starts a sandbox with so many clients on a free port of loopback.
    pub(crate) fn start(tree: &Tree, clients: usize) -> Result<Self, Failure> {
        let mut server = Running::start(
            Command::new(tree.binary("sandbox"))
                .args(["--until-stdin-closes", "--clients", &clients.to_string()])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped()),
        )?;
        let line = server.first_line(READY_LIMIT)?;
        let ready = serde_json::from_str(&line).map_err(|source| Failure::Output {
            what: "the sandbox's first line".to_owned(),
            source,
        })?;
        Ok(Self { server, ready })
    }

    /// The address it answers at.
    pub(crate) fn base_url(&self) -> &str {
        &self.ready.base_url
    }

    /// A key that may do everything; it guards made-up clients alone, so it may be shown.
    pub(crate) fn full_key(&self) -> &str {
        &self.ready.keys.full
    }

    /// The process id.
    pub(crate) fn id(&self) -> u32 {
        self.server.id()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_understood_with_members_to_come() {
        let line = r#"{"baseUrl":"http://127.0.0.1:1/v1","keys":{"full":"a","read":"b"},"seed":1}"#;
        let ready: Ready = serde_json::from_str(line).expect("the line");
        assert_eq!(ready.base_url, "http://127.0.0.1:1/v1");
        assert_eq!(ready.keys.full, "a");
    }
}
