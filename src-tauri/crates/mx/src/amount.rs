//! Exact decimal amounts: money and multiples of the UMA, never binary floating point.

use std::str::FromStr;

/// Decimal places that are kept.
const PLACES: u32 = 8;
const SCALE: i128 = 10i128.pow(PLACES);
/// Digits before the point that are accepted; far beyond any amount of money.
const MOST_DIGITS: usize = 18;

/// An amount that is not negative, exact to eight decimal places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(i128);

/// The text is not an amount: digits, and at most one point with up to eight digits after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedAmount;

impl std::fmt::Display for MalformedAmount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a decimal amount")
    }
}

impl std::error::Error for MalformedAmount {}

impl FromStr for Amount {
    type Err = MalformedAmount;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || whole.len() > MOST_DIGITS {
            return Err(MalformedAmount);
        }
        let missing = usize::try_from(PLACES)
            .ok()
            .and_then(|places| places.checked_sub(fraction.len()))
            .ok_or(MalformedAmount)?;
        let padded = format!("{whole}{fraction}{}", "0".repeat(missing));
        padded.parse().map(Self).map_err(|_| MalformedAmount)
    }
}

impl std::ops::Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Amount {
    /// The product, cut to eight places; both factors of the limits have few.
    #[must_use]
    pub fn times(self, factor: Self) -> Self {
        Self(self.0.saturating_mul(factor.0) / SCALE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_are_exact() {
        assert_eq!(amount("3210").times(amount("117.31")), amount("376565.10"));
        assert_eq!(amount("0.1") + amount("0.2"), amount("0.30"));
        assert!(amount("376565.09") < amount("376565.1"));
        for text in [
            "",
            ".",
            "1.",
            ".5",
            "-1",
            "+1",
            "1e3",
            "1,000",
            "1.123456789",
            " 1",
            "１",
        ] {
            assert!(text.parse::<Amount>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}|[0-9]{0,40}\\.?[0-9]{0,12}") {
            if let Ok(amount) = text.parse::<Amount>() {
                let _ = amount.times(amount) + amount;
            }
        }
    }
}
