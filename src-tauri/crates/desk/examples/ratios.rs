//! Our figures beside the limits they rest on, measured in one run: one line of JSON for each.
//!
//! `ratios [CLIENTS]`, 20,000 by default. A pull stands beside reading the same pages and keeping nothing; a household and a search
//! beside their bare SQL on the same encrypted file. Each figure is the median of several runs, taken in turn.

// An example is a program of its own: it may stop where it stands and print.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::{env, hint::black_box, path::Path, sync::Arc, time::Instant};

use artu::models::{ClientId, Environment, ListClients};
use desk::{
    DataFolder, Desk, NoKeychain, SystemClock,
    contract::{Language, NewProfileRequest, Protection, PullRequest},
};
use futures::StreamExt as _;
use rusqlite::{Connection, OpenFlags};
use sandbox::{FULL_KEY, Options, Sandbox};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::json;
use vault::{DerivationCost, HouseholdQuery, KeyFile, VAULT_FILE_NAME, VaultKey};

const PASSPHRASE: &str = "medir no es adivinar";
const CLIENTS: usize = 20_000;
/// Pulls of each side.
const PULLS: usize = 3;
/// Rounds over all households, and over all queries.
const ROUNDS: usize = 5;
const HOUSEHOLDS: usize = 500;
const QUERIES: usize = 200;
/// Hits asked for.
const HITS: u64 = 50;

fn main() {
    let clients = env::args()
        .nth(1)
        .and_then(|text| text.parse().ok())
        .unwrap_or(CLIENTS);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(measure(clients));
}

async fn measure(clients: usize) {
    let sandbox = Sandbox::start(Options {
        clients,
        live_clients: 0,
        ..Options::default()
    })
    .await
    .unwrap();
    let (mut reading, mut pulling) = (Vec::new(), Vec::new());
    let mut last = None;
    for _ in 0..PULLS {
        reading.push(read_only(&sandbox, clients).await);
        let (folder, seconds) = pull(&sandbox, clients).await;
        pulling.push(seconds);
        last = Some(folder);
    }
    show(
        "first pull / reading its pages",
        &mut pulling,
        &mut reading,
        PULL_AT_MOST,
    );
    sandbox.stop().await;

    let folder = last.unwrap();
    let key = key_of(folder.path());
    let vault_folder = vault_folder(folder.path());
    let vault = vault::Vault::open(&vault_folder, &key).unwrap();
    let bare = open_bare(&vault_folder, &key);
    households(&vault, &bare);
    searches(&vault, &bare);
}

/// On loopback reading is nearly free: fetching, decoding, compressing and inserting into an encrypted, indexed file takes
/// about forty times the bare reading even without the rules, which this figure holds too.
const PULL_AT_MOST: f64 = 40.0;

