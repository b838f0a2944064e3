//! A server that answers from a script and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, Uri, Version};
use serde_json::Value;
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

/// One request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) version: Version,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Seen {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// One answer of the script.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Bytes,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Whole,
    /// Breaks the connection after the body.
    Cut,
    /// Sends the body without its length.
    Streamed,
    Never,
}

impl Reply {
    pub(crate) fn new(status: u16, kind: &str, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: vec![("content-type", kind.to_owned())],
            body: body.into(),
            form: Form::Whole,
        }
    }

    pub(crate) fn json(body: &Value) -> Self {
        Self::new(200, "application/json", body.to_string())
    }

    pub(crate) fn status(status: u16) -> Self {
        Self::new(status, "application/json", "{}")
    }

    pub(crate) fn fault(status: u16, body: &Value) -> Self {
        Self::new(status, "application/json", body.to_string())
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn cut(mut self) -> Self {
        self.form = Form::Cut;
        self
    }

    pub(crate) fn streamed(mut self) -> Self {
        self.form = Form::Streamed;
        self
    }

    pub(crate) fn never() -> Self {
        let mut reply = Self::status(200);
        reply.form = Form::Never;
        reply
    }

    async fn send(self) -> Response<Body> {
        let broken = || Err(std::io::Error::other("cut"));
        let body = match self.form {
            Form::Whole => Body::from(self.body),
            Form::Streamed => {
                Body::from_stream(futures::stream::iter([Ok::<_, std::io::Error>(self.body)]))
            }
            Form::Cut => Body::from_stream(futures::stream::iter([Ok(self.body), broken()])),
            Form::Never => std::future::pending().await,
        };
        let mut response = Response::new(body);
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap();
        for (name, value) in self.headers {
            response.headers_mut().insert(
                HeaderName::from_static(name),
                HeaderValue::from_str(&value).unwrap(),
            );
        }
        response
    }
}

#[derive(Debug, Default)]
struct Script {
    replies: VecDeque<Reply>,
    seen: Vec<Seen>,
}

/// A running server; it ends with the test's runtime.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    pub(crate) base: String,
    script: Arc<Mutex<Script>>,
}

impl Server {
    /// Answers with the replies in turn; the last one stays.
    pub(crate) async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let script = Arc::new(Mutex::new(Script {
            replies: replies.into_iter().collect(),
            seen: Vec::new(),
        }));
        let mut server = Self {
            base: String::new(),
            script,
        };
        server.base = serve(server.router()).await;
        server
    }

    /// The same script for another way of serving.
    pub(crate) fn router(&self) -> Router {
        Router::new()
            .fallback(answer)
            .with_state(Arc::clone(&self.script))
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.script.lock().unwrap().seen.clone()
    }
}

/// Serves a router on a free port of loopback and gives its address.
pub(crate) async fn serve(router: Router) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    base
}

/// Takes connections one by one and, when the head of a request was read, hands each to `act`.
pub(crate) async fn raw<F>(act: impl Fn(TcpStream) -> F + Send + 'static) -> String
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            if !head(&mut socket).await.is_empty() {
                tokio::spawn(act(socket));
            }
        }
    });
    base
}

/// Reads up to the empty line.
pub(crate) async fn head(socket: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match socket.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return String::new(),
        }
    }
    String::from_utf8(head).unwrap()
}

async fn answer(
    State(script): State<Arc<Mutex<Script>>>,
    method: Method,
    uri: Uri,
    version: Version,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let reply = {
        let mut script = script.lock().unwrap();
        script.seen.push(Seen {
            method,
            uri,
            version,
            headers,
            body,
        });
        if script.replies.len() > 1 {
            script.replies.pop_front().unwrap()
        } else {
            script.replies[0].clone()
        }
    };
    reply.send().await
}
