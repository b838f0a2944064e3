//! Links between clients, and related clients.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use serde_json::Value;
use uuid::Uuid;

use super::caller::{Caller, id_of, new_client, optional_body};
use super::clients::{write, write_as};
use super::{ApiError, json_text};
use crate::shared::Shared;
use crate::world::NewLink;

/// `GET /clients/{parent}/links`: a plain array.
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Path(parent): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, ApiError> {
    caller.require("clients", "read")?;
    let world = shared.world(caller.environment);
    let slot = world.find(id_of(&parent, "parentClientId")?)?;
    let mut text = String::new();
    world.render_links(
        world.record(slot),
        query.get("relationshipType").map(String::as_str),
        &mut text,
    );
    Ok(json_text(text))
}

/// `GET /client-links/{id}`.
pub(super) async fn retrieve(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    caller.require("clients", "read")?;
    let world = shared.world(caller.environment);
    let (_, link) = world
        .link(id_of(&id, "id")?)
        .ok_or_else(|| ApiError::not_found("Link"))?;
    let mut text = String::new();
    world.render_link(link, &mut text);
    Ok(json_text(text))
}

/// `POST /clients/{parent}/links`.
pub(super) async fn add(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Path(parent): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    caller.require("clients", "update")?;
    let parent = id_of(&parent, "parentClientId")?;
    let link = read_link(&optional_body(&body)?, "childClientId")?;
    write(&shared, &caller, "update", |world, now| {
        world.add_link(parent, link, now)
    })
}

/// `PUT /clients/{parent}/links`: what is not given is removed.
pub(super) async fn replace(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Path(parent): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    caller.require("clients", "update")?;
    let parent = id_of(&parent, "parentClientId")?;
    let body = optional_body(&body)?;
    let links = body.get("linkedClients").and_then(Value::as_array);
    let links = links.ok_or_else(|| ApiError::issue("linkedClients", "Expected array"))?;
    let links: Vec<NewLink> = links
        .iter()
        .map(|one| read_link(one, "clientId"))
        .collect::<Result<_, _>>()?;
    write(&shared, &caller, "update", |world, now| {
        world.replace_links(parent, links, now)
    })
}

/// `DELETE /clients/{parent}/links/{child}`: all links of the pair, or those of one type.
pub(super) async fn remove(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Path((parent, child)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, ApiError> {
    caller.require("clients", "update")?;
    let parent = id_of(&parent, "parentClientId")?;
    let child = id_of(&child, "childClientId")?;
    let body = optional_body(&body)?;
    let relationship_type = body.get("relationshipType").and_then(Value::as_str);
    write(&shared, &caller, "update", |world, now| {
        world.remove_links(parent, child, relationship_type, now)
    })
}

/// `POST /clients/{parent}/related`: a new client that is not primary, linked to the parent.
pub(super) async fn create_related(
    State(shared): State<Arc<Shared>>,
    Extension(caller): Extension<Caller>,
    Path(parent): Path<String>,
    body: Bytes,
) -> Result<Response, ApiError> {
    caller.require("clients", "create")?;
    caller.require("clients", "update")?;
    let parent = id_of(&parent, "parentClientId")?;
    let body = optional_body(&body)?;
    let child = new_client(body.get("child").unwrap_or(&Value::Null), "child")?;
    let mut link = NewLink {
        child: Uuid::nil(),
        relationship_type: relationship_type(&body)?,
        metadata: metadata(&body)?,
    };
    write_as(
        &shared,
        &caller,
        "create",
        |world, now| {
            world.find(parent)?;
            let slot = world.create(&child, false, now);
            link.child = world.record(slot).id;
            world.add_link(parent, link, now)?;
            Ok(slot)
        },
        |world, slot| {
            let child = world.record(slot);
            let mut text = String::from("{\"child\":");
            world.render(child, &mut text);
            if let Ok(parent) = world.find(parent)
                && let Some(link) = world.record(parent).link_to(child.id, None)
            {
                text.push_str(",\"link\":");
                world.render_link(link, &mut text);
            }
            text.push('}');
            json_text(text)
        },
    )
}

fn read_link(value: &Value, child_member: &str) -> Result<NewLink, ApiError> {
    let child = value
        .get(child_member)
        .and_then(Value::as_str)
        .unwrap_or_default();
    Ok(NewLink {
        child: id_of(child, child_member)?,
        relationship_type: relationship_type(value)?,
        metadata: metadata(value)?,
    })
}

fn relationship_type(value: &Value) -> Result<String, ApiError> {
    let word = value
        .get("relationshipType")
        .and_then(Value::as_str)
        .unwrap_or_default();
    if word.is_empty() {
        Err(ApiError::issue("relationshipType", "Required"))
    } else {
        Ok(word.to_owned())
    }
}

fn metadata(value: &Value) -> Result<Option<String>, ApiError> {
    match value.get("metadata") {
        None | Some(Value::Null) => Ok(None),
        Some(object @ Value::Object(_)) => Ok(Some(object.to_string())),
        Some(_) => Err(ApiError::issue("metadata", "Expected object")),
    }
}
