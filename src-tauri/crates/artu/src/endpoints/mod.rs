//! The calls of the API, one file per resource.

mod clients;
mod decode;
mod links;
mod pages;
mod tenant;

use std::sync::Arc;

use serde_json::Value;
use url::Url;

pub use clients::Clients;
pub use links::Links;

use crate::builder::ArtuBuilder;
use crate::error::Error;
use crate::models::{Client, Environment, Record};
use crate::operations::{Operations, RequestPreview, Verb, Write};
use crate::transport::{Answer, Call, Effect, Transport};

/// A client of one organisation in one environment. Cheap to clone; clones share connections and limits.
#[derive(Debug, Clone)]
pub struct Artu {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    transport: Transport,
    operations: Operations,
}

impl Artu {
    /// Starts building a client for a base address such as `https://api.artu.ai` (S).
    pub fn builder(base_url: &str) -> ArtuBuilder {
        ArtuBuilder::new(base_url)
    }

    pub(crate) fn assemble(transport: Transport, operations: Operations) -> Self {
        Self {
            shared: Arc::new(Shared {
                transport,
                operations,
            }),
        }
    }

    /// The environment of every call.
    pub fn environment(&self) -> Environment {
        self.shared.transport.environment()
    }

    /// The base address.
    pub fn base_url(&self) -> &Url {
        self.shared.transport.base()
    }

    /// How many requests this client and its clones have sent, repeats included.
    pub fn requests_sent(&self) -> u64 {
        self.shared.transport.requests_sent()
    }

    /// The calls on clients.
    pub fn clients(&self) -> Clients<'_> {
        Clients { artu: self }
    }

    /// The calls on links.
    pub fn links(&self) -> Links<'_> {
        Links { artu: self }
    }

    /// The exact request of a write, without sending it. The write itself is made from the same description.
    pub fn describe(&self, write: &Write) -> Result<RequestPreview, Error> {
        let (method, path, body) = self.shared.operations.request(write)?;
        Ok(RequestPreview {
            method,
            path,
            environment: self.environment(),
            body,
        })
    }

    fn operations(&self) -> &Operations {
        &self.shared.operations
    }

    async fn read(
        &self,
        (method, path): (Verb, String),
        body: Option<Value>,
    ) -> Result<Answer, Error> {
        let (query, body) = match (method, body) {
            (Verb::Get, Some(body)) => (as_query(&body), None),
            (_, body) => (Vec::new(), body),
        };
        let call = Call {
            effect: Effect::Read,
            method,
            path,
            query,
            body,
        };
        self.shared.transport.send(&call).await
    }

    async fn write(&self, write: &Write) -> Result<Answer, Error> {
        let RequestPreview {
            method, path, body, ..
        } = self.describe(write)?;
        let call = Call {
            effect: Effect::Write,
            method,
            path,
            query: Vec::new(),
            body,
        };
        self.shared.transport.send(&call).await
    }

    /// Sends a write whose answer is one whole client.
    async fn write_client(&self, write: &Write) -> Result<Record<Client>, Error> {
        let answer = self.write(write).await?;
        decode::record(&answer).map_err(Error::after_write)
    }
}

/// A body as query members: plain values as they are, lists and objects as JSON text.
fn as_query(body: &Value) -> Vec<(String, String)> {
    let Value::Object(members) = body else {
        return Vec::new();
    };
    members
        .iter()
        .map(|(name, value)| {
            let text = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            (name.clone(), text)
        })
        .collect()
}
