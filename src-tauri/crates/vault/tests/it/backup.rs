//! Backups, the work kept beside the vault, and what takes the place of a damaged one.

use std::{fs, path::Path};

use secrecy::SecretString;
use serde_json::json;
use vault::{
    Backup, BackupKind, BackupLabel, DerivationCost, Error, KeyFile, NewEntry, NewOperation,
    RestoreSource, Secret, VAULT_FILE_NAME, Vault, VaultKey, WORK_FILE_NAME, finish_swap, prepare,
};

use crate::support::{Fresh, client, id, time, with};

const NAME: &str = "Xochiquétzal Plantada";
const API_KEY: &str = "sk_live_planted_0123456789";

fn passphrase() -> SecretString {
    SecretString::from("quetzal verde 27 sombreros")
}

/// A vault with clients, an operation, a note and entries in the journal, and its key file.
fn filled() -> (Fresh, KeyFile) {
    let fresh = Fresh::new();
    let clients: Vec<_> = (1..200)
        .map(|number| with(client(number, NAME, true, &[]), "n", json!(number)))
        .collect();
    fresh.put(&clients);
    let api_key = SecretString::from(API_KEY);
    fresh
        .vault
        .write(|tx| tx.settings().set_api_key(&api_key))
        .unwrap();
    for number in 0..3 {
        work(&fresh, number);
    }
    let mut keys = KeyFile::default();
    keys.set_passphrase(&fresh.key, &passphrase(), DerivationCost::least())
        .unwrap();
    (fresh, keys)
}

/// One act of the analyst: an operation that waits, a note, an entry.
fn work(fresh: &Fresh, number: i64) {
    fresh
        .vault
        .write(|tx| {
            tx.operations().record(&NewOperation {
                id: uuid::Uuid::from_u128(u128::from(number.unsigned_abs()) + 1),
                kind: "promote".into(),
                client_id: Some(id(1)),
                request: "{}".into(),
                rehearsal: "{}".into(),
                base: None,
                reason: "motivo".into(),
                analyst: "ana".into(),
                created_at: time(number),
            })?;
            tx.notes().add(id(1), "nota", "ana", time(number))?;
            enter(tx, number)
        })
        .unwrap();
}

fn enter(tx: &vault::Transaction<'_>, number: i64) -> Result<(), Error> {
    tx.journal()
        .append(&NewEntry {
            at: time(number),
            analyst: "ana".into(),
            action: "operation.recorded".into(),
            subjects: vec![format!("operation-{number}")],
            payload: "{}".into(),
        })
        .map(drop)
}

fn label() -> BackupLabel {
    BackupLabel {
        profile: "profile-1".into(),
        environment: "test".into(),
        organisation: Some(NAME.into()),
        made_at: time(9),
    }
}

fn operations(vault: &Vault) -> u64 {
    vault
        .read(|view| view.operations().list(&vault::OperationQuery::default()))
        .unwrap()
        .total
}

