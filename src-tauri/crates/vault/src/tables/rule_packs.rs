//! The rule packs that were adopted. Appended, never changed: what was judged by one can be judged again.

use jiff::{Timestamp, civil::Date};
use rusqlite::{OptionalExtension as _, Row, params};

use crate::{
    column::{At, Digest},
    error::Result,
    store::Session,
};

/// A rule pack that was adopted, without its tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdoptedPack {
    /// The digest of its file.
    pub digest: Digest,
    /// Whose rules.
    pub name: String,
    /// Version; name and version are unique in the vault.
    pub version: String,
    /// The first day on which it counts.
    pub effective_from: Date,
    /// The public key it was signed with.
    pub signer: [u8; 32],
    /// Why it was adopted.
    pub reason: String,
    /// Who.
    pub analyst: String,
    /// When.
    pub adopted_at: Timestamp,
}

const COLUMNS: &str = "digest, name, version, effective_from, signer, reason, analyst, adopted_at";

fn pack(row: &Row<'_>) -> rusqlite::Result<AdoptedPack> {
    let day: String = row.get(3)?;
    let as_date = |error| {
        rusqlite::Error::FromSqlConversionFailure(3, rusqlite::types::Type::Text, Box::new(error))
    };
    Ok(AdoptedPack {
        digest: row.get(0)?,
        name: row.get(1)?,
        version: row.get(2)?,
        effective_from: day.parse().map_err(as_date)?,
        signer: row.get(4)?,
        reason: row.get(5)?,
        analyst: row.get(6)?,
        adopted_at: row.get::<_, At>(7)?.0,
    })
}

/// Reads rule packs.
#[derive(Clone, Copy)]
pub struct RulePacksRead<'a> {
    pub(crate) session: &'a Session,
}

impl RulePacksRead<'_> {
    /// How many were adopted.
    pub fn count(self) -> Result<u64> {
        let count = self
            .session
            .connection
            .prepare_cached("SELECT count(*) FROM rule_packs")?
            .query_row([], |row| row.get(0))?;
        Ok(crate::column::unsigned(count))
    }

    /// Every pack, the last adopted first.
    pub fn list(self) -> Result<Vec<AdoptedPack>> {
        let packs = self
            .session
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM rule_packs ORDER BY id DESC"
            ))?
            .query_map([], pack)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(packs)
    }

    /// The file of a pack, as it was read.
    pub fn file(self, digest: Digest) -> Result<Option<String>> {
        let file = self
            .session
            .connection
            .prepare_cached("SELECT file FROM rule_packs WHERE digest = ?1")?
            .query_row([digest], |row| row.get(0))
            .optional()?;
        Ok(file)
    }
}

/// Writes rule packs.
#[derive(Clone, Copy)]
pub struct RulePacksWrite<'a> {
    pub(crate) session: &'a Session,
}

impl RulePacksWrite<'_> {
    /// Adds a pack with its file. Neither another of its name and version nor the same file may be there.
    pub fn add(self, pack: &AdoptedPack, file: &str) -> Result<()> {
        self.session
            .connection
            .prepare_cached(&format!(
                "INSERT INTO rule_packs ({COLUMNS}, file) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
            ))?
            .execute(params![
                pack.digest,
                pack.name,
                pack.version,
                pack.effective_from.to_string(),
                pack.signer,
                pack.reason,
                pack.analyst,
                At(pack.adopted_at),
                file
            ])?;
        Ok(())
    }
}
