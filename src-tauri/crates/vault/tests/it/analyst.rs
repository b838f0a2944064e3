//! The analyst's own work: operations, notes, views, dispositions, settings.

use std::sync::Barrier;

use serde_json::json;
use uuid::Uuid;
use vault::{
    Disposition, DispositionKind, Error, NewOperation, OperationQuery, OperationState, SavedView,
    Vault,
};

use crate::support::{Fresh, id, time};

fn new_operation(number: u128) -> NewOperation {
    NewOperation {
        id: Uuid::from_u128(number),
        kind: "promote".into(),
        client_id: Some(id(1)),
        request: json!({"method": "POST"}).to_string(),
        rehearsal: "{}".into(),
        base: None,
        reason: "piden cuenta propia".into(),
        analyst: "ana".into(),
        created_at: time(1),
    }
}

fn recorded() -> (Fresh, Uuid) {
    let fresh = Fresh::new();
    let new = new_operation(7);
    fresh
        .vault
        .write(|tx| tx.operations().record(&new))
        .unwrap();
    (fresh, new.id)
}

#[test]
fn an_operation_is_claimed_once_over_all_connections() {
    for _ in 0..10 {
        let (fresh, operation) = recorded();
        let other = Vault::open(fresh.path(), &fresh.key).unwrap();
        let start = Barrier::new(2);
        let claim = |vault: &Vault| {
            start.wait();
            vault
                .write(|tx| tx.operations().claim_for_sending(operation, time(2)))
                .unwrap()
        };
        let claims = std::thread::scope(|scope| {
            let first = scope.spawn(|| claim(&fresh.vault));
            let second = scope.spawn(|| claim(&other));
            [first.join().unwrap(), second.join().unwrap()]
        });
        assert_eq!(claims.iter().filter(|claimed| **claimed).count(), 1);
    }
}

#[test]
fn illegal_steps_are_refused() {
    let (fresh, operation) = recorded();
    let advance = |state| {
        fresh.vault.write(|tx| {
            tx.operations()
                .advance(operation, state, Some("{}"), time(3))
        })
    };
    assert!(matches!(
        advance(OperationState::Proven),
        Err(Error::IllegalTransition { .. })
    ));
    assert!(matches!(
        advance(OperationState::Sending),
        Err(Error::IllegalTransition { .. })
    ));
    assert!(
        fresh
            .vault
            .write(|tx| tx.operations().claim_for_sending(operation, time(2)))
            .unwrap()
    );
    assert!(matches!(
        advance(OperationState::Cancelled),
        Err(Error::IllegalTransition { .. })
    ));
    let unknown = advance(OperationState::Unknown).unwrap();
    assert_eq!(
        (unknown.finished_at, unknown.sent_at),
        (None, Some(time(2)))
    );
    assert!(
        !fresh
            .vault
            .write(|tx| tx.operations().claim_for_sending(operation, time(2)))
            .unwrap()
    );
    let settled = advance(OperationState::Settled).unwrap();
    assert_eq!(settled.finished_at, Some(time(3)));
    for state in OperationState::ALL {
        assert!(advance(*state).is_err());
    }
}

#[test]
fn the_maker_cannot_approve_and_a_reason_is_required() {
    let (fresh, operation) = recorded();
    let approve = |who: &str| {
        fresh
            .vault
            .write(|tx| tx.operations().approve(operation, who, time(2)))
    };
    assert!(matches!(approve("ana"), Err(Error::MakerCannotApprove)));
    approve("bea").unwrap();
    let found = fresh
        .vault
        .read(|view| view.operations().get(operation))
        .unwrap()
        .unwrap();
    assert_eq!(found.approver.as_deref(), Some("bea"));
    let silent = NewOperation {
        reason: "  ".into(),
        ..new_operation(8)
    };
    let refused = fresh.vault.write(|tx| tx.operations().record(&silent));
    assert!(matches!(refused, Err(Error::Unstorable { .. })));
}

#[test]
fn operations_stand_in_the_order_they_were_recorded_whatever_the_clock_said() {
    let fresh = Fresh::new();
    for (number, second) in [(9, 7), (4, 2), (6, 9), (1, 2)] {
        let operation = NewOperation {
            created_at: time(second),
            ..new_operation(number)
        };
        fresh
            .vault
            .write(|tx| tx.operations().record(&operation))
            .unwrap();
    }
    let order = |oldest_first| {
        let query = OperationQuery {
            oldest_first,
            limit: 9,
            ..Default::default()
        };
        let listed = fresh.vault.read(|view| view.operations().list(&query));
        listed
            .unwrap()
            .rows
            .iter()
            .map(|row| row.id.as_u128())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        order(true),
        [9, 4, 6, 1].map(|number| new_operation(number).id.as_u128())
    );
    assert_eq!(
        order(false),
        [1, 6, 4, 9].map(|number| new_operation(number).id.as_u128())
    );
}

#[test]
fn what_was_being_sent_at_a_crash_is_unknown() {
    let (fresh, operation) = recorded();
    fresh
        .vault
        .write(|tx| tx.operations().claim_for_sending(operation, time(2)))
        .unwrap();
    let fresh = fresh.reopened();
    let marked = || {
        let marked = fresh.vault.write(|tx| tx.operations().mark_interrupted());
        marked.unwrap()
    };
    assert_eq!((marked(), marked()), (1, 0));
    let query = OperationQuery {
        states: vec![OperationState::Unknown],
        client_id: Some(id(1)),
        limit: 5,
        ..Default::default()
    };
    let listed = fresh
        .vault
        .read(|view| view.operations().list(&query))
        .unwrap();
    assert_eq!((listed.total, listed.rows[0].id), (1, operation));
}

#[test]
fn notes_views_dispositions_and_settings_come_back() {
    let fresh = Fresh::new();
    let view = SavedView {
        name: "míos".into(),
        screen: "clients".into(),
        query: "{}".into(),
        saved_at: time(0),
    };
    let disposition = Disposition {
        code: "mx.rfc.check".into(),
        client_id: Some(id(1)),
        household_id: None,
        field: None,
        value: None,
        kind: DispositionKind::FalseAlarm,
        reason: "constancia vista".into(),
        analyst: "ana".into(),
        at: time(2),
    };
    fresh
        .vault
        .write(|tx| {
            tx.notes().add(id(1), "llamó", "ana", time(1))?;
            tx.saved_views().save(&view)?;
            tx.dispositions().add(&disposition)?;
            tx.settings().set_language("es-MX")?;
            tx.settings().set_auto_lock_minutes(15)?;
            tx.settings().set("columns", &["a", "b"])
        })
        .unwrap();
    let fresh = fresh.reopened();
    fresh
        .vault
        .read(|read| {
            assert_eq!(read.notes().of(id(1))?[0].text, "llamó");
            assert_eq!(read.saved_views().list()?, [view]);
            assert_eq!(read.dispositions().of_client(id(1))?, [disposition]);
            assert_eq!(read.settings().language()?.as_deref(), Some("es-MX"));
            assert_eq!(read.settings().auto_lock_minutes()?, Some(15));
            assert_eq!(
                read.settings().get::<Vec<String>>("columns")?.unwrap(),
                ["a", "b"]
            );
            assert!(read.settings().api_key()?.is_none());
            Ok::<_, Error>(())
        })
        .unwrap();
}
