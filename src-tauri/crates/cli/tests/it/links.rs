//! Operations on links and related clients, from the command line.

use sandbox::{Environment, Fault, FaultKind};
use serde_json::{Value, json};

use crate::bench::{Bench, Run};

const PARENT: &str = "Sebastián Luna Juárez";
const MEMBER: &str = "Renata Ibáñez Corona";

fn run(bench: &Bench, arguments: &[&str]) -> Run {
    let mut all = arguments.to_vec();
    all.extend(["--reason", "Lo pide el expediente", "--json"]);
    bench.run(&all)
}

/// The children of the parent on the server with their roles.
fn children(bench: &Bench) -> Vec<(String, String)> {
    let id = bench.control().clients_named(Environment::Test, PARENT)[0];
    let client = bench.control().client(Environment::Test, id).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    client["linkedClients"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| (text(&link["client"]["id"]), text(&link["relationshipType"])))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_is_rehearsed_made_and_removed() {
    let bench = Bench::pulled().await;
    let (parent, member) = (bench.named(PARENT), bench.named(MEMBER));
    let link = ["link", &parent, &member, "--type", "guarantor"];
    let mut rehearse = link.to_vec();
    rehearse.extend(["--rehearse", "--json"]);
    let rehearsed = bench.run(&rehearse).json_with(0);
    assert_eq!(rehearsed["state"], "rehearsed");
    let rehearsal = &rehearsed["rehearsal"];
    assert_eq!(rehearsal["request"]["method"], "POST");
    for part in ["known", "expected", "unknown", "before", "after"] {
        assert!(!rehearsal[part].is_null(), "{part}");
    }
    let spoken = bench.run(&rehearse[..rehearse.len() - 1]);
    assert!(spoken.out.contains("Renata"), "{}", spoken.out);

    let before = children(&bench);
    let proven = run(&bench, &link).json_with(0);
    assert_eq!(
        (&proven["state"], &proven["proof"]["same"]),
        (&json!("proven"), &json!(true))
    );
    assert_eq!(proven["clientId"], parent.as_str());
    let linked = (member.clone(), "guarantor".to_owned());
    assert!(children(&bench).contains(&linked));
    assert_eq!(run(&bench, &link).json_with(0)["state"], "already_done");
    let unlink = ["unlink", &parent, &member, "--type", "guarantor"];
    assert_eq!(run(&bench, &unlink).json_with(0)["state"], "proven");
    assert_eq!(children(&bench), before);
    let kinds: Vec<Value> = bench.run(&["operations", "--json"]).json_with(0)["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["kind"].clone())
        .collect();
    assert_eq!(kinds, ["unlink", "link", "link"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_related_client_is_made_once_though_the_answer_is_lost() {
    let bench = Bench::pulled().await;
    let parent = bench.named(PARENT);
    bench
        .control()
        .push_fault(Fault::next(FaultKind::EffectWithoutAnswer).ending("/related"));
    let related = [
        "related",
        &parent,
        "--type",
        "beneficiary",
        "--kind",
        "individual",
        "--name",
        "Lucía",
        "--last-name",
        "Prueba",
        "--scope",
        "MX",
        "--scope",
        "MX:AV",
        "--external-id",
        "EXT-1",
    ];
    assert_eq!(run(&bench, &related).json_with(0)["state"], "proven");
    assert_eq!(run(&bench, &related).json_with(0)["state"], "already_done");
    let made = bench
        .control()
        .clients_named(Environment::Test, "Lucía Prueba");
    assert_eq!(made.len(), 1);
    let client = bench.control().client(Environment::Test, made[0]).unwrap();
    assert_eq!(
        (&client["isPrimary"], &client["scopes"]),
        (&json!(false), &json!(["MX", "MX:AV"]))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn all_links_are_replaced_by_those_of_a_file() {
    let bench = Bench::pulled().await;
    let (parent, member) = (bench.named(PARENT), bench.named(MEMBER));
    let file = bench.file("links.json");
    let path = file.to_str().unwrap();
    let replace = ["links", "replace", &parent, "--file", path];
    assert_eq!(run(&bench, &replace).failure(2)["code"], "usage");
    std::fs::write(&file, r#"{"linkedClients": [{"clientId": "nobody"}]}"#).unwrap();
    assert_eq!(run(&bench, &replace).failure(2)["code"], "usage");
    let links = json!([{ "clientId": member, "relationshipType": "guarantor" }]);
    std::fs::write(&file, json!({ "linkedClients": links }).to_string()).unwrap();
    let mut rehearse = replace.to_vec();
    rehearse.extend(["--rehearse", "--json"]);
    let rehearsed = bench.run(&rehearse).json_with(0);
    let changes = &rehearsed["rehearsal"]["linkChanges"];
    assert_eq!(changes["dropped"].as_array().unwrap().len(), 5);
    assert_eq!(changes["added"].as_array().unwrap().len(), 1);
    std::fs::write(&file, links.to_string()).unwrap();
    assert_eq!(run(&bench, &replace).json_with(0)["state"], "proven");
    assert_eq!(children(&bench), [(member, "guarantor".to_owned())]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn states_end_with_their_status() {
    let mut bench = Bench::pulled().await;
    let (parent, member) = (bench.named(PARENT), bench.named(MEMBER));
    let unlink = ["unlink", &parent, &member];
    bench.control().push_fault(
        Fault::next(FaultKind::Status {
            status: 422,
            retry_after: None,
        })
        .on("DELETE", ""),
    );
    assert_eq!(run(&bench, &unlink).json_with(6)["state"], "refused");
    bench.sandbox.offline().await;
    assert_eq!(run(&bench, &unlink).json_with(5)["state"], "waiting");
    bench.sandbox.online().await.unwrap();
    let uuid = bench.control().clients_named(Environment::Test, PARENT)[0];
    bench
        .control()
        .rename(Environment::Test, uuid, "Otro")
        .unwrap();
    let sent = bench.run(&["operations", "send", "--json"]).json_with(4);
    assert_eq!(sent["data"][0]["state"], "conflict");
    // What shares a client with the conflict waits for it, and says so.
    let link = ["link", &parent, &member, "--type", "guarantor"];
    let behind = run(&bench, &link).json_with(4);
    assert_eq!(behind["waitsFor"], sent["data"][0]["operationId"]);
    assert_eq!(behind["state"], "waiting");
    let own = ["link", &parent, &parent, "--type", "guarantor"];
    assert_eq!(run(&bench, &own).failure(2)["code"], "usage");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_live_a_link_must_be_confirmed_once_more() {
    let bench = Bench::bare().await;
    bench.profile(Environment::Live, sandbox::FULL_KEY);
    bench.run(&["pull", "--json"]).json_with(0);
    let named = |name| bench.control().clients_named(Environment::Live, name)[0].to_string();
    let (parent, member) = (named(PARENT), named(MEMBER));
    let unlink = ["unlink", &parent, &member];
    let asked = run(&bench, &unlink).failure(2);
    assert!(asked["message"].as_str().unwrap().contains("LIVE"));
    let mut confirmed = unlink.to_vec();
    confirmed.push("--confirm-live");
    assert_eq!(run(&bench, &confirmed).json_with(0)["state"], "proven");
}
