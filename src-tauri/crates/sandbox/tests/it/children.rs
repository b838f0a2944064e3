//! Child records, batches, external ids, the audit log: what a write does to everything around it.

use serde_json::{Value, json};

use crate::caller::{Caller, start, text};

async fn client(caller: &Caller, external_id: &str) -> String {
    let body =
        json!({"type": "company", "name": "Telas", "scopes": ["MX"], "externalId": external_id});
    let made = caller.done("POST", "/clients", Some(body)).await;
    assert_eq!(
        (&made["isPrimary"], &made["addresses"]),
        (&json!(true), &json!([]))
    );
    text(&made, "id").to_owned()
}

fn email(client: &str, value: &str) -> Value {
    json!({"clientId": client, "type": "email", "value": value, "isPrimary": true})
}

#[tokio::test]
async fn the_client_shows_its_children_and_follows_its_primary_methods() {
    let (_sandbox, caller) = start(5).await;
    let id = client(&caller, "T-1").await;
    let path = format!("/clients/{id}");
    let before = caller.get(&path).await;
    let first = caller
        .done("POST", "/contact-methods", Some(email(&id, "a@example.mx")))
        .await;
    let second = caller
        .done("POST", "/contact-methods", Some(email(&id, "b@example.mx")))
        .await;
    let mobile = json!({"clientId": id, "type": "mobile", "value": "+5255", "isPrimary": true});
    caller.done("POST", "/contact-methods", Some(mobile)).await;
    let after = caller.get(&path).await;
    assert_eq!(
        (text(&after, "email"), text(&after, "phone")),
        ("b@example.mx", "+5255")
    );
    assert_eq!(after["contactMethods"][0]["isPrimary"], false);
    assert_eq!(after["contactMethods"][1], second);
    assert!(text(&after, "updatedAt") > text(&before, "updatedAt"));
    let primary = caller
        .get(&format!("{path}/contact-methods/primary/email"))
        .await;
    assert_eq!(primary["id"], second["id"]);
    let gone = format!("/contact-methods/{}", text(&second, "id"));
    caller.done("DELETE", &gone, None).await;
    assert_eq!(caller.get(&path).await["email"], Value::Null);
    let change = json!({"data": {"isPrimary": true, "clientId": "x", "isVerified": true}});
    let refused = caller
        .call(
            "PATCH",
            &format!("/contact-methods/{}", text(&first, "id")),
            Some(change),
        )
        .await;
    assert_eq!(refused.0, 400);
    caller
        .done(
            "PATCH",
            &format!("/contact-methods/{}", text(&first, "id")),
            Some(json!({"data": {"isPrimary": true}})),
        )
        .await;
    assert_eq!(caller.get(&path).await["email"], "a@example.mx");
    caller.done("DELETE", &path, None).await;
    assert_eq!(
        caller
            .call(
                "GET",
                &format!("/contact-methods/{}", text(&first, "id")),
                None
            )
            .await
            .0,
        404
    );
}

