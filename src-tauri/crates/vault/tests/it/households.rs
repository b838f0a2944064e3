//! Households over awkward links.

use serde_json::{Value, json};
use vault::{
    Defect, FindingRow, Household, HouseholdQuery, HouseholdRow, HouseholdSort, NewReview,
    ReviewFilter, SeenClient, Severity, Verdict,
};

use crate::support::{Fresh, client, id, link, time, with};

fn household(fresh: &Fresh, anchor: u128) -> Household {
    fresh
        .vault
        .read(|view| view.households().household(id(anchor)))
        .unwrap()
        .unwrap()
}

fn list(fresh: &Fresh, query: HouseholdQuery) -> Vec<HouseholdRow> {
    let query = HouseholdQuery {
        limit: 100,
        ..query
    };
    let listed = fresh
        .vault
        .read(|view| view.households().list(&query))
        .unwrap();
    assert_eq!(listed.total, listed.rows.len() as u64);
    listed.rows
}

fn shape(household: &Household) -> Vec<(u128, u32, usize)> {
    household
        .members
        .iter()
        .map(|member| {
            (
                member.id.as_uuid().as_u128(),
                member.depth,
                member.parents.len(),
            )
        })
        .collect()
}

fn defect(household: &Household, code: Defect) -> Vec<u128> {
    household
        .defects
        .iter()
        .filter(|defect| defect.code == code)
        .flat_map(|defect| &defect.clients)
        .map(|id| id.as_uuid().as_u128())
        .collect()
}

/// 1 → 2 → 4, 1 → 3 → 4, 4 → 2 (a cycle), 3 → 10 (primary) → 11, 3 → 3, 3 → 99 (not stored).
fn awkward() -> Vec<Value> {
    vec![
        client(1, "Ancla", true, &[2, 3]),
        client(2, "Dos", false, &[4]),
        client(3, "Tres", false, &[4, 10, 3, 99]),
        client(4, "Cuatro", false, &[2]),
        client(10, "Otra ancla", true, &[11]),
        client(11, "Once", false, &[]),
        client(20, "Suelta", false, &[]),
    ]
}

#[test]
fn cycles_several_parents_and_other_primaries_are_survived() {
    let fresh = Fresh::new();
    fresh.put(&awkward());
    let found = household(&fresh, 1);
    assert_eq!(
        shape(&found),
        [
            (1, 0, 0),
            (2, 1, 2),
            (3, 1, 2),
            (4, 2, 2),
            (10, 2, 1),
            (99, 2, 1)
        ]
    );
    assert_eq!(found.links.len(), 8);
    assert_eq!(defect(&found, Defect::Cycle), [2, 4]);
    assert_eq!(defect(&found, Defect::SeveralParents), [2, 4]);
    assert_eq!(defect(&found, Defect::SelfLink), [3]);
    assert_eq!(defect(&found, Defect::SeveralPrimaries), [10]);
    assert_eq!(defect(&found, Defect::MissingMember), [99]);
    let missing = found.members.last().unwrap();
    assert_eq!((missing.name.as_str(), missing.stored), ("hijo 99", false));
    assert_eq!(shape(&household(&fresh, 10)), [(10, 0, 0), (11, 1, 1)]);
    let none = fresh
        .vault
        .read(|view| view.households().household(id(2)))
        .unwrap();
    assert!(none.is_none());
}

#[test]
fn anchors_are_found_from_below() {
    let fresh = Fresh::new();
    fresh.put(&awkward());
    let of = |number| {
        fresh
            .vault
            .read(|view| view.households().households_of(id(number)))
            .unwrap()
    };
    assert_eq!(of(4), [id(1)]);
    assert_eq!(of(10), [id(1), id(10)]);
    assert_eq!(of(11), [id(10)]);
    assert_eq!(of(99), []);
    assert_eq!(of(20), []);
    let orphans = fresh
        .vault
        .read(|view| view.households().orphans(0, 10))
        .unwrap();
    assert_eq!(
        orphans.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        [id(20)]
    );
    let parents = fresh
        .vault
        .read(|view| view.links().parents_of(id(4)))
        .unwrap();
    assert_eq!(
        parents.iter().map(|link| link.parent).collect::<Vec<_>>(),
        [id(2), id(3)]
    );
}

#[test]
fn an_anchor_within_its_own_cycle_is_there_once() {
    let fresh = Fresh::new();
    fresh.put(&[client(1, "A", true, &[2]), client(2, "B", false, &[1])]);
    let found = household(&fresh, 1);
    assert_eq!(shape(&found), [(1, 0, 1), (2, 1, 1)]);
    assert_eq!(defect(&found, Defect::Cycle), [1, 2]);
}

