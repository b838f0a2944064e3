//! The log of requests received, for tests that count what really arrived.

use std::collections::VecDeque;

use serde::Serialize;

use crate::Environment;

/// How many requests are remembered, some 30 MB at most; older ones are forgotten, their number is kept.
const REMEMBERED: usize = 100_000;

/// One request as it was received and answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Received {
    /// Place in the order of arrival, from 1.
    pub sequence: u64,
    /// Milliseconds between the start of the sandbox and its arrival, by a clock that only goes forward.
    pub elapsed: u64,
    /// HTTP method in capitals.
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// The environment asked for; none when the header was missing or unknown.
    pub environment: Option<Environment>,
    /// HTTP status answered; 0 when the connection was closed without an answer.
    pub status: u16,
    /// [`crate::ApiKey::id`] of the key; none when it was missing or unknown.
    pub key_id: Option<String>,
    /// Name of the fault played on this request, if one was.
    pub fault: Option<&'static str>,
    /// SHA-256 of the body of a write, in hexadecimal digits; none for reads.
    pub body_digest: Option<String>,
    /// Whether a write changed anything; never for reads.
    pub effect: bool,
}

/// The remembered requests.
#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    entries: VecDeque<Received>,
    total: u64,
}

impl RequestLog {
    /// Adds a request; its sequence is set here.
    pub(crate) fn push(&mut self, mut received: Received) {
        self.total += 1;
        received.sequence = self.total;
        if self.entries.len() == REMEMBERED {
            self.entries.pop_front();
        }
        self.entries.push_back(received);
    }

    /// Remembered requests with this method (any when none) whose path starts with the prefix.
    pub(crate) fn matching(&self, method: Option<&str>, path_prefix: &str) -> Vec<Received> {
        self.entries
            .iter()
            .filter(|one| {
                method.is_none_or(|method| one.method.eq_ignore_ascii_case(method))
                    && one.path.starts_with(path_prefix)
            })
            .cloned()
            .collect()
    }

    /// Number of requests ever received.
    pub(crate) const fn total(&self) -> u64 {
        self.total
    }

    /// Number of requests received and no longer remembered.
    pub(crate) fn forgotten(&self) -> u64 {
        self.total - self.entries.len() as u64
    }

    /// Forgets all requests and starts counting again.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten_and_counted() {
        let mut log = RequestLog::default();
        for _ in 0..REMEMBERED + 3 {
            log.push(Received {
                sequence: 0,
                elapsed: 0,
                method: "GET".to_owned(),
                path: "/".to_owned(),
                environment: None,
                status: 200,
                key_id: None,
                fault: None,
                body_digest: None,
                effect: false,
            });
        }
        assert_eq!((log.entries.len(), log.forgotten()), (REMEMBERED, 3));
        assert_eq!(log.matching(None, "")[0].sequence, 4);
    }
}
