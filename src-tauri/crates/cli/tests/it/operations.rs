//! Promotions: sent at most once, read back, and told apart.

use sandbox::{Environment, Fault, FaultKind, READ_ONLY_KEY};
use serde_json::Value;

use crate::bench::{Bench, Run};

/// A member of the household of the population's first person, who is not primary.
const MEMBER: &str = "Mateo Luna Ibáñez";

fn promote(bench: &Bench, id: &str, more: &[&str]) -> Run {
    let mut arguments = vec!["promote", id, "--reason", "Cuenta propia", "--json"];
    arguments.extend(more);
    bench.run(&arguments)
}

fn is_primary(bench: &Bench, id: &str) -> bool {
    let ids = bench.control().client_ids(Environment::Test);
    let id = ids.into_iter().find(|one| one.to_string() == id).unwrap();
    bench.control().client(Environment::Test, id).unwrap()["isPrimary"] == true
}

fn operation(bench: &Bench) -> Value {
    let list = bench.run(&["operations", "list", "--json"]).json_with(0);
    assert_eq!(list["total"], 1);
    list["data"][0].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_promotion_is_rehearsed_proven_and_then_already_done() {
    let bench = Bench::pulled().await;
    let id = bench.named(MEMBER);
    let rehearsed = bench
        .run(&["promote", &id, "--rehearse", "--json"])
        .json_with(0);
    assert_eq!(
        (rehearsed["state"].as_str(), &rehearsed["proof"]),
        (Some("rehearsed"), &Value::Null)
    );
    for member in ["request", "known", "expected", "unknown", "before", "after"] {
        assert!(!rehearsed["rehearsal"][member].is_null(), "{member}");
    }
    assert_eq!(bench.promotions(), 0);
    let proven = promote(&bench, &id, &[]).json_with(0);
    assert_eq!(
        (proven["state"].as_str(), proven["proof"]["same"].as_bool()),
        (Some("proven"), Some(true))
    );
    assert_eq!(proven["clientId"], id.as_str());
    let again = promote(&bench, &id, &[]).json_with(0);
    assert_eq!(again["state"], "already_done");
    assert_eq!(bench.promotions(), 1);
    assert!(is_primary(&bench, &id));
    assert_eq!(
        bench.run(&["journal", "verify", "--json"]).json_with(0)["ok"],
        true
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_queued_promotion_waits_until_it_is_sent_or_cancelled() {
    let bench = Bench::pulled().await;
    let id = bench.named(MEMBER);
    let queued = promote(&bench, &id, &["--queue"]).json_with(0);
    assert_eq!(queued["state"], "waiting");
    let operation_id = queued["operationId"].as_str().unwrap();
    let cancelled = bench
        .run(&["operations", "cancel", operation_id, "--json"])
        .json_with(0);
    assert_eq!(cancelled["state"], "cancelled");
    assert_eq!(
        bench
            .run(&["operations", "cancel", operation_id, "--json"])
            .failure(4)["code"],
        "conflict"
    );
    assert_eq!(
        bench.run(&["operations", "send", "--json"]).json_with(0)["total"],
        0
    );
    promote(&bench, &id, &["--queue"]).json_with(0);
    let sent = bench.run(&["operations", "send", "--json"]).json_with(0);
    assert_eq!(
        (sent["total"].as_u64(), sent["data"][0]["state"].as_str()),
        (Some(1), Some("proven"))
    );
    assert_eq!(bench.promotions(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn offline_a_promotion_is_kept_and_sent_later() {
    let mut bench = Bench::pulled().await;
    let id = bench.named(MEMBER);
    bench.sandbox.offline().await;
    let kept = promote(&bench, &id, &[]);
    assert_eq!(kept.json_with(5)["state"], "waiting");
    assert!(kept.err.contains("offline"), "{}", kept.err);
    assert_eq!(operation(&bench)["state"], "waiting");
    assert_eq!(
        bench.run(&["operations", "send", "--json"]).json_with(5)["data"][0]["state"],
        "waiting"
    );
    bench.sandbox.online().await.unwrap();
    assert_eq!(
        bench.run(&["operations", "send", "--json"]).json_with(0)["data"][0]["state"],
        "proven"
    );
    assert_eq!(bench.promotions(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_moved_is_a_conflict_and_nothing_is_sent() {
    let bench = Bench::pulled().await;
    let id = bench.named(MEMBER);
    let control = bench.control();
    let uuid = control.clients_named(Environment::Test, MEMBER)[0];
    control
        .rename(Environment::Test, uuid, "Mateo Andrés")
        .unwrap();
    let run = promote(&bench, &id, &[]);
    let conflict = run.json_with(4);
    assert_eq!(conflict["state"], "conflict");
    let fields: Vec<_> = conflict["conflict"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["field"].clone())
        .collect();
    assert!(fields.contains(&"name".into()), "{fields:?}");
    assert!(run.err.contains("conflict"), "{}", run.err);
    assert_eq!(bench.promotions(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_is_settled_by_reading_and_the_write_goes_out_once() {
    let bench = Bench::pulled().await;
    let id = bench.named(MEMBER);
    let control = bench.control();
    control.push_fault(
        Fault::next(FaultKind::EffectWithoutAnswer)
            .on("POST", "/clients/")
            .ending("/promote"),
    );
    // The client is read before the write; every later read fails, so that nobody can know at once.
    control.push_fault(
        Fault::always(FaultKind::Status {
            status: 403,
            retry_after: None,
        })
        .on("GET", "/clients/")
        .after(1),
    );
    let lost = promote(&bench, &id, &[]);
    assert_eq!(lost.json_with(5)["state"], "unknown");
    assert_eq!(
        bench.run(&["operations", "send", "--json"]).json_with(0)["total"],
        0
    );
    assert_eq!(
        bench.run(&["operations", "settle", "--json"]).json_with(5)["data"][0]["state"],
        "unknown"
    );
    control.clear_faults();
    let settled = bench.run(&["operations", "settle", "--json"]).json_with(0);
    assert_eq!(
        (
            settled["total"].as_u64(),
            settled["data"][0]["state"].as_str()
        ),
        (Some(1), Some("proven"))
    );
    assert_eq!(bench.promotions(), 1);
    assert_eq!(operation(&bench)["state"], "proven");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_may_only_read_is_refused() {
    let bench = Bench::bare().await;
    bench.profile(Environment::Test, READ_ONLY_KEY);
    bench.run(&["pull"]);
    let id = bench.named(MEMBER);
    let refused = promote(&bench, &id, &[]);
    assert_eq!(refused.json_with(6)["state"], "refused");
    assert!(!is_primary(&bench, &id));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_live_the_act_must_be_confirmed_once_more() {
    let bench = Bench::bare().await;
    bench.profile(Environment::Live, sandbox::FULL_KEY);
    bench.run(&["pull", "--json"]).json_with(0);
    let id = bench.control().clients_named(Environment::Live, MEMBER)[0].to_string();
    let asked = promote(&bench, &id, &[]).failure(2);
    assert!(asked["message"].as_str().unwrap().contains("LIVE"));
    assert_eq!(
        bench.run(&["operations", "--json"]).json_with(0)["total"],
        0
    );
    assert_eq!(
        promote(&bench, &id, &["--confirm-live"]).json_with(0)["state"],
        "proven"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reason_and_a_known_client_are_needed() {
    let bench = Bench::pulled().await;
    let id = bench.named(MEMBER);
    assert_eq!(
        bench.run(&["promote", &id, "--json"]).failure(2)["code"],
        "usage"
    );
    assert_eq!(
        bench
            .run(&["promote", &id, "--reason", "  ", "--json"])
            .failure(2)["code"],
        "usage"
    );
    assert_eq!(
        promote(&bench, "client_abc", &[]).failure(2)["code"],
        "usage"
    );
    let nobody = "00000000-0000-4000-8000-000000000000";
    assert_eq!(promote(&bench, nobody, &[]).failure(1)["code"], "not_found");
}
