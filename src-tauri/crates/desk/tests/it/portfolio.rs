//! Clients beside those of other households: what changes is followed at once, as if everything were checked anew.

use artu::models::ClientId;
use desk::finding;
use sandbox::Control;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::support::{ES, Office, TEST};

/// Findings that only the portfolio shows, as client and code.
fn beside(office: &Office) -> Vec<(ClientId, String)> {
    let codes = [
        "SHARED_",
        "SIMILAR_",
        "POSSIBLE_DUPLICATE",
        "REPRESENTS_MANY",
        "CONTROLS_MANY",
        "COMPANIES_AT_ONE_ADDRESS",
    ];
    let found = office.findings().into_iter();
    found
        .filter(|(_, household, code)| {
            household.is_none() && codes.iter().any(|one| code.starts_with(one))
        })
        .map(|(client, _, code)| (client, code))
        .collect()
}

/// Pulls what changed. What follows from it is what a check of everything finds.
async fn follow(office: &Office) -> Vec<(ClientId, String)> {
    office.pass(10);
    office.pull().await.unwrap();
    let followed = office.findings();
    finding::check_all(&office.session(), |_, _| true).unwrap();
    assert_eq!(office.findings(), followed);
    beside(office)
}

fn of(found: &[(ClientId, String)], client: Uuid) -> Vec<&str> {
    let own = found.iter().filter(|(id, _)| *id == client.into());
    own.map(|(_, code)| code.as_str()).collect()
}

fn rfc(control: &Control, id: Uuid) -> String {
    let client = control.client(TEST, id).unwrap();
    client["scopeData"]["MX"]["rfc"].as_str().unwrap().into()
}

/// Primary companies.
fn companies(office: &Office) -> Vec<Uuid> {
    let ids = office.control.client_ids(TEST).into_iter();
    ids.filter(|id| {
        let client = office.control.client(TEST, *id).unwrap();
        client["type"] == "company" && client["isPrimary"] == true
    })
    .collect()
}

