//! A session bus of its own with an unlocked, empty keyring: the developer's own keys are never touched.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::failure::Failure;
use crate::run::{Running, await_some, succeeds};
use crate::tree::Tree;

const READY: Duration = Duration::from_secs(20);

/// A running bus and keyring; what they keep is in a folder that goes with the value.
pub(crate) struct SessionBus {
    keyring: Running,
    bus: Running,
    address: String,
    folder: TempDir,
}

impl SessionBus {
    /// Starts the bus, then the keyring, and waits until the secret service is on the bus.
    pub(crate) fn start(tree: &Tree) -> Result<Self, Failure> {
        let folder = tempfile::Builder::new()
            .prefix("vinculo-session-")
            .tempdir()
            .map_err(Failure::io("making the session's folder"))?;
        let mut command = Command::new("dbus-daemon");
        command
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(tree.log("bus")?);
        at_home_in(&mut command, &folder);
        let mut bus = Running::start(&mut command)?;
        let address = bus.first_line(READY)?;

        let mut command = Command::new("gnome-keyring-daemon");
        command
            .args(["--foreground", "--unlock", "--components=secrets"])
            .env("DBUS_SESSION_BUS_ADDRESS", &address)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(tree.log("keyring")?);
        at_home_in(&mut command, &folder);
        let mut keyring = Running::start(&mut command)?;
        // The daemon makes its keyring with what it reads up to the end of the input.
        if let Some(mut input) = keyring.child().stdin.take() {
            input
                .write_all(b"session")
                .map_err(Failure::io("opening the session's keyring"))?;
        }
        let session = Self {
            keyring,
            bus,
            address,
            folder,
        };
        session.await_secret_service()?;
        Ok(session)
    }

    /// Lets a command use this bus, and keeps what it stores for its user in the session's folder.
    pub(crate) fn enter(&self, command: &mut Command) {
        at_home_in(command, &self.folder);
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address);
    }

    /// What runs, for a report.
    pub(crate) fn description(&self) -> String {
        format!(
            "dbus-daemon (process {}), gnome-keyring-daemon (process {})",
            self.bus.id(),
            self.keyring.id()
        )
    }

    /// Asked too early, the bus would start another keyring, a locked one.
    fn await_secret_service(&self) -> Result<(), Failure> {
        await_some("the secret service", READY, || {
            let mut question = Command::new("dbus-send");
            self.enter(question.args([
                "--session",
                "--print-reply=literal",
                "--dest=org.freedesktop.DBus",
                "/org/freedesktop/DBus",
                "org.freedesktop.DBus.GetNameOwner",
                "string:org.freedesktop.secrets",
            ]));
            Ok(succeeds(&mut question).then_some(()))
        })
    }
}

fn at_home_in(command: &mut Command, folder: &TempDir) {
    command
        .env("XDG_RUNTIME_DIR", folder.path())
        .env("XDG_CONFIG_HOME", folder.path().join("config"))
        .env("XDG_DATA_HOME", folder.path().join("data"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{output, which};

    #[test]
    fn a_secret_survives_the_round_trip() {
        if ["dbus-daemon", "gnome-keyring-daemon", "secret-tool"]
            .iter()
            .any(|program| which(program).is_none())
        {
            println!("left out: this machine has no keyring");
            return;
        }
        let tree = Tree::locate().expect("the tree");
        let session = SessionBus::start(&tree).expect("a bus");
        let mut store = Command::new("secret-tool");
        store
            .args(["store", "--label=test", "kind", "test"])
            .stdin(Stdio::piped());
        session.enter(&mut store);
        let mut storing = Running::start(&mut store).expect("secret-tool starts");
        let mut input = storing.child().stdin.take().expect("a pipe");
        input.write_all(b"word").expect("written");
        drop(input);
        assert!(storing.wait(READY).expect("it ends").success());

        let mut lookup = Command::new("secret-tool");
        session.enter(lookup.args(["lookup", "kind", "test"]));
        assert_eq!(output(&mut lookup).expect("an answer"), b"word");
    }
}
