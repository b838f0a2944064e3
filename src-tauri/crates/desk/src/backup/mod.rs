//! Backups of the vault and of the analyst's own work, and what takes the place of a vault.
//!
//! The commands that replace the vault work on a closed one: they close the session of their desk, hold the folder alone, and
//! open it again. What was there before is kept beside it under a name with the time.

mod check;
mod files;
mod restore;
mod write;

pub use check::check;
pub(crate) use files::size;
pub use write::{back_up, file_name};

use vault::{BackupKind as Kind, BackupLabel};

use crate::{Profile, contract::BackupKind};

fn kind(kind: Kind) -> BackupKind {
    match kind {
        Kind::Whole => BackupKind::Whole,
        Kind::Work => BackupKind::Work,
    }
}

/// Whether a backup is of this profile: of the same folder, or of the same organisation in the same environment.
fn is_of(label: &BackupLabel, profile: &Profile, organisation: Option<&str>) -> bool {
    let environment = label.environment == profile.environment.to_string();
    let same = label.profile == profile.id
        || (organisation.is_some() && label.organisation.as_deref() == organisation);
    environment && same
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::contract::Protection;

    #[test]
    fn a_backup_is_of_the_profile_by_its_folder_or_its_organisation_and_never_across_environments()
    {
        let profile = Profile {
            name: "Uno".into(),
            id: "one".into(),
            url: "https://example.test".into(),
            environment: artu::models::Environment::Test,
            protection: Protection::Passphrase,
        };
        let label = |id: &str, environment: &str, organisation: Option<&str>| BackupLabel {
            profile: id.into(),
            environment: environment.into(),
            organisation: organisation.map(Into::into),
            made_at: Timestamp::UNIX_EPOCH,
        };
        assert!(is_of(&label("one", "test", None), &profile, None));
        assert!(is_of(
            &label("two", "test", Some("Acme")),
            &profile,
            Some("Acme")
        ));
        assert!(!is_of(&label("one", "live", None), &profile, None));
        assert!(!is_of(
            &label("two", "test", Some("Acme")),
            &profile,
            Some("Otra")
        ));
        assert!(!is_of(&label("two", "test", None), &profile, None));
    }
}
