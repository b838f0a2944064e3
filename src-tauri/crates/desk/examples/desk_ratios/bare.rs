//! The limits of a pull: reading its pages one after the other, and a pipeline of two threads that fetches, decodes, compresses and
//! inserts, with nothing that protects from anything.

use std::{borrow::Cow, path::Path, time::Instant};

use jiff::Timestamp;
use rusqlite::{Connection, params};
use sandbox::FULL_KEY;
use serde::Deserialize;
use serde_json::{json, value::RawValue};
use tokio::sync::mpsc;
use uuid::Uuid;
use vault::{VAULT_FILE_NAME, Vault, VaultKey};
use zstd::bulk::Compressor;

use super::{figures::memory, open, programs::Taken};

const PAGE: u32 = 200;
/// Pages that may wait to be stored.
const AHEAD: usize = 2;

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
    pagination: Pagination,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Pagination {
    next_cursor: Option<String>,
}

/// What the columns take.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Client<'a> {
    id: Uuid,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    last_name: Option<Cow<'a, str>>,
    is_primary: bool,
    #[serde(borrow)]
    external_id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    email: Option<Cow<'a, str>>,
    #[serde(borrow)]
    phone: Option<Cow<'a, str>>,
    updated_at: Timestamp,
    #[serde(borrow)]
    scope_data: Option<ScopeData<'a>>,
    #[serde(borrow, default)]
    linked_clients: Vec<Linked<'a>>,
}

#[derive(Deserialize)]
struct ScopeData<'a> {
    #[serde(borrow, rename = "MX")]
    mx: Option<Mx<'a>>,
}

#[derive(Deserialize)]
struct Mx<'a> {
    #[serde(borrow)]
    rfc: Option<Cow<'a, str>>,
    #[serde(borrow)]
    curp: Option<Cow<'a, str>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Linked<'a> {
    id: Uuid,
    #[serde(borrow)]
    relationship_type: Cow<'a, str>,
    #[serde(borrow)]
    client: Child<'a>,
}

#[derive(Deserialize)]
struct Child<'a> {
    id: Uuid,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
}

/// Reads every page and keeps nothing.
pub(crate) async fn read(url: &str) -> Taken {
    let before = memory("VmRSS:");
    let began = Instant::now();
    let (sender, mut pages) = mpsc::channel::<String>(AHEAD);
    let drain = tokio::spawn(async move { while pages.recv().await.is_some() {} });
    fetch(url, sender).await;
    drain.await.unwrap();
    Taken {
        seconds: began.elapsed().as_secs_f64(),
        memory: memory("VmHWM:") - before,
        ..Taken::default()
    }
}

/// Fetches and stores, each page in a transaction; indexes and search are built at the end.
pub(crate) async fn store(url: &str, folder: &Path) -> Taken {
    let key = VaultKey::random();
    Vault::create(folder, &key).unwrap().close();
    let connection = open::connect(&folder.join(VAULT_FILE_NAME), Some(&key));
    let before = memory("VmRSS:");
    let began = Instant::now();
    let (sender, pages) = mpsc::channel::<String>(AHEAD);
    let storing = tokio::task::spawn_blocking(move || insert(&connection, pages));
    fetch(url, sender).await;
    storing.await.unwrap();
    Taken {
        seconds: began.elapsed().as_secs_f64(),
        memory: memory("VmHWM:") - before,
        ..Taken::default()
    }
}

async fn fetch(url: &str, pages: mpsc::Sender<String>) {
    let http = reqwest::Client::new();
    let mut cursor: Option<String> = None;
    loop {
        let answer = http
            .post(format!("{url}/clients/list"))
            .bearer_auth(FULL_KEY)
            .header("X-Environment", "test")
            .json(&request(cursor.as_deref()))
            .send()
            .await
            .unwrap();
        let text = answer.text().await.unwrap();
        let page: Page<'_> = serde_json::from_str(&text).unwrap();
        cursor = page.pagination.next_cursor;
        pages.send(text).await.unwrap();
        if cursor.is_none() {
            return;
        }
    }
}

