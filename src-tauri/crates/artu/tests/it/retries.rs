//! Reads are tried again, within one budget, while the fault is transient.

use std::time::Duration;

use artu::models::ListClients;
use artu::{Error, RetryPolicy};
use serde_json::json;

use crate::server::{Reply, Server};
use crate::{ID, artu, builder, client, id};

#[tokio::test]
async fn a_read_succeeds_after_transient_faults() {
    let server = Server::start([
        Reply::status(503),
        Reply::status(429).header("retry-after", "3600"),
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
            write_sent: false
        }
    ));
    assert!(error.is_transient());
    assert!(!error.write_outcome_unknown());
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn what_is_not_transient_is_not_tried_again() {
    let html = Reply::new(200, "text/html", "<html></html>");
    for reply in [401, 403, 404, 409, 422, 302]
        .map(Reply::status)
        .into_iter()
        .chain([html])
    {
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
        let Err(Error::RateLimited { retry_after }) = artu.clients().get(id()).await else {
            panic!("not a rate limit");
        };
        assert_eq!(retry_after, Some(Duration::from_secs(7)));
    }
}
