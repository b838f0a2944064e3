//! A made-up computer: a bus of its own on which a screen saver and a login manager tell what a person does to it.

#![allow(
    clippy::unused_self,
    clippy::used_underscore_binding,
    reason = "the methods of a bus interface have the arguments that it has"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};

use tempfile::TempDir;
use tokio::sync::Notify;
use zbus::zvariant::{ObjectPath, OwnedFd, OwnedObjectPath};
use zbus::{Connection, connection, interface};

use crate::{Failure, Step};

const SAVER: &str = "org.freedesktop.ScreenSaver";
const SESSION: &str = "/org/freedesktop/login1/session/_31";
const MANAGER: &str = "/org/freedesktop/login1";

/// A bus without services that start by themselves: on it is only what is put there.
const BUS: &str = r#"<busconfig>
<type>session</type>
<listen>unix:tmpdir=/tmp</listen>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy>
</busconfig>"#;

/// A computer that can be locked and put to sleep. It ends with the value.
pub struct Computer {
    connection: Connection,
    held_back: HeldBack,
    address: String,
    bus: Child,
    _folder: TempDir,
}

impl Computer {
    /// Starts the bus and what tells on it.
    pub async fn start() -> Step<Self> {
        let folder = tempfile::tempdir().map_err(Failure::io("making a folder"))?;
        let config = folder.path().join("bus.xml");
        fs::write(&config, BUS).map_err(Failure::io("writing the bus's configuration"))?;
        let mut bus = Command::new("dbus-daemon")
            .arg("--config-file")
            .arg(&config)
            .args(["--nofork", "--nopidfile", "--print-address=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .map_err(Failure::io("starting dbus-daemon"))?;
        let mut address = String::new();
        if let Some(out) = bus.stdout.take() {
            BufReader::new(out)
                .read_line(&mut address)
                .map_err(Failure::io("reading the bus's address"))?;
        }
        let address = address.trim().to_owned();
        let held_back = HeldBack::default();
        let connection = connection::Builder::address(address.as_str())?
            .name(SAVER)?
            .name("org.freedesktop.login1")?
            .serve_at(MANAGER, Manager(held_back.clone()))?
            .build()
            .await?;
        Ok(Self {
            connection,
            held_back,
            address,
            bus,
            _folder: folder,
        })
    }

    /// The address of its bus, which serves as the session's and the system's.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The screen locks.
    pub async fn lock_screen(&self) -> Step {
        self.tell(
            "/org/freedesktop/ScreenSaver",
            SAVER,
            "ActiveChanged",
            &true,
        )
        .await
    }

    /// The session is asked to lock, as from a terminal.
    pub async fn lock_session(&self) -> Step {
        self.tell(SESSION, "org.freedesktop.login1.Session", "Lock", &())
            .await
    }

    /// The computer is about to sleep; gives when every program that held that back has let it go.
    pub async fn sleep(&self) -> Step {
        self.prepare(true).await?;
        self.held_back.await_let_go().await
    }

    /// The computer is awake again; gives when a program holds its next sleep back.
    pub async fn wake(&self) -> Step {
        self.prepare(false).await?;
        self.await_held_back().await;
        Ok(())
    }

    /// Waits until a program holds sleep back.
    pub async fn await_held_back(&self) {
        self.held_back.await_some().await;
    }

    async fn prepare(&self, sleeps: bool) -> Step {
        self.tell(
            MANAGER,
            "org.freedesktop.login1.Manager",
            "PrepareForSleep",
            &sleeps,
        )
        .await
    }

    async fn tell<B>(&self, path: &str, interface: &str, signal: &str, body: &B) -> Step
    where
        B: serde::Serialize + zbus::zvariant::DynamicType,
    {
        Ok(self
            .connection
            .emit_signal(None::<&str>, path, interface, signal, body)
            .await?)
    }
}

impl Drop for Computer {
    fn drop(&mut self) {
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}

/// The other ends of what programs hold to hold sleep back; each ends when its program lets go.
#[derive(Clone, Default)]
struct HeldBack {
    ends: Arc<Mutex<Vec<UnixStream>>>,
    more: Arc<Notify>,
}

impl HeldBack {
    async fn await_some(&self) {
        loop {
            let more = self.more.notified();
            if !self.ends().is_empty() {
                return;
            }
            more.await;
        }
    }

    async fn await_let_go(&self) -> Step {
        let ends = std::mem::take(&mut *self.ends());
        let waited = tokio::task::spawn_blocking(move || {
            ends.into_iter()
                .try_for_each(|mut end| end.read_to_end(&mut Vec::new()).map(drop))
        })
        .await;
        waited
            .unwrap_or_else(|gone| Err(std::io::Error::other(gone)))
            .map_err(Failure::io("waiting for sleep to be let go"))
    }

    fn ends(&self) -> std::sync::MutexGuard<'_, Vec<UnixStream>> {
        self.ends.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The login manager as far as the program asks it.
struct Manager(HeldBack);

#[expect(
    clippy::unused_self,
    reason = "the form of each call is the login manager's"
)]
#[interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> zbus::fdo::Result<OwnedFd> {
        if (what, mode) != ("sleep", "delay") || who.is_empty() || why.is_empty() {
            return Err(zbus::fdo::Error::NotSupported(format!("{mode} {what}")));
        }
        let (ours, theirs) =
            UnixStream::pair().map_err(|error| zbus::fdo::Error::IOError(error.to_string()))?;
        self.0.ends().push(ours);
        self.0.more.notify_waiters();
        Ok(std::os::fd::OwnedFd::from(theirs).into())
    }

    fn get_session(&self, name: &str) -> zbus::fdo::Result<OwnedObjectPath> {
        if name != "auto" {
            return Err(zbus::fdo::Error::UnknownObject(name.to_owned()));
        }
        Ok(ObjectPath::from_static_str_unchecked(SESSION).into())
    }

    #[zbus(property)]
    fn preparing_for_sleep(&self) -> bool {
        false
    }
}
