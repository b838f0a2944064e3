//! A bucket of tokens that fills with time: the pace of requests and the store of repeats.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Tokens up to a number, filled at a rate.
#[derive(Debug)]
pub(super) struct Bucket {
    most: f64,
    per_second: f64,
    level: Mutex<Level>,
}

#[derive(Debug)]
struct Level {
    /// Below zero while tokens are promised that are not there yet.
    tokens: f64,
    counted: Instant,
    /// Nobody takes before this time.
    closed_until: Instant,
}

impl Bucket {
    /// A full bucket.
    pub(super) fn full(most: u32, per_second: f64) -> Self {
        let now = Instant::now();
        Self {
            most: f64::from(most),
            per_second,
            level: Mutex::new(Level {
                tokens: f64::from(most),
                counted: now,
                closed_until: now,
            }),
        }
    }

    /// Takes a token, waiting in turn until there is one.
    pub(super) async fn take(&self) {
        let wait = {
            let mut level = self.level();
            level.tokens -= 1.0;
            Duration::try_from_secs_f64((-level.tokens / self.per_second).max(0.0))
                .unwrap_or_default()
        };
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
        loop {
            let (now, until) = (Instant::now(), self.level().closed_until);
            if until <= now {
                return;
            }
            tokio::time::sleep_until(until).await;
        }
    }

    /// Takes a token if there is one.
    pub(super) fn try_take(&self) -> bool {
        let mut level = self.level();
        let there = level.tokens >= 1.0;
        if there {
            level.tokens -= 1.0;
        }
        there
    }

    /// Puts tokens back.
    pub(super) fn put(&self, tokens: f64) {
        let mut level = self.level();
        level.tokens = (level.tokens + tokens).min(self.most);
    }

    /// Keeps everybody waiting for a while.
    pub(super) fn close_for(&self, time: Duration) {
        let mut level = self.level();
        if let Some(until) = level.counted.checked_add(time) {
            level.closed_until = level.closed_until.max(until);
        }
    }

    /// The level as of now.
    fn level(&self) -> MutexGuard<'_, Level> {
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let filled = now.duration_since(level.counted).as_secs_f64() * self.per_second;
        level.tokens = (level.tokens + filled).min(self.most);
        level.counted = now;
        level
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::Bucket;

    #[tokio::test(start_paused = true)]
    async fn a_burst_goes_at_once_and_the_rest_at_the_rate() {
        let bucket = Bucket::full(5, 10.0);
        let start = Instant::now();
        for _ in 0..5 {
            bucket.take().await;
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        for _ in 0..20 {
            bucket.take().await;
        }
        let paced = start.elapsed();
        assert!(paced >= Duration::from_secs(2), "{paced:?}");
        assert!(paced < Duration::from_millis(2_100), "{paced:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn many_at_once_share_the_rate() {
        let bucket = Bucket::full(1, 1.0);
        let start = Instant::now();
        futures::future::join_all((0..4).map(|_| bucket.take())).await;
        assert!(start.elapsed() >= Duration::from_secs(3));
    }

    #[tokio::test(start_paused = true)]
    async fn a_closed_bucket_gives_nothing_before_its_time() {
        let bucket = Bucket::full(9, 1.0);
        bucket.close_for(Duration::from_secs(7));
        bucket.close_for(Duration::from_secs(2));
        let start = Instant::now();
        bucket.take().await;
        assert!(start.elapsed() >= Duration::from_secs(7));
    }

    #[tokio::test(start_paused = true)]
    async fn a_store_empties_and_fills_by_deposits_and_time() {
        let store = Bucket::full(2, 0.1);
        assert!(store.try_take() && store.try_take());
        assert!(!store.try_take());
        store.put(0.5);
        assert!(!store.try_take());
        store.put(0.5);
        assert!(store.try_take());
        tokio::time::advance(Duration::from_secs(11)).await;
        assert!(store.try_take() && !store.try_take());
        store.put(50.0);
        assert!(store.try_take() && store.try_take() && !store.try_take());
    }
}
