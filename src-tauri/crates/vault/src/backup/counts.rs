//! What a copy holds, as it is counted before and after.

use rusqlite::{Connection, OptionalExtension as _};
use serde::{Deserialize, Serialize};

use super::trailer::BackupKind;
use crate::{
    column::{Digest, unsigned},
    error::Result,
};

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BackupCounts {
    /// Clients; 0 in a backup of the work alone.
    pub clients: u64,
    /// Operations.
    pub operations: u64,
    /// Reviews.
    pub reviews: u64,
    /// Entries of the journal.
    pub entries: u64,
    /// The hash of the last entry; zeros when there is none.
    pub head: Digest,
}

impl BackupCounts {
    /// Counts what lies in the database of that name.
    pub(crate) fn of(connection: &Connection, name: &str, kind: BackupKind) -> Result<Self> {
        let count = |table: &str| -> Result<u64> {
            let sql = format!("SELECT count(*) FROM {name}.{table}");
            Ok(unsigned(connection.query_row(&sql, [], |row| row.get(0))?))
        };
        let sql = format!("SELECT seq, hash FROM {name}.journal ORDER BY seq DESC LIMIT 1");
        let last: Option<(i64, Digest)> = connection
            .query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let (entries, head) = last.unwrap_or((0, Digest([0; 32])));
        Ok(Self {
            clients: match kind {
                BackupKind::Whole => count("clients")?,
                BackupKind::Work => 0,
            },
            operations: count("operations")?,
            reviews: count("reviews")?,
            entries: unsigned(entries),
            head,
        })
    }
}
