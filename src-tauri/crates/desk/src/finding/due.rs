//! Whether everything is to be checked, and not only what a pull touched.
//!
//! Pages are kept as they come and the rules run at the end. What a pull stored before it was cut off does not come again as
//! changed, so a mark in the vault remembers that everything is to be checked. Days pass: what expires or comes of age does so
//! without the server's doing, and a clock that was wrong leaves findings of another day. And another rule pack may count.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use vault::{Transaction, View};

use crate::{Error, Session, rules::InForce};

/// Name of the mark among the settings.
const MARK: &str = "unchecked";
/// Name of the day that everything was last checked for, among the settings.
const DAY: &str = "checkedFor";
/// Name of the rule pack that everything was last checked with, among the settings.
const PACK: &str = "checkedWith";
/// Name of how far a check of everything came that was stopped, among the settings.
const REACHED: &str = "checkedUpTo";

/// The two walks of a check of everything, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Part {
    /// Households with their members.
    Households,
    /// Every other client.
    Clients,
}

/// How far a check of everything came, by which rules.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kept {
    day: Date,
    pack: String,
    /// The mark of a pull that was there when it began.
    mark: Option<Value>,
    part: Part,
    place: i64,
}

/// What a check of everything that was stopped has kept already.
pub(super) struct Reached {
    mark: Option<Value>,
    at: Option<(Part, i64)>,
}

impl Reached {
    /// What was kept by these rules, when no pull has stored anything since.
    pub(super) fn read(session: &Session, in_force: &InForce) -> Result<Self, Error> {
        session.vault().read(|view| {
            let mark: Option<Value> = view.settings().get(MARK)?;
            let kept: Option<Kept> = view.settings().get(REACHED)?;
            let kept = kept.filter(|it| {
                it.day == in_force.today && it.pack == in_force.pack.label() && it.mark == mark
            });
            Ok(Self {
                mark,
                at: kept.map(|it| (it.part, it.place)),
            })
        })
    }

    /// Whether what was found at a place was kept.
    pub(super) fn covers(&self, part: Part, place: i64) -> bool {
        self.at.is_some_and(|reached| (part, place) <= reached)
    }

    /// Keeps how far the check is, in the transaction that keeps what it found there.
    pub(super) fn keep(
        &self,
        tx: &Transaction<'_>,
        in_force: &InForce,
        part: Part,
        place: i64,
    ) -> Result<(), Error> {
        if self.covers(part, place) {
            return Ok(());
        }
        let kept = Kept {
            day: in_force.today,
            pack: in_force.pack.label().to_owned(),
            mark: self.mark.clone(),
            part,
            place,
        };
        Ok(tx.settings().set(REACHED, &kept)?)
    }
}

/// Whether a pull left the mark, or everything was last checked for another day or with another pack.
pub(crate) fn is_due(session: &Session, in_force: &InForce) -> Result<bool, Error> {
    session.vault().read(|view| {
        let left = view.settings().get::<Value>(MARK)?;
        let day = view.settings().get::<String>(DAY)?;
        let pack = checked_with(view)?;
        Ok(left.is_some()
            || day.is_none_or(|day| day != in_force.today.to_string())
            || pack.is_none_or(|pack| pack != in_force.pack.label()))
    })
}

/// The rule pack that everything was last checked with; nothing before the first check.
pub(crate) fn checked_with(view: View<'_>) -> Result<Option<String>, Error> {
    Ok(view.settings().get(PACK)?)
}

/// Sets the mark, before the first page of a pull is stored: each pull one of its own, so that a check that was stopped does not go on over
/// what came since.
pub(crate) fn begin(session: &Session) -> Result<(), Error> {
    let mark = session.now().to_string();
    Ok(session.vault().write(|tx| tx.settings().set(MARK, &mark))?)
}

/// Takes the mark away: what a pull stored is checked.
pub(crate) fn end(session: &Session) -> Result<(), Error> {
    Ok(session.vault().write(|tx| tx.settings().remove(MARK))?)
}

/// Keeps that everything was checked by these rules.
pub(super) fn all_checked(session: &Session, in_force: &InForce) -> Result<(), Error> {
    session.vault().write(|tx| {
        tx.settings().remove(REACHED)?;
        tx.settings().set(DAY, &in_force.today.to_string())?;
        Ok(tx.settings().set(PACK, in_force.pack.label())?)
    })
}
