//! The handle behind the scenes: change clients as if others had, play faults, read what was received.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::environment::index;
use crate::fault::{Fault, RandomFaults};
use crate::http::ApiError;
use crate::population::Planted;
use crate::requests::Received;
use crate::shared::Shared;
use crate::world::{ChildKind, NewLink, World};
use crate::{ApiKey, Environment};

/// Why a change behind the scenes was not made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the sandbox did not make the change: {0}")]
pub struct ControlError(String);

impl From<ApiError> for ControlError {
    fn from(error: ApiError) -> Self {
        Self(error.message().to_owned())
    }
}

/// A handle to a sandbox, cheap to clone; it works while the sandbox is offline too.
#[derive(Clone, Debug)]
pub struct Control {
    shared: Arc<Shared>,
}

impl Control {
    pub(crate) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    /// Number of clients that are there.
    pub fn count_clients(&self, environment: Environment) -> usize {
        self.shared.world(environment).present()
    }

    /// Ids of the clients that are there, in the order of creation.
    pub fn client_ids(&self, environment: Environment) -> Vec<Uuid> {
        self.shared.world(environment).ids()
    }

    /// A client as the API would answer it, if it is there.
    pub fn client(&self, environment: Environment, id: Uuid) -> Option<Value> {
        let world = self.shared.world(environment);
        let slot = world.find(id).ok()?;
        let mut text = String::new();
        world.render(world.record(slot), &mut text);
        serde_json::from_str(&text).ok()
    }

    /// Ids of the clients that are there and whose full name (name, middle name, last name) is this.
    pub fn clients_named(&self, environment: Environment, full_name: &str) -> Vec<Uuid> {
        let world = self.shared.world(environment);
        let named = |id: &Uuid| {
            world
                .known(*id)
                .is_some_and(|record| record.full_name() == full_name)
        };
        world.ids().into_iter().filter(named).collect()
    }

    /// The defects that were planted in the population.
    pub fn planted(&self, environment: Environment) -> Vec<Planted> {
        self.shared.planted[index(environment)].clone()
    }

    /// Sets members of a client: objects are merged, null clears; read-only members are passed over.
    pub fn update(
        &self,
        environment: Environment,
        id: Uuid,
        data: &Map<String, Value>,
    ) -> Result<(), ControlError> {
        self.change(environment, |world, now| {
            world.update(id, data, now).map(drop)
        })
    }

    /// Gives a client another `name`.
    pub fn rename(
        &self,
        environment: Environment,
        id: Uuid,
        name: &str,
    ) -> Result<(), ControlError> {
        self.update(environment, id, &object(json!({ "name": name })))
    }

    /// Sets or clears the RFC.
    pub fn set_rfc(
        &self,
        environment: Environment,
        id: Uuid,
        rfc: Option<&str>,
    ) -> Result<(), ControlError> {
        self.update(
            environment,
            id,
            &object(json!({"scopeData": {"MX": {"rfc": rfc}}})),
        )
    }

    /// Makes a client primary.
    pub fn promote(&self, environment: Environment, id: Uuid) -> Result<(), ControlError> {
        self.change(environment, |world, now| world.promote(id, now).map(drop))
    }

    /// Makes a client one that is not primary, as nobody can over the API.
    pub fn demote(&self, environment: Environment, id: Uuid) -> Result<(), ControlError> {
        self.change(environment, |world, now| world.demote(id, now).map(drop))
    }

    /// Adds a client and gives its id.
    pub fn create(
        &self,
        environment: Environment,
        members: &Map<String, Value>,
        is_primary: bool,
    ) -> Uuid {
        let mut world = self.shared.world_mut(environment);
        let slot = world.create(members, is_primary, self.shared.clock.now());
        world.record(slot).id
    }

    /// Adds a phone number, e-mail or the like to a client.
    pub fn add_contact_method(
        &self,
        environment: Environment,
        client: Uuid,
        kind: &str,
        value: &str,
    ) -> Result<(), ControlError> {
        let members = object(json!({"type": kind, "value": value}));
        self.change(environment, |world, now| {
            world
                .add_child(client, ChildKind::ContactMethod, &members, now)
                .map(drop)
        })
    }

    /// Removes a client; links to it stay.
    pub fn delete(&self, environment: Environment, id: Uuid) -> Result<(), ControlError> {
        self.change(environment, |world, now| world.delete(id, now))
    }

