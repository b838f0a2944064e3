//! Changes to clients and links. Every change moves `updatedAt` of the client that holds it.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Head, Link, Record, Slot, World};
use crate::http::ApiError;

/// Members that a caller cannot write; they are passed over in silence.
const READ_ONLY: [&str; 14] = [
    "id",
    "createdAt",
    "updatedAt",
    "isPrimary",
    "email",
    "phone",
    "age",
    "addresses",
    "contactMethods",
    "bankAccounts",
    "documents",
    "linkedClients",
    "riskAssessments",
    "tags",
];

/// A link that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NewLink {
    pub(crate) child: Uuid,
    pub(crate) relationship_type: String,
    /// JSON text of an object, if any.
    pub(crate) metadata: Option<String>,
}

impl World {
    /// Makes a client primary. Nothing changes on one that is primary already.
    pub(crate) fn promote(&mut self, id: Uuid, now: i64) -> Result<Slot, ApiError> {
        let slot = self.find(id)?;
        if !self.record(slot).is_primary {
            self.edit(slot, now, |record| record.is_primary = true);
        }
        Ok(slot)
    }

    /// Makes a client one that is not primary, which no call of the API does.
    pub(crate) fn demote(&mut self, id: Uuid, now: i64) -> Result<Slot, ApiError> {
        let slot = self.find(id)?;
        self.edit(slot, now, |record| record.is_primary = false);
        Ok(slot)
    }

    /// Adds a client; read-only members of the input are passed over.
    pub(crate) fn create(
        &mut self,
        input: &Map<String, Value>,
        is_primary: bool,
        now: i64,
    ) -> Slot {
        let mut members = input.clone();
        members.retain(|name, _| !READ_ONLY.contains(&name.as_str()));
        for list in [
            "addresses",
            "contactMethods",
            "bankAccounts",
            "documents",
            "tags",
        ] {
            members.insert(list.to_owned(), Value::Array(Vec::new()));
        }
        members.insert("riskAssessments".to_owned(), Value::Object(Map::new()));
        set_age(&mut members, now);
        let id = self.fresh_id();
        let head = Head {
            id,
            created_at: now,
            updated_at: now,
            is_primary,
        };
        self.push(Record::new(head, &members, Vec::new()))
    }

    /// Changes members: `metadata` and `scopeData` are merged member by member, others replaced, null clears.
    pub(crate) fn update(
        &mut self,
        id: Uuid,
        data: &Map<String, Value>,
        now: i64,
    ) -> Result<Slot, ApiError> {
        let slot = self.find(id)?;
        let mut members = self.updated(slot, data);
        if data.contains_key("birthDate") {
            set_age(&mut members, now);
        }
        self.edit(slot, now, |record| record.set_members(&members));
        Ok(slot)
    }

    /// Whether an update would change anything.
    pub(crate) fn would_change(&self, slot: Slot, data: &Map<String, Value>) -> bool {
        self.updated(slot, data) != self.record(slot).members()
    }

    fn updated(&self, slot: Slot, data: &Map<String, Value>) -> Map<String, Value> {
        let mut members = self.record(slot).members();
        for (name, value) in data {
            if READ_ONLY.contains(&name.as_str()) {
                continue;
            }
            let target = members.entry(name.clone()).or_insert(Value::Null);
            if matches!(name.as_str(), "metadata" | "scopeData") {
                merge(target, value);
            } else {
                *target = value.clone();
            }
        }
        members
    }

    /// Removes a client. Links to it stay and show what was known last.
    pub(crate) fn delete(&mut self, id: Uuid, now: i64) -> Result<(), ApiError> {
        let slot = self.find(id)?;
        self.edit(slot, now, |record| record.gone = true);
        Ok(())
    }

    /// Adds a link: 404 without the child, 409 when it is there already, 422 to oneself.
    pub(crate) fn add_link(
        &mut self,
        parent: Uuid,
        new: NewLink,
        now: i64,
    ) -> Result<Slot, ApiError> {
        let slot = self.find(parent)?;
        self.check_link(parent, &new)?;
        if self
            .record(slot)
            .link_to(new.child, Some(&new.relationship_type))
            .is_some()
        {
            return Err(ApiError::new(
                409,
                "Clients are already linked with this relationship type",
            ));
        }
        let link = self.make_link(new, now);
        self.edit(slot, now, |record| record.links.push(link));
        Ok(slot)
    }

    /// Replaces all links; one that stays keeps its id and its creation time.
    pub(crate) fn replace_links(
        &mut self,
        parent: Uuid,
        wanted: Vec<NewLink>,
        now: i64,
    ) -> Result<Slot, ApiError> {
        let slot = self.find(parent)?;
        let mut links: Vec<Link> = Vec::with_capacity(wanted.len());
        for new in wanted {
            let kept = self
                .record(slot)
                .link_to(new.child, Some(&new.relationship_type))
                .cloned();
            if links.iter().any(|one| {
                one.child == new.child && *one.relationship_type == *new.relationship_type
            }) {
                return Err(ApiError::new(409, "The same link was given twice"));
            }
            let link = if let Some(mut link) = kept {
                let metadata = new.metadata.map(String::into_boxed_str);
                if metadata.is_some() && metadata != link.metadata {
                    link.metadata = metadata;
                    link.updated_at = now;
                }
                link
            } else {
                self.check_link(parent, &new)?;
                self.make_link(new, now)
            };
            links.push(link);
        }
        self.edit(slot, now, |record| record.links = links);
        Ok(slot)
    }