#[tokio::test]
async fn a_batch_is_whole_or_item_by_item() {
    let (sandbox, caller) = start(5).await;
    let environment = sandbox::Environment::Test;
    let item = |name: &str, external: &str| json!({"type": "trust", "name": name, "scopes": ["MX"], "externalId": external});
    let items = json!([item("Uno", "U-1"), item("Dos", "U-2"), item("Tres", "U-1")]);
    let (status, error) = caller
        .call("POST", "/clients/batch", Some(json!({"items": items})))
        .await;
    assert_eq!(
        (status, sandbox.control().count_clients(environment)),
        (409, 5),
        "{error}"
    );
    assert_eq!(
        caller.call("GET", "/clients/external/U-1", None).await.0,
        404
    );
    assert_eq!(caller.get("/audit-logs").await["data"], json!([]));
    let partial = json!({"items": items, "atomic": false});
    let done = caller.done("POST", "/clients/batch", Some(partial)).await;
    let indexes = |name: &str| {
        done[name]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["index"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (indexes("succeeded"), indexes("failed")),
        (vec![json!(0), json!(1)], vec![json!(2)])
    );
    assert_eq!(sandbox.control().count_clients(environment), 7);
    let wrong = json!({"items": [item("Uno", "V-1"), {"type": "trust"}]});
    let (status, error) = caller.call("POST", "/clients/batch", Some(wrong)).await;
    assert_eq!(status, 400);
    assert_eq!(
        error["data"]["issues"][0]["path"],
        json!(["items", "1", "name"])
    );
}

#[tokio::test]
async fn a_put_says_what_it_did() {
    let (_sandbox, caller) = start(5).await;
    let id = client(&caller, "T-1").await;
    let body = |name: &str| json!({"type": "company", "name": name, "scopes": ["MX"]});
    let mut actions = Vec::new();
    for (external, name) in [
        ("T-1", "Telas"),
        ("T-1", "Hilos"),
        ("T-2", "Hilos"),
        ("T-2", "Hilos"),
    ] {
        let done = caller
            .done(
                "PUT",
                &format!("/clients/external/{external}"),
                Some(body(name)),
            )
            .await;
        actions.push(text(&done, "action").to_owned());
    }
    assert_eq!(actions, ["skipped", "updated", "created", "skipped"]);
    let account = json!({"clientId": id, "accountNumber": "1", "bankName": "B", "country": "MX", "currency": "MXN"});
    let put = |body: Value| caller.call("PUT", "/bank-accounts/external/A-1", Some(body));
    assert_eq!(put(account.clone()).await.1["action"], "created");
    assert_eq!(put(account.clone()).await.1["action"], "skipped");
    let mut other = account;
    other["clientId"] = client(&caller, "T-3").await.into();
    assert_eq!(put(other).await.0, 409);
}

#[tokio::test]
async fn a_sync_brings_lists_in_line_or_changes_nothing() {
    let (_sandbox, caller) = start(5).await;
    let address = |street: &str| json!({"street": street, "city": "Puebla", "state": "PUE", "postalCode": "72000"});
    let body = json!({
        "client": {"type": "company", "name": "Telas", "scopes": ["MX"], "externalId": "S-1"},
        "addresses": [address("Uno"), address("Dos"), address("Tres")],
        "contactMethods": [{"type": "email", "value": "s@example.mx", "isPrimary": true}],
    });
    let done = caller.done("POST", "/clients/sync", Some(body)).await;
    assert_eq!(
        (text(&done, "action"), text(&done["client"], "email")),
        ("created", "s@example.mx")
    );
    let id = text(&done["client"], "id").to_owned();
    let list = done["client"]["addresses"].as_array().unwrap().clone();
    let path = format!("/clients/{id}/addresses/sync");
    let items = json!([{"id": list[0]["id"], "_delete": true}, {"id": list[1]["id"], "street": "Otra"}, address("Cuatro")]);
    let wrong = json!({"items": [items[0], {"street": "Sola"}]});
    let (status, error) = caller.call("POST", &path, Some(wrong)).await;
    assert_eq!(
        (status, &error["data"]["issues"][0]["path"]),
        (400, &json!(["items", "1", "city"]))
    );
    assert_eq!(
        caller.get(&format!("/clients/{id}")).await["addresses"],
        json!(list)
    );
    let done = caller
        .done("POST", &path, Some(json!({"items": items})))
        .await;
    assert_eq!(done["deleted"], json!([list[0]["id"]]));
    assert_eq!(
        (&done["updated"][0]["street"], &done["created"][0]["street"]),
        (&json!("Otra"), &json!("Cuatro"))
    );
    let streets = |client: &Value| {
        client["addresses"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| text(one, "street").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        streets(&caller.get(&format!("/clients/{id}")).await),
        ["Otra", "Tres", "Cuatro"]
    );
    let keep = json!({"items": [{"id": list[2]["id"]}], "replaceMode": true});
    caller.done("POST", &path, Some(keep)).await;
    assert_eq!(
        streets(&caller.get(&format!("/clients/{id}")).await),
        ["Tres"]
    );
}

#[tokio::test]
async fn every_write_is_in_the_audit_log_with_what_it_changed() {
    let (_sandbox, caller) = start(5).await;
    let id = client(&caller, "T-1").await;
    let made = caller
        .done("POST", "/contact-methods", Some(email(&id, "a@example.mx")))
        .await;
    let method = format!("/contact-methods/{}", text(&made, "id"));
    caller
        .done("PATCH", &method, Some(json!({"data": {"label": "Casa"}})))
        .await;
    caller.done("DELETE", &method, None).await;
    caller
        .done("POST", "/tags", Some(json!({"name": "Nueva"})))
        .await;
    caller
        .done(
            "POST",
            "/alerts/batch",
            Some(json!({"items": [{"name": "A"}]})),
        )
        .await;
    let page = caller.get("/audit-logs").await;
    let told: Vec<(&str, &str)> = page["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(one, "resource"), text(one, "operation")))
        .collect();
    assert_eq!(
        told,
        [
            ("alert", "create"),
            ("tag", "create"),
            ("contact-method", "delete"),
            ("contact-method", "update"),
            ("contact-method", "create"),
            ("client", "create"),
        ]
    );
    let changed = &page["data"][3];
    assert_eq!(
        (&changed["resourceId"], &changed["actorId"]),
        (&made["id"], &json!("full"))
    );
    assert_eq!(
        changed["changes"],
        json!({"label": {"before": null, "after": "Casa"}})
    );
    let tags = caller.get("/audit-logs?filter[resource]=tag").await;
    assert_eq!(tags["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_children_of_a_client_come_page_by_page_while_they_are_written() {
    let (_sandbox, caller) = start(5).await;
    let id = client(&caller, "T-1").await;
    for number in 0..5 {
        caller
            .done(
                "POST",
                "/contact-methods",
                Some(email(&id, &format!("{number}@example.mx"))),
            )
            .await;
    }
    let path = format!("/clients/{id}/contact-methods?limit=2");
    let first = caller.get(&path).await;
    let last = text(&first["data"][1], "id").to_owned();
    caller
        .done("DELETE", &format!("/contact-methods/{last}"), None)
        .await;
    let next = caller
        .get(&format!(
            "{path}&cursor={}",
            text(&first["pagination"], "nextCursor")
        ))
        .await;
    let values: Vec<&str> = next["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(one, "value"))
        .collect();
    assert_eq!(values, ["2@example.mx", "3@example.mx"]);
}
