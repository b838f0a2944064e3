//! Writing a backup.

use std::path::Path;

use vault::{BackupKind as Kind, BackupLabel, KeyFile};

use super::kind;
use crate::{
    Error, Session,
    contract::{BackupKind, BackupView, Protection},
    journal::{self, Action},
    status,
};

/// The name proposed for a backup: what it holds, whose it is, and of which day.
pub fn file_name(session: &Session, wanted: BackupKind) -> String {
    let holds = match wanted {
        BackupKind::Whole => "respaldo",
        BackupKind::Work => "respaldo-trabajo",
    };
    report::file_name::file_name(
        holds,
        &session.profile().name,
        session.now(),
        &session.clock().zone(),
        "vinculo",
    )
}

/// Writes a backup to `to`, verified by opening it. The journal says so first, so that the backup holds the act itself.
///
/// # Errors
/// When the file is there already or cannot be written. Then nothing is left under its name.
pub fn back_up(session: &Session, wanted: BackupKind, to: &Path) -> Result<BackupView, Error> {
    let made_at = session.now();
    let label = BackupLabel {
        profile: session.profile().id.clone(),
        environment: session.profile().environment.to_string(),
        organisation: session
            .vault()
            .read(|view| view.settings().get(status::ORGANISATION))?,
        made_at,
    };
    // The sample has no key file: nothing of it is meant to last.
    let keys = match session.profile().protection {
        Protection::Session => KeyFile::default(),
        Protection::Keychain | Protection::Passphrase => KeyFile::load(session.folder())?,
    };
    if to.try_exists()? {
        return Err(Error::Vault(vault::Error::AlreadyThere));
    }
    journal::enter(session, Action::BackedUp, &[], &wanted)?;
    let kind_of_file = match wanted {
        BackupKind::Whole => Kind::Whole,
        BackupKind::Work => Kind::Work,
    };
    let written = session.vault().back_up(to, kind_of_file, &keys, &label)?;
    Ok(BackupView {
        file: to.display().to_string(),
        kind: kind(kind_of_file),
        bytes: written.bytes,
        made_at,
        clients: written.counts.clients,
        operations: written.counts.operations,
        reviews: written.counts.reviews,
        entries: written.counts.entries,
        head: written.counts.head.to_hex(),
    })
}
