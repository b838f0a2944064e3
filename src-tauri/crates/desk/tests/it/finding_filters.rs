//! The filters of the findings: what they take, by scope, household and age, alone and together, for every use of them.

use std::collections::BTreeMap;

use artu::models::ClientId;
use desk::{
    contract::{
        DecideRequest, Decided, DispositionKind, FindingChoice, FindingQuery, FindingView,
        Severity, Slice,
    },
    finding,
};

use crate::support::{ES, Office};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

fn list(office: &Office, query: &FindingQuery) -> Vec<FindingView> {
    let query = FindingQuery {
        slice: Slice {
            offset: 0,
            limit: 1_000,
        },
        ..query.clone()
    };
    let page = finding::list(&office.session(), &query, ES).unwrap();
    assert_eq!(page.total, page.data.len() as u64);
    page.data
}

fn by_code(findings: &[FindingView]) -> BTreeMap<(String, Severity), u64> {
    let mut counts = BTreeMap::new();
    for found in findings {
        *counts
            .entry((found.code.clone(), found.severity))
            .or_default() += 1;
    }
    counts
}

/// The list of a query, after the counts of its codes were found to be those of the list without its code.
fn counted(office: &Office, query: &FindingQuery) -> Vec<FindingView> {
    let counts = finding::count(&office.session(), query, ES).unwrap();
    let counts: BTreeMap<_, _> = counts
        .into_iter()
        .map(|one| ((one.code, one.severity), one.count))
        .collect();
    let of_any_code = FindingQuery {
        code: None,
        ..query.clone()
    };
    assert_eq!(counts, by_code(&list(office, &of_any_code)), "{query:?}");
    list(office, query)
}

fn scope(scope: &str) -> FindingQuery {
    FindingQuery {
        scope: Some(scope.into()),
        ..FindingQuery::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_finding_is_of_the_scope_whose_rule_gave_it() {
    let office = Office::filled(300).await;
    let everything = list(&office, &FindingQuery::default());
    let scopes = [
        "base",
        "MX",
        "MX:AV:ARI",
        "MX:AV:AVI",
        "MX:AV:INM",
        "MX:AV:JYS",
        "MX:AV:MJR",
        "MX:AV:MPC",
        "MX:AV:TSC",
        "MX:AV:VEH",
        "MX:CNBV:TRANSMISOR",
        // Of no list of the reference, and planted all the same.
        "MX:AV:DON",
    ];
    let sum: usize = scopes
        .map(|one| counted(&office, &scope(one)).len())
        .iter()
        .sum();
    assert_eq!(sum, everything.len());
    let of_base = counted(&office, &scope("base"));
    assert!(of_base.iter().any(|found| found.code == "CYCLE"));
    let of_mexico = counted(&office, &scope("MX"));
    assert!(
        of_mexico
            .iter()
            .any(|found| found.code == "RFC_CHECK_DIGIT")
    );
    assert!(counted(&office, &scope("no such scope")).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_household_has_what_was_found_on_it_and_on_each_of_its_members() {
    let office = Office::filled(300).await;
    let anchor = office.faulty_household();
    let page = desk::household::page(&office.session(), anchor, ES).unwrap();
    let members: Vec<ClientId> = page.members.iter().map(|one| one.client_id).collect();
    let query = FindingQuery {
        household_id: Some(anchor),
        ..FindingQuery::default()
    };
    let found = counted(&office, &query);
    assert!(!found.is_empty());
    let everything = list(&office, &FindingQuery::default());
    let expected = everything.iter().filter(|one| match one.household_id {
        Some(household) => household == anchor,
        None => members.contains(&one.client_id),
    });
    assert_eq!(
        by_code(&found),
        by_code(&expected.cloned().collect::<Vec<_>>())
    );
    let nobody = FindingQuery {
        household_id: Some(ClientId::from(crate::support::some_uuid())),
        ..FindingQuery::default()
    };
    assert!(counted(&office, &nobody).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn age_is_counted_in_days_of_the_clock() {
    let office = Office::filled(300).await;
    let first = list(&office, &FindingQuery::default()).len();
    let last_days = |days| FindingQuery {
        last_days: Some(days),
        ..FindingQuery::default()
    };
    let before_days = |days| FindingQuery {
        before_days: Some(days),
        ..FindingQuery::default()
    };
    assert_eq!(counted(&office, &last_days(1)).len(), first);
    assert!(counted(&office, &before_days(1)).is_empty());
    office.pass(29 * DAY);
    assert!(counted(&office, &last_days(29)).is_empty());
    assert_eq!(counted(&office, &last_days(30)).len(), first);
    assert_eq!(counted(&office, &before_days(29)).len(), first);
    assert!(counted(&office, &before_days(30)).is_empty());
    office.pass(DAY);
    // Whatever is found anew is of today; what stands keeps its day.
    finding::check_all(&office.session(), |_, _| true).unwrap();
    let everything = list(&office, &FindingQuery::default()).len();
    let old = counted(&office, &before_days(30)).len();
    let new = counted(&office, &last_days(1)).len();
    assert!(old > 0);
    assert_eq!(old + new, everything);
    assert_eq!(counted(&office, &last_days(u16::MAX)).len(), everything);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_about_a_list_is_about_what_all_its_filters_take() {
    let office = Office::filled(300).await;
    let anchor = office.faulty_household();
    let query = FindingQuery {
        household_id: Some(anchor),
        scope: Some("MX".into()),
        last_days: Some(7),
        decided: Some(Decided::Open),
        ..FindingQuery::default()
    };
    let found = counted(&office, &query);
    let open = FindingQuery {
        decided: Some(Decided::Open),
        ..FindingQuery::default()
    };
    let before = list(&office, &open).len();
    assert!(!found.is_empty() && found.len() < before);
    let request = DecideRequest {
        choice: FindingChoice::List {
            query: query.clone(),
            total: found.len() as u64,
        },
        kind: DispositionKind::Accepted,
        reason: "criterio de la oficina".into(),
    };
    let kept = finding::decide(&office.session(), &request).unwrap();
    assert_eq!(kept.findings, found.len() as u64);
    assert!(list(&office, &query).is_empty());
    assert_eq!(list(&office, &open).len(), before - found.len());
    let accepted = FindingQuery {
        decided: Some(Decided::Accepted),
        ..query
    };
    assert_eq!(by_code(&list(&office, &accepted)), by_code(&found));
}
