//! Checks an input against a schema of the contract: the keywords that the contract uses for inputs, no others.

use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::resolve;
use crate::http::error::Issue;

/// Adds what is wrong with a value; `path` leads to it and comes back as it was.
pub(crate) fn check(
    schema: &'static Value,
    value: &Value,
    path: &mut Vec<String>,
    issues: &mut Vec<Issue>,
) {
    let schema = resolve(schema);
    if let Some(options) = schema["anyOf"].as_array() {
        check_options(options, value, path, issues);
    }
    if let Some(message) = wrong_type(schema, value).or_else(|| wrong_word(schema, value)) {
        issues.push(Issue::at(path, message));
        return;
    }
    match value {
        Value::String(text) => {
            if let Some(message) = wrong_text(schema, text) {
                issues.push(Issue::at(path, message));
            }
        }
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            let low = schema["minimum"]
                .as_f64()
                .is_some_and(|least| number < least);
            let high = schema["maximum"].as_f64().is_some_and(|most| number > most);
            if low || high {
                issues.push(Issue::at(path, bounds(schema, "minimum", "maximum", "")));
            }
        }
        Value::Array(items) => {
            if outside(schema, "minItems", "maxItems", items.len()) {
                issues.push(Issue::at(
                    path,
                    bounds(schema, "minItems", "maxItems", " items"),
                ));
            }
            if let Some(item) = schema.get("items") {
                for (index, one) in items.iter().enumerate() {
                    path.push(index.to_string());
                    check(item, one, path, issues);
                    path.pop();
                }
            }
        }
        Value::Object(members) => {
            for name in schema["required"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
            {
                if !members.contains_key(name) {
                    path.push(name.to_owned());
                    issues.push(Issue::at(path, "Required"));
                    path.pop();
                }
            }
            for (name, property) in schema["properties"].as_object().into_iter().flatten() {
                if let Some(one) = members.get(name) {
                    path.push(name.clone());
                    check(property, one, path, issues);
                    path.pop();
                }
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

/// A whole number that is not negative, also when it is written with a fraction of zero; too large ones
/// are the largest.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of a float saturates, which is what is meant"
)]
pub(crate) fn whole(value: &Value) -> Option<usize> {
    let number = value.as_f64()?;
    (number >= 0.0 && number.fract() == 0.0).then_some(number as usize)
}

/// Milliseconds since the epoch of a date-time in the form of RFC 3339, year 1 on.
pub(crate) fn instant_of(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let digits = |from: usize, to: usize| {
        bytes
            .get(from..to)
            .is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let shape = digits(0, 4)
        && digits(5, 7)
        && digits(8, 10)
        && digits(11, 13)
        && digits(14, 16)
        && digits(17, 19);
    let marks = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
    let zone = text.ends_with(['Z', 'z'])
        || bytes.len() >= 25
            && matches!(bytes[bytes.len() - 6], b'+' | b'-')
            && bytes[bytes.len() - 3] == b':';
    let right = shape
        && zone
        && marks.iter().all(|(place, mark)| bytes[*place] == *mark)
        && matches!(bytes[10], b'T' | b't')
        && date_of(text.get(..10)?);
    Timestamp::from_str(text)
        .ok()
        .filter(|_| right)
        .map(Timestamp::as_millisecond)
}

fn date_of(text: &str) -> bool {
    text.len() == 10 && Date::from_str(text).is_ok_and(|day| day.year() >= 1)
}

fn check_options(
    options: &'static [Value],
    value: &Value,
    path: &mut Vec<String>,
    issues: &mut Vec<Issue>,
) {
    let mut nearest: Option<Vec<Issue>> = None;
    for option in options {
        let mut found = Vec::new();
        check(option, value, path, &mut found);
        if found.is_empty() {
            return;
        }
        let fits = wrong_type(resolve(option), value).is_none();
        if fits || nearest.is_none() {
            nearest = Some(found);
        }
    }
    issues.extend(nearest.unwrap_or_default());
}

fn wrong_type(schema: &Value, value: &Value) -> Option<String> {
    let fits = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        _ => true,
    };
    let (right, wanted) = match &schema["type"] {
        Value::String(kind) => (fits(kind), kind.clone()),
        Value::Array(kinds) => {
            let kinds: Vec<&str> = kinds.iter().filter_map(Value::as_str).collect();
            (kinds.iter().any(|kind| fits(kind)), kinds.join(" or "))
        }
        _ => return None,
    };
    (!right).then(|| format!("Expected {wanted}"))
}

fn wrong_word(schema: &Value, value: &Value) -> Option<String> {
    if schema.get("const").is_some_and(|one| one != value) {
        return Some(format!("Expected {}", schema["const"]));
    }
    let words = schema["enum"].as_array()?;
    (!words.contains(value)).then(|| format!("Expected one of {}", schema["enum"]))
}

fn wrong_text(schema: &Value, text: &str) -> Option<String> {
    if outside(schema, "minLength", "maxLength", text.chars().count()) {
        return Some(bounds(schema, "minLength", "maxLength", " characters"));
    }
    let right = match schema["format"].as_str() {
        Some("uuid") => text.len() == 36 && uuid::Uuid::try_parse(text).is_ok(),
        Some("date") => date_of(text),
        Some("date-time") => instant_of(text).is_some(),
        _ => true,
    };
    if !right {
        return Some(format!(
            "Expected {}",
            schema["format"].as_str().unwrap_or_default()
        ));
    }
    // The only pattern of an input.
    let colour = schema.get("pattern").is_none_or(|_| {
        text.len() == 7
            && text.starts_with('#')
            && text[1..].bytes().all(|one| one.is_ascii_hexdigit())
    });
    (!colour).then(|| "Expected # and six hexadecimal digits".to_owned())
}

fn outside(schema: &Value, least: &str, most: &str, size: usize) -> bool {
    let bound = |name: &str| {
        schema[name]
            .as_u64()
            .and_then(|one| usize::try_from(one).ok())
    };
    bound(least).is_some_and(|least| size < least) || bound(most).is_some_and(|most| size > most)
}

fn bounds(schema: &Value, least: &str, most: &str, unit: &str) -> String {
    match (schema.get(least), schema.get(most)) {
        (Some(least), Some(most)) => format!("Expected {least} to {most}{unit}"),
        (Some(least), None) => format!("Expected at least {least}{unit}"),
        (None, most) => format!("Expected at most {}{unit}", most.unwrap_or(&Value::Null)),
    }
}
