//! Whether a pull stored clients that the rules have not seen yet.
//!
//! Pages are kept as they come and the rules run at the end. What a pull stored before it was cut off does not come again as
//! changed, so a mark in the vault remembers that everything is to be checked.

use crate::{Error, Session};

/// Name of the mark among the settings.
const MARK: &str = "unchecked";

/// Whether an earlier pull left the mark.
pub(super) fn is_left(session: &Session) -> Result<bool, Error> {
    let left = session
        .vault()
        .read(|view| view.settings().get::<bool>(MARK))?;
    Ok(left.unwrap_or(false))
}

/// Sets the mark, before the first page is stored.
pub(super) fn begin(session: &Session) -> Result<(), Error> {
    Ok(session.vault().write(|tx| tx.settings().set(MARK, &true))?)
}

/// Takes the mark away: everything stored is checked.
pub(super) fn end(session: &Session) -> Result<(), Error> {
    Ok(session.vault().write(|tx| tx.settings().remove(MARK))?)
}
