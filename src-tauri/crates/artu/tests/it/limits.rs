//! Limits: time, size, requests at once, hosts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use artu::{Error, Timeouts};
use axum::Router;
use serde_json::json;
use tokio::io::AsyncReadExt as _;
use tokio::sync::Barrier;

use crate::server::{Reply, Server, serve};
use crate::{ID, artu, builder, client, id};

#[tokio::test]
async fn at_most_four_requests_are_under_way() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    // Nobody is answered before four are there, so that fewer than four at once would hang.
    let four = Arc::new(Barrier::new(4));
    let handler = {
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        move || async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            four.wait().await;
            now.fetch_sub(1, Ordering::SeqCst);
            axum::Json(client(ID))
        }
    };
    let artu = artu(&serve(Router::new().fallback(handler)).await);
    let calls = (0..12).map(|_| artu.clients());
    let answers =
        futures::future::join_all(calls.map(async |clients| clients.get(id()).await)).await;
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(most.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_with_and_without_its_length() {
    let mut large = client(ID);
    large["metadata"] = json!({"filler": "x".repeat(4_000)});
    for reply in [Reply::json(&large), Reply::json(&large).streamed()] {
        let server = Server::start([reply]).await;
        let small = builder(&server.base).largest_body(2_000).build().unwrap();
        let Err(Error::Protocol { place, reason, .. }) = small.clients().get(id()).await else {
            panic!("not refused");
        };
        assert_eq!(place, "body");
        assert!(reason.contains("larger"), "{reason}");
        let enough = builder(&server.base).largest_body(5_000).build().unwrap();
        assert!(enough.clients().get(id()).await.is_ok());
    }
}

#[tokio::test]
async fn a_redirect_to_another_host_is_not_followed() {
    let other = Server::start([Reply::json(&client(ID))]).await;
    for status in [301, 302, 307, 308] {
        let target = format!("{}/clients/{ID}", other.base);
        let server = Server::start([Reply::status(status).header("location", target)]).await;
        let artu = artu(&server.base);
        let error = artu.clients().get(id()).await.unwrap_err();
        assert!(matches!(error, Error::Protocol { .. }), "{error:?}");
        let error = artu.clients().promote(id()).await.unwrap_err();
        assert!(error.write_outcome_unknown());
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn silence_ends_in_a_timeout() {
    let server = Server::start([Reply::never()]).await;
    let short = Timeouts {
        total: Duration::from_millis(100),
        ..Timeouts::default()
    };
    let artu = builder(&server.base).timeouts(short).build().unwrap();
    let error = artu.clients().promote(id()).await.unwrap_err();
    assert!(
        matches!(error, Error::Timeout { write_sent: true }),
        "{error:?}"
    );
    assert!(error.write_outcome_unknown());
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_refused_connection_leaves_no_doubt_and_a_broken_one_does() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let breaking = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut request = [0_u8; 1_024];
        assert!(socket.read(&mut request).await.unwrap() > 0);
        // The socket and the listener are closed here, after the request was read.
    });
    let artu = artu(&base);
    let broken = artu.clients().promote(id()).await.unwrap_err();
    assert!(matches!(broken, Error::Network { .. }), "{broken:?}");
    assert!(broken.write_outcome_unknown());
    breaking.await.unwrap();

    let refused = artu.clients().promote(id()).await.unwrap_err();
    assert!(matches!(refused, Error::Network { .. }), "{refused:?}");
    assert!(!refused.write_outcome_unknown());
    assert!(refused.is_transient());
}
