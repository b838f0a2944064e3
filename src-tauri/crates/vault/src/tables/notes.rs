//! The analyst's notes on clients; appended, never changed.

use jiff::Timestamp;
use rusqlite::params;

use crate::{
    column::{At, Id},
    error::Result,
    identity::ClientId,
    store::Session,
};

/// One note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number.
    pub number: i64,
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub analyst: String,
    /// When.
    pub at: Timestamp,
}

/// Reads notes.
#[derive(Clone, Copy)]
pub struct NotesRead<'a> {
    pub(crate) session: &'a Session,
}

impl NotesRead<'_> {
    /// The notes on a client, the last first. A household's notes are those on its anchor.
    pub fn of(self, client: ClientId) -> Result<Vec<Note>> {
        let notes = self
            .session
            .connection
            .prepare_cached(
                "SELECT id, text, analyst, at FROM notes WHERE client_id = ?1 ORDER BY id DESC",
            )?
            .query_map([Id::from(client)], |row| {
                Ok(Note {
                    number: row.get(0)?,
                    text: row.get(1)?,
                    analyst: row.get(2)?,
                    at: row.get::<_, At>(3)?.0,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(notes)
    }
}

/// Writes notes.
#[derive(Clone, Copy)]
pub struct NotesWrite<'a> {
    pub(crate) session: &'a Session,
}

impl NotesWrite<'_> {
    /// Adds a note on a client; gives its number.
    pub fn add(self, client: ClientId, text: &str, analyst: &str, at: Timestamp) -> Result<i64> {
        self.session
            .connection
            .prepare_cached(
                "INSERT INTO notes (client_id, text, analyst, at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![Id::from(client), text, analyst, At(at)])?;
        Ok(self.session.connection.last_insert_rowid())
    }
}
