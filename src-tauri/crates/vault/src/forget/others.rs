//! The client's name in what is kept about others, and in the journal.

use rusqlite::{OptionalExtension as _, params};
use serde_json::Value;

use super::Client;
use crate::{
    column::{Id, from_json, to_json},
    error::{Error, Holds, Result},
    store::Session,
};

/// Operations about the client or with its id (`?1` as bytes, `?2` as text) in what they hold.
pub(super) const OF_CLIENT: &str = "client_id = ?1 OR instr(lower(request), ?2) > 0 \
    OR instr(lower(rehearsal), ?2) > 0 OR instr(lower(coalesce(outcome, '')), ?2) > 0";

/// What stands in the place of a text that named a forgotten client.
const WITHHELD: &str = "—";

/// Takes the client out of the records and earlier versions of others, and what was set aside of it; gives out of how many.
pub(super) fn unname(session: &Session, client: &Client) -> Result<u64> {
    let mut changed = 0;
    for table in ["client_records", "revisions"] {
        for hit in hits(session, client, table)? {
            changed += 1;
            let standing = table == "client_records" && !hit.owner_is_gone;
            if standing {
                return Err(Error::StillHeld(Holds::Named));
            }
            match client.traces.taken_out_of(&hit.raw) {
                Some(raw) => {
                    let (codec, bytes) = session.compress(&raw)?;
                    session.connection.execute(
                        &format!("UPDATE {table} SET codec = ?2, raw = ?3 WHERE rowid = ?1"),
                        params![hit.row, codec, bytes],
                    )?;
                }
                // What cannot be read cannot be mended, and was set aside by its own reader as well.
                None if table == "revisions" => {
                    session
                        .connection
                        .execute("DELETE FROM revisions WHERE rowid = ?1", [hit.row])?;
                }
                None => return Err(Error::Corrupt { what: "a record" }),
            }
        }
    }
    session.connection.execute(
        "DELETE FROM quarantine WHERE client_id = ?1",
        [Id::from(client.id)],
    )?;
    for row in naming_aside(session, client)? {
        session
            .connection
            .execute("DELETE FROM quarantine WHERE id = ?1", [row])?;
    }
    Ok(changed)
}

/// A stored record of another that names the client.
struct Hit {
    row: i64,
    raw: String,
    owner_is_gone: bool,
}

fn hits(session: &Session, client: &Client, table: &str) -> Result<Vec<Hit>> {
    let mut found = Vec::new();
    let mut statement = session.connection.prepare(&format!(
        "SELECT t.rowid, t.codec, t.raw, c.gone_since IS NOT NULL \
         FROM {table} t JOIN clients c ON c.number = t.number WHERE t.number <> ?1"
    ))?;
    let mut rows = statement.query([client.number])?;
    while let Some(row) = rows.next()? {
        let raw = session.expand(row.get(1)?, row.get_ref(2)?.as_blob().unwrap_or_default())?;
        if client.traces.id_is_in(&raw) {
            found.push(Hit {
                row: row.get(0)?,
                raw,
                owner_is_gone: row.get(3)?,
            });
        }
    }
    Ok(found)
}

fn naming_aside(session: &Session, client: &Client) -> Result<Vec<i64>> {
    let mut found = Vec::new();
    let mut statement = session
        .connection
        .prepare("SELECT id, codec, raw FROM quarantine")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let raw = session.expand(row.get(1)?, row.get_ref(2)?.as_blob().unwrap_or_default())?;
        if client.traces.are_in(&raw) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// Removes the operations about the client or naming it, all of which are settled; gives how many.
pub(super) fn remove_operations(session: &Session, client: &Client) -> Result<u64> {
    let removed = session.connection.execute(
        &format!("DELETE FROM operations WHERE {OF_CLIENT}"),
        params![Id::from(client.id), client.traces.id()],
    )?;
    Ok(u64::try_from(removed).unwrap_or(u64::MAX))
}

/// Takes the client out of the analyst's work on others: the versions that reviews saw, and texts that name it.
pub(super) fn unname_work(session: &Session, client: &Client) -> Result<()> {
    let seeing = texts(
        session,
        "SELECT id, seen FROM reviews WHERE instr(seen, ?1) > 0",
        client.traces.id(),
    )?;
    for (row, seen) in seeing {
        let mut seen: Vec<Value> = from_json(&seen, "what a review saw")?;
        seen.retain(|one| !client.traces.id_is_in(&one.to_string()));
        session.connection.execute(
            "UPDATE reviews SET seen = ?2 WHERE id = ?1",
            params![row, to_json(&seen, "what a review saw")?],
        )?;
    }
    for (table, column) in [
        ("reviews", "note"),
        ("notes", "text"),
        ("dispositions", "reason"),
        ("operations", "reason"),
    ] {
        let all = format!("SELECT rowid, {column} FROM {table} WHERE ?1 = ?1");
        for (row, text) in texts(session, &all, "")? {
            if client.traces.are_in(&text) {
                session.connection.execute(
                    &format!("UPDATE {table} SET {column} = ?2 WHERE rowid = ?1"),
                    params![row, WITHHELD],
                )?;
            }
        }
    }
    let views: Vec<(String, String)> = session
        .connection
        .prepare("SELECT name, query FROM saved_views")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (name, query) in views {
        if client.traces.are_in(&name) || client.traces.are_in(&query) {
            session
                .connection
                .execute("DELETE FROM saved_views WHERE name = ?1", [name])?;
        }
    }
    Ok(())
}

/// Empties what entries of the journal say besides the fact, where they are about the client or name it. The chain allows that.
pub(super) fn purge_journal(session: &Session, client: &Client) -> Result<u64> {
    let connection = &session.connection;
    let mut entries = Vec::new();
    {
        let mut statement = connection
            .prepare("SELECT seq, subjects, payload FROM journal WHERE payload IS NOT NULL")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let about = client
                .traces
                .id_is_in(row.get_ref(1)?.as_str().unwrap_or_default());
            if about
                || client
                    .traces
                    .are_in(row.get_ref(2)?.as_str().unwrap_or_default())
            {
                entries.push(row.get::<_, i64>(0)?);
            }
        }
    }
    if entries.is_empty() {
        return Ok(0);
    }
    let guard: Option<String> = connection
        .query_row(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'journal_is_not_edited'",
            [],
            |row| row.get(0),
        )
        .optional()?;
    connection.execute_batch("DROP TRIGGER IF EXISTS journal_is_not_edited;")?;
    for seq in &entries {
        connection
            .prepare_cached("UPDATE journal SET payload = NULL WHERE seq = ?1")?
            .execute([seq])?;
    }
    if let Some(guard) = guard {
        connection.execute_batch(&guard)?;
    }
    Ok(entries.len() as u64)
}

fn texts(session: &Session, sql: &str, parameter: &str) -> Result<Vec<(i64, String)>> {
    let texts = session
        .connection
        .prepare(sql)?
        .query_map([parameter], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(texts)
}
