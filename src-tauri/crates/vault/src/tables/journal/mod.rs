//! The journal: who did, read, revealed or exported what. Append-only and chained by hash, so that an edit, a removal or a
//! reordering is found. A cut at the end is found by the count that the file itself keeps, and by comparing with a head that was
//! printed or kept elsewhere; a whole file put back to an earlier one is found by the latter.
//!
//! The hash of an entry is SHA-256 over these fields in this order, each as its length in bytes (8 bytes, big endian) and its
//! UTF-8 bytes: `vinculo-journal-1`; the sequence number in decimal; the time in RFC 3339 UTC with six decimals; the analyst;
//! the action; the subjects as a JSON array of texts; the payload's digest in hexadecimal; the hash of the entry before in
//! hexadecimal (64 zeros for the first).

mod verify;

use std::fmt::Write as _;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};
use sha2::{Digest as _, Sha256};

pub use verify::{Problem, Verification};

use super::Listed;
use crate::{
    column::{At, Digest, cut, from_json, signed, to_json, unsigned},
    error::{Error, Result},
    store::Session,
};

/// An act to enter.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub analyst: String,
    /// What was done, as a word such as `operation.sent`.
    pub action: String,
    /// The ids of what it was done to.
    pub subjects: Vec<String>,
    /// The rest, as JSON text; its digest is part of the chain.
    pub payload: String,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place, counted from 1 without gaps.
    pub seq: u64,
    /// When, cut to microseconds.
    pub at: Timestamp,
    /// Who.
    pub analyst: String,
    /// What was done.
    pub action: String,
    /// The ids of what it was done to.
    pub subjects: Vec<String>,
    /// The rest, as JSON text; `None` when it was purged, which the chain allows.
    pub payload: Option<String>,
    /// The digest of the payload.
    pub payload_digest: Digest,
    /// The hash of the entry before.
    pub previous: Digest,
    /// The hash of this entry.
    pub hash: Digest,
}

/// The end of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The sequence number of the last entry; 0 when there is none.
    pub seq: u64,
    /// The hash of the last entry; zeros when there is none.
    pub hash: Digest,
}

const NOTHING: Digest = Digest([0; 32]);
const EMPTY: Head = Head {
    seq: 0,
    hash: NOTHING,
};
/// The mark that says how many entries there are, so that a cut at the end shows in the file itself.
const ENTRIES: &str = "journal_entries";
const COLUMNS: &str = "seq, at, analyst, action, subjects, payload, payload_digest, previous, hash";

fn entry(row: &Row<'_>) -> rusqlite::Result<(Entry, String)> {
    Ok((
        Entry {
            seq: unsigned(row.get(0)?),
            at: row.get::<_, At>(1)?.0,
            analyst: row.get(2)?,
            action: row.get(3)?,
            subjects: Vec::new(),
            payload: row.get(5)?,
            payload_digest: row.get(6)?,
            previous: row.get(7)?,
            hash: row.get(8)?,
        },
        row.get(4)?,
    ))
}

/// What the hash of an entry covers, in the order of its canonical form; see the head of this file.
struct Sealed<'a> {
    seq: u64,
    at: Timestamp,
    analyst: &'a str,
    action: &'a str,
    subjects: &'a str,
    payload_digest: Digest,
    previous: Digest,
}

impl Sealed<'_> {
    fn hash(&self) -> Digest {
        let mut hasher = Sha256::new();
        let mut field = |text: &str| {
            let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
            hasher.update(length.to_be_bytes());
            hasher.update(text.as_bytes());
        };
        let mut number = String::with_capacity(64);
        field("vinculo-journal-1");
        // Writing into a text does not fail.
        let _ = write!(number, "{}", self.seq);
        field(&number);
        number.clear();
        let _ = write!(number, "{:.6}", self.at);
        field(&number);
        field(self.analyst);
        field(self.action);
        field(self.subjects);
        field(&self.payload_digest.to_hex());
        field(&self.previous.to_hex());
        Digest(hasher.finalize().into())
    }
}

/// Reads the journal.
#[derive(Clone, Copy)]
pub struct JournalRead<'a> {
    pub(crate) session: &'a Session,
}

