//! Reading of answers: the date, the content type, and a body that is whole, not too large and not too slow.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap};
use tokio::time::Instant;

use crate::error::{Error, TimeoutPhase};
use crate::frame::{self, Outline};
use crate::operations::Effect;
use crate::policy::Timeouts;

/// Largest body of a refusal that is looked at, in bytes: it holds some issues for each of 250 records, and more.
pub(super) const LARGEST_FAULT: usize = 4 * 1024 * 1024;

/// How long the body of a refusal is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// Room made for a body whose length is announced, at most; a larger one grows as it comes.
const ROOM: u64 = 8 * 1024 * 1024;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A success: the body and the server's clock.
pub(crate) struct Answer {
    body: Vec<u8>,
    outline: Outline,
    pub(crate) received: Option<Timestamp>,
}

impl Answer {
    /// Takes a body that is one whole JSON object or list, as far as its brackets tell, or `null`. A write may also be
    /// answered with nothing at all.
    pub(super) fn new(
        body: Vec<u8>,
        received: Option<Timestamp>,
        effect: Effect,
    ) -> Result<Self, Error> {
        let bytes = without_mark(&body);
        if bytes.trim_ascii_start().first() == Some(&b'<') {
            return Err(Error::protocol(
                "body",
                "the answer is an HTML page, not JSON",
            ));
        }
        let outline = match bytes.trim_ascii() {
            b"null" => Outline::Broken("the answer is null"),
            b"" if effect == Effect::Write => Outline::Broken("the answer is empty"),
            _ => frame::outline(bytes)?,
        };
        Ok(Self {
            body,
            outline,
            received,
        })
    }

    /// The body without a byte order mark. Inside its brackets it may be anything.
    pub(crate) fn bytes(&self) -> &[u8] {
        without_mark(&self.body)
    }

    /// The parts of [`Answer::bytes`].
    pub(crate) fn outline(&self) -> &Outline {
        &self.outline
    }

    /// The body as text.
    pub(crate) fn text(&self) -> Result<&str, Error> {
        std::str::from_utf8(self.bytes())
            .map_err(|_| Error::protocol("body", "the answer is not UTF-8 text"))
    }
}

fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body)
}

/// The server's clock.
pub(super) fn date(headers: &HeaderMap) -> Option<Timestamp> {
    http_date(headers.get(DATE)?.to_str().ok()?)
}

/// Reads an HTTP date, as `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(text)
        .ok()
}

/// A missing content type passes; any other than JSON does not.
pub(super) fn check_content_type(headers: &HeaderMap) -> Result<(), Error> {
    let Some(kind) = headers.get(CONTENT_TYPE) else {
        return Ok(());
    };
    let kind = kind.to_str().unwrap_or_default().to_ascii_lowercase();
    if kind.contains("json") {
        Ok(())
    } else if kind.contains("html") {
        Err(Error::protocol(
            "content-type",
            "the answer is an HTML page, not JSON",
        ))
    } else {
        Err(Error::protocol("content-type", "the answer is not JSON"))
    }
}

/// Why a body was not read.
pub(super) enum BodyFault {
    /// It is larger than allowed: it will be so again.
    TooLarge,
    /// Anything else.
    Failed(Error),
}

/// Reads the body piece by piece, so that a body without end is not kept and one that trickles is given up.
///
/// Memory: the body once, and once more for a moment while it grows.
pub(super) async fn body(
    mut response: reqwest::Response,
    largest: usize,
    pace: &BodyPace,
) -> Result<Vec<u8>, BodyFault> {
    let announced = response.content_length().unwrap_or(0);
    if announced > largest as u64 {
        return Err(BodyFault::TooLarge);
    }
    let mut body = Vec::with_capacity(usize::try_from(announced.min(ROOM)).unwrap_or_default());
    loop {
        let (until, phase) = pace.next(body.len());
        let piece = tokio::time::timeout_at(until, response.chunk())
            .await
            .map_err(|_| {
                BodyFault::Failed(Error::Timeout {
                    phase,
                    write_sent: false,
                })
            })?;
        match piece {
            Ok(Some(piece)) if body.len() + piece.len() > largest => {
                return Err(BodyFault::TooLarge);
            }
            Ok(Some(piece)) => body.extend_from_slice(&piece),
            Ok(None) => {
                body.shrink_to_fit();
                return Ok(body);
            }
            Err(error) => return Err(BodyFault::Failed(super::network::cut(&error))),
        }
    }
}

/// Until when the next piece of a body must come.
pub(super) struct BodyPace {
    timeouts: Timeouts,
    end: Instant,
    start: Instant,
}

impl BodyPace {
    /// A body that starts now and must be there by `end`.
    pub(super) fn new(timeouts: Timeouts, end: Instant) -> Self {
        Self {
            timeouts,
            end,
            start: Instant::now(),
        }
    }

    /// The time of the next piece after so many bytes, and what is wrong if it does not come by then.
    fn next(&self, bytes: usize) -> (Instant, TimeoutPhase) {
        let between = Instant::now().checked_add(self.timeouts.read);
        let mut next = (self.end, TimeoutPhase::Total);
        if let Some(between) = between.filter(|between| *between < next.0) {
            next = (between, TimeoutPhase::BetweenPieces);
        }
        if self.timeouts.slowest > 0 {
            let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
            let allowed = Duration::from_secs(bytes / u64::from(self.timeouts.slowest));
            let slow = self.start.checked_add(allowed.max(self.timeouts.grace));
            if let Some(slow) = slow.filter(|slow| *slow < next.0) {
                next = (slow, TimeoutPhase::TooSlow);
            }
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::BodyPace;
    use crate::error::TimeoutPhase;
    use crate::policy::Timeouts;

    #[tokio::test(start_paused = true)]
    async fn the_first_limit_to_come_is_the_one_that_counts() {
        let timeouts = Timeouts::default();
        let start = Instant::now();
        let pace = BodyPace::new(timeouts, start + timeouts.total);
        let slow = (start + timeouts.grace, TimeoutPhase::TooSlow);
        assert_eq!(pace.next(0), slow);
        assert_eq!(pace.next(10_000), slow);
        let twenty = start + Duration::from_secs(20);
        assert_eq!(pace.next(20 * 1_024), (twenty, TimeoutPhase::TooSlow));
        let stopped = (start + timeouts.read, TimeoutPhase::BetweenPieces);
        assert_eq!(pace.next(10_000_000), stopped);
        tokio::time::advance(Duration::from_secs(100)).await;
        let end = (start + timeouts.total, TimeoutPhase::Total);
        assert_eq!(pace.next(10_000_000), end);

        let any = Timeouts {
            slowest: 0,
            ..timeouts
        };
        let pace = BodyPace::new(any, Instant::now() + any.total);
        assert_eq!(pace.next(0).1, TimeoutPhase::BetweenPieces);
    }

    #[tokio::test(start_paused = true)]
    async fn ten_bytes_each_half_second_end_with_the_grace() {
        let timeouts = Timeouts::default();
        let pace = BodyPace::new(timeouts, Instant::now() + timeouts.total);
        let mut bytes = 0;
        while pace.next(bytes).0 > Instant::now() {
            tokio::time::advance(Duration::from_millis(500)).await;
            bytes += 10;
        }
        assert_eq!(pace.next(bytes).1, TimeoutPhase::TooSlow);
        assert_eq!(bytes, 200);
    }
}
