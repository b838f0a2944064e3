//! Running the rules, over what changed and over everything.

use std::collections::BTreeSet;

use artu::models::ClientId;
use vault::{FindingOwner, Which};

use super::{
    look::Look,
    walk::{Places, walk},
};
use crate::{Error, Session};

/// Clients or households looked at in one transaction.
const AT_ONCE: usize = 500;

/// Runs the rules over these clients and over every household they belong to, and stores what is found.
///
/// # Errors
/// When the vault cannot be read or written.
pub(crate) fn check(session: &Session, clients: &[ClientId]) -> Result<(), Error> {
    let clients_alone = clients.iter().map(|id| FindingOwner::Client(*id));
    look_and_keep(session, &clients_alone.collect::<Vec<_>>())?;
    let anchors = session.vault().read(|view| {
        let mut anchors = BTreeSet::new();
        for id in clients {
            anchors.extend(view.households().households_of(*id)?);
        }
        Ok::<_, Error>(anchors)
    })?;
    let households = anchors.into_iter().map(FindingOwner::Household);
    look_and_keep(session, &households.collect::<Vec<_>>())
}

fn look_and_keep(session: &Session, owners: &[FindingOwner]) -> Result<(), Error> {
    for some in owners.chunks(AT_ONCE) {
        session.vault().write_derived(|tx| {
            let mut look = Look::new(tx.view(), session);
            for owner in some {
                look.at(*owner)?;
            }
            look.end().keep(session, tx)
        })?;
    }
    Ok(())
}

/// Runs the rules over every household with its members, then over every other client, some at a time, so that memory does not grow
/// with the vault. One that is gone loses what was found on it. `go_on` is asked between them, with the clients looked at and all
/// there are.
///
/// # Errors
/// When the vault cannot be read or written, and [`Error::Cancelled`] when it shall not go on; what was checked stays.
pub fn check_all(session: &Session, mut go_on: impl FnMut(u64, u64) -> bool) -> Result<(), Error> {
    let counts = session.vault().read(|view| view.clients().counts())?;
    let mut done = 0;
    let mut go_on = |more| {
        done += more;
        go_on(done, counts.clients)
    };
    // A client in several households is looked at by itself once.
    let places = Places::default();
    walk(session, Which::Anchors, &mut go_on, |look, (_, anchor)| {
        look.household(anchor, |place| places.is_new(place))
    })?;
    walk(session, Which::All, &mut go_on, |look, (place, id)| {
        if places.is_new(place) {
            look.client(id)?;
        }
        Ok(())
    })
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
