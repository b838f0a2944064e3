//! What a vault that is made anew takes over: the work that is kept beside it, and what a damaged file still gives.

use std::path::Path;

use rusqlite::{Connection, types::Value};

use super::WORK_TABLES;
use crate::{
    error::Result,
    keys::VaultKey,
    store::{Purpose, connect},
    tables::journal,
};

/// Takes the work of an attached file over, whole.
pub(super) fn take_work(connection: &Connection, name: &str) -> Result<()> {
    let is_there = format!("SELECT EXISTS (SELECT 1 FROM {name}.sqlite_master WHERE name = ?1)");
    for table in WORK_TABLES {
        // An older form may not have it yet.
        if connection.query_row(&is_there, [table], |row| row.get(0))? {
            take_table(connection, name, table)?;
        }
    }
    journal::recount(connection)
}

/// Takes over what a damaged file still gives: each table if it can be read to its end, and the entries of the journal that came
/// after those that are there, as far as they can be read. A page that is not as it was written is never read: `SQLCipher`
/// refuses it. The damaged file is left as it is. Gives whether anything was taken.
pub(super) fn take_what_can_be_read(
    connection: &Connection,
    damaged: &Path,
    key: &VaultKey,
) -> Result<bool> {
    let Ok(source) = connect(damaged, key, Purpose::Inspect) else {
        return Ok(false);
    };
    let mut taken = false;
    connection.execute_batch("BEGIN IMMEDIATE;")?;
    for table in WORK_TABLES.iter().filter(|table| **table != "journal") {
        let (rows, whole) = read(&source, &format!("SELECT * FROM {table}"));
        if !whole {
            tracing::warn!(table, "a table of the damaged vault cannot be read");
            continue;
        }
        connection.execute_batch(&format!("DELETE FROM main.{table};"))?;
        insert(connection, table, rows)?;
        taken = true;
    }
    let last: i64 =
        connection.query_row("SELECT coalesce(max(seq), 0) FROM journal", [], |row| {
            row.get(0)
        })?;
    let later = format!("SELECT * FROM journal WHERE seq > {last} ORDER BY seq");
    // A page that cannot be read ends what can be taken; nothing before it is lost.
    let (rows, _) = read(&source, &later);
    taken |= !rows.is_empty();
    insert(connection, "journal", rows)?;
    journal::recount(connection)?;
    connection.execute_batch("COMMIT;")?;
    Ok(taken)
}

fn take_table(connection: &Connection, name: &str, table: &str) -> Result<()> {
    connection.execute_batch(&format!(
        "DELETE FROM main.{table} WHERE '{table}' <> 'journal';
         INSERT INTO main.{table} SELECT * FROM {name}.{table};"
    ))?;
    Ok(())
}

/// The rows up to the first that cannot be read, and whether these are all.
fn read(source: &Connection, sql: &str) -> (Vec<Vec<Value>>, bool) {
    let mut rows = Vec::new();
    let mut read = || -> rusqlite::Result<()> {
        let mut statement = source.prepare(sql)?;
        let columns = statement.column_count();
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            rows.push(
                (0..columns)
                    .map(|column| row.get(column))
                    .collect::<rusqlite::Result<_>>()?,
            );
        }
        Ok(())
    };
    let whole = read().is_ok();
    (rows, whole)
}

fn insert(connection: &Connection, table: &str, rows: Vec<Vec<Value>>) -> Result<()> {
    let Some(columns) = rows.first().map(Vec::len) else {
        return Ok(());
    };
    let places = (1..=columns)
        .map(|place| format!("?{place}"))
        .collect::<Vec<_>>();
    let sql = format!("INSERT INTO main.{table} VALUES ({})", places.join(", "));
    let mut statement = connection.prepare(&sql)?;
    for row in rows {
        statement.execute(rusqlite::params_from_iter(row))?;
    }
    Ok(())
}
