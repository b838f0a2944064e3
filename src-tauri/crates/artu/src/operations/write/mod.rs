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
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::limits::{self, Limit};
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
        Ok(Self {
            operation: parts.operation,
            places: parts.places,
            body: parts.body,
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
        limits: &[Limit],
    ) -> Result<Self, Error> {
        let body = checked(body, limits)?;
        Ok(Self {
            body: Some(Body::Plain(body)),
            ..Self::bare(operation, places)
        })
    }

    fn changes(
        operation: OperationName,
        places: Places,
        changes: &impl Serialize,
        limits: &[Limit],
    ) -> Result<Self, Error> {
        let changes = checked(changes, limits)?;
        Ok(Self {
            body: Some(Body::Changes(changes)),
            ..Self::bare(operation, places)
        })
    }

    /// Many records at once: all or nothing, or each for itself.
    fn batch<T: Serialize>(
        operation: OperationName,
        records: &[T],
        atomic: bool,
        limits: &[Limit],
    ) -> Result<Self, Error> {
        let items = checked_items(records, &limits::BATCH, limits)?;
        let beside = OpenMap::from_iter([("atomic".to_owned(), Value::Bool(atomic))]);
        Ok(Self::items(operation, Places::none(), items, beside))
    }

    /// Changes of many records: each item holds the id of one and, under `data`, what changes (D).
    fn batch_of_changes<I: Serialize, T: Serialize>(
        operation: OperationName,
        changes: &[(I, T)],
        atomic: bool,
        limits: &[Limit],
    ) -> Result<Self, Error> {
        limits::check_count(changes.len(), &limits::BATCH)?;
        let item = |(id, changes): &(I, T)| {
            let changes = checked(changes, limits)?;
            Ok(json!({ "id": to_json(id)?, "data": changes }))
        };
        let items = changes.iter().map(item).collect::<Result<_, Error>>()?;
        let beside = OpenMap::from_iter([("atomic".to_owned(), Value::Bool(atomic))]);
        Ok(Self::items(operation, Places::none(), items, beside))
    }

    fn items(operation: OperationName, places: Places, items: Vec<Value>, beside: OpenMap) -> Self {
        Self {
            body: Some(Body::Items { items, beside }),
            ..Self::bare(operation, places)
        }
    }

    /// The wanted state of the child records of one client.
    fn sync<T: Serialize>(
        operation: OperationName,
        client: ClientId,
        items: &[T],
        replace: bool,
        limits: &[Limit],
    ) -> Result<Self, Error> {
        let items = checked_items(items, &limits::SYNC, limits)?;
        let beside = OpenMap::from_iter([("replaceMode".to_owned(), Value::Bool(replace))]);
        let places = Places::one("clientId", client);
        Ok(Self::items(operation, places, items, beside))
    }

    /// A record by the organisation's id. The id stands in the path, so the body does not repeat it.
    fn upsert(
        operation: OperationName,
        external_id: &str,
        body: &impl Serialize,
        limits: &[Limit],
    ) -> Result<Self, Error> {
        let mut body = checked(body, limits)?;
        if let Value::Object(members) = &mut body
            && let Some(own) = members.shift_remove("externalId")
            && !own.is_null()
            && own != external_id
        {
            return Err(Error::Request {
                reason: "the external id of the record differs from the one in the path",
            });
        }
        Ok(Self {
            body: Some(Body::Plain(body)),
            ..Self::bare(operation, Places::one("externalId", external_id))
        })
    }
}

/// A value as JSON.
pub(crate) fn to_json(value: &impl Serialize) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|_| Error::Request {
        reason: "the body cannot be written as JSON",
    })
}

fn checked(value: &impl Serialize, limits: &[Limit]) -> Result<Value, Error> {
    let value = to_json(value)?;
    limits::check(&value, limits)?;
    Ok(value)
}

/// As many items as are allowed, each within the limits of its record.
fn checked_items<T: Serialize>(
    items: &[T],
    count: &RangeInclusive<usize>,
    limits: &[Limit],
) -> Result<Vec<Value>, Error> {
    limits::check_count(items.len(), count)?;
    items.iter().map(|item| checked(item, limits)).collect()
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
