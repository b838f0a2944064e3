//! Child records: they live in their client, move its `updatedAt`, and its e-mail and telephone follow them.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::lookup::id_of;
use super::{ChildKind, Slot, World};
use crate::clock::format_instant;
use crate::http::ApiError;

/// A child record as it was and as it is.
#[derive(Clone, Debug)]
pub(crate) struct Changed {
    pub(crate) before: Map<String, Value>,
    pub(crate) after: Map<String, Value>,
}

impl World {
    /// The child records of a client, in the order of the client's list.
    pub(crate) fn children(&self, slot: Slot, kind: ChildKind) -> Vec<Map<String, Value>> {
        take_list(&mut self.record(slot).members(), kind)
    }

    /// A child record and the client that holds it.
    pub(crate) fn child(
        &self,
        kind: ChildKind,
        id: Uuid,
    ) -> Result<(Slot, Map<String, Value>), ApiError> {
        let missing = || ApiError::not_found(kind.title());
        let slot = self.holder(id).ok_or_else(missing)?;
        let list = self.children(slot, kind);
        let child = list
            .into_iter()
            .find(|one| id_of(one) == Some(id))
            .ok_or_else(missing)?;
        Ok((slot, child))
    }

    /// Adds a child record to a client: 409 when its external id is taken.
    pub(crate) fn add_child(
        &mut self,
        client: Uuid,
        kind: ChildKind,
        input: &Map<String, Value>,
        now: i64,
    ) -> Result<Map<String, Value>, ApiError> {
        let slot = self.find(client)?;
        self.claim(Some(kind), input, None)?;
        let time = Value::from(format_instant(now));
        let mut child = Map::new();
        child.insert("id".to_owned(), self.fresh_id().to_string().into());
        child.insert("clientId".to_owned(), client.to_string().into());
        for (name, value) in defaults(kind) {
            child.insert(name.to_owned(), value);
        }
        let writable = input
            .iter()
            .filter(|(name, _)| !kind.read_only().contains(&name.as_str()));
        child.extend(writable.map(|(name, value)| (name.clone(), value.clone())));
        child.insert("createdAt".to_owned(), time.clone());
        child.insert("updatedAt".to_owned(), time);
        derive(kind, &mut child);
        self.edit_children(slot, kind, now, |list| {
            list.push(child.clone());
            only_one_primary(kind, list, &child);
        });
        Ok(child)
    }

    /// Changes what a caller may write of a child record: `metadata`, `scopeData` and `fields` are merged, others replaced.
    pub(crate) fn update_child(
        &mut self,
        kind: ChildKind,
        id: Uuid,
        data: &Map<String, Value>,
        now: i64,
    ) -> Result<Changed, ApiError> {
        self.claim(Some(kind), data, Some(id))?;
        self.edit_child(kind, id, now, |child| {
            for (name, value) in data {
                if kind.read_only().contains(&name.as_str()) {
                    continue;
                }
                let target = child.entry(name.clone()).or_insert(Value::Null);
                if matches!(name.as_str(), "metadata" | "scopeData" | "fields") {
                    super::write::merge(target, value);
                } else {
                    *target = value.clone();
                }
            }
        })
    }

    /// Changes a child record in any way; nothing moves when it ends as it was.
    pub(crate) fn edit_child(
        &mut self,
        kind: ChildKind,
        id: Uuid,
        now: i64,
        change: impl FnOnce(&mut Map<String, Value>),
    ) -> Result<Changed, ApiError> {
        let (slot, before) = self.child(kind, id)?;
        let mut after = before.clone();
        change(&mut after);
        derive(kind, &mut after);
        if after == before {
            return Ok(Changed { before, after });
        }
        after.insert("updatedAt".to_owned(), format_instant(now).into());
        self.edit_children(slot, kind, now, |list| {
            for one in list.iter_mut().filter(|one| id_of(one) == Some(id)) {
                one.clone_from(&after);
            }
            only_one_primary(kind, list, &after);
        });
        Ok(Changed { before, after })
    }

    /// Removes a child record from its client.
    pub(crate) fn remove_child(
        &mut self,
        kind: ChildKind,
        id: Uuid,
        now: i64,
    ) -> Result<Map<String, Value>, ApiError> {
        let (slot, child) = self.child(kind, id)?;
        self.edit_children(slot, kind, now, |list| {
            list.retain(|one| id_of(one) != Some(id));
        });
        Ok(child)
    }

    /// Changes the list of a client's child records; the client is read and written once, however long its lists are.
    fn edit_children(
        &mut self,
        slot: Slot,
        kind: ChildKind,
        now: i64,
        change: impl FnOnce(&mut Vec<Map<String, Value>>),
    ) {
        let mut members = self.record(slot).members();
        let mut list = take_list(&mut members, kind);
        change(&mut list);
        if kind == ChildKind::ContactMethod {
            members.insert("email".to_owned(), primary_value(&list, &["email"]));
            members.insert(
                "phone".to_owned(),
                primary_value(&list, &["phone", "mobile"]),
            );
        }
        let list = list.into_iter().map(Value::Object).collect();
        members.insert(kind.list().to_owned(), Value::Array(list));
        self.edit(slot, now, |record| record.set_members(&members));
    }
}

/// The child records among the members of a client; their place stays.
fn take_list(members: &mut Map<String, Value>, kind: ChildKind) -> Vec<Map<String, Value>> {
    let Some(Value::Array(list)) = members.get_mut(kind.list()).map(Value::take) else {
        return Vec::new();
    };
    list.into_iter()
        .filter_map(|child| match child {
            Value::Object(members) => Some(members),
            _ => None,
        })
        .collect()
}

