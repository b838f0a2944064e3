//! A plain HTTP caller of the sandbox.

use reqwest::{Method, Response};
use sandbox::{Environment, FULL_KEY, Options, Sandbox, TimeSource};
use serde_json::{Value, json};

/// A small sandbox whose clock and population are the same in every run.
pub(crate) async fn start(clients: usize) -> (Sandbox, Caller) {
    let options = Options {
        clients,
        live_clients: 30,
        time: TimeSource::Manual,
        ..Options::default()
    };
    let sandbox = Sandbox::start(options).await.unwrap();
    let caller = Caller::new(&sandbox);
    (sandbox, caller)
}

/// Who calls: address, key, environment.
#[derive(Clone)]
pub(crate) struct Caller {
    http: reqwest::Client,
    base: String,
    key: &'static str,
    environment: &'static str,
}

impl Caller {
    pub(crate) fn new(sandbox: &Sandbox) -> Self {
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self {
            http,
            base: sandbox.base_url(),
            key: FULL_KEY,
            environment: Environment::Test.as_str(),
        }
    }

    pub(crate) fn with_key(&self, key: &'static str) -> Self {
        Self {
            key,
            ..self.clone()
        }
    }

    pub(crate) fn in_environment(&self, environment: &'static str) -> Self {
        Self {
            environment,
            ..self.clone()
        }
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> reqwest::Result<Response> {
        let mut request = self.http.request(method, format!("{}{path}", self.base));
        if !self.key.is_empty() {
            request = request.bearer_auth(self.key);
        }
        if !self.environment.is_empty() {
            request = request.header("X-Environment", self.environment);
        }
        if let Some(body) = body {
            request = request
                .header("Content-Type", "application/json")
                .body(body.to_string());
        }
        request.send().await
    }

    /// Address of the sandbox.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    /// Status and JSON body.
    pub(crate) async fn call(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let response = self.send(method, path, body.as_ref()).await.unwrap();
        let status = response.status().as_u16();
        (
            status,
            serde_json::from_str(&response.text().await.unwrap()).unwrap(),
        )
    }

    /// The body of a call that must succeed.
    pub(crate) async fn done(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let (status, body) = self.call(method, path, body).await;
        assert_eq!(status, 200, "{method} {path}: {body}");
        body
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.done("GET", path, None).await
    }

    pub(crate) async fn list(&self, body: Value) -> Value {
        self.done("POST", "/clients/list", Some(body)).await
    }

    /// Every page of a list, by cursor.
    pub(crate) async fn all(&self, mut body: Value) -> Vec<Value> {
        let mut clients = Vec::new();
        loop {
            let page = self.list(body.clone()).await;
            clients.extend(page["data"].as_array().unwrap().iter().cloned());
            if page["pagination"]["hasMore"] != json!(true) {
                return clients;
            }
            body["cursor"] = page["pagination"]["nextCursor"].clone();
        }
    }
}

pub(crate) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

pub(crate) fn ids(clients: &[Value]) -> Vec<String> {
    clients
        .iter()
        .map(|client| text(client, "id").to_owned())
        .collect()
}
