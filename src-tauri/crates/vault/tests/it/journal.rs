//! Tampering with the journal is found.

use proptest::prelude::*;
use rusqlite::Connection;
use vault::{Digest, Head, NewEntry, Problem, VAULT_FILE_NAME, Verification};

use crate::{
    encryption::beside,
    support::{Fresh, time},
};

fn entry(number: i64) -> NewEntry {
    NewEntry {
        at: time(number),
        analyst: "ana".into(),
        action: "client.revealed".into(),
        subjects: vec![format!("subject-{number}")],
        payload: format!("{{\"n\":{number}}}"),
    }
}

fn written() -> (Fresh, Head) {
    let fresh = Fresh::new();
    let mut head = None;
    for number in 0..6 {
        head = Some(
            fresh
                .vault
                .write(|tx| tx.journal().append(&entry(number)))
                .unwrap(),
        );
    }
    (fresh, head.unwrap())
}

fn verify(fresh: &Fresh, kept: Option<Head>) -> Verification {
    fresh
        .vault
        .read(|view| view.journal().verify(kept))
        .unwrap()
}

/// A connection behind the back of the store, with the triggers gone.
fn without_triggers(fresh: &Fresh) -> Connection {
    let connection: Connection = beside(fresh);
    connection
        .execute_batch("DROP TRIGGER journal_is_not_edited; DROP TRIGGER journal_is_not_cut;")
        .unwrap();
    connection
}

fn tamper(fresh: &Fresh, sql: &str) {
    without_triggers(fresh).execute_batch(sql).unwrap();
}

#[test]
fn an_untouched_chain_verifies_up_to_its_head() {
    let (fresh, head) = written();
    let found = verify(&fresh, Some(head));
    assert_eq!((found.entries, found.head, found.problem), (6, head, None));
    let listed = fresh.vault.read(|view| view.journal().list(0, 2)).unwrap();
    assert_eq!((listed.total, listed.rows[0].seq), (6, 6));
    assert_eq!(listed.rows[0].subjects, ["subject-5"]);
    assert_eq!(
        fresh.vault.read(|view| view.journal().head()).unwrap(),
        head
    );
}

#[test]
fn the_triggers_stop_plain_edits() {
    let (fresh, _) = written();
    let connection = beside(&fresh);
    assert!(
        connection
            .execute_batch("UPDATE journal SET analyst = 'eva'")
            .is_err()
    );
    assert!(
        connection
            .execute_batch("DELETE FROM journal WHERE seq = 6")
            .is_err()
    );
}

#[test]
fn an_edit_of_any_column_is_found() {
    for change in [
        "analyst = 'eva'",
        "action = 'x'",
        "at = at + 1",
        "subjects = '[]'",
        "payload_digest = zeroblob(32)",
        "previous = zeroblob(32)",
        "hash = zeroblob(32)",
    ] {
        let (fresh, _) = written();
        tamper(
            &fresh,
            &format!("UPDATE journal SET {change} WHERE seq = 3"),
        );
        assert_eq!(
            verify(&fresh, None).problem,
            Some(Problem::Edited { seq: 3 }),
            "{change}"
        );
    }
    let (fresh, _) = written();
    tamper(&fresh, "UPDATE journal SET payload = '{}' WHERE seq = 3");
    assert_eq!(
        verify(&fresh, None).problem,
        Some(Problem::PayloadEdited { seq: 3 })
    );
    let (fresh, head) = written();
    tamper(&fresh, "UPDATE journal SET payload = NULL WHERE seq = 3");
    assert_eq!(
        verify(&fresh, Some(head)).problem,
        None,
        "a purge is allowed"
    );
}

/// What is done to a chain behind the back of the store.
#[derive(Debug, Clone, Copy)]
enum Tampering {
    Edit { at: u32, column: usize },
    Remove { at: u32, close_the_gap: bool },
    Insert { at: u32, with_its_hash: bool },
    Copy { from: u32, at: u32 },
    Swap { one: u32, other: u32 },
    Cut { from: u32, hide: bool },
    Rewrite { from: u32 },
}

const EDITS: [&str; 6] = [
    "analyst = 'eva'",
    "action = 'x'",
    "at = at + 1",
    "subjects = '[]'",
    "payload_digest = zeroblob(32)",
    "hash = zeroblob(32)",
];

