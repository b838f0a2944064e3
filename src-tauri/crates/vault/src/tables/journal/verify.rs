//! Verifying the chain: where it breaks first, and what was done there.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, types::FromSqlError};

use super::{COLUMNS, EMPTY, ENTRIES, Head, Sealed};
use crate::{
    column::{Digest, signed, unsigned},
    error::{Error, Result},
    store::Session,
};

/// What was done to the chain. The first place it breaks is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Problem {
    /// The entry is not as it was entered.
    Edited {
        /// Its sequence number.
        seq: u64,
    },
    /// The payload does not match its digest.
    PayloadEdited {
        /// Its sequence number.
        seq: u64,
    },
    /// An entry is missing.
    Removed {
        /// The sequence number it had.
        seq: u64,
    },
    /// An entry was put in that does not belong there.
    Inserted {
        /// The sequence number it has.
        seq: u64,
    },
    /// Entries changed places.
    Reordered {
        /// The first place that another entry has taken.
        seq: u64,
    },
    /// Entries at the end are missing.
    Cut {
        /// The first that is missing.
        seq: u64,
    },
    /// The chain holds together and passes a head that was kept elsewhere with another hash.
    Rewritten {
        /// The sequence number of that head.
        seq: u64,
    },
    /// The file is an earlier one: it holds together and ends before a head that was kept elsewhere.
    RolledBack {
        /// The first entry that the newer file had and this one has not.
        seq: u64,
    },
    /// The head that is kept beside the file is gone or is no head of this file.
    AnchorLost,
}

/// What verifying found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verification {
    /// How many entries hold, up to the first problem.
    pub entries: u64,
    /// The end of the chain as far as it holds.
    pub head: Head,
    /// How many of them came after the head that was kept elsewhere: an end that a crash kept from being noted there.
    pub after_kept: u64,
    /// The first problem; `None` when there is none.
    pub problem: Option<Problem>,
}

/// An entry as it lies in the row, nothing copied.
struct Stored<'a> {
    sealed: Sealed<'a>,
    payload: Option<&'a str>,
    hash: Digest,
}

impl<'a> Stored<'a> {
    /// `None` when a column holds what no entry has.
    fn of(row: &'a Row<'_>) -> rusqlite::Result<Option<Self>> {
        let digest = |column| -> rusqlite::Result<Option<Digest>> {
            let bytes = row.get_ref(column)?.as_blob().ok();
            Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map(Digest))
        };
        let text = |column| -> rusqlite::Result<Option<&'a str>> {
            Ok(row.get_ref(column)?.as_str().ok())
        };
        let at = row.get_ref(1)?.as_i64().ok();
        let payload = match row.get_ref(5)?.as_str_or_null() {
            Ok(payload) => payload,
            Err(FromSqlError::InvalidType | _) => return Ok(None),
        };
        let parts = (
            at.and_then(|at| Timestamp::from_microsecond(at).ok()),
            (text(2)?, text(3)?, text(4)?),
            (digest(6)?, digest(7)?, digest(8)?),
        );
        let (
            Some(at),
            (Some(analyst), Some(action), Some(subjects)),
            (Some(payload_digest), Some(previous), Some(hash)),
        ) = parts
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            sealed: Sealed {
                seq: unsigned(row.get(0)?),
                at,
                analyst,
                action,
                subjects,
                payload_digest,
                previous,
            },
            payload,
            hash,
        }))
    }
}

