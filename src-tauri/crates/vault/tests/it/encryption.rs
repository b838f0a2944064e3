//! What lies on the disk, and what a wrong key gets.

use std::fs;

use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use vault::{Error, VAULT_FILE_NAME, Vault, VaultKey};

use crate::support::{Fresh, client, id, with};

const SECRETS: [&str; 3] = [
    "Xochiquétzal Plantada",
    "PLAX850101AB9",
    "sk_live_planted_0123456789",
];

fn planted() -> Fresh {
    let fresh = Fresh::new();
    let mx = json!({"MX": {"rfc": SECRETS[1]}});
    fresh.put(&[with(client(1, SECRETS[0], true, &[]), "scopeData", mx)]);
    let key = SecretString::from(SECRETS[2]);
    fresh
        .vault
        .write(|tx| tx.settings().set_api_key(&key))
        .unwrap();
    fresh
}

#[test]
fn nothing_readable_is_on_the_disk() {
    let fresh = planted();
    let mut files = 0;
    for entry in fs::read_dir(fresh.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        files += 1;
        for secret in SECRETS {
            assert!(
                !bytes
                    .windows(secret.len())
                    .any(|part| part == secret.as_bytes())
            );
        }
        assert!(!bytes.starts_with(b"SQLite format 3\0"));
    }
    assert_eq!(files, 3, "the file, its log and the index of the log");
    let key = fresh
        .vault
        .read(|view| view.settings().api_key())
        .unwrap()
        .unwrap();
    assert_eq!(key.expose_secret(), SECRETS[2]);
}

#[test]
fn a_wrong_key_opens_nothing_and_changes_nothing() {
    let fresh = planted();
    fresh.vault.close();
    let file = fresh.path().join(VAULT_FILE_NAME);
    let before = fs::read(&file).unwrap();
    let wrong = Vault::open(fresh.path(), &VaultKey::random());
    assert!(matches!(wrong, Err(Error::WrongKey)));
    assert_eq!(fs::read(&file).unwrap(), before);
    assert!(matches!(
        Vault::create(fresh.path(), &fresh.key),
        Err(Error::AlreadyThere)
    ));
    let again = Vault::open(fresh.path(), &fresh.key).unwrap();
    assert!(
        again
            .read(|view| view.clients().get(id(1)))
            .unwrap()
            .is_some()
    );
}

#[test]
fn other_files_are_refused_and_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let key = VaultKey::random();
    assert!(matches!(
        Vault::open(folder.path(), &key),
        Err(Error::Missing { .. })
    ));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let file = folder.path().join(VAULT_FILE_NAME);
    fs::write(&file, b"").unwrap();
    assert!(matches!(
        Vault::open(folder.path(), &key),
        Err(Error::NotAVault)
    ));
    assert_eq!(fs::metadata(&file).unwrap().len(), 0);
    fs::write(&file, [7; 8192]).unwrap();
    assert!(matches!(
        Vault::open(folder.path(), &key),
        Err(Error::WrongKey)
    ));
    fs::remove_file(&file).unwrap();
    let plain = rusqlite::Connection::open(&file).unwrap();
    plain.execute_batch("CREATE TABLE clients (id)").unwrap();
    drop(plain);
    assert!(matches!(
        Vault::open(folder.path(), &key),
        Err(Error::WrongKey)
    ));
}

/// A connection to the file beside the vault, with its key.
pub(crate) fn beside(fresh: &Fresh) -> rusqlite::Connection {
    let connection = rusqlite::Connection::open(fresh.path().join(VAULT_FILE_NAME)).unwrap();
    let key = fresh.key.to_hex();
    connection
        .execute_batch(&format!("PRAGMA key = \"x'{}'\";", key.expose_secret()))
        .unwrap();
    connection
}

