//! The state of a running pull as it is shown.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::contract::{PullKind, PullStatus, PullStep};

/// Pages over which the rate is taken.
const WINDOW: usize = 16;

/// Clients read or checked so far and how fast.
pub(super) struct Progress {
    kind: PullKind,
    step: PullStep,
    recent: VecDeque<(Timestamp, u64)>,
}

impl Progress {
    pub(super) fn new(kind: PullKind, step: PullStep, now: Timestamp) -> Self {
        Self {
            kind,
            step,
            recent: VecDeque::from([(now, 0)]),
        }
    }

    /// The status after `done` clients.
    pub(super) fn at(&mut self, done: u64, total: Option<u64>, now: Timestamp) -> PullStatus {
        self.recent.push_back((now, done));
        if self.recent.len() > WINDOW {
            self.recent.pop_front();
        }
        PullStatus::Pulling {
            kind: self.kind,
            step: self.step,
            done,
            total,
            rate: self.rate(),
        }
    }

    fn rate(&self) -> f64 {
        let (Some((began, before)), Some((now, done))) = (self.recent.front(), self.recent.back())
        else {
            return 0.0;
        };
        let seconds = now.duration_since(*began).as_secs_f64();
        let clients = u32::try_from(done.saturating_sub(*before)).unwrap_or(u32::MAX);
        if seconds > 0.0 {
            f64::from(clients) / seconds
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_that_of_the_last_pages() {
        let start: Timestamp = "2026-11-23T10:00:00Z".parse().unwrap();
        let mut progress = Progress::new(PullKind::First, PullStep::Reading, start);
        let mut last = PullStatus::Idle;
        for page in 1..=40_u32 {
            // The first twenty pages take a second each, the others half of one.
            let millis = i64::from(page.min(20)) * 1_000 + i64::from(page.saturating_sub(20)) * 500;
            let now = start + jiff::SignedDuration::from_millis(millis);
            last = progress.at(u64::from(page) * 200, Some(8_000), now);
        }
        assert!(
            matches!(last, PullStatus::Pulling { rate, done: 8_000, .. } if (rate - 400.0).abs() < 1.0)
        );
    }
}
