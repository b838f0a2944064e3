//! The vault: one writer and several readers over one encrypted file.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{
    PullStore, Session, Transaction, View,
    anchor::{Anchor, Kept},
    bulk,
    connect::{Purpose, connect},
    place::Place,
};
use crate::{
    backup::{BackupCounts, BackupKind, keep_before},
    disk::{create_new, is_there},
    error::{Error, Result},
    keys::VaultKey,
    migrations,
    tables::{
        households,
        journal::{Head, JournalRead, Problem, Verification},
    },
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
    place: Place,
    anchor: Mutex<Anchor>,
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

impl Check {
    /// Looks at every page of a database and, when `thorough`, at its structure.
    pub(crate) fn of(connection: &rusqlite::Connection, thorough: bool) -> Result<Self> {
        let bad_pages = connection
            .prepare("PRAGMA cipher_integrity_check")?
            .query_map([], |_| Ok(()))?
            .count();
        let structure_sound = if thorough {
            let verdict: String =
                connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            Some(verdict == "ok")
        } else {
            None
        };
        Ok(Self {
            pages_authentic: bad_pages == 0,
            structure_sound,
        })
    }
}

impl Vault {
    /// Makes a new vault in a folder, which is made too if need be. [`Error::AlreadyThere`] when there is one.
    pub fn create(folder: &Path, key: &VaultKey) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|source| Error::io(folder, source))?;
        Self::create_at(folder.join(VAULT_FILE_NAME), key, migrations::newest())
    }

    /// Makes a new vault of a form that may be an older one.
    pub(crate) fn create_at(path: PathBuf, key: &VaultKey, version: i64) -> Result<Self> {
        create_new(&path).map_err(|source| match source.kind() {
            std::io::ErrorKind::AlreadyExists => Error::AlreadyThere,
            _ => Error::io(&path, source),
        })?;
        let mut connection = connect(&path, key, Purpose::Create)?;
        connection.execute_batch("PRAGMA journal_mode = WAL;")?;
        migrations::migrate(&mut connection, version)?;
        Self::over(path, key, connection)
    }

    /// Opens the vault of a folder: checks the key, that it is a vault, and its version; brings an older form up to date and
    /// finishes a load that was cut off. [`Error::Missing`] when there is no file: a vault is never made by opening.
    pub fn open(folder: &Path, key: &VaultKey) -> Result<Self> {
        Self::open_at(folder.join(VAULT_FILE_NAME), key)
    }

    /// The same for a file of any name.
    pub(crate) fn open_at(path: PathBuf, key: &VaultKey) -> Result<Self> {
        if !is_there(&path)? {
            return Err(Error::Missing { what: "the vault" });
        }
        let mut connection = connect(&path, key, Purpose::Write)?;
        if migrations::recognise(&connection)? < migrations::newest() {
            keep_before(&path, key, migrations::newest())?;
            migrations::migrate(&mut connection, migrations::newest())?;
        }
        connection.execute_batch("PRAGMA journal_mode = WAL;")?;
        let vault = Self::over(path, key, connection)?;
        vault.finish_bulk()?;
        vault.scrub_if_due()?;
        Ok(vault)
    }

    fn over(path: PathBuf, key: &VaultKey, connection: rusqlite::Connection) -> Result<Self> {
        Ok(Self {
            shared: Arc::new(Shared {
                place: Place::of(&path)?,
                anchor: Mutex::new(Anchor::beside(&path)),
                path,
                key: Mutex::new(Some(key.clone())),
                writer: Mutex::new(Some(Session::new(connection))),
                readers: Mutex::default(),
            }),
        })
    }

    /// Where the encrypted file is.
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Closes every connection that is not in use and forgets the key; those in use close when they are given back.
    /// What comes after fails with [`Error::Closed`].
    pub fn close(&self) {
        held(&self.shared.key).take();
        for reader in held(&self.shared.readers).drain(..) {
            wipe_when_freed(&reader);
        }
        if let Some(session) = held(&self.shared.writer).take() {
            wipe_when_freed(&session);
            // Both only save work for the next opening.
            let _ = session
                .connection
                .execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);");
        }
    }

    /// Brings the log into the file, as closing does: the file is whole by itself, and what a log holds from here on is no vault
    /// without it.
    pub fn make_whole(&self) -> Result<()> {
        self.with_writer(|session| {
            session
                .connection
                .execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")
                .map_err(Error::from)
        })
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
        self.shared.place.check()?;
        if let Some(session) = held(&self.shared.readers).pop() {
            return Ok(session);
        }
        let key = held(&self.shared.key).clone().ok_or(Error::Closed)?;
        let connection = connect(&self.shared.path, &key, Purpose::Read)?;
        self.shared.place.check()?;
        Ok(Session::new(connection))
    }

    /// Writes in one transaction: all of it is kept, or nothing when `act` fails. One writer at a time; readers go on.
    /// What is kept is on the disk when this returns, so that an operation that was taken for sending is never forgotten.
    pub fn write<T, E: From<Error>>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.write_until(Durability::OnDisk, act)
    }

    /// The same for what can be had again, as findings from clients: when the power goes, the last such transactions may go
    /// too, whole and in order.
    pub fn write_derived<T, E: From<Error>>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.write_until(Durability::InOrder, act)
    }

    fn write_until<T, E: From<Error>>(
        &self,
        durability: Durability,
        act: impl FnOnce(&Transaction<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.with_writer(|session| {
            session
                .connection
                .execute_batch(durability.pragma())
                .map_err(Error::from)?;
            let value = session.transact("BEGIN IMMEDIATE", || {
                let value = act(&Transaction::new(session))?;
                households::refresh_if_live(session)?;
                self.shared.place.check()?;
                Ok::<_, E>(value)
            })?;
            if let Some(head) = session.take_appended() {
                held(&self.shared.anchor).follow(session, head);
            }
            Ok(value)
        })
    }

    /// Verifies the journal against the head kept beside the vault and, when given, one kept elsewhere: the later of the two.
    pub fn verify_journal(&self, elsewhere: Option<Head>) -> Result<Verification> {
        let session = self.idle_reader()?;
        session.transact("BEGIN DEFERRED", || {
            let kept = held(&self.shared.anchor).kept(&session)?;
            let beside = match kept {
                Kept::Head(head) => Some(head),
                Kept::Nothing | Kept::Lost => None,
            };
            let latest = beside
                .into_iter()
                .chain(elsewhere)
                .max_by_key(|head| head.seq);
            let mut found = JournalRead { session: &session }.verify(latest)?;
            if found.problem.is_none() && kept == Kept::Lost {
                found.problem = Some(Problem::AnchorLost);
            }
            Ok(found)
        })
    }

    /// Keeps the end of the journal as it is beside the vault, whatever was kept there before.
    pub(crate) fn anchor_anew(&self) -> Result<()> {
        self.with_writer(|session| held(&self.shared.anchor).begin_anew(session))
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
            session
                .connection
                .execute_batch(&VaultKey::blank_pragma("rekey"))?;
            // No page under the old key stays in the file.
            session
                .connection
                .execute_batch("PRAGMA wal_checkpoint(TRUNCATE);")?;
            *kept = Some(key.clone());
            Ok(())
        })
    }

    /// Lends the key, as for a connection of another form.
    pub(crate) fn with_key<T>(&self, act: impl FnOnce(&VaultKey) -> Result<T>) -> Result<T> {
        self.shared.place.check()?;
        let key = held(&self.shared.key).clone().ok_or(Error::Closed)?;
        act(&key)
    }

    /// Lends the connection that writes, without a transaction.
    pub(crate) fn with_connection<T>(
        &self,
        act: impl FnOnce(&rusqlite::Connection) -> Result<T>,
    ) -> Result<T> {
        self.with_writer(|session| act(&session.connection))
    }

    /// The same with what belongs to the connection.
    pub(crate) fn with_session<T>(&self, act: impl FnOnce(&Session) -> Result<T>) -> Result<T> {
        self.with_writer(act)
    }

    /// Closes the read connections that nobody uses.
    pub(crate) fn close_idle_readers(&self) {
        held(&self.shared.readers).clear();
    }

    /// Counts what it holds.
    pub(crate) fn count(&self, kind: BackupKind) -> Result<BackupCounts> {
        self.with_connection(|connection| BackupCounts::of(connection, "main", kind))
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
        Check::of(&session.connection, thorough)
    }

    pub(super) fn begin_bulk(&self) -> Result<()> {
        self.with_writer(|session| session.transact("BEGIN IMMEDIATE", || bulk::begin(session)))
    }

    pub(super) fn go_on_with_bulk(&self, near_end: bool) -> Result<bool> {
        self.with_writer(|session| bulk::go_on(session, near_end))
    }

    pub(super) fn finish_bulk(&self) -> Result<()> {
        self.with_writer(bulk::finish)
    }

    fn with_writer<T, E: From<Error>>(
        &self,
        act: impl FnOnce(&Session) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let writer = held(&self.shared.writer);
        let session = writer.as_ref().ok_or(Error::Closed)?;
        self.shared.place.check()?;
        act(session)
    }
}

