//! The calls of the API, one file per resource.

mod addresses;
mod alert_items;
mod alerts;
mod audit_logs;
mod bank_accounts;
mod clients;
mod contact_methods;
mod decode;
mod documents;
mod identity;
mod links;
mod outcome;
mod pages;
mod query;
mod tags;
mod tenant_details;
mod transactions;

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

pub use addresses::Addresses;
pub use alert_items::AlertItems;
pub use alerts::Alerts;
pub use audit_logs::AuditLogs;
pub use bank_accounts::BankAccounts;
pub use clients::Clients;
pub use contact_methods::ContactMethods;
pub use documents::Documents;
pub use identity::Identity;
pub use links::Links;
pub use tags::Tags;
pub use transactions::Transactions;

use crate::builder::ArtuBuilder;
use crate::error::Error;
use crate::models::{Environment, RawRecord, Record};
use crate::operations::{OperationName, Operations, Places, RequestPreview, Verb, Write};
use crate::transport::{Answer, Call, Transport};

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

    /// The table of operations that this client uses.
    pub fn operations(&self) -> &Operations {
        &self.shared.operations
    }

    /// The calls on clients.
    pub fn clients(&self) -> Clients<'_> {
        Clients { artu: self }
    }

    /// The calls on links.
    pub fn links(&self) -> Links<'_> {
        Links { artu: self }
    }

    /// The calls on addresses.
    pub fn addresses(&self) -> Addresses<'_> {
        Addresses { artu: self }
    }

    /// The calls on contact methods.
    pub fn contact_methods(&self) -> ContactMethods<'_> {
        ContactMethods { artu: self }
    }

    /// The calls on bank accounts.
    pub fn bank_accounts(&self) -> BankAccounts<'_> {
        BankAccounts { artu: self }
    }

    /// The calls on documents.
    pub fn documents(&self) -> Documents<'_> {
        Documents { artu: self }
    }

    /// The calls on tags.
    pub fn tags(&self) -> Tags<'_> {
        Tags { artu: self }
    }

    /// The calls on identity checks.
    pub fn identity(&self) -> Identity<'_> {
        Identity { artu: self }
    }

    /// The calls on the audit log.
    pub fn audit_logs(&self) -> AuditLogs<'_> {
        AuditLogs { artu: self }
    }

    /// The calls on alerts.
    pub fn alerts(&self) -> Alerts<'_> {
        Alerts { artu: self }
    }

    /// The calls on the items of every alert.
    pub fn alert_items(&self) -> AlertItems<'_> {
        AlertItems { artu: self }
    }

    /// The calls on transactions.
    pub fn transactions(&self) -> Transactions<'_> {
        Transactions { artu: self }
    }

    /// The exact request of a write, without sending it. The write itself is made from the same description.
    ///
    /// ```no_run
    /// # fn example(artu: artu::Artu, id: artu::models::ClientId) -> Result<(), artu::Error> {
    /// use artu::Write;
    ///
    /// let shown = artu.describe(&Write::promote(id))?;
    /// println!("{} {}", shown.method, shown.path);
    /// # Ok(()) }
    /// ```
    pub fn describe(&self, write: &Write) -> Result<RequestPreview, Error> {
        let (method, path, body) = self.shared.operations.request(write)?;
        Ok(RequestPreview {
            method,
            path,
            environment: self.environment(),
            body,
        })
    }

    /// Sends any write, once, and gives the answer verbatim; `None` for an empty one. The methods of the resources give
    /// the same answers decoded.
    ///
    /// ```no_run
    /// # async fn example(artu: artu::Artu, kept: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// let write: artu::Write = serde_json::from_str(kept)?;
    /// let answer = artu.send(&write).await?;
    /// # Ok(()) }
    /// ```
    pub async fn send(&self, write: &Write) -> Result<Option<RawRecord>, Error> {
        self.write(write, outcome::anything).await
    }

    /// Asks an operation; with GET the request goes into the query.
    async fn read(
        &self,
        operation: OperationName,
        places: &Places,
        request: Option<Value>,
    ) -> Result<Answer, Error> {
        let (method, path) = self.operations().target(operation, places)?;
        let (query, body) = match (method, request) {
            (Verb::Get, Some(request)) => (query::of(&request), None),
            (_, request) => (Vec::new(), request),
        };
        let call = Call {
            effect: operation.row().effect,
            method,
            path,
            query,
            body,
        };
        self.call(operation, &call).await
    }

    /// Sends a call. Where no record is named, neither in the path nor beside it, none could be missing: what the server
    /// does not find is the path.
    async fn call(&self, operation: OperationName, call: &Call) -> Result<Answer, Error> {
        let sent = self.shared.transport.send(call).await;
        sent.map_err(|error| match error {
            Error::NotFound { .. }
                if operation.row().places().next().is_none()
                    && !call.body.as_ref().is_some_and(names_record) =>
            {
                Error::protocol(
                    operation.as_str(),
                    "the server does not know this operation",
                )
            }
            other => other,
        })
    }

    async fn read_record<T: DeserializeOwned>(
        &self,
        operation: OperationName,
        places: &Places,
    ) -> Result<Record<T>, Error> {
        decode::record(&self.read(operation, places, None).await?)
    }

    /// Sends a write once. An answer that cannot be read leaves open what became of it.
    async fn write<T>(
        &self,
        write: &Write,
        decode: impl FnOnce(&Answer) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let RequestPreview {
            method, path, body, ..
        } = self.describe(write)?;
        let call = Call {
            effect: write.operation().row().effect,
            method,
            path,
            query: Vec::new(),
            body,
        };
        let answer = self.call(write.operation(), &call).await?;
        decode(&answer).map_err(Error::after_write)
    }

    async fn write_record<T: DeserializeOwned>(&self, write: &Write) -> Result<Record<T>, Error> {
        self.write(write, decode::record).await
    }
}

/// Whether a body, or an item of it, names a record that must be there.
fn names_record(body: &Value) -> bool {
    match body {
        Value::Object(members) => members.iter().any(|(name, value)| {
            let is_id = name == "id" || (name.ends_with("Id") && name != "externalId");
            (is_id && value.is_string()) || (value.is_array() && names_record(value))
        }),
        Value::Array(items) => items.iter().any(names_record),
        _ => false,
    }
}
