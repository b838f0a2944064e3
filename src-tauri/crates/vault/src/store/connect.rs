//! Opening one connection to the encrypted file.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, OpenFlags, config::DbConfig};

use crate::{
    error::{Error, Result},
    keys::VaultKey,
};

/// How long a connection waits for another process before it says [`Error::Busy`].
const BUSY: Duration = Duration::from_secs(10);

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Makes the file.
    Create,
    /// Writes.
    Write,
    /// Reads only.
    Read,
    /// Reads, and writes into another file that is attached.
    Copy,
    /// Looks at a file that nobody else has open, and leaves it as it is.
    Inspect,
}

/// Opens a connection and proves that the key opens the file. Nothing is written unless the purpose is to create.
pub(crate) fn connect(path: &Path, key: &VaultKey, purpose: Purpose) -> Result<Connection> {
    open(path, key, purpose).map_err(|error| explain(path, error))
}

/// `SQLite` does not say why it cannot open or lengthen one of its files; the folder does.
pub(super) fn explain(path: &Path, error: Error) -> Error {
    let Error::Sqlite(rusqlite::Error::SqliteFailure(failure, _)) = &error else {
        return error;
    };
    let of_a_file = matches!(
        failure.code,
        ErrorCode::CannotOpen | ErrorCode::SystemIoFailure
    );
    let refusal = path.parent().filter(|_| of_a_file).map(try_to_write);
    match refusal {
        Some(Err(refusal)) => match refusal.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Error::ReadOnly,
            _ => error,
        },
        _ => error,
    }
}

/// Writes more than the index of a log takes, and takes it away again.
fn try_to_write(folder: &Path) -> io::Result<()> {
    let probe = folder.join(".probe");
    let written = fs::File::create(&probe).and_then(|mut file| file.write_all(&vec![0; 64 * 1024]));
    let removed = fs::remove_file(&probe);
    written.and(removed)
}

fn open(path: &Path, key: &VaultKey, purpose: Purpose) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if purpose == Purpose::Create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    if purpose == Purpose::Inspect {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    }
    connection.set_prepared_statement_cache_capacity(128);
    // Else a plan may rest on the values that are bound, and a cached statement is compiled again each time it gets others.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // SQLCipher reports a wrong key on standard error unless told not to.
    connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
    connection.execute_batch(&key.pragma("key"))?;
    connection.execute_batch(&VaultKey::blank_pragma("key"))?;
    // Keys are wiped in any case; wiping and locking every page in memory is too slow for a million clients. It begins with the first
    // vault that is closed, whose pages must not stay, and is not ended by this.
    connection.execute_batch("PRAGMA cipher_memory_security = OFF;")?;
    connection
        .query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))
        .map_err(|error| match Error::from(error) {
            // A page that does not authenticate can look like either.
            Error::Corrupt { .. } => Error::WrongKey,
            other => other,
        })?;
    connection.execute_batch(
        "PRAGMA temp_store = MEMORY;
         PRAGMA synchronous = NORMAL;
         PRAGMA secure_delete = FAST;
         PRAGMA trusted_schema = OFF;",
    )?;
    connection.execute_batch(match purpose {
        Purpose::Copy => "PRAGMA cache_size = -8000;",
        Purpose::Read | Purpose::Inspect => "PRAGMA query_only = ON; PRAGMA cache_size = -5000;",
        Purpose::Create | Purpose::Write => {
            "PRAGMA cache_size = -11000;
             PRAGMA wal_autocheckpoint = 4000;
             PRAGMA journal_size_limit = 67108864;"
        }
    })?;
    Ok(connection)
}
