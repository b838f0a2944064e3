//! Copies between the environments, and faults of writes other than those of a client.

use sandbox::{Environment, Fault, FaultKind};
use serde_json::{Value, json};

use crate::caller::{Caller, start, text};

async fn made(caller: &Caller, external_id: Option<&str>, name: &str) -> String {
    let mut body = json!({"type": "company", "name": name, "scopes": ["MX"], "scopeData": {"MX": {"rfc": "TEL980316AB1"}}});
    if let Some(external_id) = external_id {
        body["externalId"] = external_id.into();
    }
    let client = caller.done("POST", "/clients", Some(body)).await;
    let id = text(&client, "id").to_owned();
    let method = json!({"clientId": id, "type": "email", "value": format!("{name}@example.mx"), "isPrimary": true});
    caller.done("POST", "/contact-methods", Some(method)).await;
    id
}

async fn copy(caller: &Caller, id: &str, what: &str, body: Value) -> (u16, Value) {
    caller
        .call("POST", &format!("/clients/{id}/migrate{what}"), Some(body))
        .await
}

fn count(answer: &Value, list: &str, kind: &str) -> Value {
    let all = answer[list].as_array().unwrap();
    all.iter().find(|one| one["kind"] == kind).unwrap().clone()
}

#[tokio::test]
async fn a_copy_is_foretold_made_once_and_then_changed() {
    let (sandbox, caller) = start(5).await;
    let live = caller.in_environment("live");
    let id = made(&caller, None, "telas").await;
    let before = sandbox.control().count_clients(Environment::Live);
    let (_, preview) = copy(&caller, &id, "/preview", json!({"to": "live"})).await;
    assert_eq!(
        (&preview["target"]["exists"], &preview["blockers"]),
        (&json!(false), &json!([]))
    );
    assert_eq!(count(&preview, "items", "contactMethods")["creates"], 1);
    assert_eq!(sandbox.control().count_clients(Environment::Live), before);
    let (_, first) = copy(&caller, &id, "", json!({"to": "live"})).await;
    assert_eq!(first["action"], "created");
    let target = text(&first, "targetId").to_owned();
    let there = live.get(&format!("/clients/{target}")).await;
    assert_eq!(
        (text(&there, "email"), &there["isPrimary"]),
        ("telas@example.mx", &json!(true))
    );
    assert_eq!(
        live.get("/audit-logs").await["data"][0]["resourceId"],
        json!(target)
    );

    caller
        .done(
            "PATCH",
            &format!("/clients/{id}"),
            Some(json!({"data": {"name": "hilos"}})),
        )
        .await;
    let keep = json!({"to": "live", "precedence": "target"});
    let (_, kept) = copy(&caller, &id, "", keep).await;
    assert_eq!(
        (&kept["targetId"], &kept["action"]),
        (&json!(target), &json!("updated"))
    );
    assert_eq!(
        live.get(&format!("/clients/{target}")).await["name"],
        "telas"
    );
    let (_, again) = copy(&caller, &id, "", json!({"to": "live"})).await;
    assert_eq!(count(&again, "counts", "client")["updated"], 1);
    assert_eq!(count(&again, "counts", "contactMethods")["created"], 0);
    assert_eq!(
        live.get(&format!("/clients/{target}")).await["name"],
        "hilos"
    );
    assert_eq!(
        sandbox.control().count_clients(Environment::Live),
        before + 1
    );
}

