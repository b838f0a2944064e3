//! Lists that repeat, loop, shrink, never end, come short, or carry records that do not fit.

use std::time::Duration;

use desk::contract::{Code, PullKind, Slice};
use sandbox::{Fault, FaultKind};

use crate::support::{LIST, Office, TEST};

fn on_list(fault: Fault) -> Fault {
    fault.on("POST", LIST)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_that_is_ignored_leads_to_a_sweep() {
    let office = Office::filled(300).await;
    let rows = office.rows();
    office
        .control
        .push_fault(on_list(Fault::next(FaultKind::FilterIgnored)));
    let report = office.pull().await.unwrap();
    assert_eq!((report.kind, report.clients), (PullKind::Sweep, 300));
    assert!(report.complete);
    assert_eq!(office.rows(), rows);
}

#[tokio::test(flavor = "multi_thread")]
async fn short_records_are_completed_one_by_one() {
    let office = Office::new(60).await;
    office
        .control
        .push_fault(on_list(Fault::always(FaultKind::ShortRecords)));
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    assert_eq!(report.clients, 60);
    office.assert_equal_to_server();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_comes_twice_is_stored_once() {
    let office = Office::new(600).await;
    office
        .control
        .push_fault(on_list(Fault::next(FaultKind::RepeatedPage)).after(1));
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    assert_eq!(report.added, 600);
    office.assert_equal_to_server();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_looping_cursor_ends_and_keeps_what_came() {
    let office = Office::new(600).await;
    office
        .control
        .push_fault(on_list(Fault::always(FaultKind::LoopingCursor)));
    assert_eq!(office.pull().await.unwrap_err().code(), Code::Protocol);
    assert_eq!(office.status().clients, 400);
    assert!(office.control.count_requests(Some("POST"), LIST) <= 3 + 3);
    office.assert_sound();
    office.control.clear_faults();
    assert!(office.pull().await.unwrap().complete);
    office.assert_equal_to_server();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_never_ends_is_ended() {
    let office = Office::new(450).await;
    office
        .control
        .push_fault(on_list(Fault::always(FaultKind::EndlessPages)));
    let pull = tokio::time::timeout(Duration::from_mins(1), office.pull());
    let error = pull.await.expect("the pull ends by itself").unwrap_err();
    assert_eq!(error.code(), Code::Protocol);
    assert_eq!(office.status().clients, 450);
    assert!(office.control.count_requests(Some("POST"), LIST) <= 3 + 3);
    office.control.clear_faults();
    assert!(office.pull().await.unwrap().complete);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_shrinks_is_never_taken_for_deletion() {
    let office = Office::filled(300).await;
    office
        .control
        .push_fault(on_list(Fault::always(FaultKind::ShrinkingList)));
    let report = office.sweep().await.unwrap();
    assert_eq!(report.gone, 0);
    assert_eq!(office.status().gone, 0);
    assert_eq!(office.status().clients, 300);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_pull_of_a_shrunk_list_is_made_whole_by_the_next() {
    let office = Office::new(300).await;
    office
        .control
        .push_fault(on_list(Fault::always(FaultKind::ShrinkingList)));
    office.pull().await.unwrap();
    assert!(office.status().clients < 300);
    office.control.clear_faults();
    office.pass(10);
    assert!(office.pull().await.unwrap().complete);
    office.assert_equal_to_server();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_that_does_not_fit_is_set_aside_until_it_does() {
    let office = Office::new(60).await;
    office
        .control
        .push_fault(on_list(Fault::next(FaultKind::UndecodableRecord {
            index: 7,
        })));
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    assert_eq!(
        (report.clients, report.added, report.quarantined),
        (60, 59, 1)
    );
    let aside = desk::quarantine::list(&office.session(), Slice::default()).unwrap();
    assert_eq!(aside.total, 1);
    let bad = office.control.client_ids(TEST)[7];
    assert_eq!(aside.data[0].id, bad.to_string());
    assert!(!aside.data[0].reason.is_empty());
    assert!(!aside.data[0].place.is_empty());
    assert_eq!(office.status().quarantined, 1);

    office.pass(10);
    let report = office.sweep().await.unwrap();
    assert_eq!((report.added, report.quarantined), (1, 0));
    assert_eq!(office.status().quarantined, 0);
    office.assert_equal_to_server();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_client_whose_record_no_longer_fits_costs_no_sweep() {
    let office = Office::filled(60).await;
    let bad = office.control.client_ids(TEST)[30];
    let before = office.stored_name(bad);
    office.control.rename(TEST, bad, "Ximena").unwrap();
    office
        .control
        .push_fault(on_list(Fault::next(FaultKind::UndecodableRecord {
            index: 999,
        })));
    let report = office.pull().await.unwrap();
    assert_eq!((report.kind, report.quarantined), (PullKind::Delta, 1));
    assert!(report.complete);
    assert_eq!(office.stored_name(bad), before);
    assert_eq!(office.status().clients, 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_set_aside_that_the_server_drops_costs_no_sweep_for_ever() {
    let office = Office::new(60).await;
    office
        .control
        .push_fault(on_list(Fault::next(FaultKind::UndecodableRecord {
            index: 7,
        })));
    office.pull().await.unwrap();
    let bad = office.control.client_ids(TEST)[7];
    office.control.delete(TEST, bad).unwrap();
    office.pass(10);
    let noticed = office.pull().await.unwrap();
    assert_eq!(noticed.kind, PullKind::Sweep);
    assert!(noticed.complete);
    office.pass(10);
    let next = office.pull().await.unwrap();
    assert_eq!(next.kind, PullKind::Delta);
    assert!(next.complete);
}

/// A fault on the single read of one client.
fn on_read(kind: FaultKind, id: uuid::Uuid) -> Fault {
    Fault::always(kind).on("GET", &format!("/clients/{id}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_record_that_cannot_be_completed_costs_one_record() {
    let office = Office::new(60).await;
    let bad = office.control.client_ids(TEST)[7];
    office
        .control
        .push_fault(on_list(Fault::always(FaultKind::ShortRecords)));
    office.control.push_fault(on_read(FaultKind::BadJson, bad));
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    assert_eq!((report.added, report.quarantined), (59, 1));
    let aside = desk::quarantine::list(&office.session(), Slice::default()).unwrap();
    assert_eq!(aside.data[0].id, bad.to_string());
    assert!(!aside.data[0].reason.is_empty());

    office.control.clear_faults();
    office.pass(10);
    assert!(office.sweep().await.unwrap().complete);
    assert_eq!(office.status().quarantined, 0);
    office.assert_equal_to_server();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_gives_no_single_client_stops_the_pull() {
    let office = Office::new(60).await;
    office
        .control
        .push_fault(on_list(Fault::always(FaultKind::ShortRecords)));
    office
        .control
        .push_fault(Fault::always(FaultKind::BadJson).on("GET", "/clients/"));
    assert_eq!(office.pull().await.unwrap_err().code(), Code::Protocol);
    assert_eq!(office.status().quarantined, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unseen_client_that_cannot_be_read_is_neither_gone_nor_a_stop() {
    let office = Office::filled(300).await;
    let ids = office.control.client_ids(TEST);
    office
        .control
        .push_fault(on_list(Fault::always(FaultKind::ShrinkingList)));
    office
        .control
        .push_fault(on_read(FaultKind::BadJson, ids[150]));
    let report = office.sweep().await.unwrap();
    assert_eq!((report.gone, report.quarantined), (0, 1));
    assert_eq!((office.status().clients, office.status().gone), (300, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_list_left_out_is_counted_and_checked_like_the_rest() {
    let office = Office::filled(300).await;
    let unseen = office.control.client_ids(TEST)[150];
    let of_rfc = |office: &Office| {
        let found = office.findings().into_iter();
        found
            .filter(|(client, _, code)| *client == unseen.into() && code.starts_with("RFC_"))
            .count()
    };
    assert_eq!(of_rfc(&office), 0);
    office
        .control
        .set_rfc(TEST, unseen, Some("LUJS840612ZZ0"))
        .unwrap();
    office
        .control
        .push_fault(on_list(Fault::always(FaultKind::ShrinkingList)));
    office.pass(10);
    // The client, and the one that names it among its links.
    assert_eq!(office.sweep().await.unwrap().changed, 2);
    assert!(of_rfc(&office) > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_set_aside_that_the_server_no_longer_has_leaves_the_quarantine() {
    let office = Office::new(60).await;
    office
        .control
        .push_fault(on_list(Fault::next(FaultKind::UndecodableRecord {
            index: 7,
        })));
    office.pull().await.unwrap();
    let bad = office.control.client_ids(TEST)[7];
    office.control.delete(TEST, bad).unwrap();
    office.pass(10);
    assert!(office.sweep().await.unwrap().complete);
    assert_eq!(office.status().quarantined, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_shrinks_is_read_a_second_time_before_singles() {
    let office = Office::filled(600).await;
    let skipped = Fault::next(FaultKind::ShrinkingList).times(3);
    office.control.push_fault(on_list(skipped));
    let report = office.sweep().await.unwrap();
    assert!(report.complete);
    assert_eq!(report.gone, 0);
    assert_eq!(office.control.count_requests(Some("POST"), LIST), 6);
    assert_eq!(office.control.count_requests(Some("GET"), "/clients/"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_pull_of_a_list_that_shrinks_looks_again() {
    let office = Office::new(600).await;
    let shrinks = Fault::next(FaultKind::ShrinkingList).after(1).times(2);
    office.control.push_fault(on_list(shrinks));
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    office.assert_equal_to_server();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_gives_less_than_it_counts_twice_is_not_complete() {
    let office = Office::new(600).await;
    // The last page of the first look lacks as many as its count, so that what is held fits the count of both looks.
    let shrinks = Fault::always(FaultKind::ShrinkingList).after(2);
    office.control.push_fault(on_list(shrinks));
    let report = office.pull().await.unwrap();
    assert!(!report.complete);
    assert!(!office.status().last_pull.unwrap().complete);
    office.control.clear_faults();
    office.pass(10);
    assert!(office.pull().await.unwrap().complete);
    office.assert_equal_to_server();
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_repeat_now_and_then_do_not_end_a_list() {
    let office = Office::new(1_200).await;
    for skip in [1, 3, 5, 7] {
        office
            .control
            .push_fault(on_list(Fault::next(FaultKind::RepeatedPage)).after(skip));
    }
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    assert_eq!(report.added, 1_200);
    office.assert_equal_to_server();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_refused_half_way_starts_the_list_over_once() {
    let office = Office::new(600).await;
    let refused = FaultKind::Status {
        status: 400,
        retry_after: None,
    };
    office
        .control
        .push_fault(on_list(Fault::next(refused.clone())).after(2));
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    assert_eq!(report.kind, PullKind::First);
    office.assert_equal_to_server();

    office.pass(10);
    office
        .control
        .push_fault(on_list(Fault::always(refused)).after(1));
    assert_eq!(office.sweep().await.unwrap_err().code(), Code::Refused);
    office.assert_equal_to_server();
}