    /// Links two clients.
    pub fn add_link(
        &self,
        environment: Environment,
        parent: Uuid,
        child: Uuid,
        relationship_type: &str,
    ) -> Result<(), ControlError> {
        let link = NewLink {
            child,
            relationship_type: relationship_type.to_owned(),
            metadata: None,
        };
        self.change(environment, |world, now| {
            world.add_link(parent, link, now).map(drop)
        })
    }

    /// Removes the links of a pair, all or those of one type.
    pub fn remove_link(
        &self,
        environment: Environment,
        parent: Uuid,
        child: Uuid,
        relationship_type: Option<&str>,
    ) -> Result<(), ControlError> {
        self.change(environment, |world, now| {
            world
                .remove_links(parent, child, relationship_type, now)
                .map(drop)
        })
    }

    /// Requests received with this method (any when none) on paths with this start.
    pub fn requests(&self, method: Option<&str>, path_prefix: &str) -> Vec<Received> {
        self.shared.log().matching(method, path_prefix)
    }

    /// Number of requests received with this method on paths with this start.
    pub fn count_requests(&self, method: Option<&str>, path_prefix: &str) -> usize {
        self.requests(method, path_prefix).len()
    }

    /// Number of all requests received.
    pub fn total_requests(&self) -> u64 {
        self.shared.log().total()
    }

    /// Number of requests received that are no longer remembered one by one.
    pub fn forgotten_requests(&self) -> u64 {
        self.shared.log().forgotten()
    }

    /// Number of writes received with this method on paths with this start that changed something.
    pub fn count_effects(&self, method: Option<&str>, path_prefix: &str) -> usize {
        let received = self.requests(method, path_prefix);
        received.iter().filter(|one| one.effect).count()
    }

    /// Forgets the requests received.
    pub fn clear_requests(&self) {
        self.shared.log().clear();
    }

    /// Returns when at least so many matching requests were received.
    pub async fn wait_for_requests(
        &self,
        method: Option<&str>,
        path_prefix: &str,
        at_least: usize,
    ) {
        loop {
            let arrival = self.shared.arrivals.notified();
            tokio::pin!(arrival);
            arrival.as_mut().enable();
            if self.count_requests(method, path_prefix) >= at_least {
                return;
            }
            arrival.await;
        }
    }

    /// Adds a fault behind the waiting ones.
    pub fn push_fault(&self, fault: Fault) {
        self.shared.script().push(fault);
    }

    /// Sets or ends random faults.
    pub fn set_random_faults(&self, random: Option<RandomFaults>) {
        self.shared.script().set_random(random);
    }

    /// The faults that still wait.
    pub fn waiting_faults(&self) -> Vec<Fault> {
        self.shared.script().waiting().to_vec()
    }

    /// Forgets every fault, random ones too.
    pub fn clear_faults(&self) {
        self.shared.script().clear();
    }

    /// Closes every API request without an answer while true; the control over HTTP goes on.
    pub fn set_refusing(&self, refusing: bool) {
        self.shared.set_refusing(refusing);
    }

    /// Whether API requests are closed without an answer.
    pub fn is_refusing(&self) -> bool {
        self.shared.is_refusing()
    }

    /// Adds a key, or replaces the one with the same name.
    pub fn set_key(&self, key: ApiKey) {
        let mut keys = self.shared.keys_mut();
        keys.retain(|one| one.id != key.id);
        keys.push(key);
    }

    /// Revokes the key with this name; whether there was one.
    pub fn revoke_key(&self, id: &str) -> bool {
        let mut keys = self.shared.keys_mut();
        let before = keys.len();
        keys.retain(|one| one.id != id);
        keys.len() < before
    }

    /// Moves the server's clock forward.
    pub fn advance(&self, milliseconds: i64) {
        self.shared.clock.advance(milliseconds);
    }

    /// Lets the date in the heads of answers be so many milliseconds ahead of the server's clock, or behind it.
    pub fn skew_date(&self, milliseconds: i64) {
        self.shared.clock.skew(milliseconds);
    }

    /// The server's time; each reading is later than the one before.
    pub fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.shared.clock.now()).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn change(
        &self,
        environment: Environment,
        change: impl FnOnce(&mut World, i64) -> Result<(), ApiError>,
    ) -> Result<(), ControlError> {
        let mut world = self.shared.world_mut(environment);
        let now = self.shared.clock.now();
        Ok(change(&mut world, now)?)
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}