#[test]
fn a_newer_file_and_another_application_are_refused() {
    let fresh = Fresh::new();
    fresh.vault.close();
    let set = |pragma: &str| beside(&fresh).execute_batch(pragma).unwrap();
    set("PRAGMA user_version = 900;");
    let file = fresh.path().join(VAULT_FILE_NAME);
    let before = fs::read(&file).unwrap();
    let newer = Vault::open(fresh.path(), &fresh.key);
    assert!(matches!(
        newer,
        Err(Error::NewerFile {
            found: 900,
            known: 5
        })
    ));
    assert_eq!(
        fs::read(&file).unwrap(),
        before,
        "a newer file is left alone"
    );
    set("PRAGMA application_id = 5;");
    assert!(matches!(
        Vault::open(fresh.path(), &fresh.key),
        Err(Error::NotAVault)
    ));
}

#[test]
fn a_flipped_byte_is_never_a_wrong_answer() {
    let fresh = planted();
    fresh.vault.close();
    let file = fresh.path().join(VAULT_FILE_NAME);
    let good = fs::read(&file).unwrap();
    for place in (20..good.len()).step_by(good.len() / 40) {
        let mut bad = good.clone();
        bad[place] ^= 1;
        fs::write(&file, &bad).unwrap();
        let opened = match Vault::open(fresh.path(), &fresh.key) {
            Ok(opened) => opened,
            Err(error) => {
                let told = matches!(error, Error::WrongKey | Error::Corrupt { .. });
                assert!(told, "byte {place}: {error:?}");
                continue;
            }
        };
        assert!(
            !opened.check(false).unwrap().pages_authentic,
            "byte {place}"
        );
        match opened.read(|view| view.clients().get(id(1))) {
            Ok(found) => assert_eq!(found.unwrap().row.name, SECRETS[0]),
            Err(error) => assert!(
                matches!(error, Error::Corrupt { .. }),
                "byte {place}: {error:?}"
            ),
        }
        opened.close();
    }
}

#[test]
fn a_closed_vault_does_nothing_and_a_new_key_shuts_the_old_one_out() {
    let fresh = planted();
    let new = VaultKey::random();
    fresh.vault.rekey(&new).unwrap();
    assert!(
        fresh
            .vault
            .read(|view| view.clients().get(id(1)))
            .unwrap()
            .is_some()
    );
    fresh.vault.close();
    let read = fresh.vault.read(|view| view.clients().get(id(1)));
    assert!(matches!(read, Err(Error::Closed)));
    let write = fresh.vault.write(|tx| tx.settings().forget_api_key());
    assert!(matches!(write, Err(Error::Closed)));
    assert!(matches!(
        Vault::open(fresh.path(), &fresh.key),
        Err(Error::WrongKey)
    ));
    let again = Vault::open(fresh.path(), &new).unwrap();
    let check = again.check(true).unwrap();
    assert!(check.pages_authentic && check.structure_sound == Some(true));
}

#[test]
fn a_failed_write_leaves_nothing() {
    let fresh = planted();
    let failed: Result<(), Error> = fresh.vault.write(|tx| {
        tx.settings().forget_api_key()?;
        Err(Error::Busy)
    });
    assert!(failed.is_err());
    assert!(
        fresh
            .vault
            .read(|view| view.settings().api_key())
            .unwrap()
            .is_some()
    );
}

#[test]
fn a_page_half_written_that_the_log_has_whole_is_no_damage() {
    let fresh = planted();
    let file = fresh.path().join(VAULT_FILE_NAME);
    fresh.vault.close();
    let again = Vault::open(fresh.path(), &fresh.key).unwrap();
    let key = SecretString::from("another");
    again.write(|tx| tx.settings().set_api_key(&key)).unwrap();
    // As a power cut leaves it while the log is brought into the file: the log has the whole of what is half in the file.
    let copy = tempfile::tempdir().unwrap();
    let log = fs::read(file.with_extension("db-wal")).unwrap();
    let mut half = fs::read(&file).unwrap();
    let page = u32::from_be_bytes(log[32..36].try_into().unwrap()) as usize;
    half[(page - 1) * 4096 + 2048..page * 4096].copy_from_slice(&log[32 + 24 + 2048..][..2048]);
    fs::write(copy.path().join(VAULT_FILE_NAME), half).unwrap();
    fs::write(copy.path().join("vault.db-wal"), log).unwrap();
    let torn = Vault::open(copy.path(), &fresh.key).unwrap();
    let check = torn.check(true).unwrap();
    assert!(check.pages_authentic && check.structure_sound == Some(true));
}

