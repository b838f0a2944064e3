//! Whether everything is to be checked, and not only what a pull touched.
//!
//! Pages are kept as they come and the rules run at the end. What a pull stored before it was cut off does not come again as
//! changed, so a mark in the vault remembers that everything is to be checked. Days pass: what expires or comes of age does so
//! without the server's doing, and a clock that was wrong leaves findings of another day. And another rule pack may count.

use vault::View;

use crate::{Error, Session, rules::InForce};

/// Name of the mark among the settings.
const MARK: &str = "unchecked";
/// Name of the day that everything was last checked for, among the settings.
const DAY: &str = "checkedFor";
/// Name of the rule pack that everything was last checked with, among the settings.
const PACK: &str = "checkedWith";

/// Whether a pull left the mark, or everything was last checked for another day or with another pack.
pub(crate) fn is_due(session: &Session, in_force: &InForce) -> Result<bool, Error> {
    session.vault().read(|view| {
        let left = view.settings().get::<bool>(MARK)?;
        let day = view.settings().get::<String>(DAY)?;
        let pack = checked_with(view)?;
        Ok(left.unwrap_or(false)
            || day.is_none_or(|day| day != in_force.today.to_string())
            || pack.is_none_or(|pack| pack != in_force.pack.label()))
    })
}

/// The rule pack that everything was last checked with; nothing before the first check.
pub(crate) fn checked_with(view: View<'_>) -> Result<Option<String>, Error> {
    Ok(view.settings().get(PACK)?)
}

/// Sets the mark, before the first page of a pull is stored.
pub(crate) fn begin(session: &Session) -> Result<(), Error> {
    Ok(session.vault().write(|tx| tx.settings().set(MARK, &true))?)
}

/// Takes the mark away: what a pull stored is checked.
pub(crate) fn end(session: &Session) -> Result<(), Error> {
    Ok(session.vault().write(|tx| tx.settings().remove(MARK))?)
}

/// Keeps that everything was checked by these rules.
pub(super) fn all_checked(session: &Session, in_force: &InForce) -> Result<(), Error> {
    session.vault().write(|tx| {
        tx.settings().set(DAY, &in_force.today.to_string())?;
        Ok(tx.settings().set(PACK, in_force.pack.label())?)
    })
}
