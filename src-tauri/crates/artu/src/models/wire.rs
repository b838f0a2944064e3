//! How single members are read and written where the derived form is too strict.

use std::fmt;

use jiff::Timestamp;
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::Change;

/// Reads `null` as the default of the type.
pub(super) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Ok(Option::<T>::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads text, a number or a boolean as text: for members whose JSON type the reference does not show.
pub(super) fn loose_text<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    deserializer.deserialize_any(LooseText)
}

struct LooseText;

impl Visitor<'_> for LooseText {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or a number")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(text))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Some(flag.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
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

/// Reads an RFC 3339 time with an error that does not repeat the text.
pub(super) fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
    let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
    text.parse().map_err(|_| malformed("an RFC 3339 time"))
}

/// Reads an optional RFC 3339 time.
pub(super) fn optional_time<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    let Some(text) = Option::<std::borrow::Cow<'de, str>>::deserialize(deserializer)? else {
        return Ok(None);
    };
    text.parse()
        .map(Some)
        .map_err(|_| malformed("an RFC 3339 time"))
}

/// Reads an optional calendar date, `YYYY-MM-DD`. A date-time is read by its date as written, never shifted.
pub(super) fn optional_date<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<jiff::civil::Date>, D::Error> {
    let Some(text) = Option::<std::borrow::Cow<'de, str>>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let date = match text.split_once('T') {
        Some((date, _)) => date,
        None => text.as_ref(),
    };
    date.parse()
        .map(Some)
        .map_err(|_| malformed("a date YYYY-MM-DD"))
}

fn malformed<E: de::Error>(expected: &str) -> E {
    E::invalid_value(de::Unexpected::Other("text"), &expected)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Loose {
        #[serde(default, deserialize_with = "super::loose_text")]
        text: Option<String>,
        #[serde(default, deserialize_with = "super::text_list")]
        list: Vec<String>,
        #[serde(default, deserialize_with = "super::optional_date")]
        date: Option<jiff::civil::Date>,
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
    fn a_list_comes_in_three_forms() {
        assert_eq!(
            read(r#"{"list": ["MX", "US"]}"#).unwrap().list,
            ["MX", "US"]
        );
        assert_eq!(read(r#"{"list": "MX"}"#).unwrap().list, ["MX"]);
        assert!(read(r#"{"list": null}"#).unwrap().list.is_empty());
        assert!(read(r#"{"list": 7}"#).is_err());
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
