//! R21: an entry of the journal changed, taken out, put in or moved, its end cut off, the file taken back to an earlier day, the
//! chain made anew with the vault's own key, and a program killed while it enters an act.
//!
//! Each is found, with its place and kind; an act that was cut off is not taken for tampering.

use std::time::Duration;

use jiff::Timestamp;
use rand::RngExt as _;
use rusqlite::Connection;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use vault::{Head, KeyFile, NewEntry, Problem};

use super::crash::{
    kill::{Moment, kill},
    program,
};
use crate::{
    holdings,
    office::{Office, PASSPHRASE, patience},
    pool::Case,
    trouble::{Outcome, Trouble, ensure, fail},
};

const CLIENTS: usize = 12;

pub(crate) async fn case(case: Case) -> Outcome {
    if case.number % 10 == 9 {
        return killed(case).await;
    }
    tampered(case).await
}

async fn tampered(mut case: Case) -> Outcome {
    let office = Office::open(CLIENTS, case.seed, patience()).await?;
    let entries = case.random.random_range(6..30);
    let before = append(&office, entries / 2)?;
    office.desk.lock();
    let file = holdings::vault_file(office.folder.path())?;
    let earlier = std::fs::read(&file)?;
    office.unlock()?;
    let head = append(&office, entries - entries / 2)?;
    office.desk.lock();

    let seq = case.random.random_range(2..head.seq - 1);
    let (what, found) = match case.number % 10 {
        0 => {
            let change = CHANGES[case.random.random_range(0..CHANGES.len())];
            alter(
                &office,
                &format!("UPDATE journal SET {change} WHERE seq = {seq}"),
            )?;
            (change, Problem::Edited { seq })
        }
        1 => {
            alter(
                &office,
                &format!("UPDATE journal SET payload = '{{}}' WHERE seq = {seq}"),
            )?;
            ("payload", Problem::PayloadEdited { seq })
        }
        2 => {
            alter(&office, &format!("DELETE FROM journal WHERE seq = {seq}"))?;
            ("taken out", Problem::Removed { seq })
        }
        3 => {
            alter(&office, &shift(seq, -1))?;
            ("taken out and closed up", Problem::Removed { seq })
        }
        4 => {
            alter(&office, &shift(seq, 1))?;
            ("put in", Problem::Inserted { seq: seq + 1 })
        }
        5 => {
            alter(&office, &swap(seq))?;
            ("moved", Problem::Reordered { seq })
        }
        6 => {
            alter(&office, &format!("DELETE FROM journal WHERE seq > {seq}"))?;
            ("cut off", Problem::Cut { seq: seq + 1 })
        }
        7 => {
            std::fs::write(&file, &earlier)?;
            (
                "taken back",
                Problem::RolledBack {
                    seq: before.seq + 1,
                },
            )
        }
        _ => {
            forge(&connect(&office)?, seq)?;
            ("made anew", Problem::Rewritten { seq: head.seq })
        }
    };
    office.unlock()?;
    let session = office.session()?;
    let verify = |kept| session.vault().read(|view| view.journal().verify(kept));
    let seen = verify(Some(head))?.problem;
    ensure(seen == Some(found), || {
        format!("{what} at {seq} of {}: {seen:?}", head.seq)
    })?;
    // What was there before it is vouched for by its own head.
    ensure(
        matches!(
            found,
            Problem::Cut { .. } | Problem::RolledBack { .. } | Problem::Rewritten { .. }
        ) || seq <= before.seq
            || verify(Some(before))?.problem == Some(found),
        || format!("{what}: {before:?} is not met"),
    )
}

const CHANGES: [&str; 7] = [
    "analyst = 'Otra'",
    "action = 'x'",
    "at = at + 1",
    "subjects = '[\"otra\"]'",
    "payload_digest = zeroblob(32)",
    "previous = zeroblob(32)",
    "hash = zeroblob(32)",
];

/// Enters acts; gives the head after them.
fn append(office: &Office, entries: u64) -> Outcome<Head> {
    let session = office.session()?;
    for number in 0..entries {
        office.pass(1);
        session.vault().write(|tx| {
            tx.journal().append(&NewEntry {
                at: session.now(),
                analyst: "Ana Lista".into(),
                action: "client.read".into(),
                subjects: vec![format!("cliente {number}")],
                payload: format!("{{\"n\":{number}}}"),
            })
        })?;
    }
    Ok(session.vault().read(|view| view.journal().head())?)
}

