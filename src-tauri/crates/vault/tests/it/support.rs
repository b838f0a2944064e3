//! Synthetic clients and fresh vaults for the tests.

use std::path::Path;

use artu::models::{ClientId, Record};
use jiff::{Timestamp, ToSpan as _};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;
use vault::{ClientWrite, Outcome, Vault, VaultKey};

pub(crate) struct Fresh {
    pub(crate) folder: TempDir,
    pub(crate) key: VaultKey,
    pub(crate) vault: Vault,
}

impl Fresh {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = VaultKey::random();
        let vault = Vault::create(folder.path(), &key).unwrap();
        Self { folder, key, vault }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn put(&self, clients: &[Value]) -> Vec<Outcome> {
        self.put_at(clients, 0)
    }

    pub(crate) fn put_at(&self, clients: &[Value], minute: i64) -> Vec<Outcome> {
        let writes = writes(clients, minute);
        self.vault
            .pull_store()
            .write(|writer| writer.upsert_clients(&writes, None))
            .unwrap()
            .into_iter()
            .map(|(_, outcome)| outcome)
            .collect()
    }

    pub(crate) fn reopened(self) -> Self {
        self.vault.close();
        let vault = Vault::open(self.folder.path(), &self.key).unwrap();
        Self { vault, ..self }
    }
}

/// A time, so many minutes after an arbitrary start.
pub(crate) fn time(minute: i64) -> Timestamp {
    Timestamp::from_second(1_760_000_000).unwrap() + minute.minutes()
}

pub(crate) fn id(number: u128) -> ClientId {
    ClientId::from(Uuid::from_u128(number))
}

pub(crate) fn writes(clients: &[Value], minute: i64) -> Vec<ClientWrite> {
    clients
        .iter()
        .map(|client| ClientWrite::new(Record::parse(&client.to_string()).unwrap(), time(minute)))
        .collect()
}

/// A complete client; `children` are linked as controlling beneficiaries.
pub(crate) fn client(number: u128, name: &str, is_primary: bool, children: &[u128]) -> Value {
    let links: Vec<Value> = children
        .iter()
        .map(|child| link(number, *child, "controlling_beneficiary"))
        .collect();
    json!({
        "id": id(number), "type": "individual", "name": name, "scopes": ["MX"],
        "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-02T00:00:00Z", "isPrimary": is_primary,
        "addresses": [], "contactMethods": [], "bankAccounts": [], "documents": [], "linkedClients": links,
        "unheardOf": {"kept": [1, null, "sí"]}
    })
}

pub(crate) fn link(parent: u128, child: u128, relationship: &str) -> Value {
    json!({
        "id": Uuid::from_u128(parent * 1_000_003 + child * 7 + relationship.len() as u128),
        "relationshipType": relationship,
        "client": {"id": id(child), "type": "individual", "name": format!("hijo {child}")}
    })
}

/// The client with one member replaced.
pub(crate) fn with(mut client: Value, member: &str, value: Value) -> Value {
    client[member] = value;
    client
}
