//! Amounts of money, read without rounding.

use std::fmt;

use serde::de::{self, Unexpected};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// An amount as the server wrote it: a JSON number or text, digit for digit. The reference shows no type for it.
///
/// It is never a binary fraction; [`Amount::minor_units`] turns it into whole units, exactly or not at all. Two amounts
/// are equal when they are written alike. It is read from JSON only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Amount {
    digits: String,
    is_text: bool,
}

impl Amount {
    /// An amount that goes out as text.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self {
            digits: text.into(),
            is_text: true,
        }
    }

    /// The amount as it is written, without quotes where it is text.
    pub fn as_str(&self) -> &str {
        &self.digits
    }

    /// Whether it is text on the wire; else it is a number.
    pub const fn is_text(&self) -> bool {
        self.is_text
    }

    /// The amount in units of 10⁻ᵖˡᵃᶜᵉˢ, such as cents with 2 places. `None` where it is no decimal number, has more
    /// places than that, or is out of range: nothing is rounded. Zeros at the end of the fraction do not count.
    pub fn minor_units(&self, places: u32) -> Option<i128> {
        let text = self.digits.trim();
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (sign, mantissa) = match mantissa.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, mantissa),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let fraction = fraction.trim_end_matches('0');
        if whole.is_empty()
            || !whole
                .bytes()
                .chain(fraction.bytes())
                .all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let mut units: i128 = 0;
        for digit in whole.bytes().chain(fraction.bytes()) {
            units = units
                .checked_mul(10)?
                .checked_add(i128::from(digit - b'0'))?;
        }
        if units == 0 {
            return Some(0);
        }
        let mut shift = exponent
            .checked_add(i64::from(places))?
            .checked_sub(i64::try_from(fraction.len()).ok()?)?;
        while shift < 0 && units % 10 == 0 {
            units /= 10;
            shift += 1;
        }
        let factor = 10_i128.checked_pow(u32::try_from(shift).ok()?)?;
        units.checked_mul(factor)?.checked_mul(sign)
    }
}

impl From<i64> for Amount {
    fn from(whole: i64) -> Self {
        Self {
            digits: whole.to_string(),
            is_text: false,
        }
    }
}

/// Shows the form only.
impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Amount")
            .field("is_text", &self.is_text)
            .finish_non_exhaustive()
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_text {
            return serializer.serialize_str(&self.digits);
        }
        RawValue::from_string(self.digits.clone())
            .map_err(S::Error::custom)?
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let json = raw.get().trim();
        match json.bytes().next() {
            Some(b'"') => serde_json::from_str(json)
                .map(|digits| Self {
                    digits,
                    is_text: true,
                })
                .map_err(|_| unlike("text")),
            Some(b'-' | b'0'..=b'9') => Ok(Self {
                digits: json.to_owned(),
                is_text: false,
            }),
            _ => Err(unlike("something else")),
        }
    }
}

fn unlike<E: de::Error>(found: &str) -> E {
    E::invalid_value(Unexpected::Other(found), &"a number or text")
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::Amount;

    #[derive(Serialize, Deserialize)]
    struct Holder {
        amount: Option<Amount>,
    }

    fn read(json: &str) -> Option<Amount> {
        serde_json::from_str::<Holder>(json).unwrap().amount
    }

    #[test]
    fn a_number_and_text_keep_every_digit_and_their_form() {
        for json in [
            r#"{"amount":1500.50}"#,
            r#"{"amount":"1500.50"}"#,
            r#"{"amount":0.10000000000000000001}"#,
            r#"{"amount":-7E+2}"#,
            r#"{"amount":null}"#,
        ] {
            let holder: Holder = serde_json::from_str(json).unwrap();
            assert_eq!(serde_json::to_string(&holder).unwrap(), json);
        }
        assert!(serde_json::from_str::<Holder>(r#"{"amount":[]}"#).is_err());
        assert!(serde_json::from_str::<Holder>(r#"{"amount":true}"#).is_err());
    }

    #[test]
    fn whole_units_are_exact_or_none() {
        let units = |text: &str| Amount::from_text(text).minor_units(2);
        assert_eq!(units("1500.50"), Some(150_050));
        assert_eq!(units("1500.5000"), Some(150_050));
        assert_eq!(units("-0.01"), Some(-1));
        assert_eq!(units("1.5e3"), Some(150_000));
        assert_eq!(units("15000e-3"), Some(1_500));
        assert_eq!(units("0e-99"), Some(0));
        assert_eq!(units("0.001"), None);
        assert_eq!(units("1,500"), None);
        assert_eq!(units(""), None);
        assert_eq!(units("."), None);
        assert_eq!(units("1e99"), None);
        assert_eq!(units("99999999999999999999999999999999999999.99"), None);
        assert_eq!(read(r#"{"amount":0.1}"#).unwrap().minor_units(2), Some(10));
        assert_eq!(Amount::from(7).minor_units(0), Some(7));
    }
}
