//! Building a client: address, environment, key and limits.

use std::time::Duration;

use secrecy::{ExposeSecret as _, SecretString};
use url::{Host, Url};

use crate::endpoints::Artu;
use crate::error::Error;
use crate::models::Environment;
use crate::operations::Operations;
use crate::transport::{Settings, Transport};

/// How long each part of a call may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timeouts {
    /// Making the connection.
    pub connect: Duration,
    /// Between two pieces of the answer.
    pub read: Duration,
    /// The whole of one try.
    pub total: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            read: Duration::from_secs(30),
            total: Duration::from_mins(2),
        }
    }
}

/// How often and how patiently one read is tried. Writes are never tried twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    /// Tries in all, the first included; at least one.
    pub tries: u32,
    /// Wait before the second try; doubled for each one after, with jitter.
    pub base_delay: Duration,
    /// Longest wait, whatever the server asks for.
    pub longest_delay: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            tries: 4,
            base_delay: Duration::from_millis(400),
            longest_delay: Duration::from_mins(1),
        }
    }
}

/// Gathers what a client needs; made by [`Artu::builder`].
#[derive(Debug, Clone)]
#[must_use]
pub struct ArtuBuilder {
    base_url: String,
    environment: Option<Environment>,
    key: Option<SecretString>,
    operations: Operations,
    retry: RetryPolicy,
    timeouts: Timeouts,
    largest_body: usize,
    at_once: usize,
    user_agent: String,
}

/// Largest answer that is read, in bytes.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

/// Most requests under way at once.
const AT_ONCE: usize = 4;

impl ArtuBuilder {
    pub(crate) fn new(base_url: &str) -> Self {
        Self {
            base_url: base_url.to_owned(),
            environment: None,
            key: None,
            operations: Operations::default(),
            retry: RetryPolicy::default(),
            timeouts: Timeouts::default(),
            largest_body: LARGEST_BODY,
            at_once: AT_ONCE,
            user_agent: concat!("artu-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }

    /// Sets the environment; required.
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// Sets the API key; required.
    pub fn key(mut self, key: SecretString) -> Self {
        self.key = Some(key);
        self
    }

    /// Replaces the table of operations.
    pub fn operations(mut self, operations: Operations) -> Self {
        self.operations = operations;
        self
    }

    /// Sets how reads are retried.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// Sets the time-outs.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Sets the largest answer in bytes after decompression; 64 MiB by default.
    pub fn largest_body(mut self, bytes: usize) -> Self {
        self.largest_body = bytes;
        self
    }

    /// Sets how many requests may be under way at once; 4 by default, at least 1.
    pub fn at_once(mut self, requests: usize) -> Self {
        self.at_once = requests.max(1);
        self
    }

    /// Sets the user agent.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// Makes the client. Refuses an address that is neither https nor loopback, and a missing environment or key.
    pub fn build(self) -> Result<Artu, Error> {
        let (base, loopback) = base_address(&self.base_url)?;
        let environment = self.environment.ok_or(Error::Request {
            reason: "the environment is missing",
        })?;
        let key = self
            .key
            .filter(|key| !key.expose_secret().trim().is_empty())
            .ok_or(Error::Request {
                reason: "the key is missing",
            })?;
        self.operations.check()?;
        let transport = Transport::new(Settings {
            base,
            loopback,
            environment,
            key,
            retry: self.retry,
            timeouts: self.timeouts,
            largest_body: self.largest_body,
            at_once: self.at_once,
            user_agent: self.user_agent,
        })?;
        Ok(Artu::assemble(transport, self.operations))
    }
}

/// Reads the base address; the flag says whether it is this computer itself.
fn base_address(text: &str) -> Result<(Url, bool), Error> {
    let refuse = |reason| Err(Error::Request { reason });
    let Ok(url) = Url::parse(text.trim()) else {
        return refuse("the address is not a URL");
    };
    let loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => return refuse("the address has no host"),
    };
    if url.scheme() != "https" && !(url.scheme() == "http" && loopback) {
        return refuse("the address must be https");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("the address must not hold a user or password");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("the address must not hold a query or fragment");
    }
    Ok((url, loopback))
}

#[cfg(test)]
mod tests {
    use secrecy::SecretString;

    use super::ArtuBuilder;
    use crate::models::Environment;
    use crate::operations::{Operation, Operations, Verb};

    fn builder(url: &str) -> ArtuBuilder {
        ArtuBuilder::new(url)
            .environment(Environment::Test)
            .key(SecretString::from("synthetic-key"))
    }

    #[test]
    fn only_https_or_loopback_is_accepted() {
        for good in [
            "https://api.example.test",
            "http://127.0.0.1:8080",
            "http://[::1]:1",
            "http://localhost:9/prefix",
        ] {
            assert!(builder(good).build().is_ok(), "{good}");
        }
        for bad in [
            "http://api.example.test",
            "http://127.0.0.1.example.test",
            "ftp://127.0.0.1",
            "https://user:secret@example.test",
            "https://example.test/?key=1",
            "example.test",
        ] {
            assert!(builder(bad).build().is_err(), "{bad}");
        }
    }

    #[test]
    fn missing_parts_are_refused() {
        let bare = ArtuBuilder::new("https://example.test");
        assert!(bare.clone().environment(Environment::Live).build().is_err());
        assert!(bare.clone().key(SecretString::from("k")).build().is_err());
        let blank = bare
            .environment(Environment::Live)
            .key(SecretString::from(" "));
        assert!(blank.build().is_err());
        let no_place = Operations {
            promote_client: Operation::new(Verb::Post, "/clients/promote"),
            ..Operations::default()
        };
        assert!(
            builder("https://example.test")
                .operations(no_place)
                .build()
                .is_err()
        );
    }
}
