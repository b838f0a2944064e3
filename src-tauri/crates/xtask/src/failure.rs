//! What can go wrong in a command, in words that say what was being done.

use std::io;

/// The error of every command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A program could not be started, mostly because it is not installed.
    #[error("{program} could not be started")]
    Start {
        /// The program's name.
        program: String,
        /// What the system said.
        source: io::Error,
    },
    /// A program ended with another status than 0.
    #[error("{command} ended with {status}")]
    Status {
        /// The command as it was shown.
        command: String,
        /// How it ended.
        status: String,
    },
    /// Something did not come about in its time, and was ended.
    #[error("{what} did not happen within {seconds} s")]
    Late {
        /// What was awaited.
        what: String,
        /// The limit, in seconds.
        seconds: u64,
    },
    /// A file or pipe could not be read or written.
    #[error("{what} failed")]
    Io {
        /// What was being done.
        what: String,
        /// What the system said.
        source: io::Error,
    },
    /// Cargo's description of the workspace could not be had.
    #[error("cargo metadata failed")]
    Metadata(#[from] cargo_metadata::Error),
    /// A program's output was not of the form that was agreed.
    #[error("{what} could not be understood")]
    Output {
        /// Whose output.
        what: String,
        /// What the parser said.
        source: serde_json::Error,
    },
    /// A rule of the project does not hold; the text lists where.
    #[error("{0}")]
    Rule(String),
    /// The machine lacks something that the command cannot bring.
    #[error("{0}")]
    Machine(String),
}

impl Failure {
    /// Wraps an [`io::Error`] with what was being done; meant for `map_err`.
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
