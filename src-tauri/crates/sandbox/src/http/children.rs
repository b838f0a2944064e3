//! Addresses, contact methods, bank accounts and documents: what all four have in common.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::call::Call;
use super::clients::id_and_data;
use super::contract::{conform, require};
use super::write::{Write, batch, write};
use super::{Answer, ApiError, json_value};
use crate::world::{ChildKind, ValueRequest};

/// `GET /clients/{clientId}/…`: a page in the order of creation.
pub(super) fn list(call: &Call, kind: ChildKind) -> Answer {
    let request = ValueRequest::of_query(call.query("cursor"), call.query("limit"))?;
    let world = call.world();
    let slot = world.find(call.id("clientId")?)?;
    let children: Vec<Value> = world
        .children(slot, kind)
        .into_iter()
        .map(Value::from)
        .collect();
    Ok(json_value(&request.page(children.iter())))
}

/// The primary record of a client, or null; of one type when it is given.
pub(super) fn primary(call: &Call, kind: ChildKind, wanted: Option<&str>) -> Answer {
    let world = call.world();
    let slot = world.find(call.id("clientId")?)?;
    let found = world.children(slot, kind).into_iter().find(|child| {
        child.get("isPrimary") == Some(&Value::Bool(true))
            && wanted.is_none_or(|wanted| child.get("type").and_then(Value::as_str) == Some(wanted))
    });
    Ok(json_value(&found.map_or(Value::Null, Value::from)))
}

/// `POST /…`: the client is named in the body.
pub(super) fn create(call: &Call, kind: ChildKind) -> Answer {
    let made = write(call, |write| create_one(write, kind, call.object("")?))?;
    Ok(json_value(&made.into()))
}

/// `GET /…/{id}`.
pub(super) fn retrieve(call: &Call, kind: ChildKind) -> Answer {
    let (_, child) = call.world().child(kind, call.id("id")?)?;
    Ok(json_value(&child.into()))
}

/// `PATCH /…/{id}` with `{data}`.
pub(super) fn update(call: &Call, kind: ChildKind) -> Answer {
    let id = call.id("id")?;
    let done = write(call, |write| {
        update_one(write, kind, id, call.object("data")?, "data")
    })?;
    Ok(json_value(&done.into()))
}

/// `DELETE /…/{id}`.
pub(super) fn delete(call: &Call, kind: ChildKind) -> Answer {
    let id = call.id("id")?;
    write(call, |write| delete_one(write, kind, id))?;
    Ok(json_value(&json!({ "id": id })))
}

/// `POST /…/batch`.
pub(super) fn create_many(call: &Call, kind: ChildKind) -> Answer {
    let done = batch(call, |write, item| {
        create_one(write, kind, item).map(Value::from)
    })?;
    Ok(json_value(&done))
}

/// `PATCH /…/batch`.
pub(super) fn update_many(call: &Call, kind: ChildKind) -> Answer {
    let done = batch(call, |write, item| {
        let (id, data) = id_and_data(item)?;
        update_one(write, kind, id, data, "data").map(Value::from)
    })?;
    Ok(json_value(&done))
}

/// `PUT /…/external/{externalId}`.
pub(super) fn upsert(call: &Call, kind: ChildKind) -> Answer {
    let mut input = call.object("")?.clone();
    input.insert("externalId".to_owned(), call.path("externalId").into());
    let (data, action) = write(call, |write| upsert_one(write, kind, &input))?;
    Ok(json_value(&json!({"data": data, "action": action})))
}

/// `PUT /…/batch/external`: every item names its external id.
pub(super) fn upsert_many(call: &Call, kind: ChildKind) -> Answer {
    let done = batch(call, |write, item| {
        if item.get("externalId").and_then(Value::as_str).is_none() {
            return Err(ApiError::issue("externalId", "Required"));
        }
        let (data, action) = upsert_one(write, kind, item)?;
        Ok(json!({"data": data, "action": action}))
    })?;
    Ok(json_value(&done))
}

/// `POST /clients/{clientId}/…/sync`.
pub(super) fn sync(call: &Call, kind: ChildKind) -> Answer {
    let client = call.id("clientId")?;
    let replace = call.member("replaceMode") == &Value::Bool(true);
    let done = write(call, |write| {
        sync_list(write, kind, client, call.items("items"), replace, "items")
    })?;
    Ok(json_value(&done))
}

