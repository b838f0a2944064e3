//! The revisions: earlier versions of clients, as they were seen. Appended when a client changes, never overwritten.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use crate::{
    column::{At, Digest, Id, from_json, signed, unsigned},
    error::{Error, Result},
    identity::ClientId,
    store::Session,
};

/// One version of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Its number; `None` for the version that stands now.
    pub number: Option<i64>,
    /// The client.
    pub client_id: ClientId,
    /// When this version was first seen.
    pub seen_at: Timestamp,
    /// Artu's time of this version.
    pub updated_at: Timestamp,
    /// When another version took its place.
    pub replaced_at: Option<Timestamp>,
    /// The members of the record that differ from the version before; empty for the first.
    pub changed: Vec<String>,
    /// The digest of the record.
    pub digest: Digest,
}

/// One version of a client with its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FullRevision {
    /// Which version.
    pub revision: Revision,
    /// The record as Artu gave it.
    pub raw: String,
}

/// The room that earlier versions take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RevisionsRoom {
    /// How many there are.
    pub count: u64,
    /// Bytes of their records as they lie in the file.
    pub bytes: u64,
    /// When the first of them gave way to another version.
    pub oldest: Option<Timestamp>,
}

/// How far the versions of clients had come at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionMark {
    /// The number of the last earlier version.
    revision: i64,
    /// The place of the last client.
    client: i64,
}

/// Earlier versions and the present one, alike.
const VERSIONS: &str = "SELECT v.id, c.id, v.seen_at, v.updated_at, v.replaced_at, v.changed, v.digest, v.codec, v.raw \
      FROM revisions v JOIN clients c ON c.number = v.number WHERE v.number = ?1 \
    UNION ALL \
    SELECT NULL, c.id, c.seen_at, c.updated_at, NULL, r.changed, c.digest, r.codec, r.raw \
      FROM clients c JOIN client_records r ON r.number = c.number WHERE c.number = ?1";

fn version(row: &Row<'_>) -> rusqlite::Result<(Revision, String)> {
    Ok((
        Revision {
            number: row.get(0)?,
            client_id: row.get::<_, Id>(1)?.into(),
            seen_at: row.get::<_, At>(2)?.0,
            updated_at: row.get::<_, At>(3)?.0,
            replaced_at: row.get::<_, Option<At>>(4)?.map(|at| at.0),
            changed: Vec::new(),
            digest: row.get(6)?,
        },
        row.get(5)?,
    ))
}

fn complete((revision, changed): (Revision, String)) -> Result<Revision> {
    Ok(Revision {
        changed: from_json(&changed, "the changes of a revision")?,
        ..revision
    })
}

/// Reads revisions.
#[derive(Clone, Copy)]
pub struct RevisionsRead<'a> {
    pub(crate) session: &'a Session,
}