/// The hash of an entry as its form is described, worked out apart from the store.
fn hash_of(connection: &Connection, seq: u32, previous: &[u8]) -> Vec<u8> {
    let hex = |bytes: &[u8]| Digest(bytes.try_into().unwrap()).to_hex();
    let (at, analyst, action, subjects, digest): (i64, String, String, String, Vec<u8>) =
        connection
            .query_row(
                "SELECT at, analyst, action, subjects, payload_digest FROM journal WHERE seq = ?1",
                [seq],
                |row| {
                    Ok((
                        row.get(0)?,
                        row.get(1)?,
                        row.get(2)?,
                        row.get(3)?,
                        row.get(4)?,
                    ))
                },
            )
            .unwrap();
    let at = jiff::Timestamp::from_microsecond(at).unwrap();
    let mut bytes = Vec::new();
    for field in [
        "vinculo-journal-1".to_owned(),
        seq.to_string(),
        format!("{at:.6}"),
        analyst,
        action,
        subjects,
        hex(&digest),
        hex(previous),
    ] {
        bytes.extend((field.len() as u64).to_be_bytes());
        bytes.extend(field.bytes());
    }
    Digest::of(&bytes).0.to_vec()
}

fn stored_hash(connection: &Connection, seq: u32) -> Vec<u8> {
    let found = connection.query_row("SELECT hash FROM journal WHERE seq = ?1", [seq], |row| {
        row.get(0)
    });
    found.unwrap_or_else(|_| vec![0; 32])
}

fn seal(connection: &Connection, seq: u32) {
    let previous = stored_hash(connection, seq - 1);
    let hash = hash_of(connection, seq, &previous);
    connection
        .execute(
            "UPDATE journal SET previous = ?2, hash = ?3 WHERE seq = ?1",
            (seq, previous, hash),
        )
        .unwrap();
}

/// Makes room at `at`: what is there and after moves down by one.
fn make_room(connection: &Connection, at: u32) {
    connection
        .execute("UPDATE journal SET seq = -seq WHERE seq >= ?1", [at])
        .unwrap();
    connection
        .execute("UPDATE journal SET seq = 1 - seq WHERE seq < 0", [])
        .unwrap();
}

fn copy_row(connection: &Connection, from: u32, to: u32) {
    connection
        .execute(
            "INSERT INTO journal SELECT ?2, at, analyst, action, subjects, payload, payload_digest, previous, hash
             FROM journal WHERE seq = ?1",
            (from, to),
        )
        .unwrap();
}

impl Tampering {
    /// Does it, and gives what must be found with the head kept elsewhere.
    fn carry_out(self, connection: &Connection, entries: u32) -> Problem {
        let sql = |text: &str| connection.execute_batch(text).unwrap();
        match self {
            Self::Edit { at, column } => {
                sql(&format!(
                    "UPDATE journal SET {} WHERE seq = {at}",
                    EDITS[column]
                ));
                Problem::Edited { seq: u64::from(at) }
            }
            Self::Remove { at, close_the_gap } => {
                sql(&format!("DELETE FROM journal WHERE seq = {at}"));
                if close_the_gap {
                    for seq in at + 1..=entries {
                        sql(&format!(
                            "UPDATE journal SET seq = {} WHERE seq = {seq}",
                            seq - 1
                        ));
                    }
                }
                if at == entries {
                    Problem::Cut { seq: u64::from(at) }
                } else {
                    Problem::Removed { seq: u64::from(at) }
                }
            }
            Self::Insert { at, with_its_hash } => {
                make_room(connection, at);
                copy_row(connection, if at == 1 { 2 } else { 1 }, at);
                sql(&format!(
                    "UPDATE journal SET analyst = 'eva' WHERE seq = {at}"
                ));
                if with_its_hash {
                    seal(connection, at);
                }
                Problem::Inserted { seq: u64::from(at) }
            }
            Self::Copy { from, at } => {
                make_room(connection, at);
                copy_row(connection, if from >= at { from + 1 } else { from }, at);
                if from == at {
                    // The same entry twice: the second is the one too many.
                    Problem::Inserted {
                        seq: u64::from(at + 1),
                    }
                } else {
                    Problem::Inserted { seq: u64::from(at) }
                }
            }
            Self::Swap { one, other } => {
                sql(&format!(
                    "UPDATE journal SET seq = -1 WHERE seq = {one};
                     UPDATE journal SET seq = {one} WHERE seq = {other};
                     UPDATE journal SET seq = {other} WHERE seq = -1;"
                ));
                Problem::Reordered {
                    seq: u64::from(one.min(other)),
                }
            }
            Self::Cut { from, hide } => {
                sql(&format!("DELETE FROM journal WHERE seq >= {from}"));
                if !hide {
                    return Problem::Cut {
                        seq: u64::from(from),
                    };
                }
                sql(&format!(
                    "UPDATE state SET value = {} WHERE name = 'journal_entries'",
                    from - 1
                ));
                Problem::RolledBack {
                    seq: u64::from(from),
                }
            }
            Self::Rewrite { from } => {
                sql(&format!(
                    "UPDATE journal SET analyst = 'eva' WHERE seq = {from}"
                ));
                for seq in from..=entries {
                    seal(connection, seq);
                }
                Problem::Rewritten {
                    seq: u64::from(entries),
                }
            }
        }
    }
}

