//! A population in a file: the same answers as in memory, the same bytes for the same seed, and no
//! answer at all from a file that is not whole.

use std::fs;
use std::path::{Path, PathBuf};

use reqwest::Method;
use sandbox::{
    Environment, Options, PopulationFile, PopulationFileError, Sandbox, SandboxError, TimeSource,
};
use serde_json::{Value, json};

use crate::caller::{Caller, ids, text};

const SIZES: PopulationFile = PopulationFile {
    clients: 1_000,
    live_clients: 40,
    seed: 11,
};

fn written(folder: &Path, sizes: PopulationFile) -> PathBuf {
    let path = folder.join("clients.population");
    sizes.generate(&path).unwrap();
    path
}

/// The options of a sandbox with the clients of [`SIZES`], from a file when one is given.
fn options(population: Option<PathBuf>) -> Options {
    Options {
        clients: SIZES.clients,
        live_clients: SIZES.live_clients,
        seed: SIZES.seed,
        population,
        time: TimeSource::Manual,
        ..Options::default()
    }
}

/// Two callers of the same clients: one server has them in memory, the other in a file.
struct Pair {
    memory: Sandbox,
    file: Sandbox,
    callers: [Caller; 2],
}

impl Pair {
    async fn start(path: PathBuf) -> Self {
        let memory = Sandbox::start(options(None)).await.unwrap();
        let file = Sandbox::start(options(Some(path))).await.unwrap();
        let callers = [Caller::new(&memory), Caller::new(&file)];
        Self {
            memory,
            file,
            callers,
        }
    }

    /// The bytes that both answer.
    async fn same(&self, method: &Method, path: &str, body: Option<&Value>) -> Vec<u8> {
        let mut answers = Vec::new();
        for caller in &self.callers {
            let answer = caller.send(method.clone(), path, body).await.unwrap();
            let status = answer.status();
            answers.push((status, answer.bytes().await.unwrap().to_vec()));
        }
        assert_eq!(answers[0], answers[1], "{method} {path}");
        answers.swap_remove(0).1
    }

    /// Every page of a list, the same from both.
    async fn pages(&self, mut body: Value) -> Vec<Value> {
        let mut clients = Vec::new();
        loop {
            let page = self.same(&Method::POST, "/clients/list", Some(&body)).await;
            let page: Value = serde_json::from_slice(&page).unwrap();
            clients.extend(page["data"].as_array().unwrap().iter().cloned());
            if page["pagination"]["hasMore"] == false {
                return clients;
            }
            body["cursor"] = page["pagination"]["nextCursor"].clone();
        }
    }

    /// Every list and every client, the same from both.
    async fn everything(&self) {
        let all = self
            .pages(json!({"limit": 200, "includeTotalCount": true}))
            .await;
        for id in ids(&all) {
            self.same(&Method::GET, &format!("/clients/{id}"), None)
                .await;
        }
        for body in [
            json!({"limit": 200, "sort": [{"field": "updatedAt", "direction": "desc"}]}),
            json!({"limit": 200, "sort": [{"field": "name"}]}),
            json!({"limit": 200, "filter": {"search": "garcía"}}),
            json!({"limit": 200, "filter": {"type": "company", "isPrimary": false}}),
            json!({"limit": 200, "filter": {"lastName": {"contains": "lópez"}}}),
        ] {
            let given = self.pages(body.clone()).await;
            assert!(!given.is_empty(), "{body}");
        }
    }
}

