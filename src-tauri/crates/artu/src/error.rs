//! The one error of the client, made for a caller that must act on it.

use std::fmt;
use std::time::Duration;

use secrecy::ExposeSecret as _;

/// Why a call failed.
///
/// Neither `Debug` nor `Display`, nor those of a source, carries the key or a text that the server wrote; such texts are in
/// [`ServerText`] and must be asked for. The permission of [`Error::Forbidden`] alone is shown: three plain words.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The key is missing, wrong or withdrawn (401).
    #[error("the server does not accept the key")]
    Unauthorised {
        /// The server's reason.
        message: ServerText,
    },
    /// The key may not do this (403).
    #[error("the key lacks a permission")]
    Forbidden {
        /// The permission named by the server, as `test:clients:update`.
        permission: Option<String>,
        /// The server's reason: where it names a permission in another form, it stands here.
        message: ServerText,
    },
    /// There is no such record in this environment (404).
    #[error("there is no such record in this environment")]
    NotFound {
        /// The server's reason.
        message: ServerText,
    },
    /// The state of the record does not allow this (409).
    #[error("the state of the record does not allow this")]
    Conflict {
        /// The server's reason.
        message: ServerText,
    },
    /// The server refuses the input (400, 422).
    #[error("the server refuses the input ({})", told(message, issues))]
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
        /// The server's reason.
        message: ServerText,
    },
    /// The server failed (5xx, 408).
    #[error("the server failed (status {status})")]
    Server {
        /// The HTTP status.
        status: u16,
        /// How long the server asks to wait.
        retry_after: Option<Duration>,
        /// The server's reason.
        message: ServerText,
        /// Whether a write may have been carried out.
        write_sent: bool,
    },
    /// The connection could not be made or broke.
    #[error("{fault}")]
    Network {
        /// Whether a write may have been carried out.
        write_sent: bool,
        /// What failed.
        fault: NetworkFault,
        /// The cause.
        source: NetworkCause,
    },
    /// The server did not answer in time.
    #[error("the server did not answer in time: {phase}")]
    Timeout {
        /// Which part took too long.
        phase: TimeoutPhase,
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
    /// What a refusal of the server means: the error for an answer of status 400 to 599 with this body. Whatever the body
    /// repeats of `key` is cut out. [`crate::Artu`] does this by itself; it is here for who keeps answers.
    pub fn of_refusal(status: u16, body: &[u8], key: &secrecy::SecretString) -> Self {
        let status =
            reqwest::StatusCode::from_u16(status).unwrap_or(reqwest::StatusCode::BAD_REQUEST);
        crate::transport::refusal(status, Some(body), None, key.expose_secret())
    }

    /// Whether what failed may pass by itself: the server, the network or the pace, not the request. It says nothing of
    /// whether a write may be sent again; see [`Error::write_outcome_unknown`].
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
            | Self::Timeout { write_sent, .. }
            | Self::Protocol { write_sent, .. } => *write_sent,
            _ => false,
        }
    }

    /// What the server said to its refusal or failure, where it said something.
    pub fn server_text(&self) -> Option<&ServerText> {
        match self {
            Self::Unauthorised { message }
            | Self::Forbidden { message, .. }
            | Self::NotFound { message }
            | Self::Conflict { message }
            | Self::Validation { message, .. }
            | Self::Refused { message, .. }
            | Self::RateLimited { message, .. }
            | Self::Server { message, .. } => Some(message),
            _ => None,
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
            | Self::Timeout { write_sent, .. }
            | Self::Protocol { write_sent, .. } => *write_sent = true,
            _ => {}
        }
        self
    }
}

fn told(message: &ServerText, issues: &[Issue]) -> String {
    if message.is_unread() {
        "what it says is too large to be read, or not whole".to_owned()
    } else {
        format!("{} issues", issues.len())
    }
}

/// One thing that the server refuses in the input.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Issue {
    /// The member, as `child.scopeData.MX.rfc`; empty for the whole input. Written by the server, so `Debug` hides it.
    pub path: String,
    /// What is wrong with it.
    pub message: ServerText,
    /// What is wrong in a word of the server, as `too_small`, where it gives one.
    pub code: Option<String>,
}

impl fmt::Debug for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Issue").finish_non_exhaustive()
    }
}

/// What failed in the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum NetworkFault {
    /// The name of the host, or of the proxy, has no address: wrong name, or no network.
    NameNotResolved,
    /// Nobody takes the connection, or the proxy does not pass it on.
    NotConnected,
    /// No trusted connection was agreed on: the certificate is of an unknown issuer, out of date or for another name, or
    /// the other side does not speak TLS. Nothing was sent.
    NotTrusted,
    /// The connection broke while it was in use.
    Broken,
}

impl fmt::Display for NetworkFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NameNotResolved => "the name of the server has no address",
            Self::NotConnected => "the server cannot be reached",
            Self::NotTrusted => "the connection to the server is not trusted",
            Self::Broken => "the connection broke",
        })
    }
}

/// The part of a try that took too long; see [`Timeouts`](crate::Timeouts).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeoutPhase {
    /// Finding the address, connecting and agreeing on TLS.
    Connect,
    /// Waiting for the head of the answer.
    FirstByte,
    /// Waiting for the next piece of the body.
    BetweenPieces,
    /// The body came more slowly than allowed.
    TooSlow,
    /// The try as a whole.
    Total,
}

impl fmt::Display for TimeoutPhase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "no connection",
            Self::FirstByte => "no answer",
            Self::BetweenPieces => "the answer stopped",
            Self::TooSlow => "the answer came too slowly",
            Self::Total => "the try took too long",
        })
    }
}

/// The cause of a network fault in fixed words: what the libraries below say may repeat what the server sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct NetworkCause {
    pub(crate) what: &'static str,
    /// The fault of the operating system, where there is one.
    #[source]
    pub(crate) system: Option<SystemFault>,
}

/// A fault of the operating system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SystemFault(pub(crate) std::io::ErrorKind);

/// Text written by the server, cleaned of the key. It may name people, so `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct ServerText {
    text: String,
    is_unread: bool,
}

impl ServerText {
    pub(crate) fn new(text: String) -> Self {
        Self {
            text,
            is_unread: false,
        }
    }

    /// What stands for an answer whose body was not read.
    pub(crate) fn unread() -> Self {
        Self {
            text: String::new(),
            is_unread: true,
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there is no text: the server said nothing, or nothing that was read.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether what the server said was not read, since it was too large (over 4 MiB) or not whole. Then the issues of
    /// [`Error::Validation`] are missing too.
    pub fn is_unread(&self) -> bool {
        self.is_unread
    }
}

impl fmt::Debug for ServerText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_unread {
            f.write_str("ServerText(not read)")
        } else {
            write!(f, "ServerText({} bytes)", self.text.len())
        }
    }
}
