//! The HTTP client below: headers, trust, names and the way out.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};

use super::Settings;
use crate::error::Error;
use crate::models::Environment;
use crate::policy::Proxy;

/// How often a connection of HTTP/2 is tried, and how long its answer may take.
const KEEP_ALIVE: Duration = Duration::from_secs(20);

/// Makes the HTTP client.
pub(super) fn client(settings: &Settings) -> Result<reqwest::Client, Error> {
    let mut builder = reqwest::Client::builder()
        .default_headers(headers(&settings.key, settings.environment)?)
        .user_agent(settings.user_agent.as_str())
        .connect_timeout(settings.timeouts.connect)
        .dns_resolver(Names)
        .https_only(!settings.loopback)
        // A connection that died without a word is noticed while nobody waits for an answer on it.
        .http2_keep_alive_interval(KEEP_ALIVE)
        .http2_keep_alive_timeout(KEEP_ALIVE)
        .http2_keep_alive_while_idle(true)
        .tls_certs_merge(certificates(&settings.certificates)?)
        // A redirect could carry the key elsewhere, and the API has none.
        .redirect(reqwest::redirect::Policy::none())
        // Repeats are decided here, where reads and writes are told apart.
        .retry(reqwest::retry::never());
    builder = match &settings.proxy {
        // What stays in this computer needs no way out, and its key would be open to a proxy.
        _ if settings.loopback => builder.no_proxy(),
        Proxy::System => builder,
        Proxy::Direct => builder.no_proxy(),
        Proxy::Url(url) => builder.no_proxy().proxy(proxy(url)?),
    };
    builder.build().map_err(|_| Error::Request {
        reason: "the HTTP client cannot be made, perhaps for a certificate that is not one",
    })
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
            HeaderName::from_static("x-environment"),
            HeaderValue::from_static(environment.as_str()),
        ),
    ]))
}

fn certificates(pem: &[Vec<u8>]) -> Result<Vec<reqwest::Certificate>, Error> {
    let mut all = Vec::new();
    for pem in pem {
        let some = reqwest::Certificate::from_pem_bundle(pem).unwrap_or_default();
        if some.is_empty() {
            return Err(Error::Request {
                reason: "the certificates are not PEM",
            });
        }
        all.extend(some);
    }
    Ok(all)
}

fn proxy(url: &SecretString) -> Result<reqwest::Proxy, Error> {
    let refused = Error::Request {
        reason: "the address of the proxy is not an http or https URL",
    };
    let Ok(url) = url::Url::parse(url.expose_secret().trim()) else {
        return Err(refused);
    };
    if !matches!(url.scheme(), "http" | "https") {
        return Err(refused);
    }
    reqwest::Proxy::https(url).map_err(|_| refused)
}

/// The name has no address.
#[derive(Debug, thiserror::Error)]
#[error("the name has no address")]
pub(super) struct NoAddress;

/// Names as the system finds them, with a fault that is told from others by its type.
struct Names;

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await;
            let found: Vec<SocketAddr> = found.map_err(|_| NoAddress)?.collect();
            if found.is_empty() {
                return Err(NoAddress.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
