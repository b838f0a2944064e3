//! Writes: each is done whole or not at all, noted in the audit log, and can be played without effect.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::ApiError;
use super::call::Call;
use crate::Environment;
use crate::clock::Clock;
use crate::fault::FaultKind;
use crate::world::{Actor, Noted, World, difference};

/// A write under way in one environment.
#[derive(Debug)]
pub(super) struct Write<'a> {
    pub(super) world: &'a mut World,
    clock: &'a Clock,
    actor: Actor,
}

/// Makes a change in the environment of the call; a refusal takes back what was done before it. Under
/// [`FaultKind::AnswerWithoutEffect`] the change is taken back before anyone sees it.
pub(super) fn write<T>(
    call: &Call,
    change: impl FnOnce(&mut Write<'_>) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    write_in(
        call,
        call.environment(),
        call.plays(&FaultKind::AnswerWithoutEffect),
        change,
    )
}

/// As [`write`], in an environment; nothing stays of a rehearsal.
pub(super) fn write_in<T>(
    call: &Call,
    environment: Environment,
    rehearsal: bool,
    change: impl FnOnce(&mut Write<'_>) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let mut world = call.shared.world_mut(environment);
    world.start_recording();
    let mut write = Write {
        world: &mut world,
        clock: &call.shared.clock,
        actor: Actor {
            key_id: call.caller.key.id.clone(),
            user_agent: call.user_agent.clone(),
        },
    };
    let done = change(&mut write);
    if done.is_err() || rehearsal {
        world.roll_back();
    } else {
        world.keep();
    }
    done
}

impl Write<'_> {
    /// The next instant, in milliseconds since the epoch.
    pub(super) fn now(&self) -> i64 {
        self.clock.now()
    }

    /// Notes that a record was made.
    pub(super) fn created(&mut self, resource: &'static str, record: &Map<String, Value>) {
        self.note(resource, "create", record, difference(&Map::new(), record));
    }

    /// Notes that a record was changed, unless it is as it was.
    pub(super) fn updated(
        &mut self,
        resource: &'static str,
        before: &Map<String, Value>,
        after: &Map<String, Value>,
    ) {
        if before != after {
            self.note(resource, "update", after, difference(before, after));
        }
    }

    /// Notes that a record was removed.
    pub(super) fn deleted(&mut self, resource: &'static str, record: &Map<String, Value>) {
        self.note(resource, "delete", record, difference(record, &Map::new()));
    }

    /// Makes a change of a client and notes what it changed.
    pub(super) fn on_client<T>(
        &mut self,
        id: Uuid,
        change: impl FnOnce(&mut World, i64) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let before = client(self.world, id)?;
        let now = self.now();
        let done = change(self.world, now)?;
        match client(self.world, id) {
            Ok(after) => self.updated("client", &before, &after),
            Err(_) => self.deleted("client", &before),
        }
        Ok(done)
    }

    /// Makes a change of its own, which is taken back alone when it is refused.
    pub(super) fn attempt<T>(
        &mut self,
        change: impl FnOnce(&mut Self) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        self.world.start_recording();
        let done = change(self);
        if done.is_err() {
            self.world.roll_back();
        } else {
            self.world.keep();
        }
        done
    }

    fn note(
        &mut self,
        resource: &'static str,
        operation: &'static str,
        record: &Map<String, Value>,
        changes: Value,
    ) {
        let id = record
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let now = self.now();
        self.world.note(
            Noted {
                resource,
                operation,
                id,
                changes,
            },
            &self.actor,
            now,
        );
    }
}

/// A client that is there, as it is answered.
pub(super) fn client(world: &World, id: Uuid) -> Result<Map<String, Value>, ApiError> {
    let slot = world.find(id)?;
    let mut text = String::with_capacity(6 * 1024);
    world.render(world.record(slot), &mut text);
    Ok(serde_json::from_str(&text).unwrap_or_default())
}

/// Writes every item of a batch: all or none when it is atomic, else each for itself.
pub(super) fn batch(
    call: &Call,
    mut item: impl FnMut(&mut Write<'_>, &Map<String, Value>) -> Result<Value, ApiError>,
) -> Result<Value, ApiError> {
    let items = call.items("items");
    let empty = Map::new();
    let members = |one: &Value| one.as_object().cloned().unwrap_or_else(|| empty.clone());
    if call.member("atomic") != &Value::Bool(false) {
        return write(call, |write| {
            let mut data = Vec::with_capacity(items.len());
            for (index, one) in items.iter().enumerate() {
                let place = format!("items.{index}");
                data.push(item(write, &members(one)).map_err(|error| error.within(&place))?);
            }
            Ok(json!({"atomic": true, "data": data}))
        });
    }
    write(call, |write| {
        let (mut succeeded, mut failed) = (Vec::new(), Vec::new());
        for (index, one) in items.iter().enumerate() {
            match write.attempt(|write| item(write, &members(one))) {
                Ok(data) => succeeded.push(json!({"index": index, "data": data})),
                Err(error) => failed.push(json!({"index": index, "error": error.body()})),
            }
        }
        Ok(json!({"atomic": false, "succeeded": succeeded, "failed": failed}))
    })
}
