//! What can go wrong on a journey apart from what it asserts.

use std::io;

use fantoccini::error::{CmdError, NewSessionError};
use sandbox::{ControlError, SandboxError};

/// Why a journey could not go on.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file, folder or process.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// Why it failed.
        source: io::Error,
    },
    /// The window could not be opened.
    #[error("the window did not open: {0}")]
    Open(Box<NewSessionError>),
    /// The driver refused a command.
    #[error("the driver refused: {0}")]
    Command(Box<CmdError>),
    /// Something did not come about in time.
    #[error("not seen in time: {what}\nlast answer: {last}\non screen:\n{screen}")]
    Awaited {
        /// What was waited for.
        what: String,
        /// What the last attempt gave.
        last: String,
        /// The text of the page at that moment.
        screen: String,
    },
    /// The machine lacks something.
    #[error("{0}")]
    Missing(String),
    /// The made-up computer could not tell.
    #[error(transparent)]
    Bus(#[from] zbus::Error),
    /// The sandbox did not start.
    #[error(transparent)]
    Sandbox(#[from] SandboxError),
    /// The sandbox did not make a change.
    #[error(transparent)]
    Control(#[from] ControlError),
    /// The page answered something else than its script promises.
    #[error("the page's script answered {0}")]
    Script(String),
}

impl From<NewSessionError> for Failure {
    fn from(error: NewSessionError) -> Self {
        Self::Open(Box::new(error))
    }
}

impl From<CmdError> for Failure {
    fn from(error: CmdError) -> Self {
        Self::Command(Box::new(error))
    }
}

impl Failure {
    /// Wraps an error of the system with what was being done.
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
