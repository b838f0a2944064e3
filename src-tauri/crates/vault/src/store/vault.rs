//! The vault: one writer and several readers over one encrypted file.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    PullStore, Session, Transaction, View, bulk,
    connect::{Purpose, connect},
};
use crate::{
    error::{Error, Result},
    keys::VaultKey,
    migrations,
    tables::households,
};

/// The name of the encrypted file in the folder of a profile.
pub const VAULT_FILE_NAME: &str = "vault.db";

/// Read connections kept open while nobody uses them.
const IDLE_READERS: usize = 4;

/// The encrypted store of one profile. Clones share the same connections.
#[derive(Clone)]
pub struct Vault {
    shared: Arc<Shared>,
}

struct Shared {
    path: PathBuf,
    file: Option<FileIdentity>,
    key: Mutex<Option<VaultKey>>,
    writer: Mutex<Option<Session>>,
    readers: Mutex<Vec<Session>>,
}

/// What a check of the file found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Whether every page authenticates.
    pub pages_authentic: bool,
    /// Whether the structure of the database holds together; `None` when only a quick check was asked for.
    pub structure_sound: Option<bool>,
}

impl Vault {
    /// Makes a new vault in a folder, which is made too if need be. [`Error::AlreadyThere`] when there is one.
    pub fn create(folder: &Path, key: &VaultKey) -> Result<Self> {
        let path = folder.join(VAULT_FILE_NAME);
        fs::create_dir_all(folder).map_err(|source| Error::io(folder, source))?;
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path).map_err(|source| match source.kind() {
            std::io::ErrorKind::AlreadyExists => Error::AlreadyThere,
            _ => Error::io(&path, source),
        })?;
        let mut connection = connect(&path, key, Purpose::Create)?;
        connection.execute_batch("PRAGMA journal_mode = WAL;")?;
        migrations::migrate(&mut connection)?;
        Ok(Self::over(path, key, connection))
    }

    /// Opens the vault of a folder: checks the key, that it is a vault, and its version; brings an older form up to date and
    /// finishes a load that was cut off. [`Error::Missing`] when there is no file: a vault is never made by opening.
    pub fn open(folder: &Path, key: &VaultKey) -> Result<Self> {
        let path = folder.join(VAULT_FILE_NAME);
        if !path
            .try_exists()
            .map_err(|source| Error::io(&path, source))?
        {
            return Err(Error::Missing { what: "the vault" });
        }
        let mut connection = connect(&path, key, Purpose::Write)?;
        if migrations::recognise(&connection)? < migrations::newest() {
            migrations::migrate(&mut connection)?;
        }
        connection.execute_batch("PRAGMA journal_mode = WAL;")?;
        let vault = Self::over(path, key, connection);
        vault.finish_bulk()?;
        Ok(vault)
    }

    fn over(path: PathBuf, key: &VaultKey, connection: rusqlite::Connection) -> Self {
        Self {
            shared: Arc::new(Shared {
                file: FileIdentity::of(&path),
                path,
                key: Mutex::new(Some(key.clone())),
                writer: Mutex::new(Some(Session::new(connection))),
                readers: Mutex::default(),
            }),
        }
    }

    /// Where the encrypted file is.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Closes every connection that is not in use and forgets the key; those in use close when they are given back.
    /// What comes after fails with [`Error::Closed`].
    pub fn close(&self) {
        held(&self.shared.key).take();
        held(&self.shared.readers).clear();
        if let Some(session) = held(&self.shared.writer).take() {
            // Both only save work for the next opening.
            let _ = session
                .connection
                .execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);");
        }
    }

    /// Reads in one read transaction on a pooled connection: what it shows does not move until `act` is done.
    pub fn read<T, E: From<Error>>(
        &self,
        act: impl FnOnce(View<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.with_reader(|session| act(View::new(session)))
    }

    pub(super) fn with_reader<T, E: From<Error>>(
        &self,
        act: impl FnOnce(&Session) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let session = self.idle_reader()?;
        let value = session.transact("BEGIN DEFERRED", || act(&session))?;
        let open = held(&self.shared.key).is_some();
        let mut readers = held(&self.shared.readers);
        if open && readers.len() < IDLE_READERS {
            readers.push(session);
        }
        Ok(value)
    }

    fn idle_reader(&self) -> Result<Session> {
        self.ensure_in_place()?;
        if let Some(session) = held(&self.shared.readers).pop() {
            return Ok(session);
        }
        let key = held(&self.shared.key).clone().ok_or(Error::Closed)?;
        let connection = connect(&self.shared.path, &key, Purpose::Read)?;
        self.ensure_in_place()?;
        Ok(Session::new(connection))
    }

    /// Writes in one transaction: all of it is kept, or nothing when `act` fails. One writer at a time; readers go on.
    /// What is kept is on the disk when this returns, so that an operation that was taken for sending is never forgotten.
    pub fn write<T, E: From<Error>>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.write_until(Kept::OnDisk, act)
    }

    /// The same for what can be had again, as findings from clients: when the power goes, the last such transactions may go
    /// too, whole and in order.
    pub fn write_derived<T, E: From<Error>>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.write_until(Kept::InOrder, act)
    }

    fn write_until<T, E: From<Error>>(
        &self,
        kept: Kept,
        act: impl FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.with_writer(|session| {
            session
                .connection
                .execute_batch(kept.pragma())
                .map_err(Error::from)?;
            session.transact("BEGIN IMMEDIATE", || {
                let value = act(&Transaction::new(session))?;
                households::refresh_if_live(session)?;
                self.ensure_in_place()?;
                Ok(value)
            })
        })
    }

    /// The part of the store that a pull may write.
    pub fn pull_store(&self) -> PullStore {
        PullStore::new(self.clone())
    }

    /// Changes the key of the file. The caller wraps and keeps the new key first.
    pub fn rekey(&self, key: &VaultKey) -> Result<()> {
        self.with_writer(|session| {
            let mut kept = held(&self.shared.key);
            held(&self.shared.readers).clear();
            session.connection.execute_batch(&key.pragma("rekey"))?;
            *kept = Some(key.clone());
            Ok(())
        })
    }

    /// Copies the vault, encrypted under the same key, to a new file. [`Error::AlreadyThere`] when the file is there.
    pub fn backup(&self, to: &Path) -> Result<()> {
        if to.try_exists().map_err(|source| Error::io(to, source))? {
            return Err(Error::AlreadyThere);
        }
        self.with_writer(|session| {
            let key = held(&self.shared.key).clone().ok_or(Error::Closed)?;
            let mut target = connect(to, &key, Purpose::Create)?;
            let copy = rusqlite::backup::Backup::new(&session.connection, &mut target)?;
            copy.run_to_completion(1024, std::time::Duration::ZERO, None)?;
            Ok(())
        })
    }

    /// Checks the file: that every page authenticates and, when `thorough`, that the structure holds together.
    pub fn check(&self, thorough: bool) -> Result<Check> {
        // Pages are looked at in the file alone, where one that the log has whole may stand half written since a power cut. Another
        // program may keep the log from being brought in; then what stands in the file is looked at.
        let _ = self.with_writer(|session| {
            session
                .connection
                .execute_batch("PRAGMA wal_checkpoint(PASSIVE);")
                .map_err(Error::from)
        });
        let session = self.idle_reader()?;
        let bad_pages = session
            .connection
            .prepare("PRAGMA cipher_integrity_check")?
            .query_map([], |_| Ok(()))?
            .count();
        let structure_sound = if thorough {
            let verdict: String =
                session
                    .connection
                    .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            Some(verdict == "ok")
        } else {
            None
        };
        Ok(Check {
            pages_authentic: bad_pages == 0,
            structure_sound,
        })
    }

    pub(super) fn begin_bulk(&self) -> Result<()> {
        self.with_writer(|session| session.transact("BEGIN IMMEDIATE", || bulk::begin(session)))
    }

    pub(super) fn finish_bulk(&self) -> Result<()> {
        self.with_writer(bulk::finish)
    }

    /// What is written to a file that has lost its name is lost, and one in its place is another vault or another state of this one.
    fn ensure_in_place(&self) -> Result<()> {
        if FileIdentity::of(&self.shared.path) == self.shared.file {
            Ok(())
        } else {
            Err(Error::Moved)
        }
    }

    fn with_writer<T, E: From<Error>>(
        &self,
        act: impl FnOnce(&Session) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let writer = held(&self.shared.writer);
        let session = writer.as_ref().ok_or(Error::Closed)?;
        self.ensure_in_place()?;
        act(session)
    }
}

