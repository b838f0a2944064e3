//! Reading a list by the places of its rows: the places once, in the order of the list, then rows by them, some at a time.

use rusqlite::{OptionalExtension as _, Params, Row};

use crate::{error::Result, store::Session};

/// The places that a query gives in its only column.
pub(super) fn places(session: &Session, sql: &str, parameters: impl Params) -> Result<Vec<i64>> {
    let mut statement = session.connection.prepare(sql)?;
    let places = statement.query_map(parameters, |row| row.get(0))?;
    Ok(places.collect::<rusqlite::Result<_>>()?)
}

/// What a query of one place gives at each of these, in their order, without those at which nothing is any more.
pub(super) fn at<T>(
    session: &Session,
    sql: &str,
    places: &[i64],
    read: impl Fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = session.connection.prepare_cached(sql)?;
    let mut found = Vec::with_capacity(places.len());
    for place in places {
        found.extend(statement.query_row([place], &read).optional()?);
    }
    Ok(found)
}
