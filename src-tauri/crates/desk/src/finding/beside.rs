//! Clients beside those of other households: keeping who holds which value, and running the rules over those who share one.
//!
//! What changed is followed at once through the values a client holds and held before. A link that changes is followed to the child
//! it leads to; what hangs below that child is seen when everything is checked, once a day.

use std::collections::BTreeSet;

use artu::models::{Client, ClientId, ClientType, Record, RelationshipType};
use checks::{HUB, RulePack};
use vault::{FindingOwner, Holding, Transaction, ValueDigest, VersionMark, View};

use super::{check::look_and_keep, look::Look};
use crate::{Error, Session, rules::InForce};

/// Clients whose changes are followed in one transaction.
const AT_ONCE: usize = 500;
/// Holdings that are settled in one transaction.
const HOLDINGS_AT_ONCE: usize = 20_000;
/// Holders of a value that are looked at one by one when one of them changes: with one more than this the others do not care.
const FOLLOWED: usize = HUB + 2;

/// The digest of each value of a client that another can have too.
pub(super) fn digests(client: &Client, pack: &RulePack) -> Vec<ValueDigest> {
    let values = checks::shared_values(client, pack);
    values.iter().map(|it| ValueDigest::of(it.key())).collect()
}

/// Follows the changes of some clients to everyone they concern.
///
/// # Errors
/// When the vault cannot be read or written.
pub(super) fn check(
    session: &Session,
    in_force: &InForce,
    clients: &[ClientId],
) -> Result<(), Error> {
    for some in clients.chunks(AT_ONCE) {
        let concerned = session.vault().write_derived(|tx| {
            let mut concerned = BTreeSet::new();
            for id in some {
                follow(tx, *id, &in_force.pack, &mut concerned)?;
            }
            Ok::<_, Error>(concerned)
        })?;
        look_at(session, in_force, concerned)?;
    }
    Ok(())
}

/// Keeps what a client holds now, and names whom that or what it held before concerns.
fn follow(
    tx: &Transaction<'_>,
    id: ClientId,
    pack: &RulePack,
    concerned: &mut BTreeSet<ClientId>,
) -> Result<(), Error> {
    let digests = |client: &Client| digests(client, pack);
    let view = tx.view();
    let now = present(view, id)?;
    let before = former(view, id, now.is_some())?;
    let held = now.as_ref().map(&digests).unwrap_or_default();
    let mut dropped = before.as_ref().map(&digests).unwrap_or_default();
    dropped.retain(|digest| !held.contains(digest));
    tx.shared_values().change(id, &held, &dropped)?;
    concerned.insert(id);
    add_holders(view, held.iter().chain(&dropped), concerned)?;
    let [now, before] = [&now, &before].map(|client| client.as_ref().map(relations));
    let (now, before) = (now.unwrap_or_default(), before.unwrap_or_default());
    for (child, _) in now.symmetric_difference(&before) {
        concerned.insert(*child);
        if let Some(child) = present(view, *child)? {
            add_holders(view, &digests(&child), concerned)?;
        }
    }
    Ok(())
}

/// The client as it stands; nothing when it is not stored or is gone.
fn present(view: View<'_>, id: ClientId) -> Result<Option<Client>, Error> {
    let stored = view.clients().record(id)?;
    Ok(stored.and_then(|stored| read(&stored.raw)))
}

/// The client as it stood before: the version before the present one, or the present one of a client that is gone.
fn former(view: View<'_>, id: ClientId, is_present: bool) -> Result<Option<Client>, Error> {
    let versions = view.revisions().list(id)?;
    let Some(version) = versions.get(usize::from(is_present)) else {
        return Ok(None);
    };
    let stored = view.revisions().by_digest(id, version.digest)?;
    Ok(stored.and_then(|stored| read(&stored.raw)))
}

fn read(raw: &str) -> Option<Client> {
    Some(Record::<Client>::parse(raw).ok()?.value)
}

fn children(client: &Client) -> BTreeSet<ClientId> {
    let links = client.linked_clients.iter().flatten();
    links.map(|link| link.client.id).collect()
}

/// The children of a client with what they are to it.
fn relations(client: &Client) -> BTreeSet<(ClientId, String)> {
    let links = client.linked_clients.iter().flatten();
    links
        .map(|link| (link.client.id, link.relationship_type.to_string()))
        .collect()
}

/// Adds the holders of values: all of them while they are few, else the one with which the hub is told.
fn add_holders<'a>(
    view: View<'_>,
    digests: impl IntoIterator<Item = &'a ValueDigest>,
    concerned: &mut BTreeSet<ClientId>,
) -> Result<(), Error> {
    for digest in digests {
        let holders = view.shared_values().holders(*digest, FOLLOWED as u64 + 1)?;
        let followed = if holders.len() > FOLLOWED {
            1
        } else {
            holders.len()
        };
        concerned.extend(&holders[..followed]);
    }
    Ok(())
}

/// Makes what is kept be these holdings, of all clients there are, and looks at everyone who shares a value, who stands for several or
/// of whom something was found before. Who changed since the mark, which is from before they were gathered, is followed again. `go_on` is
/// asked between steps.
///
/// # Errors
/// When the vault cannot be read or written, and [`Error::Cancelled`] when it shall not go on.
pub(super) fn check_all(
    session: &Session,
    in_force: &InForce,
    mut holdings: Vec<Holding>,
    since: VersionMark,
    mut go_on: impl FnMut() -> bool,
) -> Result<(), Error> {
    holdings.sort_unstable();
    holdings.dedup();
    settle(session, &holdings, &mut go_on)?;
    drop(holdings);
    // Their holdings were gathered before they changed.
    let moved = session
        .vault()
        .read(|view| view.revisions().clients_since(since))?;
    check(session, in_force, &moved)?;
    let concerned = session.vault().read(|view| concerned(view, [in_force]))?;
    for some in concerned.chunks(AT_ONCE) {
        if !go_on() {
            return Err(Error::Cancelled);
        }
        look_at(session, in_force, some.iter().copied())?;
    }
    Ok(())
}

