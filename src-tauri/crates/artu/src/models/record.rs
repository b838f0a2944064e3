//! Records with the verbatim JSON kept beside what was understood of it.

use std::fmt;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;
use serde_path_to_error::Segment;

use super::DecodeError;

/// What JSON takes for blank.
const BLANKS: [char; 4] = [' ', '\t', '\r', '\n'];

/// Most faults of optional members that are set aside before a record counts as unreadable.
const MOST_FAULTS: usize = 32;

/// A record as the server gave it, and what was understood of it. Serialises as the verbatim JSON.
#[derive(Clone)]
pub struct Record<T> {
    /// The verbatim JSON of the server.
    text: Box<str>,
    /// What was understood.
    pub value: T,
    /// Optional members (or list items) that were not of their form. They are absent from `value` and present in the
    /// verbatim JSON. Places count list items without those set aside before.
    pub malformed: Vec<DecodeError>,
    /// The server's clock when it answered, from its `Date` header; `None` for a record that was decoded from elsewhere.
    pub received: Option<Timestamp>,
}

impl<T: DeserializeOwned> Record<T> {
    /// Decodes verbatim JSON. A malformed optional member is set aside; a malformed required one is an error.
    pub fn decode(raw: Box<RawValue>) -> Result<Self, DecodeError> {
        Self::of_text(raw.into())
    }

    /// Decodes JSON text, as it was kept from [`Record::raw_text`].
    pub fn parse(text: &str) -> Result<Self, DecodeError> {
        Self::of_text(text.trim_matches(BLANKS).into())
    }

    fn of_text(text: Box<str>) -> Result<Self, DecodeError> {
        let (value, malformed) = decode_tolerantly(&text)?;
        Ok(Self {
            text,
            value,
            malformed,
            received: None,
        })
    }
}

impl<T> Record<T> {
    /// The verbatim JSON text.
    pub fn raw_text(&self) -> &str {
        &self.text
    }

    pub(crate) fn received_at(mut self, time: Option<Timestamp>) -> Self {
        self.received = time;
        self
    }
}

impl<T> Serialize for Record<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        verbatim(&self.text, serializer)
    }
}

/// Writes text as the JSON it is, or as text where it is none.
fn verbatim<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match syntax(text) {
        Ok(raw) => raw.serialize(serializer),
        Err(_) => serializer.serialize_str(text),
    }
}

impl<T: fmt::Debug> fmt::Debug for Record<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Record")
            .field("value", &self.value)
            .field("malformed", &self.malformed)
            .finish_non_exhaustive()
    }
}

/// One item of a page, not decoded yet, so that a bad one does not spoil its neighbours and a page costs little until it is
/// needed. Serialises as the verbatim JSON, or as text where the item is no JSON.
#[derive(Clone)]
pub struct RawRecord {
    text: Box<str>,
    is_utf8: bool,
}

impl RawRecord {
    /// Takes JSON text as a record; only the syntax is looked at.
    pub fn parse(text: &str) -> Result<Self, DecodeError> {
        Ok(Self::from(syntax(text)?.to_owned()))
    }

    /// Takes an item of a page, whatever it is. Bytes that are not UTF-8 become U+FFFD in a damaged record.
    pub(crate) fn of_item(item: &[u8]) -> Self {
        match str::from_utf8(item) {
            Ok(text) => Self {
                text: text.into(),
                is_utf8: true,
            },
            Err(_) => Self {
                text: String::from_utf8_lossy(item).into(),
                is_utf8: false,
            },
        }
    }

    /// The verbatim JSON text; of a damaged record, what is left of its text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why the item is no JSON at all, if so: [`RawRecord::decode`] refuses it with this. Reads the whole text.
    pub fn damage(&self) -> Option<DecodeError> {
        if self.is_utf8 {
            syntax(&self.text).err()
        } else {
            Some(not_utf8())
        }
    }

    /// The member `id` if it is text, whatever the rest looks like.
    pub fn id(&self) -> Option<String> {
        #[derive(Deserialize)]
        struct Peek {
            id: Option<Value>,
        }
        match serde_json::from_str::<Peek>(&self.text).ok()?.id? {
            Value::String(id) => Some(id),
            _ => None,
        }
    }

    /// Decodes the record; see [`Record::decode`].
    pub fn decode<T: DeserializeOwned>(self) -> Result<Record<T>, DecodeError> {
        if self.is_utf8 {
            Record::of_text(self.text)
        } else {
            Err(not_utf8())
        }
    }
}

impl From<Box<RawValue>> for RawRecord {
    fn from(raw: Box<RawValue>) -> Self {
        Self {
            text: raw.into(),
            is_utf8: true,
        }
    }
}

impl Serialize for RawRecord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_utf8 {
            verbatim(&self.text, serializer)
        } else {
            serializer.serialize_str(&self.text)
        }
    }
}

impl<'de> Deserialize<'de> for RawRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Self::from)
    }
}

impl fmt::Debug for RawRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRecord")
            .field("bytes", &self.text().len())
            .field("damage", &self.damage())
            .finish()
    }
}

/// The text as the JSON it is.
fn syntax(text: &str) -> Result<&RawValue, DecodeError> {
    serde_json::from_str(text)
        .map_err(|error| DecodeError::of_record(&super::decode_error::reason(&error)))
}

fn not_utf8() -> DecodeError {
    DecodeError::of_record("the text is not UTF-8")
}

/// Decodes strictly first; only when that fails is the JSON taken apart, and members that fail are taken out one by one.
fn decode_tolerantly<T: DeserializeOwned>(
    text: &str,
) -> Result<(T, Vec<DecodeError>), DecodeError> {
    if let Ok(value) = serde_json::from_str(text) {
        return Ok((value, Vec::new()));
    }
    // Only a record that failed pays for knowing where.
    syntax(text)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let mut error = match serde_path_to_error::deserialize(&mut deserializer) {
        Ok(value) => return Ok((value, Vec::new())),
        Err(error) => error,
    };
    let Ok(mut tree) = serde_json::from_str::<Value>(text) else {
        return Err(DecodeError::from_path(&error));
    };
    let mut malformed = Vec::new();
    while malformed.len() < MOST_FAULTS {
        let fault = DecodeError::from_path(&error);
        if !take_out(&mut tree, error.path()) {
            // A required member was taken out just before: that fault is the cause.
            return Err(malformed.pop().unwrap_or(fault));
        }
        malformed.push(fault);
        error = match serde_path_to_error::deserialize(&tree) {
            Ok(value) => return Ok((value, malformed)),
            Err(error) => error,
        };
    }
    Err(DecodeError::of_record("too many malformed members"))
}

/// Takes the member or item at the path out of the tree; says whether there was one.
fn take_out(tree: &mut Value, path: &serde_path_to_error::Path) -> bool {
    let mut segments: Vec<&Segment> = path
        .iter()
        .take_while(|segment| matches!(segment, Segment::Map { .. } | Segment::Seq { .. }))
        .collect();
    let Some(last) = segments.pop() else {
        return false;
    };
    let mut place = tree;
    for segment in segments {
        let next = match segment {
            Segment::Map { key } => place.get_mut(key),
            Segment::Seq { index } => place.get_mut(*index),
            _ => None,
        };
        let Some(next) = next else { return false };
        place = next;
    }
    match (last, place) {
        (Segment::Map { key }, Value::Object(members)) => members.shift_remove(key).is_some(),
        (Segment::Seq { index }, Value::Array(items)) if *index < items.len() => {
            items.remove(*index);
            true
        }
        _ => false,
    }
}
