//! What every API request passes: faults, authentication, the request log.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, DATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::ApiError;
use super::caller::Caller;
use super::spoil;
use crate::clock::format_http_date;
use crate::fault::{FaultKind, Played};
use crate::requests::Received;
use crate::shared::Shared;
use crate::{ApiKey, Environment};

/// Mark on a response: close the connection instead of answering.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CloseConnection;

/// Lets a request through to its handler, or plays the fault it meets, and logs both.
pub(super) async fn gate(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let method = request.method().as_str().to_owned();
    let path = request.uri().path().to_owned();
    let key = bearer(&request).and_then(|secret| shared.key(secret));
    let environment = environment_of(&request);
    let played = if shared.is_refusing() {
        Played {
            kind: Some(FaultKind::Reset),
            ..Played::default()
        }
    } else {
        shared.script().take(&method, &path)
    };
    let wait = shared.latency + played.latency;
    if wait > 0 {
        tokio::time::sleep(Duration::from_millis(wait)).await;
    }
    let key_id = key.as_ref().map(|key| key.id.clone());
    let mut response = match played.kind.as_ref() {
        Some(FaultKind::Reset) => closed(),
        Some(FaultKind::Status {
            status,
            retry_after,
        }) => spoil::refusal(*status, retry_after.as_ref(), shared.clock.present()),
        Some(FaultKind::HtmlPage { status }) => spoil::html_page(*status),
        fault => {
            let answer = handle(key, environment, fault.cloned(), request, next).await;
            match fault {
                Some(FaultKind::EffectWithoutAnswer) => closed(),
                Some(FaultKind::CutBody) => spoil::cut_body(answer).await,
                Some(FaultKind::BadJson) => spoil::bad_json(answer).await,
                _ => answer,
            }
        }
    };
    // The server's own time, so that a manual clock is seen by callers too.
    if let Ok(date) = HeaderValue::from_str(&format_http_date(shared.clock.present())) {
        response.headers_mut().insert(DATE, date);
    }
    let answered = response.extensions().get::<CloseConnection>().is_none();
    shared.receive(Received {
        sequence: 0,
        method,
        path,
        environment,
        status: if answered {
            response.status().as_u16()
        } else {
            0
        },
        key_id,
        fault: played.name(),
    });
    response
}

async fn handle(
    key: Option<ApiKey>,
    environment: Option<Environment>,
    fault: Option<FaultKind>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(key) = key else {
        return ApiError::new(401, "Invalid or missing API key").into_response();
    };
    let Some(environment) = environment else {
        return ApiError::issue("headers.x-environment", "Expected test or live").into_response();
    };
    request.extensions_mut().insert(Caller {
        environment,
        key,
        fault,
    });
    next.run(request).await
}

fn bearer(request: &Request) -> Option<&str> {
    request
        .headers()
        .get(AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

fn environment_of(request: &Request) -> Option<Environment> {
    request
        .headers()
        .get("x-environment")?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

fn closed() -> Response {
    let mut response = StatusCode::OK.into_response();
    response.extensions_mut().insert(CloseConnection);
    response
}
