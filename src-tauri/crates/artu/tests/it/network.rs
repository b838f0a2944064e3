//! Connections that are not made or break.

use artu::{Error, NetworkFault, Proxy};
use tokio::io::AsyncWriteExt as _;

use crate::server::raw;
use crate::{ID, artu, builder, client, id};

/// Sets no linger, so that closing is a reset.
fn reset(socket: tokio::net::TcpStream) {
    socket.set_zero_linger().unwrap();
    drop(socket);
}

fn fault(error: &Error) -> NetworkFault {
    match error {
        Error::Network { fault, .. } => *fault,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_refused_connection_leaves_no_doubt_and_a_broken_one_does() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let breaking = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        assert!(!crate::server::head(&mut socket).await.is_empty());
        // The socket and the listener are closed here, after the request was read.
    });
    let artu = artu(&base);
    let broken = artu.clients().promote(id()).await.unwrap_err();
    assert_eq!(fault(&broken), NetworkFault::Broken);
    assert!(broken.write_outcome_unknown());
    breaking.await.unwrap();

    let refused = artu.clients().promote(id()).await.unwrap_err();
    assert_eq!(fault(&refused), NetworkFault::NotConnected);
    assert!(!refused.write_outcome_unknown());
    assert!(refused.is_transient());
}

#[tokio::test]
async fn a_reset_is_a_broken_connection_before_and_in_the_body() {
    let base = raw(async |socket| reset(socket)).await;
    let error = artu(&base).clients().get(id()).await.unwrap_err();
    assert_eq!(fault(&error), NetworkFault::Broken);

    let base = raw(async |mut socket| {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n{\"id\":";
        socket.write_all(head.as_bytes()).await.unwrap();
        // The client is given the time to read what was sent: it answers nothing that could be awaited.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        reset(socket);
    })
    .await;
    let artu = artu(&base);
    let error = artu.clients().get(id()).await.unwrap_err();
    assert_eq!(fault(&error), NetworkFault::Broken);
    assert_eq!(artu.requests_sent(), 4);
}

#[tokio::test]
async fn a_length_that_is_not_true_is_an_answer_that_cannot_be_used() {
    let body = client(ID).to_string();
    for length in [body.len() + 10, body.len() - 10] {
        let body = body.clone();
        let base = raw(move |mut socket| {
            let body = body.clone();
            async move {
                let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}");
                let _ = socket.write_all(head.as_bytes()).await;
                let _ = socket.shutdown().await;
            }
        })
        .await;
        let artu = artu(&base);
        let error = artu.clients().get(id()).await.unwrap_err();
        assert!(matches!(error, Error::Protocol { .. }), "{error:?}");
        assert_eq!(artu.requests_sent(), 4);
    }
}

#[tokio::test]
async fn a_name_without_address_is_told_apart() {
    // A label of 64 letters is longer than names allow, so that nobody has to be asked.
    let nowhere = format!("http://{}.invalid:3128", "x".repeat(64));
    let artu = builder("https://api.artu.test")
        .proxy(Proxy::Url(nowhere.into()))
        .build()
        .unwrap();
    let error = artu.clients().get(id()).await.unwrap_err();
    assert_eq!(fault(&error), NetworkFault::NameNotResolved);
    assert_eq!(artu.requests_sent(), 4);
    let error = artu.clients().promote(id()).await.unwrap_err();
    assert!(!error.write_outcome_unknown());
}
