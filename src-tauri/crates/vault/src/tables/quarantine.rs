//! The quarantine: records that did not fit, kept with the reason, so that one bad record never stops a pull.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{Listed, pulls::PullId};
use crate::{
    column::{At, Digest, Id, signed, unsigned},
    error::Result,
    identity::ClientId,
    store::Session,
};

/// A record to set aside.
#[derive(Debug, Clone, Copy)]
pub struct SetAside<'a> {
    /// Its id, when that much could be read.
    pub client_id: Option<ClientId>,
    /// Why it does not fit, without the offending value.
    pub reason: &'a str,
    /// Where in the record, as a JSON path.
    pub place: &'a str,
    /// The record as it came.
    pub raw: &'a str,
    /// When it was seen.
    pub seen_at: Timestamp,
    /// The pull that brought it.
    pub pull: Option<PullId>,
}

/// A record that was set aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// Its number in the quarantine.
    pub number: i64,
    /// Its id, when that much could be read.
    pub client_id: Option<ClientId>,
    /// Why it does not fit.
    pub reason: String,
    /// Where in the record, as a JSON path.
    pub place: String,
    /// When it was seen last.
    pub seen_at: Timestamp,
    /// The pull that brought it.
    pub pull: Option<PullId>,
}

fn quarantined(row: &Row<'_>) -> rusqlite::Result<Quarantined> {
    Ok(Quarantined {
        number: row.get(0)?,
        client_id: row.get::<_, Option<Id>>(1)?.map(Into::into),
        reason: row.get(2)?,
        place: row.get(3)?,
        seen_at: row.get::<_, At>(4)?.0,
        pull: row.get::<_, Option<i64>>(5)?.map(PullId),
    })
}

/// Reads the quarantine.
#[derive(Clone, Copy)]
pub struct QuarantineRead<'a> {
    pub(crate) session: &'a Session,
}

impl QuarantineRead<'_> {
    /// How many records are set aside.
    pub fn count(self) -> Result<u64> {
        let total: i64 = self
            .session
            .connection
            .prepare_cached("SELECT count(*) FROM quarantine")?
            .query_row([], |row| row.get(0))?;
        Ok(unsigned(total))
    }

    /// The records set aside, the last seen first.
    pub fn list(self, offset: u64, limit: u64) -> Result<Listed<Quarantined>> {
        let rows = self
            .session
            .connection
            .prepare_cached(
                "SELECT id, client_id, reason, place, seen_at, pull_id FROM quarantine \
                 ORDER BY seen_at DESC, id DESC LIMIT ?1 OFFSET ?2",
            )?
            .query_map([signed(limit), signed(offset)], quarantined)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Listed {
            rows,
            total: self.count()?,
        })
    }

    /// One record set aside, as it came.
    pub fn raw(self, number: i64) -> Result<Option<String>> {
        let found: Option<(i64, Vec<u8>)> = self
            .session
            .connection
            .prepare_cached("SELECT codec, raw FROM quarantine WHERE id = ?1")?
            .query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        found
            .map(|(codec, raw)| self.session.expand(codec, &raw))
            .transpose()
    }
}

/// Writes the quarantine; reached through `PullWriter`.
#[derive(Clone, Copy)]
pub(crate) struct QuarantineWrite<'a> {
    pub(crate) session: &'a Session,
}

impl QuarantineWrite<'_> {
    /// A record whose id is known replaces what was set aside for the id; one without an id is known by its bytes.
    pub(crate) fn set_aside(self, record: &SetAside<'_>) -> Result<()> {
        let connection = &self.session.connection;
        let digest = Digest::of(record.raw.as_bytes());
        let id = record.client_id.map(Id::from);
        match id {
            Some(id) => connection
                .prepare_cached("DELETE FROM quarantine WHERE client_id = ?1")?
                .execute([id])?,
            None => connection
                .prepare_cached("DELETE FROM quarantine WHERE client_id IS NULL AND digest = ?1")?
                .execute([digest])?,
        };
        let (codec, raw) = self.session.compress(record.raw)?;
        connection
            .prepare_cached(
                "INSERT INTO quarantine (client_id, reason, place, digest, codec, raw, seen_at, pull_id) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                id,
                record.reason,
                record.place,
                digest,
                codec,
                raw,
                At(record.seen_at),
                record.pull.map(|pull| pull.0)
            ])?;
        if let (Some(id), Some(pull)) = (id, record.pull) {
            connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO pull_seen (pull, number) SELECT ?1, number FROM clients WHERE id = ?2",
                )?
                .execute(params![pull.0, id])?;
        }
        Ok(())
    }

    pub(crate) fn forget(self, number: i64) -> Result<()> {
        self.session
            .connection
            .prepare_cached("DELETE FROM quarantine WHERE id = ?1")?
            .execute([number])?;
        Ok(())
    }

    pub(crate) fn clear(self, id: Id) -> Result<()> {
        self.session
            .connection
            .prepare_cached("DELETE FROM quarantine WHERE client_id = ?1")?
            .execute([id])?;
        Ok(())
    }
}
