//! What goes over the wire.

use artu::models::{ClientId, Environment, LinkRequest, RelationshipType};
use serde_json::json;

use crate::calls::cases;
use crate::server::{Reply, Server};
use crate::{ID, KEY, artu, builder, client, id};

#[tokio::test]
async fn every_call_carries_both_headers_and_a_user_agent() {
    let server = Server::start([Reply::json(&client(ID))]).await;
    let live = builder(&server.base)
        .environment(Environment::Live)
        .build()
        .unwrap();
    artu(&server.base).clients().get(id()).await.unwrap();
    live.clients().promote(id()).await.unwrap();
    assert_eq!(live.requests_sent(), 1);

    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    for (request, environment) in seen.iter().zip(["test", "live"]) {
        assert_eq!(request.headers["authorization"], format!("Bearer {KEY}"));
        assert_eq!(request.headers["x-environment"], environment);
        assert!(
            request.headers["accept-encoding"]
                .to_str()
                .unwrap()
                .contains("gzip")
        );
        assert!(
            request.headers["user-agent"]
                .to_str()
                .unwrap()
                .starts_with("artu")
        );
    }
    assert_eq!(seen[0].method, "GET");
    assert_eq!(seen[0].uri.path(), format!("/clients/{ID}"));
    assert_eq!(seen[1].method, "POST");
    assert_eq!(seen[1].uri.path(), format!("/clients/{ID}/promote"));
    assert!(seen[1].body.is_empty());
    assert!(!seen[1].headers.contains_key("content-type"));
}

#[tokio::test]
async fn a_prefix_of_the_address_is_kept() {
    let server = Server::start([Reply::json(&client(ID))]).await;
    for base in [
        format!("{}/api", server.base),
        format!("{}/api/", server.base),
    ] {
        artu(&base).clients().get(id()).await.unwrap();
    }
    for request in server.seen() {
        assert_eq!(request.uri.path(), format!("/api/clients/{ID}"));
    }
}

#[tokio::test]
async fn every_operation_is_asked_as_the_contract_shapes_it() {
    let cases = cases();
    let server = Server::start(cases.iter().map(|case| Reply::json(&case.answer))).await;
    let artu = artu(&server.base);
    for (sent, case) in (1..).zip(&cases) {
        let name = case.operation;
        let answer = case.ask(&artu).await;
        let answer = answer.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(answer, case.answer, "{name}");

        let seen = server.seen();
        assert_eq!(seen.len(), sent, "{name}");
        let request = &seen[sent - 1];
        assert_eq!(request.method.as_str(), case.contracted.method, "{name}");
        let segments: Vec<String> = request.uri.path().split('/').map(decoded).collect();
        assert_eq!(segments, case.segments(), "{name}");
        assert_eq!(request.uri.query(), case.query, "{name}");
        assert_eq!(
            request.headers["authorization"],
            format!("Bearer {KEY}"),
            "{name}"
        );
        assert_eq!(request.headers["x-environment"], "test", "{name}");
        if case.request.is_null() {
            assert!(request.body.is_empty(), "{name}");
            assert!(!request.headers.contains_key("content-type"), "{name}");
        } else {
            assert_eq!(request.json(), case.request, "{name}");
            assert_eq!(
                request.headers["content-type"], "application/json",
                "{name}"
            );
        }
    }
}

fn decoded(segment: &str) -> String {
    percent_encoding::percent_decode_str(segment)
        .decode_utf8()
        .unwrap()
        .into_owned()
}

#[tokio::test]
async fn links_are_read_as_a_bare_list_or_a_page() {
    let link = json!({
        "id": "22222222-2222-4222-8222-222222222222",
        "relationshipType": "legal_representative",
        "client": client("33333333-3333-4333-8333-333333333333"),
        "createdAt": "2026-01-01T00:00:00Z",
        "updatedAt": "2026-01-01T00:00:00Z",
    });
    let server = Server::start([
        Reply::json(&json!([link, {"broken": true}])),
        Reply::json(&json!({"data": [link], "pagination": {"hasMore": false}})),
        Reply::json(&link),
    ])
    .await;
    let artu = artu(&server.base);
    let bare = artu.links().list(id(), None).await.unwrap();
    assert_eq!(bare.data.len(), 2);
    let mut records = bare.data.into_iter();
    let first = records
        .next()
        .unwrap()
        .decode::<artu::models::LinkedClient>()
        .unwrap();
    assert_eq!(
        first.value.relationship_type,
        RelationshipType::LegalRepresentative
    );
    assert!(
        records
            .next()
            .unwrap()
            .decode::<artu::models::LinkedClient>()
            .is_err()
    );
    assert_eq!(artu.links().list(id(), None).await.unwrap().data.len(), 1);
    let one = artu.links().get(first.value.id).await.unwrap();
    assert_eq!(one.value, first.value);
    assert_eq!(
        server.seen()[2].uri.path(),
        format!("/client-links/{}", first.value.id)
    );
}

#[tokio::test]
async fn the_organisation_is_read() {
    let body = json!({
        "id": ID,
        "data": {
            "name": "Organización Sintética",
            "scopeData": {"MX": {"rfc": "XAXX010101000"}},
            "settings": {"enablePostalCodeValidation": true},
        },
        "scopes": ["MX:AV:INM"],
    });
    let server =
        Server::start([Reply::json(&body).header("date", "Sun, 06 Nov 1994 08:49:37 GMT")]).await;
    let details = artu(&server.base).tenant_details().await.unwrap();
    assert_eq!(details.value.name(), Some("Organización Sintética"));
    assert_eq!(details.value.rfc(), Some("XAXX010101000"));
    assert_eq!(
        details.received.unwrap().to_string(),
        "1994-11-06T08:49:37Z"
    );
    assert_eq!(server.seen()[0].uri.path(), "/tenant-details");
}

#[test]
fn ids_of_the_request_are_typed() {
    let child: ClientId = ID.parse().unwrap();
    let request = LinkRequest::new(child, "guarantor".into());
    assert_eq!(
        serde_json::to_value(&request).unwrap(),
        json!({"childClientId": ID, "relationshipType": "guarantor"})
    );
}
