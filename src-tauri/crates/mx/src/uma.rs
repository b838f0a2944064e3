//! The UMA, the unit in which the limits of the law are written (rule MX-038).

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::{amount::Amount, table};

/// The UMA of one period, in pesos.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Uma {
    /// Daily value as it was published, as in `117.31`.
    pub daily: String,
    valid_from: Date,
    valid_to: Date,
}

static UMA: LazyLock<Vec<Uma>> = LazyLock::new(|| table::rows(include_str!("../tables/uma.csv")));

/// The UMA in force on a day. None outside the table, which is then out of date: never guess.
pub fn on(day: Date) -> Option<&'static Uma> {
    UMA.iter()
        .find(|uma| (uma.valid_from..=uma.valid_to).contains(&day))
}

impl Uma {
    /// The daily value as an amount.
    pub fn value(&self) -> Amount {
        self.daily.parse().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn january_is_measured_with_the_year_before() {
        assert_eq!(UMA.len(), 11);
        assert!(UMA.iter().all(|uma| uma.value() > Amount::default()));
        assert_eq!(on(date(2026, 1, 31)).unwrap().daily, "113.14");
        assert_eq!(on(date(2026, 2, 1)).unwrap().daily, "117.31");
        assert_eq!(on(date(2027, 2, 1)), None);
        assert_eq!(on(date(2015, 1, 1)), None);
    }

    #[test]
    fn periods_follow_one_another() {
        for pair in UMA.windows(2) {
            assert_eq!(pair[0].valid_to.tomorrow().unwrap(), pair[1].valid_from);
        }
    }
}
