//! R19: who may see the key.
//!
//! It goes to the configured host over TLS alone, or to this computer itself: never to a server that proves nothing, never
//! after a redirect, never in the clear, never to a proxy.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use artu::{
    Artu, ArtuBuilder, RetryPolicy, Timeouts,
    models::{ClientId, Environment},
};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use secrecy::SecretString;
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _},
    net::TcpListener,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};
use uuid::Uuid;

use crate::{
    office::PASSPHRASE,
    peers::program::Program,
    pool::Case,
    trouble::{Outcome, ensure, fail},
};

/// A key that is found wherever it shows.
const KEY: &str = "synthetic-key-5d1c7f";
const REDIRECTS: [u16; 5] = [301, 302, 303, 307, 308];

pub(crate) async fn case(case: Case) -> Outcome {
    match case.number % 12 {
        0 => in_the_clear(),
        1 => untrusted(Flaw::Name).await,
        2 => untrusted(Flaw::Date).await,
        3 => untrusted(Flaw::Issuer).await,
        number @ 4..=8 => {
            let place = usize::try_from(number - 4).unwrap_or_default();
            redirected(REDIRECTS[place], false).await
        }
        9 => no_tls().await,
        10 => redirected(307, true).await,
        _ => through_a_proxy().await,
    }
}

/// A client for live that soon gives up.
fn builder(base: &str) -> ArtuBuilder {
    Artu::builder(base)
        .environment(Environment::Live)
        .key(SecretString::from(KEY))
        .timeouts(Timeouts {
            connect: Duration::from_millis(500),
            ..Timeouts::default()
        })
        .retry(RetryPolicy {
            tries: 2,
            base_delay: Duration::from_millis(5),
            ..RetryPolicy::default()
        })
}

fn client(base: &str) -> Result<Artu, artu::Error> {
    builder(base).build()
}

fn in_the_clear() -> Outcome {
    for base in [
        "http://api.example.test",
        "http://127.0.0.1.example.test",
        "http://10.0.0.1:8080",
    ] {
        ensure(client(base).is_err(), || format!("{base} was accepted"))?;
    }
    Ok(())
}

/// What is wrong with a certificate, and nothing else is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Flaw {
    /// It is for another name.
    Name,
    /// It ran out.
    Date,
    /// It stands for itself.
    Issuer,
    /// Nothing.
    None,
}

/// A server whose certificate does not stand for it; the same without the flaw is spoken to.
async fn untrusted(flaw: Flaw) -> Outcome {
    let (server, authority) = certified(flaw).await?;
    let artu = builder(&server.base("https"))
        .trust_certificates(authority)
        .build()?;
    refused(&artu, &server).await?;
    let (server, authority) = certified(Flaw::None).await?;
    let artu = builder(&server.base("https"))
        .trust_certificates(authority)
        .build()?;
    let read = artu.clients().get(ClientId::from(Uuid::from_u128(7))).await;
    ensure(read.is_err() && server.saw(KEY), || {
        "the case proves nothing: without the flaw the server is not spoken to either".into()
    })
}

/// A server with a certificate of an authority, and the certificate of the authority that is trusted.
async fn certified(flaw: Flaw) -> Outcome<(Listener, String)> {
    let issuer_key = KeyPair::generate()?;
    let mut issuer = CertificateParams::new(Vec::new())?;
    issuer.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = issuer.self_signed(&issuer_key)?.pem();
    let key = KeyPair::generate()?;
    let name = if flaw == Flaw::Name {
        "other.example"
    } else {
        "127.0.0.1"
    };
    let mut params = CertificateParams::new(vec![name.to_owned()])?;
    if flaw == Flaw::Date {
        params.not_before = rcgen::date_time_ymd(2019, 1, 1);
        params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    }
    let certificate = if flaw == Flaw::Issuer {
        params.self_signed(&key)?
    } else {
        params.signed_by(&key, &Issuer::new(issuer, issuer_key))?
    };
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?;
    let answer = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let server = Listener::start(Some(acceptor), answer.into()).await?;
    Ok((server, authority))
}

/// An address with TLS whose server has none.
async fn no_tls() -> Outcome {
    let server = Listener::plain("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".into()).await?;
    refused(&client(&server.base("https"))?, &server).await
}

