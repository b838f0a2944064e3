//! What the window and scripts are promised: the generated types and the JSON of the main views.

use std::{collections::BTreeMap, fs, path::Path};

use desk::contract::{ClientQuery, HouseholdQuery, SearchRequest, Slice};
use serde::Serialize;
use serde_json::Value;

use crate::support::{ES, Office};

fn texts(folder: &Path) -> BTreeMap<String, String> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "ts"))
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn the_generated_types_of_the_window_are_not_stale() {
    let fresh = tempfile::tempdir().unwrap();
    desk::contract::typescript::generate(fresh.path()).unwrap();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/lib/ipc/generated");
    let (fresh, kept) = (texts(fresh.path()), texts(&kept));
    let names =
        |texts: &BTreeMap<String, String>| -> Vec<String> { texts.keys().cloned().collect() };
    assert_eq!(names(&kept), names(&fresh), "run `cargo xtask gen`");
    for (name, text) in fresh {
        assert_eq!(kept[&name], text, "{name} is stale: run `cargo xtask gen`");
    }
}

/// The JSON of a view, with what differs from run to run replaced.
fn stable(office: &Office, view: &impl Serialize) -> Value {
    let mut value = serde_json::to_value(view).unwrap();
    settle(&mut value, &office.sandbox.base_url());
    value
}

fn settle(value: &mut Value, url: &str) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match (name.as_str(), &member) {
                    ("operationId", Value::String(_)) => *member = "[operation]".into(),
                    ("hash" | "head", Value::String(_)) => *member = "[hash]".into(),
                    _ => settle(member, url),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| settle(item, url)),
        Value::String(text) if text == url => "[server]".clone_into(text),
        _ => {}
    }
}

/// Of a long list only the first; the form is the same for all.
fn first_of(mut view: Value, lists: &[&str]) -> Value {
    for list in lists {
        view[list].as_array_mut().unwrap().truncate(1);
    }
    view
}

#[tokio::test(flavor = "multi_thread")]
async fn the_views_keep_their_form() {
    let office = Office::new(60).await;
    let report = office.pull().await.unwrap();
    insta::assert_json_snapshot!("pull", stable(&office, &report));
    insta::assert_json_snapshot!("status", stable(&office, &office.status()));

    let session = office.session();
    let anchor = office.named("Sebastián Luna Juárez");
    let household = desk::household::page(&session, anchor, ES).unwrap();
    let household = first_of(stable(&office, &household), &["members", "links"]);
    insta::assert_json_snapshot!("household", household);
    let client = desk::client::page(&session, office.member(), ES).unwrap();
    let client = first_of(stable(&office, &client), &["file", "identifiers"]);
    insta::assert_json_snapshot!("client", client);
    let households = desk::household::list(&session, &HouseholdQuery::default()).unwrap();
    let households = first_of(stable(&office, &households), &["data"]);
    insta::assert_json_snapshot!("households", households);
    let clients = desk::client::list(&session, &ClientQuery::default()).unwrap();
    insta::assert_json_snapshot!("clients", first_of(stable(&office, &clients), &["data"]));
    let request = SearchRequest {
        text: "renata".into(),
        limit: 1,
    };
    let found = desk::search::search(&session, &request).unwrap();
    insta::assert_json_snapshot!("search", stable(&office, &found));

    let promoted = office.promote(office.member()).await.unwrap();
    insta::assert_json_snapshot!("promote", stable(&office, &promoted));
    let operations = desk::operate::list(&session, &crate::support::everything(), ES).unwrap();
    insta::assert_json_snapshot!("operations", stable(&office, &operations));
    let journal = desk::journal::list(&session, Slice::default(), ES).unwrap();
    insta::assert_json_snapshot!("journal", stable(&office, &journal));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_error_keeps_its_form() {
    let mut office = Office::new(6).await;
    office.sandbox.offline().await;
    let error = office.pull().await.unwrap_err();
    insta::assert_json_snapshot!("error", error.to_app(ES));
    insta::assert_json_snapshot!(
        "app_state",
        stable(&office, &office.desk.app_state().unwrap())
    );
}
