//! The error body: `{defined, code, status, message, data: {issues}}`.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// A refusal on its way to the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    status: u16,
    message: String,
    issues: Vec<Issue>,
}

/// One thing wrong with the input: the place, from the outside in, and what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Issue {
    path: Vec<String>,
    message: String,
}

impl Issue {
    /// What is wrong at a place written with dots, such as `filter.id`.
    pub(crate) fn new(path: &str, message: &str) -> Self {
        Self {
            path: path.split('.').map(str::to_owned).collect(),
            message: message.to_owned(),
        }
    }
}

impl Issue {
    /// What is wrong at the end of a path.
    pub(crate) fn at(path: &[String], message: impl Into<String>) -> Self {
        Self {
            path: path.to_vec(),
            message: message.into(),
        }
    }
}

impl ApiError {
    /// A refusal with any status.
    pub(crate) fn new(status: u16, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            issues: Vec::new(),
        }
    }

    /// 400 with the things wrong with the input.
    pub(crate) fn invalid(issues: Vec<Issue>) -> Self {
        Self {
            status: 400,
            message: "Input validation failed".to_owned(),
            issues,
        }
    }

    /// 400 for one member.
    pub(crate) fn issue(path: &str, message: &str) -> Self {
        Self::invalid(vec![Issue::new(path, message)])
    }

    /// 404 for a record that is not in this environment.
    pub(crate) fn not_found(what: &str) -> Self {
        Self::new(404, format!("{what} not found"))
    }

    /// 403 that names the permission.
    pub(crate) fn lacks(permission: &str) -> Self {
        Self::new(403, format!("API key lacks permission: {permission}"))
    }

    /// The same refusal, its issues further down by a place such as `items.3`.
    pub(crate) fn within(mut self, place: &str) -> Self {
        let place: Vec<String> = place.split('.').map(str::to_owned).collect();
        for issue in &mut self.issues {
            issue.path.splice(0..0, place.iter().cloned());
        }
        self
    }

    /// 422 with what stands in the way, each with its place.
    pub(crate) fn blocked(message: &str, issues: Vec<Issue>) -> Self {
        Self {
            status: 422,
            message: message.to_owned(),
            issues,
        }
    }

    /// The sentence of the refusal.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// The status that will be answered.
    #[cfg(test)]
    pub(crate) const fn status(&self) -> u16 {
        self.status
    }

    fn code(&self) -> &'static str {
        match self.status {
            400 => "BAD_REQUEST",
            401 => "UNAUTHORIZED",
            403 => "FORBIDDEN",
            404 => "NOT_FOUND",
            405 => "METHOD_NOT_SUPPORTED",
            409 => "CONFLICT",
            413 => "PAYLOAD_TOO_LARGE",
            415 => "UNSUPPORTED_MEDIA_TYPE",
            422 => "UNPROCESSABLE_CONTENT",
            429 => "TOO_MANY_REQUESTS",
            502 => "BAD_GATEWAY",
            503 => "SERVICE_UNAVAILABLE",
            504 => "GATEWAY_TIMEOUT",
            _ => "INTERNAL_SERVER_ERROR",
        }
    }

    /// The error body.
    pub(crate) fn body(&self) -> Value {
        let mut body = json!({
            "defined": false,
            "code": self.code(),
            "status": self.status,
            "message": self.message,
        });
        if !self.issues.is_empty() {
            let issues: Vec<Value> = self
                .issues
                .iter()
                .map(|one| json!({"path": one.path, "message": one.message}))
                .collect();
            body["data"] = json!({ "issues": issues });
        }
        body
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(self.body())).into_response()
    }
}
