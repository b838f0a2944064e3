//! Whether the vault is sound.

use crate::{
    Error, Session,
    contract::{Language, VaultCheck},
    journal, retention, text,
};

/// Checks every page, the structure of the database and the journal. Damage is an answer here, not an error.
///
/// # Errors
/// When the vault is closed or cannot be read at all.
pub fn check(session: &Session, language: Language) -> Result<VaultCheck, Error> {
    let found = session.vault().check(true)?;
    let structure_sound = found.structure_sound == Some(true);
    let whole = found.pages_authentic && structure_sound;
    let journal = journal::verify(session, language)?;
    let message = if !whole {
        text::vault_damaged(language).into()
    } else if let Some(problem) = &journal.problem {
        problem.clone()
    } else {
        text::vault_sound(journal.entries, language)
    };
    Ok(VaultCheck {
        ok: whole && journal.ok,
        pages_authentic: found.pages_authentic,
        structure_sound,
        journal,
        room: retention::room(session).ok(),
        message,
    })
}
