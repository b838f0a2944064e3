//! Why a record could not be read.

use serde_path_to_error::{Path, Segment};

use super::names::NAMES;

/// A member that is missing or not of its form. Carries the place and the kind of fault, never the value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct DecodeError {
    /// JSON path of the fault, as `addresses[1].createdAt`; `.` for the record itself.
    pub place: String,
    /// What is wrong, without the value.
    pub reason: String,
}

/// Members whose content is the organisation's own: names inside could be personal, so a place ends there.
const OPEN_MEMBERS: [&str; 5] = [
    "metadata",
    "fields",
    "riskAssessments",
    "actividadVulnerable",
    "cnbv",
];

impl DecodeError {
    /// A fault of the record itself.
    pub(crate) fn of_record(reason: &str) -> Self {
        Self {
            place: ".".to_owned(),
            reason: reason.to_owned(),
        }
    }

    /// A fault of a member as a whole.
    pub(crate) fn of_member(name: &str, error: &serde_json::Error) -> Self {
        Self {
            place: shown_name(name).to_owned(),
            reason: reason(error),
        }
    }

    /// The fault of a member that this stands below.
    pub(crate) fn below(self, name: &str) -> Self {
        let place = match self.place.as_str() {
            "." => name.to_owned(),
            list if list.starts_with('[') => format!("{name}{list}"),
            place => format!("{name}.{place}"),
        };
        Self { place, ..self }
    }

    pub(crate) fn from_path(error: &serde_path_to_error::Error<serde_json::Error>) -> Self {
        Self {
            place: place(error.path()),
            reason: reason(error.inner()),
        }
    }
}

/// A member's name if it is one of the API's own. Any other is the server's or the organisation's text.
pub(crate) fn shown_name(name: &str) -> &str {
    if NAMES.binary_search(&name).is_ok() {
        name
    } else {
        "…"
    }
}

fn place(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Map { key } => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(shown_name(key));
                if OPEN_MEMBERS.contains(&key.as_str()) {
                    break;
                }
            }
            Segment::Seq { index } => {
                text.push('[');
                text.push_str(&index.to_string());
                text.push(']');
            }
            Segment::Enum { .. } | Segment::Unknown => break,
        }
    }
    if text.is_empty() {
        text.push('.');
    }
    text
}

/// Says what is wrong in words that hold no part of the value: serde's own text repeats it.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let full = error.to_string();
    let text = full
        .rsplit_once(" at line ")
        .map_or(full.as_str(), |(head, _)| head);
    match error.classify() {
        serde_json::error::Category::Eof => return "the JSON is cut short".to_owned(),
        serde_json::error::Category::Syntax => return syntax(text).to_owned(),
        serde_json::error::Category::Io => return "the text could not be read".to_owned(),
        serde_json::error::Category::Data => {}
    }
    if text.starts_with("missing field `") || text.starts_with("duplicate field `") {
        return text.to_owned();
    }
    let expected = text
        .rsplit_once(", expected ")
        .map(|(_, expected)| expected);
    match (text.split_once(": "), expected) {
        (Some(("invalid type", found)), Some(expected)) => {
            format!("found {}, expected {expected}", kind_of(found))
        }
        (Some(("invalid value", _)), Some(expected)) => format!("expected {expected}"),
        _ => "not of the expected form".to_owned(),
    }
}

fn syntax(text: &str) -> &'static str {
    const FAULTS: [(&str, &str); 5] = [
        ("recursion limit", "nested too deeply"),
        ("number out of range", "a number is too large"),
        ("control character", "text with a control character"),
        ("lone leading surrogate", "text with half a character"),
        ("unexpected end of hex escape", "text with half a character"),
    ];
    FAULTS
        .iter()
        .find(|(start, _)| text.starts_with(start))
        .map_or("the text is not JSON", |(_, fault)| fault)
}

fn kind_of(found: &str) -> &'static str {
    const KINDS: [(&str, &str); 8] = [
        ("string", "text"),
        ("integer", "a number"),
        ("floating point", "a number"),
        ("boolean", "a boolean"),
        ("null", "null"),
        ("unit", "null"),
        ("map", "an object"),
        ("sequence", "a list"),
    ];
    KINDS
        .iter()
        .find(|(start, _)| found.starts_with(start))
        .map_or("another kind", |(_, kind)| kind)
}
