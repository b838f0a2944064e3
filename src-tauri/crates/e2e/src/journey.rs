//! A journey: a sandbox and folders of its own, and the windows opened on them.

use std::env;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

use futures::FutureExt;
use sandbox::{Control, Options, Sandbox};
use tempfile::TempDir;

use crate::{Computer, Failure, PASSPHRASE, Step, Window, picture};

/// Clients of the test environment; enough for every planted defect.
const CLIENTS: usize = 320;
const LIVE_CLIENTS: usize = 60;

/// What a story takes place in. Everything in it goes with the value.
pub struct Journey {
    /// The server the window talks to.
    pub sandbox: Sandbox,
    data: TempDir,
    saved: TempDir,
    // Kept here as well, so that a failure finds them still open.
    windows: Mutex<Vec<Arc<Window>>>,
}

impl Journey {
    async fn begin() -> Step<Self> {
        let folder = || tempfile::tempdir().map_err(Failure::io("making a folder"));
        Ok(Self {
            sandbox: Sandbox::start(Options {
                clients: CLIENTS,
                live_clients: LIVE_CLIENTS,
                ..Options::default()
            })
            .await?,
            data: folder()?,
            saved: folder()?,
            windows: Mutex::default(),
        })
    }

    /// The handle behind the scenes of the sandbox.
    pub fn control(&self) -> Control {
        self.sandbox.control()
    }

    /// The program's data folder.
    pub fn data(&self) -> &Path {
        self.data.path()
    }

    /// Where the program saves exports instead of asking.
    pub fn saved(&self) -> &Path {
        self.saved.path()
    }

    /// The file that the program takes when it asks for one.
    pub fn to_open(&self) -> PathBuf {
        self.saved.path().join("chosen.vinculo")
    }

    /// Opens a window on the journey's data folder.
    pub async fn open(&self) -> Step<Arc<Window>> {
        self.open_with(Vec::new()).await
    }

    /// The same on a computer that can be locked and put to sleep.
    pub async fn open_on(&self, computer: &Computer) -> Step<Arc<Window>> {
        self.open_with(vec![
            ("DBUS_SESSION_BUS_ADDRESS", computer.address().into()),
            ("DBUS_SYSTEM_BUS_ADDRESS", computer.address().into()),
        ])
        .await
    }

    async fn open_with(&self, mut variables: Vec<(&str, OsString)>) -> Step<Arc<Window>> {
        variables.extend([
            ("VINCULO_DATA_DIR", self.data.path().into()),
            ("VINCULO_SAVE_FOLDER", self.saved.path().into()),
            ("VINCULO_OPEN_FILE", self.to_open().into()),
        ]);
        let window = Arc::new(Window::open(&built("vinculo")?, &variables).await?);
        self.windows
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Arc::clone(&window));
        Ok(window)
    }

    /// The command line on the data folder of another workplace.
    ///
    /// # Errors
    /// When it is not built.
    pub fn command_line(&self, data: &Path) -> Step<Command> {
        let mut command = Command::new(built("vinculo-cli")?);
        command
            .env("VINCULO_DATA_DIR", data)
            .env("VINCULO_API_KEY", sandbox::FULL_KEY)
            .env("VINCULO_PASSPHRASE", PASSPHRASE);
        Ok(command)
    }

    fn windows(&self) -> Vec<Arc<Window>> {
        self.windows
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Tells a story. When it goes wrong, what its windows then show is kept as `journeys/NAME-failed-N.png`.
///
/// # Errors
/// What the story gives.
///
/// # Panics
/// When the story does, and at the end of one that met barriers of accessibility.
#[expect(
    clippy::print_stdout,
    reason = "what a failed test leaves behind is told in its output"
)]
pub async fn tell(name: &str, story: impl AsyncFnOnce(&mut Journey) -> Step) -> Step {
    let mut journey = Journey::begin().await?;
    let outcome = AssertUnwindSafe(story(&mut journey)).catch_unwind().await;
    let barriers: Vec<String> = journey
        .windows()
        .iter()
        .flat_map(|window| window.take_barriers())
        .collect();
    let went_wrong = !matches!(outcome, Ok(Ok(())));
    for (place, window) in journey.windows().iter().enumerate() {
        if went_wrong && window.is_open() {
            match picture::take(window.client(), &format!("{name}-failed-{}", place + 1)).await {
                Ok(file) => println!("what was on screen: {}", file.display()),
                Err(failure) => println!("no picture of the failure: {failure}"),
            }
        }
        window.end();
    }
    match outcome {
        Ok(outcome) => {
            outcome.inspect_err(|failure| println!("{failure}"))?;
            assert!(barriers.is_empty(), "barriers: {barriers:#?}");
            Ok(())
        }
        Err(panic) => resume_unwind(panic),
    }
}

/// A program under test, built beside the tests.
fn built(name: &str) -> Step<PathBuf> {
    let program = target()?.join("debug").join(name);
    if program.is_file() {
        return Ok(program);
    }
    Err(Failure::Missing(format!(
        "{} is not built; `cargo build --workspace --bins` does it",
        program.display()
    )))
}

/// The target folder, from the place of the test's own binary in it.
pub(crate) fn target() -> Step<PathBuf> {
    let own = env::current_exe().map_err(Failure::io("looking for the target folder"))?;
    own.ancestors()
        .nth(3)
        .map(Path::to_path_buf)
        .ok_or_else(|| Failure::Missing("the target folder".into()))
}
