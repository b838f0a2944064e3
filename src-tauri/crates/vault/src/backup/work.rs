//! The analyst's own work in a file of its own.
//!
//! `work.db` lies beside the vault, under the same key, and follows it: the journal by what was entered since, the other tables
//! whole when they differ. It never goes back: a vault whose journal ends earlier is an older one, and what is kept is put aside.

use std::{fs, path::Path};

use rusqlite::{Connection, OptionalExtension as _};

use super::{WORK_TABLES, attach};
use crate::{
    column::Digest,
    disk::{create_new, is_there, remove_if_there, sync_folder_of, with_suffix},
    error::{Error, Result},
    keys::VaultKey,
    store::{Purpose, Vault, connect},
};

/// The name of the file of the analyst's work in the folder of a profile.
pub const WORK_FILE_NAME: &str = "work.db";
/// `application_id` of a file of work: "VNCW" as four bytes.
pub(super) const APPLICATION_ID: i64 = 0x564e_4357;

impl Vault {
    /// Brings the file of the analyst's work beside the vault up to date. Cheap when little changed.
    pub fn save_work(&self) -> Result<()> {
        let path = self.path().with_file_name(WORK_FILE_NAME);
        self.with_key(|key| {
            if is_there(&path)? {
                let connection = connect(self.path(), key, Purpose::Copy)?;
                match follow(&connection, &path, key) {
                    Ok(true) => return Ok(()),
                    Ok(false) => put_aside(&path)?,
                    // Under another key or damaged it is of no use; the vault has it all.
                    Err(Error::WrongKey | Error::Corrupt { .. } | Error::NotAVault) => {}
                    Err(error) => return Err(error),
                }
            }
            self.write_work_anew(&path, key)
        })
    }

    /// The same as a new file, without looking at the one before: as when something of it has to go for good.
    pub fn save_work_anew(&self) -> Result<()> {
        let path = self.path().with_file_name(WORK_FILE_NAME);
        self.with_key(|key| self.write_work_anew(&path, key))
    }

    fn write_work_anew(&self, path: &Path, key: &VaultKey) -> Result<()> {
        let fresh = with_suffix(path, ".new");
        remove_if_there(&fresh)?;
        remove_if_there(&with_suffix(&fresh, "-journal"))?;
        let connection = connect(self.path(), key, Purpose::Copy)?;
        let written = write(&connection, &fresh, key, true);
        drop(connection);
        if written.is_err() {
            remove_if_there(&fresh)?;
        }
        written?;
        // A journal of the file before would be played back into this one.
        remove_if_there(&with_suffix(path, "-journal"))?;
        fs::rename(&fresh, path).map_err(|source| Error::io(path, source))?;
        sync_folder_of(path)
    }
}

/// Writes the work of the vault into a new file, in one transaction.
pub(super) fn write(
    connection: &Connection,
    path: &Path,
    key: &VaultKey,
    with_api_key: bool,
) -> Result<()> {
    create_new(path).map_err(|source| Error::io(path, source))?;
    attach(connection, path, key, "work")?;
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    connection.execute_batch("PRAGMA work.synchronous = FULL; BEGIN;")?;
    for table in WORK_TABLES {
        // An older form may not have it yet.
        let Some(definition) = definition(connection, table)? else {
            continue;
        };
        connection.execute_batch(&definition)?;
        let rows = match *table {
            "settings" if !with_api_key => " WHERE name <> 'api_key'",
            _ => "",
        };
        connection.execute_batch(&format!(
            "INSERT INTO work.{table} SELECT * FROM main.{table}{rows};"
        ))?;
    }
    connection.execute_batch(&format!(
        "PRAGMA work.application_id = {APPLICATION_ID}; PRAGMA work.user_version = {version}; COMMIT; DETACH work;"
    ))?;
    Ok(())
}

/// The statement that makes a table of the vault in the file of work; `None` when the vault has no such table.
fn definition(connection: &Connection, table: &str) -> Result<Option<String>> {
    let sql: Option<String> = connection
        .query_row(
            "SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = ?1",
            [table],
            |row| row.get(0),
        )
        .optional()?;
    Ok(sql.map(|sql| sql.replacen("CREATE TABLE ", "CREATE TABLE work.", 1)))
}

/// Keeps the work of a vault of an older form as it is, before it is brought to form `version`. What was kept so stays.
pub(crate) fn keep_before(path: &Path, key: &VaultKey, version: i64) -> Result<()> {
    let kept = path.with_file_name(format!("{WORK_FILE_NAME}.before-{version}"));
    if is_there(&kept)? {
        return Ok(());
    }
    let fresh = with_suffix(&kept, ".new");
    remove_if_there(&fresh)?;
    let connection = connect(path, key, Purpose::Copy)?;
    write(&connection, &fresh, key, true)?;
    drop(connection);
    fs::rename(&fresh, &kept).map_err(|source| Error::io(&kept, source))?;
    sync_folder_of(&kept)
}

/// Brings an existing file up to date. `false` when it knows more than the vault, which is an older one then.
fn follow(connection: &Connection, path: &Path, key: &VaultKey) -> Result<bool> {
    attach(connection, path, key, "work")?;
    let pragma = |name: &str, database: &str| -> Result<i64> {
        Ok(connection.pragma_query_value(Some(database), name, |row| row.get(0))?)
    };
    if pragma("application_id", "work")? != APPLICATION_ID
        || pragma("user_version", "work")? != pragma("user_version", "main")?
    {
        return Err(Error::NotAVault);
    }
    connection.execute_batch("PRAGMA work.synchronous = FULL; BEGIN;")?;
    if !passes(connection)? {
        return Ok(false);
    }
    connection.execute_batch(
        "INSERT INTO work.journal SELECT * FROM main.journal
         WHERE seq > (SELECT coalesce(max(seq), 0) FROM work.journal);",
    )?;
    for table in WORK_TABLES.iter().filter(|table| **table != "journal") {
        let (ours, theirs) = (format!("main.{table}"), format!("work.{table}"));
        if lacks(connection, &ours, &theirs)? || lacks(connection, &theirs, &ours)? {
            connection.execute_batch(&format!(
                "DELETE FROM {theirs}; INSERT INTO {theirs} SELECT * FROM {ours};"
            ))?;
        }
    }
    connection.execute_batch("COMMIT; DETACH work;")?;
    Ok(true)
}

/// Whether the journal of the vault passes through the end of the one that is kept.
fn passes(connection: &Connection) -> Result<bool> {
    let kept: Option<(i64, Digest)> = connection
        .query_row(
            "SELECT seq, hash FROM work.journal ORDER BY seq DESC LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let Some((seq, hash)) = kept else {
        return Ok(true);
    };
    let ours: Option<Digest> = connection
        .query_row(
            "SELECT hash FROM main.journal WHERE seq = ?1",
            [seq],
            |row| row.get(0),
        )
        .optional()?;
    Ok(ours == Some(hash))
}

/// Whether a row of one is not in the other.
fn lacks(connection: &Connection, one: &str, other: &str) -> Result<bool> {
    let sql = format!("SELECT EXISTS (SELECT * FROM {one} EXCEPT SELECT * FROM {other})");
    Ok(connection.query_row(&sql, [], |row| row.get(0))?)
}

/// Keeps a file that knows more than the vault; the first one that was put aside stays.
fn put_aside(path: &Path) -> Result<()> {
    let aside = with_suffix(path, ".ahead");
    if !is_there(&aside)? {
        fs::rename(path, &aside).map_err(|source| Error::io(path, source))?;
    }
    Ok(())
}
