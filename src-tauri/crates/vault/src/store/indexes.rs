//! The indexes that a first pull builds late: they cost random pages at each commit.

use rusqlite::Connection;

use crate::error::Result;

const LATE: &[(&str, &str)] = &[
    ("clients_by_name", "clients(folded_name)"),
    (
        "clients_primary_by_name",
        "clients(folded_name) WHERE is_primary = 1",
    ),
    ("clients_by_rfc", "clients(rfc) WHERE rfc IS NOT NULL"),
    ("clients_by_curp", "clients(curp) WHERE curp IS NOT NULL"),
    (
        "clients_by_external_id",
        "clients(external_id) WHERE external_id IS NOT NULL",
    ),
    ("clients_by_update", "clients(updated_at)"),
    (
        "clients_gone",
        "clients(gone_since) WHERE gone_since IS NOT NULL",
    ),
    ("clients_short", "clients(complete) WHERE complete = 0"),
    ("links_by_child", "links(child)"),
];

/// Those that change with whether a link reaches a client, which is settled after the last page.
const LATEST: &[(&str, &str)] = &[(
    "clients_orphan_by_name",
    "clients(folded_name) WHERE is_primary = 0 AND linked = 0",
)];

/// Builds the late indexes that are not there.
pub(crate) fn create(connection: &Connection) -> Result<()> {
    for (name, on) in LATE.iter().chain(LATEST) {
        connection.execute_batch(&format!("CREATE INDEX IF NOT EXISTS {name} ON {on};"))?;
    }
    Ok(())
}

/// Builds one late index that is not there and that no end of a load changes; whether there was one.
pub(crate) fn create_one(connection: &Connection) -> Result<bool> {
    let mut there = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?1)",
    )?;
    for (name, on) in LATE {
        if !there.query_row([name], |row| row.get(0))? {
            connection.execute_batch(&format!("CREATE INDEX {name} ON {on};"))?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Drops the late indexes.
pub(crate) fn drop(connection: &Connection) -> Result<()> {
    for (name, _) in LATE.iter().chain(LATEST) {
        connection.execute_batch(&format!("DROP INDEX IF EXISTS {name};"))?;
    }
    Ok(())
}
