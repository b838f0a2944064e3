//! The key goes to the configured server alone, over a connection that is trusted.

use artu::models::ListClients;
use artu::{Artu, Error, NetworkFault};
use axum::http::Version;
use serde_json::json;

use crate::secure::{Authority, GOOD, Says, serve_self_signed};
use crate::server::{Reply, Server};
use crate::{ID, builder, client, id};

fn fault(error: &Error) -> NetworkFault {
    match error {
        Error::Network { fault, .. } => *fault,
        other => panic!("{other:?}"),
    }
}

fn trusting(base: &str, pem: &str) -> Artu {
    builder(base).trust_certificates(pem).build().unwrap()
}

#[tokio::test]
async fn a_named_authority_is_trusted_over_both_versions_and_a_connection_is_kept() {
    let authority = Authority::new();
    let cases: [(&[&str], Version); 3] = [
        (&["h2", "http/1.1"], Version::HTTP_2),
        (&["http/1.1"], Version::HTTP_11),
        (&[], Version::HTTP_11),
    ];
    for (protocols, version) in cases {
        let script = Server::start([Reply::json(&client(ID))]).await;
        let server = authority
            .serve(Says { protocols, ..GOOD }, script.router())
            .await;
        let artu = trusting(&server.base, authority.pem());
        for _ in 0..12 {
            artu.clients().get(id()).await.unwrap();
        }
        let seen = script.seen();
        assert_eq!(seen.len(), 12);
        assert!(seen.iter().all(|request| request.version == version));
        assert!(seen[0].headers.contains_key("authorization"));
        assert_eq!(server.connections(), 1, "{protocols:?}");
    }
}

#[tokio::test]
async fn a_compressed_answer_is_read_over_tls() {
    let authority = Authority::new();
    let body: &[u8] = include_bytes!("client.json.gz");
    let reply = Reply::new(200, "application/json", body).header("content-encoding", "gzip");
    let script = Server::start([reply]).await;
    let server = authority.serve(GOOD, script.router()).await;
    let record = trusting(&server.base, authority.pem())
        .clients()
        .get(id())
        .await
        .unwrap();
    assert_eq!(record.value.name, "Ejemplo");
    let accepted = script.seen()[0].headers["accept-encoding"].clone();
    assert!(accepted.to_str().unwrap().contains("gzip"));
}

#[tokio::test]
async fn a_connection_that_is_not_trusted_carries_nothing() {
    let (authority, stranger) = (Authority::new(), Authority::new());
    let other_name = Says {
        name: "other.example",
        ..GOOD
    };
    let expired = Says {
        expired: true,
        ..GOOD
    };
    let cases = [
        (other_name, authority.pem(), "another name"),
        (expired, authority.pem(), "expired"),
        (GOOD, stranger.pem(), "issuer"),
    ];
    for (says, trusted, why) in cases {
        let script = Server::start([Reply::json(&client(ID))]).await;
        let server = authority.serve(says, script.router()).await;
        let artu = trusting(&server.base, trusted);
        let error = artu.clients().get(id()).await.unwrap_err();
        assert_eq!(fault(&error), NetworkFault::NotTrusted, "{why}");
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains(why), "{source}");
        assert_eq!(artu.requests_sent(), 1, "{why} does not pass by itself");
        let error = artu.clients().promote(id()).await.unwrap_err();
        assert!(!error.write_outcome_unknown());
        assert!(script.seen().is_empty());
    }
}

#[tokio::test]
async fn a_certificate_that_stands_for_itself_is_not_trusted() {
    let script = Server::start([Reply::json(&client(ID))]).await;
    let (server, pem) = serve_self_signed(GOOD, script.router()).await;
    let artu = builder(&server.base).build().unwrap();
    let error = artu.clients().get(id()).await.unwrap_err();
    assert_eq!(fault(&error), NetworkFault::NotTrusted);
    assert!(script.seen().is_empty());
    // Named as trusted, it is: the refusal came from the trust alone.
    let artu = trusting(&server.base, &pem);
    assert!(artu.clients().get(id()).await.is_ok());
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_sent_nothing() {
    let script = Server::start([Reply::json(&client(ID))]).await;
    let artu = builder(&script.base.replace("http:", "https:"))
        .build()
        .unwrap();
    let error = artu.clients().get(id()).await.unwrap_err();
    assert_eq!(fault(&error), NetworkFault::NotTrusted);
    assert!(script.seen().is_empty());
}

#[tokio::test]
async fn a_redirect_over_tls_is_not_followed() {
    let authority = Authority::new();
    let other = Server::start([Reply::json(&client(ID))]).await;
    for status in [301, 302, 307, 308] {
        let location = format!("{}/clients/{ID}", other.base);
        let script = Server::start([Reply::status(status).header("location", location)]).await;
        let server = authority.serve(GOOD, script.router()).await;
        let artu = trusting(&server.base, authority.pem());
        let error = artu.clients().get(id()).await.unwrap_err();
        assert!(matches!(error, Error::Protocol { .. }), "{error:?}");
        assert_eq!(script.seen().len(), 1);
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn a_connection_without_tls_is_kept_too() {
    let page = json!({"data": [], "pagination": {"hasMore": false}});
    let script = Server::start([Reply::json(&page)]).await;
    let counted = crate::proxy::Counted::before(&script.base).await;
    let artu = builder(&counted.base).build().unwrap();
    for _ in 0..12 {
        artu.clients().list(&ListClients::new()).await.unwrap();
    }
    assert_eq!(script.seen().len(), 12);
    assert_eq!(counted.connections(), 1);
}

#[test]
fn text_that_is_no_certificate_is_refused() {
    let garbage = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let cut = "-----BEGIN CERTIFICATE-----\nAAAA";
    for pem in ["", "not PEM", cut, garbage] {
        let refused = builder("https://api.artu.test")
            .trust_certificates(pem)
            .build();
        assert!(
            matches!(refused, Err(Error::Request { .. })),
            "{pem}: {refused:?}"
        );
    }
}
