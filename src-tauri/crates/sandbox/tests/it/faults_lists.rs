//! Faults of the client list: what comes twice, does not end, grows, or is counted wrong.

use std::collections::HashSet;

use sandbox::{Environment, Fault, FaultKind};
use serde_json::{Value, json};

use crate::caller::{ids, start, text};

const PAGE: &str = "/clients/list";

#[tokio::test]
async fn repeated_records_come_twice_in_the_page_or_on_the_next_and_nobody_is_lost() {
    let (sandbox, caller) = start(200).await;
    let everyone = ids(&caller.all(json!({"limit": 20})).await);
    let repeated = Fault::always(FaultKind::RepeatedRecords { percent: 20 });
    sandbox.control().push_fault(repeated);
    let (mut seen, mut within, mut across) = (Vec::new(), 0, 0);
    let mut body = json!({"limit": 20});
    loop {
        let page = caller.list(body.clone()).await;
        let given = ids(page["data"].as_array().unwrap());
        let distinct: HashSet<&String> = given.iter().collect();
        within += given.len() - distinct.len();
        across += distinct.iter().filter(|id| seen.contains(**id)).count();
        seen.extend(given);
        if page["pagination"]["hasMore"] == false {
            break;
        }
        body["cursor"] = page["pagination"]["nextCursor"].clone();
    }
    assert!(within >= 5 && across >= 5, "{within} {across}");
    assert!((20..=60).contains(&(within + across)), "{within} {across}");
    let mut known = HashSet::new();
    seen.retain(|id| known.insert(id.clone()));
    assert_eq!(seen, everyone);
}

#[tokio::test]
async fn empty_pages_go_on_for_ever_under_new_cursors() {
    let (sandbox, caller) = start(30).await;
    let first = caller.list(json!({"limit": 10})).await;
    sandbox
        .control()
        .push_fault(Fault::always(FaultKind::EmptyPages));
    let mut cursors = HashSet::new();
    let mut cursor = first["pagination"]["nextCursor"].clone();
    for _ in 0..5 {
        let page = caller.list(json!({"limit": 10, "cursor": cursor})).await;
        assert_eq!(page["data"], json!([]));
        assert_eq!(page["pagination"]["hasMore"], true);
        cursor = page["pagination"]["nextCursor"].clone();
        assert!(cursors.insert(cursor.to_string()));
    }
    sandbox.control().clear_faults();
    let rest = caller.all(json!({"limit": 10, "cursor": cursor})).await;
    assert_eq!(rest.len(), 20);
}

#[tokio::test]
async fn a_growing_list_has_one_more_client_on_each_page_asked() {
    let (sandbox, caller) = start(30).await;
    sandbox
        .control()
        .push_fault(Fault::always(FaultKind::GrowingList));
    let seen = ids(&caller.all(json!({"limit": 10})).await);
    assert_eq!(seen.len(), 34);
    assert_eq!(sandbox.control().count_clients(Environment::Test), 34);
    let lists = sandbox.control().requests(None, PAGE);
    assert_eq!(lists.len(), 4);
    assert!(lists.iter().all(|one| !one.effect), "nobody asked for it");
}

#[tokio::test]
async fn a_page_cap_gives_less_than_was_asked_and_the_whole_list_in_the_end() {
    let (sandbox, caller) = start(30).await;
    let everyone = ids(&caller.all(json!({"limit": 200})).await);
    sandbox
        .control()
        .push_fault(Fault::always(FaultKind::PageCap { most: 7 }));
    assert_eq!(ids(&caller.all(json!({"limit": 200})).await), everyone);
    assert_eq!(sandbox.control().count_requests(None, PAGE), 1 + 5);
}

#[tokio::test]
async fn a_total_count_that_lies_says_so_only_where_it_was_asked() {
    let (sandbox, caller) = start(30).await;
    let lies = Fault::always(FaultKind::TotalCount { count: 4_000 });
    sandbox.control().push_fault(lies);
    let counted = caller.list(json!({"includeTotalCount": true})).await;
    assert_eq!(counted["pagination"]["totalCount"], 4_000);
    let plain = caller.list(json!({})).await;
    assert!(plain["pagination"].get("totalCount").is_none());
}

#[tokio::test]
async fn an_expired_cursor_is_refused_and_a_new_list_is_not() {
    let (sandbox, caller) = start(30).await;
    let first = caller.list(json!({"limit": 10})).await;
    sandbox
        .control()
        .push_fault(Fault::always(FaultKind::CursorExpired));
    let cursor = first["pagination"]["nextCursor"].clone();
    let (status, error) = caller
        .call("POST", PAGE, Some(json!({"limit": 10, "cursor": cursor})))
        .await;
    assert_eq!((status, text(&error, "message")), (400, "Invalid cursor"));
    assert_eq!(caller.list(json!({"limit": 10})).await, first);
}

#[tokio::test]
async fn overlapping_pages_begin_with_the_end_of_the_page_before() {
    let (sandbox, caller) = start(60).await;
    for sort in [
        json!([]),
        json!([{"field": "updatedAt", "direction": "desc"}]),
        json!([{"field": "name"}]),
    ] {
        let body = json!({"limit": 20, "sort": sort, "filter": {"type": "individual"}});
        let everyone = ids(&caller.all(body.clone()).await);
        let overlapping = Fault::always(FaultKind::OverlappingPages { records: 3 });
        sandbox.control().push_fault(overlapping);
        let seen = ids(&caller.all(body).await);
        sandbox.control().clear_faults();
        let mut expected = everyone[..20].to_vec();
        for start in (20..everyone.len()).step_by(20) {
            expected.extend_from_slice(&everyone[start - 3..everyone.len().min(start + 20)]);
        }
        assert_eq!(seen, expected, "{sort}");
        assert!(seen.len() >= everyone.len() + 3, "{sort}");
    }
}

#[tokio::test]
async fn list_faults_leave_other_requests_alone() {
    let (sandbox, caller) = start(30).await;
    let path = format!(
        "/clients/{}",
        sandbox.control().client_ids(Environment::Test)[0]
    );
    let client: Value = caller.get(&path).await;
    for kind in [FaultKind::EmptyPages, FaultKind::CursorExpired] {
        sandbox.control().push_fault(Fault::next(kind));
        assert_eq!(caller.get(&path).await, client);
    }
}
