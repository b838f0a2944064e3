//! Whether everything is to be checked, and not only what a pull touched.
//!
//! Pages are kept as they come and the rules run at the end. What a pull stored before it was cut off does not come again as
//! changed, so a mark in the vault remembers that everything is to be checked. And days pass: what expires or comes of age does so
//! without the server's doing, and a clock that was wrong leaves findings of another day.

use jiff::civil::Date;

use crate::{Error, Session};

/// Name of the mark among the settings.
const MARK: &str = "unchecked";
/// Name of the day that everything was last checked for, among the settings.
const DAY: &str = "checkedFor";

/// Whether an earlier pull left the mark, or everything was last checked for another day than `today`.
pub(super) fn is_left(session: &Session, today: Date) -> Result<bool, Error> {
    session.vault().read(|view| {
        let left = view.settings().get::<bool>(MARK)?;
        let day = view.settings().get::<String>(DAY)?;
        Ok(left.unwrap_or(false) || day.is_none_or(|day| day != today.to_string()))
    })
}

/// Sets the mark, before the first page is stored.
pub(super) fn begin(session: &Session) -> Result<(), Error> {
    Ok(session.vault().write(|tx| tx.settings().set(MARK, &true))?)
}

/// Takes the mark away: everything stored is checked, for this day.
pub(super) fn end(session: &Session, today: Date) -> Result<(), Error> {
    session.vault().write(|tx| {
        tx.settings().set(DAY, &today.to_string())?;
        Ok(tx.settings().remove(MARK)?)
    })
}
