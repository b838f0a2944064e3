//! Writing clients: the record, its links, its revision and its search text, together.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use serde_json::value::RawValue;

use super::{ClientWrite, Outcome};
use crate::{
    column::{At, Digest, Id, signed, to_json, unsigned},
    error::{Error, Result},
    identity::ClientId,
    store::Session,
    tables::{households, links, pulls::PullId, quarantine::QuarantineWrite, revisions, search},
};

/// Writes clients; reached through `PullWriter`.
#[derive(Clone, Copy)]
pub(crate) struct ClientsWrite<'a> {
    pub(crate) session: &'a Session,
}

/// What is stored of a client before its record is written.
struct Before {
    number: i64,
    digest: Digest,
    complete: bool,
    is_primary: bool,
    gone: bool,
}

impl ClientsWrite<'_> {
    pub(crate) fn upsert(
        self,
        records: &[ClientWrite],
        sweep: Option<PullId>,
    ) -> Result<Vec<(ClientId, Outcome)>> {
        let samples: Vec<&str> = records.iter().filter_map(ClientWrite::read_text).collect();
        self.session.train(&samples)?;
        let has_quarantine: bool = self
            .session
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM quarantine)")?
            .query_row([], |row| row.get(0))?;
        let bulk = self.session.in_bulk()?;
        let mut outcomes = Vec::with_capacity(records.len());
        for write in records {
            let id = write.id();
            outcomes.push((id, self.upsert_one(write, sweep, bulk)?));
            if has_quarantine {
                QuarantineWrite {
                    session: self.session,
                }
                .clear(id.into())?;
            }
        }
        if bulk {
            search::index_when_long(self.session)?;
        }
        Ok(outcomes)
    }

    fn upsert_one(
        self,
        incoming: &ClientWrite,
        sweep: Option<PullId>,
        bulk: bool,
    ) -> Result<Outcome> {
        let id = incoming.id();
        let before = self.before(id)?;
        let (number, outcome) = match before {
            None => (self.insert(incoming, bulk)?, Outcome::Added),
            Some(before) => {
                let keeps =
                    before.digest == incoming.digest || before.complete && !incoming.complete;
                let outcome = if keeps {
                    self.bring_back(&before, id)?
                } else {
                    self.update(&before, incoming)?;
                    Outcome::Changed
                };
                (before.number, outcome)
            }
        };
        if let Some(sweep) = sweep {
            self.session
                .connection
                .prepare_cached("INSERT OR IGNORE INTO pull_seen (pull, number) VALUES (?1, ?2)")?
                .execute([sweep.0, number])?;
        }
        Ok(outcome)
    }

    fn before(self, id: ClientId) -> Result<Option<Before>> {
        let before = self
            .session
            .connection
            .prepare_cached(
                "SELECT number, digest, complete, is_primary, gone_since IS NOT NULL FROM clients WHERE id = ?1",
            )?
            .query_row([Id::from(id)], |row| {
                Ok(Before {
                    number: row.get(0)?,
                    digest: row.get(1)?,
                    complete: row.get(2)?,
                    is_primary: row.get(3)?,
                    gone: row.get(4)?,
                })
            })
            .optional()?;
        Ok(before)
    }

    fn insert(self, incoming: &ClientWrite, bulk: bool) -> Result<i64> {
        let id = Id::from(incoming.id());
        let facts = incoming.facts()?;
        let connection = &self.session.connection;
        connection
            .prepare_cached(
                "INSERT INTO clients (id, kind, name, folded_name, is_primary, complete, rfc, curp, external_id, \
                 updated_at, seen_at, digest, linked) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0)",
            )?
            .execute(params![
                id,
                facts.kind.as_str(),
                facts.name,
                facts.folded_name,
                facts.is_primary,
                incoming.complete,
                facts.rfc,
                facts.curp,
                facts.external_id,
                At(incoming.updated_at()),
                At(incoming.seen_at),
                incoming.digest
            ])?;
        let number = connection.last_insert_rowid();
        let (codec, raw) = &*incoming.packed(self.session)?;
        connection
            .prepare_cached("INSERT INTO client_records (number, codec, raw) VALUES (?1, ?2, ?3)")?
            .execute(params![number, codec, raw])?;
        search::write_new(self.session, number, &facts.document, bulk)?;
        let links = facts.links.as_deref().unwrap_or_default();
        let children = links::replace(self.session, number, incoming.id(), links, true)?;
        if bulk {
            households::sum_up_roughly(
                self.session,
                number,
                incoming.id(),
                facts.is_primary,
                links,
                incoming.seen_at,
            )?;
        } else {
            self.settle_links_of(id, &children)?;
        }
        Ok(number)
    }

    fn update(self, before: &Before, incoming: &ClientWrite) -> Result<()> {
        let id = Id::from(incoming.id());
        let number = before.number;
        let facts = incoming.facts()?;
        let connection = &self.session.connection;
        let changed = self.changed_members(number, &incoming.text(self.session)?)?;
        // A short record that becomes complete has not changed at Artu; its text is contained in the new one.
        if before.complete || !incoming.complete {
            revisions::keep_present(self.session, number, incoming.seen_at)?;
        }
        connection
            .prepare_cached(
                "UPDATE clients SET kind = ?2, name = ?3, folded_name = ?4, is_primary = ?5, complete = ?6, rfc = ?7, \
                 curp = ?8, external_id = ?9, updated_at = ?10, seen_at = ?11, digest = ?12, gone_since = NULL \
                 WHERE number = ?1",
            )?
            .execute(params![
                number,
                facts.kind.as_str(),
                facts.name,
                facts.folded_name,
                facts.is_primary,
                incoming.complete,
                facts.rfc,
                facts.curp,
                facts.external_id,
                At(incoming.updated_at()),
                At(incoming.seen_at),
                incoming.digest
            ])?;
        let (codec, raw) = &*incoming.packed(self.session)?;
        connection
            .prepare_cached(
                "UPDATE client_records SET codec = ?2, raw = ?3, changed = ?4 WHERE number = ?1",
            )?
            .execute(params![
                number,
                codec,
                raw,
                to_json(&changed, "the changes")?
            ])?;
        search::rewrite(self.session, number, &facts.document)?;
        let children = match &facts.links {
            Some(links) => links::replace(self.session, number, incoming.id(), links, false)?,
            None => Vec::new(),
        };
        if before.is_primary && !facts.is_primary {
            households::forget(self.session, number)?;
        }
        self.settle_links_of(id, &children)
    }

    /// A client that was gone and is given again, unchanged.
    fn bring_back(self, before: &Before, id: ClientId) -> Result<Outcome> {
        if !before.gone {
            return Ok(Outcome::Same);
        }
        self.session
            .connection
            .prepare_cached("UPDATE clients SET gone_since = NULL WHERE number = ?1")?
            .execute([before.number])?;
        households::mark_stale(self.session, id.into())?;
        Ok(Outcome::Changed)
    }

    /// Brings up to date whether a link reaches each of these clients, and marks their households.
    pub(crate) fn settle_links(self, clients: &[Id]) -> Result<()> {
        match clients {
            [] => Ok(()),
            [first, rest @ ..] => self.settle_links_of(*first, rest),
        }
    }

    /// Brings up to date whether a link reaches the client and each child that came or went, and marks their households.
    fn settle_links_of(self, id: Id, children: &[Id]) -> Result<()> {
        for client in std::iter::once(&id).chain(children) {
            self.session
                .connection
                .prepare_cached(
                    "UPDATE clients SET linked = (SELECT EXISTS (SELECT 1 FROM links WHERE child = ?1)) \
                     WHERE id = ?1 AND linked <> (SELECT EXISTS (SELECT 1 FROM links WHERE child = ?1))",
                )?
                .execute([client])?;
            households::mark_stale(self.session, *client)?;
        }
        Ok(())
    }

    fn changed_members(self, number: i64, raw: &str) -> Result<Vec<String>> {
        let before: (i64, Vec<u8>) = self
            .session
            .connection
            .prepare_cached("SELECT codec, raw FROM client_records WHERE number = ?1")?
            .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(changed_members(
            &self.session.expand(before.0, &before.1)?,
            raw,
        ))
    }

    pub(crate) fn confirm(self, id: ClientId, at: Timestamp) -> Result<()> {
        self.session
            .connection
            .prepare_cached(
                "UPDATE clients SET seen_at = ?2, gone_since = NULL WHERE id = ?1 AND seen_at < ?2",
            )?
            .execute(params![Id::from(id), At(at)])?;
        households::mark_stale(self.session, id.into())
    }

    pub(crate) fn count_unseen(self, sweep: PullId) -> Result<u64> {
        let count: i64 = self
            .session
            .connection
            .prepare_cached(&format!("SELECT count(*) {UNSEEN}"))?
            .query_row([sweep.0], |row| row.get(0))?;
        Ok(unsigned(count))
    }

    pub(crate) fn unseen(self, sweep: PullId, limit: u64) -> Result<Vec<ClientId>> {
        let ids = self
            .session
            .connection
            .prepare_cached(&format!("SELECT id {UNSEEN} ORDER BY number LIMIT ?2"))?
            .query_map([sweep.0, signed(limit)], |row| row.get::<_, Id>(0))?
            .map(|id| Ok(id?.into()))
            .collect::<rusqlite::Result<_>>()?;
        Ok(ids)
    }

    pub(crate) fn mark_unseen_gone(self, sweep: PullId, at: Timestamp) -> Result<u64> {
        let connection = &self.session.connection;
        connection
            .prepare_cached(&format!(
                "INSERT OR IGNORE INTO household_stale (id) SELECT id {UNSEEN}"
            ))?
            .execute([sweep.0])?;
        let marked = connection
            .prepare_cached(&format!(
                "UPDATE clients SET gone_since = ?2 WHERE number IN (SELECT number {UNSEEN})"
            ))?
            .execute(params![sweep.0, At(at)])?;
        u64::try_from(marked).map_err(|_| Error::Corrupt { what: "a count" })
    }

    pub(crate) fn mark_one_gone(self, id: ClientId, at: Timestamp) -> Result<bool> {
        let marked = self
            .session
            .connection
            .prepare_cached(
                "UPDATE clients SET gone_since = ?2 WHERE id = ?1 AND gone_since IS NULL",
            )?
            .execute(params![Id::from(id), At(at)])?;
        households::mark_stale(self.session, id.into())?;
        Ok(marked == 1)
    }
}

