//! Servers that fail, refuse or are away: what is stored stays readable, and the status says what happened.

use sandbox::{Fault, FaultKind, RetryAfter};

use crate::bench::{Bench, CLIENTS};

fn still_readable(bench: &Bench) {
    let status = bench.run(&["status", "--json"]).json_with(0);
    assert_eq!(status["clients"], CLIENTS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_connection_the_pull_says_so_and_the_data_stay() {
    let mut bench = Bench::pulled().await;
    bench.sandbox.offline().await;
    let failure = bench.run(&["pull", "--json"]).failure(5);
    assert_eq!(
        (failure["code"].as_str(), failure["retryable"].as_bool()),
        (Some("offline"), Some(true))
    );
    still_readable(&bench);
    assert_eq!(bench.run(&["doctor", "--json"]).json_with(5)["ok"], false);
    bench.sandbox.online().await.unwrap();
    assert_eq!(bench.run(&["pull", "--json"]).status, 0);
    assert_eq!(bench.run(&["doctor", "--json"]).json_with(0)["ok"], true);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_the_server_does_not_know_is_refused() {
    let bench = Bench::pulled().await;
    assert!(bench.control().revoke_key("full"));
    assert_eq!(
        bench.run(&["pull", "--json"]).failure(6)["code"],
        "unauthorised"
    );
    still_readable(&bench);
    let doctor = bench.run(&["doctor", "--json"]).json_with(6);
    assert_eq!(
        doctor["data"].as_array().unwrap().last().unwrap()["check"],
        "key"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_that_are_not_artus_change_nothing() {
    let bench = Bench::pulled().await;
    let control = bench.control();
    for (kind, code) in [
        (FaultKind::HtmlPage { status: 200 }, "protocol"),
        (FaultKind::BadJson, "protocol"),
        (
            FaultKind::Status {
                status: 403,
                retry_after: None,
            },
            "forbidden",
        ),
    ] {
        control.push_fault(Fault::always(kind.clone()).on("POST", "/clients/list"));
        let run = bench.run(&["pull", "--sweep", "--json"]);
        let status = if code == "forbidden" { 6 } else { 1 };
        assert_eq!(run.failure(status)["code"], code, "{kind:?}");
        control.clear_faults();
        still_readable(&bench);
    }
    assert_eq!(
        bench.run(&["pull", "--sweep", "--json"]).json_with(0)["gone"],
        0
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_passing_fault_is_waited_out() {
    let bench = Bench::new().await;
    let control = bench.control();
    for kind in [
        FaultKind::Status {
            status: 429,
            retry_after: Some(RetryAfter::Seconds(0)),
        },
        FaultKind::Status {
            status: 503,
            retry_after: Some(RetryAfter::Seconds(0)),
        },
        FaultKind::Reset,
    ] {
        control.push_fault(Fault::next(kind).on("POST", "/clients/list"));
    }
    let report = bench.run(&["pull", "--json"]).json_with(0);
    assert_eq!(
        (report["clients"].as_u64(), report["complete"].as_bool()),
        (Some(CLIENTS as u64), Some(true))
    );
    assert!(report["requests"].as_u64().unwrap() > 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fault_that_lasts_is_told_by_its_name() {
    let bench = Bench::pulled().await;
    let control = bench.control();
    let wait = Some(RetryAfter::Seconds(0));
    for (kind, status, code) in [
        (
            FaultKind::Status {
                status: 429,
                retry_after: wait.clone(),
            },
            1,
            "rate_limited",
        ),
        (
            FaultKind::Status {
                status: 500,
                retry_after: wait,
            },
            1,
            "server",
        ),
        (FaultKind::CutBody, 1, "protocol"),
        (FaultKind::Reset, 5, "offline"),
    ] {
        control.push_fault(Fault::always(kind.clone()).on("POST", "/clients/list"));
        assert_eq!(
            bench.run(&["pull", "--sweep", "--json"]).failure(status)["code"],
            code,
            "{kind:?}"
        );
        control.clear_faults();
        still_readable(&bench);
    }
}
