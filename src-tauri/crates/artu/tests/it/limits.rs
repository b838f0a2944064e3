//! Limits: time, size, requests at once, hosts.

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use artu::{Error, RetryPolicy};
use axum::Router;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
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
        assert!(reason.contains("2000"), "{reason}");
        let enough = builder(&server.base).largest_body(5_000).build().unwrap();
        assert!(enough.clients().get(id()).await.is_ok());
    }
}

#[tokio::test]
async fn a_body_that_unpacks_to_too_much_is_refused() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&vec![b' '; 50_000_000]).unwrap();
    let packed = gzip.finish().unwrap();
    assert!(packed.len() < 100_000);
    let reply = Reply::new(200, "application/json", packed).header("content-encoding", "gzip");
    let server = Server::start([reply]).await;
    let artu = builder(&server.base)
        .largest_body(1_000_000)
        .build()
        .unwrap();
    let Err(Error::Protocol { place, reason, .. }) = artu.clients().get(id()).await else {
        panic!("not refused");
    };
    assert_eq!(place, "body");
    assert!(reason.contains("larger"), "{reason}");
    assert_eq!(server.seen().len(), 1, "it would be as large again");
}

#[tokio::test]
async fn a_redirect_is_not_followed_to_any_host() {
    let other = Server::start([Reply::json(&client(ID))]).await;
    for status in [301, 302, 307, 308] {
        let elsewhere = format!("{}/clients/{ID}", other.base);
        for target in [elsewhere, format!("/clients/{ID}/again")] {
            let server = Server::start([Reply::status(status).header("location", target)]).await;
            let artu = artu(&server.base);
            let error = artu.clients().get(id()).await.unwrap_err();
            assert!(matches!(error, Error::Protocol { .. }), "{error:?}");
            let error = artu.clients().promote(id()).await.unwrap_err();
            assert!(error.write_outcome_unknown());
            assert_eq!(server.seen().len(), 2);
        }
    }
    assert!(other.seen().is_empty());
}

#[tokio::test]
async fn the_pace_of_requests_holds_them_back() {
    let server = Server::start([Reply::json(&client(ID))]).await;
    let artu = builder(&server.base)
        .requests_per_second(1)
        .build()
        .unwrap();
    artu.clients().get(id()).await.unwrap();
    let clients = artu.clients();
    let mut second = std::pin::pin!(clients.get(id()));
    // The second request waits for its time: it is not sent when it is first asked for.
    assert!(futures::poll!(&mut second).is_pending());
    assert_eq!(artu.requests_sent(), 1);
    second.await.unwrap();
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn one_caller_that_is_told_to_wait_holds_back_the_others() {
    for status in [429, 503] {
        let limited = Reply::status(status).header("retry-after", "1");
        let server = Server::start([limited, Reply::json(&client(ID))]).await;
        let policy = RetryPolicy {
            tries: 1,
            ..RetryPolicy::default()
        };
        let artu = builder(&server.base).retry(policy).build().unwrap();
        let error = artu.clients().get(id()).await.unwrap_err();
        assert_eq!(matches!(error, Error::RateLimited { .. }), status == 429);
        let clients = artu.clients();
        let mut next = std::pin::pin!(clients.get(id()));
        assert!(futures::poll!(&mut next).is_pending());
        assert_eq!(artu.requests_sent(), 1);
        next.await.unwrap();
        assert_eq!(server.seen().len(), 2);
    }
}