/// From here on whatever `SQLite` frees in this process is overwritten first, so that the pages a closing connection held do not stay
/// readable in memory. It cannot be switched off again, and makes what comes after a first closing slower, which is why it is not
/// switched on before.
fn wipe_when_freed(session: &Session) {
    // What cannot be wiped is closed all the same.
    let _ = session
        .connection
        .execute_batch("PRAGMA cipher_memory_security = ON;");
}

/// What holds of a transaction when it returns.
#[derive(Clone, Copy)]
enum Durability {
    /// It outlives a power cut.
    OnDisk,
    /// It outlives the end of the program; a power cut may take it with all that came after it.
    InOrder,
}

impl Durability {
    const fn pragma(self) -> &'static str {
        match self {
            Self::OnDisk => "PRAGMA synchronous = FULL;",
            Self::InOrder => "PRAGMA synchronous = NORMAL;",
        }
    }
}

/// The content of a mutex: a panic elsewhere leaves nothing half done, since transactions roll back.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NewEntry, backup::BackupLabel, keys::KeyFile};
    use jiff::Timestamp;

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

    fn entry(number: u32) -> NewEntry {
        NewEntry {
            at: Timestamp::UNIX_EPOCH,
            analyst: "ana".into(),
            action: "review.recorded".into(),
            subjects: vec![number.to_string()],
            payload: format!("\"{}\"", "x".repeat(2_000)),
        }
    }

    fn enter(vault: &Vault, number: u32) -> Result<()> {
        vault.write(|tx| tx.journal().append(&entry(number)).map(drop))
    }

    #[test]
    fn a_full_disk_keeps_what_was_committed_and_goes_on_when_there_is_room() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::create(folder.path(), &VaultKey::random()).unwrap();
        let limit = |pages: i64| {
            let sql = format!("PRAGMA max_page_count = {pages};");
            vault
                .with_connection(|connection| Ok(connection.execute_batch(&sql)?))
                .unwrap();
        };
        enter(&vault, 0).unwrap();
        // The least that is allowed is what is there.
        limit(1);
        let full = (1..200).find(|number| enter(&vault, *number).is_err());
        let error = enter(&vault, 999).unwrap_err();
        assert!(matches!(error, Error::DiskFull), "{error:?}");
        assert!(error.retryable());
        let found = vault.verify_journal(None).unwrap();
        assert_eq!(
            (found.problem, Some(found.entries)),
            (None, full.map(u64::from))
        );
        limit(1_000_000);
        enter(&vault, 1_000).unwrap();
        assert_eq!(vault.verify_journal(None).unwrap().problem, None);
        assert!(vault.check(true).unwrap().pages_authentic);
    }

    #[test]
    fn a_file_removed_or_replaced_while_open_takes_no_more_writes() {
        let folder = tempfile::tempdir().unwrap();
        let key = VaultKey::random();
        let vault = Vault::create(folder.path(), &key).unwrap();
        enter(&vault, 0).unwrap();
        let file = folder.path().join(VAULT_FILE_NAME);
        let moved = folder.path().join("moved");
        fs::rename(&file, &moved).unwrap();
        assert!(matches!(enter(&vault, 1), Err(Error::Moved)));
        assert!(matches!(
            vault.read(|view| view.journal().head()),
            Err(Error::Moved)
        ));
        assert!(matches!(vault.save_work(), Err(Error::Moved)));
        fs::write(&file, "another").unwrap();
        assert!(matches!(enter(&vault, 1), Err(Error::Moved)));
        fs::remove_file(&file).unwrap();
        fs::rename(&moved, &file).unwrap();
        enter(&vault, 1).unwrap();
        assert_eq!(vault.verify_journal(None).unwrap().entries, 2);
    }

    #[test]
    fn a_backup_that_cannot_be_written_leaves_nothing_under_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let vault = Vault::create(folder.path(), &VaultKey::random()).unwrap();
        let label = BackupLabel {
            profile: "one".into(),
            environment: "test".into(),
            organisation: None,
            made_at: Timestamp::UNIX_EPOCH,
        };
        let to = folder.path().join("not-there").join("backup");
        let kind = BackupKind::Whole;
        assert!(
            vault
                .back_up(&to, kind, &KeyFile::default(), &label)
                .is_err()
        );
        assert!(!to.exists() && !to.with_file_name("backup.part").exists());
    }
}
