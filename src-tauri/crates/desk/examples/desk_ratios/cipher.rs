//! The encrypted file beside a plain copy of it.

use std::{fs, path::Path};

use rusqlite::Connection;
use vault::{VAULT_FILE_NAME, Vault};

use super::{
    figures::{median, show, timed},
    open,
};

const ROUNDS: usize = 3;

pub(crate) fn compare(root: &Path, vault: &Vault, bare: &Connection) {
    let (bytes, json) = sizes(root, vault);
    show("file, bytes / its JSON", bytes, json, 0.45);
    tell_parts(bare);
    let folder = tempfile::tempdir_in(root).unwrap();
    let plain = folder.path().join("plain.db");
    copy_plain(&open::vault_folder(root), &plain, root);
    let plain = open::connect(&plain, None);
    plain
        .execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -8000;")
        .unwrap();
    for (name, sql) in [
        (
            "reading every record, encrypted ms / plain",
            "SELECT sum(length(raw)) FROM client_records",
        ),
        (
            "reading every row of a list, encrypted ms / plain",
            "SELECT sum(length(folded_name)) FROM clients",
        ),
    ] {
        let sum = |connection: &Connection| {
            timed(|| {
                connection
                    .query_row(sql, [], |row| row.get::<_, i64>(0))
                    .unwrap()
            })
        };
        let (mut ours, mut limit) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            limit.push(sum(&plain));
            ours.push(sum(bare));
        }
        show(name, median(&ours), median(&limit), 4.0);
    }
}

/// What the largest tables and indexes take, in bytes per client.
fn tell_parts(bare: &Connection) {
    let clients: f64 = bare
        .query_row("SELECT count(*) FROM clients", [], |row| row.get(0))
        .unwrap();
    let mut statement = bare
        .prepare("SELECT name, sum(pgsize), sum(unused) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 20")
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (name, bytes, unused): (String, f64, f64) = (
            row.get(0).unwrap(),
            row.get(1).unwrap(),
            row.get(2).unwrap(),
        );
        let (bytes, unused) = (bytes / clients, unused / clients);
        eprintln!("{name}: {bytes:.0} bytes a client, {unused:.0} of them unused");
    }
}

/// Bytes of the file, and of the records it holds as JSON.
fn sizes(root: &Path, vault: &Vault) -> (f64, f64) {
    let file = open::vault_folder(root).join(VAULT_FILE_NAME);
    let mut json = 0;
    vault
        .read(|view| {
            view.clients().scan(0, u64::MAX, |stored| {
                json += stored.raw.len();
                Ok(())
            })
        })
        .unwrap();
    (fs::metadata(file).unwrap().len() as f64, json as f64)
}

/// Made-up clients may stand in a plain file; no real one may.
fn copy_plain(folder: &Path, to: &Path, root: &Path) {
    let connection = open::connect(&folder.join(VAULT_FILE_NAME), Some(&open::key(root)));
    connection
        .execute("ATTACH DATABASE ?1 AS plain KEY ''", [to.to_str().unwrap()])
        .unwrap();
    connection
        .query_row("SELECT sqlcipher_export('plain')", [], |_| Ok(()))
        .unwrap();
    connection.execute_batch("DETACH DATABASE plain").unwrap();
}
