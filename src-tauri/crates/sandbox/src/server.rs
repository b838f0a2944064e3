//! The listener: accepts connections on loopback until told to stop, and can close or reset one without an answer.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

use crate::SandboxError;
use crate::http::CloseConnection;

/// A running listener. Dropping it closes the port and every connection.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Opens the port on 127.0.0.1 (any when 0) and serves the routes.
    pub(crate) async fn start(port: u16, router: Router) -> Result<Self, SandboxError> {
        let failed = |source| SandboxError::Bind { port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .await
            .map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(serve(listener, router, stopped));
        Ok(Self {
            address,
            stop: Some(stop),
            task,
        })
    }

    /// Where it listens.
    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Closes the port and every connection, and returns when that is done.
    pub(crate) async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        let _ = (&mut self.task).await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, router: Router, mut stopped: oneshot::Receiver<()>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            _ = &mut stopped => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => {
                if let Ok((stream, _)) = accepted {
                    connections.spawn(connection(stream, router.clone()));
                }
            }
        }
    }
    drop(listener);
    connections.shutdown().await;
}

async fn connection(stream: TcpStream, router: Router) {
    let _ = stream.set_nodelay(true);
    let api = TowerToHyperService::new(router);
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = api.call(request);
        async move { closed_if_marked(answer.await) }
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service);
    // An error here is a connection that ended early, on purpose or by the caller.
    let ended = (&mut connection).await;
    if ended.is_err_and(|error| is_reset(&error)) {
        let stream = connection.into_parts().io.into_inner();
        let _ = stream.set_zero_linger();
    }
}

/// An answer, or why the connection ends without one.
fn closed_if_marked(answer: Result<Response<Body>, Infallible>) -> io::Result<Response<Body>> {
    let Ok(response) = answer;
    match response.extensions().get::<CloseConnection>() {
        None => Ok(response),
        Some(CloseConnection::Quietly) => Err(io::ErrorKind::ConnectionAborted.into()),
        Some(CloseConnection::Reset) => Err(io::ErrorKind::ConnectionReset.into()),
    }
}

/// Whether the connection is to be reset: an RST goes out where a close would send a FIN.
fn is_reset(error: &hyper::Error) -> bool {
    error.is_user()
        && std::error::Error::source(error)
            .and_then(|cause| cause.downcast_ref::<io::Error>())
            .is_some_and(|cause| cause.kind() == io::ErrorKind::ConnectionReset)
}
