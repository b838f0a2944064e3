//! Reading clients.

use artu::models::ClientType;
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params_from_iter, types::Value};

use super::{ClientCounts, ClientQuery, ClientRow, ClientSort, StoredClient, StoredRecord, Which};
use crate::{
    column::{At, Digest, Id, signed, unsigned},
    error::Result,
    identity::ClientId,
    store::Session,
    tables::{Listed, findings::Severity, places, pulls::PullsRead, search},
};

const COLUMNS: &str = "c.id, c.kind, c.name, c.is_primary, c.complete, c.rfc, c.curp, c.external_id, c.updated_at, \
    c.seen_at, c.gone_since, c.digest, c.worst, c.linked";

/// Reads [`COLUMNS`] from a row; `confirmed` is when the copy as a whole was last confirmed.
fn client_row(row: &Row<'_>, confirmed: Option<Timestamp>) -> rusqlite::Result<ClientRow> {
    let is_primary: bool = row.get(3)?;
    let linked: bool = row.get(13)?;
    let seen_at = row.get::<_, At>(9)?.0;
    let gone_since = row.get::<_, Option<At>>(10)?.map(|at| at.0);
    Ok(ClientRow {
        id: row.get::<_, Id>(0)?.into(),
        kind: ClientType::from(row.get_ref(1)?.as_str()?),
        name: row.get(2)?,
        is_primary,
        complete: row.get(4)?,
        rfc: row.get(5)?,
        curp: row.get(6)?,
        external_id: row.get(7)?,
        updated_at: row.get::<_, At>(8)?.0,
        seen_at,
        as_of: confirmed
            .filter(|at| gone_since.is_none() && *at > seen_at)
            .unwrap_or(seen_at),
        gone_since,
        digest: row.get(11)?,
        worst: row.get::<_, Option<i64>>(12)?.map(Severity::from_rank),
        orphan: !is_primary && !linked,
    })
}

/// Reads clients.
#[derive(Clone, Copy)]
pub struct ClientsRead<'a> {
    pub(crate) session: &'a Session,
}

