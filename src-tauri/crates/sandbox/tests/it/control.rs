//! The control over HTTP, and waiting for requests.

use sandbox::Environment;
use serde_json::json;

use crate::caller::{start, text};

#[tokio::test]
async fn faults_and_requests_are_reached_over_http() {
    let (_sandbox, caller) = start(26).await;
    let fault = json!({"kind": "status", "status": 503, "method": "GET", "pathPrefix": "/clients/", "times": 2});
    caller
        .done("POST", "/__control/faults", Some(fault.clone()))
        .await;
    let waiting = caller.get("/__control/faults").await;
    assert_eq!(waiting["data"][0]["status"], 503);
    let path = format!(
        "/clients/{}",
        text(&caller.list(json!({})).await["data"][0], "id")
    );
    let statuses = [
        caller.call("GET", &path, None).await.0,
        caller.call("GET", &path, None).await.0,
    ];
    assert_eq!(statuses, [503, 503]);
    caller.get(&path).await;
    let requests = caller
        .get("/__control/requests?method=GET&pathPrefix=/clients/")
        .await;
    assert_eq!(requests["total"], 3);
    assert_eq!(
        (
            &requests["data"][0]["status"],
            &requests["data"][0]["fault"]
        ),
        (&json!(503), &json!("status"))
    );
    caller.done("DELETE", "/__control/requests", None).await;
    assert_eq!(caller.get("/__control").await["requests"], 0);
}

#[tokio::test]
async fn clients_are_changed_over_http_as_if_somebody_else_had() {
    let (_sandbox, caller) = start(26).await;
    let named = caller
        .get("/__control/test/named?name=Renata%20Ib%C3%A1%C3%B1ez%20Corona")
        .await;
    let id = named["data"][0].as_str().unwrap();
    let path = format!("/clients/{id}");
    let before = caller.get(&path).await;
    caller
        .done(
            "PATCH",
            &format!("/__control/test{path}"),
            Some(json!({"data": {"name": "Otra"}})),
        )
        .await;
    caller
        .done("POST", &format!("/__control/test{path}/promote"), None)
        .await;
    let after = caller.get(&path).await;
    assert_eq!(
        (&after["name"], &after["isPrimary"]),
        (&json!("Otra"), &json!(true))
    );
    assert!(text(&after, "updatedAt") > text(&before, "updatedAt"));
    caller
        .done("DELETE", &format!("/__control/test{path}"), None)
        .await;
    assert_eq!(caller.call("GET", &path, None).await.0, 404);
    assert_eq!(
        caller
            .call("DELETE", &format!("/__control/test{path}"), None)
            .await
            .0,
        409
    );
}

#[tokio::test]
async fn the_api_can_be_refused_while_the_control_answers() {
    let (_sandbox, caller) = start(5).await;
    caller
        .done(
            "POST",
            "/__control/refusing",
            Some(json!({"refusing": true})),
        )
        .await;
    assert!(
        caller
            .send(reqwest::Method::GET, "/tenant-details", None)
            .await
            .is_err()
    );
    caller
        .done(
            "POST",
            "/__control/refusing",
            Some(json!({"refusing": false})),
        )
        .await;
    caller.get("/tenant-details").await;
}

#[tokio::test]
async fn a_foreign_host_name_is_refused_by_the_control() {
    let (sandbox, _) = start(5).await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = http
        .get(format!("{}/__control", sandbox.base_url()))
        .header("Host", "example.com");
    assert_eq!(request.send().await.unwrap().status(), 403);
}

#[tokio::test]
async fn a_test_can_wait_for_a_request() {
    let (sandbox, caller) = start(26).await;
    let control = sandbox.control();
    let id = control.client_ids(Environment::Test)[2];
    let sent = tokio::spawn(async move {
        caller
            .done("POST", &format!("/clients/{id}/promote"), None)
            .await
    });
    control
        .wait_for_requests(Some("POST"), "/clients/", 1)
        .await;
    assert_eq!(
        control.client(Environment::Test, id).unwrap()["isPrimary"],
        true
    );
    sent.await.unwrap();
}
