//! The way out: through a proxy or not.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use artu::{Error, Proxy};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};

use crate::secure::{Authority, GOOD, Says};
use crate::server::{Reply, Server, head};
use crate::{ID, KEY, builder, client, id};

const NAME: &str = "api.artu.test";

/// Passes connections on to one address and counts them.
pub(crate) struct Counted {
    pub(crate) base: String,
    connections: Arc<AtomicUsize>,
}

impl Counted {
    pub(crate) async fn before(base: &str) -> Self {
        let target = base.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&connections);
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let mut onward = TcpStream::connect(&target).await.unwrap();
                tokio::spawn(async move {
                    let _ = tokio::io::copy_bidirectional(&mut socket, &mut onward).await;
                });
            }
        });
        Self { base, connections }
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

/// A proxy that takes every name for one port of loopback, and keeps what it was asked.
struct Tunnel {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Tunnel {
    async fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&asked);
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                let wish = head(&mut socket).await;
                kept.lock().unwrap().push(wish);
                let mut onward = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
                socket.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
                tokio::spawn(async move {
                    let _ = tokio::io::copy_bidirectional(&mut socket, &mut onward).await;
                });
            }
        });
        Self { url, asked }
    }

    /// Looks that it was asked once, for the name, and not told the key.
    fn was_used(&self) {
        let asked = self.asked.lock().unwrap();
        assert_eq!(asked.len(), 1, "{asked:?}");
        assert!(asked[0].starts_with(&format!("CONNECT {NAME}:443 ")));
        assert!(!asked[0].contains(KEY) && !asked[0].to_lowercase().contains("bearer"));
    }
}

async fn behind_a_proxy() -> (Authority, Server, Tunnel) {
    let authority = Authority::new();
    let script = Server::start([Reply::json(&client(ID))]).await;
    let named = Says { name: NAME, ..GOOD };
    let server = authority.serve(named, script.router()).await;
    let tunnel = Tunnel::to(server.port).await;
    (authority, script, tunnel)
}

#[tokio::test]
async fn a_named_proxy_is_used_and_does_not_see_the_key() {
    let (authority, script, tunnel) = behind_a_proxy().await;
    let artu = builder(&format!("https://{NAME}"))
        .trust_certificates(authority.pem())
        .proxy(Proxy::Url(tunnel.url.clone().into()))
        .build()
        .unwrap();
    artu.clients().get(id()).await.unwrap();
    artu.clients().get(id()).await.unwrap();
    tunnel.was_used();
    assert_eq!(script.seen().len(), 2);
}

#[tokio::test]
async fn loopback_is_reached_directly() {
    let (_, script, tunnel) = behind_a_proxy().await;
    let artu = builder(&script.base)
        .proxy(Proxy::Url(tunnel.url.clone().into()))
        .build()
        .unwrap();
    artu.clients().get(id()).await.unwrap();
    assert!(tunnel.asked.lock().unwrap().is_empty());
    assert_eq!(script.seen().len(), 1);
}

#[test]
fn an_address_that_is_no_proxy_is_refused_and_not_told() {
    for url in ["", "proxy.example:3128", "ftp://u:secret@proxy.example"] {
        let builder = builder("https://api.artu.test").proxy(Proxy::Url(url.into()));
        assert!(!format!("{builder:?}").contains("proxy.example"));
        let refused = builder.build();
        assert!(matches!(refused, Err(Error::Request { .. })), "{url}");
        assert!(!format!("{refused:?}").contains("secret"), "{url}");
    }
}

/// Variables that tell the child what to reach.
const PEM: &str = "ARTU_TEST_PEM";
const LOOPBACK: &str = "ARTU_TEST_LOOPBACK";

#[tokio::test]
async fn the_proxy_of_the_system_is_used_but_for_loopback() {
    let (authority, script, tunnel) = behind_a_proxy().await;
    // The system's proxy is read from the environment, which only a process of its own can have.
    let child = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "proxy::child_of_the_system_test", "--ignored"])
        .env("HTTPS_PROXY", &tunnel.url)
        .env("https_proxy", &tunnel.url)
        .env("HTTP_PROXY", &tunnel.url)
        .env("http_proxy", &tunnel.url)
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .env(PEM, authority.pem())
        .env(LOOPBACK, &script.base)
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    assert!(
        child.status.success() && said.contains("1 passed"),
        "{said}"
    );
    tunnel.was_used();
    assert_eq!(script.seen().len(), 2);
}

#[tokio::test]
#[ignore = "run by the test of the system's proxy"]
async fn child_of_the_system_test() {
    let (Ok(pem), Ok(loopback)) = (std::env::var(PEM), std::env::var(LOOPBACK)) else {
        return;
    };
    let outside = format!("https://{NAME}");
    let through = builder(&outside).trust_certificates(pem).build().unwrap();
    through.clients().get(id()).await.unwrap();
    let direct = builder(&loopback).build().unwrap();
    direct.clients().get(id()).await.unwrap();
}
