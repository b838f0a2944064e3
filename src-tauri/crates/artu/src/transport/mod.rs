//! The one way to the server: headers, limits, retries of reads, and reading of answers.

mod answer;
mod bucket;
mod fault;
mod http;
mod network;
mod redaction;
mod retry;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, StatusCode};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::time::Instant;
use url::Url;

pub(crate) use answer::Answer;
pub(crate) use fault::refusal;

use crate::error::{Error, TimeoutPhase};
use crate::models::Environment;
use crate::operations::{Effect, Verb};
use crate::policy::{Pace, Proxy, RetryPolicy, Timeouts};
use answer::{BodyFault, BodyPace};
use bucket::Bucket;
use retry::Failure;

/// Time of a try that has no end of its own.
const FOR_EVER: Duration = Duration::from_hours(24 * 365);

/// What a transport is made of.
pub(crate) struct Settings {
    pub(crate) base: Url,
    pub(crate) loopback: bool,
    pub(crate) environment: Environment,
    pub(crate) key: SecretString,
    pub(crate) retry: RetryPolicy,
    pub(crate) timeouts: Timeouts,
    pub(crate) largest_body: usize,
    pub(crate) pace: Pace,
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) proxy: Proxy,
    pub(crate) user_agent: String,
}

/// One call, before the address and the headers of the client are put to it.
pub(crate) struct Call {
    pub(crate) effect: Effect,
    pub(crate) method: Verb,
    /// Percent-encoded, below the base address.
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Option<Value>,
}

/// Connections, limits and the key of one client.
pub(crate) struct Transport {
    http: reqwest::Client,
    base: Url,
    environment: Environment,
    key: SecretString,
    retry: RetryPolicy,
    timeouts: Timeouts,
    largest_body: usize,
    gate: Semaphore,
    pace: Bucket,
    repeats: Bucket,
    sent: AtomicU64,
}

impl Transport {
    pub(crate) fn new(settings: Settings) -> Result<Self, Error> {
        Ok(Self {
            http: http::client(&settings)?,
            base: settings.base,
            environment: settings.environment,
            key: settings.key,
            retry: settings.retry,
            timeouts: settings.timeouts,
            largest_body: settings.largest_body,
            gate: Semaphore::new(settings.pace.at_once),
            pace: Bucket::full(settings.pace.burst, f64::from(settings.pace.per_second)),
            repeats: Bucket::full(settings.retry.reserve, retry::REFILL),
            sent: AtomicU64::new(0),
        })
    }

    pub(crate) fn environment(&self) -> Environment {
        self.environment
    }

    pub(crate) fn base(&self) -> &Url {
        &self.base
    }

    pub(crate) fn requests_sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// Sends a call: a read up to its number of tries and as far as the store of repeats goes, a write once.
    pub(crate) async fn send(&self, call: &Call) -> Result<Answer, Error> {
        let url = self.address(call);
        if call.effect == Effect::Write {
            let outcome = self.send_once(call, url).await;
            return outcome.map_err(|failure| failure.error);
        }
        let mut tries = 1;
        loop {
            let Failure { error, again } = match self.send_once(call, url.clone()).await {
                Ok(answer) => {
                    self.repeats.put(retry::DEPOSIT);
                    return Ok(answer);
                }
                Err(failure) => failure,
            };
            if !again || tries >= self.retry.tries {
                return Err(error);
            }
            let draw = rand::random_range(0.0..=1.0);
            let Some(wait) = retry::wait(&self.retry, tries, retry::asked(&error), draw) else {
                return Err(error);
            };
            if !self.repeats.try_take() {
                tracing::debug!(tries, "no repeats are left");
                return Err(error);
            }
            tracing::debug!(tries, ?wait, fault = %error, "read is tried again");
            tokio::time::sleep(wait).await;
            tries += 1;
        }
    }

