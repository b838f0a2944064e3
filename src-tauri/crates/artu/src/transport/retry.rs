//! When to try again.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use super::answer::http_date;
use crate::error::{Error, NetworkFault};
use crate::policy::RetryPolicy;

/// What a read that succeeds puts back into the store of repeats. Above 3/7, the repeats of a fault in 30 of 100 requests.
pub(super) const DEPOSIT: f64 = 0.5;

/// Repeats that come back into the store per second.
pub(super) const REFILL: f64 = 0.1;

/// A try that failed.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: Error,
    /// Whether the same request may fare better.
    pub(super) again: bool,
}

impl Failure {
    /// A success that cannot be used.
    pub(super) fn unusable(error: Error) -> Self {
        Self { error, again: true }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let untrusted = matches!(
            error,
            Error::Network {
                fault: NetworkFault::NotTrusted,
                ..
            }
        );
        let again = error.is_transient() && !untrusted;
        Self { error, again }
    }
}

/// The wait after a number of tries, or `None` where the server asks for more than the policy waits.
///
/// `draw` is between 0 and 1: the share of the doubled delay.
pub(super) fn wait(
    policy: &RetryPolicy,
    tries: u32,
    asked: Option<Duration>,
    draw: f64,
) -> Option<Duration> {
    let asked = asked.unwrap_or_default();
    if asked > policy.longest_delay {
        return None;
    }
    let doubled = 2_u32.saturating_pow(tries.saturating_sub(1));
    let own = policy
        .base_delay
        .saturating_mul(doubled)
        .min(policy.longest_delay)
        .mul_f64(draw);
    Some(asked.saturating_add(own))
}

/// How long the server asks to wait.
pub(super) fn asked(error: &Error) -> Option<Duration> {
    match error {
        Error::RateLimited { retry_after, .. } | Error::Server { retry_after, .. } => *retry_after,
        _ => None,
    }
}

/// Reads `Retry-After`: seconds, or a date taken against the server's own clock where it gave one.
pub(super) fn retry_after(headers: &HeaderMap, server: Option<Timestamp>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than fit are still more than anyone waits.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = http_date(text)?;
    let now = server.unwrap_or_else(Timestamp::now);
    Some(Duration::try_from(until.duration_since(now)).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;
    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::{retry_after, wait};
    use crate::policy::RetryPolicy;

    const POLICY: RetryPolicy = RetryPolicy {
        tries: 4,
        base_delay: Duration::from_millis(100),
        longest_delay: Duration::from_mins(1),
        reserve: 20,
    };

    #[test]
    fn delays_double_up_to_the_cap_and_are_drawn_from_nothing() {
        let own = |tries, draw| wait(&POLICY, tries, None, draw).unwrap();
        assert_eq!(own(1, 1.0), Duration::from_millis(100));
        assert_eq!(own(3, 0.5), Duration::from_millis(200));
        assert_eq!(own(40, 1.0), POLICY.longest_delay);
        assert_eq!(own(3, 0.0), Duration::ZERO);
    }

    #[test]
    fn a_server_that_asks_for_too_long_ends_the_call() {
        assert!(wait(&POLICY, 1, Some(POLICY.longest_delay), 0.0).is_some());
        for seconds in [61, 1_000_000_000, u64::MAX] {
            let asked = Some(Duration::from_secs(seconds));
            assert_eq!(wait(&POLICY, 1, asked, 1.0), None);
        }
    }

    proptest! {
        #[test]
        fn no_wait_is_shorter_than_asked(tries in 1_u32..60, seconds in 0_u64..=60, draw in 0.0..=1.0) {
            let asked = Duration::from_secs(seconds);
            let wait = wait(&POLICY, tries, Some(asked), draw).unwrap();
            prop_assert!(wait >= asked);
            prop_assert!(wait <= asked + POLICY.longest_delay);
        }

        #[test]
        fn no_text_breaks_the_reading(text in "[ -~]{0,40}") {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_str(&text).unwrap());
            let _ = retry_after(&headers, None);
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let read = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            retry_after(&headers, "1994-11-06T08:49:30Z".parse().ok())
        };
        assert_eq!(read("12"), Some(Duration::from_secs(12)));
        assert_eq!(read("0"), Some(Duration::ZERO));
        assert_eq!(read("1000000000"), Some(Duration::from_secs(1_000_000_000)));
        let endless = "99999999999999999999999";
        assert_eq!(read(endless), Some(Duration::from_secs(u64::MAX)));
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(read(date), Some(Duration::from_secs(7)));
        let past = "Sun, 06 Nov 1994 08:00:00 GMT";
        assert_eq!(read(past), Some(Duration::ZERO));
        for garbage in ["soon", "", "-5", "1.5", "Sun, 99 Nov 1994"] {
            assert_eq!(read(garbage), None, "{garbage}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), None), None);
    }
}
