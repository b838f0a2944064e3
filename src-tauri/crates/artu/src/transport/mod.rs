//! The one way to the server: headers, limits, retries of reads, and reading of answers.

mod answer;
mod fault;
mod retry;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::{Method, StatusCode};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;
use tokio::sync::Semaphore;
use url::Url;

pub(crate) use answer::Answer;

use crate::builder::{RetryPolicy, Timeouts};
use crate::error::Error;
use crate::models::Environment;
use crate::operations::Verb;

/// What a transport is made of.
pub(crate) struct Settings {
    pub(crate) base: Url,
    pub(crate) loopback: bool,
    pub(crate) environment: Environment,
    pub(crate) key: SecretString,
    pub(crate) retry: RetryPolicy,
    pub(crate) timeouts: Timeouts,
    pub(crate) largest_body: usize,
    pub(crate) at_once: usize,
    pub(crate) user_agent: String,
}

/// Whether a call may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effect {
    /// Changes nothing: repeated while the fault is transient.
    Read,
    /// Changes something: sent once.
    Write,
}

/// One call, before the address and the headers of the client are put to it.
pub(crate) struct Call {
    pub(crate) effect: Effect,
    pub(crate) method: Verb,
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
    largest_body: usize,
    gate: Semaphore,
    sent: AtomicU64,
}

impl Transport {
    pub(crate) fn new(settings: Settings) -> Result<Self, Error> {
        let mut builder = reqwest::Client::builder()
            .default_headers(headers(&settings.key, settings.environment)?)
            .user_agent(settings.user_agent)
            .connect_timeout(settings.timeouts.connect)
            .read_timeout(settings.timeouts.read)
            .timeout(settings.timeouts.total)
            // A redirect could carry the key elsewhere, and the API has none.
            .redirect(reqwest::redirect::Policy::none())
            // Repeats are decided here, where reads and writes are told apart.
            .retry(reqwest::retry::never());
        if settings.loopback {
            builder = builder.no_proxy();
        }
        let http = builder.build().map_err(|_| Error::Request {
            reason: "the HTTP client cannot be made",
        })?;
        Ok(Self {
            http,
            base: settings.base,
            environment: settings.environment,
            key: settings.key,
            retry: settings.retry,
            largest_body: settings.largest_body,
            gate: Semaphore::new(settings.at_once),
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

    /// Sends a call: a read up to the budget of tries, a write once.
    pub(crate) async fn send(&self, call: &Call) -> Result<Answer, Error> {
        let url = self.address(call)?;
        let mut tries = 1;
        loop {
            let error = match self.send_once(call, url.clone()).await {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let again =
                call.effect == Effect::Read && error.is_transient() && tries < self.retry.tries;
            if !again {
                return Err(error);
            }
            let asked = match &error {
                Error::RateLimited { retry_after } | Error::Server { retry_after, .. } => {
                    *retry_after
                }
                _ => None,
            };
            let wait = retry::delay(&self.retry, tries, asked, rand::random_range(0.5..=1.0));
            tracing::debug!(tries, ?wait, fault = %error, "read is tried again");
            tokio::time::sleep(wait).await;
            tries += 1;
        }
    }

    async fn send_once(&self, call: &Call, url: Url) -> Result<Answer, Error> {
        let _place = self.gate.acquire().await.map_err(|_| Error::Request {
            reason: "the client is closed",
        })?;
        let mut request = self.http.request(method(call.method), url);
        if let Some(body) = &call.body {
            let bytes = serde_json::to_vec(body).map_err(|_| Error::Request {
                reason: "the body cannot be written as JSON",
            })?;
            request = request.header(CONTENT_TYPE, "application/json").body(bytes);
        }
        self.sent.fetch_add(1, Ordering::Relaxed);
        let outcome = match request.send().await {
            Ok(response) => self.read(response).await,
            Err(error) if error.is_connect() => return Err(connect_failure(error)),
            Err(error) => Err(broken(error)),
        };
        match call.effect {
            Effect::Read => outcome,
            Effect::Write => outcome.map_err(Error::after_write),
        }
    }

    async fn read(&self, response: reqwest::Response) -> Result<Answer, Error> {
        let status = response.status();
        let received = answer::date(response.headers());
        if status.is_success() {
            answer::check_content_type(response.headers())?;
            let body = answer::body(response, self.largest_body).await?;
            return Ok(Answer { body, received });
        }
        if status.is_redirection() {
            return Err(Error::protocol(
                "status",
                "the server redirects elsewhere, which is not followed",
            ));
        }
        let wait = retry::retry_after(response.headers(), received);
        if status == StatusCode::TOO_MANY_REQUESTS {
            return Err(Error::RateLimited { retry_after: wait });
        }
        if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT {
            return Err(Error::Server {
                status: status.as_u16(),
                retry_after: wait,
                write_sent: false,
            });
        }
        // What the server says helps, but the status alone decides that the call failed.
        let body = answer::body(response, answer::LARGEST_FAULT)
            .await
            .unwrap_or_default();
        Err(fault::refusal(
            status,
            &body,
            wait,
            self.key.expose_secret(),
        ))
    }

    fn address(&self, call: &Call) -> Result<Url, Error> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| Error::Request {
                reason: "the address cannot be a base",
            })?
            .pop_if_empty()
            .extend(call.path.trim_start_matches('/').split('/'));
        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.query);
        }
        Ok(url)
    }
}

impl fmt::Debug for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transport")
            .field("environment", &self.environment)
            .finish_non_exhaustive()
    }
}

fn headers(key: &SecretString, environment: Environment) -> Result<HeaderMap, Error> {
    let bearer = Zeroizing::new(format!("Bearer {}", key.expose_secret().trim()));
    let mut bearer = HeaderValue::from_str(&bearer).map_err(|_| Error::Request {
        reason: "the key has characters that no key has",
    })?;
    bearer.set_sensitive(true);
    Ok(HeaderMap::from_iter([
        (AUTHORIZATION, bearer),
        (ACCEPT, HeaderValue::from_static("application/json")),
        (
            reqwest::header::HeaderName::from_static("x-environment"),
            HeaderValue::from_static(environment.as_str()),
        ),
    ]))
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

/// Nothing was sent: whatever the call was, it had no effect.
fn connect_failure(error: reqwest::Error) -> Error {
    if error.is_timeout() {
        Error::Timeout { write_sent: false }
    } else {
        Error::Network {
            write_sent: false,
            source: error.without_url(),
        }
    }
}

fn broken(error: reqwest::Error) -> Error {
    if error.is_builder() {
        return Error::Request {
            reason: "the request cannot be written",
        };
    }
    connect_failure(error)
}