/// Brings the list of a client in line with items: one with an id, or with an external id that is there, is changed,
/// or removed with `_delete`; others are made. What no item names stays, unless the list is replaced.
pub(super) fn sync_list(
    write: &mut Write<'_>,
    kind: ChildKind,
    client: Uuid,
    items: &[Value],
    replace: bool,
    place: &str,
) -> Result<Value, ApiError> {
    let slot = write.world.find(client)?;
    let mut unnamed: Vec<Uuid> = write
        .world
        .children(slot, kind)
        .iter()
        .filter_map(id_in)
        .collect();
    let (mut created, mut updated, mut deleted) = (Vec::new(), Vec::new(), Vec::new());
    for (index, item) in items.iter().enumerate() {
        let place = format!("{place}.{index}");
        let mut item = item.as_object().cloned().unwrap_or_default();
        let remove = item.remove("_delete") == Some(Value::Bool(true));
        let there = matching(write, kind, client, &item)?;
        unnamed.retain(|id| Some(*id) != there);
        match there {
            Some(id) if remove => {
                delete_one(write, kind, id)?;
                deleted.push(id);
            }
            Some(id) => {
                updated.push(
                    update_one(write, kind, id, &item, "").map_err(|error| error.within(&place))?,
                );
            }
            None if remove => return Err(ApiError::issue(&format!("{place}.id"), "Required")),
            None => {
                item.insert("clientId".to_owned(), client.to_string().into());
                created.push(create_one(write, kind, &item).map_err(|error| error.within(&place))?);
            }
        }
    }
    if replace {
        for id in unnamed {
            delete_one(write, kind, id)?;
            deleted.push(id);
        }
    }
    Ok(json!({"created": created, "updated": updated, "deleted": deleted}))
}

/// The record of a client that an item names: 404 for an id that is not the client's.
fn matching(
    write: &Write<'_>,
    kind: ChildKind,
    client: Uuid,
    item: &Map<String, Value>,
) -> Result<Option<Uuid>, ApiError> {
    let of_client = |id: Uuid| {
        let found = write.world.child(kind, id).ok();
        found.is_some_and(|(slot, _)| write.world.record(slot).id == client)
    };
    if let Some(id) = id_in(item) {
        return if of_client(id) {
            Ok(Some(id))
        } else {
            Err(ApiError::not_found(kind.title()))
        };
    }
    let external = item.get("externalId").and_then(Value::as_str);
    Ok(external
        .and_then(|text| write.world.by_external_id(Some(kind), text))
        .filter(|id| of_client(*id)))
}

/// Makes a child record and notes it: 400 without what one needs, 404 without its client.
pub(super) fn create_one(
    write: &mut Write<'_>,
    kind: ChildKind,
    input: &Map<String, Value>,
) -> Result<Map<String, Value>, ApiError> {
    require(kind.input(), &Value::Object(input.clone()), "")?;
    let Some(client) = input.get("clientId").and_then(Value::as_str) else {
        return Err(ApiError::issue("clientId", "Required"));
    };
    let client =
        Uuid::try_parse(client).map_err(|_| ApiError::issue("clientId", "Expected uuid"))?;
    let now = write.now();
    let made = write.world.add_child(client, kind, input, now)?;
    write.created(kind.word(), &made);
    Ok(made)
}

fn update_one(
    write: &mut Write<'_>,
    kind: ChildKind,
    id: Uuid,
    data: &Map<String, Value>,
    place: &str,
) -> Result<Map<String, Value>, ApiError> {
    conform(kind.schema(), data, place)?;
    let now = write.now();
    let changed = write.world.update_child(kind, id, data, now)?;
    write.updated(kind.word(), &changed.before, &changed.after);
    Ok(changed.after)
}

fn delete_one(write: &mut Write<'_>, kind: ChildKind, id: Uuid) -> Result<(), ApiError> {
    let now = write.now();
    let gone = write.world.remove_child(kind, id, now)?;
    write.deleted(kind.word(), &gone);
    Ok(())
}

/// Makes or changes the record with the external id of the input: 409 when it is another client's.
fn upsert_one(
    write: &mut Write<'_>,
    kind: ChildKind,
    input: &Map<String, Value>,
) -> Result<(Map<String, Value>, &'static str), ApiError> {
    let external = input
        .get("externalId")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let Some(id) = write.world.by_external_id(Some(kind), external) else {
        return Ok((create_one(write, kind, input)?, "created"));
    };
    let (_, before) = write.world.child(kind, id)?;
    if input.get("clientId") != before.get("clientId") {
        return Err(ApiError::new(
            409,
            "This externalId belongs to a record of another client",
        ));
    }
    let after = update_one(write, kind, id, input, "")?;
    let action = if after == before {
        "skipped"
    } else {
        "updated"
    };
    Ok((after, action))
}

fn id_in(members: &Map<String, Value>) -> Option<Uuid> {
    Uuid::try_parse(members.get("id")?.as_str()?).ok()
}