fn holds(path: &Path, text: &str) -> bool {
    let bytes = fs::read(path).unwrap();
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
        .collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_one_encrypted_file_that_the_passphrase_of_then_opens() {
    let (fresh, keys) = filled();
    let folder = tempfile::tempdir().unwrap();
    for (kind, clients) in [(BackupKind::Whole, 199), (BackupKind::Work, 0)] {
        let file = folder.path().join(format!("{kind:?}.vinculo"));
        let written = fresh.vault.back_up(&file, kind, &keys, &label()).unwrap();
        assert_eq!(written.counts.clients, clients);
        assert_eq!((written.counts.operations, written.counts.entries), (3, 3));
        assert_eq!(written.bytes, fs::metadata(&file).unwrap().len());
        for secret in [NAME, API_KEY, "profile-1", "motivo"] {
            assert!(!holds(&file, secret), "{secret}");
        }
        let backup = Backup::open(&file).unwrap();
        let passphrase = passphrase();
        let key = backup
            .keys()
            .keys(Secret::Passphrase(&passphrase))
            .unwrap()
            .remove(0);
        assert_eq!(backup.label(&key).unwrap(), (kind, label()));
        assert!(matches!(
            backup.label(&VaultKey::random()),
            Err(Error::WrongKey)
        ));
        // None is overwritten.
        assert!(matches!(
            fresh.vault.back_up(&file, kind, &keys, &label()),
            Err(Error::AlreadyThere)
        ));
    }
    assert_eq!(names(folder.path()), ["Whole.vinculo", "Work.vinculo"]);
    let empty = folder.path().join("other");
    fs::write(&empty, [7; 100]).unwrap();
    assert!(matches!(Backup::open(&empty), Err(Error::NotABackup)));
}

#[test]
fn a_backup_takes_the_place_of_the_vault_under_the_key_of_today() {
    for kind in [BackupKind::Whole, BackupKind::Work] {
        let (fresh, keys) = filled();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backup");
        fresh.vault.back_up(&file, kind, &keys, &label()).unwrap();
        let today = VaultKey::random();
        fresh.vault.rekey(&today).unwrap();
        work(&fresh, 7);
        fresh.vault.close();
        let backup = Backup::open(&file).unwrap();
        let source = RestoreSource::Backup {
            backup: &backup,
            key: &fresh.key,
            api_key: Some(SecretString::from(API_KEY)),
        };
        let prepared = prepare(fresh.path(), &today, &source, |tx| enter(tx, 8)).unwrap();
        assert_eq!(
            (prepared.counts.operations, prepared.counts.entries),
            (3, 4)
        );
        // Until it takes the place, the vault is as it was.
        let before = Vault::open(fresh.path(), &today).unwrap();
        assert_eq!(operations(&before), 4);
        before.close();
        prepared.take_place(".replaced").unwrap();
        let restored = Vault::open(fresh.path(), &today).unwrap();
        assert_eq!(operations(&restored), 3);
        assert_eq!(restored.verify_journal(None).unwrap().problem, None);
        let clients = restored.read(|view| view.clients().counts()).unwrap();
        assert_eq!(clients.clients > 0, kind == BackupKind::Whole);
        let api_key = restored.read(|view| view.settings().api_key()).unwrap();
        assert!(api_key.is_some());
        restored.close();
        // What was replaced is there, whole.
        let aside = tempfile::tempdir().unwrap();
        fs::copy(
            fresh.path().join("vault.db.replaced"),
            aside.path().join(VAULT_FILE_NAME),
        )
        .unwrap();
        let replaced = Vault::open(aside.path(), &today).unwrap();
        assert_eq!(operations(&replaced), 4);
    }
}

#[test]
fn a_backup_that_was_touched_is_refused_and_the_vault_is_as_it_was() {
    let (fresh, keys) = filled();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    fresh
        .vault
        .back_up(&file, BackupKind::Whole, &keys, &label())
        .unwrap();
    fresh.vault.close();
    let good = fs::read(&file).unwrap();
    let before = fs::read(fresh.path().join(VAULT_FILE_NAME)).unwrap();
    let database = good.len() / 4096 * 4096;
    for place in (0..database).step_by(database / 24) {
        let mut bad = good.clone();
        bad[place] ^= 1;
        fs::write(&file, &bad).unwrap();
        let backup = Backup::open(&file).unwrap();
        let source = RestoreSource::Backup {
            backup: &backup,
            key: &fresh.key,
            api_key: None,
        };
        let refused = prepare(fresh.path(), &fresh.key, &source, |tx| enter(tx, 8));
        assert!(refused.is_err(), "byte {place}");
    }
    for length in [good.len() - 1, good.len() / 2, 11, 0] {
        fs::write(&file, &good[..length]).unwrap();
        assert!(matches!(Backup::open(&file), Err(Error::NotABackup)));
    }
    assert_eq!(
        fs::read(fresh.path().join(VAULT_FILE_NAME)).unwrap(),
        before
    );
    assert!(!finish_swap(fresh.path()).unwrap());
    assert!(!names(fresh.path()).iter().any(|name| name.contains(".new")));
}

#[test]
fn the_work_follows_the_vault_and_never_goes_back() {
    let (fresh, _) = filled();
    fresh.vault.save_work().unwrap();
    let file = fresh.path().join(WORK_FILE_NAME);
    assert!(!holds(&file, "motivo"));
    work(&fresh, 3);
    fresh.vault.save_work().unwrap();
    let (place, key) = (fresh.path().to_owned(), fresh.key.clone());
    let kept = |name: &str| {
        let connection = rusqlite::Connection::open(place.join(name)).unwrap();
        let hex = key.to_hex();
        let hex = secrecy::ExposeSecret::expose_secret(&hex);
        connection
            .execute_batch(&format!("PRAGMA key = \"x'{hex}'\";"))
            .unwrap();
        let count = |table: &str| -> i64 {
            connection
                .query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                    row.get(0)
                })
                .unwrap()
        };
        (count("operations"), count("notes"), count("journal"))
    };
    assert_eq!(kept(WORK_FILE_NAME), (4, 4, 4));
    // An earlier vault in the place of this one: what is known of the later one is kept.
    let folder = tempfile::tempdir().unwrap();
    let earlier = folder.path().join(VAULT_FILE_NAME);
    fresh.vault.close();
    fs::copy(fresh.path().join(VAULT_FILE_NAME), &earlier).unwrap();
    let fresh = fresh.reopened();
    work(&fresh, 4);
    fresh.vault.save_work().unwrap();
    fresh.vault.close();
    fs::copy(&earlier, fresh.path().join(VAULT_FILE_NAME)).unwrap();
    let fresh = fresh.reopened();
    fresh.vault.save_work().unwrap();
    assert_eq!(kept(WORK_FILE_NAME), (4, 4, 4));
    assert_eq!(kept("work.db.ahead"), (5, 5, 5));
}

