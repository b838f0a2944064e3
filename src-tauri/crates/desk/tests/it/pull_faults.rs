//! What the server can refuse or break: the right word for it, and the vault stays sound.

use desk::contract::{Code, PullKind, PullStatus};
use sandbox::{Fault, FaultKind, RetryAfter};

use crate::support::{ES, LIST, Office};

fn status(status: u16) -> FaultKind {
    FaultKind::Status {
        status,
        retry_after: None,
    }
}

/// A sweep meets the fault on every list request: it ends with the code, nothing is lost, and the next one works.
async fn ends_with(kind: FaultKind, code: Code) -> PullStatus {
    let office = Office::filled(26).await;
    let rows = office.rows();
    office
        .control
        .push_fault(Fault::always(kind).on("POST", LIST));
    let error = office.sweep().await.unwrap_err();
    let told = error.to_app(ES);
    assert_eq!((error.code(), told.code), (code, code), "{error:?}");
    assert!(!told.message.is_empty());
    assert_eq!(office.rows(), rows);
    assert_eq!(office.status().gone, 0);
    office.assert_sound();
    let shown = office.status().pull;
    office.control.clear_faults();
    let report = office.sweep().await.unwrap();
    assert!(report.complete);
    assert_eq!((report.kind, report.gone), (PullKind::Sweep, 0));
    assert!(matches!(office.status().pull, PullStatus::Idle));
    shown
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_key_is_told() {
    let shown = ends_with(status(401), Code::Unauthorised).await;
    assert!(matches!(shown, PullStatus::Refused { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_permission_is_told_by_its_name() {
    let shown = ends_with(status(403), Code::Forbidden).await;
    let PullStatus::Refused { error } = shown else {
        panic!("{shown:?}");
    };
    assert_eq!(error.details.unwrap()["permission"], "test:clients:update");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_without_the_list_is_told() {
    ends_with(status(404), Code::Protocol).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_request_is_told() {
    let shown = ends_with(status(422), Code::Refused).await;
    assert!(matches!(shown, PullStatus::Refused { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_always_asks_to_wait_is_told() {
    let kind = FaultKind::Status {
        status: 429,
        retry_after: Some(RetryAfter::Seconds(0)),
    };
    ends_with(kind, Code::RateLimited).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_asks_to_wait_once_is_waited_for() {
    let office = Office::new(26).await;
    for retry_after in [
        RetryAfter::Seconds(1),
        RetryAfter::Date(1),
        RetryAfter::Garbage,
    ] {
        let kind = FaultKind::Status {
            status: 429,
            retry_after: Some(retry_after),
        };
        office
            .control
            .push_fault(Fault::next(kind).on("POST", LIST));
    }
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    assert_eq!(report.clients, 26);
    assert_eq!(office.control.count_requests(Some("POST"), LIST), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_fails_is_told() {
    let shown = ends_with(status(503), Code::Server).await;
    assert!(matches!(shown, PullStatus::Failed { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_a_portal_is_told() {
    ends_with(FaultKind::HtmlPage { status: 200 }, Code::Protocol).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cut_json_is_told() {
    ends_with(FaultKind::BadJson, Code::Protocol).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_cut_short_is_told() {
    ends_with(FaultKind::CutBody, Code::Protocol).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_breaks_is_told() {
    let shown = ends_with(FaultKind::Reset, Code::Offline).await;
    assert!(matches!(shown, PullStatus::Offline { .. }));
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_now_and_then_are_outlived() {
    let office = Office::new(1_000).await;
    office
        .control
        .set_random_faults(Some(sandbox::RandomFaults {
            seed: 3,
            rate: 0.2,
            kinds: vec![FaultKind::Reset, FaultKind::CutBody, status(502)],
            path_prefix: LIST.into(),
        }));
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    office.control.clear_faults();
    office.assert_equal_to_server();
}
