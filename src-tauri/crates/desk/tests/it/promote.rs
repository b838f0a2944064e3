//! Promoting: what is announced, what is sent, and what each answer of the server becomes.

use desk::contract::{Code, Event, OperationQuery, OperationState as State, PromoteRequest, Topic};
use desk::{Error, Usage};
use sandbox::{Environment, FULL_KEY, Fault, FaultKind, READ_ONLY_KEY, RetryAfter};
use tokio::sync::broadcast;

use crate::support::{ES, LIST, Office, TEST, everything, some_uuid, stored};

fn on_promote(kind: FaultKind) -> Fault {
    Fault::next(kind).ending("/promote")
}

/// Waits until the first of those that waited is claimed and on its way.
async fn claimed(events: &mut broadcast::Receiver<Event>) {
    while !matches!(
        events.recv().await.unwrap(),
        Event::Changed(Topic::Operations)
    ) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_says_what_will_happen_and_sends_nothing() {
    let office = Office::filled(26).await;
    let (anchor, member) = (office.named("Sebastián Luna Juárez"), office.member());
    let result = desk::operate::rehearse_promotion(&office.session(), member, ES).unwrap();
    assert_eq!(result.state, State::Rehearsed);
    assert!(result.operation_id.is_none());
    let rehearsal = result.rehearsal;
    assert_eq!(rehearsal.request.method, "POST");
    assert_eq!(rehearsal.request.path, format!("/clients/{member}/promote"));
    assert_eq!(rehearsal.request.environment, "test");
    assert!(rehearsal.request.body.is_none());
    assert!(!rehearsal.known.is_empty());
    assert!(!rehearsal.expected.is_empty());
    assert!(!rehearsal.unknown.is_empty());

    let [before] = &rehearsal.before[..] else {
        panic!("one household before");
    };
    assert_eq!((before.id, before.members.len()), (anchor, 6));
    let [above, own] = &rehearsal.after[..] else {
        panic!("two households after");
    };
    assert_eq!((above.id, above.members.len()), (anchor, 6));
    assert_eq!((own.id, own.members.len()), (member, 1));
    for sketch in [above, own] {
        let marked = sketch.members.iter().find(|one| one.client_id == member);
        assert!(marked.unwrap().is_primary);
    }
    assert_eq!(office.control.total_requests(), 0);
    assert_eq!(office.status().operations.waiting, 0);
    assert!(office.steps().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rehearsal_of_a_primary_client_says_so() {
    let office = Office::filled(26).await;
    let anchor = office.named("Sebastián Luna Juárez");
    let result = desk::operate::rehearse_promotion(&office.session(), anchor, ES).unwrap();
    assert_eq!(result.state, State::AlreadyDone);
    let nobody = desk::operate::rehearse_promotion(&office.session(), some_uuid().into(), ES);
    assert!(matches!(nobody, Err(Error::NotFound)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reason_is_required() {
    let office = Office::filled(26).await;
    let request = PromoteRequest {
        client_id: office.member(),
        reason: " \t ".into(),
        queue: false,
        confirmed: true,
    };
    let error = desk::operate::promote(&office.session(), &request, ES).await;
    assert!(matches!(error, Err(Error::Usage(Usage::Reason))));
    assert_eq!(office.control.total_requests(), 0);
    assert!(office.steps().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn live_asks_once_more() {
    let office = Office::with(26, Environment::Live, FULL_KEY).await;
    office.pull().await.unwrap();
    let member = office.member();
    let error = office.promote(member).await;
    assert!(matches!(error, Err(Error::Usage(Usage::Confirmation))));
    assert_eq!(office.promotes(), 0);
    let request = PromoteRequest {
        client_id: member,
        reason: "Pasa a ser atendida por sí misma".into(),
        queue: false,
        confirmed: true,
    };
    let result = desk::operate::promote(&office.session(), &request, ES).await;
    assert_eq!(result.unwrap().state, State::Proven);
    let sent = office.control.requests(Some("POST"), "/clients/");
    let environments: Vec<_> = sent.iter().map(|one| one.environment).collect();
    assert!(
        environments
            .iter()
            .all(|one| *one == Some(Environment::Live))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promotion_is_sent_once_and_proven() {
    let office = Office::filled(26).await;
    let member = office.member();
    let result = office.promote(member).await.unwrap();
    assert_eq!(result.state, State::Proven);
    let proof = result.proof.unwrap();
    assert!(proof.same, "{:?}", proof.rows);
    assert!(proof.rows.len() >= 3);
    assert_eq!(office.promotes(), 1);
    assert!(office.is_primary(member));

    let page = desk::household::page(&office.session(), member, ES).unwrap();
    assert_eq!(page.members[0].client_id, member);
    let anchor = office.named("Sebastián Luna Juárez");
    let above = desk::household::page(&office.session(), anchor, ES).unwrap();
    let marked = above.members.iter().find(|one| one.client_id == member);
    assert!(marked.unwrap().is_primary);
    assert_eq!(
        office.steps(),
        ["operation.recorded", "operation.sent", "operation.proven"]
    );
    office.assert_journal_holds();
    let sent = desk::operate::send_waiting(&office.session(), ES).await;
    assert!(sent.unwrap().results.is_empty());
    assert_eq!(office.promotes(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_already_is_not_sent() {
    let office = Office::filled(26).await;
    let member = office.member();
    office.control.promote(TEST, member.0).unwrap();
    let result = office.promote(member).await.unwrap();
    assert_eq!(result.state, State::AlreadyDone);
    assert_eq!(office.promotes(), 0);
    assert_eq!(
        office.steps(),
        ["operation.recorded", "operation.already_done"]
    );
    assert!(desk::household::page(&office.session(), member, ES).is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_else_does_at_the_same_moment_is_already_done() {
    let office = Office::filled(26).await;
    let member = office.member();
    office.control.push_fault(on_promote(FaultKind::Latency {
        milliseconds: 1_000,
    }));
    office
        .control
        .push_fault(on_promote(FaultKind::PromoteConflict));
    let path = format!("/clients/{member}");
    let (result, ()) = tokio::join!(office.promote(member), async {
        office
            .control
            .wait_for_requests(Some("GET"), &path, 1)
            .await;
        office.control.promote(TEST, member.0).unwrap();
    });
    assert_eq!(result.unwrap().state, State::AlreadyDone);
    assert_eq!(office.promotes(), 1);
    assert_eq!(office.operation_state(), State::AlreadyDone);
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_final_and_told() {
    let office = Office::filled(26).await;
    office.control.push_fault(on_promote(FaultKind::Status {
        status: 422,
        retry_after: None,
    }));
    let result = office.promote(office.member()).await.unwrap();
    assert_eq!(result.state, State::Refused);
    assert_eq!(result.problem.unwrap().code, Code::Refused);
    assert_eq!(
        office.steps(),
        ["operation.recorded", "operation.sent", "operation.refused"]
    );
    assert!(!office.is_primary(office.member()));
    let sent = desk::operate::send_waiting(&office.session(), ES).await;
    assert!(sent.unwrap().results.is_empty());
    assert_eq!(office.promotes(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_may_only_read_is_refused_by_name() {
    let office = Office::with(26, TEST, READ_ONLY_KEY).await;
    office.pull().await.unwrap();
    let result = office.promote(office.member()).await.unwrap();
    assert_eq!(result.state, State::Refused);
    let problem = result.problem.unwrap();
    assert_eq!(problem.code, Code::Forbidden);
    assert_eq!(
        problem.details.unwrap()["permission"],
        "test:clients:update"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_the_server_no_longer_has_is_refused_unsent() {
    let office = Office::filled(26).await;
    let member = office.member();
    office.control.delete(TEST, member.0).unwrap();
    let result = office.promote(member).await.unwrap();
    assert_eq!(result.state, State::Refused);
    assert_eq!(result.problem.unwrap().code, Code::NotFound);
    assert_eq!(office.promotes(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_asks_to_wait_leaves_it_waiting() {
    let office = Office::filled(26).await;
    office.control.push_fault(on_promote(FaultKind::Status {
        status: 429,
        retry_after: Some(RetryAfter::Seconds(0)),
    }));
    let result = office.promote(office.member()).await.unwrap();
    assert_eq!(result.state, State::Waiting);
    assert_eq!(result.problem.unwrap().code, Code::RateLimited);
    let report = desk::operate::send_waiting(&office.session(), ES).await;
    assert_eq!(report.unwrap().results[0].state, State::Proven);
    assert!(office.is_primary(office.member()));
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn offline_it_waits_and_is_sent_later() {
    let mut office = Office::filled(26).await;
    let member = office.member();
    office.sandbox.offline().await;
    let result = office.promote(member).await.unwrap();
    assert_eq!(result.state, State::Waiting);
    assert_eq!(result.problem.unwrap().code, Code::Offline);
    assert_eq!(office.status().operations.waiting, 1);
    office.reopen();
    let page = desk::household::page(&office.session(), office.named("Sebastián Luna Juárez"), ES);
    let marked = page.unwrap().members;
    let marked = marked.iter().find(|one| one.client_id == member).unwrap();
    assert_eq!(marked.pending.as_deref(), Some("waiting"));

    office.sandbox.online().await.unwrap();
    let report = desk::operate::send_waiting(&office.session(), ES).await;
    assert_eq!(report.unwrap().results[0].state, State::Proven);
    assert_eq!(office.promotes(), 1);
    assert_eq!(office.status().operations.waiting, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_waited_follows_a_pull() {
    let office = Office::filled(26).await;
    office.promote_as(office.member(), true).await.unwrap();
    assert_eq!(office.control.total_requests(), 0);
    assert_eq!(office.pull_and_send().await, [State::Proven]);
    assert_eq!(office.operation_state(), State::Proven);
    assert_eq!(office.pull_and_send().await, []);
    assert_eq!(office.promotes(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_while_a_pull_sends_waits_for_it() {
    let office = Office::filled(26).await;
    for client in [office.member(), office.named("Emilio Peña Arellano")] {
        office.promote_as(client, true).await.unwrap();
    }
    let slow = FaultKind::Latency { milliseconds: 500 };
    office.control.push_fault(on_promote(slow));
    let mut events = office.desk.subscribe();
    let session = office.session();
    let (told, sent) = tokio::join!(office.pull_and_send(), async {
        claimed(&mut events).await;
        desk::operate::send_waiting(&session, ES).await.unwrap()
    });
    assert_eq!(told, [State::Proven; 2]);
    assert!(sent.results.is_empty());
    assert_eq!(office.promotes(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promotion_does_not_wait_long_for_others_to_be_sent() {
    let office = Office::filled(26).await;
    office.promote_as(office.member(), true).await.unwrap();
    let never = FaultKind::Hang;
    office.control.push_fault(on_promote(never));
    let session = office.session();
    let promoted = async {
        office
            .control
            .wait_for_requests(Some("POST"), "/clients/", 1)
            .await;
        office.promote(office.named("Emilio Peña Arellano")).await
    };
    let result = tokio::select! {
        _ = desk::operate::send_waiting(&session, ES) => panic!("it was answered"),
        result = promoted => result.unwrap(),
    };
    assert_eq!(result.state, State::Waiting);
    assert_eq!(result.problem.unwrap().code, Code::InUse);
    assert_eq!(office.promotes(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_while_it_is_read_keeps_nothing_else() {
    let office = Office::filled(26).await;
    let first = office.promote_as(office.member(), true).await.unwrap();
    let other = office.named("Emilio Peña Arellano");
    office.promote_as(other, true).await.unwrap();
    // Somebody else promotes it: nothing is sent, and that is to be kept of one that is taken back by then.
    office.control.promote(TEST, office.member().0).unwrap();
    let slow = FaultKind::Latency { milliseconds: 500 };
    office
        .control
        .push_fault(Fault::next(slow).on("GET", "/clients/"));
    let session = office.session();
    let (sent, ()) = tokio::join!(desk::operate::send_waiting(&session, ES), async {
        office
            .control
            .wait_for_requests(Some("GET"), "/clients/", 1)
            .await;
        desk::operate::cancel(&session, first.operation_id.as_deref().unwrap(), ES).unwrap();
    });
    let states: Vec<_> = sent.unwrap().results.iter().map(|one| one.state).collect();
    assert_eq!(states, [State::Proven]);
    assert!(office.is_primary(other));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_while_another_goes_out_stays_and_the_other_is_told() {
    let office = Office::filled(26).await;
    office.promote_as(office.member(), true).await.unwrap();
    let other = office.named("Emilio Peña Arellano");
    let waits = office.promote_as(other, true).await.unwrap();
    let slow = FaultKind::Latency { milliseconds: 500 };
    office.control.push_fault(on_promote(slow));
    let mut events = office.desk.subscribe();
    let session = office.session();
    let (told, ()) = tokio::join!(office.pull_and_send(), async {
        claimed(&mut events).await;
        desk::operate::cancel(&session, waits.operation_id.as_deref().unwrap(), ES).unwrap();
    });
    assert_eq!(told, [State::Proven]);
    assert_eq!(office.promotes(), 1);
    let kept = desk::operate::show(&session, waits.operation_id.as_deref().unwrap(), ES).unwrap();
    assert_eq!(kept.state, State::Cancelled);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_pull_runs_it_waits() {
    let office = Office::new(600).await;
    let late = FaultKind::Latency {
        milliseconds: 60_000,
    };
    office
        .control
        .push_fault(Fault::always(late).on("POST", LIST).after(2));
    let mut events = office.desk.subscribe();
    let session = office.session();
    let (_, result) = tokio::join!(office.pull(), async {
        stored(&mut events, 400).await;
        let result = office.promote(office.member()).await;
        session.cancel_pull();
        result
    });
    let result = result.unwrap();
    assert_eq!(result.state, State::Waiting);
    assert_eq!(result.problem.unwrap().code, Code::InUse);
    assert_eq!(office.operation_state(), State::Waiting);
    assert_eq!(office.promotes(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_moved_is_a_conflict_and_nothing_is_sent() {
    let office = Office::filled(26).await;
    let member = office.member();
    office.promote_as(member, true).await.unwrap();
    office.pass(1);
    office.control.rename(TEST, member.0, "Renée").unwrap();
    let report = desk::operate::send_waiting(&office.session(), ES).await;
    let result = &report.unwrap().results[0];
    assert_eq!(result.state, State::Conflict);
    let row = |field: &str| result.conflict.iter().find(|row| row.field == field);
    let name = row("name").unwrap();
    assert_eq!((&*name.base, &*name.theirs), ("Renata", "Renée"));
    assert!(!name.mine.is_empty());
    assert!(row("updatedAt").is_none(), "it moves with every change");
    assert_eq!(office.promotes(), 0);
    assert_eq!(office.status().operations.conflict, 1);
    assert_eq!(office.steps(), ["operation.recorded", "operation.conflict"]);
    // What was read on the way is kept.
    assert_eq!(office.stored_name(member), "Renée Ibáñez Corona");

    let listed = desk::operate::list(&office.session(), &everything(), ES).unwrap();
    let id = listed.data[0].operation_id.clone();
    let view = desk::operate::cancel(&office.session(), &id, ES).unwrap();
    assert_eq!(view.state, State::Cancelled);
    assert_eq!(office.promote(member).await.unwrap().state, State::Proven);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_waits_can_be_taken_back_once() {
    let office = Office::filled(26).await;
    let queued = office.promote_as(office.member(), true).await.unwrap();
    let id = queued.operation_id.unwrap();
    let view = desk::operate::cancel(&office.session(), &id, ES).unwrap();
    assert_eq!(view.state, State::Cancelled);
    let again = desk::operate::cancel(&office.session(), &id, ES).unwrap_err();
    assert_eq!(again.code(), Code::Conflict);
    let report = desk::operate::send_waiting(&office.session(), ES).await;
    assert!(report.unwrap().results.is_empty());
    assert_eq!(office.promotes(), 0);
    assert_eq!(
        office.steps(),
        ["operation.recorded", "operation.cancelled"]
    );
    for nobody in ["", "nobody", &some_uuid().to_string()] {
        let error = desk::operate::cancel(&office.session(), nobody, ES).unwrap_err();
        assert_eq!(error.code(), Code::NotFound, "{nobody}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_are_listed_by_the_state_that_is_shown() {
    let office = Office::filled(26).await;
    let lost = |kind| on_promote(kind);
    office
        .control
        .push_fault(lost(FaultKind::EffectWithoutAnswer));
    let done = office.promote(office.member()).await.unwrap();
    assert_eq!(done.state, State::Proven);
    office
        .control
        .push_fault(lost(FaultKind::AnswerWithoutEffect));
    let not_done = office
        .promote(office.named("Mateo Luna Ibáñez"))
        .await
        .unwrap();
    assert_eq!(not_done.state, State::NotDone);
    for (state, wanted) in [(State::Proven, &done), (State::NotDone, &not_done)] {
        let query = OperationQuery {
            state: Some(state),
            ..OperationQuery::default()
        };
        let page = desk::operate::list(&office.session(), &query, ES).unwrap();
        let ids: Vec<_> = page.data.iter().map(|one| &one.operation_id).collect();
        assert_eq!(ids, [wanted.operation_id.as_ref().unwrap()], "{state:?}");
        assert_eq!((page.total, page.all), (1, 2));
    }
}
