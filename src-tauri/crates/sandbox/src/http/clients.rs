//! One client, and many in a batch.

use axum::response::Response;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::call::Call;
use super::contract::conform;
use super::write::{Write, batch, client, write};
use super::{Answer, ApiError, json_text, json_value};
use crate::fault::FaultKind;
use crate::world::{Slot, World};

/// `POST /clients`: a primary client, since a separate call makes related ones.
pub(super) fn create(call: &Call) -> Answer {
    let made = write(call, |write| create_one(write, call.object("")?, "", true))?;
    Ok(json_value(&made.into()))
}

/// `GET /clients/{id}`.
pub(super) fn retrieve(call: &Call) -> Answer {
    let world = call.world();
    let slot = world.find(call.id("id")?)?;
    Ok(answer(&world, slot))
}

/// `GET /clients/external/{externalId}`.
pub(super) fn retrieve_by_external_id(call: &Call) -> Answer {
    let world = call.world();
    let id = world.by_external_id(None, call.path("externalId"));
    let slot = world.find(id.ok_or_else(|| ApiError::not_found("Client"))?)?;
    Ok(answer(&world, slot))
}

/// `GET /clients/metadata/{key}/{value}`: 409 when several clients hold the pair.
pub(super) fn retrieve_by_metadata(call: &Call) -> Answer {
    let world = call.world();
    let slot = world.by_metadata(call.path("key"), call.path("value"))?;
    Ok(answer(&world, slot))
}

/// `PUT /clients/external/{externalId}`.
pub(super) fn upsert(call: &Call) -> Answer {
    let mut input = call.object("")?.clone();
    input.insert("externalId".to_owned(), call.path("externalId").into());
    let (data, action) = write(call, |write| {
        match write.world.by_external_id(None, call.path("externalId")) {
            None => Ok((create_one(write, &input, "", true)?, "created")),
            Some(id) => {
                let changed = write.world.would_change(write.world.find(id)?, &input);
                if changed {
                    update_one(write, id, &input, "")?;
                }
                Ok((
                    client(write.world, id)?,
                    if changed { "updated" } else { "skipped" },
                ))
            }
        }
    })?;
    Ok(json_value(&json!({"data": data, "action": action})))
}

/// `PATCH /clients/{id}`: changes the members of `data`.
pub(super) fn update(call: &Call) -> Answer {
    let id = call.id("id")?;
    let done = write(call, |write| {
        update_one(write, id, call.object("data")?, "data")
    })?;
    Ok(json_value(&done.into()))
}

/// `DELETE /clients/{id}`. Links to it stay and show what was known last, since the reference names no cascade.
pub(super) fn delete(call: &Call) -> Answer {
    let id = call.id("id")?;
    write(call, |write| {
        write.on_client(id, |world, now| world.delete(id, now))
    })?;
    Ok(json_value(&json!({ "id": id })))
}

/// `POST /clients/{id}/promote`. On one that is primary already this answers 200 and changes nothing,
/// since the reference documents no refusal; [`FaultKind::PromoteConflict`] makes it 409.
pub(super) fn promote(call: &Call) -> Answer {
    let id = call.id("id")?;
    let done = write(call, |write| {
        let slot = write.world.find(id)?;
        if call.plays(&FaultKind::PromoteConflict) && write.world.record(slot).is_primary {
            return Err(ApiError::new(409, "Client is already primary"));
        }
        write.on_client(id, |world, now| world.promote(id, now))?;
        client(write.world, id)
    })?;
    Ok(json_value(&done.into()))
}

/// `POST /clients/batch`.
pub(super) fn create_many(call: &Call) -> Answer {
    let done = batch(call, |write, item| {
        create_one(write, item, "", true).map(Value::from)
    })?;
    Ok(json_value(&done))
}

/// `PATCH /clients/batch`.
pub(super) fn update_many(call: &Call) -> Answer {
    let done = batch(call, |write, item| {
        let (id, data) = id_and_data(item)?;
        update_one(write, id, data, "data").map(Value::from)
    })?;
    Ok(json_value(&done))
}

/// The `id` and the `data` of an item of a batch.
pub(super) fn id_and_data(
    item: &Map<String, Value>,
) -> Result<(Uuid, &Map<String, Value>), ApiError> {
    let id = item
        .get("id")
        .and_then(Value::as_str)
        .and_then(|text| Uuid::try_parse(text).ok());
    let data = item.get("data").and_then(Value::as_object);
    id.zip(data)
        .ok_or_else(|| ApiError::issue("id", "Expected uuid"))
}

/// Makes a client and notes it: 409 when its external id is taken.
pub(super) fn create_one(
    write: &mut Write<'_>,
    input: &Map<String, Value>,
    place: &str,
    is_primary: bool,
) -> Result<Map<String, Value>, ApiError> {
    check_employment(input, place)?;
    write.world.claim(None, input, None)?;
    let now = write.now();
    let slot = write.world.create(input, is_primary, now);
    let id = write.world.record(slot).id;
    let made = client(write.world, id)?;
    write.created("client", &made);
    Ok(made)
}

/// Changes a client and notes it: 400 for another type, 409 when its external id is taken.
pub(super) fn update_one(
    write: &mut Write<'_>,
    id: Uuid,
    data: &Map<String, Value>,
    place: &str,
) -> Result<Map<String, Value>, ApiError> {
    let slot = write.world.find(id)?;
    let kind = write.world.record(slot).kind.clone();
    if data
        .get("type")
        .is_some_and(|one| one.as_str() != Some(&kind))
    {
        let path = if place.is_empty() {
            "type".to_owned()
        } else {
            format!("{place}.type")
        };
        return Err(ApiError::issue(&path, "The type of a client cannot change"));
    }
    check_employment(data, place)?;
    write.world.claim(None, data, Some(id))?;
    write.on_client(id, |world, now| world.update(id, data, now))?;
    client(write.world, id)
}

/// `employment` is on the record, and on no input of the contract: it is taken when the record can hold it.
fn check_employment(input: &Map<String, Value>, place: &str) -> Result<(), ApiError> {
    let mut members = Map::new();
    if let Some(employment) = input.get("employment") {
        members.insert("employment".to_owned(), employment.clone());
    }
    conform("Client", &members, place)
}

fn answer(world: &World, slot: Slot) -> Response {
    let mut text = String::with_capacity(6 * 1024);
    world.render(world.record(slot), &mut text);
    json_text(text)
}