async fn refused(artu: &Artu, server: &Listener) -> Outcome {
    let id = ClientId::from(Uuid::from_u128(7));
    let read = artu.clients().get(id).await;
    ensure(read.is_err(), || "a read was answered".into())?;
    match artu.clients().promote(id).await {
        Ok(_) => return fail("a write was answered"),
        Err(error) => ensure(!error.write_outcome_unknown(), || {
            format!("nothing was sent, yet: {error:?}")
        })?,
    }
    server.ensure_saw_no_key()
}

/// A host that sends the caller to another one.
async fn redirected(status: u16, write: bool) -> Outcome {
    let other = Listener::plain("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}".into()).await?;
    let answer = format!(
        "HTTP/1.1 {status} Elsewhere\r\nlocation: {}/clients\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        other.base("http")
    );
    let server = Listener::plain(answer).await?;
    let artu = client(&server.base("http"))?;
    let id = ClientId::from(Uuid::from_u128(7));
    let answered = if write {
        artu.clients().promote(id).await.is_ok()
    } else {
        artu.clients().get(id).await.is_ok()
    };
    ensure(!answered, || "the redirect was followed".into())?;
    ensure(server.saw(KEY), || "the case proves nothing".into())?;
    ensure(other.connections() == 0, || {
        "the other host was spoken to".into()
    })?;
    other.ensure_saw_no_key()
}

/// A proxy sees where a connection goes, and nothing in it.
async fn through_a_proxy() -> Outcome {
    let proxy =
        Listener::plain("HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n".into()).await?;
    let folder = tempfile::tempdir()?;
    let program = Program::find(folder.path())?
        .with("HTTPS_PROXY", &proxy.base("http"))
        .with("VINCULO_API_KEY", KEY)
        .with("VINCULO_PASSPHRASE", PASSPHRASE);
    let url = "https://artu.invalid";
    let arguments = [
        "profile",
        "add",
        "Lejos",
        "--url",
        url,
        "--environment",
        "test",
    ];
    let added = program.run(&arguments).await?;
    ensure(added.status == 0, || format!("no profile: {}", added.err))?;
    let pulled = program.run(&["pull", "--json"]).await?;
    ensure(pulled.status != 0, || "pulled from nowhere".into())?;
    ensure(proxy.saw("artu.invalid"), || {
        "the proxy was not asked: the case proves nothing".into()
    })?;
    proxy.ensure_saw_no_key()
}

/// What a listener was told, decrypted where it speaks TLS, and how many connections it took.
#[derive(Default)]
struct Seen {
    text: String,
    connections: usize,
}

/// A server that notes every byte; it ends with the program.
struct Listener {
    port: u16,
    seen: Arc<Mutex<Seen>>,
}

impl Listener {
    async fn plain(answer: String) -> Outcome<Self> {
        Self::start(None, answer).await
    }

    async fn start(acceptor: Option<TlsAcceptor>, answer: String) -> Outcome<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let seen = Arc::new(Mutex::new(Seen::default()));
        let noted = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                lock(&noted).connections += 1;
                let (acceptor, answer, noted) =
                    (acceptor.clone(), answer.clone(), Arc::clone(&noted));
                tokio::spawn(async move {
                    match acceptor {
                        None => converse(socket, &answer, &noted).await,
                        Some(acceptor) => {
                            if let Ok(stream) = acceptor.accept(socket).await {
                                converse(stream, &answer, &noted).await;
                            }
                        }
                    }
                });
            }
        });
        Ok(Self { port, seen })
    }

    fn base(&self, scheme: &str) -> String {
        format!("{scheme}://127.0.0.1:{}", self.port)
    }

    fn saw(&self, text: &str) -> bool {
        lock(&self.seen).text.contains(text)
    }

    fn connections(&self) -> usize {
        lock(&self.seen).connections
    }

    fn ensure_saw_no_key(&self) -> Outcome {
        ensure(!self.saw(KEY), || "the key arrived".into())
    }
}

/// Reads one request's head, answers, and reads what follows.
async fn converse(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    answer: &str,
    seen: &Mutex<Seen>,
) {
    let mut piece = [0; 4096];
    while let Ok(read @ 1..) = stream.read(&mut piece).await {
        let text = String::from_utf8_lossy(&piece[..read]);
        lock(seen).text.push_str(&text);
        if text.contains("\r\n\r\n") && stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

fn lock(seen: &Mutex<Seen>) -> std::sync::MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}