    async fn send_once(&self, call: &Call, url: Url) -> Result<Answer, Failure> {
        let _place = self.gate.acquire().await.map_err(|_| Error::Request {
            reason: "the client is closed",
        })?;
        self.pace.take().await;
        let mut request = self.http.request(method(call.method), url);
        if let Some(body) = &call.body {
            let bytes = serde_json::to_vec(body).map_err(|_| Error::Request {
                reason: "the body cannot be written as JSON",
            })?;
            request = request.header(CONTENT_TYPE, "application/json").body(bytes);
        }
        self.sent.fetch_add(1, Ordering::Relaxed);
        let end = after(self.timeouts.total);
        let response = match self.head(request, end).await {
            // A connection that was never there carried nothing.
            Err((error, false)) => return Err(error.into()),
            Err((error, true)) => Err(error.into()),
            Ok(response) => self.read(response, end, call.effect).await,
        };
        match call.effect {
            Effect::Read => response,
            Effect::Write => response.map_err(|failure| Failure {
                error: failure.error.after_write(),
                again: false,
            }),
        }
    }

    /// Waits for the head of the answer. An error comes with whether the request may have been sent.
    async fn head(
        &self,
        request: reqwest::RequestBuilder,
        end: Instant,
    ) -> Result<reqwest::Response, (Error, bool)> {
        let first = after(
            self.timeouts
                .connect
                .saturating_add(self.timeouts.first_byte),
        );
        match tokio::time::timeout_at(first.min(end), request.send()).await {
            Ok(Ok(response)) => Ok(response),
            Ok(Err(error)) => Err((network::unanswered(&error), !error.is_connect())),
            Err(_) => {
                let phase = if first <= end {
                    TimeoutPhase::FirstByte
                } else {
                    TimeoutPhase::Total
                };
                let error = Error::Timeout {
                    phase,
                    write_sent: false,
                };
                Err((error, true))
            }
        }
    }

    async fn read(
        &self,
        response: reqwest::Response,
        end: Instant,
        effect: Effect,
    ) -> Result<Answer, Failure> {
        let status = response.status();
        let received = answer::date(response.headers());
        let pace = BodyPace::new(self.timeouts, end);
        if status.is_success() {
            answer::check_content_type(response.headers()).map_err(Failure::unusable)?;
            let body = match answer::body(response, self.largest_body, &pace).await {
                Ok(body) => body,
                Err(BodyFault::TooLarge) => return Err(too_large(self.largest_body).into()),
                Err(BodyFault::Failed(error)) => return Err(Failure::unusable(error)),
            };
            return Answer::new(body, received, effect).map_err(Failure::unusable);
        }
        if status.is_redirection() {
            return Err(Error::protocol(
                "status",
                "the server redirects elsewhere, which is not followed",
            )
            .into());
        }
        let wait = retry::retry_after(response.headers(), received);
        if matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE
        ) && let Some(wait) = wait.filter(|wait| *wait <= self.retry.longest_delay)
        {
            // The server speaks of the key or of itself, so no other call goes out before.
            self.pace.close_for(wait);
        }
        // What the server says helps, but the status alone decides that the call failed.
        let pace = BodyPace::new(self.timeouts, end.min(after(answer::PATIENCE)));
        let body = answer::body(response, answer::LARGEST_FAULT, &pace).await;
        let body = body.as_deref().ok();
        Err(fault::refusal(status, body, wait, self.key.expose_secret()).into())
    }

    /// The path comes percent-encoded: only what already is an address is put together here.
    fn address(&self, call: &Call) -> Url {
        let mut url = self.base.clone();
        let base = url.path().trim_end_matches('/').to_owned();
        url.set_path(&(base + &call.path));
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.query);
        }
        url
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("environment", &self.environment)
            .finish_non_exhaustive()
    }
}

fn method(verb: Verb) -> Method {
    match verb {
        Verb::Get => Method::GET,
        Verb::Post => Method::POST,
        Verb::Put => Method::PUT,
        Verb::Patch => Method::PATCH,
        Verb::Delete => Method::DELETE,
    }
}

fn too_large(most: usize) -> Error {
    Error::protocol(
        "body",
        format!("the answer is larger than the {most} bytes that are allowed"),
    )
}

fn after(time: Duration) -> Instant {
    Instant::now() + time.min(FOR_EVER)
}
