//! What is read from the vault, in the shapes that scripts rely on.

use sandbox::{Defect, Environment, showcase};
use serde_json::Value;

use crate::bench::Bench;

fn ids(list: &Value, member: &str) -> Vec<String> {
    list["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row[member].as_str().unwrap().to_owned())
        .collect()
}

fn has(object: &Value, members: &[&str]) {
    for member in members {
        assert!(
            object.get(member).is_some(),
            "{member} is missing in {object}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn households_are_listed_narrowed_and_shown() {
    let bench = Bench::pulled().await;
    let all = bench.run(&["households", "--json"]).json_with(0);
    has(
        &all["data"][0],
        &[
            "id", "name", "type", "members", "worst", "findings", "defects", "review", "asOf",
        ],
    );
    assert_eq!(
        all["total"].as_u64().unwrap(),
        all["data"].as_array().unwrap().len() as u64
    );
    let part = bench
        .run(&["households", "--limit", "2", "--offset", "1", "--json"])
        .json_with(0);
    assert_eq!(part["total"], all["total"]);
    assert_eq!(ids(&part, "id"), ids(&all, "id")[1..3]);

    let id = bench.named(showcase::PERSON);
    let found = bench
        .run(&["households", "--query", showcase::PERSON, "--json"])
        .json_with(0);
    assert!(ids(&found, "id").contains(&id));
    let household = bench.run(&["household", &id, "--json"]).json_with(0);
    has(
        &household,
        &[
            "id", "anchor", "members", "links", "defects", "findings", "review", "asOf",
        ],
    );
    let members = household["members"].as_array().unwrap();
    assert_eq!(members.len(), 6);
    assert_eq!(
        (
            members[0]["clientId"].as_str(),
            members[0]["depth"].as_u64()
        ),
        (Some(id.as_str()), Some(0))
    );
    has(&members[1]["parents"][0], &["parentId", "relationshipType"]);
    has(
        &household["links"][0],
        &["id", "parentId", "childId", "relationshipType"],
    );
    let text = bench.run(&["household", &id]);
    assert!(
        text.status == 0 && text.out.starts_with(showcase::PERSON),
        "{text:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_are_found_and_shown_as_artu_gives_them() {
    let bench = Bench::pulled().await;
    let id = bench.named(showcase::PERSON);
    let found = bench
        .run(&["search", "juarez", "sebastian", "--json"])
        .json_with(0);
    has(
        &found["data"][0],
        &[
            "clientId",
            "name",
            "type",
            "isPrimary",
            "matched",
            "households",
        ],
    );
    assert!(ids(&found, "clientId").contains(&id));
    let shown = bench
        .run(&["client", &id, "--revisions", "--json"])
        .json_with(0);
    has(
        &shown,
        &["client", "asOf", "households", "findings", "revisions"],
    );
    let uuid = bench
        .control()
        .clients_named(Environment::Test, showcase::PERSON)[0];
    assert_eq!(
        shown["client"],
        bench.control().client(Environment::Test, uuid).unwrap()
    );
    has(&shown["revisions"][0], &["seenAt", "updatedAt", "changed"]);
    assert!(bench.run(&["client", &id]).out.contains("Sebastián"));
    let nobody = "00000000-0000-4000-8000-000000000000";
    assert_eq!(
        bench.run(&["client", nobody, "--json"]).failure(1)["code"],
        "not_found"
    );
    assert_eq!(
        bench.run(&["client", "nadie", "--json"]).failure(2)["code"],
        "usage"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_of_a_notice_the_files_hold_is_shown() {
    let bench = Bench::pulled().await;
    let id = bench.named(showcase::PERSON);
    let shown = bench.run(&["notice", &id, "--json"]).json_with(0);
    has(
        &shown,
        &["clientId", "activities", "activity", "groups", "asOf"],
    );
    assert_eq!(shown["activity"], "AVI");
    has(
        &shown["groups"][0]["nodes"][0],
        &["path", "label", "required", "state", "value", "place"],
    );
    let text = bench.run(&["notice", &id, "--activity", "AVI"]).out;
    for word in ["SEBASTIAN", "se puede llenar", "no visible aquí"] {
        assert!(text.contains(word), "{word}: {text}");
    }
    assert_eq!(
        bench
            .run(&["notice", &id, "--activity", "VEH", "--json"])
            .failure(1)["code"],
        "not_found"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn planted_defects_are_found() {
    let bench = Bench::pulled().await;
    let planted = bench.control().planted(Environment::Test);
    let whom = |defect| {
        planted
            .iter()
            .find(|one| one.defect == defect)
            .unwrap()
            .client_ids[0]
            .to_string()
    };
    let orphans = bench.run(&["orphans", "--json"]).json_with(0);
    has(&orphans["data"][0], &["clientId", "name", "type"]);
    assert!(ids(&orphans, "clientId").contains(&whom(Defect::Orphan)));

    let all = bench.run(&["check", "--all", "--json"]).json_with(0);
    has(
        &all["data"][0],
        &[
            "clientId",
            "householdId",
            "code",
            "severity",
            "field",
            "value",
            "message",
        ],
    );
    let errors = bench
        .run(&["check", "--severity", "error", "--json"])
        .json_with(0);
    assert!(
        errors["total"].as_u64().unwrap() > 0 && errors["total"].as_u64() < all["total"].as_u64()
    );
    let holder = whom(Defect::CurpCheckDigit);
    let one = bench.run(&["check", &holder, "--json"]).json_with(0);
    assert!(ids(&one, "clientId").iter().all(|id| *id == holder));
    assert!(
        ids(&one, "code").contains(&"CURP_CHECK_DIGIT".to_owned()),
        "{one}"
    );
    assert!(ids(&errors, "clientId").contains(&holder));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_verdict_is_kept_and_what_changes_afterwards_is_shown() {
    let bench = Bench::pulled().await;
    let id = bench.named(showcase::PERSON);
    assert_eq!(
        bench.run(&["changes", &id, "--json"]).json_with(0)["review"],
        Value::Null
    );
    let review = [
        "review",
        &id,
        "--verdict",
        "needs_info",
        "--note",
        "Falta un comprobante",
        "--json",
    ];
    assert_eq!(bench.run(&review).json_with(0)["verdict"], "needs_info");
    let filtered = bench
        .run(&["households", "--review", "needs_info", "--json"])
        .json_with(0);
    assert_eq!(ids(&filtered, "id"), [id.as_str()]);
    assert_eq!(
        bench.run(&["changes", &id, "--json"]).json_with(0)["total"],
        0
    );

    let control = bench.control();
    let member = control.clients_named(Environment::Test, "Mateo Luna Ibáñez")[0];
    control
        .rename(Environment::Test, member, "Mateo Andrés")
        .unwrap();
    bench.run(&["pull", "--json"]).json_with(0);
    let changes = bench.run(&["changes", &id, "--json"]).json_with(0);
    assert_eq!(changes["data"][0]["clientId"], member.to_string());
    assert_eq!(changes["data"][0]["kind"], "changed");
    assert_eq!(
        bench
            .run(&[
                "review",
                &id,
                "--verdict",
                "cleared",
                "--note",
                " ",
                "--json"
            ])
            .failure(2)["code"],
        "usage"
    );
}
