//! Where child records and external ids are found. Built when first asked for, since most runs never do.

use std::collections::HashMap;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{ChildKind, Record, Slot, World};
use crate::http::ApiError;

/// Whose external id it is: a client's, or a child record's.
type Owner = Option<ChildKind>;

/// The two indexes.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    children: HashMap<Uuid, Slot>,
    external: HashMap<(Owner, String), Vec<Uuid>>,
}

impl Lookup {
    pub(super) fn add(&mut self, slot: Slot, record: &Record) {
        each(record, &record.members(), |owner, id, external| {
            if owner.is_some() {
                self.children.insert(id, slot);
            }
            if let Some(text) = external {
                self.external
                    .entry((owner, text.to_owned()))
                    .or_default()
                    .push(id);
            }
        });
    }

    pub(super) fn remove(&mut self, record: &Record) {
        each(record, &record.members(), |owner, id, external| {
            if owner.is_some() {
                self.children.remove(&id);
            }
            if let Some(text) = external
                && let Some(ids) = self.external.get_mut(&(owner, text.to_owned()))
            {
                ids.retain(|one| *one != id);
            }
        });
    }
}

fn each(
    record: &Record,
    members: &Map<String, Value>,
    mut found: impl FnMut(Owner, Uuid, Option<&str>),
) {
    if record.gone {
        return;
    }
    found(None, record.id, external_id(members));
    for kind in ChildKind::ALL {
        let list = members.get(kind.list()).and_then(Value::as_array);
        for child in list.into_iter().flatten().filter_map(Value::as_object) {
            if let Some(id) = id_of(child) {
                found(Some(kind), id, external_id(child));
            }
        }
    }
}

/// The id of a record.
pub(super) fn id_of(members: &Map<String, Value>) -> Option<Uuid> {
    Uuid::try_parse(members.get("id")?.as_str()?).ok()
}

fn external_id(members: &Map<String, Value>) -> Option<&str> {
    members.get("externalId")?.as_str()
}

impl World {
    fn lookup(&self) -> &Lookup {
        self.lookup.get_or_init(|| {
            let mut lookup = Lookup::default();
            for (slot, record) in self.records.iter().enumerate() {
                lookup.add(slot, record);
            }
            lookup
        })
    }

    /// The client that holds a child record.
    pub(super) fn holder(&self, child: Uuid) -> Option<Slot> {
        self.lookup().children.get(&child).copied()
    }

    /// The record with this external id: a client's, or a child's of a kind.
    pub(crate) fn by_external_id(&self, owner: Option<ChildKind>, text: &str) -> Option<Uuid> {
        self.lookup()
            .external
            .get(&(owner, text.to_owned()))?
            .first()
            .copied()
    }

    /// 409 when an external id belongs to a record other than the excepted one.
    pub(crate) fn claim(
        &self,
        owner: Option<ChildKind>,
        members: &Map<String, Value>,
        except: Option<Uuid>,
    ) -> Result<(), ApiError> {
        let Some(text) = external_id(members) else {
            return Ok(());
        };
        let ids = self.lookup().external.get(&(owner, text.to_owned()));
        if ids.is_some_and(|ids| ids.iter().any(|id| Some(*id) != except)) {
            return Err(ApiError::new(
                409,
                "A record with this externalId is there already",
            ));
        }
        Ok(())
    }

    /// The client whose metadata holds this text (or number) under a key: 404 without one, 409 when there are several.
    pub(crate) fn by_metadata(&self, key: &str, value: &str) -> Result<Slot, ApiError> {
        let mut found = (0..self.records.len()).filter(|slot| {
            let record = self.record(*slot);
            !record.gone && holds(record.members().get("metadata"), key, value)
        });
        match (found.next(), found.next()) {
            (None, _) => Err(ApiError::not_found("Client")),
            (Some(slot), None) => Ok(slot),
            (Some(_), Some(_)) => Err(ApiError::new(409, "Several clients hold this metadata")),
        }
    }
}

/// Whether metadata holds a value under a key; numbers and truth values count as their text.
pub(crate) fn holds(metadata: Option<&Value>, key: &str, value: &str) -> bool {
    match metadata.and_then(|members| members.get(key)) {
        Some(Value::String(text)) => text == value,
        Some(Value::Number(number)) => number.to_string().as_str() == value,
        Some(Value::Bool(truth)) => truth.to_string().as_str() == value,
        _ => false,
    }
}
