//! Links, related clients, updates, the audit log.

use sandbox::{Environment, Sandbox};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::caller::{Caller, start, text};

async fn company(sandbox: &Sandbox, caller: &Caller) -> (String, Value) {
    let id = sandbox
        .control()
        .clients_named(Environment::Test, "Aceros del Norte, S.A. de C.V.")[0];
    let path = format!("/clients/{id}");
    let client = caller.get(&path).await;
    (path, client)
}

#[tokio::test]
async fn a_link_shows_its_child_as_it_is_now() {
    let (sandbox, caller) = start(26).await;
    let (path, client) = company(&sandbox, &caller).await;
    let child: Uuid = text(&client["linkedClients"][0]["client"], "id")
        .parse()
        .unwrap();
    sandbox
        .control()
        .rename(Environment::Test, child, "Otro nombre")
        .unwrap();
    let after = caller.get(&path).await;
    assert_eq!(after["linkedClients"][0]["client"]["name"], "Otro nombre");
    assert_eq!(after["updatedAt"], client["updatedAt"]);
    assert!(
        after["linkedClients"][0]["client"]
            .get("isPrimary")
            .is_none()
    );
}

#[tokio::test]
async fn links_are_added_listed_read_and_removed() {
    let (sandbox, caller) = start(40).await;
    let (path, client) = company(&sandbox, &caller).await;
    let child = sandbox
        .control()
        .clients_named(Environment::Test, "Renata Ibáñez Corona")[0];
    let body =
        json!({"childClientId": child, "relationshipType": "guarantor", "metadata": {"nota": "ñ"}});
    let added = caller
        .done("POST", &format!("{path}/links"), Some(body.clone()))
        .await;
    assert!(text(&added, "updatedAt") > text(&client, "updatedAt"));
    let guarantors = caller
        .get(&format!("{path}/links?relationshipType=guarantor"))
        .await;
    let link = guarantors.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&link["client"]["id"], &link["metadata"]["nota"]),
        (&json!(child), &json!("ñ"))
    );
    assert_eq!(
        &caller
            .get(&format!("/client-links/{}", text(link, "id")))
            .await,
        link
    );

    assert_eq!(
        caller
            .call("POST", &format!("{path}/links"), Some(body))
            .await
            .0,
        409
    );
    let other = format!("{path}/links/{child}");
    let none_of_type = Some(json!({"relationshipType": "legal_representative"}));
    assert_eq!(caller.call("DELETE", &other, none_of_type).await.0, 404);
    let removed = caller
        .done(
            "DELETE",
            &other,
            Some(json!({"relationshipType": "guarantor"})),
        )
        .await;
    assert_eq!(removed["linkedClients"], client["linkedClients"]);
    assert!(text(&removed, "updatedAt") > text(&added, "updatedAt"));
    assert_eq!(caller.call("DELETE", &other, None).await.0, 404);
}

#[tokio::test]
async fn replacing_links_drops_what_is_not_named_and_keeps_the_ids_of_what_is() {
    let (sandbox, caller) = start(40).await;
    let (path, client) = company(&sandbox, &caller).await;
    let kept = &client["linkedClients"][1];
    let wanted = json!({"linkedClients": [
        {"clientId": kept["client"]["id"], "relationshipType": kept["relationshipType"]},
    ]});
    let after = caller
        .done("PUT", &format!("{path}/links"), Some(wanted))
        .await;
    assert_eq!(after["linkedClients"], json!([kept]));
}

#[tokio::test]
async fn a_related_client_is_not_primary_and_linked() {
    let (sandbox, caller) = start(26).await;
    let (path, _) = company(&sandbox, &caller).await;
    let body = json!({
        "child": {"type": "individual", "name": "Nueva", "scopes": ["MX"], "isPrimary": true},
        "relationshipType": "controlling_beneficiary",
    });
    let related = caller
        .done("POST", &format!("{path}/related"), Some(body))
        .await;
    assert_eq!(related["child"]["isPrimary"], false);
    let parent = caller.get(&path).await;
    let last = parent["linkedClients"].as_array().unwrap().last().unwrap();
    assert_eq!(last["client"]["id"], related["child"]["id"]);
    let incomplete =
        json!({"child": {"type": "individual", "scopes": ["MX"]}, "relationshipType": "x"});
    assert_eq!(
        caller
            .call("POST", &format!("{path}/related"), Some(incomplete))
            .await
            .0,
        400
    );
}

#[tokio::test]
async fn an_update_changes_only_what_it_names() {
    let (sandbox, caller) = start(26).await;
    let (path, before) = company(&sandbox, &caller).await;
    let data = json!({"data": {"name": "Aceros del Sur", "scopeData": {"MX": {"rfc": "ASU980316AB1"}}, "isPrimary": false}});
    let after = caller.done("PATCH", &path, Some(data)).await;
    let mut expected = before.clone();
    expected["name"] = json!("Aceros del Sur");
    expected["scopeData"]["MX"]["rfc"] = json!("ASU980316AB1");
    expected["updatedAt"] = after["updatedAt"].clone();
    assert_eq!(after, expected);
    assert!(text(&after, "updatedAt") > text(&before, "updatedAt"));
    for refused in [
        json!({}),
        json!({"data": {"name": ""}}),
        json!({"data": {"type": "trust"}}),
    ] {
        assert_eq!(caller.call("PATCH", &path, Some(refused)).await.0, 400);
    }
}

#[tokio::test]
async fn writes_are_in_the_audit_log_newest_first() {
    let (sandbox, caller) = start(26).await;
    let (path, client) = company(&sandbox, &caller).await;
    for name in ["Uno", "Dos", "Tres"] {
        caller
            .done("PATCH", &path, Some(json!({"data": {"name": name}})))
            .await;
    }
    let page = caller.get("/audit-logs?limit=2").await;
    assert_eq!(page["data"].as_array().unwrap().len(), 2);
    let next = text(&page["pagination"], "nextCursor");
    let rest = caller
        .get(&format!("/audit-logs?limit=2&cursor={next}"))
        .await;
    assert_eq!(
        (
            rest["data"].as_array().unwrap().len(),
            &rest["pagination"]["hasMore"]
        ),
        (1, &json!(false))
    );
    let entry = &rest["data"][0];
    assert_eq!(
        (&entry["resourceId"], &entry["actorId"]),
        (&client["id"], &json!("full"))
    );
    assert_eq!(
        &caller
            .get(&format!("/audit-logs/{}", text(entry, "id")))
            .await,
        entry
    );
}
