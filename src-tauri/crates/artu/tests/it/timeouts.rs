//! Each part of a try has its own end.

use std::time::Duration;

use artu::{Artu, Error, RetryPolicy, TimeoutPhase, Timeouts};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::server::{Reply, Server, raw};
use crate::{builder, id};

const LONG: Duration = Duration::from_mins(1);
const SHORT: Duration = Duration::from_millis(60);

/// No part ends before the test gives up.
const PATIENT: Timeouts = Timeouts {
    connect: Duration::from_millis(500),
    first_byte: LONG,
    read: LONG,
    total: LONG,
    grace: LONG,
    slowest: 1_024,
};

fn artu(base: &str, timeouts: Timeouts) -> Artu {
    let once = RetryPolicy {
        tries: 1,
        ..RetryPolicy::default()
    };
    builder(base)
        .timeouts(timeouts)
        .retry(once)
        .build()
        .unwrap()
}

async fn phase_of_a_read(base: &str, timeouts: Timeouts) -> TimeoutPhase {
    match artu(base, timeouts).clients().get(id()).await {
        Err(Error::Timeout {
            phase,
            write_sent: false,
        }) => phase,
        other => panic!("{other:?}"),
    }
}

/// Sends the head of an answer and the beginning of its body.
async fn begin(socket: &mut TcpStream) {
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 90000\r\n\r\n{";
    socket.write_all(head.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn a_server_that_never_agrees_on_tls_ends_the_connecting() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("https://{}", listener.local_addr().unwrap());
    let timeouts = Timeouts {
        connect: SHORT,
        ..PATIENT
    };
    let artu = artu(&base, timeouts);
    let error = artu.clients().promote(id()).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Timeout {
                phase: TimeoutPhase::Connect,
                write_sent: false
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn silence_ends_the_wait_for_the_head() {
    let server = Server::start([Reply::never()]).await;
    let timeouts = Timeouts {
        first_byte: SHORT,
        ..PATIENT
    };
    assert_eq!(
        phase_of_a_read(&server.base, timeouts).await,
        TimeoutPhase::FirstByte
    );
}

#[tokio::test]
async fn silence_ends_the_try_and_leaves_a_write_open() {
    let server = Server::start([Reply::never()]).await;
    let timeouts = Timeouts {
        total: SHORT,
        ..PATIENT
    };
    let artu = artu(&server.base, timeouts);
    let error = artu.clients().promote(id()).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Timeout {
                phase: TimeoutPhase::Total,
                write_sent: true
            }
        ),
        "{error:?}"
    );
    assert!(error.write_outcome_unknown());
    assert_eq!(artu.requests_sent(), 1);
}

#[tokio::test]
async fn a_body_that_stops_ends_between_two_pieces() {
    let base = raw(async |mut socket| {
        begin(&mut socket).await;
        std::future::pending::<()>().await;
    })
    .await;
    let timeouts = Timeouts {
        read: SHORT,
        ..PATIENT
    };
    assert_eq!(
        phase_of_a_read(&base, timeouts).await,
        TimeoutPhase::BetweenPieces
    );
}

#[tokio::test]
async fn a_body_that_trickles_is_given_up() {
    let base = raw(async |mut socket| {
        begin(&mut socket).await;
        // Some bytes again and again, until the other side is gone.
        while socket.write_all(b"          ").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let timeouts = Timeouts {
        grace: Duration::from_millis(200),
        ..PATIENT
    };
    assert_eq!(
        phase_of_a_read(&base, timeouts).await,
        TimeoutPhase::TooSlow
    );
}
