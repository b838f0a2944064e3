//! By how much the server's count differs from what its full list gives.
//!
//! A count that lies, or a list that keeps clients back, would make every delta look like a loss and lead to a sweep. What a
//! full look could not explain is remembered, and a delta sweeps only when the difference is another one.

use vault::View;

use crate::{Error, Session};

/// Name of the difference among the settings.
const DIFFERENCE: &str = "countDifference";

/// The difference that the last full look left: counted less held.
pub(super) fn known(session: &Session) -> Result<i64, Error> {
    session.vault().read(kept)
}

/// Whether the last full look left clients that the server counts and its list does not give, or the other way round.
pub(crate) fn is_unexplained(view: View<'_>) -> Result<bool, Error> {
    Ok(kept(view)? != 0)
}

fn kept(view: View<'_>) -> Result<i64, Error> {
    Ok(view.settings().get::<i64>(DIFFERENCE)?.unwrap_or(0))
}

/// Keeps the difference that a full look left.
pub(super) fn keep(session: &Session, difference: i64) -> Result<(), Error> {
    Ok(session.vault().write(|tx| match difference {
        0 => tx.settings().remove(DIFFERENCE).map(drop),
        other => tx.settings().set(DIFFERENCE, &other),
    })?)
}
