//! Taking JSON apart by its brackets alone.
//!
//! What stands between the brackets is not looked at, so that text that is no JSON costs only the item it stands in.
//! Nothing here recurses, so that no depth overflows the stack, and no value is copied.

use std::ops::Range;

use crate::error::Error;
use crate::models::shown_name;

/// What is wrong with a frame.
pub(crate) type Reason = &'static str;

const CUT: Reason = "the JSON is cut short";

/// The parts of one JSON object or list, each by its place in the bytes.
pub(crate) enum Outline {
    /// The members of an object, in order.
    Object(Vec<Member>),
    /// The items of a list, in order.
    List(Vec<Range<usize>>),
    /// It has an end and nothing after it, but no parts, and this is why.
    Broken(Reason),
}

/// A member of an object.
pub(crate) struct Member {
    /// Its name; empty where that is no text.
    pub(crate) name: String,
    /// Its value.
    pub(crate) value: Range<usize>,
    /// The items of its value, where that is a list.
    items: Option<Vec<Range<usize>>>,
}

impl Member {
    /// The items of the value, in the same bytes.
    pub(crate) fn items<'a>(
        &self,
        bytes: &'a [u8],
    ) -> Result<impl Iterator<Item = &'a [u8]>, Reason> {
        match &self.items {
            Some(items) => Ok(items.iter().map(|item| &bytes[item.clone()])),
            // Reading it alone tells why there are none.
            None => Err(items(&bytes[self.value.clone()]).err().unwrap_or(CUT)),
        }
    }
}

/// Finds the parts of bytes that are one object or list with an end and nothing after it, in one pass. The fault says where
/// the text stops.
pub(crate) fn outline(bytes: &[u8]) -> Result<Outline, Error> {
    let mut scan = Scan { bytes, at: 0 };
    let parts = match scan.next() {
        None => return Err(Error::protocol(".", "the answer is empty")),
        Some(b'{') => scan.members().map(Outline::Object),
        Some(b'[') => scan.items().map(Outline::List),
        Some(_) => {
            return Err(Error::protocol(
                ".",
                "the answer is neither an object nor a list",
            ));
        }
    };
    match parts.and_then(|parts| scan.end().map(|()| parts)) {
        Ok(parts) => Ok(parts),
        Err(reason) => {
            whole(bytes)?;
            Ok(Outline::Broken(reason))
        }
    }
}

/// Looks that the bytes have an end and nothing after it.
fn whole(bytes: &[u8]) -> Result<(), Error> {
    let mut scan = Scan { bytes, at: 0 };
    scan.value()
        .map_err(|reason| Error::protocol(stop(bytes), reason))?;
    scan.end().map_err(|reason| Error::protocol(".", reason))
}

/// The items of a list, in order, as their bytes.
pub(crate) fn items(bytes: &[u8]) -> Result<Vec<&[u8]>, Reason> {
    let mut scan = Scan { bytes, at: 0 };
    let items = scan.items()?;
    scan.end()?;
    Ok(items.into_iter().map(|item| &bytes[item]).collect())
}

/// Where a text that has no end stops, as `data[17]`.
fn stop(bytes: &[u8]) -> String {
    let mut scan = Scan { bytes, at: 0 };
    let mut place = String::new();
    if scan.open(b'{').is_ok() {
        let mut first = true;
        while let Ok(Some(name)) = scan.name(first) {
            first = false;
            let rest = &bytes[scan.at..];
            if scan.value().is_err() {
                place = format!("{}{}", shown_name(&name), stop_in_list(rest));
                break;
            }
        }
    } else {
        place = stop_in_list(bytes);
    }
    if place.is_empty() {
        place.push('.');
    }
    place
}

fn stop_in_list(bytes: &[u8]) -> String {
    let mut scan = Scan { bytes, at: 0 };
    if scan.open(b'[').is_err() {
        return String::new();
    }
    let mut index = 0_usize;
    while scan.more(b']', index == 0) == Ok(true) && scan.value().is_ok() {
        index += 1;
    }
    format!("[{index}]")
}

