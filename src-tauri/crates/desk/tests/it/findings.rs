//! Running the rules over everything that is stored.

use std::cell::Cell;

use artu::models::{Client, ClientId, Record};
use desk::{Clock as _, contract::Code, finding};
use vault::ClientWrite;

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
