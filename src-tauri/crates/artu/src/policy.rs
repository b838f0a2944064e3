//! How patient a client is: time-outs, repeats, pace and the way out to the network.

use std::fmt;
use std::time::Duration;

use secrecy::SecretString;

/// How long each part of one try may take. A try that runs out of time ends as [`Error::Timeout`](crate::Error::Timeout),
/// which says in which part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Finding the address of the name, connecting and agreeing on TLS, together; 10 s by default.
    pub connect: Duration,
    /// From the connection to the head of the answer; 30 s by default. Where a connection is reused, the time for
    /// connecting is added to it.
    pub first_byte: Duration,
    /// Between two pieces of the answer; 30 s by default.
    pub read: Duration,
    /// The whole of one try; 2 min by default.
    pub total: Duration,
    /// How long a body may come as slowly as it likes; 10 s by default.
    pub grace: Duration,
    /// Bytes per second that a body must have come with on average once the grace is over; 1,024 by default, 0 for any.
    pub slowest: u32,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(30),
            read: Duration::from_secs(30),
            total: Duration::from_mins(2),
            grace: Duration::from_secs(10),
            slowest: 1_024,
        }
    }
}

/// How often and how patiently one read is tried. Writes are never tried twice.
///
/// Tried again is what may pass by itself: a time-out, a connection that failed or broke, 408, 429, 5xx, and a success
/// whose body is not whole JSON. The wait is drawn at random between nothing and a delay that doubles with each try; where
/// the server names a time (`Retry-After`), it is added to that time. All reads of a client share one store of repeats: a
/// repeat takes one out, a read that succeeds puts a half back, and one comes back every 10 s, up to `reserve`. While the
/// store is empty, reads are tried once. So repeats stay below half of what succeeds, apart from the reserve, and a server
/// that is down is asked once per call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Tries in all, the first included; at least one; 6 by default.
    pub tries: u32,
    /// Longest wait before the second try; doubled for each one after; 250 ms by default.
    pub base_delay: Duration,
    /// Longest wait; 1 min by default. A server that asks for more ends the call at once, and the error says how long.
    pub longest_delay: Duration,
    /// Most repeats in store, and those at the start; 20 by default.
    pub reserve: u32,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            tries: 6,
            base_delay: Duration::from_millis(250),
            longest_delay: Duration::from_mins(1),
            reserve: 20,
        }
    }
}

/// The way out to the network. This computer itself (loopback) is always reached directly.
#[derive(Clone, Default)]
pub enum Proxy {
    /// The proxy of the system: its settings on macOS and Windows, and the variables `HTTPS_PROXY`, `ALL_PROXY` and
    /// `NO_PROXY`.
    #[default]
    System,
    /// Directly, whatever the system says.
    Direct,
    /// This proxy, as `http://proxy.example:3128`; a user and password in it are sent to the proxy alone. The key passes
    /// inside TLS and is not seen by the proxy.
    Url(SecretString),
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::Direct => "Direct",
            Self::Url(_) => "Url(…)",
        })
    }
}

/// How many requests may go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pace {
    /// Requests under way at once.
    pub(crate) at_once: usize,
    /// Requests per second over time.
    pub(crate) per_second: u32,
    /// Requests at once after a pause.
    pub(crate) burst: u32,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            at_once: 4,
            per_second: 100,
            burst: 100,
        }
    }
}
