//! Links between clients, and related clients.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::call::Call;
use super::clients::create_one;
use super::write::{client, write};
use super::{Answer, ApiError, json_text, json_value};
use crate::world::{NewLink, Slot, World};

/// `GET /clients/{parentClientId}/links`: a plain array.
pub(super) fn list(call: &Call) -> Answer {
    let world = call.world();
    let slot = world.find(call.id("parentClientId")?)?;
    let mut text = String::new();
    world.render_links(
        world.record(slot),
        call.query("relationshipType"),
        &mut text,
    );
    Ok(json_text(text))
}

/// `GET /client-links/{id}`.
pub(super) fn retrieve(call: &Call) -> Answer {
    let world = call.world();
    let (_, link) = world
        .link(call.id("id")?)
        .ok_or_else(|| ApiError::not_found("Link"))?;
    let mut text = String::new();
    world.render_link(link, &mut text);
    Ok(json_text(text))
}

/// `POST /clients/{parentClientId}/links`.
pub(super) fn add(call: &Call) -> Answer {
    let link = read_link(call.object("")?, "childClientId")?;
    change(call, |world, parent, now| world.add_link(parent, link, now))
}

/// `PUT /clients/{parentClientId}/links`: what is not given is removed.
pub(super) fn replace(call: &Call) -> Answer {
    let links = call
        .items("linkedClients")
        .iter()
        .filter_map(Value::as_object);
    let links: Vec<NewLink> = links
        .map(|one| read_link(one, "clientId"))
        .collect::<Result<_, _>>()?;
    change(call, |world, parent, now| {
        world.replace_links(parent, links, now)
    })
}

/// `DELETE /clients/{parentClientId}/links/{childClientId}`: all links of the pair, or those of one type.
pub(super) fn remove(call: &Call) -> Answer {
    let child = call.id("childClientId")?;
    let relationship_type = call.member("relationshipType").as_str();
    change(call, |world, parent, now| {
        world.remove_links(parent, child, relationship_type, now)
    })
}

/// `POST /clients/{parentClientId}/related`: a new client that is not primary, linked to the parent.
pub(super) fn create_related(call: &Call) -> Answer {
    call.caller.require("clients", "update")?;
    let parent = call.id("parentClientId")?;
    let text = write(call, |write| {
        write.world.find(parent)?;
        let child = create_one(write, call.object("child")?, "child", false)?;
        let link = link_to(call.object("")?, child.get("id"), "child")?;
        let id = link.child;
        write.on_client(parent, |world, now| world.add_link(parent, link, now))?;
        let world = &*write.world;
        let mut text = String::from("{\"child\":");
        world.render(world.record(world.find(id)?), &mut text);
        if let Some(link) = world.record(world.find(parent)?).link_to(id, None) {
            text.push_str(",\"link\":");
            world.render_link(link, &mut text);
        }
        text.push('}');
        Ok(text)
    })?;
    Ok(json_text(text))
}

/// Changes the links of a parent and answers it.
fn change(
    call: &Call,
    change: impl FnOnce(&mut World, Uuid, i64) -> Result<Slot, ApiError>,
) -> Answer {
    let parent = call.id("parentClientId")?;
    let done = write(call, |write| {
        write.on_client(parent, |world, now| change(world, parent, now))?;
        client(write.world, parent)
    })?;
    Ok(json_value(&done.into()))
}

fn read_link(input: &Map<String, Value>, child_member: &str) -> Result<NewLink, ApiError> {
    link_to(input, input.get(child_member), child_member)
}

fn link_to(
    input: &Map<String, Value>,
    child: Option<&Value>,
    place: &str,
) -> Result<NewLink, ApiError> {
    let child = child
        .and_then(Value::as_str)
        .and_then(|text| Uuid::try_parse(text).ok());
    let word = input.get("relationshipType").and_then(Value::as_str);
    Ok(NewLink {
        child: child.ok_or_else(|| ApiError::issue(place, "Expected uuid"))?,
        relationship_type: word.unwrap_or_default().to_owned(),
        metadata: input.get("metadata").map(Value::to_string),
    })
}
