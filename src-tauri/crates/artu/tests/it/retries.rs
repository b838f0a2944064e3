//! Reads are tried again, within one budget, while the fault is transient.

use std::time::Duration;

use artu::models::ListClients;
use artu::{Error, RetryPolicy};
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;

use crate::server::{Reply, Server};
use crate::{ID, artu, builder, client, id};

#[tokio::test]
async fn a_read_succeeds_after_transient_faults() {
    let server = Server::start([
        Reply::status(503),
        Reply::status(429).header("retry-after", "0"),
        Reply::json(&client(ID)).cut(),
        Reply::json(&client(ID)),
    ])
    .await;
    let artu = artu(&server.base);
    let record = artu.clients().get(id()).await.unwrap();
    assert_eq!(record.value.id, id());
    assert_eq!(server.seen().len(), 4);
    assert_eq!(artu.requests_sent(), 4);
}

#[tokio::test]
async fn a_list_is_a_read_although_it_is_a_post() {
    let page = json!({"data": [], "pagination": {"hasMore": false}});
    let server = Server::start([Reply::status(502), Reply::json(&page)]).await;
    artu(&server.base)
        .clients()
        .list(&ListClients::new())
        .await
        .unwrap();
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn the_budget_ends() {
    let server = Server::start([Reply::status(500)]).await;
    let error = artu(&server.base).clients().get(id()).await.unwrap_err();
    assert!(matches!(
        error,
        Error::Server {
            status: 500,
            retry_after: None,
            write_sent: false,
            ..
        }
    ));
    assert!(error.is_transient());
    assert!(!error.write_outcome_unknown());
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn what_is_not_transient_is_not_tried_again() {
    for reply in [401, 403, 404, 409, 422, 302].map(Reply::status) {
        let server = Server::start([reply]).await;
        let error = artu(&server.base).clients().get(id()).await.unwrap_err();
        assert!(!error.is_transient(), "{error:?}");
        assert_eq!(server.seen().len(), 1, "{error:?}");
    }
}

#[tokio::test]
async fn the_wait_that_the_server_asks_for_is_told() {
    let dated = Reply::status(429)
        .header("date", "Sun, 06 Nov 1994 08:49:30 GMT")
        .header("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT");
    for reply in [Reply::status(429).header("retry-after", "7"), dated] {
        let server = Server::start([reply]).await;
        let once = RetryPolicy {
            tries: 1,
            ..RetryPolicy::default()
        };
        let artu = builder(&server.base).retry(once).build().unwrap();
        let Err(Error::RateLimited { retry_after, .. }) = artu.clients().get(id()).await else {
            panic!("not a rate limit");
        };
        assert_eq!(retry_after, Some(Duration::from_secs(7)));
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_used_is_asked_for_again() {
    let whole = client(ID).to_string();
    let unusable = [
        (
            Reply::new(200, "text/html", "<html></html>"),
            "content-type",
        ),
        (Reply::new(200, "application/json", "<html></html>"), "body"),
        (Reply::new(200, "application/json", ""), "."),
        (Reply::new(200, "application/json", "hello"), "."),
        (
            Reply::new(200, "application/json", whole[..whole.len() - 1].to_owned()),
            ".",
        ),
        (
            Reply::new(200, "application/json", "not gzip").header("content-encoding", "gzip"),
            "body",
        ),
    ];
    for (bad, at) in unusable {
        let server = Server::start([bad.clone(), bad.clone(), Reply::json(&client(ID))]).await;
        let record = artu(&server.base).clients().get(id()).await.unwrap();
        assert_eq!(record.value.id, id());
        assert_eq!(server.seen().len(), 3, "{bad:?}");

        let server = Server::start([bad.clone()]).await;
        match artu(&server.base).clients().get(id()).await {
            Err(Error::Protocol { place, .. }) => assert_eq!(place, at, "{bad:?}"),
            other => panic!("{bad:?} gave {other:?}"),
        }
        assert_eq!(server.seen().len(), 4, "{bad:?}");
    }
}

#[tokio::test]
async fn a_page_that_stays_cut_tells_where() {
    let cut = format!("{{\"data\": [{}, {{\"id\": \"", client(ID));
    let server = Server::start([Reply::new(200, "application/json", cut)]).await;
    let list = ListClients::new();
    match artu(&server.base).clients().list(&list).await {
        Err(Error::Protocol { place, reason, .. }) => {
            assert_eq!(place, "data[1]");
            assert!(reason.contains("cut"), "{reason}");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn a_server_that_asks_for_too_long_is_not_asked_again() {
    for status in [429, 503] {
        let reply = Reply::status(status).header("retry-after", "1000000000");
        let server = Server::start([reply]).await;
        let error = artu(&server.base).clients().get(id()).await.unwrap_err();
        let (Error::RateLimited { retry_after, .. } | Error::Server { retry_after, .. }) = error
        else {
            panic!("{error:?}");
        };
        assert_eq!(retry_after, Some(Duration::from_secs(1_000_000_000)));
        assert_eq!(server.seen().len(), 1);
    }
}

#[tokio::test]
async fn a_wait_that_is_no_time_counts_as_none() {
    for text in ["soon", "-5", "Sun, 99 Nov 1994"] {
        let limited = Reply::status(429).header("retry-after", text);
        let server = Server::start([limited, Reply::json(&client(ID))]).await;
        artu(&server.base).clients().get(id()).await.unwrap();
        assert_eq!(server.seen().len(), 2, "{text}");
    }
}

#[tokio::test]
async fn a_dead_server_is_asked_once_per_call_and_no_more_than_the_reserve() {
    let server = Server::start([Reply::status(503)]).await;
    let artu = artu(&server.base);
    let calls = (0..100).map(|_| artu.clients());
    let answers =
        futures::future::join_all(calls.map(async |clients| clients.get(id()).await)).await;
    assert!(answers.iter().all(Result::is_err));
    let asked = server.seen().len();
    // One repeat may come back into the store while the test runs.
    assert!((100..=122).contains(&asked), "{asked}");
}

/// Reads so many clients from a server with faults in so many of 100 requests; gives the requests it took.
async fn pull(reads: u64, faults: u32) -> u64 {
    let mut draws = rand_chacha::ChaCha8Rng::seed_from_u64(7);
    let replies = (0..reads * 3).map(|_| {
        if draws.random_range(0..100) >= faults {
            return Reply::json(&client(ID));
        }
        match draws.random_range(0..5) {
            0 => Reply::status(429).header("retry-after", "0"),
            1 => Reply::status(503),
            2 => Reply::json(&client(ID)).cut(),
            3 => Reply::new(200, "text/html", "<html></html>"),
            _ => Reply::new(200, "application/json", "{\"id\": "),
        }
    });
    let server = Server::start(replies).await;
    let policy = RetryPolicy {
        base_delay: Duration::from_micros(10),
        longest_delay: Duration::from_millis(1),
        ..RetryPolicy::default()
    };
    let artu = builder(&server.base)
        .retry(policy)
        .requests_per_second(100_000)
        .burst(100_000)
        .build()
        .unwrap();
    for _ in 0..reads {
        artu.clients().get(id()).await.unwrap();
    }
    artu.requests_sent()
}

#[tokio::test]
async fn one_fault_in_twenty_costs_less_than_half_as_many_requests_again() {
    let sent = pull(400, 5).await;
    assert!(sent > 400 && sent <= 600, "{sent}");
}

#[tokio::test]
async fn three_faults_in_ten_are_survived() {
    let sent = pull(400, 30).await;
    assert!((480..=800).contains(&sent), "{sent}");
}
