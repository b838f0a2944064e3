//! Answers that are not what the API gives.

use artu::Error;
use artu::models::{Client, ListClients, Page};
use serde_json::json;

use crate::server::{Reply, Server};
use crate::{ID, artu, client, id};

#[tokio::test]
async fn a_compressed_answer_is_read() {
    let body: &[u8] = include_bytes!("client.json.gz");
    let reply = Reply::new(200, "application/json", body).header("content-encoding", "gzip");
    let server = Server::start([reply]).await;
    let record = artu(&server.base).clients().get(id()).await.unwrap();
    assert_eq!(record.value.name, "Ejemplo");
}

#[tokio::test]
async fn a_body_of_another_form_is_a_protocol_error() {
    let cases = [
        (Reply::new(200, "text/html", "<html>"), "content-type"),
        (Reply::new(200, "text/plain", "hello"), "content-type"),
        (Reply::new(200, "application/json", "<html>"), "body"),
        (Reply::new(200, "application/json", "{\"id\": \"1"), "id"),
        (Reply::new(200, "application/json", ""), "."),
        (Reply::new(200, "application/json", "null"), "."),
        (Reply::new(200, "application/json", "[]"), "."),
        (
            Reply::new(200, "application/json", &b"{\"a\": \"\xff\"}"[..]),
            "body",
        ),
    ];
    for (reply, at) in cases {
        let server = Server::start([reply.clone()]).await;
        match artu(&server.base).clients().get(id()).await {
            Err(Error::Protocol { place, .. }) => assert_eq!(place, at, "{reply:?}"),
            other => panic!("{reply:?} gave {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_page_of_another_form_is_a_protocol_error() {
    let cases = [
        (json!([]), "."),
        (json!({"data": []}), "pagination"),
        (json!({"pagination": {"hasMore": false}}), "data"),
        (
            json!({"data": {}, "pagination": {"hasMore": false}}),
            "data",
        ),
        (json!({"data": [], "pagination": {}}), "pagination"),
    ];
    for (body, at) in cases {
        let server = Server::start([Reply::json(&body)]).await;
        match artu(&server.base).clients().list(&ListClients::new()).await {
            Err(Error::Protocol { place, .. }) => assert_eq!(place, at, "{body}"),
            other => panic!("{body} gave {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_bad_record_does_not_spoil_its_page() {
    let mut bad = client("55555555-5555-4555-8555-555555555555");
    bad["updatedAt"] = json!("Persona Secreta");
    let sent = json!({
        "data": [client(ID), bad, "not a record", client(ID)],
        "pagination": {"hasMore": false, "totalCount": -1},
        "facets": {"own": 2},
    });
    let server = Server::start([Reply::json(&sent)]).await;
    let page = artu(&server.base)
        .clients()
        .list(&ListClients::new())
        .await
        .unwrap();
    let ids: Vec<Option<String>> = page.data.iter().map(artu::models::RawRecord::id).collect();
    assert_eq!(
        ids[1].as_deref(),
        Some("55555555-5555-4555-8555-555555555555")
    );
    assert_eq!(ids[2], None);
    assert_eq!(page.pagination.total_count, None);
    assert_eq!(page.malformed[0].place, "pagination.totalCount");
    assert_eq!(page.unknown["facets"], json!({"own": 2}));
    assert_eq!(serde_json::to_value(&page).unwrap(), sent);
    assert!(page.received.is_some());

    let read: Vec<_> = page
        .data
        .into_iter()
        .map(artu::models::RawRecord::decode::<Client>)
        .collect();
    assert!(read[0].is_ok() && read[3].is_ok());
    let fault = read[1].as_ref().unwrap_err();
    assert_eq!(fault.place, "updatedAt");
    assert_eq!(fault.reason, "expected an RFC 3339 time");
    assert!(!format!("{fault} {fault:?}").contains("Secreta"));
    assert_eq!(read[2].as_ref().unwrap_err().place, ".");
}

#[tokio::test]
async fn a_byte_order_mark_is_passed_over() {
    let page = json!({"data": [client(ID)], "pagination": {"hasMore": false}});
    let marked =
        |body: &serde_json::Value| Reply::new(200, "application/json", format!("\u{feff}{body}"));
    let server = Server::start([marked(&client(ID)), marked(&page)]).await;
    let artu = artu(&server.base);
    assert_eq!(artu.clients().get(id()).await.unwrap().value.id, id());
    let page = artu.clients().list(&ListClients::new()).await.unwrap();
    assert_eq!(page.data[0].id().as_deref(), Some(ID));
}

#[test]
fn a_member_beside_the_records_that_is_no_json_spoils_nothing() {
    let body = br#"{"data": [{}], "pagination": {"hasMore": false}, "link": [nul], "other": 1}"#;
    let page = Page::parse(body, &artu::Wrappers::default()).unwrap();
    assert_eq!(page.data.len(), 1);
    assert_eq!(page.malformed[0].place, "link");
    assert_eq!(page.unknown["other"], 1);
    assert_eq!(page.unknown.len(), 1);
}

#[tokio::test]
async fn a_page_that_names_its_records_twice_is_refused() {
    let body = "{\"data\": [], \"pagination\": {\"hasMore\": false}, \"data\": [{}]}";
    let server = Server::start([Reply::new(200, "application/json", body)]).await;
    match artu(&server.base).clients().list(&ListClients::new()).await {
        Err(Error::Protocol { place, reason, .. }) => {
            assert_eq!(place, "data");
            assert!(reason.contains("twice"), "{reason}");
        }
        other => panic!("{other:?}"),
    }
}