#[test]
fn the_list_follows_links_findings_and_promotion() {
    let fresh = Fresh::new();
    fresh.put(&awkward());
    let rows = list(&fresh, HouseholdQuery::default());
    let members: Vec<_> = rows
        .iter()
        .map(|row| (row.name.as_str(), row.members))
        .collect();
    assert_eq!(members, [("Ancla", 6), ("Otra ancla", 2)]);

    let finding = FindingRow {
        code: "mx.rfc.length".into(),
        severity: Severity::Error,
        rule: "mx.rfc".into(),
        client_id: Some(id(4)),
        household_id: None,
        field: Some("scopeData.MX.rfc".into()),
        value: Some("AAA".into()),
        positions: vec![0, 2],
        expected: None,
        related: vec![id(2)],
        pack: "mx-1".into(),
        found_at: time(5),
        disposition: None,
    };
    fresh
        .vault
        .write(|tx| {
            tx.findings().replace(
                vault::FindingOwner::Client(id(4)),
                std::slice::from_ref(&finding),
            )
        })
        .unwrap();
    let with_code = HouseholdQuery {
        defect: Some("mx.rfc.length".into()),
        ..HouseholdQuery::default()
    };
    let rows = list(&fresh, with_code.clone());
    assert_eq!(
        (rows.len(), rows[0].findings.error, rows[0].worst),
        (1, 1, Some(Severity::Error))
    );
    let worst = HouseholdQuery {
        worst: Some(Severity::Error),
        sort: HouseholdSort::Worst,
        ..HouseholdQuery::default()
    };
    assert_eq!(list(&fresh, worst).len(), 1);
    let cyclic = HouseholdQuery {
        defect: Some("CYCLE".into()),
        ..HouseholdQuery::default()
    };
    assert_eq!(list(&fresh, cyclic).len(), 1);
    assert_eq!(household(&fresh, 1).members[3].worst, Some(Severity::Error));
    let stored = fresh
        .vault
        .read(|view| {
            view.findings().list(&vault::FindingQuery {
                household_id: Some(id(1)),
                limit: 9,
                ..Default::default()
            })
        })
        .unwrap();
    assert_eq!(stored.rows, [finding]);
    fresh
        .vault
        .write(|tx| {
            tx.findings()
                .replace(vault::FindingOwner::Client(id(4)), &[])
        })
        .unwrap();
    assert!(list(&fresh, with_code).is_empty());

    let by_member = HouseholdQuery {
        text: Some("cuatro".into()),
        ..HouseholdQuery::default()
    };
    assert_eq!(list(&fresh, by_member)[0].id, id(1));
    fresh.put_at(&[client(2, "Dos", true, &[4])], 1);
    let rows = list(
        &fresh,
        HouseholdQuery {
            sort: HouseholdSort::Members,
            ..HouseholdQuery::default()
        },
    );
    let members: Vec<_> = rows
        .iter()
        .map(|row| (row.name.as_str(), row.members))
        .collect();
    assert_eq!(members, [("Dos", 2), ("Otra ancla", 2), ("Ancla", 6)]);
    assert_eq!(
        defect(&household(&fresh, 1), Defect::SeveralPrimaries),
        [2, 10]
    );
    fresh.put_at(&[client(1, "Ancla", false, &[2, 3])], 2);
    assert_eq!(list(&fresh, HouseholdQuery::default()).len(), 2);
}

#[test]
fn a_review_is_outdated_by_a_changed_member_or_link() {
    let fresh = Fresh::new();
    fresh.put(&awkward());
    let review = |fresh: &Fresh| {
        let found = household(fresh, 1);
        let seen = found
            .members
            .iter()
            .filter_map(|member| {
                Some(SeenClient {
                    client_id: member.id,
                    digest: member.digest?,
                    updated_at: member.updated_at?,
                })
            })
            .collect();
        let new = NewReview {
            household: id(1),
            verdict: Verdict::Cleared,
            note: "visto".into(),
            analyst: "ana".into(),
            at: time(30),
            seen,
            links_digest: found.links_digest,
            pack: "mx 2026-11-23".into(),
        };
        fresh.vault.write(|tx| tx.reviews().add(&new)).unwrap();
    };
    let filtered = |fresh: &Fresh, state| {
        list(
            fresh,
            HouseholdQuery {
                review: Some(state),
                ..HouseholdQuery::default()
            },
        )
        .len()
    };
    assert_eq!(filtered(&fresh, ReviewFilter::None), 2);
    review(&fresh);
    assert_eq!(filtered(&fresh, ReviewFilter::Cleared), 1);
    fresh.put_at(&[client(4, "Cuatro bis", false, &[2])], 31);
    assert_eq!(filtered(&fresh, ReviewFilter::Outdated), 1);
    assert!(household(&fresh, 1).review.outdated);
    review(&fresh);
    assert_eq!(filtered(&fresh, ReviewFilter::Cleared), 1);
    let other = with(
        client(1, "Ancla", true, &[]),
        "linkedClients",
        json!([link(1, 2, "legal_representative"), link(1, 3, "guarantor")]),
    );
    fresh.put_at(&[other], 32);
    assert_eq!(filtered(&fresh, ReviewFilter::Outdated), 1);
    assert_eq!(
        household(&fresh, 1).links[1].relationship.as_str(),
        "guarantor"
    );
    let history = fresh
        .vault
        .read(|view| view.reviews().history(id(1)))
        .unwrap();
    assert_eq!(history.len(), 2);
}
