//! Every kind of operation takes the same way: rehearsed, recorded, sent at most once, read back.

use artu::models::ClientId;
use desk::contract::{
    Code, LinkIntent, OperationIntent, OperationOrder, OperationResult, OperationState as State,
    PromoteIntent, ReplaceLinksIntent, UnlinkIntent, UpdateIntent, WishedLink,
};
use desk::{Error, Usage};
use sandbox::{Environment, FULL_KEY, Fault, FaultKind};
use serde_json::{Value, json};
use vault::{NewOperation, OperationBase};

use crate::support::{ES, Office, TEST, everything};

pub(crate) const ANCHOR: &str = "Sebastián Luna Juárez";
const MEMBER: &str = "Renata Ibáñez Corona";

/// The five kinds that are not a promotion, and the promotion.
pub(crate) fn intents(office: &Office) -> Vec<OperationIntent> {
    let (parent, member) = (office.named(ANCHOR), office.named(MEMBER));
    vec![
        OperationIntent::Promote(PromoteIntent { client_id: member }),
        link(parent, stranger(office), "guarantor"),
        unlink(parent, member),
        replace(
            parent,
            &[(member, "family_member"), (stranger(office), "settlor")],
        ),
        related(parent, "Lucía", Some("EXT-9")),
        OperationIntent::Update(UpdateIntent {
            client_id: member,
            changes: json!({"middleName": "Sol"}).as_object().unwrap().clone(),
        }),
    ]
}

/// A client that the anchor is not linked to.
pub(crate) fn stranger(office: &Office) -> ClientId {
    let linked = children(office, office.named(ANCHOR));
    let mut ids = office.control.client_ids(TEST).into_iter().rev();
    ids.find(|id| *id != office.named(ANCHOR).0 && !linked.iter().any(|(child, _)| child.0 == *id))
        .unwrap()
        .into()
}

pub(crate) fn link(parent: ClientId, child: ClientId, kind: &str) -> OperationIntent {
    OperationIntent::Link(LinkIntent {
        parent_id: parent,
        child_id: child,
        relationship_type: kind.into(),
    })
}

pub(crate) fn unlink(parent: ClientId, child: ClientId) -> OperationIntent {
    OperationIntent::Unlink(UnlinkIntent {
        parent_id: parent,
        child_id: child,
        relationship_type: None,
    })
}

pub(crate) fn replace(parent: ClientId, links: &[(ClientId, &str)]) -> OperationIntent {
    let links = links.iter().map(|(child, kind)| WishedLink {
        child_id: *child,
        relationship_type: (*kind).into(),
        metadata: None,
    });
    OperationIntent::ReplaceLinks(ReplaceLinksIntent {
        parent_id: parent,
        links: links.collect(),
    })
}

pub(crate) fn related(parent: ClientId, name: &str, external_id: Option<&str>) -> OperationIntent {
    let mut child = json!({"type": "individual", "name": name, "scopes": ["MX"]});
    if let Some(id) = external_id {
        child["externalId"] = id.into();
    }
    serde_json::from_value(json!({
        "kind": "create_related",
        "parentId": parent,
        "relationshipType": "beneficiary",
        "child": child,
    }))
    .unwrap()
}

/// The links of a client as the server has them.
pub(crate) fn children(office: &Office, parent: ClientId) -> Vec<(ClientId, String)> {
    let client = office.control.client(TEST, parent.0).unwrap();
    let links = client["linkedClients"].as_array().unwrap();
    links
        .iter()
        .map(|link| {
            let id = link["client"]["id"].as_str().unwrap().parse().unwrap();
            (id, link["relationshipType"].as_str().unwrap().to_owned())
        })
        .collect()
}

