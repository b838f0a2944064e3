//! Alerts, their items, transactions, identity checks.

use serde_json::{Value, json};

use crate::caller::{Caller, start, text};

async fn page(caller: &Caller, path: &str, body: Value) -> Vec<Value> {
    let page = caller.done("POST", path, Some(body)).await;
    page["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn an_alert_gathers_transactions_and_their_clients() {
    let (_sandbox, caller) = start(60).await;
    let quiet = json!({"filter": {"isAlerted": false}, "limit": 200});
    let quiet = page(&caller, "/transactions/list", quiet).await;
    let (one, other) = (&quiet[0], &quiet[1]);
    let made = caller
        .done(
            "POST",
            "/alerts/batch",
            Some(json!({"items": [{"name": "Nuevo"}]})),
        )
        .await;
    let alert = text(&made["data"][0], "id").to_owned();
    let path = format!("/alerts/{alert}/items/batch");
    let twice = json!({"items": [{"transactionId": one["id"]}, {"transactionId": one["id"]}]});
    assert_eq!(caller.call("POST", &path, Some(twice)).await.0, 409);
    assert_eq!(
        caller.get(&format!("/alerts/{alert}")).await["itemCount"],
        0
    );
    let items = json!({"items": [{"transactionId": one["id"]}, {"transactionId": other["id"]}]});
    assert_eq!(caller.done("POST", &path, Some(items)).await["added"], 2);
    assert_eq!(
        caller.get(&format!("/alerts/{alert}")).await["itemCount"],
        2
    );
    let ids = json!({"filter": {"id": {"in": [one["id"], other["id"]]}, "isAlerted": true}});
    assert_eq!(page(&caller, "/transactions/list", ids).await.len(), 2);
    let clients = page(&caller, &format!("/alerts/{alert}/clients"), json!({})).await;
    assert_eq!(clients[0]["id"], one["relatedClientIds"][0]);
    let held = page(&caller, &format!("/alerts/{alert}/transactions"), json!({})).await;
    assert_eq!(held.len(), 2);
}

#[tokio::test]
async fn lists_of_cases_are_filtered() {
    let (_sandbox, caller) = start(60).await;
    let all = page(&caller, "/transactions/list", json!({"limit": 200})).await;
    let client = &all[0]["relatedClientIds"][0];
    let of_client = json!({"filter": {"relatedClientIds": {"in": [client]}}});
    let found = page(&caller, "/transactions/list", of_client).await;
    assert_eq!(
        found.len(),
        all.iter()
            .filter(|one| one["relatedClientIds"][0] == *client)
            .count()
    );
    let alerts = page(&caller, "/alerts/list", json!({"limit": 200})).await;
    let new = page(
        &caller,
        "/alerts/list",
        json!({"filter": {"status": "new"}}),
    )
    .await;
    assert_eq!(
        new.len(),
        alerts.iter().filter(|one| one["status"] == "new").count()
    );
    assert!(!new.is_empty() && new.len() < alerts.len());
    let none = json!({"filter": {"createdAt": {"lt": "2000-01-01T00:00:00Z"}}});
    assert_eq!(page(&caller, "/alerts/list", none).await.len(), 0);
    let items = page(&caller, "/alert-items/list", json!({"limit": 200})).await;
    let one = json!({"filter": {"transactionId": {"eq": items[0]["transactionId"]}}});
    assert_eq!(page(&caller, "/alert-items/list", one).await.len(), 1);
    let direct = json!({"items": [{"clientId": client}]});
    let path = format!("/alerts/{}/items/batch", text(&alerts[0], "id"));
    let added = caller.done("POST", &path, Some(direct)).await;
    let of_client = json!({"filter": {"clientId": {"in": [client]}}});
    let found = page(&caller, "/alert-items/list", of_client).await;
    assert!(
        found
            .iter()
            .any(|item| item["id"] == added["items"][0]["id"])
    );
}

#[tokio::test]
async fn identity_runs_belong_to_their_client() {
    let (sandbox, caller) = start(60).await;
    let mut runs = 0;
    for client in sandbox.control().client_ids(sandbox::Environment::Test) {
        let body = json!({"clientId": client});
        let list = caller
            .done("POST", "/identity/list", Some(body.clone()))
            .await;
        let summary = caller
            .done("POST", "/identity/list-summary", Some(body))
            .await;
        assert_eq!(
            list.as_array().unwrap().is_empty(),
            summary.as_array().unwrap().is_empty()
        );
        for run in list.as_array().unwrap() {
            let detail = json!({"runId": run["id"]});
            let detail = caller
                .done("POST", "/identity/run-detail", Some(detail))
                .await;
            assert_eq!(detail["clientId"], json!(client));
            runs += 1;
        }
    }
    assert!(runs > 5);
}
