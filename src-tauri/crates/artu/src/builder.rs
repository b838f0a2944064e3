//! Building a client: address, environment, key and limits.

use std::fmt;

use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;
use url::{Host, Url};

use crate::endpoints::Artu;
use crate::error::Error;
use crate::models::Environment;
use crate::operations::Operations;
use crate::policy::{Pace, Proxy, RetryPolicy, Timeouts};
use crate::transport::{Settings, Transport};

/// Gathers what a client needs; made by [`Artu::builder`].
#[derive(Clone)]
#[must_use]
pub struct ArtuBuilder {
    base_url: String,
    environment: Option<Environment>,
    key: Option<SecretString>,
    operations: Operations,
    retry: RetryPolicy,
    timeouts: Timeouts,
    largest_body: usize,
    pace: Pace,
    certificates: Vec<Vec<u8>>,
    proxy: Proxy,
    user_agent: String,
}

/// Largest answer that is read, in bytes.
const LARGEST_BODY: usize = 64 * 1024 * 1024;

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
            pace: Pace::default(),
            certificates: Vec::new(),
            proxy: Proxy::default(),
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

    /// Sets how reads are retried; by default up to 6 tries, as [`RetryPolicy`] tells.
    pub fn retry(mut self, retry: RetryPolicy) -> Self {
        self.retry = retry;
        self
    }

    /// Sets the time-outs of one try; by default 10 s to connect, 30 s to the head, 30 s between pieces, 2 min in all and
    /// no slower than 1 KiB/s after 10 s, as [`Timeouts`] tells.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.timeouts = timeouts;
        self
    }

    /// Sets the largest answer in bytes after decompression; 64 MiB by default. A larger one ends as
    /// [`Error::Protocol`] at `body`. Reading a page takes at most four times its bytes of memory.
    pub fn largest_body(mut self, bytes: usize) -> Self {
        self.largest_body = bytes;
        self
    }

    /// Sets how many requests may be under way at once; 4 by default, at least 1.
    pub fn at_once(mut self, requests: usize) -> Self {
        self.pace.at_once = requests.clamp(1, Semaphore::MAX_PERMITS);
        self
    }

    /// Sets how many requests may go out per second over time; 100 by default, at least 1. A burst is brought down to this
    /// number; set [`ArtuBuilder::burst`] after it for another.
    pub fn requests_per_second(mut self, requests: u32) -> Self {
        self.pace.per_second = requests.max(1);
        self.pace.burst = self.pace.burst.min(self.pace.per_second);
        self
    }

    /// Sets how many requests may go out in a row after a pause before the rate holds; 100 by default, at least 1.
    pub fn burst(mut self, requests: u32) -> Self {
        self.pace.burst = requests.max(1);
        self
    }

    /// Trusts the certificates of these authorities too, beside those that the system trusts: PEM text with one or more
    /// certificates, as the content of a CA file. May be called more than once; what is no PEM is refused by
    /// [`ArtuBuilder::build`].
    pub fn trust_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.certificates.push(pem.into());
        self
    }

    /// Sets the way out; the system's proxy by default. A loopback address is always reached directly.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = proxy;
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
        let transport = Transport::new(Settings {
            base,
            loopback,
            environment,
            key,
            retry: self.retry,
            timeouts: self.timeouts,
            largest_body: self.largest_body,
            pace: self.pace,
            certificates: self.certificates,
            proxy: self.proxy,
            user_agent: self.user_agent,
        })?;
        Ok(Artu::assemble(transport, self.operations))
    }
}

impl fmt::Debug for ArtuBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address is not shown before it is known to hold no secret.
        f.debug_struct("ArtuBuilder")
            .field("environment", &self.environment)
            .field("retry", &self.retry)
            .field("timeouts", &self.timeouts)
            .field("largest_body", &self.largest_body)
            .field("pace", &self.pace)
            .field("proxy", &self.proxy)
            .finish_non_exhaustive()
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
    }
}
