//! The component schemas of the contract file.

use serde_json::{Map, Value};

use crate::contract_file::CONTRACT;

/// Every component schema by name.
pub(super) fn schemas() -> &'static Map<String, Value> {
    CONTRACT["components"]["schemas"]
        .as_object()
        .expect("the contract has schemas")
}

/// The schema of a name, or of a JSON pointer into the contract.
pub(super) fn schema(name: &str) -> &'static Value {
    let found = if name.starts_with('/') {
        CONTRACT.pointer(name)
    } else {
        schemas().get(name)
    };
    found.unwrap_or_else(|| panic!("the contract has no schema {name}"))
}

/// The name that a schema refers to, if it is a reference.
pub(super) fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"]
        .as_str()
        .map(|path| path.rsplit_once('/').map_or(path, |(_, name)| name))
}

/// Named members of an object schema, those of `allOf` parts included, and which of them are required.
pub(super) fn members(
    schema: &'static Value,
) -> (Vec<(&'static str, &'static Value)>, Vec<&'static str>) {
    if let Some(name) = reference(schema) {
        return members(self::schema(name));
    }
    let named = schema["properties"].as_object().into_iter().flatten();
    let mut all: Vec<_> = named
        .map(|(name, schema)| (name.as_str(), schema))
        .collect();
    let required = schema["required"].as_array().into_iter().flatten();
    let mut required: Vec<_> = required.filter_map(Value::as_str).collect();
    for part in schema["allOf"].as_array().into_iter().flatten() {
        let (more, needed) = members(part);
        all.extend(more);
        required.extend(needed);
    }
    (all, required)
}

/// Members that a schema names, at any depth, and a value lacks; as places. The first item of a list stands for all.
pub(super) fn lacking(value: &Value, schema: &'static Value, place: &str, lacks: &mut Vec<String>) {
    let choices = schema["anyOf"].as_array().into_iter().flatten();
    for choice in choices.filter(|choice| reference(choice).is_some()) {
        lacking(value, choice, place, lacks);
    }
    for (name, schema) in members(schema).0 {
        let place = format!("{place}.{name}");
        match value.get(name) {
            None => lacks.push(place),
            Some(value) if value.is_object() => lacking(value, schema, &place, lacks),
            Some(Value::Array(items)) => match items.first() {
                None => lacks.push(place),
                Some(item) => lacking(item, &schema["items"], &place, lacks),
            },
            Some(_) => {}
        }
    }
}