const UNSEEN: &str = "FROM clients WHERE gone_since IS NULL \
    AND NOT EXISTS (SELECT 1 FROM pull_seen s WHERE s.pull = ?1 AND s.number = clients.number)";

/// After a load: brings up to date, for every client, whether a link reaches it. In the order of the rows: each page is read and
/// written once.
pub(crate) fn settle_linked(session: &Session) -> Result<()> {
    session.connection.execute_batch(
        "UPDATE clients NOT INDEXED SET linked = 1 - linked WHERE linked <> (id IN (SELECT child FROM links));",
    )?;
    Ok(())
}

/// The names of the top members that differ between two records, in the order of the new one, then those that went.
fn changed_members(before: &str, after: &str) -> Vec<String> {
    type Members<'a> = Vec<(String, &'a RawValue)>;
    fn members(text: &str) -> Members<'_> {
        let map: std::collections::BTreeMap<String, &RawValue> =
            serde_json::from_str(text).unwrap_or_default();
        map.into_iter().collect()
    }
    let (before, after) = (members(before), members(after));
    let find = |members: &Members<'_>, name: &str| {
        members
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.get().to_owned())
    };
    let came_or_differ = after
        .iter()
        .filter(|(name, value)| find(&before, name).as_deref() != Some(value.get()));
    let went = before
        .iter()
        .filter(|(name, _)| find(&after, name).is_none());
    came_or_differ
        .chain(went)
        .map(|(name, _)| name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::changed_members;

    #[test]
    fn changes_are_named_by_member() {
        let before = r#"{"a": 1, "b": {"x": [1, 2]}, "c": null}"#;
        let after = r#"{"a": 1, "b": {"x": [1, 3]}, "d": ""}"#;
        assert_eq!(changed_members(before, after), ["b", "d", "c"]);
        assert!(changed_members(before, before).is_empty());
    }
}
