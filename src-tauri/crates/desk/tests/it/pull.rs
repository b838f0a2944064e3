//! The pull in fair weather, cut off, and beside the analyst's work.

use desk::contract::{Code, PullKind, PullStatus, ReviewRequest, Verdict};
use sandbox::{Fault, FaultKind};
use serde_json::json;
use uuid::Uuid;

use crate::support::{
    ES, LIST, Office, TENANT, TEST, desk_over, everything, gone, passphrase, stored,
};

/// Holds the list back from its third page on, so that a pull can be cut off with two pages stored.
fn hold_third_page(office: &Office) {
    let late = FaultKind::Latency {
        milliseconds: 60_000,
    };
    office
        .control
        .push_fault(Fault::always(late).on("POST", LIST).after(2));
}

/// Pulls until two pages are stored, then cancels.
async fn cancel_after_two_pages(office: &Office) {
    hold_third_page(office);
    let mut events = office.desk.subscribe();
    let session = office.session();
    let (outcome, ()) = tokio::join!(office.pull(), async {
        stored(&mut events, 400).await;
        session.cancel_pull();
    });
    assert_eq!(outcome.unwrap_err().code(), Code::Cancelled);
    office.control.clear_faults();
}

/// The findings of a vault that was filled in one go.
async fn undisturbed_findings(clients: usize) -> usize {
    let office = Office::new(clients).await;
    office.pull().await.unwrap();
    let findings = office.findings().len();
    assert!(findings > 0, "the population has planted defects");
    findings
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_pull_brings_everything() {
    let office = Office::new(450).await;
    let report = office.pull().await.unwrap();
    assert_eq!(report.kind, PullKind::First);
    assert!(report.complete);
    assert_eq!((report.clients, report.added), (450, 450));
    assert_eq!((report.changed, report.gone, report.quarantined), (0, 0, 0));
    assert_eq!(report.requests, office.control.total_requests());
    assert_eq!(office.control.count_requests(Some("POST"), LIST), 3);
    office.assert_equal_to_server();

    let status = office.status();
    assert_eq!(
        status.organisation.as_deref(),
        Some("Organización de muestra (pruebas)")
    );
    assert!(status.last_pull.unwrap().complete);
    assert!(matches!(status.pull, PullStatus::Idle));
    let primary = office
        .control
        .client_ids(TEST)
        .into_iter()
        .filter(|id| office.is_primary((*id).into()))
        .count();
    assert_eq!(status.households, primary as u64);
    office.assert_sound();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_without_changes_rewrites_nothing() {
    let office = Office::filled(450).await;
    let (rows, findings) = (office.rows(), office.findings());
    let report = office.pull().await.unwrap();
    assert_eq!(report.kind, PullKind::Delta);
    assert!(report.complete);
    assert_eq!((report.added, report.changed, report.gone), (0, 0, 0));
    assert_eq!(office.rows(), rows);
    assert_eq!(office.findings(), findings);
    assert!(office.control.count_requests(None, "/clients/") <= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_come_with_a_delta() {
    let office = Office::filled(300).await;
    // No link leads to an anchor, so that no other record shows its name.
    let mut ids = office.control.client_ids(TEST);
    ids.retain(|id| office.is_primary((*id).into()));
    for id in &ids[40..45] {
        office.control.rename(TEST, *id, "Ximena").unwrap();
    }
    let report = office.pull().await.unwrap();
    assert_eq!(report.kind, PullKind::Delta);
    assert!(report.complete);
    assert_eq!((report.added, report.changed, report.gone), (0, 5, 0));
    office.assert_equal_to_server();
    let revisions = office
        .session()
        .vault()
        .read(|view| view.revisions().list(ids[40].into()))
        .unwrap();
    assert!(
        revisions
            .iter()
            .any(|seen| seen.changed.contains(&"name".to_owned()))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_is_kept_as_gone_since() {
    let office = Office::filled(300).await;
    let ids = office.control.client_ids(TEST);
    let (lost, kept_name) = (ids[50], office.stored_name(ids[50]));
    office.control.delete(TEST, lost).unwrap();
    let made =
        json!({"type": "individual", "name": "Nuria", "lastName": "Nueva", "scopes": ["base"]});
    office.control.create(TEST, made.as_object().unwrap(), true);
    // As many clients as before: only looking at all of them can tell.
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    assert_eq!(
        (report.kind, report.added, report.gone),
        (PullKind::Sweep, 1, 1)
    );
    office.assert_equal_to_server();

    let page = desk::client::list(&office.session(), &gone()).unwrap();
    assert_eq!(page.total, 1);
    assert_eq!(page.data[0].client_id, lost.into());
    assert_eq!(page.data[0].name, kept_name);
    assert!(page.data[0].gone_since.is_some());
    assert_eq!(office.status().gone, 1);

    // Once noted, it is not found gone again, and a delta is enough.
    office.pass(10);
    let again = office.pull().await.unwrap();
    assert_eq!((again.kind, again.gone), (PullKind::Delta, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sweep_reads_everything_again() {
    let office = Office::filled(450).await;
    let rows = office.rows();
    let report = office.sweep().await.unwrap();
    assert_eq!((report.kind, report.clients), (PullKind::Sweep, 450));
    assert!(report.complete);
    assert_eq!(office.rows(), rows);
    assert_eq!(office.control.count_requests(Some("POST"), LIST), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_pull_goes_on_where_it_stopped() {
    let office = Office::new(600).await;
    cancel_after_two_pages(&office).await;
    assert_eq!(office.status().clients, 400);
    assert!(matches!(office.status().pull, PullStatus::Idle));
    office.assert_sound();

    office.control.clear_requests();
    let report = office.pull().await.unwrap();
    assert_eq!(report.kind, PullKind::First);
    assert!(report.complete);
    assert_eq!(office.control.count_requests(Some("POST"), LIST), 1);
    office.assert_equal_to_server();
    assert_eq!(office.findings().len(), undisturbed_findings(600).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_pull_goes_on_where_it_stopped() {
    let mut office = Office::new(600).await;
    hold_third_page(&office);
    let mut events = office.desk.subscribe();
    tokio::select! {
        _ = office.pull() => panic!("the third page never comes"),
        () = stored(&mut events, 400) => {}
    }
    office.control.clear_faults();
    office.reopen();
    assert_eq!(office.status().clients, 400);

    office.control.clear_requests();
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    assert_eq!(office.control.count_requests(Some("POST"), LIST), 1);
    office.assert_equal_to_server();
    office.assert_sound();
    assert_eq!(office.findings().len(), undisturbed_findings(600).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_that_was_dropped_does_not_block_the_next() {
    let office = Office::new(600).await;
    hold_third_page(&office);
    let mut events = office.desk.subscribe();
    tokio::select! {
        _ = office.pull() => panic!("the third page never comes"),
        () = stored(&mut events, 400) => {}
    }
    office.control.clear_faults();
    assert!(office.pull().await.unwrap().complete);
    assert!(matches!(office.status().pull, PullStatus::Idle));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_expires_is_found_when_nothing_changed_and_unfound_when_the_clock_was_wrong() {
    let office = Office::filled(300).await;
    let findings = office.findings();
    let a_year = 366 * 24 * 60;
    office.clock.advance_minutes(a_year);
    assert!(office.pull().await.unwrap().complete);
    let later = office.findings();
    assert_ne!(later, findings);
    desk::finding::check_all(&office.session(), |_, _| true).unwrap();
    assert_eq!(later, office.findings());
    office.clock.advance_minutes(-a_year);
    assert!(office.pull().await.unwrap().complete);
    assert_eq!(office.findings(), findings);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_before_a_pull_goes_on_is_not_lost_when_the_clock_was_set_back_meanwhile() {
    let office = Office::new(600).await;
    cancel_after_two_pages(&office).await;
    let first = office.control.client_ids(TEST)[0];
    office.control.rename(TEST, first, "Ximena").unwrap();
    office.pass(20);
    office.clock.advance_minutes(-20);
    assert!(office.pull().await.unwrap().complete);
    office.pass(10);
    office.pull().await.unwrap();
    office.assert_equal_to_server();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_is_shown_and_can_be_stopped_before_the_server_answers_anything() {
    let office = Office::new(26).await;
    let silent = Fault::always(FaultKind::Hang);
    office.control.push_fault(silent.on("GET", TENANT));
    let mut events = office.desk.subscribe();
    let session = office.session();
    let (outcome, ()) = tokio::join!(office.pull(), async {
        stored(&mut events, 0).await;
        session.cancel_pull();
    });
    assert_eq!(outcome.unwrap_err().code(), Code::Cancelled);
    assert!(matches!(session.pull_status(), PullStatus::Idle));
    office.control.clear_faults();
    assert!(office.pull().await.unwrap().complete);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_cut_off_after_its_last_page_reads_none_again() {
    let office = Office::new(450).await;
    // A count that is too low with the last page makes the pull look a second time.
    let count = Fault::next(FaultKind::TotalCount { count: 440 }).after(2);
    office.control.push_fault(count.on("POST", LIST));
    let held = Fault::always(FaultKind::Hang).after(3);
    office.control.push_fault(held.on("POST", LIST));
    let mut events = office.desk.subscribe();
    let session = office.session();
    let (outcome, ()) = tokio::join!(office.pull(), async {
        stored(&mut events, 450).await;
        session.cancel_pull();
    });
    assert_eq!(outcome.unwrap_err().code(), Code::Cancelled);
    office.control.clear_faults();
    office.control.clear_requests();
    let report = office.pull().await.unwrap();
    assert!(report.complete);
    assert_eq!((report.kind, report.clients), (PullKind::First, 450));
    // The server only counts.
    assert_eq!(office.control.count_requests(Some("POST"), LIST), 1);
    office.assert_equal_to_server();
    let status = office.status().last_pull.unwrap();
    assert!(status.complete);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_on_a_page_read_before_the_cut_is_not_lost() {
    let office = Office::new(600).await;
    cancel_after_two_pages(&office).await;
    let first = office.control.client_ids(TEST)[0];
    office.control.rename(TEST, first, "Ximena").unwrap();
    office.pass(20);
    assert!(office.pull().await.unwrap().complete);
    office.pass(10);
    office.pull().await.unwrap();
    office.assert_equal_to_server();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_failed_delta_stored_is_checked_by_the_next() {
    let office = Office::filled(26).await;
    let clean = office.named("Sebastián Luna Juárez");
    let is_found = |office: &Office| {
        let found = office.findings();
        found
            .iter()
            .any(|(client, _, code)| *client == clean && code.starts_with("RFC_"))
    };
    assert!(!is_found(&office));
    office
        .control
        .set_rfc(TEST, clean.0, Some("LUJS840612ZZ0"))
        .unwrap();
    let refuse = FaultKind::Status {
        status: 403,
        retry_after: None,
    };
    office
        .control
        .push_fault(Fault::next(refuse).on("POST", LIST).after(1));
    let error = office.pull().await.unwrap_err();
    assert_eq!(error.code(), Code::Forbidden);
    assert!(office.pull().await.unwrap().complete);
    assert!(is_found(&office));
}

#[tokio::test(flavor = "multi_thread")]
async fn only_one_pulls_at_a_time() {
    let office = Office::new(600).await;
    hold_third_page(&office);
    let other = desk_over(office.folder.path(), &office.clock);
    other.unlock(&passphrase()).unwrap();
    let mut events = office.desk.subscribe();
    let session = office.session();
    let (first, ()) = tokio::join!(office.pull(), async {
        stored(&mut events, 400).await;
        assert_eq!(office.pull().await.unwrap_err().code(), Code::InUse);
        let elsewhere = other.session().unwrap();
        let request = desk::contract::PullRequest::default();
        let error = desk::pull::run(&elsewhere, request, ES).await.unwrap_err();
        assert_eq!(error.code(), Code::InUse);
        session.cancel_pull();
    });
    assert_eq!(first.unwrap_err().code(), Code::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_leaves_the_analysts_work_alone() {
    let office = Office::filled(26).await;
    let session = office.session();
    let household = office.named("Sebastián Luna Juárez");
    desk::review::record(
        &session,
        &ReviewRequest {
            household_id: household,
            verdict: Verdict::Escalated,
            note: "Falta el poder notarial".into(),
        },
    )
    .unwrap();
    office.promote_as(office.member(), true).await.unwrap();
    let work = || {
        let operations = desk::operate::list(&session, &everything(), ES).unwrap();
        let changes = desk::review::changes(&session, household, ES).unwrap();
        (
            serde_json::to_value(&operations).unwrap(),
            changes
                .review
                .map(|review| (review.verdict, review.note, review.at)),
            changes.history.len(),
        )
    };
    let (before, journal) = (work(), office.journal());
    for id in office.control.client_ids(TEST) {
        office.control.rename(TEST, id, "Ximena").unwrap();
    }
    let gone: Uuid = office.named("Ximena Ibáñez Corona").0;
    office.control.delete(TEST, gone).unwrap();
    office.pass(10);
    office.pull().await.unwrap();
    office.sweep().await.unwrap();
    let after = work();
    let name = |value: &serde_json::Value| value["data"][0]["operationId"].clone();
    assert_eq!(name(&after.0), name(&before.0));
    assert_eq!(after.0["data"][0]["state"], "waiting");
    assert_eq!(
        after.0["data"][0]["rehearsal"],
        before.0["data"][0]["rehearsal"]
    );
    assert_eq!((after.1, after.2), (before.1, before.2));
    let now = office.journal();
    assert_eq!(now[..journal.len()], journal[..]);
    assert_eq!(now[journal.len()..], ["pull.finished", "pull.finished"]);
    office.assert_journal_holds();
}
