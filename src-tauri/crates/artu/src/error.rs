//! The one error of the client, made for a caller that must act on it.

use std::fmt;
use std::time::Duration;

/// Why a call failed.
///
/// Neither `Debug` nor `Display` carries the key or anything that the server wrote; texts of the server are in
/// [`ServerText`] and must be asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The key is missing, wrong or withdrawn (401).
    #[error("the server does not accept the key")]
    Unauthorised,
    /// The key may not do this (403).
    #[error("the key lacks a permission")]
    Forbidden {
        /// The permission named by the server, as `test:clients:update`.
        permission: Option<String>,
    },
    /// There is no such record in this environment (404).
    #[error("there is no such record in this environment")]
    NotFound,
    /// The state of the record does not allow this (409).
    #[error("the state of the record does not allow this")]
    Conflict {
        /// The server's reason.
        message: ServerText,
    },
    /// The server refuses the input (400, 422).
    #[error("the server refuses the input ({} issues)", issues.len())]
    Validation {
        /// The server's summary.
        message: ServerText,
        /// What is wrong, member by member; may be empty.
        issues: Vec<Issue>,
    },
    /// The server refuses for another reason (any other 4xx).
    #[error("the server refuses the request (status {status})")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The server's reason.
        message: ServerText,
    },
    /// Too many calls (429).
    #[error("the server asks to slow down")]
    RateLimited {
        /// How long the server asks to wait.
        retry_after: Option<Duration>,
    },
    /// The server failed (5xx, 408).
    #[error("the server failed (status {status})")]
    Server {
        /// The HTTP status.
        status: u16,
        /// How long the server asks to wait.
        retry_after: Option<Duration>,
        /// Whether a write may have been carried out.
        write_sent: bool,
    },
    /// The connection could not be made or broke.
    #[error("the connection failed")]
    Network {
        /// Whether a write may have been carried out.
        write_sent: bool,
        /// The cause, without the address.
        #[source]
        source: reqwest::Error,
    },
    /// The server did not answer in time.
    #[error("the server did not answer in time")]
    Timeout {
        /// Whether a write may have been carried out.
        write_sent: bool,
    },
    /// The answer is not what the API gives: an HTML page, cut JSON, another content type, too large, a paging loop.
    #[error("the answer is not of the expected form at {place}: {reason}")]
    Protocol {
        /// Where: a JSON path, a header, or `body`.
        place: String,
        /// What is wrong, without values.
        reason: String,
        /// Whether a write may have been carried out.
        write_sent: bool,
    },
    /// The client was built or called with unusable input; nothing was sent.
    #[error("the request cannot be made: {reason}")]
    Request {
        /// What is wrong, without values.
        reason: &'static str,
    },
}

impl Error {
    /// Whether the same call may succeed later without anything being changed.
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::RateLimited { .. }
                | Self::Server { .. }
                | Self::Network { .. }
                | Self::Timeout { .. }
        )
    }

    /// Whether a write was on the wire and nobody knows if it was carried out: a read must settle it.
    pub fn write_outcome_unknown(&self) -> bool {
        match self {
            Self::Server { write_sent, .. }
            | Self::Network { write_sent, .. }
            | Self::Timeout { write_sent }
            | Self::Protocol { write_sent, .. } => *write_sent,
            _ => false,
        }
    }

    pub(crate) fn protocol(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Protocol {
            place: place.into(),
            reason: reason.into(),
            write_sent: false,
        }
    }

    /// Marks that the call was a write that left this computer.
    pub(crate) fn after_write(mut self) -> Self {
        match &mut self {
            Self::Server { write_sent, .. }
            | Self::Network { write_sent, .. }
            | Self::Timeout { write_sent }
            | Self::Protocol { write_sent, .. } => *write_sent = true,
            _ => {}
        }
        self
    }
}

/// One thing that the server refuses in the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The member, as `child.scopeData.MX.rfc`; empty for the whole input.
    pub path: String,
    /// What is wrong with it.
    pub message: ServerText,
}

/// Text written by the server, cleaned of the key. It may name people, so `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ServerText(String);

impl ServerText {
    pub(crate) fn new(text: String) -> Self {
        Self(text)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the server said nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Debug for ServerText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServerText({} bytes)", self.0.len())
    }
}
