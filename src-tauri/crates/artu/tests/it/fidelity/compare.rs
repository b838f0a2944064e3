//! When two JSON values say the same.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::strategy::Side;

/// Whether everything that the server said is in what was kept of it. A `null` says nothing, nor does an empty list of
/// nationalities; times are equal as instants; a number may be kept as text.
pub(crate) fn kept_whole(sent: &Value, kept: &Value) -> bool {
    match (sent, kept) {
        (Value::Null, _) => true,
        (Value::Object(sent), Value::Object(kept)) => sent.iter().all(|(name, value)| {
            value.is_null()
                || (name == "nationalities" && *value == Value::Array(Vec::new()))
                || kept.get(name).is_some_and(|kept| kept_whole(value, kept))
        }),
        (Value::Array(sent), Value::Array(kept)) => {
            sent.len() == kept.len() && sent.iter().zip(kept).all(|(s, k)| kept_whole(s, k))
        }
        // One nationality may come as text and is read as a list.
        (Value::String(_), Value::Array(kept)) => kept.as_slice() == std::slice::from_ref(sent),
        (Value::String(sent), Value::String(kept)) => sent == kept || same_instant(sent, kept),
        (Value::Number(sent), Value::String(kept)) => kept
            .parse::<serde_json::Number>()
            .is_ok_and(|kept| *sent == kept || sent.as_f64() == kept.as_f64()),
        _ => sent == kept,
    }
}

fn same_instant(one: &str, other: &str) -> bool {
    match (one.parse::<Timestamp>(), other.parse::<Timestamp>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// A body in the form in which it is sent: times in UTC, one nationality as a list of one. In a request, an empty filter,
/// sort or list of nationalities is the same as none.
pub(crate) fn as_sent(body: &Value, side: Side) -> Value {
    match body {
        Value::String(text) => match text.parse::<Timestamp>() {
            Ok(time) => Value::from(time.to_string()),
            Err(_) => body.clone(),
        },
        Value::Array(items) => items.iter().map(|item| as_sent(item, side)).collect(),
        Value::Object(members) => Value::Object(members_as_sent(members, side)),
        other => other.clone(),
    }
}

fn members_as_sent(members: &Map<String, Value>, side: Side) -> Map<String, Value> {
    let mut sent = Map::new();
    for (name, value) in members {
        let mut value = as_sent(value, side);
        if name == "nationalities" && value.is_string() {
            value = Value::Array(vec![value]);
        }
        let empty = match &value {
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => false,
        };
        let says_nothing = matches!(name.as_str(), "nationalities" | "filter" | "sort");
        if !(empty && says_nothing && side == Side::Request) {
            sent.insert(name.clone(), value);
        }
    }
    sent
}