/// What holds of a transaction when it returns.
#[derive(Clone, Copy)]
enum Kept {
    /// It outlives a power cut.
    OnDisk,
    /// It outlives the end of the program; a power cut may take it with all that came after it.
    InOrder,
}

impl Kept {
    const fn pragma(self) -> &'static str {
        match self {
            Self::OnDisk => "PRAGMA synchronous = FULL;",
            Self::InOrder => "PRAGMA synchronous = NORMAL;",
        }
    }
}

/// Which file a name stands for. Where it cannot be told, an open file cannot be moved either.
#[derive(Clone, Copy, PartialEq, Eq)]
struct FileIdentity(u64, u64);

impl FileIdentity {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        let metadata = fs::metadata(path).ok()?;
        Some(Self(metadata.dev(), metadata.ino()))
    }

    #[cfg(not(unix))]
    fn of(_: &Path) -> Option<Self> {
        None
    }
}

/// The content of a mutex: a panic elsewhere leaves nothing half done, since transactions roll back.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn synchronous(session: &Session) -> Result<i64> {
        let level = session
            .connection
            .query_row("PRAGMA synchronous", [], |row| row.get(0))?;
        Ok(level)
    }

    #[test]
    fn the_analysts_work_waits_for_the_disk_and_a_page_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::create(folder.path(), &VaultKey::random()).unwrap();
        let level = || vault.with_writer(synchronous).unwrap();
        vault.write(|_| Ok::<_, Error>(())).unwrap();
        assert_eq!(level(), 2);
        vault.write_derived(|_| Ok::<_, Error>(())).unwrap();
        assert_eq!(level(), 1);
        vault.write(|_| Ok::<_, Error>(())).unwrap();
        assert_eq!(level(), 2);
        vault.pull_store().write(|_| Ok::<_, Error>(())).unwrap();
        assert_eq!(level(), 1);
    }
}
