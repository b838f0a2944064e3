//! The packs of a vault as they are shown.

use std::cmp::Reverse;

use checks::{PackHead, RulePack};
use vault::AdoptedPack;

use super::{
    comparison::is_of,
    file,
    in_force::{InForce, in_force_in, read},
    key,
};
use crate::{
    Error, Session,
    contract::{PackAdoption, PackState, RulePackView, RulesView},
    finding,
};

/// The packs of the vault: the one in force, and the others.
///
/// # Errors
/// When the vault cannot be read.
pub fn list(session: &Session) -> Result<RulesView, Error> {
    session.vault().read(|view| {
        let in_force = in_force_in(session, view)?;
        let own = key::public(view)?;
        let mut adopted = view.rule_packs().list()?;
        let embedded = RulePack::embedded().head();
        // One that was adopted before the program brought it along is the same pack.
        let brought = adopted.iter().position(|pack| is_of(pack, embedded));
        let brought = brought.map(|place| adoption(adopted.remove(place), own.as_ref()));
        let mut packs = vec![pack_view(embedded.clone(), true, &in_force, brought)];
        for pack in adopted {
            let is_readable = read(view, &pack)?.is_some();
            let head = PackHead {
                name: pack.name.clone(),
                version: pack.version.clone(),
                from: pack.effective_from,
            };
            let adoption = adoption(pack, own.as_ref());
            packs.push(pack_view(head, is_readable, &in_force, Some(adoption)));
        }
        packs.sort_by_key(|pack| {
            let is_in_force = pack.state == PackState::InForce;
            Reverse((is_in_force, pack.from, pack.version.clone()))
        });
        Ok(RulesView {
            packs,
            checked_with: finding::checked_with(view)?,
            own_key: own.as_ref().map(file::fingerprint),
        })
    })
}

fn pack_view(
    head: PackHead,
    is_readable: bool,
    in_force: &InForce,
    adoption: Option<PackAdoption>,
) -> RulePackView {
    let state = if *in_force.pack.head() == head {
        PackState::InForce
    } else if !is_readable {
        PackState::Unreadable
    } else if head.from > in_force.today {
        PackState::Later
    } else {
        PackState::Superseded
    };
    RulePackView {
        name: head.name,
        version: head.version,
        from: head.from,
        state,
        adoption,
    }
}

fn adoption(pack: AdoptedPack, own: Option<&file::Signer>) -> PackAdoption {
    PackAdoption {
        signer: file::fingerprint(&pack.signer),
        is_own: own == Some(&pack.signer),
        sha256: pack.digest.to_hex(),
        analyst: pack.analyst,
        reason: pack.reason,
        at: pack.adopted_at,
    }
}