impl RevisionsRead<'_> {
    /// Every version of a client, the present one first.
    pub fn list(self, id: ClientId) -> Result<Vec<Revision>> {
        let Some(number) = self.number(id)? else {
            return Ok(Vec::new());
        };
        let mut versions = self
            .session
            .connection
            .prepare_cached(VERSIONS)?
            .query_map([number], version)?
            .map(|row| complete(row?))
            .collect::<Result<Vec<_>>>()?;
        versions.sort_by_key(|revision| std::cmp::Reverse(revision.number.unwrap_or(i64::MAX)));
        Ok(versions)
    }

    /// The version that was known at a time: the last one seen no later. `None` when the client was not known then.
    pub fn at(self, id: ClientId, at: Timestamp) -> Result<Option<FullRevision>> {
        self.full(
            id,
            &format!(
                "SELECT * FROM ({VERSIONS}) WHERE seen_at <= ?2 ORDER BY seen_at DESC, coalesce(id, 9e18) DESC LIMIT 1"
            ),
            At(at),
        )
    }

    /// The version with a digest, as a review or an operation remembers it.
    pub fn by_digest(self, id: ClientId, digest: Digest) -> Result<Option<FullRevision>> {
        self.full(
            id,
            &format!("SELECT * FROM ({VERSIONS}) WHERE digest = ?2 LIMIT 1"),
            digest,
        )
    }

    /// The versions that were replaced after `from` and no later than `to`, over all clients, in the order of their replacing: what changed
    /// in that time, at most `limit`.
    pub fn between(self, from: Timestamp, to: Timestamp, limit: u64) -> Result<Vec<Revision>> {
        self.session
            .connection
            .prepare_cached(
                "SELECT v.id, c.id, v.seen_at, v.updated_at, v.replaced_at, v.changed, v.digest \
                 FROM revisions v JOIN clients c ON c.number = v.number \
                 WHERE v.replaced_at > ?1 AND v.replaced_at <= ?2 ORDER BY v.replaced_at, v.id LIMIT ?3",
            )?
            .query_map(params![At(from), At(to), signed(limit)], version)?
            .map(|row| complete(row?))
            .collect()
    }

    /// How far the versions of clients have come.
    pub fn mark(self) -> Result<VersionMark> {
        let mark = self
            .session
            .connection
            .prepare_cached(
                "SELECT (SELECT coalesce(max(id), 0) FROM revisions), (SELECT coalesce(max(number), 0) FROM clients)",
            )?
            .query_row([], |row| {
                Ok(VersionMark {
                    revision: row.get(0)?,
                    client: row.get(1)?,
                })
            })?;
        Ok(mark)
    }

    /// The clients that came or changed since a mark, each once.
    pub fn clients_since(self, mark: VersionMark) -> Result<Vec<ClientId>> {
        self.session
            .connection
            .prepare_cached(
                "SELECT c.id FROM revisions v JOIN clients c ON c.number = v.number WHERE v.id > ?1 \
                 UNION SELECT id FROM clients WHERE number > ?2",
            )?
            .query_map([mark.revision, mark.client], |row| {
                Ok(row.get::<_, Id>(0)?.into())
            })?
            .map(|id| Ok(id?))
            .collect()
    }

    /// The room that the earlier versions of all clients take. Looks at each of them.
    pub fn room(self) -> Result<RevisionsRoom> {
        let room = self.session.connection.query_row(
            "SELECT count(*), coalesce(sum(length(raw)), 0), min(replaced_at) FROM revisions",
            [],
            |row| {
                Ok(RevisionsRoom {
                    count: unsigned(row.get(0)?),
                    bytes: unsigned(row.get(1)?),
                    oldest: row.get::<_, Option<At>>(2)?.map(|at| at.0),
                })
            },
        )?;
        Ok(room)
    }

    fn number(self, id: ClientId) -> Result<Option<i64>> {
        let number = self
            .session
            .connection
            .prepare_cached("SELECT number FROM clients WHERE id = ?1")?
            .query_row([Id::from(id)], |row| row.get(0))
            .optional()?;
        Ok(number)
    }

    fn full(
        self,
        id: ClientId,
        sql: &str,
        parameter: impl rusqlite::ToSql,
    ) -> Result<Option<FullRevision>> {
        let Some(number) = self.number(id)? else {
            return Ok(None);
        };
        let found = self
            .session
            .connection
            .prepare_cached(sql)?
            .query_row(params![number, parameter], |row| {
                Ok((
                    version(row)?,
                    row.get::<_, i64>("codec")?,
                    row.get::<_, Vec<u8>>("raw")?,
                ))
            })
            .optional()?;
        let Some((parts, codec, raw)) = found else {
            return Ok(None);
        };
        Ok(Some(FullRevision {
            revision: complete(parts)?,
            raw: self.session.expand(codec, &raw)?,
        }))
    }
}

/// Moves the present version of a client to its revisions, before another takes its place.
pub(crate) fn keep_present(session: &Session, number: i64, replaced_at: Timestamp) -> Result<()> {
    session
        .connection
        .prepare_cached(
            "INSERT INTO revisions (number, digest, updated_at, seen_at, replaced_at, changed, codec, raw) \
             SELECT c.number, c.digest, c.updated_at, c.seen_at, ?2, r.changed, r.codec, r.raw \
             FROM clients c JOIN client_records r ON r.number = c.number WHERE c.number = ?1",
        )?
        .execute(params![number, At(replaced_at)])?;
    Ok(())
}

/// Drops the versions that gave way to another at `until` or before, the oldest first, at most `limit`; gives how many. What stood
/// at any later time can still be read.
pub(crate) fn drop_replaced(session: &Session, until: Timestamp, limit: u64) -> Result<u64> {
    let dropped = session
        .connection
        .prepare_cached(
            "DELETE FROM revisions WHERE id IN \
             (SELECT id FROM revisions WHERE replaced_at <= ?1 ORDER BY replaced_at, id LIMIT ?2)",
        )?
        .execute(params![At(until), signed(limit)])?;
    u64::try_from(dropped).map_err(|_| Error::Corrupt { what: "a count" })
}
