//! How long a profile's server is waited for: one of the advanced settings of a profile.

use std::time::Duration;

use artu::{ArtuBuilder, RetryPolicy, Timeouts};
use serde::{Deserialize, Serialize};

/// Requests a second over time, where a profile says nothing.
const REQUESTS_PER_SECOND: u32 = 100;

/// How long a server is waited for, how often a read is tried, and how fast requests go out. Kept beside the profile in `profiles.json` as
/// `"patience": {"readMilliseconds": 500, …}`; what is absent is as a new profile has it. No screen asks for it: it is for slow
/// lines, and for tests that cannot wait as long as a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Patience {
    /// Milliseconds for making the connection.
    pub connect_milliseconds: u64,
    /// Milliseconds to the head of an answer, and between two pieces of it.
    pub read_milliseconds: u64,
    /// Milliseconds for the whole of one try.
    pub total_milliseconds: u64,
    /// Milliseconds that a body may come as slowly as it likes; after them it must come with 1 KiB a second.
    pub grace_milliseconds: u64,
    /// Tries of one read in all; at least one. Writes are never tried twice.
    pub tries: u32,
    /// Milliseconds before the second try; doubled for each one after.
    pub base_delay_milliseconds: u64,
    /// Most milliseconds between two tries; a server that asks for more is not waited for.
    pub longest_delay_milliseconds: u64,
    /// Repeats that all reads share beyond half of those that succeed.
    pub reserve: u32,
    /// Requests a second over time; at least one.
    pub requests_per_second: u32,
}

impl Default for Patience {
    fn default() -> Self {
        let timeouts = Timeouts::default();
        let retry = RetryPolicy::default();
        Self {
            connect_milliseconds: milliseconds(timeouts.connect),
            read_milliseconds: milliseconds(timeouts.read),
            total_milliseconds: milliseconds(timeouts.total),
            grace_milliseconds: milliseconds(timeouts.grace),
            tries: retry.tries,
            base_delay_milliseconds: milliseconds(retry.base_delay),
            longest_delay_milliseconds: milliseconds(retry.longest_delay),
            reserve: retry.reserve,
            requests_per_second: REQUESTS_PER_SECOND,
        }
    }
}

impl Patience {
    /// The client as patient as this.
    pub(crate) fn apply(self, builder: ArtuBuilder) -> ArtuBuilder {
        builder
            .timeouts(Timeouts {
                connect: Duration::from_millis(self.connect_milliseconds),
                first_byte: Duration::from_millis(self.read_milliseconds),
                read: Duration::from_millis(self.read_milliseconds),
                total: Duration::from_millis(self.total_milliseconds),
                grace: Duration::from_millis(self.grace_milliseconds),
                ..Timeouts::default()
            })
            .retry(RetryPolicy {
                tries: self.tries.max(1),
                base_delay: Duration::from_millis(self.base_delay_milliseconds),
                longest_delay: Duration::from_millis(self.longest_delay_milliseconds),
                reserve: self.reserve,
            })
            .requests_per_second(self.requests_per_second)
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
