//! Pulls that go well.

use sandbox::{Environment::Test, Fault, FaultKind};

use crate::bench::{Bench, CLIENTS, finish};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_pull_a_delta_and_a_sweep_bring_what_there_is() {
    let bench = Bench::new().await;
    let first = bench.run(&["pull", "--json"]).json_with(0);
    assert_eq!(
        (first["kind"].as_str(), first["complete"].as_bool()),
        (Some("first"), Some(true))
    );
    assert_eq!(first["clients"], CLIENTS);
    let control = bench.control();
    let ids = control.client_ids(Test);
    control.rename(Test, ids[7], "Nombre Nuevo").unwrap();
    let delta = bench.run(&["pull", "--json"]).json_with(0);
    assert_eq!(
        (delta["kind"].as_str(), delta["changed"].as_u64()),
        (Some("delta"), Some(1))
    );
    control.delete(Test, ids[CLIENTS - 1]).unwrap();
    let sweep = bench.run(&["pull", "--sweep", "--json"]).json_with(0);
    assert_eq!(
        (sweep["kind"].as_str(), sweep["gone"].as_u64()),
        (Some("sweep"), Some(1))
    );
    let status = bench.run(&["status", "--json"]).json_with(0);
    assert_eq!(
        (status["clients"].as_u64(), status["gone"].as_u64()),
        (Some(CLIENTS as u64 - 1), Some(1))
    );
    assert_eq!(status["lastPull"]["kind"], "sweep");
    assert!(status["operations"]["waiting"].is_u64());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_record_that_does_not_fit_is_set_aside_and_the_pull_goes_on() {
    let bench = Bench::new().await;
    bench.control().push_fault(
        Fault::next(FaultKind::UndecodableRecord { index: 3 }).on("POST", "/clients/list"),
    );
    let report = bench.run(&["pull", "--json"]).json_with(7);
    assert_eq!(report["quarantined"], 1);
    let aside = bench.run(&["quarantine", "--json"]).json_with(0);
    assert_eq!(aside["total"], 1);
    for member in ["id", "reason", "place", "seenAt"] {
        assert!(aside["data"][0][member].is_string(), "{member}");
    }
    assert_eq!(
        bench.run(&["status", "--json"]).json_with(0)["quarantined"],
        1
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_one_pulls_at_a_time_and_an_interrupt_ends_it_cleanly() {
    let bench = Bench::new().await;
    let control = bench.control();
    control.push_fault(
        Fault::always(FaultKind::Latency {
            milliseconds: 600_000,
        })
        .on("POST", "/clients/list"),
    );
    let first = bench.command(&["pull", "--json"]).spawn().unwrap();
    // The first question to the server comes after the pull has made itself the only one.
    control
        .wait_for_requests(Some("GET"), "/tenant-details", 1)
        .await;
    let second = bench.run(&["pull", "--json"]);
    assert_eq!(second.failure(1)["code"], "in_use");
    let pid = first.id().to_string();
    assert!(
        std::process::Command::new("kill")
            .args(["-INT", &pid])
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(finish(first, "").failure(1)["code"], "cancelled");
    control.clear_faults();
    assert_eq!(
        bench.run(&["pull", "--json"]).json_with(0)["clients"],
        CLIENTS
    );
}