fn settle(
    session: &Session,
    holdings: &[Holding],
    go_on: &mut impl FnMut() -> bool,
) -> Result<(), Error> {
    let mut after = None;
    let mut stretches = holdings.chunks(HOLDINGS_AT_ONCE).peekable();
    loop {
        if !go_on() {
            return Err(Error::Cancelled);
        }
        let stretch = stretches.next().unwrap_or_default();
        let is_last = stretches.peek().is_none();
        session
            .vault()
            .write_derived(|tx| tx.shared_values().settle(after, stretch, is_last))?;
        if is_last {
            return Ok(());
        }
        after = stretch.last().copied();
    }
}

/// Whom the rules about clients beside others may find something on, by these packs or before: everyone who may share a value or stands for
/// several.
pub(super) fn concerned<const PACKS: usize>(
    view: View<'_>,
    packs: [&InForce; PACKS],
) -> Result<Vec<ClientId>, Error> {
    let mut concerned: BTreeSet<ClientId> = view.findings().found_beside()?.into_iter().collect();
    concerned.extend(view.shared_values().sharing()?);
    let companies = packs.map(|it| it.pack.companies_of_one_person());
    if let Some(fewest) = companies.into_iter().min() {
        concerned.extend(view.links().children_of_several(fewest as u64)?);
    }
    Ok(concerned.into_iter().collect())
}

fn look_at(
    session: &Session,
    in_force: &InForce,
    clients: impl IntoIterator<Item = ClientId>,
) -> Result<(), Error> {
    let owners = clients.into_iter().map(FindingOwner::Beside);
    look_and_keep(session, in_force, &owners.collect::<Vec<_>>())
}

impl Look<'_> {
    /// Looks at a client beside those of other households.
    pub(super) fn beside(&mut self, id: ClientId) -> Result<(), Error> {
        let found = match self.read(id)? {
            Some((_, client)) => self.judge_beside(&client)?,
            None => Vec::new(),
        };
        self.keep_found(FindingOwner::Beside(id), &found);
        Ok(())
    }

    fn judge_beside(&mut self, client: &Client) -> Result<Vec<checks::Finding>, Error> {
        let households: BTreeSet<ClientId> = self.households_of(client.id)?;
        let mut shared = Vec::new();
        for value in checks::shared_values(client, self.rules().pack) {
            let digest = ValueDigest::of(value.key());
            let holders = self
                .view()
                .shared_values()
                .holders(digest, HUB as u64 + 2)?;
            let is_hub = holders.len() > HUB + 1;
            let tells_hub = holders.first() == Some(&client.id);
            // Of a hub that is told elsewhere one other is enough to say what is wrong with the client itself.
            let most = if is_hub && !tells_hub { 1 } else { HUB + 1 };
            let mut others = Vec::new();
            for holder in holders.into_iter().filter(|holder| *holder != client.id) {
                if others.len() == most {
                    break;
                }
                if let Some(other) = self.other_holder(client, holder, &value, &households)? {
                    others.push(other);
                }
            }
            shared.push((value, others, is_hub, tells_hub));
        }
        let beside = checks::Beside {
            client,
            shared: shared
                .iter()
                .map(|(value, others, is_hub, tells_hub)| checks::Sharing {
                    value: value.clone(),
                    others: others.iter().collect(),
                    is_hub: *is_hub,
                    tells_hub: *tells_hub,
                })
                .collect(),
            parents: self.companies_over(client.id)?,
        };
        Ok(checks::check_beside(&beside, self.rules().pack))
    }

    /// A client that is said to hold a value, when it does and is no relation of the client.
    fn other_holder(
        &mut self,
        client: &Client,
        holder: ClientId,
        value: &checks::SharedValue<'_>,
        households: &BTreeSet<ClientId>,
    ) -> Result<Option<Client>, Error> {
        let Some((_, other)) = self.read(holder)? else {
            return Ok(None);
        };
        let theirs = checks::shared_values(&other, self.rules().pack);
        let holds = theirs.iter().any(|theirs| theirs.is_shared_with(value));
        let is_linked = children(client).contains(&holder) || children(&other).contains(&client.id);
        if !holds || is_linked || !self.households_of(holder)?.is_disjoint(households) {
            return Ok(None);
        }
        Ok(Some(other))
    }

    fn households_of(&self, id: ClientId) -> Result<BTreeSet<ClientId>, Error> {
        let anchors = self.view().households().households_of(id)?;
        Ok(anchors.into_iter().collect())
    }

    /// The companies and trusts that name a client, with what it is to them.
    fn companies_over(&self, id: ClientId) -> Result<Vec<(ClientId, RelationshipType)>, Error> {
        let mut companies = Vec::new();
        for link in self.view().links().parents_of(id)? {
            let parent = self.view().clients().row(link.parent)?;
            let is_company = parent.is_some_and(|row| {
                row.gone_since.is_none()
                    && matches!(row.kind, ClientType::Company | ClientType::Trust)
            });
            if is_company {
                companies.push((link.parent, link.relationship));
            }
        }
        Ok(companies)
    }
}
