//! Answers that are lost: only a read settles what came of the write, and nothing is sent twice.

use desk::contract::{OperationState as State, SendReport};
use sandbox::{Fault, FaultKind};
use vault::OperationQuery;

use crate::support::{ES, Office, TEST};

fn on_promote(office: &Office, kind: FaultKind) {
    office
        .control
        .push_fault(Fault::next(kind).ending("/promote"));
}

/// The read before a write succeeds, and none after it.
fn nothing_can_be_read_back(office: &Office) {
    office.control.push_fault(
        Fault::always(FaultKind::Reset)
            .on("GET", "/clients/")
            .after(1),
    );
}

async fn settle(office: &Office) -> SendReport {
    desk::operate::settle(&office.session(), ES).await.unwrap()
}

/// Leaves an operation as a crash does that comes right after the write went out.
async fn claimed_then_crashed(office: &mut Office) {
    office.promote_as(office.member(), true).await.unwrap();
    let session = office.session();
    let claimed = session
        .vault()
        .write(|tx| {
            let rows = tx.view().operations().list(&OperationQuery {
                limit: 1,
                ..OperationQuery::default()
            })?;
            tx.operations()
                .claim_for_sending(rows.rows[0].id, session.now())
        })
        .unwrap();
    assert!(claimed);
    drop(session);
    office.reopen();
    office.pass(1);
    assert_eq!(office.operation_state(), State::Sending);
    let sent = desk::operate::send_waiting(&office.session(), ES).await;
    assert!(sent.unwrap().results.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_crash_left_on_the_wire_is_found_when_the_clock_was_set_back() {
    let mut office = Office::filled(26).await;
    claimed_then_crashed(&mut office).await;
    office.clock.advance_minutes(-6 * 24 * 60);
    let report = settle(&office).await;
    assert_eq!(report.results.len(), 1);
    assert_eq!(office.operation_state(), State::NotDone);
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn carried_out_without_an_answer_is_found_by_a_read() {
    let office = Office::filled(26).await;
    on_promote(&office, FaultKind::EffectWithoutAnswer);
    let result = office.promote(office.member()).await.unwrap();
    assert_eq!(result.state, State::Proven);
    assert!(result.proof.unwrap().same);
    assert_eq!(office.promotes(), 1);
    assert_eq!(
        office.steps(),
        [
            "operation.recorded",
            "operation.sent",
            "operation.unknown",
            "operation.proven"
        ]
    );
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn not_carried_out_without_an_answer_is_found_by_a_read() {
    let office = Office::filled(26).await;
    on_promote(&office, FaultKind::Reset);
    let result = office.promote(office.member()).await.unwrap();
    assert_eq!(result.state, State::NotDone);
    assert_eq!(office.promotes(), 1);
    assert!(!office.is_primary(office.member()));
    assert_eq!(
        office.steps(),
        [
            "operation.recorded",
            "operation.sent",
            "operation.unknown",
            "operation.not_done"
        ]
    );
    let sent = desk::operate::send_waiting(&office.session(), ES).await;
    assert!(sent.unwrap().results.is_empty());
    assert_eq!(office.promotes(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_answer_and_broken_ones_are_settled_alike() {
    for kind in [
        FaultKind::Status {
            status: 500,
            retry_after: None,
        },
        FaultKind::HtmlPage { status: 200 },
        FaultKind::CutBody,
        FaultKind::BadJson,
    ] {
        let office = Office::filled(26).await;
        on_promote(&office, kind.clone());
        let result = office.promote(office.member()).await.unwrap();
        let expected = if office.is_primary(office.member()) {
            State::Proven
        } else {
            State::NotDone
        };
        assert_eq!(result.state, expected, "{kind:?}");
        assert_eq!(office.promotes(), 1, "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_stays_unknown_until_a_read_succeeds() {
    let office = Office::filled(26).await;
    on_promote(&office, FaultKind::EffectWithoutAnswer);
    nothing_can_be_read_back(&office);
    let result = office.promote(office.member()).await.unwrap();
    assert_eq!(result.state, State::Unknown);
    assert_eq!(office.status().operations.unknown, 1);
    assert_eq!(settle(&office).await.results[0].state, State::Unknown);
    assert_eq!(office.status().operations.unknown, 1);

    office.control.clear_faults();
    assert_eq!(settle(&office).await.results[0].state, State::Proven);
    assert_eq!(office.status().operations.unknown, 0);
    assert!(settle(&office).await.results.is_empty());
    assert_eq!(office.promotes(), 1);
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_pull_settles_is_told_once_it_is() {
    let office = Office::filled(26).await;
    on_promote(&office, FaultKind::EffectWithoutAnswer);
    nothing_can_be_read_back(&office);
    office.promote(office.member()).await.unwrap();
    assert_eq!(office.pull_and_send().await, []);
    assert_eq!(office.operation_state(), State::Unknown);
    office.control.clear_faults();
    assert_eq!(office.pull_and_send().await, [State::Proven]);
    assert_eq!(office.promotes(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_without_an_effect_is_not_believed() {
    let office = Office::filled(26).await;
    on_promote(&office, FaultKind::AnswerWithoutEffect);
    let result = office.promote(office.member()).await.unwrap();
    assert_eq!(result.state, State::NotDone);
    assert!(!result.proof.unwrap().same);
    assert_eq!(office.promotes(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_whose_reading_back_fails_is_unknown_until_settled() {
    let office = Office::filled(26).await;
    nothing_can_be_read_back(&office);
    let result = office.promote(office.member()).await.unwrap();
    assert_eq!(result.state, State::Unknown);
    office.control.clear_faults();
    assert_eq!(settle(&office).await.results[0].state, State::Proven);
    assert_eq!(office.promotes(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_before_the_server_heard_is_settled_as_not_done() {
    let mut office = Office::filled(26).await;
    claimed_then_crashed(&mut office).await;
    assert_eq!(settle(&office).await.results[0].state, State::NotDone);
    assert_eq!(office.promotes(), 0);
    assert_eq!(
        office.steps(),
        [
            "operation.recorded",
            "operation.unknown",
            "operation.not_done"
        ]
    );
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_after_the_server_heard_is_settled_as_proven() {
    let mut office = Office::filled(26).await;
    claimed_then_crashed(&mut office).await;
    office.control.promote(TEST, office.member().0).unwrap();
    assert_eq!(settle(&office).await.results[0].state, State::Proven);
    assert_eq!(office.promotes(), 0);
    office.assert_journal_holds();
}
