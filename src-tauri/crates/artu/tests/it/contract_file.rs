//! The contract file, read: its operations, and samples of its schemas.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use crate::ID;

/// The whole file.
pub(crate) static CONTRACT: LazyLock<Value> =
    LazyLock::new(|| yaml_serde::from_str(include_str!("../../contract/openapi.yaml")).unwrap());

/// One operation of the contract.
#[derive(Debug, Clone)]
pub(crate) struct Contracted {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) mark: String,
    pub(crate) permission: Option<String>,
    pub(crate) request: Option<Value>,
    pub(crate) answer: Option<Value>,
}

/// Every operation by its `operationId`.
pub(crate) fn operations() -> BTreeMap<String, Contracted> {
    let mut found = BTreeMap::new();
    for (path, methods) in CONTRACT["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let Some(id) = operation["operationId"].as_str() else {
                continue;
            };
            let schema = |place: &str| operation.pointer(place).cloned();
            let contracted = Contracted {
                method: method.to_uppercase(),
                path: path.clone(),
                mark: operation["x-source"].as_str().unwrap().to_owned(),
                permission: operation["x-permission"].as_str().map(str::to_owned),
                request: schema("/requestBody/content/application~1json/schema"),
                answer: schema("/responses/200/content/application~1json/schema"),
            };
            found.insert(id.to_owned(), contracted);
        }
    }
    found
}

/// Follows references to the schema itself.
pub(crate) fn resolve(schema: &Value) -> &Value {
    match schema["$ref"].as_str() {
        Some(place) => resolve(CONTRACT.pointer(place.trim_start_matches('#')).unwrap()),
        None => schema,
    }
}

/// A schema by its name.
pub(crate) fn schema(name: &str) -> &'static Value {
    &CONTRACT["components"]["schemas"][name]
}

/// A value of a schema with every member that it names; the first of several alternatives.
pub(crate) fn sample(schema: &Value) -> Value {
    let schema = resolve(schema);
    if let Some(fixed) = schema.get("const") {
        return fixed.clone();
    }
    if let Some(words) = schema["enum"].as_array() {
        return words[0].clone();
    }
    for alternatives in ["anyOf", "oneOf"] {
        if let Some(alternatives) = schema[alternatives].as_array() {
            return sample(&alternatives[0]);
        }
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let members = parts.iter().map(sample).flat_map(|part| match part {
            Value::Object(members) => members,
            _ => Map::new(),
        });
        return Value::Object(members.collect());
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds[0].as_str(),
        kind => kind.as_str(),
    };
    match kind {
        Some("object") => match schema["properties"].as_object() {
            Some(members) => Value::Object(
                members
                    .iter()
                    .map(|(name, schema)| (name.clone(), sample(schema)))
                    .collect(),
            ),
            None => json!({"own": "x"}),
        },
        Some("array") => json!([sample(&schema["items"])]),
        Some("integer" | "number") => json!(7),
        Some("boolean") => json!(false),
        Some("null") => Value::Null,
        _ => json!(text(schema)),
    }
}

fn text(schema: &Value) -> &'static str {
    match schema["format"].as_str() {
        Some("uuid") => ID,
        Some("date-time") => "2026-01-01T00:00:00Z",
        Some("date") => "2026-01-01",
        _ if schema["pattern"].is_string() => "#00ffa9",
        _ => "x",
    }
}
