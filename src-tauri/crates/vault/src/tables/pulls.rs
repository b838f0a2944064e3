//! The pulls: one row each, with how far it came, so that a kill at any point resumes.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

use super::{Listed, words};
use crate::{
    column::{At, signed, unsigned},
    error::{Error, Result},
    store::Session,
};

/// The number of a pull in its vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PullId(pub i64);

words! {
    /// What a pull reads.
    PullKind {
        /// Everything, into an empty vault.
        First = "first",
        /// What changed since the pull before.
        Delta = "delta",
        /// Everything, and finds what is gone.
        Sweep = "sweep",
    }
}

/// What a pull counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PullCounts {
    /// Pages read.
    pub pages: u64,
    /// Records read.
    pub clients: u64,
    /// Records that were new.
    pub added: u64,
    /// Records that differed from what was stored.
    pub changed: u64,
    /// Clients marked as gone.
    pub gone: u64,
    /// Records set aside.
    pub quarantined: u64,
    /// Requests sent.
    pub requests: u64,
}

/// A pull about to begin.
#[derive(Debug, Clone)]
pub struct NewPull {
    /// What it reads.
    pub kind: PullKind,
    /// When it begins.
    pub started_at: Timestamp,
    /// For a delta, the marker of the pull it goes on from.
    pub since: Option<String>,
}

/// How far a pull is, written with each page.
#[derive(Debug, Clone, Default)]
pub struct PullProgress {
    /// Where the next page begins, as the server gave it; not to be used after a long pause.
    pub cursor: Option<String>,
    /// How many records were read so far: where to go on by offset when the cursor is stale.
    pub offset: u64,
    /// How many records the server says there are.
    pub expected: Option<u64>,
    /// The server's time of the first page. What was noted with an earlier page stays.
    pub marker: Option<String>,
    /// The counts so far.
    pub counts: PullCounts,
}

/// The end of a pull.
#[derive(Debug, Clone)]
pub struct PullEnd {
    /// When it ended.
    pub finished_at: Timestamp,
    /// Whether everything it meant to read was read.
    pub complete: bool,
    /// The server's time from which the next delta goes on.
    pub marker: Option<String>,
    /// The final counts.
    pub counts: PullCounts,
}

/// One pull.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pull {
    /// Its number.
    pub id: PullId,
    /// What it reads.
    pub kind: PullKind,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended; `None` while it runs or after it was cut off.
    pub finished_at: Option<Timestamp>,
    /// Whether everything it meant to read was read.
    pub complete: bool,
    /// Where the next page begins.
    pub cursor: Option<String>,
    /// How many records were read so far.
    pub offset: u64,
    /// How many records the server says there are.
    pub expected: Option<u64>,
    /// What it counted.
    pub counts: PullCounts,
    /// For a delta, the marker it went on from.
    pub since: Option<String>,
    /// The server's time from which the next delta goes on; of a pull that has not ended, that of its first page.
    pub marker: Option<String>,
}

const COLUMNS: &str = "id, kind, started_at, finished_at, complete, cursor, page_offset, expected, \
    pages, clients, added, changed, gone, quarantined, requests, since, marker";

fn pull(row: &Row<'_>) -> rusqlite::Result<Pull> {
    let count = |column: usize| row.get::<_, i64>(column).map(unsigned);
    Ok(Pull {
        id: PullId(row.get(0)?),
        kind: row.get(1)?,
        started_at: row.get::<_, At>(2)?.0,
        finished_at: row.get::<_, Option<At>>(3)?.map(|at| at.0),
        complete: row.get(4)?,
        cursor: row.get(5)?,
        offset: count(6)?,
        expected: row.get::<_, Option<i64>>(7)?.map(unsigned),
        counts: PullCounts {
            pages: count(8)?,
            clients: count(9)?,
            added: count(10)?,
            changed: count(11)?,
            gone: count(12)?,
            quarantined: count(13)?,
            requests: count(14)?,
        },
        since: row.get(15)?,
        marker: row.get(16)?,
    })
}

/// Reads pulls.
#[derive(Clone, Copy)]
pub struct PullsRead<'a> {
    pub(crate) session: &'a Session,
}

