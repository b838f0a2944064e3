//! Tampering with the journal is found.

use rusqlite::Connection;
use vault::{Head, NewEntry, Problem, Verification};

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

/// Runs SQL behind the back of the store, with its triggers gone.
fn tamper(fresh: &Fresh, sql: &str) {
    let connection: Connection = beside(fresh);
    connection
        .execute_batch("DROP TRIGGER journal_is_not_edited; DROP TRIGGER journal_is_not_cut;")
        .unwrap();
    connection.execute_batch(sql).unwrap();
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

#[test]
fn removal_and_reordering_are_found() {
    let (fresh, _) = written();
    tamper(&fresh, "DELETE FROM journal WHERE seq = 4");
    assert_eq!(
        verify(&fresh, None).problem,
        Some(Problem::Removed { seq: 4 })
    );
    let (fresh, _) = written();
    tamper(&fresh, "DELETE FROM journal WHERE seq = 1");
    assert_eq!(
        verify(&fresh, None).problem,
        Some(Problem::Removed { seq: 1 })
    );
    let (fresh, _) = written();
    tamper(
        &fresh,
        "UPDATE journal SET seq = -1 WHERE seq = 2; UPDATE journal SET seq = 2 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = -1;",
    );
    assert_eq!(
        verify(&fresh, None).problem,
        Some(Problem::Edited { seq: 2 })
    );
    let (fresh, _) = written();
    tamper(
        &fresh,
        "DELETE FROM journal WHERE seq = 4; UPDATE journal SET seq = seq - 1 WHERE seq > 4;",
    );
    assert_eq!(
        verify(&fresh, None).problem,
        Some(Problem::Edited { seq: 4 })
    );
}

#[test]
fn a_cut_and_a_rewritten_chain_are_found_with_a_kept_head() {
    let (fresh, head) = written();
    tamper(&fresh, "DELETE FROM journal WHERE seq = 6");
    assert_eq!(verify(&fresh, None).problem, None);
    assert_eq!(
        verify(&fresh, Some(head)).problem,
        Some(Problem::Cut { seq: 6 })
    );
    fresh
        .vault
        .write(|tx| tx.journal().append(&entry(99)))
        .unwrap();
    assert_eq!(
        verify(&fresh, Some(head)).problem,
        Some(Problem::Cut { seq: 6 })
    );
}