const ENTRIES: u32 = 6;

fn tampering() -> impl Strategy<Value = Tampering> {
    let any = 1..=ENTRIES;
    prop_oneof![
        (any.clone(), 0..EDITS.len()).prop_map(|(at, column)| Tampering::Edit { at, column }),
        (any.clone(), proptest::bool::ANY)
            .prop_map(|(at, close_the_gap)| Tampering::Remove { at, close_the_gap }),
        (any.clone(), proptest::bool::ANY)
            .prop_map(|(at, with_its_hash)| Tampering::Insert { at, with_its_hash }),
        (any.clone(), any.clone()).prop_map(|(from, at)| Tampering::Copy { from, at }),
        (any.clone(), 1..ENTRIES).prop_map(|(one, step)| Tampering::Swap {
            one,
            other: (one - 1 + step) % ENTRIES + 1,
        }),
        (any.clone(), proptest::bool::ANY).prop_map(|(from, hide)| Tampering::Cut { from, hide }),
        any.prop_map(|from| Tampering::Rewrite { from }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_tampering_is_found_with_its_place_and_kind(tampering in tampering()) {
        let (fresh, head) = written();
        let connection = without_triggers(&fresh);
        let expected = tampering.carry_out(&connection, ENTRIES);
        prop_assert_eq!(verify(&fresh, Some(head)).problem, Some(expected));
        // The head that is kept beside the vault serves as well as one that is given.
        prop_assert_eq!(fresh.vault.verify_journal(None).unwrap().problem, Some(expected));
    }
}

#[test]
fn an_entry_at_the_end_that_was_not_entered_is_found() {
    let (fresh, _) = written();
    let connection = without_triggers(&fresh);
    copy_row(&connection, 6, 7);
    seal(&connection, 7);
    assert_eq!(
        verify(&fresh, None).problem,
        Some(Problem::Inserted { seq: 7 })
    );
}

#[test]
fn a_whole_file_put_back_is_found_and_stays_found() {
    let (fresh, _) = written();
    fresh.vault.close();
    let file = fresh.path().join(VAULT_FILE_NAME);
    let earlier = std::fs::read(&file).unwrap();
    let fresh = fresh.reopened();
    for number in 7..9 {
        fresh
            .vault
            .write(|tx| tx.journal().append(&entry(number)))
            .unwrap();
    }
    let fresh = fresh.reopened();
    assert_eq!(fresh.vault.verify_journal(None).unwrap().problem, None);
    fresh.vault.close();
    std::fs::write(&file, earlier).unwrap();
    let fresh = fresh.reopened();
    let rolled_back = Some(Problem::RolledBack { seq: 7 });
    assert_eq!(
        fresh.vault.verify_journal(None).unwrap().problem,
        rolled_back
    );
    // What is entered from now on does not hide it.
    for number in 20..24 {
        fresh
            .vault
            .write(|tx| tx.journal().append(&entry(number)))
            .unwrap();
    }
    let found = fresh.vault.verify_journal(None).unwrap();
    assert_eq!(found.problem, Some(Problem::Rewritten { seq: 8 }));
}

#[test]
fn an_end_that_a_crash_kept_from_being_noted_is_no_tampering() {
    let (fresh, _) = written();
    let anchor = fresh.path().join("journal.head");
    let earlier = std::fs::read(&anchor).unwrap();
    fresh
        .vault
        .write(|tx| tx.journal().append(&entry(7)))
        .unwrap();
    std::fs::write(&anchor, earlier).unwrap();
    let found = fresh.vault.verify_journal(None).unwrap();
    assert_eq!(
        (found.problem, found.after_kept, found.entries),
        (None, 1, 7)
    );
    // A slot that was being written is torn; the other serves.
    let mut torn = std::fs::read(&anchor).unwrap();
    torn[80..120].fill(0xff);
    std::fs::write(&anchor, &torn).unwrap();
    let found = fresh.vault.verify_journal(None).unwrap();
    assert_eq!((found.problem, found.after_kept), (None, 2));
}

#[test]
fn a_head_that_is_gone_or_of_another_vault_is_told() {
    let (fresh, _) = written();
    let (other, _) = written();
    let anchor = fresh.path().join("journal.head");
    std::fs::copy(other.path().join("journal.head"), &anchor).unwrap();
    assert_eq!(
        fresh.vault.verify_journal(None).unwrap().problem,
        Some(Problem::AnchorLost)
    );
    std::fs::remove_file(&anchor).unwrap();
    fresh
        .vault
        .write(|tx| tx.journal().append(&entry(7)))
        .unwrap();
    assert_eq!(
        fresh.vault.verify_journal(None).unwrap().problem,
        Some(Problem::AnchorLost)
    );
}
