//! What moved on the server since the rehearsal: base, mine, theirs.

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
        let value = |raw: &str, name: &str| -> Result<String, Error> {
            if let (LINKS, Some(links)) = (name, Links::of_record(raw)) {
                return Ok(self.links(&links.known));
            }
            let members: Map<String, Value> = serde_json::from_str(raw)?;
            Ok(shown(members.get(name)))
        };
        moved
            .into_iter()
            .map(|field| {
                let label = text::field_label(&field, self.language);
                Ok(ConflictRow {
                    label: if self.concerned {
                        label
                    } else {
                        format!("{}: {label}", self.name)
                    },
                    base: base.map_or(Ok("—".into()), |base| value(base, &field))?,
                    mine: self.wish(&field),
                    theirs: value(theirs, &field)?,
                    field,
                })
            })
            .collect()
    }

    fn wish(&self, member: &str) -> String {
        let unchanged = || text::unchanged(self.language).to_owned();
        if !self.concerned {
            return unchanged();
        }
        if let Some(changes) = self
            .rehearsal
            .link_changes
            .as_ref()
            .filter(|_| member == LINKS)
        {
            return text::link_changes(changes, self.language);
        }
        match self.act.wish(member) {
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
