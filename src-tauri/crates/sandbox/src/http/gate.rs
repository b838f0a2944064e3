//! What every API request passes: faults, authentication, the request log.
//!
//! A request may ask for a fault of its own by the header `X-Sandbox-Fault`, which holds one kind as
//! JSON, such as `{"kind":"status","status":503}`; what is scripted then waits for another request.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, DATE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::ApiError;
use super::caller::Caller;
use super::error::Issue;
use super::{payload, spoil};
use crate::clock::format_http_date;
use crate::effect;
use crate::fault::{FaultKind, Played, Target};
use crate::requests::Received;
use crate::shared::Shared;
use crate::{ApiKey, Environment};

/// Mark on a response: close the connection instead of answering.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CloseConnection {
    /// As a server that goes away in order.
    Quietly,
    /// As one that falls over.
    Reset,
}

/// Lets a request through to its handler, or plays the fault it meets, and logs both.
pub(super) async fn gate(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let key = bearer(&request).and_then(|secret| shared.key(secret));
    let environment = environment_of(&request);
    let mut entry = Entry::new(Arc::clone(&shared), &request, key.as_ref(), environment);
    let request = entry.read_body(request).await;
    let mut response = match entry.meet(&request) {
        Err(refusal) => refusal.into_response(),
        Ok(played) => {
            entry.received.fault = played.name();
            let wait = shared.latency + played.latency;
            if wait > 0 {
                tokio::time::sleep(Duration::from_millis(wait)).await;
            }
            if played.kind == Some(FaultKind::Hang) {
                // In the log as soon as it hangs, for whoever waits for that.
                drop(entry);
                return std::future::pending().await;
            }
            let handling = handle(key, environment, played.kind.clone(), request, next);
            play(&mut entry, played.kind, handling).await
        }
    };
    // The server's own time, so that a manual clock is seen by callers too.
    if let Ok(date) = HeaderValue::from_str(&format_http_date(shared.clock.told())) {
        response.headers_mut().insert(DATE, date);
    }
    if response.extensions().get::<CloseConnection>().is_none() {
        entry.received.status = response.status().as_u16();
    }
    response
}

/// The answer that a fault makes of a request; handling is awaited only when the fault lets it happen.
async fn play(
    entry: &mut Entry,
    fault: Option<FaultKind>,
    handling: impl Future<Output = Response>,
) -> Response {
    match &fault {
        Some(FaultKind::Reset) => return closed(CloseConnection::Reset),
        Some(FaultKind::Status {
            status,
            retry_after,
        }) => {
            let now = entry.shared.clock.told();
            return spoil::refusal(*status, retry_after.as_ref(), now);
        }
        Some(FaultKind::Issues { issues }) => {
            let issues = issues.iter().map(|(path, what)| Issue::new(path, what));
            return ApiError::blocked("Input validation failed", issues.collect()).into_response();
        }
        Some(FaultKind::HtmlPage { status }) => return spoil::html_page(*status),
        Some(FaultKind::Redirect { location, status }) => {
            return spoil::redirect(location, *status);
        }
        _ => {}
    }
    let (answer, changed) = effect::watch(handling).await;
    entry.received.effect = changed && entry.is_write();
    if entry.shared.is_damaged() {
        return ApiError::new(500, "The population file cannot be read").into_response();
    }
    match fault {
        Some(FaultKind::EffectWithoutAnswer) => closed(CloseConnection::Quietly),
        Some(FaultKind::CutBody) => spoil::cut_body(answer).await,
        Some(FaultKind::BadJson) => spoil::bad_json(answer).await,
        Some(FaultKind::Trickle {
            bytes,
            every_milliseconds,
        }) => spoil::trickle(answer, bytes, Duration::from_millis(every_milliseconds)).await,
        Some(FaultKind::InvalidUtf8 { index }) => payload::invalid_name(answer, index).await,
        Some(FaultKind::Payload { form, index }) => payload::spoil(answer, form, index).await,
        _ => answer,
    }
}

/// A request's line of the log, written when the gate is done with it: when it was answered, when it
/// hangs, or when its caller went away.
struct Entry {
    shared: Arc<Shared>,
    received: Received,
}

impl Entry {
    fn new(
        shared: Arc<Shared>,
        request: &Request,
        key: Option<&ApiKey>,
        environment: Option<Environment>,
    ) -> Self {
        let received = Received {
            sequence: 0,
            elapsed: shared.elapsed(),
            method: request.method().as_str().to_owned(),
            path: request.uri().path().to_owned(),
            environment,
            status: 0,
            key_id: key.map(|key| key.id.clone()),
            fault: None,
            body_digest: None,
            effect: false,
        };
        Self { shared, received }
    }

    fn is_write(&self) -> bool {
        Target::of(&self.received.method, &self.received.path) == Target::Write
    }

    /// Notes the digest of a write's body, and gives the request back with its body whole.
    async fn read_body(&mut self, request: Request) -> Request {
        if !self.is_write() {
            return request;
        }
        let (head, body) = request.into_parts();
        // A body that broke off is handled as the empty one it leaves.
        let body: Bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let digest = Sha256::digest(&body);
        let digits = digest.iter().map(|byte| format!("{byte:02x}"));
        self.received.body_digest = Some(digits.collect());
        Request::from_parts(head, Body::from(body))
    }

    /// The fault the request meets: the sandbox refuses all, or the request asks for it, or it waits.
    fn meet(&self, request: &Request) -> Result<Played, ApiError> {
        if self.shared.is_refusing() {
            return Ok(Played::only(&FaultKind::Reset));
        }
        let Some(asked) = request.headers().get("x-sandbox-fault") else {
            let Received { method, path, .. } = &self.received;
            let environment = self.received.environment;
            return Ok(self.shared.script().take(method, path, environment));
        };
        serde_json::from_slice(asked.as_bytes())
            .map(|kind| Played::only(&kind))
            .map_err(|_| ApiError::issue("headers.x-sandbox-fault", "Expected one kind of fault"))
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.shared.receive(self.received.clone());
    }
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

fn closed(how: CloseConnection) -> Response {
    let mut response = StatusCode::OK.into_response();
    response.extensions_mut().insert(how);
    response
}
