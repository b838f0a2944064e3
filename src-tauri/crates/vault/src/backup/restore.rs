//! Making what takes the place of a vault, and letting it.

use std::{
    fs,
    io::{Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

use secrecy::SecretString;

use super::{
    BackupCounts, BackupKind, BackupLabel, WORK_FILE_NAME, attach, salvage,
    swap::{clear, fresh_path, swap},
    trailer::{Contents, Trailer},
    verify_pages,
    work::APPLICATION_ID,
};
use crate::{
    disk::{create_new, is_there, remove_if_there, with_suffix},
    error::{Error, Result},
    keys::{KeyFile, VaultKey},
    migrations,
    store::{Purpose, Transaction, VAULT_FILE_NAME, Vault, connect},
};

/// A backup whose trailer was read. Nothing of it is opened yet.
pub struct Backup {
    path: PathBuf,
    trailer: Trailer,
    database: u64,
}

impl Backup {
    /// Reads a backup's trailer. [`Error::NotABackup`] for any other file.
    pub fn open(path: &Path) -> Result<Self> {
        let mut file = fs::File::open(path).map_err(|source| Error::io(path, source))?;
        let (trailer, database) = Trailer::read_from(&mut file)?;
        Ok(Self {
            path: path.to_owned(),
            trailer,
            database,
        })
    }

    /// The copies of its key, as they were when it was made.
    pub fn keys(&self) -> &KeyFile {
        &self.trailer.keys
    }

    /// What it holds and whose it is; [`Error::WrongKey`] when the key is not the one.
    pub fn label(&self, key: &VaultKey) -> Result<(BackupKind, BackupLabel)> {
        let contents = self.contents(key)?;
        Ok((contents.kind, contents.label))
    }

    fn contents(&self, key: &VaultKey) -> Result<Contents> {
        let contents = self.trailer.open(key)?;
        if contents.database_bytes == self.database {
            Ok(contents)
        } else {
            Err(Error::Corrupt {
                what: "the length of the backup",
            })
        }
    }

    /// Copies the database of the backup to a file of its own and verifies it there.
    fn extract(&self, to: &Path, key: &VaultKey) -> Result<Contents> {
        let contents = self.contents(key)?;
        let mut from =
            fs::File::open(&self.path).map_err(|source| Error::io(&self.path, source))?;
        from.seek(SeekFrom::Start(0))?;
        let mut file = create_new(to).map_err(|source| Error::io(to, source))?;
        std::io::copy(&mut from.take(self.database), &mut file)
            .map_err(|source| Error::io(to, source))?;
        file.sync_all()?;
        drop(file);
        let copy = connect(to, key, Purpose::Inspect)?;
        verify_pages(&copy)?;
        if BackupCounts::of(&copy, "main", contents.kind)? != contents.counts {
            return Err(Error::Corrupt {
                what: "the backup: it does not hold what its label says",
            });
        }
        Ok(contents)
    }
}

/// What a vault is made from.
pub enum RestoreSource<'a> {
    /// A backup and its key. For one of the work alone, the API key that the vault is to have.
    Backup {
        /// The backup.
        backup: &'a Backup,
        /// Its key.
        key: &'a VaultKey,
        /// Kept when the backup has none.
        api_key: Option<SecretString>,
    },
    /// The work that is kept beside the vault, and what the damaged file still gives.
    WorkBeside,
}

/// A vault that was made and verified beside the one it is to replace.
pub struct Prepared {
    folder: PathBuf,
    /// What it holds.
    pub kind: BackupKind,
    /// What is counted in it.
    pub counts: BackupCounts,
}

/// Makes a vault beside the one of a folder, under `key`, and verifies it. `enter` writes the act into its journal. The caller
/// holds the folder alone; the vault there is not touched.
pub fn prepare<E: From<Error>>(
    folder: &Path,
    key: &VaultKey,
    source: &RestoreSource<'_>,
    enter: impl FnOnce(&Transaction<'_>) -> std::result::Result<(), E>,
) -> std::result::Result<Prepared, E> {
    clear(folder)?;
    let made = make(folder, key, source).and_then(|kind| Ok((kind, open_made(folder, key)?)));
    let prepared = made.map_err(E::from).and_then(|(kind, vault)| {
        vault.write(enter)?;
        vault.anchor_anew()?;
        let counts = vault.count(kind)?;
        vault.close();
        Ok(Prepared {
            folder: folder.to_owned(),
            kind,
            counts,
        })
    });
    if prepared.is_err() {
        // What failed is of no use; the vault it was to replace is as it was.
        let _ = clear(folder);
    }
    prepared
}

impl Prepared {
    /// Lets it take the place of the vault, which is kept under its name with `aside` behind it.
    pub fn take_place(self, aside: &str) -> Result<()> {
        swap(&self.folder, aside)
    }
}

/// Opens what was made, in the newest form, and verifies its journal.
fn open_made(folder: &Path, key: &VaultKey) -> Result<Vault> {
    let vault = Vault::open_at(fresh_path(folder), key)?;
    let found = vault.read(|view| view.journal().verify(None))?;
    if found.problem.is_some() {
        vault.close();
        return Err(Error::Corrupt {
            what: "the journal of the copy",
        });
    }
    Ok(vault)
}

fn make(folder: &Path, key: &VaultKey, source: &RestoreSource<'_>) -> Result<BackupKind> {
    let fresh = fresh_path(folder);
    match source {
        RestoreSource::WorkBeside => {
            let work = folder.join(WORK_FILE_NAME);
            let damaged = folder.join(VAULT_FILE_NAME);
            let damaged = is_there(&damaged)?.then_some(damaged);
            from_work(&fresh, key, Some((&work, key)), damaged.as_deref())?;
            Ok(BackupKind::Work)
        }
        RestoreSource::Backup {
            backup,
            key: theirs,
            api_key,
        } => match backup.contents(theirs)?.kind {
            BackupKind::Whole => {
                backup.extract(&fresh, theirs)?;
                if theirs.id() != key.id() {
                    let copy = connect(&fresh, theirs, Purpose::Create)?;
                    copy.execute_batch(&key.pragma("rekey"))?;
                    copy.execute_batch(&VaultKey::blank_pragma("rekey"))?;
                }
                Ok(BackupKind::Whole)
            }
            BackupKind::Work => {
                let work = with_suffix(&fresh, "-work");
                remove_if_there(&work)?;
                let made = backup
                    .extract(&work, theirs)
                    .and_then(|_| from_work(&fresh, key, Some((&work, theirs)), None));
                remove_if_there(&work)?;
                made?;
                if let Some(api_key) = api_key {
                    let vault = Vault::open_at(fresh, key)?;
                    vault.write(|tx| tx.settings().set_api_key(api_key))?;
                    vault.close();
                }
                Ok(BackupKind::Work)
            }
        },
    }
}

/// Makes a vault from a file of work, and from what a damaged vault still gives. [`Error::Missing`] when there is nothing.
fn from_work(
    fresh: &Path,
    key: &VaultKey,
    work: Option<(&Path, &VaultKey)>,
    damaged: Option<&Path>,
) -> Result<()> {
    let work = work.filter(|(path, _)| path.exists());
    let opens = work
        .map(|(path, theirs)| version_of_work(path, theirs))
        .transpose();
    let (work, version) = match opens {
        Ok(version) => (work, version),
        // The damage may have reached it too; what the vault itself still gives is all there is then.
        Err(_) => (None, None),
    };
    let version = version.or_else(|| version_of_vault(damaged?, key));
    let vault = Vault::create_at(
        fresh.to_owned(),
        key,
        version.unwrap_or_else(migrations::newest),
    )?;
    let taken = vault.with_connection(|connection| {
        if let Some((path, theirs)) = work {
            attach(connection, path, theirs, "work")?;
        }
        connection.execute_batch("BEGIN IMMEDIATE;")?;
        let mut taken = false;
        if work.is_some() {
            salvage::take_work(connection, "work")?;
            taken = true;
        }
        connection.execute_batch("COMMIT;")?;
        if let Some(damaged) = damaged {
            taken |= salvage::take_what_can_be_read(connection, damaged, key)?;
        }
        Ok(taken)
    });
    vault.close();
    if taken? {
        Ok(())
    } else {
        Err(Error::Missing {
            what: "the analyst's work",
        })
    }
}

/// The form of a damaged vault, when that can still be read.
fn version_of_vault(path: &Path, key: &VaultKey) -> Option<i64> {
    let vault = connect(path, key, Purpose::Inspect).ok()?;
    migrations::recognise(&vault).ok()
}

/// The form of a file of work whose every page authenticates.
fn version_of_work(path: &Path, key: &VaultKey) -> Result<i64> {
    let work = connect(path, key, Purpose::Inspect)?;
    let pragma =
        |name: &str| -> Result<i64> { Ok(work.pragma_query_value(None, name, |row| row.get(0))?) };
    if pragma("application_id")? != APPLICATION_ID {
        return Err(Error::NotAVault);
    }
    let found = pragma("user_version")?;
    let known = migrations::newest();
    if found > known {
        return Err(Error::NewerFile { found, known });
    }
    verify_pages(&work)?;
    Ok(found)
}
