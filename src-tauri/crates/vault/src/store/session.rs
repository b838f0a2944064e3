//! One connection with what belongs to it.

use std::{
    cell::{Cell, RefCell},
    path::Path,
};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{codec::Codecs, connect::explain};
use crate::{error::Result, tables::journal::Head};

/// One connection to the file and its codecs. Read and write handles of the tables borrow it.
pub(crate) struct Session {
    pub(crate) connection: Connection,
    pub(super) codecs: RefCell<Codecs>,
    /// The end of the journal after this transaction, when it entered something.
    appended: Cell<Option<Head>>,
}

impl Session {
    pub(super) fn new(connection: Connection) -> Self {
        Self {
            connection,
            codecs: RefCell::default(),
            appended: Cell::default(),
        }
    }

    /// One of the store's own marks; 0 when it was never set.
    pub(crate) fn mark(&self, name: &str) -> Result<i64> {
        let value = self
            .connection
            .prepare_cached("SELECT value FROM state WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        Ok(value.unwrap_or(0))
    }

    pub(crate) fn set_mark(&self, name: &str, value: i64) -> Result<()> {
        self.connection
            .prepare_cached("INSERT INTO state (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")?
            .execute(params![name, value])?;
        Ok(())
    }

    /// Notes that the transaction entered something into the journal.
    pub(crate) fn note_appended(&self, head: Head) {
        self.appended.set(Some(head));
    }

    /// The end of the journal that the last transaction left, when it entered something; asked once.
    pub(super) fn take_appended(&self) -> Option<Head> {
        self.appended.take()
    }

    /// Runs `act` inside a transaction begun with `begin`; undone when `act` fails or panics.
    pub(crate) fn transact<T, E: From<crate::Error>>(
        &self,
        begin: &str,
        act: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.connection
            .execute_batch(begin)
            .map_err(|error| self.explain(error))?;
        let mut open = OpenTransaction {
            session: self,
            done: false,
        };
        let value = act()?;
        self.ensure_pages_were_right()?;
        self.connection
            .execute_batch("COMMIT")
            .map_err(|error| self.explain(error))?;
        open.done = true;
        Ok(value)
    }

    /// A page that does not authenticate comes as zeros, as does every other after it; only what must have a certain form fails
    /// by itself. So the cipher is asked before what was read is believed.
    fn ensure_pages_were_right(&self) -> Result<()> {
        let status: String = self
            .connection
            .query_row("PRAGMA cipher_status", [], |row| row.get(0))?;
        if status == "1" {
            Ok(())
        } else {
            Err(crate::Error::Corrupt { what: "a page" })
        }
    }

    fn explain(&self, error: rusqlite::Error) -> crate::Error {
        let path = self.connection.path().unwrap_or_default();
        explain(Path::new(path), error.into())
    }
}

/// Rolls back unless it was done.
struct OpenTransaction<'a> {
    session: &'a Session,
    done: bool,
}

impl Drop for OpenTransaction<'_> {
    fn drop(&mut self) {
        if !self.done {
            // A failure here means that SQLite has rolled back by itself already.
            let _ = self.session.connection.execute_batch("ROLLBACK");
            self.session.forget_codecs();
            self.session.appended.set(None);
        }
    }
}