impl PullsRead<'_> {
    /// One pull.
    pub fn get(self, id: PullId) -> Result<Option<Pull>> {
        self.one("WHERE id = ?1", [id.0])
    }

    /// The pull that began last.
    pub fn last(self) -> Result<Option<Pull>> {
        self.one("ORDER BY id DESC LIMIT 1", [])
    }

    /// The complete pull that began last: its marker is where a delta goes on.
    pub fn last_complete(self) -> Result<Option<Pull>> {
        self.one("WHERE complete = 1 ORDER BY id DESC LIMIT 1", [])
    }

    /// The pull to resume: the last one, when it was cut off.
    pub fn unfinished(self) -> Result<Option<Pull>> {
        Ok(self.last()?.filter(|pull| pull.finished_at.is_none()))
    }

    /// As of when the copy as a whole stands for Artu's data: the start of the last complete pull.
    pub fn confirmed_at(self) -> Result<Option<Timestamp>> {
        let at: Option<At> = self
            .session
            .connection
            .prepare_cached("SELECT max(started_at) FROM pulls WHERE complete = 1")?
            .query_row([], |row| row.get(0))?;
        Ok(at.map(|at| at.0))
    }

    /// The pulls, the last first.
    pub fn list(self, offset: u64, limit: u64) -> Result<Listed<Pull>> {
        let total: i64 =
            self.session
                .connection
                .query_row("SELECT count(*) FROM pulls", [], |row| row.get(0))?;
        let rows = self
            .session
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM pulls ORDER BY id DESC LIMIT ?1 OFFSET ?2"
            ))?
            .query_map([signed(limit), signed(offset)], pull)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Listed {
            rows,
            total: unsigned(total),
        })
    }

    fn one(self, tail: &str, parameters: impl rusqlite::Params) -> Result<Option<Pull>> {
        let found = self
            .session
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM pulls {tail}"))?
            .query_row(parameters, pull)
            .optional()?;
        Ok(found)
    }
}

/// Writes pulls; reached through `PullWriter`.
#[derive(Clone, Copy)]
pub(crate) struct PullsWrite<'a> {
    pub(crate) session: &'a Session,
}

impl PullsWrite<'_> {
    pub(crate) fn start(self, new: &NewPull) -> Result<PullId> {
        self.session
            .connection
            .prepare_cached("INSERT INTO pulls (kind, started_at, since) VALUES (?1, ?2, ?3)")?
            .execute(params![new.kind, At(new.started_at), new.since])?;
        let id = PullId(self.session.connection.last_insert_rowid());
        self.session
            .connection
            .execute("DELETE FROM pull_seen WHERE pull <> ?1", [id.0])?;
        Ok(id)
    }

    pub(crate) fn progress(self, id: PullId, progress: &PullProgress) -> Result<()> {
        let updated = self
            .session
            .connection
            .prepare_cached(
                "UPDATE pulls SET cursor = ?2, page_offset = ?3, expected = ?4, marker = coalesce(marker, ?5) \
                 WHERE id = ?1 AND finished_at IS NULL",
            )?
            .execute(params![
                id.0,
                progress.cursor,
                signed(progress.offset),
                progress.expected.map(signed),
                progress.marker
            ])?;
        if updated == 0 {
            return Err(Error::Missing {
                what: "the running pull",
            });
        }
        self.count(id, progress.counts)
    }

    pub(crate) fn finish(self, id: PullId, end: &PullEnd) -> Result<Pull> {
        self.count(id, end.counts)?;
        self.session
            .connection
            .prepare_cached(
                "UPDATE pulls SET finished_at = ?2, complete = ?3, marker = ?4, cursor = NULL WHERE id = ?1",
            )?
            .execute(params![id.0, At(end.finished_at), end.complete, end.marker])?;
        if end.complete {
            self.session
                .connection
                .execute("DELETE FROM pull_seen", [])?;
        }
        PullsRead {
            session: self.session,
        }
        .get(id)?
        .ok_or(Error::Missing { what: "the pull" })
    }

    fn count(self, id: PullId, counts: PullCounts) -> Result<()> {
        self.session
            .connection
            .prepare_cached(
                "UPDATE pulls SET pages = ?2, clients = ?3, added = ?4, changed = ?5, gone = ?6, \
                 quarantined = ?7, requests = ?8 WHERE id = ?1",
            )?
            .execute(params![
                id.0,
                signed(counts.pages),
                signed(counts.clients),
                signed(counts.added),
                signed(counts.changed),
                signed(counts.gone),
                signed(counts.quarantined),
                signed(counts.requests)
            ])?;
        Ok(())
    }
}