/// Two clients that stand alone, primary and of whom nothing was found.
fn strangers(office: &Office) -> (Uuid, Uuid) {
    let found = office.findings();
    let lone = |id: &Uuid| {
        let client = office.control.client(TEST, *id).unwrap();
        let page = desk::client::page(&office.session(), (*id).into(), ES).unwrap();
        client["type"] == "individual"
            && client["isPrimary"] == true
            && page.households == [ClientId::from(*id)]
            && found.iter().all(|(client, household, _)| {
                *client != (*id).into() && *household != Some((*id).into())
            })
    };
    let mut ids = office.control.client_ids(TEST).into_iter().filter(lone);
    (ids.next().unwrap(), ids.next().unwrap())
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_two_strangers_is_found_on_both_and_goes_with_its_cause() {
    let office = Office::filled(300).await;
    let control = &office.control;
    let (one, other) = strangers(&office);
    let (own, theirs) = (rfc(control, one), rfc(control, other));
    let none = follow(&office).await;

    control.set_rfc(TEST, one, Some(&theirs)).unwrap();
    let found = follow(&office).await;
    assert_eq!(of(&found, one), ["SHARED_RFC"]);
    assert_eq!(of(&found, other), ["SHARED_RFC"]);
    assert_eq!(found.len(), none.len() + 2);
    let page = desk::client::page(&office.session(), other.into(), ES).unwrap();
    let shared = page
        .findings
        .iter()
        .find(|it| it.code == "SHARED_RFC")
        .unwrap();
    assert_eq!(shared.related.len(), 1);
    assert_eq!(shared.related[0].client_id, ClientId::from(one));
    assert_eq!(
        shared.related[0].name.as_deref(),
        Some(&*office.stored_name(one))
    );
    // It weighs in the client and in its household, as everything that is found of it.
    let household = desk::household::page(&office.session(), other.into(), ES).unwrap();
    assert_eq!(household.findings.error, 1);

    // In one household it is a matter of that household.
    control.add_link(TEST, one, other, "family_member").unwrap();
    assert_eq!(follow(&office).await, none);
    control.remove_link(TEST, one, other, None).unwrap();
    assert_eq!(follow(&office).await, found);

    control.set_rfc(TEST, one, Some(&own)).unwrap();
    assert_eq!(follow(&office).await, none);

    control.set_rfc(TEST, other, Some(&own)).unwrap();
    assert_eq!(of(&follow(&office).await, one), ["SHARED_RFC"]);
    control.delete(TEST, one).unwrap();
    office.pass(10);
    office.sweep().await.unwrap();
    assert_eq!(of(&beside(&office), other), Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_becomes_a_sign_with_three_and_a_hub_with_many() {
    let office = Office::filled(60).await;
    let make = |number: usize| {
        let members = json!({
            "type": "individual", "name": "Luz", "lastName": format!("Prueba {number}"), "scopes": ["base"],
        });
        let id = office.control.create(TEST, &object(members), true);
        let phone = ["55 1234 9876", "+525512349876"][number % 2];
        office
            .control
            .add_contact_method(TEST, id, "mobile", phone)
            .unwrap();
        id
    };
    let mut sharers = vec![make(1), make(2)];
    assert!(of(&follow(&office).await, sharers[0]).is_empty());
    sharers.push(make(3));
    let found = follow(&office).await;
    assert!(sharers.iter().all(|id| of(&found, *id) == ["SHARED_PHONE"]));

    sharers.extend((4..=checks::HUB + 2).map(make));
    let found = follow(&office).await;
    let told: Vec<&Uuid> = sharers
        .iter()
        .filter(|id| !of(&found, **id).is_empty())
        .collect();
    assert_eq!(told.len(), 1, "a hub is told once");
    assert_eq!(of(&found, *told[0]), ["SHARED_BY_MANY"]);

    // With one less each of them counts again.
    let last = sharers.pop().unwrap();
    office.control.delete(TEST, last).unwrap();
    office.pass(10);
    office.sweep().await.unwrap();
    let found = beside(&office);
    assert!(sharers.iter().all(|id| of(&found, *id) == ["SHARED_PHONE"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_about_it_settles_it_and_lasts() {
    let office = Office::filled(300).await;
    let (one, other) = strangers(&office);
    let theirs = rfc(&office.control, other);
    office.control.set_rfc(TEST, one, Some(&theirs)).unwrap();
    follow(&office).await;
    let page = desk::client::page(&office.session(), one.into(), ES).unwrap();
    let found = page
        .findings
        .iter()
        .find(|it| it.code == "SHARED_RFC")
        .unwrap();
    let request = desk::contract::DecideRequest {
        choice: desk::contract::FindingChoice::Name {
            findings: vec![desk::contract::FindingName {
                client_id: found.client_id,
                household_id: None,
                code: found.code.clone(),
                field: found.field.clone(),
                value: found.value.clone(),
            }],
        },
        kind: desk::contract::DispositionKind::Accepted,
        reason: "Es la misma persona".into(),
    };
    let errors = || {
        [one, other].map(|id| {
            let household = desk::household::page(&office.session(), id.into(), ES);
            household.unwrap().findings.error
        })
    };
    let [of_one, of_other] = errors();
    finding::decide(&office.session(), &request).unwrap();
    assert_eq!(errors(), [of_one - 1, of_other]);
    finding::check_all(&office.session(), |_, _| true).unwrap();
    assert_eq!(errors(), [of_one - 1, of_other]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stands_for_many_is_told_by_what_they_are_to_them() {
    let office = Office::filled(300).await;
    let (person, _) = strangers(&office);
    let many = &companies(&office)[..5];
    for company in many {
        office
            .control
            .add_link(TEST, *company, person, "legal_representative")
            .unwrap();
    }
    assert_eq!(of(&follow(&office).await, person), ["REPRESENTS_MANY"]);

    let (last, role) = (many[4], Some("legal_representative"));
    office
        .control
        .remove_link(TEST, last, person, role)
        .unwrap();
    office
        .control
        .add_link(TEST, last, person, "guarantor")
        .unwrap();
    assert_eq!(of(&follow(&office).await, person), Vec::<&str>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_while_everything_is_checked_is_not_undone_by_its_end() {
    let office = Office::filled(300).await;
    let (one, other) = strangers(&office);
    let theirs = rfc(&office.control, other);
    let runtime = tokio::runtime::Handle::current();
    let mut calls_with_all_read = 0;
    finding::check_all(&office.session(), |done, total| {
        calls_with_all_read += usize::from(done == total);
        if calls_with_all_read == 2 {
            office.control.set_rfc(TEST, one, Some(&theirs)).unwrap();
            office.pass(10);
            tokio::task::block_in_place(|| runtime.block_on(office.pull())).unwrap();
        }
        true
    })
    .unwrap();
    assert!(calls_with_all_read > 1);
    let found = beside(&office);
    assert_eq!(of(&found, one), ["SHARED_RFC"]);
    assert_eq!(of(&found, other), ["SHARED_RFC"]);
    assert_eq!(follow(&office).await, found);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_found_on_a_household_goes_when_its_anchor_is_none_any_more() {
    let office = Office::filled(300).await;
    let of_household = |office: &Office, anchor: ClientId| {
        let found = office.findings().into_iter();
        found
            .filter(|(_, household, _)| *household == Some(anchor))
            .count()
    };
    let [first, second] = {
        let found = office.findings();
        let mut anchors: Vec<ClientId> = found.iter().filter_map(|it| it.1).collect();
        anchors.dedup();
        [anchors[0], anchors[1]]
    };
    let demote = |anchor: ClientId| {
        office.control.demote(TEST, anchor.0).unwrap();
        office.pass(10);
    };
    demote(first);
    office.pull().await.unwrap();
    assert_eq!(of_household(&office, first), 0);

    // The first pull of a day checks everything instead of what changed.
    demote(second);
    assert!(of_household(&office, second) > 0);
    office.pass(24 * 60);
    office.pull().await.unwrap();
    assert_eq!(of_household(&office, second), 0);
}