#[tokio::test]
async fn a_world_from_a_file_answers_as_one_in_memory_before_and_after_writes() {
    let folder = tempfile::tempdir().unwrap();
    let pair = Pair::start(written(folder.path(), SIZES)).await;
    for environment in [Environment::Test, Environment::Live] {
        let [memory, file] = [&pair.memory, &pair.file].map(Sandbox::control);
        assert_eq!(memory.planted(environment), file.planted(environment));
        assert_eq!(memory.client_ids(environment), file.client_ids(environment));
    }
    let all = pair.pages(json!({"limit": 200})).await;
    let (parent, child) = (text(&all[0], "id"), text(&all[300], "id"));
    let link = text(&all[0]["linkedClients"][0], "id");
    let path = |id: &str, more: &str| format!("/clients/{id}{more}");
    let change = json!({"data": {"name": "Ñandú", "metadata": {"nuevo": true}}});
    let new_link = json!({"childClientId": child, "relationshipType": "guarantor"});
    let related = json!({
        "child": {"type": "trust", "name": "Nuevo", "scopes": ["MX"]}, "relationshipType": "settlor",
    });
    for (method, path, body) in [
        (Method::PATCH, path(child, ""), Some(&change)),
        (Method::POST, path(text(&all[301], "id"), "/promote"), None),
        (Method::POST, path(parent, "/links"), Some(&new_link)),
        (Method::POST, path(parent, "/related"), Some(&related)),
        (Method::GET, path(parent, "/links"), None),
        (Method::GET, format!("/client-links/{link}"), None),
        (Method::PATCH, path("nonsense", ""), Some(&change)),
        (Method::GET, "/audit-logs".to_owned(), None),
    ] {
        pair.same(&method, &path, body).await;
    }
    for sandbox in [&pair.memory, &pair.file] {
        let gone = text(&all[500], "id").parse().unwrap();
        sandbox.control().delete(Environment::Test, gone).unwrap();
    }
    pair.everything().await;
    assert_eq!(pair.file.control().count_clients(Environment::Test), 1_000);
    let named = pair.file.control();
    assert_eq!(named.clients_named(Environment::Test, "Nuevo").len(), 1);
}

#[test]
fn the_same_seed_gives_the_same_file_and_leaves_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let sizes = PopulationFile {
        clients: 300,
        live_clients: 0,
        seed: 4,
    };
    let bytes = |sizes| fs::read(written(folder.path(), sizes)).unwrap();
    let first = bytes(sizes);
    assert_eq!(first, bytes(sizes));
    assert_ne!(first, bytes(PopulationFile { seed: 5, ..sizes }));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn a_file_that_is_not_whole_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let sizes = PopulationFile {
        clients: 60,
        live_clients: 5,
        seed: 1,
    };
    let path = written(folder.path(), sizes);
    let whole = fs::read(&path).unwrap();
    let changed = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    for (bytes, expected) in [
        (Vec::new(), "too short"),
        (changed(0), "begins otherwise"),
        (changed(8), "version is another"),
        (changed(13), "header was changed"),
        (changed(whole.len() - 1), "index was changed"),
        (whole[..whole.len() - 1].to_vec(), "was cut"),
    ] {
        fs::write(&path, bytes).unwrap();
        let refused = Sandbox::start(options(Some(path.clone())))
            .await
            .unwrap_err();
        assert!(
            matches!(
                refused,
                SandboxError::PopulationFile(PopulationFileError::Form { .. })
            ),
            "{refused}"
        );
        assert!(refused.to_string().contains(expected), "{refused}");
    }
    fs::remove_file(&path).unwrap();
    let missing = Sandbox::start(options(Some(path))).await.unwrap_err();
    assert!(matches!(
        missing,
        SandboxError::PopulationFile(PopulationFileError::Disk { .. })
    ));
}

#[tokio::test]
async fn a_file_cut_while_it_is_open_is_a_server_error_and_never_an_empty_client() {
    let folder = tempfile::tempdir().unwrap();
    let path = written(folder.path(), SIZES);
    let sandbox = Sandbox::start(options(Some(path.clone()))).await.unwrap();
    let caller = Caller::new(&sandbox);
    let id = sandbox.control().client_ids(Environment::Test)[900];
    caller.get(&format!("/clients/{id}")).await;
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(1_000).unwrap();
    let (status, error) = caller.call("GET", &format!("/clients/{id}"), None).await;
    assert_eq!(
        (status, text(&error, "code")),
        (500, "INTERNAL_SERVER_ERROR")
    );
}
