//! Keeping the sums of households in step with what they come from.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::params;

use super::{summary, tree};
use crate::{
    column::{At, Id, signed},
    error::Result,
    identity::ClientId,
    store::Session,
    tables::links::Link,
};

/// How many clients' households are summed up in one step.
const STEP: i64 = 2_000;

/// Notes that the households of a client are to be summed up again.
pub(crate) fn mark_stale(session: &Session, id: Id) -> Result<()> {
    session
        .connection
        .prepare_cached("INSERT OR IGNORE INTO household_stale (id) VALUES (?1)")?
        .execute([id])?;
    Ok(())
}

/// Removes the sums of a client that is no anchor any more, and what was found on its household: nobody would look at it again.
pub(crate) fn forget(session: &Session, number: i64) -> Result<()> {
    session
        .connection
        .prepare_cached(
            "DELETE FROM findings WHERE owner_kind = 1 AND owner = (SELECT id FROM clients WHERE number = ?1)",
        )?
        .execute([number])?;
    for table in ["household_summary", "household_codes"] {
        session
            .connection
            .prepare_cached(&format!("DELETE FROM {table} WHERE number = ?1"))?
            .execute([number])?;
    }
    Ok(())
}

/// At the end of a write transaction: sums up what became stale in it, unless a load is under way.
pub(crate) fn refresh_if_live(session: &Session) -> Result<()> {
    if session.in_bulk()? {
        return Ok(());
    }
    while refresh_some(session)? {}
    Ok(())
}

/// Sums up the households of some stale clients; whether there may be more.
pub(crate) fn refresh_some(session: &Session) -> Result<bool> {
    let connection = &session.connection;
    let stale = connection
        .prepare_cached("SELECT id FROM household_stale LIMIT ?1")?
        .query_map([STEP], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<Id>>>()?;
    let mut anchors = BTreeSet::new();
    for id in &stale {
        anchors.extend(tree::anchors_of(session, *id)?);
        connection
            .prepare_cached("DELETE FROM household_stale WHERE id = ?1")?
            .execute([id])?;
    }
    for anchor in anchors {
        if let Some(tree) = tree::tree(session, anchor)? {
            summary::keep(session, &tree)?;
        }
    }
    Ok(!stale.is_empty())
}

/// During a load: the sums as the anchor's own record has them. Exact unless a child has links of its own, several parents, is
/// primary or is not stored; [`mark_uneven`] finds those at the end.
pub(crate) fn sum_up_roughly(
    session: &Session,
    number: i64,
    client: ClientId,
    is_primary: bool,
    links: &[Link],
    seen_at: Timestamp,
) -> Result<()> {
    let children = links.iter().map(|link| link.child);
    let children: BTreeSet<ClientId> = children.filter(|child| *child != client).collect();
    if !is_primary {
        return if children.is_empty() {
            Ok(())
        } else {
            mark_stale(session, client.into())
        };
    }
    session
        .connection
        .prepare_cached(
            "INSERT OR REPLACE INTO household_summary (number, members, seen_at) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![
            number,
            signed(children.len() as u64 + 1),
            At(seen_at)
        ])?;
    Ok(())
}

/// After a load, when it is known which clients a link reaches: marks the clients whose households the rough sums may miss, and the
/// households in which a load that was cut off found something odd that its going on may have mended.
pub(crate) fn mark_uneven(session: &Session) -> Result<()> {
    session.connection.execute_batch(
        "INSERT OR IGNORE INTO household_stale (id)
           SELECT id FROM clients WHERE number IN (
             SELECT parent FROM links WHERE child NOT IN (SELECT id FROM clients)
             UNION ALL
             SELECT l.parent FROM clients c JOIN links l ON l.child = c.id
             WHERE c.linked = 1 AND (c.is_primary = 1 OR c.gone_since IS NOT NULL));
         INSERT OR IGNORE INTO household_stale (id)
           SELECT child FROM links GROUP BY child HAVING count(DISTINCT parent) > 1;
         INSERT OR IGNORE INTO household_stale (id)
           SELECT c.id FROM household_summary s JOIN clients c ON c.number = s.number WHERE s.defects <> '[]';",
    )?;
    Ok(())
}
