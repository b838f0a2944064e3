//! What moved on the server since the rehearsal: base, mine, theirs.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use vault::Operation;

use super::{
    act::Act,
    basis::{self, Standing},
    members::{LINKS, differing, members, shown},
    reading::{Link, Links, Reading},
    stored,
};
use crate::{
    Error, Session,
    contract::{ConflictRow, Language, RehearsalView},
    nested::{self, Place},
    text,
};

/// What moved since the rehearsal; empty when nothing did.
pub(super) fn rows(
    session: &Session,
    operation: &Operation,
    act: &dyn Act,
    seen: &Reading,
    language: Language,
) -> Result<Vec<ConflictRow>, Error> {
    let rehearsal = stored::rehearsal(operation)?;
    let mut rows = Vec::new();
    for standing in basis::standing(session, operation)? {
        let Some(present) = seen.client(standing.client) else {
            continue;
        };
        let theirs = present.raw_text();
        let mine = Mine {
            act,
            rehearsal: &rehearsal,
            concerned: standing.client == act.client(),
            name: present.value.full_name(),
            language,
        };
        let mut moved = changed(standing.expected.as_deref(), theirs)?;
        if mine.concerned && act.pins_links() && !moved.iter().any(|name| name == LINKS) {
            moved.extend(links_moved(&standing, theirs).then(|| LINKS.to_owned()));
        }
        if !moved.is_empty() {
            rows.extend(mine.rows(standing.rehearsed.as_deref(), theirs, moved)?);
        }
    }
    Ok(rows)
}

/// Members that differ between two states of a record; all of them when the first is not known.
fn changed(before: Option<&str>, now: &str) -> Result<Vec<String>, Error> {
    let before = before.map(members).transpose()?.unwrap_or_default();
    let mut names = differing(&before, &members(now)?);
    if names.len() > 1 {
        // The time of change moves with every change and says nothing beside the others.
        names.retain(|name| name != "updatedAt");
    }
    Ok(names)
}

/// Whether the links are others than those rehearsed, whoever changed them.
fn links_moved(standing: &Standing, theirs: &str) -> bool {
    let of = |raw: &str| Links::of_record(raw).map(|links| links.set());
    standing.rehearsed.as_deref().and_then(of) != of(theirs)
}

/// One version of a client.
struct Version {
    members: Map<String, Value>,
    links: Option<Links>,
}

impl Version {
    fn read(raw: &str) -> Result<Self, Error> {
        Ok(Self {
            members: serde_json::from_str(raw)?,
            links: Links::of_record(raw),
        })
    }

    fn at(&self, place: &[String]) -> Option<&Value> {
        nested::at(&self.members, place)
    }
}

/// What the operation means for one of the clients it rests on.
struct Mine<'a> {
    act: &'a dyn Act,
    rehearsal: &'a RehearsalView,
    /// Whether it is the client whose record changes.
    concerned: bool,
    name: String,
    language: Language,
}

impl Mine<'_> {
    fn rows(
        &self,
        base: Option<&str>,
        theirs: &str,
        moved: Vec<String>,
    ) -> Result<Vec<ConflictRow>, Error> {
        let base = base.map(Version::read).transpose()?;
        let theirs = Version::read(theirs)?;
        let mut places = Vec::new();
        for name in moved {
            let place = vec![name];
            let was = base.as_ref().and_then(|base| base.at(&place));
            let mut inner = Vec::new();
            if place != [LINKS] {
                self.moved_in(was, theirs.at(&place), place.clone(), &mut inner);
            }
            // What went back to what it was at the rehearsal moved all the same.
            if inner.is_empty() {
                inner.push(place);
            }
            places.extend(inner);
        }
        let rows = places.into_iter().map(|place| {
            let field = nested::path(&place);
            let label = text::field_label(&field, self.language);
            ConflictRow {
                label: if self.concerned {
                    label
                } else {
                    format!("{}: {label}", self.name)
                },
                base: base
                    .as_ref()
                    .map_or("—".into(), |base| self.told(base, &place)),
                mine: self.wish(&place),
                theirs: self.told(&theirs, &place),
                field,
            }
        });
        Ok(rows.collect())
    }

    /// The places inside a member that differ, and those that are to be changed: an object is looked into, whatever else is one.
    fn moved_in(
        &self,
        was: Option<&Value>,
        is: Option<&Value>,
        place: Place,
        found: &mut Vec<Place>,
    ) {
        if let (Some(Value::Object(was)), Some(Value::Object(is))) = (was, is) {
            let wished = self.act.wish(&place).and_then(Value::as_object);
            let wished = wished.filter(|_| self.concerned);
            let names: BTreeSet<&String> = was
                .keys()
                .chain(is.keys())
                .chain(wished.into_iter().flat_map(Map::keys))
                .collect();
            for name in names {
                let mut inner = place.clone();
                inner.push(name.clone());
                self.moved_in(was.get(name), is.get(name), inner, found);
            }
        } else if was != is || (self.concerned && self.act.wish(&place).is_some()) {
            found.push(place);
        }
    }

    fn told(&self, version: &Version, place: &[String]) -> String {
        match &version.links {
            Some(links) if place == [LINKS] => self.links(&links.known),
            _ => shown(version.at(place)),
        }
    }

    fn wish(&self, place: &[String]) -> String {
        let unchanged = || text::unchanged(self.language).to_owned();
        if !self.concerned {
            return unchanged();
        }
        if let Some(changes) = self
            .rehearsal
            .link_changes
            .as_ref()
            .filter(|_| place == [LINKS])
        {
            return text::link_changes(changes, self.language);
        }
        match self.act.wish(place) {
            Some(Value::Bool(wished)) => text::yes_no(*wished, self.language).into(),
            Some(wished) => shown(Some(wished)),
            None => unchanged(),
        }
    }

    fn links(&self, links: &[Link]) -> String {
        let told: Vec<String> = links
            .iter()
            .map(|link| text::link(&link.name, &link.relationship, self.language))
            .collect();
        if told.is_empty() {
            return "—".into();
        }
        told.join("; ")
    }
}
