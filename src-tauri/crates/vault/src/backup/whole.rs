//! Writing a backup.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::backup::{Backup, StepResult};

use super::{
    BackupCounts, BackupKind, BackupLabel,
    trailer::{Contents, Trailer},
    verify_pages, work,
};
use crate::{
    disk::{create_new, is_there, remove_if_there, sync_folder_of, with_suffix},
    error::{Error, Result},
    keys::{KeyFile, VaultKey},
    store::{Purpose, Vault, connect},
};

/// A backup that was written and verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its size in bytes.
    pub bytes: u64,
    /// What it holds.
    pub counts: BackupCounts,
}

impl Vault {
    /// Writes a backup: of one moment, while others read and write; under another name until it was opened, counted and compared
    /// with what it is a copy of. `keys` opens it later. [`Error::AlreadyThere`] when the file is there.
    pub fn back_up(
        &self,
        to: &Path,
        kind: BackupKind,
        keys: &KeyFile,
        label: &BackupLabel,
    ) -> Result<Written> {
        if is_there(to)? {
            return Err(Error::AlreadyThere);
        }
        let unfinished = Unfinished::beside(to)?;
        let part = &unfinished.path;
        self.with_key(|key| {
            let counts = self.copy_to(part, key, kind)?;
            let copy = connect(part, key, Purpose::Inspect)?;
            verify_pages(&copy)?;
            if BackupCounts::of(&copy, "main", kind)? != counts {
                return Err(Error::Corrupt {
                    what: "the copy: it does not hold what was copied",
                });
            }
            drop(copy);
            seal(part, key, keys, kind, label, counts)
        })?;
        if is_there(to)? {
            return Err(Error::AlreadyThere);
        }
        fs::rename(part, to).map_err(|source| Error::io(to, source))?;
        sync_folder_of(to)?;
        let (_, contents) = self.with_key(|key| read(to, key))?;
        Ok(Written {
            bytes: to.metadata().map_err(|source| Error::io(to, source))?.len(),
            counts: contents.counts,
        })
    }

    /// Copies what the vault holds at one moment; gives what that was.
    fn copy_to(&self, part: &Path, key: &VaultKey, kind: BackupKind) -> Result<BackupCounts> {
        let source = connect(self.path(), key, Purpose::Copy)?;
        if kind == BackupKind::Work {
            work::write(&source, part, key, false)?;
            let copy = connect(part, key, Purpose::Inspect)?;
            return BackupCounts::of(&copy, "main", kind);
        }
        source.execute_batch("BEGIN;")?;
        let counts = BackupCounts::of(&source, "main", kind)?;
        create_new(part).map_err(|error| Error::io(part, error))?;
        let mut target = connect(part, key, Purpose::Create)?;
        let copy = Backup::new(&source, &mut target)?;
        // All at once: the transaction above holds the moment, and writers go on.
        if copy.step(-1)? != StepResult::Done {
            return Err(Error::Busy);
        }
        drop(copy);
        target.execute_batch("PRAGMA journal_mode = DELETE;")?;
        Ok(counts)
    }
}

/// Puts the trailer behind the database and the file onto the disk.
fn seal(
    part: &Path,
    key: &VaultKey,
    keys: &KeyFile,
    kind: BackupKind,
    label: &BackupLabel,
    counts: BackupCounts,
) -> Result<()> {
    let mut file = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(part)
        .map_err(|source| Error::io(part, source))?;
    let contents = Contents {
        kind,
        label: label.clone(),
        counts,
        database_bytes: file.metadata()?.len(),
    };
    Trailer::seal(keys, key, &contents)?.append_to(&mut file)?;
    file.sync_all()?;
    Ok(())
}

/// Reads a backup's trailer and opens its label.
pub(super) fn read(path: &Path, key: &VaultKey) -> Result<(Trailer, Contents)> {
    let mut file = fs::File::open(path).map_err(|source| Error::io(path, source))?;
    let (trailer, database) = Trailer::read_from(&mut file)?;
    let contents = trailer.open(key)?;
    if contents.database_bytes != database {
        return Err(Error::Corrupt {
            what: "the length of the backup",
        });
    }
    Ok((trailer, contents))
}

/// A file that is not finished; removed unless it was renamed.
struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    fn beside(to: &Path) -> Result<Self> {
        let path = with_suffix(to, ".part");
        remove_if_there(&path)?;
        remove_if_there(&with_suffix(&path, "-journal"))?;
        Ok(Self { path })
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        for suffix in ["", "-journal", "-wal", "-shm"] {
            // What stays behind is encrypted and has a name that says it is not finished.
            let _ = remove_if_there(&with_suffix(&self.path, suffix));
        }
    }
}
