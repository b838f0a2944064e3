//! Keys, environments, permissions, unknown paths.

use sandbox::{Environment, READ_ONLY_KEY, TEST_ONLY_KEY};
use serde_json::json;

use crate::caller::{start, text};

#[tokio::test]
async fn without_a_known_key_nothing_is_answered() {
    let (sandbox, caller) = start(5).await;
    for key in ["", "wrong"] {
        let (status, error) = caller
            .with_key(key)
            .call("GET", "/tenant-details", None)
            .await;
        assert_eq!((status, text(&error, "code")), (401, "UNAUTHORIZED"));
    }
    assert!(sandbox.control().revoke_key("full"));
    assert_eq!(caller.call("GET", "/tenant-details", None).await.0, 401);
}

#[tokio::test]
async fn the_environment_must_be_named() {
    let (_sandbox, caller) = start(5).await;
    for environment in ["", "prod", "LIVE"] {
        let (status, error) = caller
            .in_environment(environment)
            .call("GET", "/tenant-details", None)
            .await;
        assert_eq!((status, text(&error, "code")), (400, "BAD_REQUEST"));
    }
}

#[tokio::test]
async fn a_key_that_only_reads_is_told_the_permission_it_lacks() {
    let (sandbox, caller) = start(26).await;
    let reader = caller.with_key(READ_ONLY_KEY);
    let ids = sandbox.control().client_ids(Environment::Test);
    let (one, other) = (ids[0], ids[1]);
    reader.get(&format!("/clients/{one}")).await;
    reader.list(json!({})).await;
    let update = "API key lacks permission: test:clients:update";
    let create = "API key lacks permission: test:clients:create";
    let cases = [
        ("POST", format!("/clients/{one}/promote"), update),
        ("PATCH", format!("/clients/{one}"), update),
        ("POST", format!("/clients/{one}/links"), update),
        ("PUT", format!("/clients/{one}/links"), update),
        ("DELETE", format!("/clients/{one}/links/{other}"), update),
        ("POST", format!("/clients/{one}/related"), create),
        ("POST", "/clients".to_owned(), create),
        ("POST", "/clients/sync".to_owned(), update),
        ("POST", "/addresses".to_owned(), update),
        (
            "DELETE",
            format!("/clients/{one}"),
            "API key lacks permission: test:clients:delete",
        ),
        (
            "POST",
            "/alerts/batch".to_owned(),
            "API key lacks permission: test:alerts:create",
        ),
    ];
    for (method, path, message) in cases {
        let (status, error) = reader.call(method, &path, Some(json!({}))).await;
        assert_eq!(
            (status, text(&error, "message")),
            (403, message),
            "{method} {path}"
        );
        assert_eq!(text(&error, "code"), "FORBIDDEN");
    }
}

#[tokio::test]
async fn a_key_of_one_environment_is_refused_in_the_other() {
    let (_sandbox, caller) = start(5).await;
    let caller = caller.with_key(TEST_ONLY_KEY);
    caller.get("/tenant-details").await;
    let (status, error) = caller
        .in_environment("live")
        .call("POST", "/clients/list", None)
        .await;
    assert_eq!(
        (status, text(&error, "message")),
        (403, "API key lacks permission: live:clients:read")
    );
    assert_eq!(
        caller
            .in_environment("live")
            .call("GET", "/tenant-details", None)
            .await
            .0,
        403
    );
}

#[tokio::test]
async fn unknown_places_are_not_found() {
    let (_sandbox, caller) = start(5).await;
    let nobody = "00000000-0000-4000-8000-000000000000";
    for (method, path, status) in [
        ("GET", format!("/clients/{nobody}"), 404),
        ("GET", format!("/client-links/{nobody}"), 404),
        ("GET", "/clients/nonsense".to_owned(), 400),
        ("GET", "/nonsense".to_owned(), 404),
        ("DELETE", "/tenant-details".to_owned(), 405),
    ] {
        assert_eq!(
            caller.call(method, &path, None).await.0,
            status,
            "{method} {path}"
        );
    }
}

#[tokio::test]
async fn answers_carry_the_time_of_the_server() {
    let (sandbox, caller) = start(5).await;
    sandbox.control().advance(3_600_000);
    let answer = caller
        .send(reqwest::Method::GET, "/tenant-details", None)
        .await
        .unwrap();
    assert_eq!(answer.headers()["date"], "Fri, 20 Nov 2026 13:00:00 GMT");
}
