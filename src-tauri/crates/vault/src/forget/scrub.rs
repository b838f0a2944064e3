//! Wiping what forgotten rows leave behind: in free room, in the log, in the dictionary, in the copies beside the vault.

use std::fs;

use super::DUE;
use crate::{
    backup::WORK_FILE_NAME,
    disk::{is_there, remove_if_there, sync_folder_of},
    error::{Error, Result},
    store::{ANCHOR_FILE_NAME, VAULT_FILE_NAME, Vault},
};

/// What copies beside the vault are called: the name of a file, and what comes behind it.
const ASIDE: &[(&str, &str)] = &[
    (VAULT_FILE_NAME, ".replaced-"),
    (VAULT_FILE_NAME, ".new"),
    (ANCHOR_FILE_NAME, ".replaced-"),
    (WORK_FILE_NAME, ".ahead"),
    (WORK_FILE_NAME, ".before-"),
    (WORK_FILE_NAME, ".new"),
];

impl Vault {
    /// Writes the file anew without its free room, empties its log, makes the work beside it anew and removes the copies of earlier
    /// files that lie there. [`Error::Busy`] while another program reads; what is left is done at the next opening.
    pub fn scrub(&self) -> Result<()> {
        self.recode()?;
        self.rewrite()?;
        let work = self.path().with_file_name(WORK_FILE_NAME);
        if is_there(&work)? {
            self.save_work_anew()?;
        }
        self.remove_aside()?;
        self.with_session(|session| {
            session.transact("BEGIN IMMEDIATE", || session.set_mark(DUE, 0))
        })?;
        self.rewrite_log()
    }

    /// Goes on with what was cut off.
    pub(crate) fn scrub_if_due(&self) -> Result<()> {
        let due = self.with_session(|session| session.mark(DUE))? != 0;
        match due.then(|| self.scrub()).transpose() {
            // Whoever reads at the moment keeps the log; the next opening tries again.
            Err(Error::Busy) => Ok(()),
            other => other.map(drop),
        }
    }

    /// Free pages and what deleting leaves inside pages are in no file that is written anew.
    fn rewrite(&self) -> Result<()> {
        self.close_idle_readers();
        self.with_connection(|connection| Ok(connection.execute_batch("VACUUM;")?))?;
        self.rewrite_log()
    }

    fn rewrite_log(&self) -> Result<()> {
        self.close_idle_readers();
        let busy: bool = self.with_connection(|connection| {
            Ok(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?)
        })?;
        if busy { Err(Error::Busy) } else { Ok(()) }
    }

    fn remove_aside(&self) -> Result<()> {
        let folder = self.path().parent().ok_or(Error::Moved)?;
        let files = fs::read_dir(folder).map_err(|source| Error::io(folder, source))?;
        for file in files {
            let file = file.map_err(|source| Error::io(folder, source))?;
            let name = file.file_name();
            let name = name.to_string_lossy();
            let aside = ASIDE.iter().any(|(of, behind)| {
                name.strip_prefix(of)
                    .is_some_and(|rest| rest.starts_with(behind))
            });
            if aside {
                remove_if_there(&file.path())?;
            }
        }
        sync_folder_of(self.path())
    }
}
