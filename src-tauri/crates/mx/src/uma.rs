//! The UMA, the unit in which the limits of the law are written (rule MX-038).

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de};

use crate::{
    Tables,
    amount::{Amount, MalformedAmount},
};

/// The UMA of one period, in pesos.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Uma {
    /// Daily value as it was published, as in `117.31`.
    #[serde(deserialize_with = "amount")]
    pub daily: String,
    valid_from: Date,
    valid_to: Date,
}

/// The UMA in force on a day. None outside the table, which is then out of date: never guess.
pub fn on(tables: &Tables, day: Date) -> Option<&Uma> {
    tables
        .uma
        .iter()
        .find(|uma| (uma.valid_from..=uma.valid_to).contains(&day))
}

impl Uma {
    /// The daily value as an amount.
    pub fn value(&self) -> Amount {
        // It was an amount when the table was read.
        self.daily.parse().unwrap_or_default()
    }
}

/// A text that is an amount of more than nothing.
fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let amount: Amount = text.parse().map_err(de::Error::custom)?;
    if amount == Amount::default() {
        return Err(de::Error::custom(MalformedAmount));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn january_is_measured_with_the_year_before() {
        let tables = Tables::embedded();
        let on = |day| on(tables, day);
        assert_eq!(tables.uma.len(), 11);
        assert!(tables.uma.iter().all(|uma| uma.value() > Amount::default()));
        assert_eq!(on(date(2026, 1, 31)).unwrap().daily, "113.14");
        assert_eq!(on(date(2026, 2, 1)).unwrap().daily, "117.31");
        assert_eq!(on(date(2027, 2, 1)), None);
        assert_eq!(on(date(2015, 1, 1)), None);
    }

    #[test]
    fn periods_follow_one_another() {
        for pair in Tables::embedded().uma.windows(2) {
            assert_eq!(pair[0].valid_to.tomorrow().unwrap(), pair[1].valid_from);
        }
    }
}