impl JournalRead<'_> {
    /// The end of the chain.
    pub fn head(self) -> Result<Head> {
        let head = self
            .session
            .connection
            .prepare_cached("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")?
            .query_row([], |row| {
                Ok(Head {
                    seq: unsigned(row.get(0)?),
                    hash: row.get(1)?,
                })
            })
            .optional()?;
        Ok(head.unwrap_or(EMPTY))
    }

    /// Entries, the last first.
    pub fn list(self, offset: u64, limit: u64) -> Result<Listed<Entry>> {
        let connection = &self.session.connection;
        let total: i64 =
            connection.query_row("SELECT count(*) FROM journal", [], |row| row.get(0))?;
        let rows = connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM journal ORDER BY seq DESC LIMIT ?1 OFFSET ?2"
            ))?
            .query_map([signed(limit), signed(offset)], entry)?
            .map(|row| {
                let (entry, subjects) = row?;
                Ok(Entry {
                    subjects: from_json(&subjects, "the subjects of a journal entry")?,
                    ..entry
                })
            })
            .collect::<Result<_>>()?;
        Ok(Listed {
            rows,
            total: unsigned(total),
        })
    }

    /// Hands over every entry, the oldest first, one at a time.
    pub fn each<E: From<Error>>(
        self,
        mut act: impl FnMut(Entry) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut statement = self
            .session
            .connection
            .prepare(&format!("SELECT {COLUMNS} FROM journal ORDER BY seq"))
            .map_err(Error::from)?;
        let rows = statement.query_map([], entry).map_err(Error::from)?;
        for row in rows {
            let (entry, subjects) = row.map_err(Error::from)?;
            let subjects = from_json(&subjects, "the subjects of a journal entry")?;
            act(Entry { subjects, ..entry })?;
        }
        Ok(())
    }

    /// Reads the whole chain, one entry at a time, up to the first problem. With a head kept elsewhere, a cut, a rewriting and an
    /// older file in the place of the newer are found too.
    pub fn verify(self, kept: Option<Head>) -> Result<Verification> {
        verify::verify(self.session, kept)
    }

    /// Whether the chain passes through a head that was kept elsewhere.
    pub(crate) fn passes(self, kept: Head) -> Result<bool> {
        if kept == EMPTY {
            return Ok(true);
        }
        let hash: Option<Digest> = self
            .session
            .connection
            .prepare_cached("SELECT hash FROM journal WHERE seq = ?1")?
            .query_row([signed(kept.seq)], |row| row.get(0))
            .optional()?;
        Ok(hash == Some(kept.hash))
    }
}

/// Notes anew how many entries there are, as after a file took over those of another.
pub(crate) fn recount(connection: &rusqlite::Connection) -> Result<()> {
    connection.execute(
        "INSERT INTO state (name, value) SELECT ?1, coalesce(max(seq), 0) FROM journal WHERE true
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [ENTRIES],
    )?;
    Ok(())
}

/// Appends to the journal; there is no other way to write it.
#[derive(Clone, Copy)]
pub struct JournalWrite<'a> {
    pub(crate) session: &'a Session,
}

impl JournalWrite<'_> {
    /// Enters an act at the end of the chain, in the transaction of the act. Gives the new head.
    pub fn append(self, new: &NewEntry) -> Result<Head> {
        let before = JournalRead {
            session: self.session,
        }
        .head()?;
        let subjects = to_json(&new.subjects, "the subjects of the entry")?;
        let sealed = Sealed {
            seq: before.seq + 1,
            at: cut(new.at),
            analyst: &new.analyst,
            action: &new.action,
            subjects: &subjects,
            payload_digest: Digest::of(new.payload.as_bytes()),
            previous: before.hash,
        };
        let head = Head {
            seq: sealed.seq,
            hash: sealed.hash(),
        };
        self.session
            .connection
            .prepare_cached(&format!(
                "INSERT INTO journal ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
            ))?
            .execute(params![
                signed(sealed.seq),
                At(sealed.at),
                sealed.analyst,
                sealed.action,
                sealed.subjects,
                new.payload,
                sealed.payload_digest,
                sealed.previous,
                head.hash
            ])?;
        self.session.set_mark(ENTRIES, signed(head.seq))?;
        self.session.note_appended(head);
        Ok(head)
    }
}