/// A place in the bytes.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    /// The next byte that is not blank.
    fn next(&mut self) -> Option<u8> {
        while let Some(byte) = self.bytes.get(self.at) {
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Some(*byte);
            }
            self.at += 1;
        }
        None
    }

    fn open(&mut self, bracket: u8) -> Result<(), Reason> {
        if self.next() != Some(bracket) {
            return Err(if bracket == b'{' {
                "expected an object"
            } else {
                "expected a list"
            });
        }
        self.at += 1;
        Ok(())
    }

    /// Steps over the comma or the closing bracket; says whether a value follows.
    fn more(&mut self, close: u8, first: bool) -> Result<bool, Reason> {
        match self.next() {
            None => return Err(CUT),
            Some(byte) if byte == close => {
                self.at += 1;
                return Ok(false);
            }
            Some(_) if first => {}
            Some(b',') => self.at += 1,
            Some(_) => return Err("a comma is missing"),
        }
        Ok(true)
    }

    /// The name of the next member, up to its colon. A name that is no text reads as the empty name.
    fn name(&mut self, first: bool) -> Result<Option<String>, Reason> {
        if !self.more(b'}', first)? {
            return Ok(None);
        }
        if self.next() != Some(b'"') {
            return Err("the name of a member is missing");
        }
        let name = self.value()?;
        let name = serde_json::from_slice(&self.bytes[name]).unwrap_or_default();
        if self.next() != Some(b':') {
            return Err("a colon is missing");
        }
        self.at += 1;
        Ok(Some(name))
    }

    /// The next value, which is an object, in its members.
    fn members(&mut self) -> Result<Vec<Member>, Reason> {
        let mut members = Vec::new();
        self.open(b'{')?;
        while let Some(name) = self.name(members.is_empty())? {
            let start = self.at;
            let items = match self.next() {
                Some(b'[') => self.items().ok(),
                _ => None,
            };
            let value = if items.is_some() {
                start..self.at
            } else {
                self.at = start;
                self.value()?
            };
            members.push(Member { name, value, items });
        }
        Ok(members)
    }

    /// The next value, which is a list, in its items.
    fn items(&mut self) -> Result<Vec<Range<usize>>, Reason> {
        let mut items = Vec::new();
        self.open(b'[')?;
        while self.more(b']', items.is_empty())? {
            items.push(self.value()?);
        }
        Ok(items)
    }

    /// The next value.
    fn value(&mut self) -> Result<Range<usize>, Reason> {
        let first = self.next().ok_or(CUT)?;
        let start = self.at;
        match first {
            b'"' => self.skip_text()?,
            b'{' | b'[' => self.skip_nest()?,
            _ => self.skip_word(),
        }
        if self.at == start {
            return Err("a value is missing");
        }
        Ok(start..self.at)
    }

    fn skip_text(&mut self) -> Result<(), Reason> {
        self.at += 1;
        loop {
            match self.bytes.get(self.at).ok_or(CUT)? {
                b'"' => break,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Ok(())
    }

    /// Steps over everything up to the bracket that closes this one. Whether the two are of a kind is for the reader of
    /// the value to see.
    fn skip_nest(&mut self) -> Result<(), Reason> {
        let mut depth = 0_usize;
        loop {
            match self.bytes.get(self.at).ok_or(CUT)? {
                b'"' => {
                    self.skip_text()?;
                    continue;
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return Ok(());
            }
        }
    }

    fn skip_word(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            if byte.is_ascii_whitespace() || matches!(byte, b',' | b':' | b']' | b'}') {
                break;
            }
            self.at += 1;
        }
    }

    fn end(&mut self) -> Result<(), Reason> {
        match self.next() {
            None => Ok(()),
            Some(_) => Err("something follows the JSON"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::{Outline, items, outline, stop};

    fn members(bytes: &[u8]) -> Result<Vec<(String, &[u8])>, String> {
        match outline(bytes) {
            Ok(Outline::Object(members)) => Ok(members
                .into_iter()
                .map(|member| (member.name, &bytes[member.value]))
                .collect()),
            Ok(Outline::List(_)) => Err("a list".to_owned()),
            Ok(Outline::Broken(reason)) => Err(reason.to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }

    #[test]
    fn a_text_without_end_tells_where_it_stops() {
        let cases = [
            ("{", "."),
            ("{\"data\": [", "data[0]"),
            ("{\"data\": [{\"id\": 1}, {\"i", "data[1]"),
            ("{\"data\": [1, 2", "data[2]"),
            ("{\"data\": [1], \"pagination\": {\"has", "pagination"),
            ("{\"data\": [1], \"pagi", "."),
            ("[[1], [2], [", "[2]"),
            ("{\"Persona Secreta\": [", "…[0]"),
        ];
        for (text, place) in cases {
            assert_eq!(stop(text.as_bytes()), place, "{text}");
            assert!(outline(text.as_bytes()).is_err(), "{text}");
        }
        for text in ["", " ", "7", "null", "hello", "[] []", "{}x"] {
            assert!(outline(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_broken_item_does_not_reach_its_neighbours() {
        let text = b"[{\"a\": 1], {\"\xff\": \"\0\\\"]\"}, nonsense, {}]";
        let items = items(text).unwrap();
        assert_eq!(items.len(), 4);
        assert_eq!(items[2], b"nonsense");
        assert_eq!(items[3], b"{}");
        for broken in ["[1,]", "[,1]", "[1 2]", "[1", "{}", "[1]]"] {
            assert!(super::items(broken.as_bytes()).is_err(), "{broken}");
        }
        for broken in ["{\"a\"}", "{\"a\":}", "{a: 1}", "{\"a\": 1,}", "[]", "{}}"] {
            assert!(members(broken.as_bytes()).is_err(), "{broken}");
        }
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = [vec![b'['; 3_000_000], vec![b']'; 3_000_000]].concat();
        assert!(matches!(outline(&deep), Ok(Outline::List(_))));
        assert_eq!(items(&deep).unwrap().len(), 1);
        assert!(outline(&deep[..4_000_000]).is_err());
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::hash_map(any::<String>(), inner, 0..6)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn json_comes_apart_as_a_parser_would_take_it(value in json(), pretty: bool) {
            let text = if pretty { format!("{value:#}") } else { value.to_string() };
            match &value {
                Value::Array(list) => {
                    let parts = items(text.as_bytes()).unwrap();
                    prop_assert_eq!(parts.len(), list.len());
                    for (part, item) in parts.iter().zip(list) {
                        prop_assert_eq!(&serde_json::from_slice::<Value>(part).unwrap(), item);
                    }
                    prop_assert!(!matches!(outline(text.as_bytes()), Ok(Outline::Broken(_)) | Err(_)));
                }
                Value::Object(object) => {
                    let parts = members(text.as_bytes()).unwrap();
                    prop_assert_eq!(parts.len(), object.len());
                    for (name, part) in &parts {
                        prop_assert_eq!(&serde_json::from_slice::<Value>(part).unwrap(), &object[name]);
                    }
                    prop_assert!(!matches!(outline(text.as_bytes()), Ok(Outline::Broken(_)) | Err(_)));
                }
                _ => prop_assert!(outline(text.as_bytes()).is_err()),
            }
        }

        #[test]
        fn no_bytes_break_it(bytes in prop::collection::vec(prop_oneof![
            any::<u8>(),
            prop::sample::select(b"{}[]\",:\\ 1".to_vec()),
        ], 0..80)) {
            let _ = (outline(&bytes), items(&bytes));
        }

        #[test]
        fn no_beginning_of_json_passes_for_whole(value in json(), share in 0.0..1.0) {
            let text = Value::from(vec![value]).to_string();
            #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss, reason = "a place in a short text")]
            let cut = (text.len() as f64 * share) as usize;
            prop_assert!(outline(&text.as_bytes()[..cut]).is_err());
        }
    }
}
