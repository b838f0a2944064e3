//! The log of requests: what arrived, what it met and whether it changed anything.

use reqwest::Method;
use sandbox::{Environment, Fault, FaultKind};
use serde_json::json;

use crate::caller::start;

/// SHA-256 of no bytes.
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

#[tokio::test]
async fn writes_tell_their_digest_and_their_effect_exactly_once() {
    let (sandbox, caller) = start(26).await;
    let control = sandbox.control();
    let id = control.client_ids(Environment::Test)[1];
    let path = format!("/clients/{id}/promote");
    control.push_fault(Fault::next(FaultKind::AnswerWithoutEffect));
    caller.done("POST", &path, None).await;
    control.push_fault(Fault::next(FaultKind::EffectWithoutAnswer));
    assert!(caller.send(Method::POST, &path, None).await.is_err());
    caller.done("POST", &path, None).await;
    let received = control.requests(Some("POST"), "/clients/");
    let told: Vec<(u16, Option<&str>, bool)> = received
        .iter()
        .map(|one| (one.status, one.fault, one.effect))
        .collect();
    assert_eq!(
        told,
        [
            (200, Some("answerWithoutEffect"), false),
            (0, Some("effectWithoutAnswer"), true),
            (200, None, false),
        ]
    );
    assert_eq!(control.count_effects(Some("POST"), &path), 1);
    for one in &received {
        assert_eq!(one.body_digest.as_deref(), Some(EMPTY));
        assert_eq!(one.key_id.as_deref(), Some("full"));
        assert_eq!(one.environment, Some(Environment::Test));
    }
}

#[tokio::test]
async fn the_same_body_has_the_same_digest_even_when_it_was_refused() {
    let (sandbox, caller) = start(26).await;
    let control = sandbox.control();
    let path = format!("/clients/{}", control.client_ids(Environment::Test)[0]);
    let change = |name: &str| Some(json!({"data": {"name": name}}));
    control.push_fault(Fault::next(FaultKind::Status {
        status: 503,
        retry_after: None,
    }));
    caller.call("PATCH", &path, change("Ana")).await;
    caller.done("PATCH", &path, change("Ana")).await;
    caller.done("PATCH", &path, change("Eva")).await;
    let received = control.requests(Some("PATCH"), &path);
    let digest = |place: usize| received[place].body_digest.clone().unwrap();
    assert_eq!(digest(0), digest(1));
    assert_ne!(digest(1), digest(2));
    let effects: Vec<bool> = received.iter().map(|one| one.effect).collect();
    assert_eq!(effects, [false, true, true]);
}

#[tokio::test]
async fn reads_have_neither_digest_nor_effect() {
    let (sandbox, caller) = start(26).await;
    caller.list(json!({"limit": 3})).await;
    caller.get("/tenant-details").await;
    for one in sandbox.control().requests(None, "") {
        assert_eq!((one.body_digest, one.effect), (None, false));
    }
    let state = caller.get("/__control").await;
    assert_eq!(
        (&state["requests"], &state["forgotten"]),
        (&json!(2), &json!(0))
    );
}
