//! The client against a scripted server on loopback, and the records against generated JSON.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failure here is a failed test"
)]

mod answers;
mod calls;
mod contract;
mod contract_file;
mod contract_limits;
mod damaged;
mod errors;
mod fidelity;
mod full_client;
mod leaks;
mod limits;
mod network;
mod overrides;
mod pages;
mod proxy;
mod records;
mod requests;
mod retries;
mod secure;
mod server;
mod timeouts;
mod tls;
mod writes;

use artu::models::{ClientId, Environment};
use artu::{Artu, ArtuBuilder, RetryPolicy};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::time::Duration;

/// A key that is easy to find wherever it leaks.
const KEY: &str = "synthetic-key-7Q2x";

/// Id of the client that most tests speak of.
const ID: &str = "11111111-1111-4111-8111-111111111111";

fn id() -> ClientId {
    ID.parse().unwrap()
}

/// A builder with no waits worth the name between tries.
fn builder(base: &str) -> ArtuBuilder {
    Artu::builder(base)
        .environment(Environment::Test)
        .key(SecretString::from(KEY))
        .retry(RetryPolicy {
            tries: 4,
            base_delay: Duration::from_micros(10),
            longest_delay: Duration::from_millis(1),
            reserve: 20,
        })
}

fn artu(base: &str) -> Artu {
    builder(base).build().unwrap()
}

/// The least that is a client.
fn client(id: &str) -> Value {
    json!({
        "type": "company",
        "name": "Ejemplo Sintético SA de CV",
        "scopes": ["MX"],
        "id": id,
        "createdAt": "2026-01-01T00:00:00Z",
        "updatedAt": "2026-01-02T00:00:00Z",
        "isPrimary": true,
    })
}
