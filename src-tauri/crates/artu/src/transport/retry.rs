//! When to try again.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::header::{HeaderMap, RETRY_AFTER};

use super::answer::http_date;
use crate::builder::RetryPolicy;

/// The wait after a number of tries: what the server asked for, else a doubled delay times `jitter` (0.5 to 1).
pub(super) fn delay(
    policy: &RetryPolicy,
    tries: u32,
    asked: Option<Duration>,
    jitter: f64,
) -> Duration {
    let doubled = 2_u32.saturating_pow(tries.saturating_sub(1));
    asked
        .unwrap_or_else(|| {
            policy
                .base_delay
                .saturating_mul(doubled)
                .min(policy.longest_delay)
                .mul_f64(jitter)
        })
        .min(policy.longest_delay)
}

/// Reads `Retry-After`: seconds, or a date taken against the server's own clock where it gave one.
pub(super) fn retry_after(headers: &HeaderMap, server: Option<Timestamp>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let until = http_date(text)?;
    let now = server.unwrap_or_else(Timestamp::now);
    Some(Duration::try_from(until.duration_since(now)).unwrap_or(Duration::ZERO))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};

    use super::{delay, retry_after};
    use crate::builder::RetryPolicy;

    const POLICY: RetryPolicy = RetryPolicy {
        tries: 4,
        base_delay: Duration::from_millis(100),
        longest_delay: Duration::from_mins(1),
    };

    #[test]
    fn delays_double_and_the_server_goes_first_up_to_the_cap() {
        assert_eq!(delay(&POLICY, 1, None, 1.0), Duration::from_millis(100));
        assert_eq!(delay(&POLICY, 3, None, 0.5), Duration::from_millis(200));
        assert_eq!(delay(&POLICY, 40, None, 1.0), POLICY.longest_delay);
        let asked = Some(Duration::from_secs(7));
        assert_eq!(delay(&POLICY, 1, asked, 1.0), Duration::from_secs(7));
        let hour = Some(Duration::from_hours(1));
        assert_eq!(delay(&POLICY, 1, hour, 0.5), POLICY.longest_delay);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let read = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(text));
            retry_after(&headers, "1994-11-06T08:49:30Z".parse().ok())
        };
        assert_eq!(read("12"), Some(Duration::from_secs(12)));
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        assert_eq!(read(date), Some(Duration::from_secs(7)));
        let past = "Sun, 06 Nov 1994 08:00:00 GMT";
        assert_eq!(read(past), Some(Duration::ZERO));
        assert_eq!(read("soon"), None);
    }
}
