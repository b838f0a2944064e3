//! Draws of one cluster: the same ones whatever else is made before, after or beside it.

use jiff::ToSpan;
use jiff::civil::Date;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

/// A source of draws.
#[derive(Debug)]
pub(super) struct Draw(ChaCha8Rng);

impl Draw {
    /// The source of a cluster; the salt tells apart repeated attempts.
    pub(super) fn new(seed: u64, cluster: usize, salt: u64) -> Self {
        let mut source = ChaCha8Rng::seed_from_u64(seed);
        source.set_stream((cluster as u64).wrapping_mul(64).wrapping_add(salt));
        Self(source)
    }

    /// One of the list; lists are never empty.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.0.random_range(0..list.len())]
    }

    /// A number from low to high, both possible.
    pub(super) fn number(&mut self, low: u32, high: u32) -> u32 {
        self.0.random_range(low..=high)
    }

    /// True in so many of a hundred.
    pub(super) fn percent(&mut self, share: u32) -> bool {
        self.0.random_ratio(share, 100)
    }

    /// A day from so many years before to so many years before the day given.
    pub(super) fn day_before(&mut self, today: Date, least_years: i32, most_years: i32) -> Date {
        let days = self.0.random_range(least_years * 366..most_years * 365);
        today.saturating_sub(days.days())
    }

    /// A day after the day given, at most so many years.
    pub(super) fn day_after(&mut self, today: Date, most_years: i32) -> Date {
        let days = self.0.random_range(120..most_years * 365);
        today.saturating_add(days.days())
    }

    /// A new id.
    pub(super) fn id(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        self.0.fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}
