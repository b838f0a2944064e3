//! Forgetting one client for good: every row that is about it or names it, and then every remain of those rows in the files.
//!
//! The rows go in one transaction ([`Forgetting`]), which leaves the mark [`DUE`]. What deleting leaves behind in free room, in the
//! segments of the search index, in the dictionary of the records and in the files beside the vault goes after it
//! ([`Vault::scrub`](crate::Vault::scrub)); an opening that finds the mark goes on with that.
//!
//! The chain of the journal holds: entries keep the ids of what they were about, since those are part of the chain, and lose what
//! they say besides.

mod others;
mod scrub;
mod traces;

use rusqlite::{OptionalExtension as _, params};

use crate::{
    column::Id,
    error::{Error, Holds, Result},
    identity::ClientId,
    store::Session,
    tables::{clients::ClientsWrite, households, operations::OperationState, search},
};
use traces::Traces;

/// The mark that says that remains of forgotten rows are still to be wiped.
pub(crate) const DUE: &str = "scrub_due";

/// What was forgotten with a client.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Earlier versions of the client.
    pub revisions: u64,
    /// Records and earlier versions of others in which it was named, and is no more.
    pub named_in: u64,
    /// Operations about it or naming it.
    pub operations: u64,
    /// Reviews, notes and decisions about it.
    pub judgements: u64,
    /// Entries of the journal that keep the fact and lost what they said of it.
    pub entries: u64,
}

/// Forgets clients, inside one transaction.
#[derive(Clone, Copy)]
pub struct Forgetting<'a> {
    pub(crate) session: &'a Session,
}

/// The client that is forgotten.
struct Client {
    id: ClientId,
    number: i64,
    traces: Traces,
}

impl Forgetting<'_> {
    /// Removes every row about a client that is gone from Artu, and its name from the rows of others. [`Error::StillHeld`] when
    /// Artu still gives it, another client that Artu still gives names it, or an operation with it is not settled.
    pub fn client(self, id: ClientId) -> Result<Forgotten> {
        if self.session.in_bulk()? {
            return Err(Error::Busy);
        }
        let client = self.known(id)?;
        self.ensure_free(&client)?;
        let mut forgotten = Forgotten {
            named_in: others::unname(self.session, &client)?,
            ..Forgotten::default()
        };
        self.remove_copy(&client, &mut forgotten)?;
        self.remove_work(&client, &mut forgotten)?;
        self.session.set_mark(DUE, 1)?;
        Ok(forgotten)
    }

    fn known(self, id: ClientId) -> Result<Client> {
        let found: Option<(i64, bool)> = self
            .session
            .connection
            .prepare_cached("SELECT number, gone_since IS NOT NULL FROM clients WHERE id = ?1")?
            .query_row([Id::from(id)], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        match found {
            None => Err(Error::Missing { what: "the client" }),
            Some((_, false)) => Err(Error::StillHeld(Holds::Listed)),
            Some((number, true)) => Ok(Client {
                id,
                number,
                traces: Traces::of(self.session, id, number)?,
            }),
        }
    }

    fn ensure_free(self, client: &Client) -> Result<()> {
        let named: bool = self.session.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM links l JOIN clients p ON p.number = l.parent \
             WHERE l.child = ?1 AND p.number <> ?2 AND p.gone_since IS NULL)",
            params![Id::from(client.id), client.number],
            |row| row.get(0),
        )?;
        if named {
            return Err(Error::StillHeld(Holds::Named));
        }
        let mut statement = self.session.connection.prepare(&format!(
            "SELECT state FROM operations WHERE {}",
            others::OF_CLIENT
        ))?;
        let mut states = statement.query(params![Id::from(client.id), client.traces.id()])?;
        while let Some(row) = states.next()? {
            if !row.get::<_, OperationState>(0)?.is_final() {
                return Err(Error::StillHeld(Holds::Operation));
            }
        }
        Ok(())
    }

    /// Removes the copy of Artu's data and what is derived from it.
    fn remove_copy(self, client: &Client, forgotten: &mut Forgotten) -> Result<()> {
        let (session, id, number) = (self.session, Id::from(client.id), client.number);
        let children = self.ids("SELECT child FROM links WHERE parent = ?1", number)?;
        let parents = self.ids(
            "SELECT p.id FROM links l JOIN clients p ON p.number = l.parent \
             WHERE l.child = (SELECT id FROM clients WHERE number = ?1)",
            number,
        )?;
        forgotten.revisions = self.remove("revisions", "number = ?1", number)?;
        search::forget(session, number)?;
        households::forget(session, number)?;
        for (table, rows) in [
            ("client_records", "number = ?1"),
            ("links", "parent = ?1"),
            ("pull_seen", "number = ?1"),
            ("shared_values", "number = ?1"),
            ("clients", "number = ?1"),
        ] {
            self.remove(table, rows, number)?;
        }
        self.remove("links", "child = ?1", id)?;
        self.remove("household_stale", "id = ?1", id)?;
        // A cursor is the server's own and may name where a page ended.
        session.connection.execute(
            "UPDATE pulls SET cursor = NULL WHERE finished_at IS NOT NULL",
            [],
        )?;
        let owners = self.ids(
            "SELECT DISTINCT owner FROM findings WHERE instr(related, ?1) > 0",
            client.traces.id(),
        )?;
        self.remove(
            "findings",
            "owner = ?1 OR client_id = ?1 OR household_id = ?1",
            id,
        )?;
        self.remove("findings", "instr(related, ?1) > 0", client.traces.id())?;
        self.remove(
            "rehearsed_findings",
            "client_id = ?1 OR household_id = ?1",
            id,
        )?;
        ClientsWrite { session }.settle_links(&children)?;
        for client in parents.into_iter().chain(owners) {
            households::mark_stale(session, client)?;
        }
        Ok(())
    }

    /// Removes the analyst's own work on it.
    fn remove_work(self, client: &Client, forgotten: &mut Forgotten) -> Result<()> {
        let id = Id::from(client.id);
        forgotten.operations = others::remove_operations(self.session, client)?;
        forgotten.judgements = self.remove("reviews", "household_id = ?1", id)?
            + self.remove("notes", "client_id = ?1", id)?
            + self.remove("dispositions", "client_id = ?1 OR household_id = ?1", id)?;
        others::unname_work(self.session, client)?;
        forgotten.entries = others::purge_journal(self.session, client)?;
        Ok(())
    }

    fn remove(self, table: &str, rows: &str, parameter: impl rusqlite::ToSql) -> Result<u64> {
        let sql = format!("DELETE FROM {table} WHERE {rows}");
        let removed = self.session.connection.execute(&sql, [parameter])?;
        Ok(u64::try_from(removed).unwrap_or(u64::MAX))
    }

    fn ids(self, sql: &str, parameter: impl rusqlite::ToSql) -> Result<Vec<Id>> {
        let ids = self
            .session
            .connection
            .prepare_cached(sql)?
            .query_map([parameter], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(ids)
    }
}
