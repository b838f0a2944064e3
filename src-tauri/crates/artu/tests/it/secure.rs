//! A server over TLS, with certificates made for the test.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// An authority that nobody trusts but who is told to.
pub(crate) struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

/// What a certificate says of itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Says {
    pub(crate) name: &'static str,
    pub(crate) expired: bool,
    pub(crate) protocols: &'static [&'static str],
}

/// A certificate for loopback that is in force.
pub(crate) const GOOD: Says = Says {
    name: "127.0.0.1",
    expired: false,
    protocols: &["h2", "http/1.1"],
};

impl Authority {
    pub(crate) fn new() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        Self {
            pem,
            issuer: Issuer::new(params, key),
        }
    }

    /// The certificate of the authority.
    pub(crate) fn pem(&self) -> &str {
        &self.pem
    }

    /// Serves the router with a certificate of this authority.
    pub(crate) async fn serve(&self, says: Says, router: Router) -> Secure {
        let key = KeyPair::generate().unwrap();
        let certificate = params(says).signed_by(&key, &self.issuer).unwrap();
        Secure::start(certificate.der().clone(), &key, says, router).await
    }
}

/// Serves the router with a certificate that stands for itself; gives it as PEM too.
pub(crate) async fn serve_self_signed(says: Says, router: Router) -> (Secure, String) {
    let key = KeyPair::generate().unwrap();
    let certificate = params(says).self_signed(&key).unwrap();
    let server = Secure::start(certificate.der().clone(), &key, says, router).await;
    (server, certificate.pem())
}

fn params(says: Says) -> CertificateParams {
    let mut params = CertificateParams::new(vec![says.name.to_owned()]).unwrap();
    if says.expired {
        params.not_before = rcgen::date_time_ymd(2019, 1, 1);
        params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    }
    params
}

/// A running server; it ends with the test's runtime.
pub(crate) struct Secure {
    pub(crate) base: String,
    pub(crate) port: u16,
    connections: Arc<AtomicUsize>,
}

impl Secure {
    async fn start(
        certificate: tokio_rustls::rustls::pki_types::CertificateDer<'static>,
        key: &KeyPair,
        says: Says,
        router: Router,
    ) -> Self {
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        config.alpn_protocols = says
            .protocols
            .iter()
            .map(|name| name.as_bytes().to_vec())
            .collect();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&connections);
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let (acceptor, router) = (acceptor.clone(), router.clone());
                tokio::spawn(async move {
                    let Ok(stream) = acceptor.accept(socket).await else {
                        return;
                    };
                    let service = TowerToHyperService::new(router);
                    let _ = auto::Builder::new(TokioExecutor::new())
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        });
        Self {
            base: format!("https://127.0.0.1:{port}"),
            port,
            connections,
        }
    }

    /// Connections taken so far.
    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}