#[test]
fn a_damaged_vault_is_made_anew_with_all_its_work() {
    type Damage = fn(&mut Vec<u8>);
    let damages: [(&str, Damage); 4] = [
        ("cut in half", |bytes| bytes.truncate(bytes.len() / 2)),
        ("first page gone", |bytes| bytes[..4096].fill(0)),
        ("pages gone", |bytes| {
            let from = bytes.len() / 3 / 4096 * 4096;
            bytes[from..from + 40960].fill(0);
        }),
        ("nothing left", |bytes| bytes.clear()),
    ];
    for (name, damage) in damages {
        let (fresh, _) = filled();
        fresh.vault.save_work().unwrap();
        fresh.vault.close();
        let file = fresh.path().join(VAULT_FILE_NAME);
        let mut bytes = fs::read(&file).unwrap();
        damage(&mut bytes);
        fs::write(&file, &bytes).unwrap();
        let prepared = prepare(fresh.path(), &fresh.key, &RestoreSource::WorkBeside, |tx| {
            enter(tx, 8)
        })
        .unwrap();
        prepared.take_place(".damaged").unwrap();
        let fresh = fresh.reopened();
        assert_eq!(operations(&fresh.vault), 3, "{name}");
        let found = fresh.vault.verify_journal(None).unwrap();
        assert_eq!((found.problem, found.entries), (None, 4), "{name}");
        let key = fresh.vault.read(|view| view.settings().api_key()).unwrap();
        assert!(key.is_some(), "{name}");
        assert_eq!(
            fs::read(fresh.path().join("vault.db.damaged")).unwrap(),
            bytes
        );
        let check = fresh.vault.check(true).unwrap();
        assert!(check.pages_authentic && check.structure_sound == Some(true));
    }
}

#[test]
fn what_came_after_the_work_was_kept_is_taken_from_the_damaged_file() {
    let (fresh, _) = filled();
    fresh.vault.save_work().unwrap();
    work(&fresh, 3);
    work(&fresh, 4);
    fresh.vault.close();
    // A page of the clients' records is damaged; those of the work are not.
    let file = fresh.path().join(VAULT_FILE_NAME);
    let good = fs::read(&file).unwrap();
    let mut saved_all = 0;
    let pages = good.len() / 4096;
    for page in 1..pages {
        let mut bytes = good.clone();
        bytes[page * 4096 + 100] ^= 1;
        fs::write(&file, &bytes).unwrap();
        let source = RestoreSource::WorkBeside;
        let prepared = prepare(fresh.path(), &fresh.key, &source, |tx| enter(tx, 8)).unwrap();
        assert!(prepared.counts.operations >= 3, "page {page}");
        assert!(prepared.counts.entries >= 4, "page {page}");
        saved_all += usize::from(prepared.counts.operations == 5 && prepared.counts.entries == 6);
    }
    assert!(saved_all * 2 > pages, "{saved_all} of {pages}");
}

#[test]
fn every_table_is_work_or_comes_from_the_server_or_from_others() {
    let fresh = Fresh::new();
    let connection = crate::encryption::beside(&fresh);
    let tables: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_index_%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let work = [
        "operations",
        "dispositions",
        "reviews",
        "notes",
        "saved_views",
        "rule_packs",
        "settings",
        "journal",
    ];
    let from_the_server = [
        "clients",
        "client_records",
        "dictionaries",
        "revisions",
        "links",
        "quarantine",
        "pulls",
        "pull_seen",
    ];
    let derived = [
        "search_documents",
        "search_index",
        "household_summary",
        "household_codes",
        "household_stale",
        "findings",
        "shared_values",
        "rehearsed_findings",
        "state",
    ];
    for table in &tables {
        let known = [&work[..], &from_the_server, &derived]
            .iter()
            .any(|kind| kind.contains(&table.as_str()));
        assert!(
            known,
            "{table}: is it the analyst's work? then it belongs into the backups"
        );
    }
}