/// Whether the server has what was wished.
fn holds(office: &Office, intent: &OperationIntent) -> bool {
    let server = |id: ClientId| office.control.client(TEST, id.0).unwrap();
    let has =
        |parent, child, kind: &str| children(office, parent).contains(&(child, kind.to_owned()));
    match intent {
        OperationIntent::Promote(it) => server(it.client_id)["isPrimary"] == true,
        OperationIntent::Link(it) => has(it.parent_id, it.child_id, it.relationship_type.as_str()),
        OperationIntent::Unlink(it) => !children(office, it.parent_id)
            .iter()
            .any(|(child, _)| *child == it.child_id),
        OperationIntent::ReplaceLinks(it) => {
            children(office, it.parent_id).len() == it.links.len()
                && it
                    .links
                    .iter()
                    .all(|one| has(it.parent_id, one.child_id, one.relationship_type.as_str()))
        }
        OperationIntent::CreateRelated(it) => children(office, it.parent_id)
            .iter()
            .any(|(child, _)| server(*child)["externalId"] == json!(it.child.external_id)),
        OperationIntent::Update(it) => it
            .changes
            .iter()
            .all(|(name, value)| server(it.client_id)[name] == *value),
    }
}

pub(crate) async fn operate(
    office: &Office,
    intent: &OperationIntent,
    queue: bool,
) -> Result<OperationResult, Error> {
    let order = OperationOrder {
        intent: intent.clone(),
        reason: "Lo pide el expediente".into(),
        queue,
        confirmed: false,
    };
    desk::operate::operate(&office.session(), &order, ES).await
}

/// Writes that reached the server, as method and path.
pub(crate) fn writes(office: &Office) -> Vec<(String, String)> {
    let all = office.control.requests(None, "/clients/");
    all.into_iter()
        .filter(|one| one.method != "GET" && one.path != "/clients/list")
        .map(|one| (one.method, one.path))
        .collect()
}

