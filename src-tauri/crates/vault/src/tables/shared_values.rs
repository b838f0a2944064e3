//! What clients may share with others: keys, accounts, phones, addresses. Only a digest of each value is here, which leads to the
//! clients that may hold it; whether they do, their records tell. Derived by the rules.

use rusqlite::params;
use sha2::{Digest as _, Sha256};

use crate::{
    column::{Id, signed},
    error::{Error, Result},
    identity::ClientId,
    store::Session,
    tables::places,
};

/// A digest of a value, 48 bits of its SHA-256: enough to find who may hold it, and narrow in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueDigest([u8; 6]);

impl ValueDigest {
    /// The digest of a value.
    pub fn of(value: &str) -> Self {
        let digest = Sha256::digest(value.as_bytes());
        let mut short = [0; 6];
        short.copy_from_slice(&digest[..6]);
        Self(short)
    }

    fn number(self) -> i64 {
        let byte = |number: i64, byte: &u8| number << 8 | i64::from(*byte);
        self.0.iter().fold(0, byte)
    }
}

/// A value and the place of a client that holds it: ten bytes, since a vault has millions. Ordered by value, then by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holding {
    digest: ValueDigest,
    place: [u8; 4],
}

impl Holding {
    /// The client at a place holds a value.
    ///
    /// # Errors
    /// When the place is beyond what a vault can have.
    pub fn new(digest: ValueDigest, place: i64) -> Result<Self> {
        let place = u32::try_from(place).map_err(|_| Error::Unstorable {
            what: "the place of a client",
        })?;
        Ok(Self {
            digest,
            place: place.to_be_bytes(),
        })
    }

    /// The value.
    pub fn digest(self) -> ValueDigest {
        self.digest
    }

    /// The place of the client.
    pub fn place(self) -> i64 {
        i64::from(u32::from_be_bytes(self.place))
    }

    fn key(self) -> (i64, i64) {
        (self.digest.number(), self.place())
    }
}

/// Reads shared values.
#[derive(Clone, Copy)]
pub struct SharedValuesRead<'a> {
    pub(crate) session: &'a Session,
}

impl SharedValuesRead<'_> {
    /// Clients that may hold a value and are not gone, in the order they were first seen, at most `limit`.
    pub fn holders(self, digest: ValueDigest, limit: u64) -> Result<Vec<ClientId>> {
        let holders = self
            .session
            .connection
            .prepare_cached(
                "SELECT c.id FROM shared_values s JOIN clients c ON c.number = s.number \
                 WHERE s.digest = ?1 AND c.gone_since IS NULL ORDER BY s.number LIMIT ?2",
            )?
            .query_map([digest.number(), signed(limit)], |row| {
                Ok(row.get::<_, Id>(0)?.into())
            })?
            .collect::<rusqlite::Result<_>>()?;
        Ok(holders)
    }

    /// Clients that may share a value with another and are not gone, in the order they were first seen. Reads everything.
    pub fn sharing(self) -> Result<Vec<ClientId>> {
        let connection = &self.session.connection;
        let mut statement = connection
            .prepare_cached("SELECT digest, number FROM shared_values ORDER BY digest, number")?;
        let mut rows = statement.query([])?;
        // By place: most who share one value share several.
        let mut shares: Vec<bool> = Vec::new();
        let mut before: Option<(i64, i64)> = None;
        while let Some(row) = rows.next()? {
            let (digest, place) = (row.get(0)?, row.get(1)?);
            if let Some((_, other)) = before.filter(|(of, _)| *of == digest) {
                for place in [other, place] {
                    let place = usize::try_from(place).unwrap_or_default();
                    shares.resize(shares.len().max(place + 1), false);
                    shares[place] = true;
                }
            }
            before = Some((digest, place));
        }
        let sharing: Vec<i64> = (0..)
            .zip(shares)
            .filter_map(|(place, shares)| shares.then_some(place))
            .collect();
        places::at(
            self.session,
            "SELECT id FROM clients WHERE number = ?1 AND gone_since IS NULL",
            &sharing,
            |row| Ok(row.get::<_, Id>(0)?.into()),
        )
    }
}

/// Writes shared values.
#[derive(Clone, Copy)]
pub struct SharedValuesWrite<'a> {
    pub(crate) session: &'a Session,
}

impl SharedValuesWrite<'_> {
    /// Keeps that a client holds some values, and others no more.
    pub fn change(self, id: ClientId, held: &[ValueDigest], dropped: &[ValueDigest]) -> Result<()> {
        let connection = &self.session.connection;
        for digest in dropped {
            connection
                .prepare_cached(
                    "DELETE FROM shared_values WHERE digest = ?1 \
                     AND number = (SELECT number FROM clients WHERE id = ?2)",
                )?
                .execute(params![digest.number(), Id::from(id)])?;
        }
        for digest in held {
            connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO shared_values (digest, number) \
                     SELECT ?1, number FROM clients WHERE id = ?2",
                )?
                .execute(params![digest.number(), Id::from(id)])?;
        }
        Ok(())
    }

    /// Makes a stretch of the whole be these holdings, which are in order and each once: what lies above `after` (from the start when there is
    /// none) up to the last of them, or to the end. Only what differs is written.
    pub fn settle(self, after: Option<Holding>, holdings: &[Holding], to_end: bool) -> Result<()> {
        let above = after.map_or((-1, -1), Holding::key);
        let up_to = match holdings.last() {
            Some(last) if !to_end => last.key(),
            _ if to_end => (i64::MAX, i64::MAX),
            _ => return Ok(()),
        };
        let (mut held, mut dropped) = (Vec::new(), Vec::new());
        let connection = &self.session.connection;
        let mut statement = connection.prepare_cached(
            "SELECT digest, number FROM shared_values \
             WHERE (digest, number) > (?1, ?2) AND (digest, number) <= (?3, ?4) ORDER BY digest, number",
        )?;
        let mut rows = statement.query(params![above.0, above.1, up_to.0, up_to.1])?;
        let mut wanted = holdings.iter().map(|holding| holding.key()).peekable();
        while let Some(row) = rows.next()? {
            let there = (row.get(0)?, row.get(1)?);
            held.extend(std::iter::from_fn(|| wanted.next_if(|key| *key < there)));
            match wanted.next_if_eq(&there) {
                Some(_) => {}
                None => dropped.push(there),
            }
        }
        held.extend(wanted);
        for (sql, keys) in [
            (
                "DELETE FROM shared_values WHERE digest = ?1 AND number = ?2",
                dropped,
            ),
            (
                "INSERT INTO shared_values (digest, number) VALUES (?1, ?2)",
                held,
            ),
        ] {
            let mut statement = connection.prepare_cached(sql)?;
            for (digest, number) in keys {
                statement.execute([digest, number])?;
            }
        }
        Ok(())
    }
}
