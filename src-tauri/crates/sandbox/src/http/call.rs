//! One call of an operation: who asks, and an input that the contract allows.

use std::sync::{Arc, RwLockReadGuard};

use axum::RequestPartsExt;
use axum::body::to_bytes;
use axum::extract::{Query, RawPathParams, Request};
use axum::http::header::{CONTENT_TYPE, USER_AGENT};
use axum::http::request::Parts;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::ApiError;
use super::caller::Caller;
use super::contract::{Shape, check};
use crate::Environment;
use crate::fault::FaultKind;
use crate::shared::Shared;
use crate::world::World;

/// The largest body that is read, in bytes.
const LARGEST_BODY: usize = 8 * 1024 * 1024;

/// A call on its way to its handler.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) shared: Arc<Shared>,
    pub(super) caller: Caller,
    /// The body; an empty object when there is none.
    pub(super) body: Value,
    /// The names and texts of the query, in order.
    pub(super) query: Vec<(String, String)>,
    pub(super) user_agent: Option<String>,
    path: Vec<(String, String)>,
}

impl Call {
    /// Reads a request and holds it against the contract.
    pub(super) async fn read(
        shape: Shape,
        shared: Arc<Shared>,
        caller: Caller,
        request: Request,
    ) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        let (path, query) = parameters(&mut parts).await?;
        let mut issues = Vec::new();
        shape.check_parameters("path", &path, &mut issues);
        shape.check_parameters("query", &query, &mut issues);
        if !issues.is_empty() {
            return Err(ApiError::invalid(issues));
        }
        let body = match shape.body() {
            None => Value::Object(Map::new()),
            Some((schema, required)) => {
                let bytes = to_bytes(body, LARGEST_BODY)
                    .await
                    .map_err(|_| ApiError::new(413, "The request body is too large"))?;
                let body = read_body(&parts, &bytes, required)?;
                check(schema, &body, &mut Vec::new(), &mut issues);
                body
            }
        };
        if !issues.is_empty() {
            return Err(ApiError::invalid(issues));
        }
        let user_agent = parts
            .headers
            .get(USER_AGENT)
            .and_then(|one| one.to_str().ok());
        Ok(Self {
            shared,
            caller,
            body,
            query,
            user_agent: user_agent.map(str::to_owned),
            path,
        })
    }

    /// The environment asked for.
    pub(super) const fn environment(&self) -> Environment {
        self.caller.environment
    }

    /// The clients of the environment, to read.
    pub(super) fn world(&self) -> RwLockReadGuard<'_, World> {
        self.shared.world(self.environment())
    }

    /// Whether this fault is to be played.
    pub(super) fn plays(&self, fault: &FaultKind) -> bool {
        self.caller.plays(fault)
    }

    /// A parameter of the path.
    pub(super) fn path(&self, name: &str) -> &str {
        text_of(&self.path, name).unwrap_or_default()
    }

    /// A parameter of the path that is an id.
    pub(super) fn id(&self, name: &str) -> Result<Uuid, ApiError> {
        Uuid::try_parse(self.path(name)).map_err(|_| ApiError::issue(name, "Expected uuid"))
    }

    /// A parameter of the query, if it was given.
    pub(super) fn query(&self, name: &str) -> Option<&str> {
        text_of(&self.query, name)
    }

    /// A member of the body; null when it is not there.
    pub(super) fn member(&self, name: &str) -> &Value {
        self.body.get(name).unwrap_or(&Value::Null)
    }

    /// A member of the body that is an id.
    pub(super) fn member_id(&self, name: &str) -> Result<Uuid, ApiError> {
        let text = self.member(name).as_str().unwrap_or_default();
        Uuid::try_parse(text).map_err(|_| ApiError::issue(name, "Expected uuid"))
    }

    /// A member of the body that is an object; the body itself when the name is empty.
    pub(super) fn object(&self, name: &str) -> Result<&Map<String, Value>, ApiError> {
        let value = if name.is_empty() {
            &self.body
        } else {
            self.member(name)
        };
        value
            .as_object()
            .ok_or_else(|| ApiError::issue(name, "Expected object"))
    }

    /// A member of the body that is an array; empty when it is not there.
    pub(super) fn items(&self, name: &str) -> &[Value] {
        self.member(name).as_array().map_or(&[], Vec::as_slice)
    }
}

fn text_of<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(one, _)| one == name)
        .map(|(_, text)| text.as_str())
}

type Pairs = Vec<(String, String)>;

async fn parameters(parts: &mut Parts) -> Result<(Pairs, Pairs), ApiError> {
    let path = parts
        .extract::<RawPathParams>()
        .await
        .map_err(|_| ApiError::issue("path", "Expected text in UTF-8"))?;
    let path = path
        .iter()
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    let Query(query) = parts
        .extract::<Query<Pairs>>()
        .await
        .map_err(|_| ApiError::issue("query", "Expected names and values"))?;
    Ok((path, query))
}

fn read_body(parts: &Parts, bytes: &[u8], required: bool) -> Result<Value, ApiError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return if required {
            Err(ApiError::issue("body", "Required"))
        } else {
            Ok(Value::Object(Map::new()))
        };
    }
    let media = parts
        .headers
        .get(CONTENT_TYPE)
        .and_then(|one| one.to_str().ok());
    let media = media
        .and_then(|one| one.split(';').next())
        .unwrap_or_default()
        .trim();
    if !media.eq_ignore_ascii_case("application/json") {
        return Err(ApiError::new(
            415,
            "The request body must be application/json",
        ));
    }
    serde_json::from_slice(bytes).map_err(|_| ApiError::new(400, "Malformed request body"))
}
