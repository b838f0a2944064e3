//! The journal: who did, read, revealed or exported what. Append-only and chained by hash, so that an edit, a removal or a
//! reordering is found; a cut at the end is found by comparing with a head that was printed or kept elsewhere.
//!
//! The hash of an entry is SHA-256 over these fields in this order, each as its length in bytes (8 bytes, big endian) and its
//! UTF-8 bytes: `vinculo-journal-1`; the sequence number in decimal; the time in RFC 3339 UTC with six decimals; the analyst;
//! the action; the subjects as a JSON array of texts; the payload's digest in hexadecimal; the hash of the entry before in
//! hexadecimal (64 zeros for the first).

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};
use sha2::{Digest as _, Sha256};

use super::Listed;
use crate::{
    column::{At, Digest, cut, from_json, signed, to_json, unsigned},
    error::Result,
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

/// What is wrong with the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The entry does not match its own hash.
    Edited {
        /// Its sequence number.
        seq: u64,
    },
    /// The payload does not match its digest.
    PayloadEdited {
        /// Its sequence number.
        seq: u64,
    },
    /// An entry is missing before this one.
    Removed {
        /// The sequence number that was expected.
        seq: u64,
    },
    /// The entry does not follow from the one before: entries were reordered, removed or rewritten.
    Unchained {
        /// Its sequence number.
        seq: u64,
    },
    /// The chain ends before the given head, or passes it with another hash.
    Cut {
        /// The sequence number of the given head.
        seq: u64,
    },
}

/// What verifying found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verification {
    /// How many entries were read.
    pub entries: u64,
    /// The end of the chain as it is.
    pub head: Head,
    /// The first problem; `None` when there is none.
    pub problem: Option<Problem>,
}

const NOTHING: Digest = Digest([0; 32]);
const EMPTY: Head = Head {
    seq: 0,
    hash: NOTHING,
};
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

/// The hash of an entry over its canonical form; see the head of this file.
fn hash_of(entry: &Entry, subjects: &str) -> Digest {
    let at = format!("{:.6}", entry.at);
    let mut hasher = Sha256::new();
    for field in [
        "vinculo-journal-1",
        &entry.seq.to_string(),
        &at,
        &entry.analyst,
        &entry.action,
        subjects,
        &entry.payload_digest.to_hex(),
        &entry.previous.to_hex(),
    ] {
        let length = u64::try_from(field.len()).unwrap_or(u64::MAX);
        hasher.update(length.to_be_bytes());
        hasher.update(field.as_bytes());
    }
    Digest(hasher.finalize().into())
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

    /// Reads the whole chain, one entry at a time, up to the first problem. With a head kept elsewhere, a cut is found too.
    pub fn verify(self, kept: Option<Head>) -> Result<Verification> {
        let mut head = EMPTY;
        let mut meets_kept = kept.is_none_or(|kept| kept == EMPTY);
        let mut problem = None;
        let mut entries = 0;
        let mut statement = self
            .session
            .connection
            .prepare(&format!("SELECT {COLUMNS} FROM journal ORDER BY seq"))?;
        let rows = statement.query_map([], entry)?;
        for row in rows {
            let (entry, subjects) = row?;
            problem = problem_of(&entry, &subjects, head);
            if problem.is_some() {
                break;
            }
            entries += 1;
            head = Head {
                seq: entry.seq,
                hash: entry.hash,
            };
            meets_kept |= kept == Some(head);
        }
        if problem.is_none() && !meets_kept {
            problem = kept.map(|kept| Problem::Cut { seq: kept.seq });
        }
        Ok(Verification {
            entries,
            head,
            problem,
        })
    }
}

fn problem_of(entry: &Entry, subjects: &str, before: Head) -> Option<Problem> {
    let seq = entry.seq;
    if seq != before.seq + 1 {
        return Some(Problem::Removed {
            seq: before.seq + 1,
        });
    }
    if hash_of(entry, subjects) != entry.hash {
        return Some(Problem::Edited { seq });
    }
    if entry.previous != before.hash {
        return Some(Problem::Unchained { seq });
    }
    let payload = entry.payload.as_ref()?;
    (Digest::of(payload.as_bytes()) != entry.payload_digest)
        .then_some(Problem::PayloadEdited { seq })
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
        let mut entry = Entry {
            seq: before.seq + 1,
            at: cut(new.at),
            analyst: new.analyst.clone(),
            action: new.action.clone(),
            subjects: Vec::new(),
            payload: None,
            payload_digest: Digest::of(new.payload.as_bytes()),
            previous: before.hash,
            hash: NOTHING,
        };
        entry.hash = hash_of(&entry, &subjects);
        self.session
            .connection
            .prepare_cached(&format!(
                "INSERT INTO journal ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
            ))?
            .execute(params![
                signed(entry.seq),
                At(entry.at),
                entry.analyst,
                entry.action,
                subjects,
                new.payload,
                entry.payload_digest,
                entry.previous,
                entry.hash
            ])?;
        Ok(Head {
            seq: entry.seq,
            hash: entry.hash,
        })
    }
}
