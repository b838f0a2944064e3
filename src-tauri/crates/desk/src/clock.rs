//! The time, passed in so that nothing below reads it by itself.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// This moment.
    fn now(&self) -> Timestamp;

    /// The zone in which days are counted.
    fn zone(&self) -> TimeZone;

    /// The day it is in [`Clock::zone`].
    fn today(&self) -> Date {
        self.now().to_zoned_datetime(self.zone()).date()
    }
}

/// The computer's clock and zone.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::system()
    }
}
