//! The clients of one environment, and what can be done with them.

mod audit;
mod children;
mod cursor;
mod filter;
mod identity;
mod kind;
mod list;
mod lookup;
mod migrate;
mod record;
mod register;
pub(crate) mod render;
mod sample;
#[cfg(test)]
mod stability;
mod text;
mod text_file;
mod values;
mod write;

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, OnceLock};

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use uuid::Uuid;

use crate::effect;
use crate::http::ApiError;

pub(crate) use audit::{Actor, AuditEntry, Noted, difference};
pub(crate) use cursor::{Cursor, Position};
pub(crate) use filter::{ClientFilter, Form, ValueFilter};
pub(crate) use kind::ChildKind;
pub(crate) use list::{ListRequest, Order, Page};
use lookup::Lookup;
pub(crate) use migrate::{Blocker, Included, Source, Tally};
pub(crate) use record::{Head, Link, Record, fold};
pub(crate) use register::ORGANIZATION;
use register::Register;
pub(crate) use text::{Placed, Text, Texts};
pub(crate) use text_file::TextFile;
pub(crate) use values::ValueRequest;
pub(crate) use write::NewLink;

/// Place of a record in the order of creation.
pub(crate) type Slot = usize;

/// All clients of one environment. Records keep their slot for ever; a deleted one is marked.
#[derive(Debug)]
pub(crate) struct World {
    records: Vec<Record>,
    by_id: HashMap<Uuid, Slot>,
    link_parents: HashMap<Uuid, Slot>,
    by_update: BTreeSet<(i64, Slot)>,
    present: usize,
    audit: Vec<AuditEntry>,
    ids: ChaCha8Rng,
    lookup: OnceLock<Lookup>,
    register: Arc<Register>,
    /// Recordings under way, the innermost last.
    undo: Vec<Undo>,
}

/// What brings a world back to where a recording began.
#[derive(Debug)]
struct Undo {
    length: usize,
    audit: usize,
    register: Arc<Register>,
    before: Vec<(Slot, Record)>,
}

impl World {
    /// A world of these records, in the order of creation; new ids are drawn from the seed.
    pub(crate) fn new(records: Vec<Record>, seed: u64) -> Self {
        let by_id = records.iter().zip(0..).map(|(one, slot)| (one.id, slot));
        let links = records
            .iter()
            .zip(0..)
            .flat_map(|(one, slot)| one.links.iter().map(move |link| (link.id, slot)));
        let there = records.iter().zip(0..).filter(|(one, _)| !one.gone);
        let by_update: BTreeSet<(i64, Slot)> =
            there.map(|(one, slot)| (one.updated_at, slot)).collect();
        let mut world = Self {
            by_id: by_id.collect(),
            link_parents: links.collect(),
            present: by_update.len(),
            by_update,
            audit: Vec::new(),
            ids: ChaCha8Rng::seed_from_u64(seed),
            lookup: OnceLock::new(),
            register: Arc::default(),
            undo: Vec::new(),
            records,
        };
        world.register = Arc::new(sample::register(&world));
        world
    }

    /// Number of clients that are there.
    pub(crate) const fn present(&self) -> usize {
        self.present
    }

    /// Ids of the clients that are there, in the order of creation.
    pub(crate) fn ids(&self) -> Vec<Uuid> {
        self.records
            .iter()
            .filter(|record| !record.gone)
            .map(|record| record.id)
            .collect()
    }

    /// The record at a slot.
    pub(crate) fn record(&self, slot: Slot) -> &Record {
        &self.records[slot]
    }

    /// The record with this id, deleted ones included.
    pub(crate) fn known(&self, id: Uuid) -> Option<&Record> {
        self.by_id.get(&id).map(|slot| &self.records[*slot])
    }

    /// The slot of a client that is there.
    pub(crate) fn find(&self, id: Uuid) -> Result<Slot, ApiError> {
        self.by_id
            .get(&id)
            .copied()
            .filter(|slot| !self.records[*slot].gone)
            .ok_or_else(|| ApiError::not_found("Client"))
    }

    /// The parent and the link with this id.
    pub(crate) fn link(&self, id: Uuid) -> Option<(&Record, &Link)> {
        let parent = self.record(*self.link_parents.get(&id)?);
        (!parent.gone).then(|| {
            parent
                .links
                .iter()
                .find(|link| link.id == id)
                .map(|link| (parent, link))
        })?
    }

    /// Audit entries, oldest first.
    pub(crate) fn audit(&self) -> &[AuditEntry] {
        &self.audit
    }

    /// Starts to remember what changes, for [`Self::roll_back`]; recordings can be nested.
    pub(crate) fn start_recording(&mut self) {
        self.undo.push(Undo {
            length: self.records.len(),
            audit: self.audit.len(),
            register: Arc::clone(&self.register),
            before: Vec::new(),
        });
    }

    /// Ends the innermost recording and keeps what was changed; an outer one still remembers it.
    pub(crate) fn keep(&mut self) {
        if let Some(done) = self.undo.pop()
            && let Some(outer) = self.undo.last_mut()
        {
            outer.before.extend(done.before);
        }
    }

    /// Undoes everything since the innermost [`Self::start_recording`].
    pub(crate) fn roll_back(&mut self) {
        let Some(undo) = self.undo.pop() else { return };
        self.register = undo.register;
        for (slot, record) in undo.before.into_iter().rev() {
            self.unindex(slot);
            self.records[slot] = record;
            self.index(slot);
        }
        while self.records.len() > undo.length {
            let slot = self.records.len() - 1;
            self.unindex(slot);
            self.by_id.remove(&self.records[slot].id);
            self.records.pop();
        }
        self.audit.truncate(undo.audit);
        if self.undo.is_empty() {
            effect::taken_back();
        }
    }

    fn fresh_id(&mut self) -> Uuid {
        let mut bytes = [0; 16];
        self.ids.fill_bytes(&mut bytes);
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }

    fn push(&mut self, record: Record) -> Slot {
        let slot = self.records.len();
        self.by_id.insert(record.id, slot);
        self.records.push(record);
        self.index(slot);
        effect::note();
        slot
    }

    /// Changes a record and moves its `updatedAt`.
    fn edit(&mut self, slot: Slot, now: i64, change: impl FnOnce(&mut Record)) {
        if let Some(undo) = self.undo.last_mut() {
            undo.before.push((slot, self.records[slot].clone()));
        }
        self.unindex(slot);
        let record = &mut self.records[slot];
        change(record);
        record.updated_at = now;
        self.index(slot);
        effect::note();
    }

    fn index(&mut self, slot: Slot) {
        let record = &self.records[slot];
        for link in &record.links {
            self.link_parents.insert(link.id, slot);
        }
        if !record.gone {
            self.by_update.insert((record.updated_at, slot));
            self.present += 1;
        }
        if let Some(lookup) = self.lookup.get_mut() {
            lookup.add(slot, record);
        }
    }

    fn unindex(&mut self, slot: Slot) {
        let record = &self.records[slot];
        for link in &record.links {
            self.link_parents.remove(&link.id);
        }
        if !record.gone {
            self.by_update.remove(&(record.updated_at, slot));
            self.present -= 1;
        }
        if let Some(lookup) = self.lookup.get_mut() {
            lookup.remove(record);
        }
    }
}