/// What a new record holds before its input.
fn defaults(kind: ChildKind) -> Vec<(&'static str, Value)> {
    match kind {
        // The reference names no default scope; the base scope splits nothing.
        ChildKind::Address => vec![
            ("type", "home".into()),
            ("isPrimary", false.into()),
            ("scope", "base".into()),
        ],
        ChildKind::ContactMethod => vec![
            ("isPrimary", false.into()),
            ("isVerified", false.into()),
            ("verifiedAt", Value::Null),
        ],
        ChildKind::BankAccount => vec![("isPrimary", false.into()), ("isActive", true.into())],
        ChildKind::Document => vec![
            ("status", json!("pending_upload")),
            ("category", json!("other")),
        ],
    }
}

/// Members that the server works out: bank and place of a CLABE.
fn derive(kind: ChildKind, child: &mut Map<String, Value>) {
    if kind != ChildKind::BankAccount {
        return;
    }
    let clabe = child.get("clabe").and_then(Value::as_str);
    let clabe =
        clabe.filter(|text| text.len() == 18 && text.bytes().all(|one| one.is_ascii_digit()));
    let parts = clabe.map(|text| (text[..3].to_owned(), text[3..6].to_owned()));
    if let Some((bank, place)) = parts {
        child.insert("codigoBanco".to_owned(), bank.into());
        child.insert("codigoPlaza".to_owned(), place.into());
    } else {
        child.remove("codigoBanco");
        child.remove("codigoPlaza");
    }
}

/// A record that is primary makes the others of its group not so.
fn only_one_primary(kind: ChildKind, list: &mut [Map<String, Value>], chosen: &Map<String, Value>) {
    if chosen.get("isPrimary") != Some(&Value::Bool(true)) {
        return;
    }
    for one in list {
        let rival = one.get("id") != chosen.get("id")
            && kind
                .group()
                .is_none_or(|name| one.get(name) == chosen.get(name));
        if rival && one.get("isPrimary") == Some(&Value::Bool(true)) {
            one.insert("isPrimary".to_owned(), false.into());
        }
    }
}

fn primary_value(list: &[Map<String, Value>], kinds: &[&str]) -> Value {
    let primary = list.iter().find(|one| {
        one.get("isPrimary") == Some(&Value::Bool(true))
            && one
                .get("type")
                .and_then(Value::as_str)
                .is_some_and(|kind| kinds.contains(&kind))
    });
    primary
        .and_then(|one| one.get("value"))
        .cloned()
        .unwrap_or(Value::Null)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    fn world() -> (World, Uuid) {
        let mut world = World::new(Vec::new(), 1);
        let slot = world.create(
            &map(&json!({"type": "trust", "name": "F", "scopes": ["MX"]})),
            true,
            1,
        );
        let id = world.record(slot).id;
        (world, id)
    }

    fn email(value: &str) -> Map<String, Value> {
        map(&json!({"type": "email", "value": value, "isPrimary": true, "externalId": value}))
    }

    #[test]
    fn one_is_primary_and_the_client_follows() {
        let (mut world, client) = world();
        let kind = ChildKind::ContactMethod;
        let first = world
            .add_child(client, kind, &email("a@example.mx"), 2)
            .unwrap();
        world
            .add_child(client, kind, &email("b@example.mx"), 3)
            .unwrap();
        let slot = world.find(client).unwrap();
        let list = world.children(slot, kind);
        assert_eq!(
            (&list[0]["isPrimary"], &list[1]["isPrimary"]),
            (&json!(false), &json!(true))
        );
        assert_eq!(world.record(slot).members()["email"], "b@example.mx");
        assert_eq!(world.record(slot).updated_at, 3);
        let first = id_of(&first).unwrap();
        world
            .update_child(
                kind,
                first,
                &map(&json!({"isPrimary": true, "isVerified": true})),
                4,
            )
            .unwrap();
        assert_eq!(world.record(slot).members()["email"], "a@example.mx");
        assert_eq!(world.child(kind, first).unwrap().1["isVerified"], false);
        world.remove_child(kind, first, 5).unwrap();
        assert_eq!(world.record(slot).members()["email"], Value::Null);
    }

    #[test]
    fn an_external_id_belongs_to_one_record_and_is_free_after_it() {
        let (mut world, client) = world();
        let kind = ChildKind::ContactMethod;
        let first = world
            .add_child(client, kind, &email("a@example.mx"), 2)
            .unwrap();
        let clash = world
            .add_child(client, kind, &email("a@example.mx"), 3)
            .unwrap_err();
        assert_eq!(clash.status(), 409);
        world.remove_child(kind, id_of(&first).unwrap(), 4).unwrap();
        world
            .add_child(client, kind, &email("a@example.mx"), 5)
            .unwrap();
        world.delete(client, 6).unwrap();
        assert_eq!(world.by_external_id(Some(kind), "a@example.mx"), None);
    }

    #[test]
    fn what_is_rolled_back_is_not_found() {
        let (mut world, client) = world();
        let kind = ChildKind::ContactMethod;
        world.by_external_id(None, "x");
        world.start_recording();
        let child = world
            .add_child(client, kind, &email("a@example.mx"), 2)
            .unwrap();
        world.start_recording();
        world.remove_child(kind, id_of(&child).unwrap(), 3).unwrap();
        world.roll_back();
        assert_eq!(
            world.by_external_id(Some(kind), "a@example.mx"),
            id_of(&child)
        );
        world.start_recording();
        world.delete(client, 4).unwrap();
        world.keep();
        world.roll_back();
        assert!(world.find(client).is_ok());
        assert_eq!(world.by_external_id(Some(kind), "a@example.mx"), None);
    }
}