#[tokio::test]
async fn a_linked_client_that_is_not_there_blocks_a_copy() {
    let (sandbox, caller) = start(5).await;
    let parent = made(&caller, Some("M-1"), "telas").await;
    let child = made(&caller, Some("M-2"), "socio").await;
    let link = json!({"childClientId": child, "relationshipType": "legal_representative"});
    caller
        .done("POST", &format!("/clients/{parent}/links"), Some(link))
        .await;
    let before = sandbox.control().count_clients(Environment::Live);
    let (_, preview) = copy(&caller, &parent, "/preview", json!({"to": "live"})).await;
    assert_eq!(
        preview["blockers"],
        json!([{"id": child, "label": "socio", "reason": "linked_client_missing"}])
    );
    let (status, error) = copy(&caller, &parent, "", json!({"to": "live"})).await;
    assert_eq!(
        (status, error["data"]["issues"].as_array().unwrap().len()),
        (422, 1)
    );
    assert_eq!(sandbox.control().count_clients(Environment::Live), before);
    let alone = json!({"to": "live", "include": {"relationships": false}});
    assert_eq!(
        copy(&caller, &parent, "/preview", alone).await.1["blockers"],
        json!([])
    );
    copy(&caller, &child, "", json!({"to": "live"})).await;
    let (_, done) = copy(&caller, &parent, "", json!({"to": "live"})).await;
    assert_eq!(count(&done, "counts", "relationships")["created"], 1);
    let there = caller
        .in_environment("live")
        .get("/clients/external/M-1")
        .await;
    assert_eq!(there["linkedClients"][0]["client"]["externalId"], "M-2");
}

#[tokio::test]
async fn a_copy_is_refused_to_the_same_environment_and_without_a_name() {
    let (sandbox, caller) = start(5).await;
    let id = made(&caller, None, "telas").await;
    assert_eq!(copy(&caller, &id, "", json!({"to": "test"})).await.0, 400);
    let control = sandbox.control();
    control
        .rename(Environment::Test, id.parse().unwrap(), "")
        .unwrap();
    let (_, preview) = copy(&caller, &id, "/preview", json!({"to": "live"})).await;
    assert_eq!(preview["blockers"][0]["reason"], "required_member_missing");
    assert_eq!(copy(&caller, &id, "", json!({"to": "live"})).await.0, 422);
    let limited = caller.with_key(sandbox::TEST_ONLY_KEY);
    assert_eq!(copy(&limited, &id, "", json!({"to": "live"})).await.0, 403);
}

#[tokio::test]
async fn faults_of_writes_reach_every_resource() {
    let (sandbox, caller) = start(5).await;
    let control = sandbox.control();
    let id = made(&caller, None, "telas").await;
    let log = caller.get("/audit-logs").await["data"]
        .as_array()
        .unwrap()
        .len();
    let writes = [
        ("/tags", json!({"name": "Nueva"})),
        (
            "/alerts/batch",
            json!({"items": [{"name": "A", "externalId": "F-1"}]}),
        ),
        (
            "/addresses",
            json!({"clientId": id, "street": "S", "city": "C", "state": "S", "postalCode": "1"}),
        ),
    ];
    for (path, body) in &writes {
        control.push_fault(Fault::next(FaultKind::AnswerWithoutEffect));
        caller.done("POST", path, Some(body.clone())).await;
    }
    control.push_fault(Fault::next(FaultKind::AnswerWithoutEffect));
    let live = control.count_clients(Environment::Live);
    assert_eq!(copy(&caller, &id, "", json!({"to": "live"})).await.0, 200);
    assert_eq!(control.count_clients(Environment::Live), live);
    assert_eq!(
        caller.get("/audit-logs").await["data"]
            .as_array()
            .unwrap()
            .len(),
        log
    );
    for (path, body) in &writes {
        control.push_fault(Fault::next(FaultKind::EffectWithoutAnswer));
        assert!(
            caller
                .send(reqwest::Method::POST, path, Some(body))
                .await
                .is_err()
        );
    }
    assert_eq!(
        caller
            .call("POST", "/tags", Some(writes[0].1.clone()))
            .await
            .0,
        409
    );
    assert_eq!(
        caller
            .call("POST", "/alerts/batch", Some(writes[1].1.clone()))
            .await
            .0,
        409
    );
    assert_eq!(
        caller.get(&format!("/clients/{id}")).await["addresses"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}
