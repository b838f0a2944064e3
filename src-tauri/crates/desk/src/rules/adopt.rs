//! Adopting the pack that is offered.

use serde::Serialize;
use vault::AdoptedPack;

use super::{PackFault, file, list, offer};
use crate::{
    Error, Session, Usage,
    contract::{AdoptPackRequest, RulesView, Topic},
    journal::{self, Action},
};

/// What the journal says of an adoption.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Adopted<'a> {
    pack: &'a str,
    from: jiff::civil::Date,
    sha256: String,
    signer: String,
    /// Whether the key was confirmed with this pack.
    confirmed_signer: bool,
    reason: &'a str,
}

/// Adopts the pack that is offered, with its entry in the journal. Once its day has come everything is to be checked anew with it:
/// [`crate::finding::check_all`] does that at once, and else the next pull.
///
/// # Errors
/// When another pack is offered or none, it was adopted already, its key is neither known nor trusted, the reason is missing, or the vault
/// cannot be written. Then nothing is changed.
pub fn adopt(session: &Session, request: &AdoptPackRequest) -> Result<RulesView, Error> {
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(Error::Usage(Usage::Reason));
    }
    let offered = offer::named(session, &request.sha256)?;
    let file = &offered.file;
    let head = file.content.pack.head();
    session.vault().write(|tx| {
        let view = tx.view();
        if let Some(fault) = offer::problem(view, file, session.clock().today())? {
            return Err(Error::Rules(fault));
        }
        let is_known = offer::is_known(view, &file.signer)?;
        if !is_known && !request.trust_signer {
            return Err(Error::Rules(PackFault::UnknownSigner));
        }
        let adopted = AdoptedPack {
            digest: file.digest,
            name: head.name.clone(),
            version: head.version.clone(),
            effective_from: head.from,
            signer: file.signer,
            reason: reason.to_owned(),
            analyst: session.analyst().to_owned(),
            adopted_at: session.now(),
        };
        tx.rule_packs().add(&adopted, &offered.text)?;
        let payload = Adopted {
            pack: file.content.pack.label(),
            from: head.from,
            sha256: file.digest.to_hex(),
            signer: file::fingerprint(&file.signer),
            confirmed_signer: !is_known,
            reason,
        };
        journal::append(
            tx,
            session.now(),
            session.analyst(),
            Action::RulesAdopted,
            &[],
            &payload,
        )
    })?;
    session.offer_rules(None);
    session.changed(Topic::Clients);
    list(session)
}
