//! The server's clock: strictly monotonic, in whole milliseconds, real or driven by a test.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::Timestamp;
use jiff::fmt::temporal::DateTimePrinter;

/// Where the server takes its time from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum TimeSource {
    /// The machine's clock, never earlier than the population's base instant.
    #[default]
    Real,
    /// Stands at the population's base instant and moves one millisecond a reading, or by
    /// [`crate::Control::advance`]. Same requests, same times.
    Manual,
}

/// A clock that never gives the same millisecond twice, so `updatedAt` orders all writes.
#[derive(Debug)]
pub(crate) struct Clock {
    source: TimeSource,
    last: AtomicI64,
    /// By how much the date in the heads of answers is ahead of it.
    skew: AtomicI64,
}

impl Clock {
    /// A clock that gives nothing at or before `base`.
    pub(crate) fn new(source: TimeSource, base: Timestamp) -> Self {
        Self {
            source,
            last: AtomicI64::new(base.as_millisecond()),
            skew: AtomicI64::new(0),
        }
    }

    /// The next instant, in milliseconds since the epoch.
    pub(crate) fn now(&self) -> i64 {
        let floor = match self.source {
            TimeSource::Real => Timestamp::now().as_millisecond(),
            TimeSource::Manual => i64::MIN,
        };
        let step = |last: i64| floor.max(last.saturating_add(1));
        let before = self
            .last
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |last| Some(step(last)));
        step(before.unwrap_or_else(|same| same))
    }

    /// The present instant without taking it: never earlier than one that was given.
    pub(crate) fn present(&self) -> i64 {
        let last = self.last.load(Ordering::SeqCst);
        match self.source {
            TimeSource::Real => last.max(Timestamp::now().as_millisecond()),
            TimeSource::Manual => last,
        }
    }

    /// The instant that answers say it is.
    pub(crate) fn told(&self) -> i64 {
        let skew = self.skew.load(Ordering::SeqCst);
        self.present().saturating_add(skew)
    }

    /// From now on answers say that it is so many milliseconds later than it is, or earlier.
    pub(crate) fn skew(&self, milliseconds: i64) {
        self.skew.store(milliseconds, Ordering::SeqCst);
    }

    /// Moves the clock forward by whole milliseconds.
    pub(crate) fn advance(&self, milliseconds: i64) {
        self.last.fetch_add(milliseconds.max(0), Ordering::SeqCst);
    }
}

/// RFC 3339 in UTC with milliseconds, the form of every date-time on the wire.
pub(crate) fn format_instant(milliseconds: i64) -> String {
    const PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(3));
    let instant = Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH);
    PRINTER.timestamp_to_string(&instant)
}

/// The form of HTTP date headers, whole seconds.
pub(crate) fn format_http_date(milliseconds: i64) -> String {
    Timestamp::from_millisecond(milliseconds)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .strftime("%a, %d %b %Y %H:%M:%S GMT")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reading_is_later_than_the_one_before() {
        for source in [TimeSource::Real, TimeSource::Manual] {
            let clock = Clock::new(source, Timestamp::UNIX_EPOCH);
            let readings: Vec<i64> = (0..1000).map(|_| clock.now()).collect();
            assert!(readings.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn instants_carry_milliseconds() {
        assert_eq!(format_instant(1_500), "1970-01-01T00:00:01.500Z");
    }
}
