//! What takes the place of a vault.

use desk::contract::{BackupKind, RestoreRequest};
use vault::VAULT_FILE_NAME;

use crate::support::{Office, passphrase};

#[tokio::test(flavor = "multi_thread")]
async fn restoring_twice_within_a_second_keeps_both_that_were_replaced() {
    let office = Office::filled(26).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("respaldo");
    desk::backup::back_up(&office.session(), BackupKind::Whole, &file).unwrap();
    let request = RestoreRequest {
        current: passphrase(),
        backup: None,
        another_profile: false,
    };
    let profile = office.desk.profile().unwrap().unwrap();
    let place = office.desk.folder().vault_folder(&profile);
    let mut replaced = Vec::new();
    for _ in 0..3 {
        office.desk.lock();
        let before = std::fs::read(place.join(VAULT_FILE_NAME)).unwrap();
        let view = office.desk.restore(&file, &request, None).unwrap();
        replaced.push((view.kept_aside.unwrap(), before));
    }
    for (name, before) in replaced {
        // Byte by byte, and without both on the screen when they differ.
        assert!(
            std::fs::read(place.join(&name)).unwrap() == before,
            "{name}"
        );
    }
    office.assert_journal_holds();
}
