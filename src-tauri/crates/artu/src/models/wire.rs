//! How single members are read and written where the derived form is too strict.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::Change;

/// Reads `null` as the default of the type.
pub(super) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads text, a number or a boolean as text: for members whose JSON type the reference does not show. A number keeps the
/// digits that were sent: an account number may have more of them than a number of this computer holds.
pub(super) fn loose_text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let json = raw.get().trim();
    let unlike = |found| Err(de::Error::invalid_type(found, &"text or a number"));
    match json.bytes().next() {
        Some(b'"') => serde_json::from_str(json)
            .map(Some)
            .map_err(|_| de::Error::custom("not of the expected form")),
        Some(b'{') => unlike(de::Unexpected::Map),
        Some(b'[') => unlike(de::Unexpected::Seq),
        _ if json == "null" => Ok(None),
        _ => Ok(Some(json.to_owned())),
    }
}

/// Reads a whole number, which may come as text: the reference shows no JSON type for most numbers.
pub(super) fn whole<'de, D: Deserializer<'de>, T: TryFrom<i128>>(
    deserializer: D,
) -> Result<T, D::Error> {
    optional_whole(deserializer)?
        .ok_or_else(|| de::Error::invalid_type(de::Unexpected::Unit, &"a whole number"))
}

/// As [`whole`]; `null` is `None`.
pub(super) fn optional_whole<'de, D: Deserializer<'de>, T: TryFrom<i128>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let Some(number) = deserializer.deserialize_any(Whole)? else {
        return Ok(None);
    };
    T::try_from(number)
        .map(Some)
        .map_err(|_| de::Error::invalid_value(de::Unexpected::Other("number"), &Whole))
}

struct Whole;

impl Visitor<'_> for Whole {
    type Value = Option<i128>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number.into()))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        // 41.0 is a whole number too; beyond this bound neighbours are no longer told apart.
        const BOUND: f64 = 9_007_199_254_740_992.0;
        if number.fract() == 0.0 && number.abs() < BOUND {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "whole, and within its bound"
            )]
            return Ok(Some(number as i128));
        }
        Err(E::invalid_value(de::Unexpected::Other("number"), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        text.trim()
            .parse()
            .map(Some)
            .map_err(|_| E::invalid_value(de::Unexpected::Other("text"), &self))
    }
}

/// Reads a list of text, one text, or `null` as a list.
pub(super) fn text_list<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<String>, D::Error> {
    deserializer.deserialize_any(TextList)
}

/// Reads a list of text, or one text, as a list to set, and `null` as clearing.
pub(super) fn text_list_change<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Change<Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    struct List(#[serde(deserialize_with = "text_list")] Vec<String>);

    let list = Option::<List>::deserialize(deserializer)?;
    Ok(Change::set_or_clear(list.map(|List(list)| list)))
}

struct TextList;

impl<'de> Visitor<'de> for TextList {
    type Value = Vec<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of text or one text")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(vec![text.to_owned()])
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(list)
    }
}

/// Reads text by a function, without keeping the text and with an error that does not repeat it.
pub(super) fn parsed<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Parsed { expected, parse })
}

/// As [`parsed`]; `null` is `None`.
fn optional<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_option(Optional(Parsed { expected, parse }))
}

struct Parsed<T> {
    expected: &'static str,
    parse: fn(&str) -> Option<T>,
}

impl<T> Visitor<'_> for Parsed<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.parse)(text)
            .ok_or_else(|| E::invalid_value(de::Unexpected::Other("text"), &self.expected))
    }
}

struct Optional<T>(Parsed<T>);

impl<'de, T> Visitor<'de> for Optional<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self.0).map(Some)
    }
}

const TIME: &str = "an RFC 3339 time";
const DATE: &str = "a date YYYY-MM-DD";

/// Reads an RFC 3339 time.
pub(super) fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    parsed(deserializer, TIME, timestamp)
}

/// Reads an optional RFC 3339 time.
pub(super) fn optional_time<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    optional(deserializer, TIME, timestamp)
}

/// Reads an optional calendar date, `YYYY-MM-DD`. A date-time is read by its date as written, never shifted.
pub(super) fn optional_date<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Date>, D::Error> {
    optional(deserializer, DATE, |text| {
        let date = text.split_once('T').map_or(text, |(date, _)| date);
        plain_date(date.as_bytes()).or_else(|| date.parse().ok())
    })
}

/// Nearly every time comes as `YYYY-MM-DDTHH:MM:SS[.fraction]Z`, which is read here; any other form is read by the library.
fn timestamp(text: &str) -> Option<Timestamp> {
    plain_time(text.as_bytes()).or_else(|| text.parse().ok())
}

