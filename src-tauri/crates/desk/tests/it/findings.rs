//! Running the rules over everything that is stored.

use std::cell::Cell;

use artu::models::{Client, ClientId, Record};
use desk::{Clock as _, contract::Code, finding};
use vault::{ClientWrite, FindingOwner};

use crate::support::Office;

/// A client whose RFC has a wrong check digit.
fn with_wrong_digit(office: &Office) -> ClientId {
    let found = office.findings();
    let (client, ..) = found
        .iter()
        .find(|(_, _, code)| code == "RFC_CHECK_DIGIT")
        .unwrap();
    *client
}

/// Stores the record of a client without its RFC, as the read-back of a correction would.
fn take_rfc(office: &Office, client: ClientId) {
    let session = office.session();
    let vault = session.vault();
    let stored = vault.read(|view| view.clients().get(client));
    let mut record: serde_json::Value =
        serde_json::from_str(&stored.unwrap().unwrap().raw).unwrap();
    record["scopeData"]["MX"]
        .as_object_mut()
        .unwrap()
        .remove("rfc");
    let record = Record::<Client>::parse(&record.to_string()).unwrap();
    let write = ClientWrite::new(record, office.clock.now());
    vault
        .write(|tx| tx.pull().upsert_clients(&[write], None))
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_changes_while_everything_is_checked_is_judged_as_it_is_then() {
    let office = Office::filled(300).await;
    let session = office.session();
    let client = with_wrong_digit(&office);
    let changed = Cell::new(false);
    finding::check_all(&session, |_, _| {
        // What is about to be kept was read before.
        if !changed.replace(true) {
            take_rfc(&office, client);
            finding::check_some(&session, &[client]).unwrap();
        }
        true
    })
    .unwrap();
    let after = office.findings();
    assert!(changed.get());
    assert!(
        !after
            .iter()
            .any(|(of, _, code)| *of == client && code == "RFC_CHECK_DIGIT")
    );
    finding::check_all(&session, |_, _| true).unwrap();
    assert_eq!(office.findings(), after);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_of_everything_counts_every_client_once() {
    let office = Office::filled(300).await;
    let mut told = Vec::new();
    finding::check_all(&office.session(), |done, total| {
        told.push((done, total));
        true
    })
    .unwrap();
    assert!(told.is_sorted());
    assert_eq!(told.last(), Some(&(300, 300)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_of_everything_can_be_cancelled() {
    let office = Office::filled(300).await;
    let stopped = finding::check_all(&office.session(), |_, _| false);
    assert_eq!(stopped.unwrap_err().code(), Code::Cancelled);
    finding::check_all(&office.session(), |_, _| true).unwrap();
}

/// Runs the rules until something was kept so many times.
fn check_until(office: &Office, kept: usize) -> bool {
    let mut asked = 0;
    let outcome = finding::check_all(&office.session(), |_, _| {
        asked += 1;
        asked <= kept
    });
    outcome.is_err_and(|error| error.code() == Code::Cancelled)
}

fn erase(office: &Office, client: ClientId) {
    let session = office.session();
    let owner = FindingOwner::Client(client);
    session
        .vault()
        .write(|tx| tx.findings().replace(owner, &[]))
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_of_everything_that_was_stopped_goes_on_where_it_was() {
    let office = Office::filled(1_300).await;
    let before = office.findings();
    for kept in 1..6 {
        assert!(check_until(&office, kept), "it ended before {kept}");
        finding::check_all(&office.session(), |done, total| done <= total).unwrap();
        assert_eq!(office.findings(), before, "stopped after {kept}");
    }
    let client = with_wrong_digit(&office);
    let of_client = |office: &Office| {
        let found = office.findings();
        let of = found
            .iter()
            .filter(|it| it.0 == client && it.2 == "RFC_CHECK_DIGIT");
        of.count()
    };
    // What was checked already is not judged again: what is taken away behind its back stays away.
    assert!(check_until(&office, 5));
    erase(&office, client);
    finding::check_all(&office.session(), |_, _| true).unwrap();
    assert_eq!(of_client(&office), 0);
    finding::check_all(&office.session(), |_, _| true).unwrap();
    assert_eq!(office.findings(), before);
    // On another day everything is.
    assert!(check_until(&office, 5));
    erase(&office, client);
    office.pass(24 * 60);
    finding::check_all(&office.session(), |_, _| true).unwrap();
    assert!(of_client(&office) > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_does_not_go_on_over_what_a_pull_stored_and_left_unchecked() {
    let office = Office::filled(1_300).await;
    let client = with_wrong_digit(&office);
    assert!(check_until(&office, 5));
    erase(&office, client);
    let left = office
        .session()
        .vault()
        .write(|tx| tx.settings().set("unchecked", "2026-11-20T13:00:00Z"));
    left.unwrap();
    finding::check_all(&office.session(), |_, _| true).unwrap();
    let found = office.findings();
    assert!(
        found
            .iter()
            .any(|it| it.0 == client && it.2 == "RFC_CHECK_DIGIT")
    );
}
