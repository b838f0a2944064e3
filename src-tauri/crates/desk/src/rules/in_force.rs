//! Which rule pack counts.

use std::sync::Arc;

use checks::{PackHead, RulePack, Rules};
use jiff::civil::Date;
use vault::{AdoptedPack, View};

use super::file::{self, Content};
use crate::{Error, Session};

/// The rules in force: the pack that counts on this day.
#[derive(Clone)]
pub(crate) struct InForce {
    /// The pack.
    pub(crate) pack: Arc<RulePack>,
    /// The day.
    pub(crate) today: Date,
}

impl InForce {
    /// The rules.
    pub(crate) fn rules(&self) -> Rules<'_> {
        self.pack.on(self.today)
    }
}

/// What was read last, and of what it was read.
#[derive(Clone)]
pub(crate) struct Known {
    adopted: u64,
    in_force: InForce,
}

/// The rules in force.
///
/// # Errors
/// When the vault cannot be read.
pub(crate) fn in_force(session: &Session) -> Result<InForce, Error> {
    session.vault().read(|view| in_force_in(session, view))
}

/// The rules in force, by what a view shows.
pub(crate) fn in_force_in(session: &Session, view: View<'_>) -> Result<InForce, Error> {
    let today = session.clock().today();
    // Packs are only ever added.
    let adopted = view.rule_packs().count()?;
    let known = session.known_rules();
    let current = known.filter(|it| (it.adopted, it.in_force.today) == (adopted, today));
    if let Some(current) = current {
        return Ok(current.in_force);
    }
    let pack = pack_of(view, today)?;
    let in_force = InForce { pack, today };
    session.know_rules(Known {
        adopted,
        in_force: in_force.clone(),
    });
    Ok(in_force)
}

/// Of the packs whose day has come the last, by that day and then by version. One that this program cannot read does not count.
pub(super) fn pack_of(view: View<'_>, today: Date) -> Result<Arc<RulePack>, Error> {
    let embedded = RulePack::embedded();
    let mut packs = view.rule_packs().list()?;
    packs.retain(|pack| pack.effective_from <= today && rank(pack) > rank_of(embedded.head()));
    packs.sort_by(|one, other| rank(other).cmp(&rank(one)));
    for adopted in packs {
        if let Some(read) = read(view, &adopted)? {
            return Ok(read.pack);
        }
    }
    Ok(Arc::clone(embedded))
}

/// An adopted pack with its tables; nothing when this program cannot read them, as when it wants tables that the pack does not have.
pub(super) fn read(view: View<'_>, adopted: &AdoptedPack) -> Result<Option<Content>, Error> {
    let text = view.rule_packs().file(adopted.digest)?;
    Ok(text.and_then(|text| file::content(&text).ok()))
}

fn rank(pack: &AdoptedPack) -> (Date, &str) {
    (pack.effective_from, &pack.version)
}

pub(super) fn rank_of(head: &PackHead) -> (Date, &str) {
    (head.from, &head.version)
}
