//! Copies of a vault that can take its place: backups in one file, and the analyst's own work kept beside the vault.
//!
//! A backup is an encrypted database with a trailer behind it ([`trailer`]): the wrapped copies of its key, so that the passphrase
//! or recovery code of when it was made opens it anywhere, and a sealed label that says whose it is and what it holds. It is
//! written under another name, verified by opening it, and renamed once it is on the disk.
//!
//! What takes the place of a vault is made and verified beside it ([`restore`]) and then changes places with it by a note of what
//! to do ([`swap`]), so that a crash anywhere is made good by doing it again. What is replaced is kept aside.

mod counts;
mod restore;
mod salvage;
mod swap;
mod trailer;
mod whole;
mod work;

pub use counts::BackupCounts;
pub use restore::{Backup, Prepared, RestoreSource, prepare};
pub use swap::{finish_swap, swap_is_pending};
pub use trailer::{BackupKind, BackupLabel};
pub use whole::Written;
pub use work::WORK_FILE_NAME;
pub(crate) use work::keep_before;

use rusqlite::{Connection, params};

use crate::{
    error::{Error, Result},
    keys::VaultKey,
    store::Check,
};

/// The tables of the analyst's own work.
pub(crate) const WORK_TABLES: &[&str] = &[
    "operations",
    "dispositions",
    "reviews",
    "notes",
    "saved_views",
    "rule_packs",
    "settings",
    "journal",
];

/// Attaches another encrypted file under a name. An empty file becomes a database.
fn attach(
    connection: &Connection,
    path: &std::path::Path,
    key: &VaultKey,
    name: &str,
) -> Result<()> {
    let path = path.to_str().ok_or(Error::Unstorable {
        what: "a path that is no text",
    })?;
    connection.execute(
        &format!("ATTACH ?1 AS {name} KEY ?2"),
        params![path, key.raw().as_str()],
    )?;
    Ok(())
}

/// Every page of the database authenticates and its structure holds together; [`Error::Corrupt`] otherwise.
fn verify_pages(connection: &Connection) -> Result<()> {
    let found = Check::of(connection, true)?;
    if found.pages_authentic && found.structure_sound == Some(true) {
        Ok(())
    } else {
        Err(Error::Corrupt {
            what: "a page of the copy",
        })
    }
}
