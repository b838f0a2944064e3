//! Who asks, for which environment, and what the input says.

use std::str::FromStr;

use axum::body::Bytes;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::ApiError;
use crate::fault::FaultKind;
use crate::{ApiKey, Environment};

/// A request that passed the gate.
#[derive(Clone, Debug)]
pub(super) struct Caller {
    pub(super) environment: Environment,
    pub(super) key: ApiKey,
    /// The fault that the handler itself has to play.
    pub(super) fault: Option<FaultKind>,
}

impl Caller {
    /// 403 with the permission's name unless the key holds it.
    pub(super) fn require(&self, resource: &str, operation: &str) -> Result<(), ApiError> {
        let permission = format!("{}:{resource}:{operation}", self.environment.as_str());
        if self.key.may(&permission) {
            Ok(())
        } else {
            Err(ApiError::lacks(&permission))
        }
    }

    /// Whether this fault is to be played.
    pub(super) fn plays(&self, fault: &FaultKind) -> bool {
        self.fault.as_ref() == Some(fault)
    }
}

/// Reads an id of the path.
pub(super) fn id_of(text: &str, member: &str) -> Result<Uuid, ApiError> {
    Uuid::from_str(text).map_err(|_| ApiError::issue(member, "Invalid UUID"))
}

/// Reads a body that may be absent.
pub(super) fn optional_body(body: &Bytes) -> Result<Value, ApiError> {
    if body.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Object(Map::new()));
    }
    let value: Value =
        serde_json::from_slice(body).map_err(|_| ApiError::new(400, "Malformed request body"))?;
    if value.is_object() {
        Ok(value)
    } else {
        Err(ApiError::issue("body", "Expected object"))
    }
}

/// Reads a client to create: type, name and scopes are required.
pub(super) fn new_client(value: &Value, place: &str) -> Result<Map<String, Value>, ApiError> {
    let members = value
        .as_object()
        .ok_or_else(|| ApiError::issue(place, "Expected object"))?;
    let text = |name: &str| {
        members
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let refuse =
        |name: &str, message: &str| Err(ApiError::issue(&format!("{place}.{name}"), message));
    if !["individual", "company", "trust"].contains(&text("type")) {
        return refuse("type", "Expected individual, company or trust");
    }
    if text("name").is_empty() {
        return refuse("name", "Expected at least 1 character");
    }
    if members
        .get("scopes")
        .and_then(Value::as_array)
        .is_none_or(Vec::is_empty)
    {
        return refuse("scopes", "Expected at least 1 scope");
    }
    Ok(members.clone())
}
