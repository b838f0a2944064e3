//! Copies of a client into the other environment: its members, child records, links and transactions.
//!
//! A client is matched by its external id, else by an earlier copy. Linked clients are not copied along: they must be in
//! the target already, which is the first thing that can block a copy.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::lookup::id_of;
use super::sample::derived;
use super::{ChildKind, NewLink, World};
use crate::clock::format_instant;
use crate::http::{ApiError, lacks_required};

/// Members of a child record that belong to the environment it is in.
const LOCAL: [&str; 4] = ["id", "clientId", "createdAt", "updatedAt"];

/// What is copied along with the client.
#[derive(Clone, Debug)]
pub(crate) struct Included {
    kinds: Vec<ChildKind>,
    relationships: bool,
    transactions: bool,
}

/// A client as it is in the environment it is copied from.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    id: Uuid,
    label: String,
    is_primary: bool,
    members: Map<String, Value>,
    children: Vec<(ChildKind, Vec<Map<String, Value>>)>,
    links: Option<Vec<SourceLink>>,
    transactions: Option<Vec<Value>>,
}

#[derive(Clone, Debug)]
struct SourceLink {
    child: Uuid,
    label: String,
    external_id: Option<String>,
    relationship_type: String,
    metadata: Option<String>,
}

/// Something that keeps a client from being copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Blocker {
    pub(crate) id: Uuid,
    pub(crate) label: String,
    pub(crate) reason: &'static str,
}

/// How many records of a kind a copy meets, makes and changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) kind: &'static str,
    pub(crate) total: usize,
    pub(crate) created: usize,
    pub(crate) updated: usize,
}

impl Included {
    /// Reads `include`: what it does not name is copied.
    pub(crate) fn read(include: &Value) -> Self {
        let wanted = |name: &str| include.get(name) != Some(&Value::Bool(false));
        Self {
            kinds: ChildKind::ALL
                .into_iter()
                .filter(|kind| wanted(kind.list()))
                .collect(),
            relationships: wanted("relationships"),
            transactions: wanted("transactions"),
        }
    }
}

impl Tally {
    fn of(kind: &'static str) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }

    fn count(&mut self, created: bool, updated: bool) {
        self.total += 1;
        self.created += usize::from(created);
        self.updated += usize::from(updated);
    }
}

impl World {
    /// A client and what goes along with it.
    pub(crate) fn source(&self, id: Uuid, included: &Included) -> Result<Source, ApiError> {
        let slot = self.find(id)?;
        let record = self.record(slot);
        let children = included
            .kinds
            .iter()
            .map(|kind| (*kind, self.children(slot, *kind)));
        let links = record.links.iter().map(|link| {
            let child = self.known(link.child);
            SourceLink {
                child: link.child,
                label: child.map(super::Record::full_name).unwrap_or_default(),
                external_id: child.and_then(|child| text_of(&child.members(), "externalId")),
                relationship_type: link.relationship_type.to_string(),
                metadata: link.metadata.as_deref().map(str::to_owned),
            }
        });
        let own = Value::from(id.to_string());
        let related = |one: &&Value| {
            one["relatedClientIds"]
                .as_array()
                .is_some_and(|all| all.contains(&own))
        };
        let transactions = || {
            self.register()
                .transactions
                .iter()
                .filter(related)
                .cloned()
                .collect()
        };
        Ok(Source {
            id,
            label: record.full_name(),
            is_primary: record.is_primary,
            members: record.members(),
            children: children.collect(),
            links: included.relationships.then(|| links.collect()),
            transactions: included.transactions.then(transactions),
        })
    }

    /// The client of this environment that a copy would change.
    pub(crate) fn match_copy(&self, source: &Source) -> Option<Uuid> {
        let external = text_of(&source.members, "externalId");
        self.counterpart(source.id, external.as_deref())
    }

    fn counterpart(&self, id: Uuid, external_id: Option<&str>) -> Option<Uuid> {
        let copied = || self.register().copies.get(&id).copied();
        external_id
            .and_then(|text| self.by_external_id(None, text))
            .or_else(copied)
            .filter(|id| self.find(*id).is_ok())
    }

    /// What keeps a client from being copied into this environment.
    pub(crate) fn blockers(&self, source: &Source) -> Vec<Blocker> {
        let mut blockers = Vec::new();
        let mut block = |id: Uuid, label: &str, reason: &'static str| {
            blockers.push(Blocker {
                id,
                label: label.to_owned(),
                reason,
            });
        };
        if lacks_required("ClientCreate", &source.members) {
            block(source.id, &source.label, "required_member_missing");
        }
        let target = self.match_copy(source);
        if let Some(target) = target.and_then(|id| self.known(id))
            && source.members.get("type") != Some(&Value::from(target.kind.as_ref()))
        {
            block(source.id, &source.label, "type_differs");
        }
        for (kind, children) in &source.children {
            for child in children {
                let external = text_of(child, "externalId");
                let holder = external.and_then(|text| self.by_external_id(Some(*kind), &text));
                let holder = holder.and_then(|id| self.child(*kind, id).ok());
                if holder.is_some_and(|(slot, _)| Some(self.record(slot).id) != target) {
                    block(
                        id_of(child).unwrap_or_default(),
                        kind.title(),
                        "external_id_taken",
                    );
                }
                if lacks_required(kind.input(), child) {
                    let id = id_of(child).unwrap_or_default();
                    block(id, kind.title(), "required_member_missing");
                }
            }
        }
        for link in source.links.iter().flatten() {
            if self
                .counterpart(link.child, link.external_id.as_deref())
                .is_none()
            {
                block(link.child, &link.label, "linked_client_missing");
            }
        }
        blockers
    }