pub(crate) fn on_writes(office: &Office, kind: &FaultKind) {
    for (method, ending) in [
        ("POST", "/promote"),
        ("POST", "/links"),
        ("POST", "/related"),
        ("PUT", ""),
        ("DELETE", ""),
        ("PATCH", ""),
    ] {
        let fault = Fault::next(kind.clone()).on(method, "/clients/");
        office.control.push_fault(fault.ending(ending));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_is_proven_then_already_done() {
    for place in 0..6 {
        let office = &Office::filled(26).await;
        let intent = &intents(office)[place];
        let rehearsed = desk::operate::rehearse(&office.session(), intent, ES).unwrap();
        assert_eq!(rehearsed.state, State::Rehearsed, "{intent:?}");
        assert_eq!(office.control.total_requests(), 0);
        let result = operate(office, intent, false).await.unwrap();
        assert_eq!(result.state, State::Proven, "{intent:?}: {result:?}");
        let proof = result.proof.unwrap();
        assert!(proof.same, "{intent:?}: {:?}", proof.rows);
        assert!(holds(office, intent), "{intent:?}");
        let again = operate(office, intent, false).await.unwrap();
        assert_eq!(again.state, State::AlreadyDone, "{intent:?}");
        let sent = writes(office);
        assert_eq!(sent.len(), 1, "{sent:?}");
        let request = result.rehearsal.request;
        assert_eq!(sent[0], (request.method, request.path));
        assert_eq!(
            office.steps(),
            [
                "operation.recorded",
                "operation.sent",
                "operation.proven",
                "operation.recorded",
                "operation.already_done"
            ]
        );
        office.assert_journal_holds();
        // What was read back is stored.
        let id = result.client_id;
        let stored = office.session().vault().read(|view| view.clients().get(id));
        let stored: Value = serde_json::from_str(&stored.unwrap().unwrap().raw).unwrap();
        assert_eq!(Some(stored), office.control.client(TEST, id.0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_stops_at_a_conflict_and_can_be_decided_anew() {
    for place in 0..6 {
        let office = Office::filled(26).await;
        let intent = &intents(&office)[place];
        let queued = operate(&office, intent, true).await.unwrap();
        assert_eq!(queued.state, State::Waiting);
        office.pass(1);
        office
            .control
            .rename(TEST, queued.client_id.0, "Renée")
            .unwrap();
        let report = desk::operate::send_waiting(&office.session(), ES).await;
        let result = &report.unwrap().results[0];
        assert_eq!(result.state, State::Conflict, "{intent:?}");
        let name = result.conflict.iter().find(|row| row.field == "name");
        assert_eq!(name.unwrap().theirs, "Renée");
        assert!(writes(&office).is_empty());
        // The same, recorded knowingly once more, takes the place of the one in conflict.
        let again = operate(&office, intent, false).await.unwrap();
        assert_eq!(again.state, State::Proven, "{intent:?}: {again:?}");
        assert_eq!(writes(&office).len(), 1);
        assert_eq!(
            office.steps()[..3],
            [
                "operation.recorded",
                "operation.conflict",
                "operation.cancelled"
            ]
        );
        office.assert_journal_holds();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn links_that_somebody_else_changed_are_shown_as_base_mine_and_theirs() {
    let office = Office::filled(26).await;
    let (parent, member) = (office.named(ANCHOR), office.named(MEMBER));
    let wished = replace(parent, &[(member, "family_member")]);
    operate(&office, &wished, true).await.unwrap();
    office
        .control
        .add_link(TEST, parent.0, stranger(&office).0, "settlor")
        .unwrap();
    let report = desk::operate::send_waiting(&office.session(), ES).await;
    let result = &report.unwrap().results[0];
    assert_eq!(result.state, State::Conflict);
    let [row] = &result.conflict[..] else {
        panic!("{:?}", result.conflict);
    };
    assert_eq!(row.field, "linkedClients");
    assert!(row.mine.contains('−'), "{}", row.mine);
    assert!(!row.base.contains("fideicomitente") && row.theirs.contains("fideicomitente"));
    assert!(writes(&office).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_is_refused_with_the_servers_reason() {
    for place in 0..6 {
        let office = Office::filled(26).await;
        let intent = &intents(&office)[place];
        for (status, code) in [
            (422, Code::Refused),
            (403, Code::Forbidden),
            (404, Code::NotFound),
            (409, Code::Refused),
        ] {
            office.control.clear_faults();
            on_writes(
                &office,
                &FaultKind::Status {
                    status,
                    retry_after: None,
                },
            );
            let result = operate(&office, intent, false).await.unwrap();
            assert_eq!(result.state, State::Refused, "{status} {intent:?}");
            let problem = result.problem.unwrap();
            assert_eq!(problem.code, code, "{status} {intent:?}");
            if code == Code::Refused {
                assert!(!problem.details.unwrap()["reason"].is_null(), "{status}");
            }
        }
        assert!(!holds(&office, intent));
        assert_eq!(writes(&office).len(), 4);
        office.assert_journal_holds();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_settles_a_lost_answer_by_reads_alone() {
    for (kind, wanted) in [
        (FaultKind::EffectWithoutAnswer, State::Proven),
        (FaultKind::AnswerWithoutEffect, State::NotDone),
        (FaultKind::Reset, State::NotDone),
    ] {
        for place in 0..6 {
            let office = Office::filled(26).await;
            let intent = &intents(&office)[place];
            on_writes(&office, &kind);
            let result = operate(&office, intent, false).await.unwrap();
            assert_eq!(result.state, wanted, "{kind:?} {intent:?}: {result:?}");
            assert_eq!(holds(&office, intent), wanted == State::Proven);
            assert_eq!(writes(&office).len(), 1, "{kind:?} {intent:?}");
            assert!(office.steps().contains(&"operation.unknown".to_owned()));
            let sent = desk::operate::send_waiting(&office.session(), ES).await;
            assert!(sent.unwrap().results.is_empty());
            office.assert_journal_holds();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_an_hour_offline_everything_goes_out_in_order() {
    let mut office = Office::filled(26).await;
    let (parent, member) = (office.named(ANCHOR), office.named(MEMBER));
    let all = [
        link(parent, stranger(&office), "guarantor"),
        related(parent, "Lucía", None),
        related(parent, "Lucía", None),
        unlink(parent, member),
        intents(&office).pop().unwrap(),
        OperationIntent::Promote(PromoteIntent { client_id: member }),
        link(parent, member, "shareholder"),
    ];
    office.sandbox.offline().await;
    let mut requests = Vec::new();
    for intent in &all {
        let result = operate(&office, intent, false).await.unwrap();
        assert_eq!(result.state, State::Waiting, "{intent:?}");
        let request = result.rehearsal.request;
        requests.push((request.method, request.path));
        office.clock.advance_minutes(1);
    }
    let report = desk::operate::send_waiting(&office.session(), ES).await;
    assert_eq!(
        report.unwrap().results.len(),
        1,
        "nobody answers: the rest is not tried"
    );
    office.reopen();
    office.pass(60);
    assert_eq!(office.status().operations.waiting, 7);
    office.sandbox.online().await.unwrap();
    let report = desk::operate::send_waiting(&office.session(), ES).await;
    for result in &report.unwrap().results {
        assert_eq!(result.state, State::Proven, "{result:?}");
    }
    assert_eq!(writes(&office), requests);
    let lucias = office.control.clients_named(TEST, "Lucía");
    assert_eq!(lucias.len(), 2);
    assert!(children(&office, parent).contains(&(member, "shareholder".into())));
    office.assert_sound();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_depends_on_an_unknown_one_waits_and_what_does_not_goes_on() {
    let office = Office::filled(26).await;
    let (parent, member) = (office.named(ANCHOR), office.named(MEMBER));
    on_writes(&office, &FaultKind::EffectWithoutAnswer);
    let nobody = FaultKind::Status {
        status: 403,
        retry_after: None,
    };
    let path = format!("/clients/{parent}");
    let reads = Fault::always(nobody).on("GET", &path).after(2);
    office.control.push_fault(reads);
    let lost = operate(&office, &unlink(parent, member), false)
        .await
        .unwrap();
    assert_eq!(lost.state, State::Unknown);
    let behind = operate(&office, &link(parent, stranger(&office), "settlor"), false).await;
    let behind = behind.unwrap();
    assert_eq!(
        (behind.state, behind.waits_for),
        (State::Waiting, lost.operation_id.clone())
    );
    assert_eq!(behind.problem.unwrap().code, Code::Unknown);
    assert_eq!(writes(&office).len(), 1);
    office.control.clear_faults();
    let other = office.named("Mateo Luna Ibáñez");
    let promote = OperationIntent::Promote(PromoteIntent { client_id: other });
    let apart = operate(&office, &promote, true).await.unwrap();
    let report = desk::operate::send_waiting(&office.session(), ES)
        .await
        .unwrap();
    let states: Vec<_> = report.results.iter().map(|one| one.state).collect();
    assert_eq!(states, [State::Waiting, State::Proven]);
    assert_eq!(report.results[1].operation_id, apart.operation_id);
    let listed = desk::operate::list(&office.session(), &everything(), ES).unwrap();
    let shown = listed.data.iter().find(|one| one.waits_for.is_some());
    assert_eq!(shown.unwrap().waits_for, lost.operation_id);
    let shown = serde_json::to_value(shown).unwrap();
    let id = shown["operationId"].as_str().unwrap();
    let alone = desk::operate::show(&office.session(), id, ES).unwrap();
    assert_eq!(serde_json::to_value(alone).unwrap(), shown);
    for id in ["", &crate::support::some_uuid().to_string()] {
        let none = desk::operate::show(&office.session(), id, ES);
        assert!(matches!(none, Err(Error::NotFound)));
    }

    let settled = desk::operate::settle(&office.session(), ES).await.unwrap();
    assert_eq!(settled.results[0].state, State::Proven);
    let report = desk::operate::send_waiting(&office.session(), ES)
        .await
        .unwrap();
    assert_eq!(
        report.results[0].state,
        State::Proven,
        "{:?}",
        report.results[0]
    );
    assert_eq!(writes(&office).len(), 3);
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_read_cannot_decide_stays_unknown_and_says_so() {
    let office = Office::filled(26).await;
    let parent = office.named(ANCHOR);
    on_writes(&office, &FaultKind::EffectWithoutAnswer);
    let unread = FaultKind::Status {
        status: 403,
        retry_after: None,
    };
    let path = format!("/clients/{parent}");
    let reads = Fault::always(unread).on("GET", &path).after(2);
    office.control.push_fault(reads);
    let lost = operate(&office, &related(parent, "Lucía", None), false).await;
    assert_eq!(lost.unwrap().state, State::Unknown);
    // Somebody else makes another of the same name, in the same role, before anybody reads.
    let twin = json!({"type": "individual", "name": "Lucía", "scopes": ["MX"]});
    let twin = office
        .control
        .create(TEST, twin.as_object().unwrap(), false);
    office
        .control
        .add_link(TEST, parent.0, twin, "beneficiary")
        .unwrap();
    office.control.clear_faults();
    for _ in 0..2 {
        let report = desk::operate::settle(&office.session(), ES).await.unwrap();
        let result = &report.results[0];
        assert_eq!(result.state, State::Unknown);
        let problem = result.problem.as_ref().unwrap();
        assert_eq!(problem.details, Some(json!({"undecided": true})));
    }
    assert_eq!(writes(&office).len(), 1);
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replacement_is_announced_as_dangerous_with_what_it_drops_keeps_and_adds() {
    let office = Office::filled(26).await;
    let (parent, member) = (office.named(ANCHOR), office.named(MEMBER));
    let wished = replace(
        parent,
        &[(member, "family_member"), (stranger(&office), "settlor")],
    );
    let result = desk::operate::rehearse(&office.session(), &wished, ES).unwrap();
    let changes = result.rehearsal.link_changes.unwrap();
    assert_eq!(
        (
            changes.dropped.len(),
            changes.kept.len(),
            changes.added.len()
        ),
        (4, 1, 1)
    );
    assert!(result.rehearsal.warnings[0].contains("peligrosa"));
    assert_eq!(result.rehearsal.before[0].members.len(), 6);
    let after: Vec<_> = result.rehearsal.after[0].members.iter().skip(1).collect();
    assert!(after.iter().any(|one| one.client_id == member));
    assert!(!after.iter().any(|one| one.name == "Mateo Luna Ibáñez"));
    assert_eq!(office.control.total_requests(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_asked_for_is_told_before_anything_is_stored() {
    let office = Office::filled(26).await;
    let (parent, member) = (office.named(ANCHOR), office.named(MEMBER));
    let mut nameless = related(parent, " ", None);
    if let OperationIntent::CreateRelated(it) = &mut nameless {
        it.child.scopes.clear();
    }
    for (intent, wanted) in [
        (link(parent, parent, "guarantor"), Usage::LinkToItself),
        (link(parent, member, " "), Usage::Relationship),
        (
            replace(parent, &[(member, "a"), (member, "a")]),
            Usage::RepeatedLink,
        ),
        (nameless, Usage::NewClient),
    ] {
        let error = operate(&office, &intent, false).await.unwrap_err();
        assert!(
            matches!(error, Error::Usage(usage) if usage == wanted),
            "{error:?}"
        );
    }
    assert!(office.steps().is_empty());
    let live = Office::with(26, Environment::Live, FULL_KEY).await;
    live.pull().await.unwrap();
    let intent = unlink(live.named(ANCHOR), live.named(MEMBER));
    let error = operate(&live, &intent, false).await.unwrap_err();
    assert!(matches!(error, Error::Usage(Usage::Confirmation)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promotion_kept_by_an_earlier_version_is_read_and_sent() {
    let office = Office::filled(26).await;
    let (session, member) = (office.session(), office.member());
    let rehearsed = desk::operate::rehearse_promotion(&session, member, ES).unwrap();
    let mut rehearsal: Value = serde_json::to_value(&rehearsed.rehearsal).unwrap();
    rehearsal.as_object_mut().unwrap().remove("linkChanges");
    session
        .vault()
        .write(|tx| {
            let row = tx.view().clients().row(member)?.unwrap();
            tx.operations().record(&NewOperation {
                id: uuid::Uuid::now_v7(),
                kind: "promote".into(),
                client_id: Some(member),
                request: json!({"method": "POST", "path": "/clients/x/promote", "environment": "test", "body": null})
                    .to_string(),
                rehearsal: rehearsal.to_string(),
                base: Some(OperationBase {
                    digest: row.digest,
                    updated_at: row.updated_at,
                }),
                reason: "De antes".into(),
                analyst: "Ana".into(),
                created_at: session.now(),
            })
        })
        .unwrap();
    assert_eq!(office.operation_state(), State::Waiting);
    let report = desk::operate::send_waiting(&session, ES).await.unwrap();
    assert_eq!(report.results[0].state, State::Proven);
    assert!(office.is_primary(member));
}
