//! The contract itself, read once: where every operation lives and what its input must be.
//!
//! One thing is relaxed, and only this: the words of [`OPEN_WORDS`] that the reference does not list in full. The
//! population plants words of these kinds that no contract names yet, and a relationship type may be
//! written that the contract does not list, since the reference itself speaks of one (guarantor).

mod check;

use std::sync::LazyLock;

use axum::http::Method;
use serde_json::{Map, Value, json};

use super::error::{ApiError, Issue};

pub(super) use check::check;
pub(crate) use check::{instant_of, whole};

/// The record schemas that may hold words the contract does not list yet, and the kinds of word.
const OPEN_RECORDS: [&str; 5] = [
    "Client",
    "ClientSummary",
    "LinkedClient",
    "Address",
    "ContactMethod",
];

/// Kinds of word that a record may hold beyond the contract's lists.
const OPEN_WORDS: [&str; 4] = [
    "ClientType",
    "Scope",
    "RelationshipType",
    "ContactMethodType",
];

static CONTRACT: LazyLock<Value> = LazyLock::new(|| {
    let mut document =
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/contract.json")))
            .unwrap_or_default();
    relax(&mut document);
    document
});

/// Where an operation lives and what it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Path with its parameters in braces.
    pub(super) path: &'static str,
    method: &'static str,
    definition: &'static Value,
}

impl Shape {
    /// The operation with this id, if the contract has one.
    pub(super) fn of(id: &str) -> Option<Self> {
        CONTRACT["paths"]
            .as_object()?
            .iter()
            .find_map(|(path, methods)| {
                methods
                    .as_object()?
                    .iter()
                    .find_map(|(method, definition)| {
                        (definition["operationId"] == id).then_some(Self {
                            path,
                            method,
                            definition,
                        })
                    })
            })
    }

    /// The HTTP method.
    pub(super) fn method(&self) -> Method {
        Method::from_bytes(self.method.to_ascii_uppercase().as_bytes()).unwrap_or_default()
    }

    /// The schema of the body and whether there must be one; none when the operation takes no body.
    pub(super) fn body(&self) -> Option<(&'static Value, bool)> {
        let body = self.definition.get("requestBody")?;
        let schema = body.pointer("/content/application~1json/schema")?;
        Some((schema, body["required"] == true))
    }

    /// Adds what is wrong with the parameters of the path and the query, and the names of those that are missing.
    pub(super) fn check_parameters(
        &self,
        place: &str,
        given: &[(String, String)],
        issues: &mut Vec<Issue>,
    ) {
        let parameters = self.definition["parameters"].as_array();
        for parameter in parameters.into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default();
            // An object spreads over several names, which its operation reads itself.
            if parameter["in"] != place || parameter["style"] == "deepObject" {
                continue;
            }
            let mut values = given.iter().filter(|(one, _)| one == name);
            match (values.next(), values.next()) {
                (Some((_, text)), None) => {
                    let value = typed(resolve(&parameter["schema"]), text);
                    check(
                        &parameter["schema"],
                        &value,
                        &mut vec![name.to_owned()],
                        issues,
                    );
                }
                (Some(_), Some(_)) => issues.push(Issue::new(name, "Given more than once")),
                (None, _) if parameter["required"] == true => {
                    issues.push(Issue::new(name, "Required"));
                }
                (None, _) => {}
            }
        }
    }
}

/// Refuses members of an input that a record could not hold: a known member must have the record's type.
pub(super) fn conform(
    schema: &str,
    members: &Map<String, Value>,
    place: &str,
) -> Result<(), ApiError> {
    let mut issues = Vec::new();
    for (name, value) in members {
        if let Some(property) = property(schema, name) {
            let mut path: Vec<String> = place.split('.').map(str::to_owned).collect();
            path.retain(|part| !part.is_empty());
            path.push(name.clone());
            check(property, value, &mut path, &mut issues);
        }
    }
    if issues.is_empty() {
        Ok(())
    } else {
        Err(ApiError::invalid(issues))
    }
}

/// Refuses a value that a schema of the contract does not allow; the place leads the paths of the issues.
pub(super) fn require(schema: &str, value: &Value, place: &str) -> Result<(), ApiError> {
    let mut issues = Vec::new();
    let mut path: Vec<String> = place.split('.').map(str::to_owned).collect();
    path.retain(|part| !part.is_empty());
    check(
        &CONTRACT["components"]["schemas"][schema],
        value,
        &mut path,
        &mut issues,
    );
    if issues.is_empty() {
        Ok(())
    } else {
        Err(ApiError::invalid(issues))
    }
}

/// Whether an input lacks a member that a schema requires, beside the client it belongs to.
pub(crate) fn lacks_required(schema: &str, members: &Map<String, Value>) -> bool {
    let required = CONTRACT["components"]["schemas"][schema]["required"].as_array();
    required
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .filter(|name| *name != "clientId")
        .any(|name| match members.get(name) {
            None | Some(Value::Null) => true,
            Some(Value::String(text)) => text.is_empty(),
            Some(Value::Array(items)) => items.is_empty(),
            Some(_) => false,
        })
}

/// Whether records of a schema have a member with this name.
pub(crate) fn has_member(schema: &str, name: &str) -> bool {
    property(schema, name).is_some()
}

/// The contract as it is served, with the operations of these ids alone.
pub(super) fn served(ids: &[&str]) -> Value {
    let mut document = CONTRACT.clone();
    if let Some(paths) = document["paths"].as_object_mut() {
        for methods in paths.values_mut().filter_map(Value::as_object_mut) {
            methods.retain(|_, operation| {
                operation["operationId"]
                    .as_str()
                    .is_some_and(|id| ids.contains(&id))
            });
        }
        paths.retain(|_, methods| methods.as_object().is_some_and(|one| !one.is_empty()));
    }
    document
}

fn property(schema: &str, name: &str) -> Option<&'static Value> {
    CONTRACT["components"]["schemas"][schema]["properties"].get(name)
}

/// The schema that a reference names.
fn resolve(schema: &'static Value) -> &'static Value {
    match schema["$ref"]
        .as_str()
        .and_then(|one| one.strip_prefix('#'))
    {
        Some(pointer) => CONTRACT.pointer(pointer).unwrap_or(&Value::Null),
        None => schema,
    }
}

/// A text of the path or the query as the type it stands for.
fn typed(schema: &Value, text: &str) -> Value {
    let number = schema["type"] == "integer" || schema["type"] == "number";
    let parsed = if number || schema["type"] == "boolean" {
        text.parse().ok()
    } else {
        None
    };
    parsed.unwrap_or_else(|| Value::from(text))
}

fn relax(document: &mut Value) {
    let schemas = &mut document["components"]["schemas"];
    schemas["RelationshipType"] = json!({"type": "string", "minLength": 1});
    for name in OPEN_RECORDS {
        open(&mut schemas[name]);
    }
}

/// Puts plain text in the place of references to open words.
fn open(schema: &mut Value) {
    let word = schema["$ref"]
        .as_str()
        .and_then(|one| one.rsplit('/').next());
    if word.is_some_and(|word| OPEN_WORDS.contains(&word)) {
        *schema = json!({"type": "string"});
        return;
    }
    match schema {
        Value::Object(members) => members.values_mut().for_each(open),
        Value::Array(items) => items.iter_mut().for_each(open),
        _ => {}
    }
}