fn show(name: &str, measured: &mut [f64], limit: &mut [f64], at_most: f64) {
    let line = json!({
        "name": name,
        "measured": median(measured),
        "limit": median(limit),
        "atMost": at_most,
    });
    println!("{line}");
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Seconds to read and decode nothing but the frame of every page.
async fn read_only(sandbox: &Sandbox, clients: usize) -> f64 {
    let artu = artu::Artu::builder(&sandbox.base_url())
        .environment(Environment::Test)
        .key(SecretString::from(FULL_KEY))
        .build()
        .unwrap();
    let began = Instant::now();
    let mut pages = Box::pin(artu.clients().pages(ListClients::new().limit(200)));
    let mut read = 0;
    while let Some(page) = pages.next().await {
        read += black_box(page.unwrap()).data.len();
    }
    assert_eq!(read, clients);
    began.elapsed().as_secs_f64()
}

/// Seconds until everything is stored, searchable and checked; and the folder it is in.
async fn pull(sandbox: &Sandbox, clients: usize) -> (tempfile::TempDir, f64) {
    let root = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(root.path()).unwrap();
    let desk = Desk::new(folder, Arc::new(SystemClock), Arc::new(NoKeychain))
        .with_derivation_cost(DerivationCost::least());
    desk.create_profile(NewProfileRequest {
        name: "Medida".into(),
        url: sandbox.base_url(),
        environment: Environment::Test,
        key: SecretString::from(FULL_KEY),
        protection: Protection::Passphrase,
        passphrase: Some(SecretString::from(PASSPHRASE)),
        analyst: "Medidora".into(),
        network: desk::contract::NetworkSettings::default(),
        operations: serde_json::Value::Null,
    })
    .unwrap();
    let session = desk.session().unwrap();
    let began = Instant::now();
    let report = desk::pull::run(&session, PullRequest::default(), Language::Es)
        .await
        .unwrap();
    let seconds = began.elapsed().as_secs_f64();
    assert_eq!(report.clients, clients as u64);
    drop(session);
    desk.lock();
    (root, seconds)
}

fn vault_folder(root: &Path) -> std::path::PathBuf {
    let folder = DataFolder::open(root).unwrap();
    let profile = folder.current().unwrap().unwrap();
    folder.vault_folder(&profile)
}

fn key_of(root: &Path) -> VaultKey {
    KeyFile::load(&vault_folder(root))
        .unwrap()
        .open_with_passphrase(&SecretString::from(PASSPHRASE))
        .unwrap()
}

/// The same file opened without anything of ours, with the settings of a reader.
fn open_bare(folder: &Path, key: &VaultKey) -> Connection {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(folder.join(VAULT_FILE_NAME), flags).unwrap();
    let hex = key.to_hex();
    let settings = format!(
        "PRAGMA key = \"x'{}'\"; PRAGMA cipher_memory_security = OFF; PRAGMA query_only = ON; PRAGMA cache_size = -8000;",
        hex.expose_secret()
    );
    connection.execute_batch(&settings).unwrap();
    connection
}

/// Milliseconds of one call.
fn timed<T>(act: impl FnOnce() -> T) -> f64 {
    let began = Instant::now();
    black_box(act());
    began.elapsed().as_secs_f64() * 1_000.0
}

/// Households as the vault lays them out, beside the recursive query that finds their members.
fn households(vault: &vault::Vault, bare: &Connection) {
    let listed = vault
        .read(|view| {
            view.households().list(&HouseholdQuery {
                limit: HOUSEHOLDS as u64,
                ..HouseholdQuery::default()
            })
        })
        .unwrap();
    let anchors: Vec<ClientId> = listed.rows.into_iter().map(|row| row.id).collect();
    let mut statement = bare
        .prepare(
            "WITH RECURSIVE reach(number) AS (\
               SELECT number FROM clients WHERE id = ?1 \
               UNION \
               SELECT c.number FROM reach r CROSS JOIN links l ON l.parent = r.number \
                 CROSS JOIN clients c ON c.id = l.child WHERE c.is_primary = 0) \
             SELECT l.relationship, c.id, c.name, c.is_primary, c.worst FROM reach r \
               CROSS JOIN links l ON l.parent = r.number LEFT JOIN clients c ON c.id = l.child",
        )
        .unwrap();
    let mut sql = |id: ClientId| {
        let mut rows = statement.query([id.0.as_bytes().as_slice()]).unwrap();
        let mut names = 0;
        while let Some(row) = rows.next().unwrap() {
            let name: Option<String> = row.get(2).unwrap();
            names += name.map_or(0, |name| name.len());
        }
        names
    };
    let (mut ours, mut limit) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for id in &anchors {
            limit.push(timed(|| sql(*id)));
            ours.push(timed(|| {
                let found = vault.read(|view| view.households().household(*id));
                found.unwrap().unwrap()
            }));
        }
    }
    show(
        "household of the vault / its bare SQL",
        &mut ours,
        &mut limit,
        6.0,
    );
}

/// Names, fragments of identifiers and misses, folded as the index is, so that both sides look for the same.
fn queries(bare: &Connection) -> Vec<String> {
    let mut statement = bare
        .prepare(
            "SELECT folded_name, lower(coalesce(rfc, folded_name)), lower(coalesce(curp, folded_name)) \
             FROM clients ORDER BY folded_name LIMIT ?1",
        )
        .unwrap();
    let rows = statement
        .query_map([i64::try_from(QUERIES).unwrap()], |row| {
            Ok([row.get(0)?, row.get(1)?, row.get::<_, String>(2)?])
        })
        .unwrap();
    rows.enumerate()
        .map(|(number, row)| {
            let [name, rfc, curp] = row.unwrap();
            let word = |at: usize| name.split_whitespace().nth(at).unwrap_or("sa").to_owned();
            let piece = |text: &str| text.chars().skip(3).take(6).collect();
            match number % 5 {
                0 => word(0),
                1 => format!("{} {}", word(1), word(0)),
                2 => piece(&rfc),
                3 => piece(&curp),
                _ => format!("zqx{number}"),
            }
        })
        .collect()
}

/// Searches as the vault ranks them, beside the first matches of the index in the order of its rows.
fn searches(vault: &vault::Vault, bare: &Connection) {
    let mut statement = bare
        .prepare(
            "SELECT c.id, c.name FROM search_index s CROSS JOIN clients c ON c.number = s.rowid \
             WHERE s.text MATCH ?1 LIMIT ?2",
        )
        .unwrap();
    let mut sql = |typed: &str| {
        let words: Vec<String> = typed
            .split_whitespace()
            .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
            .collect();
        let limit = i64::try_from(HITS).unwrap();
        let mut rows = statement.query((words.join(" AND "), limit)).unwrap();
        let mut hits = 0;
        while let Some(row) = rows.next().unwrap() {
            let name: String = row.get(1).unwrap();
            hits += name.len();
        }
        hits
    };
    let queries = queries(bare);
    let (mut ours, mut limit) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        limit.push(timed(|| {
            queries.iter().map(|typed| sql(typed)).sum::<usize>()
        }));
        ours.push(timed(|| {
            for typed in &queries {
                let found = vault.read(|view| view.search().search(typed, HITS));
                black_box(found.unwrap());
            }
        }));
    }
    show(
        "200 searches / bare matches of the index",
        &mut ours,
        &mut limit,
        4.0,
    );
}
