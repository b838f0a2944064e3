//! Reviews, and what changed since.

use artu::models::ClientId;
use desk::{
    Error, Usage,
    contract::{ChangeKind, ChangesView, HouseholdQuery, ReviewFilter, ReviewRequest, Verdict},
};

use crate::support::{ES, Office, TEST};

/// An office with one household reviewed.
async fn reviewed() -> (Office, ClientId) {
    let office = Office::filled(26).await;
    let household = office.named("Sebastián Luna Juárez");
    let state = desk::review::record(&office.session(), &request(household)).unwrap();
    assert_eq!(
        (state.verdict, state.changed_since),
        (Verdict::Cleared, false)
    );
    office.pass(10);
    (office, household)
}

fn request(household_id: ClientId) -> ReviewRequest {
    ReviewRequest {
        household_id,
        verdict: Verdict::Cleared,
        note: "Expediente completo a la vista".into(),
    }
}

fn changes(office: &Office, household: ClientId) -> ChangesView {
    desk::review::changes(&office.session(), household, ES).unwrap()
}

fn is_outdated(office: &Office, household: ClientId) -> bool {
    let query = HouseholdQuery {
        review: Some(ReviewFilter::Outdated),
        ..HouseholdQuery::default()
    };
    let listed = desk::household::list(&office.session(), &query).unwrap();
    assert_eq!(office.status().reviews_outdated, listed.total);
    let page = desk::household::page(&office.session(), household, ES).unwrap();
    let shown = page.review.unwrap().changed_since;
    assert_eq!(shown, listed.data.iter().any(|row| row.id == household));
    shown
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_and_a_household_are_required() {
    let office = Office::filled(26).await;
    let blank = ReviewRequest {
        note: "  ".into(),
        ..request(office.named("Sebastián Luna Juárez"))
    };
    let error = desk::review::record(&office.session(), &blank).unwrap_err();
    assert!(matches!(error, Error::Usage(Usage::Note)));
    let member = desk::review::record(&office.session(), &request(office.member()));
    assert!(matches!(member, Err(Error::NotFound)));
    assert!(!office.journal().contains(&"review.recorded".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn pulls_that_change_nothing_or_others_leave_a_review_fresh() {
    let (office, household) = reviewed().await;
    office.pull().await.unwrap();
    office.sweep().await.unwrap();
    let other = office.named("Fideicomiso Familiar Arroyo Hondo F/2045");
    office
        .control
        .rename(TEST, other.0, "Fideicomiso Nuevo")
        .unwrap();
    office.pull().await.unwrap();
    assert!(!is_outdated(&office, household));
    assert_eq!(changes(&office, household).total, 0);
    assert!(office.journal().contains(&"review.recorded".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_member_outdates_a_review_and_is_told() {
    let (office, household) = reviewed().await;
    let member = office.member();
    office.control.set_rfc(TEST, member.0, None).unwrap();
    office.pull().await.unwrap();
    assert!(is_outdated(&office, household));
    let found = changes(&office, household);
    assert_eq!(found.total, 1);
    assert_eq!(
        (found.data[0].client_id, found.data[0].kind),
        (member, ChangeKind::Changed)
    );
    let field = &found.data[0].fields[0];
    assert_eq!(field.field, "scopeData.MX.rfc");
    assert!(field.before.is_some() && field.after.is_none());

    desk::review::record(&office.session(), &request(household)).unwrap();
    assert!(!is_outdated(&office, household));
    let again = changes(&office, household);
    assert_eq!((again.total, again.history.len()), (0, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn joining_and_leaving_are_told() {
    let (office, household) = reviewed().await;
    let (leaves, joins) = (office.member(), office.named("Emilio Peña Arellano"));
    office
        .control
        .remove_link(TEST, household.0, leaves.0, None)
        .unwrap();
    office
        .control
        .add_link(TEST, household.0, joins.0, "guarantor")
        .unwrap();
    office.pull().await.unwrap();
    assert!(is_outdated(&office, household));
    let found = changes(&office, household);
    let kind = |id: ClientId, kind: ChangeKind| {
        let mut all = found.data.iter();
        all.any(|one| one.client_id == id && one.kind == kind)
    };
    assert!(kind(leaves, ChangeKind::Left));
    assert!(kind(joins, ChangeKind::Joined));
    assert!(kind(household, ChangeKind::Links));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_relationship_between_the_same_clients_is_told() {
    let (office, household) = reviewed().await;
    let member = office.member();
    office
        .control
        .remove_link(TEST, household.0, member.0, None)
        .unwrap();
    office
        .control
        .add_link(TEST, household.0, member.0, "guarantor")
        .unwrap();
    office.pull().await.unwrap();
    assert!(is_outdated(&office, household));
    let found = changes(&office, household);
    assert!(found.data.iter().any(|one| one.kind == ChangeKind::Links));
    let came_or_went = [ChangeKind::Joined, ChangeKind::Left];
    assert!(
        found
            .data
            .iter()
            .all(|one| !came_or_went.contains(&one.kind))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_that_is_gone_is_told() {
    let (office, household) = reviewed().await;
    let member = office.member();
    office.control.delete(TEST, member.0).unwrap();
    office.sweep().await.unwrap();
    let found = changes(&office, household);
    let gone = found.data.iter().find(|one| one.client_id == member);
    assert_eq!(gone.unwrap().kind, ChangeKind::Gone);
    assert!(found.review.unwrap().changed_since);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_review_of_more_than_a_year_ago_is_found_until_there_is_another() {
    let (office, household) = reviewed().await;
    let is_old = || {
        let found = office.findings();
        found
            .iter()
            .any(|(_, of, code)| *of == Some(household) && code == "REVIEW_OLD")
    };
    assert!(!is_old());
    office.pass(13 * 31 * 24 * 60);
    office.pull().await.unwrap();
    assert!(is_old());
    let session = office.session();
    let mut is_recorded = false;
    desk::finding::check_all(&session, |_, _| {
        // What is about to be kept was found beside the review before.
        if !std::mem::replace(&mut is_recorded, true) {
            desk::review::record(&session, &request(household)).unwrap();
        }
        true
    })
    .unwrap();
    assert!(!is_old());
}