pub(super) fn verify(session: &Session, kept: Option<Head>) -> Result<Verification> {
    let mut head = EMPTY;
    let kept = kept.filter(|kept| *kept != EMPTY);
    let mut meets_kept = false;
    let mut problem = None;
    let mut statement = session
        .connection
        .prepare(&format!("SELECT {COLUMNS} FROM journal ORDER BY seq"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        problem = problem_of(session, row, head)?;
        if problem.is_some() {
            break;
        }
        head = Head {
            seq: head.seq + 1,
            hash: row.get(8)?,
        };
        meets_kept |= kept == Some(head);
    }
    if problem.is_none() {
        problem = end_problem(session, head, kept.filter(|_| !meets_kept))?;
    }
    Ok(Verification {
        entries: head.seq,
        head,
        after_kept: kept.map_or(0, |kept| head.seq.saturating_sub(kept.seq)),
        problem,
    })
}

/// What is wrong with the end of a chain that holds together. `missed` is a kept head that it does not pass through.
fn end_problem(session: &Session, head: Head, missed: Option<Head>) -> Result<Option<Problem>> {
    let entered = unsigned(session.mark(ENTRIES)?);
    let next = head.seq + 1;
    Ok(if entered > head.seq {
        Some(Problem::Cut { seq: next })
    } else if entered != 0 && entered < head.seq {
        Some(Problem::Inserted { seq: entered + 1 })
    } else {
        missed.map(|kept| {
            if kept.seq > head.seq {
                Problem::RolledBack { seq: next }
            } else {
                Problem::Rewritten { seq: kept.seq }
            }
        })
    })
}

/// What is wrong with a row that comes after `before`; `None` when it follows.
fn problem_of(session: &Session, row: &Row<'_>, before: Head) -> Result<Option<Problem>> {
    let seq = before.seq + 1;
    let found: i64 = row.get(0)?;
    if found < signed(seq) {
        return Ok(Some(Problem::Inserted {
            seq: unsigned(found),
        }));
    }
    if found > signed(seq) {
        return Ok(Some(Problem::Removed { seq }));
    }
    let Some(stored) = Stored::of(row)? else {
        return Ok(Some(Problem::Edited { seq }));
    };
    let itself = stored.sealed.hash() == stored.hash;
    if itself && stored.sealed.previous == before.hash {
        let payload = stored.payload.map(|text| Digest::of(text.as_bytes()));
        let holds = payload.is_none_or(|digest| digest == stored.sealed.payload_digest);
        return Ok((!holds).then_some(Problem::PayloadEdited { seq }));
    }
    if itself {
        return unlinked(session, &stored, before).map(Some);
    }
    match place_of(session, &stored)? {
        Some(place) => displaced(session, &stored, before, place).map(Some),
        None => unlinked(session, &stored, before).map(Some),
    }
}

/// An entry in a place that it was not entered at: `place` is where it was.
fn displaced(session: &Session, stored: &Stored<'_>, before: Head, place: u64) -> Result<Problem> {
    let seq = before.seq + 1;
    if place < seq {
        // Those before hold. Either this is a copy of one of them, or it was pushed down by one that was put in.
        let original = hash_at(session, place)?;
        return Ok(Problem::Inserted {
            seq: if original == Some(stored.hash) {
                seq
            } else {
                place
            },
        });
    }
    let count = |hash: Digest| -> Result<i64> {
        let sql = "SELECT count(*) FROM journal WHERE hash = ?1";
        Ok(session
            .connection
            .query_row(sql, [hash], |row| row.get(0))?)
    };
    Ok(if count(stored.hash)? > 1 {
        Problem::Inserted { seq }
    } else if count(stored.sealed.previous)? > 0 {
        Problem::Reordered { seq }
    } else {
        Problem::Removed { seq }
    })
}

/// An entry that does not follow from the one before and was in no other place: the one after tells which of the two is wrong.
fn unlinked(session: &Session, stored: &Stored<'_>, before: Head) -> Result<Problem> {
    let seq = before.seq + 1;
    let after: Option<Digest> = session
        .connection
        .query_row(
            "SELECT previous FROM journal WHERE seq > ?1 ORDER BY seq LIMIT 1",
            [signed(seq)],
            |row| row.get(0),
        )
        .optional()?;
    if after == Some(before.hash) {
        return Ok(Problem::Inserted { seq });
    }
    let itself = stored.sealed.hash() == stored.hash;
    // An entry that is whole names a predecessor which is there no more: that one was written anew with its own hash.
    let edited = if itself && after.is_none_or(|after| after == stored.hash) && seq > 1 {
        before.seq
    } else {
        seq
    };
    Ok(Problem::Edited { seq: edited })
}

/// The sequence number an entry was entered with, found by its hash; `None` when its content was edited.
fn place_of(session: &Session, stored: &Stored<'_>) -> Result<Option<u64>> {
    let last: Option<i64> =
        session
            .connection
            .query_row("SELECT max(seq) FROM journal", [], |row| row.get(0))?;
    let entered = unsigned(session.mark(ENTRIES)?).max(unsigned(last.unwrap_or(0)));
    Ok((1..=entered.saturating_add(1)).find(|seq| {
        let moved = Sealed {
            seq: *seq,
            ..stored.sealed
        };
        moved.hash() == stored.hash
    }))
}

fn hash_at(session: &Session, seq: u64) -> Result<Option<Digest>> {
    session
        .connection
        .query_row(
            "SELECT hash FROM journal WHERE seq = ?1",
            [signed(seq)],
            |row| row.get(0),
        )
        .optional()
        .map_err(Error::from)
}
