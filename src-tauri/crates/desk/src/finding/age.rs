//! The age of findings in days, counted with today as the first.

use jiff::{ToSpan as _, civil::Date};

/// The first of the last so many days, of which today is the last.
pub(crate) fn first_of_last(days: u16, today: Date) -> Date {
    today.saturating_sub((i64::from(days) - 1).days())
}

/// How many of the last days begin with this one; none do with one to come.
pub fn days_from(day: Date, today: Date) -> u16 {
    let days = day.duration_until(today).as_hours() / 24 + 1;
    u16::try_from(days.max(0)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 28);

    #[test]
    fn days_are_counted_with_both_ends() {
        for (day, days) in [
            (TODAY, 1),
            (date(2026, 11, 22), 7),
            (date(2025, 11, 28), 366),
            (date(2026, 11, 29), 0),
        ] {
            assert_eq!(days_from(day, TODAY), days, "{day}");
            assert_eq!(first_of_last(days, TODAY), day);
        }
    }

    #[test]
    fn days_out_of_reach_are_the_nearest() {
        assert_eq!(days_from(date(2027, 6, 1), TODAY), 0);
        assert_eq!(days_from(date(1500, 1, 1), TODAY), u16::MAX);
        assert!(first_of_last(u16::MAX, TODAY) < date(1900, 1, 1));
    }
}