    /// Makes or changes the copy; what the source says wins unless the target is preferred. Links whose child is not
    /// here are passed over.
    pub(crate) fn copy(
        &mut self,
        source: &Source,
        prefer_target: bool,
        now: i64,
    ) -> Result<(Uuid, bool, Vec<Tally>), ApiError> {
        let matched = self.match_copy(source);
        let mut clients = Tally::of("client");
        let target = self.copy_client(source, matched, prefer_target, now, &mut clients)?;
        self.register_mut().copies.insert(source.id, target);
        let mut tallies = vec![clients];
        for (kind, children) in &source.children {
            let mut tally = Tally::of(kind.list());
            for child in children {
                self.copy_child(target, *kind, child, prefer_target, now, &mut tally)?;
            }
            tallies.push(tally);
        }
        if let Some(links) = &source.links {
            tallies.push(self.copy_links(target, links, now)?);
        }
        if let Some(transactions) = &source.transactions {
            tallies.push(self.copy_transactions(target, transactions, now));
        }
        Ok((target, matched.is_none(), tallies))
    }

    fn copy_client(
        &mut self,
        source: &Source,
        matched: Option<Uuid>,
        prefer_target: bool,
        now: i64,
        tally: &mut Tally,
    ) -> Result<Uuid, ApiError> {
        let Some(target) = matched else {
            let slot = self.create(&source.members, source.is_primary, now);
            tally.count(true, false);
            return Ok(self.record(slot).id);
        };
        let there = self.record(self.find(target)?).members();
        let mut data = source.members.clone();
        data.retain(|name, value| {
            let held = there.get(name).unwrap_or(&Value::Null);
            held != value && (!prefer_target || held.is_null())
        });
        let slot = self.find(target)?;
        let changed = self.would_change(slot, &data);
        if changed {
            self.update(target, &data, now)?;
        }
        tally.count(false, changed);
        Ok(target)
    }

    fn copy_child(
        &mut self,
        client: Uuid,
        kind: ChildKind,
        child: &Map<String, Value>,
        prefer_target: bool,
        now: i64,
        tally: &mut Tally,
    ) -> Result<(), ApiError> {
        let there = self.children(self.find(client)?, kind);
        let same = |one: &&Map<String, Value>| {
            let external = text_of(child, "externalId");
            if external.is_some() && external == text_of(one, "externalId") {
                return true;
            }
            external.is_none()
                && kind
                    .identity()
                    .iter()
                    .all(|name| one.get(*name) == child.get(*name))
        };
        let matched = there.iter().find(same).and_then(id_of);
        let created = matched.is_none();
        let id = match matched {
            Some(id) => id,
            None => id_of(&self.add_child(client, kind, child, now)?).unwrap_or_default(),
        };
        let changed = self.edit_child(kind, id, now, |target| {
            for (name, value) in child
                .iter()
                .filter(|(name, _)| !LOCAL.contains(&name.as_str()))
            {
                let held = target.get(name).is_some_and(|one| !one.is_null());
                if created || !(prefer_target && held) {
                    target.insert(name.clone(), value.clone());
                }
            }
        })?;
        tally.count(created, !created && changed.before != changed.after);
        Ok(())
    }

    fn copy_links(
        &mut self,
        target: Uuid,
        links: &[SourceLink],
        now: i64,
    ) -> Result<Tally, ApiError> {
        let mut tally = Tally::of("relationships");
        for link in links {
            let child = self.counterpart(link.child, link.external_id.as_deref());
            let Some(child) = child.filter(|child| *child != target) else {
                tally.count(false, false);
                continue;
            };
            let parent = self.record(self.find(target)?);
            let there = parent
                .link_to(child, Some(&link.relationship_type))
                .is_some();
            if !there {
                let new = NewLink {
                    child,
                    relationship_type: link.relationship_type.clone(),
                    metadata: link.metadata.clone(),
                };
                self.add_link(target, new, now)?;
            }
            tally.count(!there, false);
        }
        Ok(tally)
    }

    fn copy_transactions(&mut self, target: Uuid, transactions: &[Value], now: i64) -> Tally {
        let mut tally = Tally::of("transactions");
        for one in transactions {
            let own = one["id"]
                .as_str()
                .and_then(|text| Uuid::try_parse(text).ok())
                .unwrap_or_default();
            let id = json!(derived(own, 200));
            let external = &one["externalId"];
            let there = self.register().transactions.iter().any(|other| {
                other["id"] == id || (!external.is_null() && other["externalId"] == *external)
            });
            if !there {
                let mut copy = one.clone();
                copy["id"] = id;
                copy["relatedClientIds"] = json!([target]);
                copy["isAlerted"] = false.into();
                copy["alertedAt"] = Value::Null;
                copy["createdAt"] = format_instant(now).into();
                copy["updatedAt"] = format_instant(now).into();
                self.register_mut().transactions.push(copy);
            }
            tally.count(!there, false);
        }
        tally
    }
}

fn text_of(members: &Map<String, Value>, name: &str) -> Option<String> {
    members.get(name).and_then(Value::as_str).map(str::to_owned)
}
