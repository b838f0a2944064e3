//! `GET` and `PATCH /clients/{id}`, `POST /clients/{id}/promote`.

use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::{Map, Value};

use super::caller::{Caller, id_of, optional_body};
use super::{ApiError, json_text};
use crate::fault::FaultKind;
use crate::shared::Shared;
use crate::world::{Slot, World};

/// Reads one client.
pub(super) async fn retrieve(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    caller.require("clients", "read")?;
    let world = shared.world(caller.environment);
    let slot = world.find(id_of(&id, "id")?)?;
    Ok(answer(&world, slot))
}

/// Changes one client by the members of `data`.
pub(super) async fn update(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    caller.require("clients", "update")?;
    let id = id_of(&id, "id")?;
    let body = optional_body(&body)?;
    let data = body
        .get("data")
        .and_then(Value::as_object)
        .ok_or_else(|| ApiError::issue("data", "Expected object"))?;
    check_update(data)?;
    write(&shared, &caller, "update", |world, now| {
        let slot = world.find(id)?;
        if data
            .get("type")
            .is_some_and(|kind| kind.as_str() != Some(&world.record(slot).kind))
        {
            return Err(ApiError::issue(
                "data.type",
                "The type of a client cannot change",
            ));
        }
        world.update(id, data, now)
    })
}

/// Makes a client primary. On one that is primary already this answers 200 and changes nothing,
/// since the reference documents no refusal; [`FaultKind::PromoteConflict`] makes it 409.
pub(super) async fn promote(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    caller.require("clients", "update")?;
    let id = id_of(&id, "id")?;
    write(&shared, &caller, "update", |world, now| {
        let slot = world.find(id)?;
        if caller.plays(&FaultKind::PromoteConflict) && world.record(slot).is_primary {
            return Err(ApiError::new(409, "Client is already primary"));
        }
        world.promote(id, now)
    })
}

/// Makes a change, notes it in the audit log and answers the client it ended at.
/// Under [`FaultKind::AnswerWithoutEffect`] the change is taken back before anyone sees it.
pub(super) fn write(
    shared: &Shared,
    caller: &Caller,
    operation: &'static str,
    change: impl FnOnce(&mut World, i64) -> Result<Slot, ApiError>,
) -> Result<Response, ApiError> {
    write_as(shared, caller, operation, change, answer)
}

/// As [`write`], with another form of answer.
pub(super) fn write_as(
    shared: &Shared,
    caller: &Caller,
    operation: &'static str,
    change: impl FnOnce(&mut World, i64) -> Result<Slot, ApiError>,
    render: impl FnOnce(&World, Slot) -> Response,
) -> Result<Response, ApiError> {
    let mut world = shared.world_mut(caller.environment);
    let now = shared.clock.now();
    let without_effect = caller.plays(&FaultKind::AnswerWithoutEffect);
    if without_effect {
        world.start_recording();
    }
    let response = change(&mut world, now).map(|slot| {
        let id = world.record(slot).id;
        world.note(operation, id, &caller.key.id, now);
        render(&world, slot)
    });
    if without_effect {
        world.roll_back();
    }
    response
}

fn answer(world: &World, slot: Slot) -> Response {
    let mut text = String::with_capacity(6 * 1024);
    world.render(world.record(slot), &mut text);
    json_text(text)
}

fn check_update(data: &Map<String, Value>) -> Result<(), ApiError> {
    let text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    if data.get("name").is_some_and(|name| !text(name)) {
        return Err(ApiError::issue(
            "data.name",
            "Expected at least 1 character",
        ));
    }
    if data
        .get("scopes")
        .is_some_and(|scopes| scopes.as_array().is_none_or(Vec::is_empty))
    {
        return Err(ApiError::issue("data.scopes", "Expected at least 1 scope"));
    }
    for name in ["scopeData", "metadata"] {
        if data
            .get(name)
            .is_some_and(|value| !value.is_object() && !value.is_null())
        {
            return Err(ApiError::issue(&format!("data.{name}"), "Expected object"));
        }
    }
    Ok(())
}
