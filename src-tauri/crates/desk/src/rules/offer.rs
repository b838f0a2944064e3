//! Reading a rule pack that somebody hands over. It is offered to the session and nothing else happens.

use std::{
    fs::File,
    io::{ErrorKind, Read as _},
    path::Path,
    sync::Arc,
};

use jiff::civil::Date;
use vault::View;

use super::{
    PackFault,
    comparison::{self, is_of},
    file::{self, LARGEST, PackFile, Signer},
    in_force::{InForce, in_force_in, pack_of, rank_of},
    key,
};
use crate::{
    Error, Session,
    contract::{Language, OfferedPack},
    text,
};

/// A pack that is offered, with its file.
pub struct Offered {
    pub(super) text: String,
    pub(super) file: PackFile,
}

/// Reads the file of a pack and checks its signature.
///
/// # Errors
/// When the file cannot be read or is no rule pack with a signature of its own.
pub fn read_file(path: &Path) -> Result<Offered, Error> {
    let mut text = String::new();
    let opened = File::open(path).map_err(fault)?;
    let length = opened
        .take(LARGEST + 1)
        .read_to_string(&mut text)
        .map_err(fault)?;
    if length as u64 > LARGEST {
        return Err(Error::Rules(PackFault::NotAPack));
    }
    let file = file::read(&text)?;
    Ok(Offered { text, file })
}

fn fault(error: std::io::Error) -> Error {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::IsADirectory => Error::Rules(PackFault::NoFile),
        // It is no text.
        ErrorKind::InvalidData => Error::Rules(PackFault::NotAPack),
        _ => error.into(),
    }
}

/// Offers a pack in the place of the one offered before, and compares it with the one in force.
///
/// # Errors
/// When the vault cannot be read.
pub fn offer(
    session: &Session,
    offered: Offered,
    language: Language,
) -> Result<OfferedPack, Error> {
    let view = session
        .vault()
        .read(|view| view_of(session, view, &offered, language))?;
    session.offer_rules(Some(Arc::new(offered)));
    Ok(view)
}

fn view_of(
    session: &Session,
    view: View<'_>,
    offered: &Offered,
    language: Language,
) -> Result<OfferedPack, Error> {
    let InForce { pack, today } = in_force_in(session, view)?;
    let file = &offered.file;
    let head = file.content.pack.head();
    let problem = problem(view, file, today)?;
    Ok(OfferedPack {
        sha256: file.digest.to_hex(),
        name: head.name.clone(),
        version: head.version.clone(),
        from: head.from,
        is_due: head.from <= today,
        signer: file::fingerprint(&file.signer),
        signer_known: is_known(view, &file.signer)?,
        compared_with: pack.label().into(),
        tables: comparison::tables(view, &pack, &file.content.tables, language)?,
        problem: problem.map(|fault| text::pack_fault(&fault, language)),
    })
}

/// The pack that is offered, when its file has this digest.
pub(super) fn named(session: &Session, sha256: &str) -> Result<Arc<Offered>, Error> {
    let offered = session.offered_rules();
    let named = offered.filter(|offered| offered.file.digest.to_hex() == sha256);
    named.ok_or(Error::Rules(PackFault::NotOffered))
}

/// Why a pack cannot be adopted.
pub(super) fn problem(
    view: View<'_>,
    file: &PackFile,
    today: Date,
) -> Result<Option<PackFault>, Error> {
    let head = file.content.pack.head();
    let packs = view.rule_packs().list()?;
    if let Some(pack) = packs.iter().find(|pack| is_of(pack, head)) {
        return Ok(Some(if pack.digest == file.digest {
            PackFault::Adopted
        } else {
            PackFault::VersionTaken
        }));
    }
    let embedded = checks::RulePack::embedded().head();
    if (&embedded.name, &embedded.version) == (&head.name, &head.version) {
        return Ok(Some(PackFault::VersionTaken));
    }
    let first_day = pack_of(view, head.from.max(today))?;
    let is_surpassed = rank_of(first_day.head()) >= rank_of(head);
    Ok(is_surpassed.then_some(PackFault::Surpassed))
}

/// Whether a key is this workplace's or that of a pack that was adopted.
pub(super) fn is_known(view: View<'_>, signer: &Signer) -> Result<bool, Error> {
    let is_own = key::public(view)?.as_ref() == Some(signer);
    let packs = view.rule_packs().list()?;
    Ok(is_own || packs.iter().any(|pack| pack.signer == *signer))
}
