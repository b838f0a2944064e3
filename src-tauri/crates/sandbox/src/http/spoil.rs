//! Answers that are not what the contract says.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::{StreamExt, stream};

use super::ApiError;
use crate::clock::format_http_date;
use crate::fault::RetryAfter;

/// An error answer with a message of the sandbox, and `Retry-After` if asked; a date counts from `now`, in
/// milliseconds since the epoch.
pub(super) fn refusal(status: u16, retry_after: Option<&RetryAfter>, now: i64) -> Response {
    let message = match status {
        401 => "Invalid or missing API key",
        403 => "API key lacks permission: test:clients:update",
        404 => "Client not found",
        409 => "The client was changed meanwhile",
        422 => "The client cannot be processed",
        429 => "Too many requests",
        _ => "Internal server error",
    };
    let mut response = ApiError::new(status, message).into_response();
    if let Some(value) =
        retry_after.and_then(|one| HeaderValue::from_str(&retry_after_text(one, now)).ok())
    {
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    response
}

fn retry_after_text(retry_after: &RetryAfter, now: i64) -> String {
    match retry_after {
        RetryAfter::Seconds(seconds) => seconds.to_string(),
        RetryAfter::Date(seconds) => {
            format_http_date(now.saturating_add(i64::from(*seconds) * 1_000))
        }
        RetryAfter::Garbage => "en un ratito".to_owned(),
    }
}

/// A page as a proxy or a portal would give it.
pub(super) fn html_page(status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let page = "<!doctype html><html><head><title>Puerta de enlace</title></head><body><h1>Inicie sesión</h1></body></html>";
    (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

/// Sends the caller elsewhere. A location that cannot stand in a header is left out.
pub(super) fn redirect(location: &str, status: u16) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::FOUND);
    let mut response = status.into_response();
    if let Ok(location) = HeaderValue::from_str(location) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// The whole body under its true length, so many bytes at a time with a wait before each.
pub(super) async fn trickle(answer: Response, bytes: usize, wait: Duration) -> Response {
    let (mut head, whole) = parts(answer).await;
    head.headers
        .insert(CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let bytes = bytes.max(1);
    let body = stream::unfold(whole, move |mut left| async move {
        if left.is_empty() {
            return None;
        }
        tokio::time::sleep(wait).await;
        let drop = left.split_to(bytes.min(left.len()));
        Some((Ok::<_, io::Error>(drop), left))
    });
    Response::from_parts(head, Body::from_stream(body))
}

/// The first half of the body under the length of the whole, then an error that closes the connection.
pub(super) async fn cut_body(answer: Response) -> Response {
    let (mut head, whole) = parts(answer).await;
    head.headers
        .insert(CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let half = whole.slice(..whole.len() / 2);
    let body = stream::iter([Ok(half)]).chain(stream::once(async {
        tokio::task::yield_now().await;
        Err(io::Error::from(io::ErrorKind::ConnectionReset))
    }));
    Response::from_parts(head, Body::from_stream(body))
}

/// The first two thirds of the body as if that were all.
pub(super) async fn bad_json(answer: Response) -> Response {
    let (mut head, whole) = parts(answer).await;
    head.headers.remove(CONTENT_LENGTH);
    Response::from_parts(head, Body::from(whole.slice(..whole.len() * 2 / 3)))
}

/// The head of an answer and its whole body.
pub(super) async fn parts(answer: Response) -> (axum::http::response::Parts, Bytes) {
    let (head, body) = answer.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    (head, whole)
}
