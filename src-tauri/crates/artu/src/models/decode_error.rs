//! Why a record could not be read.

use serde_path_to_error::{Path, Segment};

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

    pub(crate) fn from_path(error: &serde_path_to_error::Error<serde_json::Error>) -> Self {
        Self {
            place: place(error.path()),
            reason: reason(error.inner()),
        }
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
                text.push_str(key);
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
        serde_json::error::Category::Syntax => return "the text is not JSON".to_owned(),
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
