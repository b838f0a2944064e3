//! What a promote does, and how often it was received.

use sandbox::{Environment, Fault, FaultKind};
use serde_json::json;

use crate::caller::{start, text};

#[tokio::test]
async fn a_promote_makes_primary_and_moves_updated_at_and_is_counted_once() {
    let (sandbox, caller) = start(26).await;
    let control = sandbox.control();
    let id = control.clients_named(Environment::Test, "Renata Ibáñez Corona")[0];
    let path = format!("/clients/{id}/promote");
    let before = caller.get(&format!("/clients/{id}")).await;
    let promoted = caller.done("POST", &path, None).await;
    assert_eq!(
        (&before["isPrimary"], &promoted["isPrimary"]),
        (&json!(false), &json!(true))
    );
    assert!(text(&promoted, "updatedAt") > text(&before, "updatedAt"));
    assert_eq!(promoted["id"], before["id"]);
    let after = caller.get(&format!("/clients/{id}")).await;
    assert_eq!(after, promoted);
    assert_eq!(control.count_requests(Some("POST"), &path), 1);
    let received = &control.requests(Some("POST"), &path)[0];
    assert_eq!(
        (received.status, received.key_id.as_deref()),
        (200, Some("full"))
    );
    assert_eq!(received.environment, Some(Environment::Test));
}

#[tokio::test]
async fn a_promote_of_a_primary_changes_nothing_or_conflicts_on_demand() {
    let (sandbox, caller) = start(26).await;
    let id = sandbox
        .control()
        .clients_named(Environment::Test, "Sebastián Luna Juárez")[0];
    let path = format!("/clients/{id}/promote");
    let before = caller.get(&format!("/clients/{id}")).await;
    assert_eq!(caller.done("POST", &path, None).await, before);
    sandbox
        .control()
        .push_fault(Fault::next(FaultKind::PromoteConflict));
    let (status, error) = caller.call("POST", &path, None).await;
    assert_eq!((status, text(&error, "code")), (409, "CONFLICT"));
}

#[tokio::test]
async fn a_promote_that_answers_and_did_not() {
    let (sandbox, caller) = start(26).await;
    let control = sandbox.control();
    let id = control.clients_named(Environment::Test, "Renata Ibáñez Corona")[0];
    control.push_fault(Fault::next(FaultKind::AnswerWithoutEffect).ending("/promote"));
    let before = caller.get(&format!("/clients/{id}")).await;
    let answered = caller
        .done("POST", &format!("/clients/{id}/promote"), None)
        .await;
    assert_eq!(answered["isPrimary"], true);
    assert_eq!(caller.get(&format!("/clients/{id}")).await, before);
}

#[tokio::test]
async fn a_promote_that_did_and_did_not_answer() {
    let (sandbox, caller) = start(26).await;
    let control = sandbox.control();
    let id = control.clients_named(Environment::Test, "Renata Ibáñez Corona")[0];
    let path = format!("/clients/{id}/promote");
    control.push_fault(Fault::next(FaultKind::EffectWithoutAnswer).ending("/promote"));
    let lost = caller.send(reqwest::Method::POST, &path, None).await;
    assert!(lost.is_err());
    assert_eq!(
        caller.get(&format!("/clients/{id}")).await["isPrimary"],
        true
    );
    assert_eq!(control.requests(Some("POST"), &path)[0].status, 0);
    assert_eq!(control.count_requests(Some("POST"), &path), 1);
}

#[tokio::test]
async fn the_environments_do_not_know_each_others_clients() {
    let (sandbox, caller) = start(26).await;
    let id = sandbox.control().client_ids(Environment::Test)[1];
    let (status, error) = caller
        .in_environment("live")
        .call("POST", &format!("/clients/{id}/promote"), None)
        .await;
    assert_eq!((status, text(&error, "code")), (404, "NOT_FOUND"));
}