/// The file opened with its key, without what guards the journal.
fn connect(office: &Office) -> Outcome<Connection> {
    let file = holdings::vault_file(office.folder.path())?;
    let folder = file.parent().unwrap_or(&file);
    let key = KeyFile::load(folder)?.open_with_passphrase(&SecretString::from(PASSPHRASE))?;
    let connection = Connection::open(&file)?;
    let key = key.to_hex();
    connection.execute_batch(&format!(
        "PRAGMA key = \"x'{}'\"; DROP TRIGGER journal_is_not_edited; DROP TRIGGER journal_is_not_cut;",
        key.expose_secret()
    ))?;
    Ok(connection)
}

fn alter(office: &Office, sql: &str) -> Outcome {
    Ok(connect(office)?.execute_batch(sql)?)
}

/// Takes the entry out and closes the gap, or puts a copy of it behind it.
fn shift(seq: u64, by: i64) -> String {
    let first = if by < 0 {
        format!("DELETE FROM journal WHERE seq = {seq};")
    } else {
        format!(
            "CREATE TEMP TABLE copy AS SELECT * FROM journal WHERE seq = {seq}; UPDATE copy SET seq = seq + 1;"
        )
    };
    let last = if by < 0 {
        ""
    } else {
        "INSERT INTO journal SELECT * FROM copy;"
    };
    format!(
        "{first} UPDATE journal SET seq = -(seq + {by}) WHERE seq > {seq}; UPDATE journal SET seq = -seq WHERE seq < 0; {last}"
    )
}

fn swap(seq: u64) -> String {
    let next = seq + 1;
    format!(
        "UPDATE journal SET seq = -1 WHERE seq = {seq}; UPDATE journal SET seq = {seq} WHERE seq = {next}; \
         UPDATE journal SET seq = {next} WHERE seq = -1;"
    )
}

/// What of an entry goes into its hash, but the hash before.
type Hashed = (i64, i64, String, String, String, Vec<u8>);

/// Changes an entry and makes the chain from it on anew, as somebody with the key can.
fn forge(connection: &Connection, seq: u64) -> Outcome {
    connection.execute(
        "UPDATE journal SET analyst = 'Otra' WHERE seq = ?1",
        [seq.cast_signed()],
    )?;
    let mut statement = connection.prepare(
        "SELECT seq, at, analyst, action, subjects, payload_digest FROM journal WHERE seq >= ?1 ORDER BY seq",
    )?;
    let rows: Vec<Hashed> = statement
        .query_map([seq.cast_signed()], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
            ))
        })?
        .collect::<Result<_, _>>()?;
    let mut before: Vec<u8> = connection.query_row(
        "SELECT hash FROM journal WHERE seq = ?1",
        [seq.cast_signed() - 1],
        |row| row.get(0),
    )?;
    for (seq, at, analyst, action, subjects, digest) in rows {
        let at = Timestamp::from_microsecond(at)?;
        let mut hasher = Sha256::new();
        for field in [
            "vinculo-journal-1",
            &seq.to_string(),
            &format!("{at:.6}"),
            &analyst,
            &action,
            &subjects,
            &digits(&digest)?,
            &digits(&before)?,
        ] {
            hasher.update((field.len() as u64).to_be_bytes());
            hasher.update(field);
        }
        let hash = hasher.finalize().to_vec();
        connection.execute(
            "UPDATE journal SET previous = ?2, hash = ?3 WHERE seq = ?1",
            rusqlite::params![seq, before, hash],
        )?;
        before = hash;
    }
    Ok(())
}

fn digits(bytes: &[u8]) -> Outcome<String> {
    Ok(vault::Digest(bytes.try_into()?).to_hex())
}

/// Programs are killed while they enter what they read, and once they said so.
async fn killed(mut case: Case) -> Outcome {
    let office = Office::filled(CLIENTS, case.seed, patience()).await?;
    let members = office.members(1)?;
    let id = members[0].to_string();
    office.desk.lock();
    let reader = program(office.folder.path())?;
    let file = holdings::vault_file(office.folder.path())?;
    let folder = file
        .parent()
        .ok_or_else(|| Trouble("no folder".into()))?
        .to_owned();
    let mut told = 0;
    for turn in 0..3 {
        let moment = if turn == 2 {
            told += 1;
            Moment::Told
        } else {
            Moment::Written(folder.clone(), "-wal", 1)
        };
        let after = Duration::from_micros(case.random.random_range(0..2_000));
        kill(&reader, &["client", &id, "--json"], moment, after).await?;
    }
    office.unlock()?;
    let session = office.session()?;
    holdings::ensure_sound(&session)?;
    let listed = session.vault().read(|view| view.journal().list(0, 1_000))?;
    let read = listed
        .rows
        .iter()
        .filter(|entry| entry.action == "client.read")
        .count();
    if read < told {
        return fail(format!("{read} entries, {told} were told"));
    }
    Ok(())
}