impl ClientsRead<'_> {
    /// One client with its record.
    pub fn get(self, id: ClientId) -> Result<Option<StoredClient>> {
        let confirmed = self.confirmed()?;
        let found = self
            .session
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS}, r.codec, r.raw FROM clients c JOIN client_records r ON r.number = c.number \
                 WHERE c.id = ?1"
            ))?
            .query_row([Id::from(id)], |row| {
                Ok((
                    client_row(row, confirmed)?,
                    row.get::<_, i64>(14)?,
                    row.get::<_, Vec<u8>>(15)?,
                ))
            })
            .optional()?;
        let Some((row, codec, raw)) = found else {
            return Ok(None);
        };
        Ok(Some(StoredClient {
            row,
            raw: self.session.expand(codec, &raw)?,
        }))
    }

    /// What lists show of one client.
    pub fn row(self, id: ClientId) -> Result<Option<ClientRow>> {
        let confirmed = self.confirmed()?;
        let found = self
            .session
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM clients c WHERE c.id = ?1"))?
            .query_row([Id::from(id)], |row| client_row(row, confirmed))
            .optional()?;
        Ok(found)
    }

    /// The clients that fit the query. The total counts all of them.
    pub fn list(self, query: &ClientQuery) -> Result<Listed<ClientRow>> {
        let (conditions, mut values) = self.conditions(query)?;
        let connection = &self.session.connection;
        let total: i64 = connection
            .prepare_cached(&format!(
                "SELECT count(*) FROM clients c WHERE {conditions}"
            ))?
            .query_row(params_from_iter(&values), |row| row.get(0))?;
        let order = self.order(query)?;
        values.push(Value::from(signed(query.limit)));
        values.push(Value::from(signed(query.offset)));
        let confirmed = self.confirmed()?;
        let rows = connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM clients c WHERE {conditions} {order} LIMIT ? OFFSET ?"
            ))?
            .query_map(params_from_iter(&values), |row| client_row(row, confirmed))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Listed {
            rows,
            total: unsigned(total),
        })
    }

    /// The places of all clients that fit the query, in its order. Takes 8 bytes of memory for each.
    pub fn places(self, query: &ClientQuery) -> Result<Vec<i64>> {
        let (conditions, values) = self.conditions(query)?;
        let order = self.order(query)?;
        places::places(
            self.session,
            &format!("SELECT c.number FROM clients c WHERE {conditions} {order}"),
            params_from_iter(&values),
        )
    }

    /// What lists show of the clients at these places, in their order, without those that are there no more.
    pub fn rows_at(self, places: &[i64]) -> Result<Vec<ClientRow>> {
        let confirmed = self.confirmed()?;
        let sql = format!("SELECT {COLUMNS} FROM clients c WHERE c.number = ?1");
        places::at(self.session, &sql, places, |row| client_row(row, confirmed))
    }

    fn order(self, query: &ClientQuery) -> Result<String> {
        let direction = if query.descending { "DESC" } else { "ASC" };
        let column = match query.sort {
            // During a load names have no index: the order is that of arrival.
            ClientSort::Name if self.session.in_bulk()? => "c.number",
            ClientSort::Name => "c.folded_name",
            ClientSort::Updated => "c.updated_at",
            ClientSort::Seen => "c.seen_at",
            ClientSort::Worst => "coalesce(c.worst, -1)",
        };
        Ok(format!(
            "ORDER BY {column} {direction}, c.number {direction}"
        ))
    }

    /// Hands every stored client with its record to `each`, in the order they were first seen, from the row after `after`
    /// (0 from the start); at most `limit`. Gives the place to go on from, `None` at the end.
    pub fn scan(
        self,
        after: i64,
        limit: u64,
        mut each: impl FnMut(StoredClient) -> Result<()>,
    ) -> Result<Option<i64>> {
        let confirmed = self.confirmed()?;
        let mut statement = self.session.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, r.codec, r.raw, c.number FROM clients c JOIN client_records r ON r.number = c.number \
             WHERE c.number > ?1 ORDER BY c.number LIMIT ?2"
        ))?;
        let mut rows = statement.query([after, signed(limit)])?;
        let mut last = None;
        while let Some(row) = rows.next()? {
            let raw = row.get_ref(15)?.as_blob().map_err(rusqlite::Error::from)?;
            let raw = self.session.expand(row.get(14)?, raw)?;
            last = Some(row.get(16)?);
            each(StoredClient {
                row: client_row(row, confirmed)?,
                raw,
            })?;
        }
        Ok(last)
    }

    /// Clients after a place (0 from the start) with the place of each, at most `limit`, in the order they were first seen.
    pub fn ids(self, which: Which, after: i64, limit: u64) -> Result<Vec<(i64, ClientId)>> {
        let wanted = match which {
            Which::All => "1",
            Which::Anchors => "is_primary = 1",
        };
        let ids = self
            .session
            .connection
            .prepare_cached(&format!(
                "SELECT number, id FROM clients WHERE number > ?1 AND {wanted} ORDER BY number LIMIT ?2"
            ))?
            .query_map([after, signed(limit)], |row| {
                Ok((row.get(0)?, row.get::<_, Id>(1)?.into()))
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(ids)
    }

    /// The record of a client; `None` when it is not stored or is gone.
    pub fn record(self, id: ClientId) -> Result<Option<StoredRecord>> {
        let found = self
            .session
            .connection
            .prepare_cached(
                "SELECT c.number, c.digest, r.codec, r.raw FROM clients c JOIN client_records r ON r.number = c.number \
                 WHERE c.id = ?1 AND c.gone_since IS NULL",
            )?
            .query_row([Id::from(id)], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })
            .optional()?;
        let Some((place, digest, codec, raw)) = found else {
            return Ok(None);
        };
        let raw: Vec<u8> = raw;
        Ok(Some(StoredRecord {
            place,
            digest,
            raw: self.session.expand(codec, &raw)?,
        }))
    }

    /// The digest of the record of a client, found by the client's place; `None` when it is not stored or is gone.
    pub fn digest_at(self, place: i64) -> Result<Option<Digest>> {
        let digest = self
            .session
            .connection
            .prepare_cached("SELECT digest FROM clients WHERE number = ?1 AND gone_since IS NULL")?
            .query_row([place], |row| row.get(0))
            .optional()?;
        Ok(digest)
    }

    /// Whether a client is stored and not gone.
    pub fn is_present(self, id: ClientId) -> Result<bool> {
        let present = self
            .session
            .connection
            .prepare_cached("SELECT 1 FROM clients WHERE id = ?1 AND gone_since IS NULL")?
            .exists([Id::from(id)])?;
        Ok(present)
    }

    /// Clients whose record is short, at most `limit`.
    pub fn short(self, limit: u64) -> Result<Vec<ClientId>> {
        let ids = self
            .session
            .connection
            .prepare_cached(
                "SELECT id FROM clients WHERE complete = 0 AND gone_since IS NULL ORDER BY number LIMIT ?1",
            )?
            .query_map([signed(limit)], |row| row.get::<_, Id>(0))?
            .map(|id| Ok(id?.into()))
            .collect::<rusqlite::Result<_>>()?;
        Ok(ids)
    }

    /// The newest of Artu's times of records; `None` when there is none. It tells how far the server's clock has come at least.
    pub fn newest_update(self) -> Result<Option<Timestamp>> {
        let newest = self
            .session
            .connection
            .prepare_cached("SELECT max(updated_at) FROM clients")?
            .query_row([], |row| row.get::<_, Option<At>>(0))?;
        Ok(newest.map(|at| at.0))
    }

    /// How many clients there are of each sort. Each number comes from a narrow index.
    pub fn counts(&self) -> Result<ClientCounts> {
        let count = |condition: &str| -> Result<u64> {
            let count: i64 = self
                .session
                .connection
                .prepare_cached(&format!("SELECT count(*) FROM clients WHERE {condition}"))?
                .query_row([], |row| row.get(0))?;
            Ok(unsigned(count))
        };
        let gone = |condition: &str| count(&format!("gone_since IS NOT NULL AND {condition}"));
        let present = |condition: &str| Ok::<_, crate::Error>(count(condition)? - gone(condition)?);
        Ok(ClientCounts {
            clients: count("1")?,
            primary: present("is_primary = 1")?,
            orphans: present("is_primary = 0 AND linked = 0")?,
            gone: gone("1")?,
            short: count("complete = 0")?,
        })
    }

    fn confirmed(self) -> Result<Option<Timestamp>> {
        PullsRead {
            session: self.session,
        }
        .confirmed_at()
    }

    fn conditions(self, query: &ClientQuery) -> Result<(String, Vec<Value>)> {
        let mut conditions = vec!["1".to_owned()];
        let mut values = Vec::new();
        if let Some(text) = query.text.as_deref().filter(|text| !text.trim().is_empty()) {
            let found = search::matching(self.session, text)?;
            conditions.push(format!("c.number IN ({})", found.sql));
            values.extend(found.values);
        }
        if let Some(kind) = &query.kind {
            conditions.push("c.kind = ?".to_owned());
            values.push(Value::from(kind.as_str().to_owned()));
        }
        if let Some(primary) = query.primary {
            conditions.push(format!("c.is_primary = {}", i64::from(primary)));
        }
        if let Some(gone) = query.gone {
            conditions.push(format!(
                "c.gone_since IS {}NULL",
                if gone { "NOT " } else { "" }
            ));
        }
        match query.orphan {
            Some(true) => conditions.push("c.is_primary = 0 AND c.linked = 0".to_owned()),
            Some(false) => conditions.push("(c.is_primary = 1 OR c.linked = 1)".to_owned()),
            None => {}
        }
        if let Some(worst) = query.worst {
            conditions.push("c.worst = ?".to_owned());
            values.push(Value::from(worst.rank()));
        }
        Ok((conditions.join(" AND "), values))
    }
}