fn plain_time(text: &[u8]) -> Option<Timestamp> {
    let (date, rest) = text.split_at_checked(10)?;
    let [
        b'T',
        h1,
        h2,
        b':',
        m1,
        m2,
        b':',
        s1,
        s2,
        fraction @ ..,
        b'Z',
    ] = rest
    else {
        return None;
    };
    let nanosecond = match fraction {
        [] => 0,
        [b'.', digits @ ..] if (1..=9).contains(&digits.len()) => {
            let scale = 10_i32.pow(9 - u32::try_from(digits.len()).ok()?);
            number::<i32>(digits)? * scale
        }
        _ => return None,
    };
    let moment = plain_date(date)?.to_datetime(
        Time::new(
            number(&[*h1, *h2])?,
            number(&[*m1, *m2])?,
            number(&[*s1, *s2])?,
            nanosecond,
        )
        .ok()?,
    );
    Offset::UTC.to_timestamp(moment).ok()
}

fn plain_date(text: &[u8]) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    Date::new(
        number(&[*y1, *y2, *y3, *y4])?,
        number(&[*m1, *m2])?,
        number(&[*d1, *d2])?,
    )
    .ok()
}

/// The number that at most nine digits write.
fn number<T: TryFrom<i32>>(digits: &[u8]) -> Option<T> {
    let mut number = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i32::from(digit - b'0');
    }
    T::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Loose {
        #[serde(default, deserialize_with = "super::loose_text")]
        text: Option<String>,
        #[serde(default, deserialize_with = "super::text_list")]
        list: Vec<String>,
        #[serde(default, deserialize_with = "super::optional_date")]
        date: Option<jiff::civil::Date>,
        #[serde(default, deserialize_with = "super::optional_whole")]
        whole: Option<u64>,
    }

    fn read(json: &str) -> Result<Loose, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn undeclared_types_are_read_as_text() {
        assert_eq!(
            read(r#"{"text": 6000}"#).unwrap().text.as_deref(),
            Some("6000")
        );
        assert_eq!(
            read(r#"{"text": -1.5}"#).unwrap().text.as_deref(),
            Some("-1.5")
        );
        assert_eq!(
            read(r#"{"text": "a\u00f1o"}"#).unwrap().text.as_deref(),
            Some("año")
        );
        assert_eq!(read(r#"{"text": null}"#).unwrap().text, None);
        assert_eq!(read("{}").unwrap().text, None);
        assert!(read(r#"{"text": []}"#).is_err());
    }

    #[test]
    fn a_number_read_as_text_keeps_its_digits() {
        for digits in ["01234567890123456789012", "1.50", "12345678901234567890123"] {
            let text = format!(r#"{{"text": {digits}}}"#);
            match read(&text) {
                Ok(read) => assert_eq!(read.text.as_deref(), Some(digits)),
                Err(_) => assert!(digits.starts_with('0'), "{digits}"),
            }
        }
    }

    #[test]
    fn a_whole_number_comes_as_number_or_text() {
        let whole = |json: &str| {
            let read = read(&format!(r#"{{"whole": {json}}}"#));
            read.map(|read| read.whole)
                .map_err(|fault| fault.to_string())
        };
        for (json, number) in [
            ("41", Some(41)),
            ("41.0", Some(41)),
            (r#""41""#, Some(41)),
            (r#"" 41 ""#, Some(41)),
            ("null", None),
        ] {
            assert_eq!(whole(json), Ok(number), "{json}");
        }
        for json in [
            "41.5",
            "-1",
            "1e30",
            r#""41.5""#,
            r#""""#,
            r#""a""#,
            "true",
            "[]",
            "{}",
        ] {
            let fault = whole(json).unwrap_err();
            assert!(fault.contains("a whole number"), "{fault}");
        }
    }

    #[test]
    fn a_list_comes_in_three_forms() {
        assert_eq!(
            read(r#"{"list": ["MX", "US"]}"#).unwrap().list,
            ["MX", "US"]
        );
        assert_eq!(read(r#"{"list": "MX"}"#).unwrap().list, ["MX"]);
        assert!(read(r#"{"list": null}"#).unwrap().list.is_empty());
        assert!(read(r#"{"list": 7}"#).is_err());
    }

    proptest! {
        #[test]
        fn a_time_of_the_usual_form_is_read_as_the_library_reads_it(
            text in "(19|20)[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,10})?(Z|[+-]06:00)?"
        ) {
            prop_assert_eq!(super::timestamp(&text), text.parse().ok());
            prop_assert!(super::plain_time(text.as_bytes()).is_none_or(|time| text.parse().ok() == Some(time)));
        }
    }

    #[test]
    fn a_date_is_never_shifted() {
        let date = read(r#"{"date": "1985-01-01T00:00:00+06:00"}"#)
            .unwrap()
            .date;
        assert_eq!(date.unwrap().to_string(), "1985-01-01");
        assert!(read(r#"{"date": "1985-13-01"}"#).is_err());
    }
}
