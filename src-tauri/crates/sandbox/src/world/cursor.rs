//! The opaque cursor: where a list goes on, whatever was written meanwhile.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Order, Slot};

/// A place in an order: the key of the last client given, and its slot for equal keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Position {
    /// Milliseconds for orders by time, else 0.
    pub(crate) time: i64,
    /// Text for orders by text, else empty.
    pub(crate) text: String,
    pub(crate) slot: Slot,
}

/// What a cursor holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    pub(crate) order: Order,
    pub(crate) descending: bool,
    /// None means the start of the list.
    pub(crate) after: Option<Position>,
    /// Tells apart cursors to the same place.
    pub(crate) lap: u32,
}

impl Cursor {
    /// The cursor as callers see it.
    pub(crate) fn encode(&self) -> String {
        to_hexadecimal(self)
    }

    /// Reads a cursor that a caller sent back; none when it is not one.
    pub(crate) fn decode(text: &str) -> Option<Self> {
        from_hexadecimal(text)
    }
}

/// A value as text that gives nothing away at a glance.
pub(super) fn to_hexadecimal(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).unwrap_or_default();
    text.bytes()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|half| char::from_digit(half.into(), 16))
        .collect()
}

/// What [`to_hexadecimal`] wrote; none when it is something else.
pub(super) fn from_hexadecimal<T: DeserializeOwned>(text: &str) -> Option<T> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    let bytes: Option<Vec<u8>> = (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok())
        .collect();
    serde_json::from_slice(&bytes?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let after = Some(Position {
            time: 5,
            text: "ñ".to_owned(),
            slot: 3,
        });
        let cursor = Cursor {
            order: Order::Name,
            descending: true,
            after,
            lap: 2,
        };
        assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        assert_eq!(Cursor::decode("zz"), None);
        assert_eq!(Cursor::decode("é"), None);
        assert_eq!(Cursor::decode("7b7d"), None);
    }
}
