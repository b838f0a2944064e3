//! Writes: what is to be changed, apart from how it is sent.

mod addresses;
mod alerts;
mod bank_accounts;
mod clients;
mod contact_methods;
mod documents;
mod links;
mod tags;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::limits;
use super::overrides::Operations;
use super::path::Places;
use super::row::Effect;
use super::table::OperationName;
use super::verb::Verb;
use super::wrappers::Wrappers;
use crate::error::Error;
use crate::models::{ClientId, OpenMap};

/// One intended write, made by one constructor per operation and sent by [`Artu::send`](crate::Artu::send) or by the
/// method of its resource, which makes the same `Write`.
///
/// It can be kept as JSON and read back. `Debug` shows the operation and ids, never the data.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Parts")]
pub struct Write {
    operation: OperationName,
    places: Places,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Body>,
}

/// What is sent, before the wrapping members get their names.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Body {
    /// As it is.
    Plain(Value),
    /// Changes of one record, wrapped.
    Changes(Value),
    /// Items, with the members that stand beside them.
    Items { items: Vec<Value>, beside: OpenMap },
}

/// A write as it was kept; it may have been changed since.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    operation: OperationName,
    places: Places,
    body: Option<Body>,
}

impl TryFrom<Parts> for Write {
    type Error = &'static str;

    fn try_from(parts: Parts) -> Result<Self, &'static str> {
        if parts.operation.row().effect == Effect::Read {
            return Err("the operation is not a write");
        }
        let write = Self {
            operation: parts.operation,
            places: parts.places,
            body: parts.body,
        };
        write.within_limits().map_err(|error| match error {
            Error::Request { reason } => reason,
            _ => "the write is not within the limits of the contract",
        })
    }
}

impl Write {
    /// The operation.
    pub fn operation(&self) -> OperationName {
        self.operation
    }

    fn bare(operation: OperationName, places: Places) -> Self {
        Self {
            operation,
            places,
            body: None,
        }
    }

    fn plain(
        operation: OperationName,
        places: Places,
        body: &impl Serialize,
    ) -> Result<Self, Error> {
        Self::with(operation, places, Body::Plain(to_json(body)?))
    }

    fn changes(
        operation: OperationName,
        places: Places,
        changes: &impl Serialize,
    ) -> Result<Self, Error> {
        Self::with(operation, places, Body::Changes(to_json(changes)?))
    }

    /// Many records at once: all or nothing, or each for itself.
    fn batch<T: Serialize>(
        operation: OperationName,
        records: &[T],
        atomic: bool,
    ) -> Result<Self, Error> {
        let beside = OpenMap::from_iter([("atomic".to_owned(), Value::Bool(atomic))]);
        Self::items(operation, Places::none(), records, beside)
    }

    /// Changes of many records: each item holds the id of one and, under `data`, what changes (D).
    fn batch_of_changes<I: Serialize, T: Serialize>(
        operation: OperationName,
        changes: &[(I, T)],
        atomic: bool,
    ) -> Result<Self, Error> {
        let item = |(id, changes): &(I, T)| -> Result<Value, Error> {
            Ok(json!({ "id": to_json(id)?, "data": to_json(changes)? }))
        };
        let items = changes.iter().map(item).collect::<Result<Vec<_>, _>>()?;
        Self::batch(operation, &items, atomic)
    }

    fn items<T: Serialize>(
        operation: OperationName,
        places: Places,
        items: &[T],
        beside: OpenMap,
    ) -> Result<Self, Error> {
        let items = items.iter().map(to_json).collect::<Result<_, _>>()?;
        Self::with(operation, places, Body::Items { items, beside })
    }

    /// The wanted state of the child records of one client.
    fn sync<T: Serialize>(
        operation: OperationName,
        client: ClientId,
        items: &[T],
        replace: bool,
    ) -> Result<Self, Error> {
        let beside = OpenMap::from_iter([("replaceMode".to_owned(), Value::Bool(replace))]);
        Self::items(operation, Places::one("clientId", client), items, beside)
    }

    /// A record by the organisation's id. The id stands in the path, so the body does not repeat it.
    fn upsert(
        operation: OperationName,
        external_id: &str,
        body: &impl Serialize,
    ) -> Result<Self, Error> {
        let mut body = to_json(body)?;
        if let Value::Object(members) = &mut body
            && let Some(own) = members.shift_remove("externalId")
            && !own.is_null()
            && own != external_id
        {
            return Err(Error::Request {
                reason: "the external id of the record differs from the one in the path",
            });
        }
        let places = Places::one("externalId", external_id);
        Self::with(operation, places, Body::Plain(body))
    }

    fn with(operation: OperationName, places: Places, body: Body) -> Result<Self, Error> {
        let write = Self {
            body: Some(body),
            ..Self::bare(operation, places)
        };
        write.within_limits()
    }

    /// The same, looked at: the one way to a write with a body, whether it was made here or kept as JSON.
    fn within_limits(self) -> Result<Self, Error> {
        match &self.body {
            None => {}
            Some(Body::Plain(body) | Body::Changes(body)) => {
                limits::check_body(self.operation, body)?;
            }
            Some(Body::Items { items, .. }) => limits::check_items(self.operation, items)?,
        }
        Ok(self)
    }
}

/// A value as JSON.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|_| Error::Request {
        reason: "the body cannot be written as JSON",
    })
}

impl Operations {
    /// Method and path of an operation with its places filled.
    pub(crate) fn target(
        &self,
        name: OperationName,
        places: &Places,
    ) -> Result<(Verb, String), Error> {
        let operation = self.get(name);
        Ok((operation.method, places.fill(&operation.path)?))
    }

    /// The request of a write, as it will be sent.
    pub(crate) fn request(&self, write: &Write) -> Result<(Verb, String, Option<Value>), Error> {
        let (method, path) = self.target(write.operation, &write.places)?;
        let body = write
            .body
            .clone()
            .map(|body| wrapped(body, self.wrappers()));
        Ok((method, path, body))
    }
}

fn wrapped(body: Body, names: &Wrappers) -> Value {
    match body {
        Body::Plain(body) => body,
        Body::Changes(changes) => match &names.update {
            Some(wrapper) => Value::Object(OpenMap::from_iter([(wrapper.clone(), changes)])),
            None => changes,
        },
        Body::Items { items, beside } => {
            let items = (names.batch_items.clone(), Value::Array(items));
            Value::Object(std::iter::once(items).chain(beside).collect())
        }
    }
}

impl fmt::Debug for Write {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Write")
            .field("operation", &self.operation.as_str())
            .field("places", &self.places)
            .finish_non_exhaustive()
    }
}