fn request(cursor: Option<&str>) -> serde_json::Value {
    let mut request = json!({"limit": PAGE, "includeTotalCount": true});
    if let Some(cursor) = cursor {
        request["cursor"] = cursor.into();
    }
    request
}

fn insert(connection: &Connection, mut pages: mpsc::Receiver<String>) {
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -24000; PRAGMA wal_autocheckpoint = 4000;",
        )
        .unwrap();
    let indexes: Vec<(String, String)> = connection
        .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('clients', 'links')")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for (name, _) in &indexes {
        connection
            .execute_batch(&format!("DROP INDEX {name}"))
            .unwrap();
    }
    let mut compressor = None;
    while let Some(text) = pages.blocking_recv() {
        let page: Page<'_> = serde_json::from_str(&text).unwrap();
        let compressor = compressor.get_or_insert_with(|| trained(connection, &page.data));
        connection.execute_batch("BEGIN").unwrap();
        for raw in &page.data {
            insert_one(connection, compressor, raw.get());
        }
        connection.execute_batch("COMMIT").unwrap();
    }
    for (_, sql) in &indexes {
        connection.execute_batch(sql).unwrap();
    }
    connection
        .execute_batch(
            "BEGIN; INSERT INTO search_index (rowid, text) SELECT number, text FROM search_documents; COMMIT;",
        )
        .unwrap();
}

fn trained(connection: &Connection, records: &[&RawValue]) -> Compressor<'static> {
    let samples: Vec<&str> = records.iter().map(|raw| raw.get()).collect();
    let dictionary = zstd::dict::from_samples(&samples, 32 * 1024).unwrap();
    connection
        .execute(
            "INSERT INTO dictionaries (codec, bytes) VALUES (2, ?1)",
            [&dictionary],
        )
        .unwrap();
    Compressor::with_dictionary(1, &dictionary).unwrap()
}

fn insert_one(connection: &Connection, compressor: &mut Compressor<'_>, raw: &str) {
    let client: Client<'_> = serde_json::from_str(raw).unwrap();
    let mx = client.scope_data.as_ref().and_then(|data| data.mx.as_ref());
    let rfc = mx.and_then(|mx| mx.rfc.as_deref());
    let curp = mx.and_then(|mx| mx.curp.as_deref());
    let folded = format!(
        "{} {}",
        client.name,
        client.last_name.as_deref().unwrap_or("")
    )
    .to_lowercase();
    connection
        .prepare_cached(
            "INSERT INTO clients (id, kind, name, folded_name, is_primary, complete, rfc, curp, external_id, updated_at, seen_at, digest) \
             VALUES (?1, ?2, ?3, ?4, ?5, 1, ?6, ?7, ?8, ?9, ?9, ?1)",
        )
        .unwrap()
        .execute(params![
            client.id.as_bytes(),
            client.kind,
            client.name,
            folded,
            client.is_primary,
            rfc,
            curp,
            client.external_id,
            client.updated_at.as_microsecond()
        ])
        .unwrap();
    let number = connection.last_insert_rowid();
    connection
        .prepare_cached("INSERT INTO client_records (number, codec, raw) VALUES (?1, 2, ?2)")
        .unwrap()
        .execute(params![
            number,
            compressor.compress(raw.as_bytes()).unwrap()
        ])
        .unwrap();
    for (position, link) in (0_i64..).zip(&client.linked_clients) {
        connection
            .prepare_cached(
                "INSERT INTO links (parent, position, id, child, child_kind, child_name, relationship) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )
            .unwrap()
            .execute(params![
                number,
                position,
                link.id.as_bytes(),
                link.client.id.as_bytes(),
                link.client.kind,
                link.client.name,
                link.relationship_type
            ])
            .unwrap();
    }
    let values = [
        Some(folded.as_str()),
        rfc,
        curp,
        client.external_id.as_deref(),
        client.email.as_deref(),
        client.phone.as_deref(),
    ];
    let mut text: String = client.id.to_string();
    for value in values.into_iter().flatten() {
        text.push('\n');
        text.push_str(&value.to_lowercase());
    }
    connection
        .prepare_cached("INSERT INTO search_documents (number, text) VALUES (?1, ?2)")
        .unwrap()
        .execute(params![number, text])
        .unwrap();
}
