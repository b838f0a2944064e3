//! Running the rules, over what changed and over everything.

use std::collections::BTreeSet;

use artu::models::ClientId;
use vault::{FindingOwner, Which};

use super::{
    beside,
    due::{self, Part, Reached},
    look::{Look, Looked},
    walk::{Places, walk},
};
use crate::{
    Error, Session,
    contract::Topic,
    rules::{self, InForce},
};

/// Clients or households looked at in one transaction.
const AT_ONCE: usize = 500;
/// Values that most clients may share with others, so that the list of all seldom has to grow.
const HOLDINGS: usize = 8;

/// Runs the rules over these clients, over every household they belong to and over whom they share something with, and stores what
/// is found.
///
/// # Errors
/// When the vault cannot be read or written.
pub(crate) fn check(session: &Session, clients: &[ClientId]) -> Result<(), Error> {
    let in_force = rules::in_force(session)?;
    let clients_alone = clients.iter().map(|id| FindingOwner::Client(*id));
    look_and_keep(session, &in_force, &clients_alone.collect::<Vec<_>>())?;
    let anchors = session.vault().read(|view| {
        let mut anchors = BTreeSet::new();
        for id in clients {
            anchors.extend(view.households().households_of(*id)?);
        }
        Ok::<_, Error>(anchors)
    })?;
    let households = anchors.into_iter().map(FindingOwner::Household);
    look_and_keep(session, &in_force, &households.collect::<Vec<_>>())?;
    beside::check(session, &in_force, clients)
}

/// Looks at some clients and households and keeps what is found.
pub(super) fn look_and_keep(
    session: &Session,
    in_force: &InForce,
    owners: &[FindingOwner],
) -> Result<(), Error> {
    let now = session.now();
    for some in owners.chunks(AT_ONCE) {
        session.vault().write_derived(|tx| {
            let mut look = Look::new(tx.view(), in_force, now);
            for owner in some {
                look.at(*owner)?;
            }
            look.end().keep(in_force, now, tx)
        })?;
    }
    Ok(())
}

/// Runs the rules over every household with its members, then over every other client, some at a time, then over whoever shares
/// something with others. Takes about 80 bytes of memory for each client, for what it may share. One that is gone loses what was found
/// on it. `go_on` is asked between them, with the clients looked at and all there are.
///
/// One that was stopped goes on where it was, on the same day and by the same pack, unless a pull has stored something since: of what was
/// checked already it only gathers what is shared.
///
/// # Errors
/// When the vault cannot be read or written, and [`Error::Cancelled`] when it shall not go on; what was checked stays.
pub fn check_all(session: &Session, mut go_on: impl FnMut(u64, u64) -> bool) -> Result<(), Error> {
    let in_force = &rules::in_force(session)?;
    let now = session.now();
    let (counts, since) = session
        .vault()
        .read(|view| Ok::<_, Error>((view.clients().counts()?, view.revisions().mark()?)))?;
    let mut done = 0;
    let mut go_on = |more| {
        done += more;
        // What goes on where it was may look at one twice.
        go_on(done.min(counts.clients), counts.clients)
    };
    // A client in several households is looked at by itself once.
    let (judged, gathered) = (Places::default(), Places::default());
    let mut holdings = Vec::with_capacity(HOLDINGS * usize::try_from(counts.clients).unwrap_or(0));
    let reached = Reached::read(session, in_force)?;
    let mut keep = |part: Part, place: i64, looked: Looked| {
        if !go_on(looked.clients()) {
            return Err(Error::Cancelled);
        }
        let vault = session.vault();
        holdings.extend(vault.write_derived(|tx| {
            reached.keep(tx, in_force, part, place)?;
            looked.keep(in_force, now, tx)
        })?);
        Ok(())
    };
    walk(
        session,
        Which::Anchors,
        |view, anchors| {
            let mut look = Look::new(view, in_force, now).gathering();
            for (place, anchor) in anchors {
                if reached.covers(Part::Households, place) {
                    // Who is in another household too is judged with that one: it may have been when this was stopped.
                    look.gather_household(anchor, |place| gathered.is_new(place))?;
                } else {
                    look.household(anchor, |place| judged.is_new(place))?;
                }
            }
            Ok(look.end())
        },
        |place, looked| keep(Part::Households, place, looked),
    )?;
    walk(
        session,
        Which::All,
        |view, clients| {
            let mut look = Look::new(view, in_force, now).gathering();
            for (place, id) in clients {
                if !gathered.is_new(place) || !judged.is_new(place) {
                    continue;
                }
                if reached.covers(Part::Clients, place) {
                    look.gather(id)?;
                } else {
                    look.client(id)?;
                }
            }
            Ok(look.end())
        },
        |place, looked| keep(Part::Clients, place, looked),
    )?;
    drop((judged, gathered));
    beside::check_all(session, in_force, holdings, since, || go_on(0))?;
    due::all_checked(session, in_force)?;
    session.changed(Topic::Clients);
    Ok(())
}

/// Runs the rules over the clients named, all of which must be in the vault.
///
/// # Errors
/// When one is not in the vault, or the vault cannot be read or written.
pub fn check_some(session: &Session, clients: &[ClientId]) -> Result<(), Error> {
    session.vault().read(|view| {
        for id in clients {
            view.clients().row(*id)?.ok_or(Error::NotFound)?;
        }
        Ok::<_, Error>(())
    })?;
    check(session, clients)
}