    /// Removes the links to a child, all or those of one relationship type: 404 when there is none.
    pub(crate) fn remove_links(
        &mut self,
        parent: Uuid,
        child: Uuid,
        relationship_type: Option<&str>,
        now: i64,
    ) -> Result<Slot, ApiError> {
        let slot = self.find(parent)?;
        if self
            .record(slot)
            .link_to(child, relationship_type)
            .is_none()
        {
            return Err(ApiError::not_found("Link"));
        }
        self.edit(slot, now, |record| {
            record.links.retain(|link| {
                link.child != child
                    || relationship_type.is_some_and(|one| one != link.relationship_type.as_ref())
            });
        });
        Ok(slot)
    }

    fn check_link(&self, parent: Uuid, new: &NewLink) -> Result<(), ApiError> {
        if new.child == parent {
            return Err(ApiError::new(422, "A client cannot be linked to itself"));
        }
        self.find(new.child).map(|_| ())
    }

    fn make_link(&mut self, new: NewLink, now: i64) -> Link {
        Link {
            id: self.fresh_id(),
            child: new.child,
            relationship_type: new.relationship_type.into(),
            metadata: new.metadata.map(String::into_boxed_str),
            created_at: now,
            updated_at: now,
        }
    }
}

/// Sets members one by one, objects within objects too; null is a value like others.
pub(super) fn merge(target: &mut Value, change: &Value) {
    match (target, change) {
        (Value::Object(old), Value::Object(new)) => {
            for (name, value) in new {
                merge(old.entry(name.clone()).or_insert(Value::Null), value);
            }
        }
        (target, change) => *target = change.clone(),
    }
}

/// Whole years from the day of birth to the instant, for people.
fn set_age(members: &mut Map<String, Value>, now: i64) {
    let born = members.get("birthDate").and_then(Value::as_str);
    let born = born.and_then(|text| text.parse::<Date>().ok());
    let today = Timestamp::from_millisecond(now).map(|one| TimeZone::UTC.to_datetime(one).date());
    let age = born
        .zip(today.ok())
        .and_then(|(born, today)| born.until((Unit::Year, today)).ok());
    match age {
        Some(span) if members.get("type") == Some(&Value::from("individual")) => {
            members.insert("age".to_owned(), span.get_years().into());
        }
        _ => drop(members.remove("age")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn world() -> (World, Uuid, Uuid) {
        let mut world = World::new(Vec::new(), 1);
        let members = json!({"type": "company", "name": "Uno", "scopes": ["MX"], "scopeData": {"MX": {"rfc": "A"}}});
        let parent = world.create(members.as_object().unwrap(), true, 1);
        let child = world.create(members.as_object().unwrap(), false, 2);
        let ids = (world.record(parent).id, world.record(child).id);
        (world, ids.0, ids.1)
    }

    fn link(child: Uuid) -> NewLink {
        NewLink {
            child,
            relationship_type: "guarantor".to_owned(),
            metadata: None,
        }
    }

    #[test]
    fn promote_moves_updated_at_once() {
        let (mut world, _, child) = world();
        let slot = world.promote(child, 10).unwrap();
        assert_eq!(
            (world.record(slot).is_primary, world.record(slot).updated_at),
            (true, 10)
        );
        world.promote(child, 20).unwrap();
        assert_eq!(world.record(slot).updated_at, 10);
    }

    #[test]
    fn links_are_refused_twice_to_oneself_and_to_nobody() {
        let (mut world, parent, child) = world();
        world.add_link(parent, link(child), 10).unwrap();
        let refused = |world: &mut World, child| {
            world
                .add_link(parent, link(child), 11)
                .unwrap_err()
                .status()
        };
        assert_eq!(refused(&mut world, child), 409);
        assert_eq!(refused(&mut world, parent), 422);
        assert_eq!(refused(&mut world, Uuid::nil()), 404);
    }

    #[test]
    fn a_rolled_back_world_is_as_before() {
        let (mut world, parent, child) = world();
        let before = world.records.clone();
        world.start_recording();
        world.promote(child, 10).unwrap();
        world.add_link(parent, link(child), 11).unwrap();
        world.create(&Map::new(), false, 12);
        world.delete(child, 13).unwrap();
        world.roll_back();
        assert_eq!(world.records, before);
        assert_eq!(
            (
                world.present,
                world.by_update.len(),
                world.link_parents.len()
            ),
            (2, 2, 0)
        );
    }

    #[test]
    fn an_update_merges_scope_data_and_keeps_what_it_does_not_name() {
        let (mut world, parent, _) = world();
        let data = json!({"scopeData": {"MX": {"curp": "B"}}, "isPrimary": false, "name": "Dos"});
        let slot = world.update(parent, data.as_object().unwrap(), 9).unwrap();
        let members = world.record(slot).members();
        assert_eq!(
            members["scopeData"],
            json!({"MX": {"rfc": "A", "curp": "B"}})
        );
        assert_eq!(members["name"], "Dos");
        assert!(world.record(slot).is_primary);
    }
}
