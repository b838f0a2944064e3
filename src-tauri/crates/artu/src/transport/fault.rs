//! Reading of refusals. The form of an error body is not documented, so every likely place is looked at.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use super::redaction::without_key;
use crate::error::{Error, Issue, ServerText};

/// Longest text of the server that is kept, in characters.
const LONGEST_TEXT: usize = 2_000;

/// Longest name of a permission, in bytes.
const LONGEST_PERMISSION: usize = 80;

/// The error for a 4xx or 5xx answer; `None` for a body that was not read.
pub(crate) fn refusal(
    status: StatusCode,
    body: Option<&[u8]>,
    retry_after: Option<Duration>,
    key: &str,
) -> Error {
    let is_unread = body.is_none();
    let body: Value = body
        .and_then(|body| serde_json::from_slice(body).ok())
        .unwrap_or(Value::Null);
    let cut =
        |text: &str| -> String { without_key(text, key).chars().take(LONGEST_TEXT).collect() };
    let clean = |text: &str| ServerText::new(cut(text));
    let said = message(&body).unwrap_or_default();
    let message = if is_unread {
        ServerText::unread()
    } else {
        clean(said)
    };
    match kind(status, &body) {
        StatusCode::UNAUTHORIZED => Error::Unauthorised { message },
        StatusCode::FORBIDDEN => Error::Forbidden {
            permission: permission(message.as_str()),
            message,
        },
        StatusCode::NOT_FOUND | StatusCode::GONE => Error::NotFound { message },
        StatusCode::CONFLICT => Error::Conflict { message },
        StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => Error::Validation {
            message,
            issues: issues(&body)
                .iter()
                .map(|issue| Issue {
                    path: cut(&path(issue)),
                    message: clean(self::message(issue).unwrap_or_default()),
                    code: issue.get("code").and_then(Value::as_str).map(cut),
                })
                .collect(),
        },
        StatusCode::TOO_MANY_REQUESTS => Error::RateLimited {
            retry_after,
            message,
        },
        status if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT => {
            Error::Server {
                status: status.as_u16(),
                retry_after,
                message,
                write_sent: false,
            }
        }
        _ => Error::Refused {
            status: status.as_u16(),
            message,
        },
    }
}

/// The status; a bare 400 is refined by the code in the body.
fn kind(status: StatusCode, body: &Value) -> StatusCode {
    if status != StatusCode::BAD_REQUEST {
        return status;
    }
    let code = body.get("code").or_else(|| body.get("error")?.get("code"));
    match code.and_then(Value::as_str) {
        Some("UNAUTHORIZED") => StatusCode::UNAUTHORIZED,
        Some("FORBIDDEN") => StatusCode::FORBIDDEN,
        Some("NOT_FOUND") => StatusCode::NOT_FOUND,
        Some("CONFLICT") => StatusCode::CONFLICT,
        Some("TOO_MANY_REQUESTS") => StatusCode::TOO_MANY_REQUESTS,
        _ => status,
    }
}

fn message(body: &Value) -> Option<&str> {
    let error = body.get("error");
    [
        body.get("message"),
        error.and_then(|error| error.get("message")),
        error,
        body.get("detail"),
        body.get("title"),
    ]
    .into_iter()
    .flatten()
    .find_map(Value::as_str)
}

fn issues(body: &Value) -> &[Value] {
    [
        body.pointer("/data/issues"),
        body.get("issues"),
        body.pointer("/error/data/issues"),
        body.pointer("/error/issues"),
    ]
    .into_iter()
    .flatten()
    .find_map(Value::as_array)
    .map_or(&[], Vec::as_slice)
}

/// The place of an issue: text, or a list of names and indexes.
fn path(issue: &Value) -> String {
    match issue.get("path") {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(parts)) => {
            let parts: Vec<String> = parts
                .iter()
                .map(|part| match part.get("key").unwrap_or(part) {
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                })
                .collect();
            parts.join(".")
        }
        _ => String::new(),
    }
}

/// The permission in a text such as `API key lacks permission: test:clients:delete`.
fn permission(text: &str) -> Option<String> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == ':' || c == '-' || c == '_'))
        .map(|word| word.trim_matches(':'))
        .find(|word| {
            let parts: Vec<&str> = word.split(':').collect();
            word.len() <= LONGEST_PERMISSION
                && parts.len() == 3
                && matches!(parts[0], "test" | "live")
                && parts.iter().all(|part| !part.is_empty())
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;
    use serde_json::{Value, json};

    use super::refusal;
    use crate::error::Error;

    fn read(status: u16, body: &Value) -> Error {
        let status = StatusCode::from_u16(status).unwrap();
        refusal(
            status,
            Some(body.to_string().as_bytes()),
            None,
            "synthetic-key",
        )
    }

    #[test]
    fn issues_are_found_wherever_they_stand() {
        let issue = json!([{"path": ["child", "scopes", 0], "message": "unknown"}]);
        for body in [
            json!({"data": {"issues": issue}}),
            json!({"issues": issue}),
            json!({"error": {"data": {"issues": issue}}}),
        ] {
            let Error::Validation { issues, .. } = read(400, &body) else {
                panic!("not a validation error");
            };
            assert_eq!(issues[0].path, "child.scopes.0");
            assert_eq!(issues[0].message.as_str(), "unknown");
        }
        assert!(matches!(read(422, &Value::Null), Error::Validation { .. }));
    }

    #[test]
    fn the_permission_is_taken_from_the_text() {
        let body = json!({"message": "API key lacks permission: test:clients:delete."});
        let Error::Forbidden { permission, .. } = read(403, &body) else {
            panic!("not a permission error");
        };
        assert_eq!(permission.as_deref(), Some("test:clients:delete"));
        assert!(matches!(
            read(403, &json!({"message": "no: not allowed"})),
            Error::Forbidden {
                permission: None,
                ..
            }
        ));
    }

    #[test]
    fn a_bare_400_is_refined_by_its_code_and_the_key_is_cut_out() {
        assert!(matches!(
            read(400, &json!({"code": "NOT_FOUND"})),
            Error::NotFound { .. }
        ));
        let Error::Conflict { message } = read(409, &json!({"error": "bad synthetic-key here"}))
        else {
            panic!("not a conflict");
        };
        assert_eq!(message.as_str(), "bad … here");
    }

    #[test]
    fn no_part_of_the_key_stays_where_a_text_is_cut_or_a_permission_is_named() {
        let long = "x".repeat(super::LONGEST_TEXT - 5) + "synthetic-key";
        let Error::Conflict { message } = read(409, &json!({"message": long})) else {
            panic!("not a conflict");
        };
        assert!(!message.as_str().contains("synth"));
        assert!(message.as_str().chars().count() <= super::LONGEST_TEXT);
        let refused = read(403, &json!({"message": "lacks test:synthetic-key:read"}));
        assert!(!format!("{refused:?}").contains("synthetic-key"));
    }
}
