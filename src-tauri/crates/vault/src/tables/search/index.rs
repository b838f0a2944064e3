//! Keeping the search index in step with the documents.

use rusqlite::{OptionalExtension as _, params};

use crate::{error::Result, store::Session};

/// The mark of the last document in the index during a load.
pub(super) const INDEXED: &str = "indexed";

/// During a load, so many documents wait before they are indexed together, and while nothing else is to do.
const WAITING: i64 = 5_000;
const WAITING_IDLE: i64 = 1_000;

/// Bytes of postings that are gathered in memory before they are written: the usual, and during a load, where each time costs merging.
const GATHERED: i64 = 1_048_576;
const GATHERED_IN_BULK: i64 = 8 * GATHERED;

/// Writes the document of a new client. During a load it waits to be indexed with many others.
pub(crate) fn write_new(session: &Session, number: i64, text: &str, bulk: bool) -> Result<()> {
    session
        .connection
        .prepare_cached("INSERT INTO search_documents (number, text) VALUES (?1, ?2)")?
        .execute(params![number, text])?;
    if bulk {
        return Ok(());
    }
    insert(session, number, text)
}

fn insert(session: &Session, number: i64, text: &str) -> Result<()> {
    session
        .connection
        .prepare_cached("INSERT INTO search_index (rowid, text) VALUES (?1, ?2)")?
        .execute(params![number, text])?;
    Ok(())
}

/// Takes the words of a document out of the index.
fn take_out(session: &Session, number: i64, text: &str) -> Result<()> {
    session
        .connection
        .prepare_cached(
            "INSERT INTO search_index (search_index, rowid, text) VALUES ('delete', ?1, ?2)",
        )?
        .execute(params![number, text])?;
    Ok(())
}

fn document(session: &Session, number: i64) -> Result<Option<String>> {
    let text = session
        .connection
        .prepare_cached("SELECT text FROM search_documents WHERE number = ?1")?
        .query_row([number], |row| row.get(0))
        .optional()?;
    Ok(text)
}

/// Writes the document of a client that has one already; nothing when it is the same.
pub(crate) fn rewrite(session: &Session, number: i64, text: &str) -> Result<()> {
    let before = document(session, number)?;
    if before.as_deref() == Some(text) {
        return Ok(());
    }
    let waits = session.in_bulk()? && number > session.mark(INDEXED)?;
    if let Some(before) = before.filter(|_| !waits) {
        take_out(session, number, &before)?;
    }
    session
        .connection
        .prepare_cached("INSERT OR REPLACE INTO search_documents (number, text) VALUES (?1, ?2)")?
        .execute(params![number, text])?;
    if waits {
        return Ok(());
    }
    insert(session, number, text)
}

/// Removes the document of a client, and its words from every part of the index.
pub(crate) fn forget(session: &Session, number: i64) -> Result<()> {
    let Some(before) = document(session, number)? else {
        return Ok(());
    };
    take_out(session, number, &before)?;
    session
        .connection
        .prepare_cached("DELETE FROM search_documents WHERE number = ?1")?
        .execute([number])?;
    // A removal is only noted beside the words until the parts of the index are made one.
    session.connection.execute(
        "INSERT INTO search_index (search_index) VALUES ('optimize')",
        [],
    )?;
    Ok(())
}

/// From here on new documents wait.
pub(crate) fn begin_bulk(session: &Session) -> Result<()> {
    let last = last_document(session)?;
    session.set_mark(INDEXED, last)?;
    configure(session, "hashsize", GATHERED_IN_BULK)
}

/// From here on each document is indexed as it comes.
pub(crate) fn end_bulk(session: &Session) -> Result<()> {
    configure(session, "hashsize", GATHERED)
}

fn configure(session: &Session, name: &str, value: i64) -> Result<()> {
    session
        .connection
        .prepare_cached("INSERT INTO search_index (search_index, rank) VALUES (?1, ?2)")?
        .execute(params![name, value])?;
    Ok(())
}

/// Indexes the waiting documents when there are many.
pub(crate) fn index_when_long(session: &Session) -> Result<()> {
    if last_document(session)? - session.mark(INDEXED)? >= WAITING {
        index_some(session)?;
    }
    Ok(())
}

/// While nothing else is to do: indexes the waiting documents when they are enough to be worth it; whether it did.
pub(crate) fn index_when_idle(session: &Session) -> Result<bool> {
    let waiting = last_document(session)? - session.mark(INDEXED)?;
    Ok(waiting >= WAITING_IDLE && index_some(session)?)
}

/// Indexes some of the waiting documents; whether there may be more.
pub(crate) fn index_some(session: &Session) -> Result<bool> {
    let from = session.mark(INDEXED)?;
    let to = last_document(session)?.min(from + 2 * WAITING);
    if to <= from {
        return Ok(false);
    }
    session
        .connection
        .prepare_cached(
            "INSERT INTO search_index (rowid, text) \
             SELECT number, text FROM search_documents WHERE number > ?1 AND number <= ?2 ORDER BY number",
        )?
        .execute([from, to])?;
    session.set_mark(INDEXED, to)?;
    Ok(true)
}

fn last_document(session: &Session) -> Result<i64> {
    let last: Option<i64> = session
        .connection
        .prepare_cached("SELECT max(number) FROM search_documents")?
        .query_row([], |row| row.get(0))?;
    Ok(last.unwrap_or(0))
}