#[test]
fn whichever_page_is_damaged_a_record_is_right_or_its_reading_fails() {
    let fresh = Fresh::new();
    // Enough to train a dictionary, which takes several pages: the last of them is read last.
    let records: Vec<_> = (1..=120)
        .map(|number| {
            let digest = vault::Digest::of(format!("{number}").as_bytes()).to_hex();
            let record = client(number, &format!("Cliente {number}"), true, &[]);
            with(record, "nota", json!(digest.repeat(4)))
        })
        .collect();
    fresh.put(&records);
    fresh.vault.close();
    let file = fresh.path().join(VAULT_FILE_NAME);
    let good = fs::read(&file).unwrap();
    let mut refused = 0;
    for (page, zeroed) in (1..good.len() / 4096).flat_map(|page| [(page, false), (page, true)]) {
        let mut bad = good.clone();
        if zeroed {
            bad[page * 4096..][..4096].fill(0);
        } else {
            bad[page * 4096 + 100] ^= 1;
        }
        fs::write(&file, &bad).unwrap();
        let Ok(opened) = Vault::open(fresh.path(), &fresh.key) else {
            continue;
        };
        for (number, record) in (1..).zip(&records).step_by(9) {
            match opened.read(|view| view.clients().get(id(number))) {
                Ok(read) => assert_eq!(
                    read.unwrap().raw,
                    record.to_string(),
                    "page {page}, zeroed {zeroed}"
                ),
                Err(_) => refused += 1,
            }
        }
    }
    assert!(refused > 3, "no record was touched");
}

/// Where in this program's memory the bytes lie, masked so that they are not found in what looks for them.
#[cfg(target_os = "linux")]
fn in_memory(masked: &[u8], mask: u8) -> usize {
    use std::io::{Read as _, Seek as _, SeekFrom};
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = fs::File::open("/proc/self/mem").unwrap();
    let mut found = 0;
    let mut buffer = vec![0_u8; 1 << 20];
    let own = buffer.as_ptr().addr()..buffer.as_ptr().addr() + buffer.len();
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (from, rest) = line.split_once('-').unwrap();
        let to = rest.split(' ').next().unwrap();
        let [mut from, to] = [from, to].map(|text| usize::from_str_radix(text, 16).unwrap());
        while from < to {
            let length = buffer.len().min(to - from);
            memory.seek(SeekFrom::Start(from as u64)).unwrap();
            if memory.read_exact(&mut buffer[..length]).is_err() {
                break;
            }
            let hits = buffer[..length]
                .windows(masked.len())
                .enumerate()
                .filter(|(at, window)| {
                    !own.contains(&(from + at))
                        && window
                            .iter()
                            .zip(masked)
                            .all(|(byte, hidden)| byte ^ mask == *hidden)
                });
            found += hits.count();
            buffer.fill(0);
            from += length;
        }
    }
    found
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_vault_leaves_no_key_in_memory() {
    const MASK: u8 = 0x5a;
    let masked = |bytes: &[u8]| -> Vec<u8> { bytes.iter().map(|byte| byte ^ MASK).collect() };
    let fresh = planted();
    let (text, raw) = {
        let hex = fresh.key.to_hex();
        let hex = hex.expose_secret();
        let mut raw = [0_u8; 32];
        for (place, byte) in raw.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[2 * place..2 * place + 2], 16).unwrap() ^ MASK;
        }
        (masked(hex.as_bytes()), raw)
    };
    fresh.vault.save_work().unwrap();
    fresh.vault.read(|view| view.clients().get(id(1))).unwrap();
    assert!(in_memory(&raw, MASK) > 0, "an open vault has its key");
    fresh.vault.close();
    let Fresh { folder, key, vault } = fresh;
    drop((vault, key));
    // What is written over the first part of a text may leave its end.
    for part in text.chunks(16) {
        assert_eq!(in_memory(part, MASK), 0, "a part of the key as text");
    }
    for part in raw.chunks(16) {
        assert_eq!(in_memory(part, MASK), 0, "a part of the key as bytes");
    }
    drop(folder);
}
