//! The key is found nowhere but in the header of a request.

use std::io::Write;
use std::sync::{Arc, Mutex};

use artu::models::{Environment, ListClients};
use artu::{
    Artu, ArtuBuilder, Error, Issue, NetworkFault, Proxy, RetryPolicy, TimeoutPhase, Timeouts,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::time::Duration;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::id;
use crate::secure::{Authority, GOOD, Says};
use crate::server::{Reply, Server};

/// A key whose writings all differ, and one that could be the name of a member.
const KEYS: [&str; 2] = ["synthetic/Key+7Q2x?Zq9w", "syntheticKeyOfLetters"];

fn hex(key: &str) -> String {
    key.bytes().fold(String::new(), |mut text, byte| {
        let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    })
}

/// The writings of the key that are looked for.
fn writings(key: &str) -> Vec<String> {
    let percent = key
        .replace('/', "%2F")
        .replace('+', "%2B")
        .replace('?', "%3F");
    let hex = hex(key);
    vec![
        key.to_owned(),
        percent
            .replace("%2B", "%2b")
            .replace("%2F", "%2f")
            .replace("%3F", "%3f"),
        percent,
        STANDARD_NO_PAD.encode(key),
        URL_SAFE_NO_PAD.encode(key),
        STANDARD_NO_PAD.encode(format!("Bearer {key}")),
        STANDARD_NO_PAD.encode(format!("x{key}")),
        STANDARD_NO_PAD.encode(format!("xy{key}z")),
        hex.to_uppercase(),
        hex,
    ]
}

fn echo(key: &str) -> String {
    writings(key).join(" ")
}

/// Everything that was said: logs of every level and target, errors, and `Debug` of what a caller holds.
#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<u8>>>);

impl Write for Said {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Said {
    fn error(&mut self, error: &Error) {
        let mut next: Option<&dyn std::error::Error> = Some(error);
        while let Some(error) = next {
            writeln!(self, "{error} {error:?} {error:#?}").unwrap();
            next = error.source();
        }
        match error {
            Error::Forbidden { permission, .. } => writeln!(self, "{permission:?}").unwrap(),
            Error::Validation { issues, .. } => {
                for issue in issues {
                    let Issue {
                        path,
                        message,
                        code,
                        ..
                    } = issue;
                    writeln!(self, "{path} {} {code:?}", message.as_str()).unwrap();
                }
            }
            _ => {}
        }
        if let Some(text) = error.server_text() {
            writeln!(self, "{}", text.as_str()).unwrap();
        }
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

fn builder(base: &str, key: &str) -> ArtuBuilder {
    Artu::builder(base)
        .environment(Environment::Test)
        .key(SecretString::from(key))
        .retry(RetryPolicy {
            tries: 2,
            base_delay: Duration::from_micros(10),
            longest_delay: Duration::from_millis(1),
            reserve: 1_000,
        })
}

/// Asks in each way and keeps what is said.
async fn ask(artu: &Artu, said: &mut Said) -> Vec<Error> {
    writeln!(said, "{artu:?} {:?}", artu.clients()).unwrap();
    let list = ListClients::new();
    let answers = [
        artu.clients().get(id()).await.map(drop),
        artu.clients().promote(id()).await.map(drop),
        artu.clients().list(&list).await.map(drop),
        artu.tenant_details().await.map(drop),
    ];
    let errors: Vec<Error> = answers.into_iter().filter_map(Result::err).collect();
    for error in &errors {
        said.error(error);
    }
    errors
}

fn replies(key: &str) -> Vec<Reply> {
    let echo = echo(key);
    let body = json!({
        "id": echo,
        "error": echo,
        "code": echo,
        "message": format!("API key lacks permission: test:{key}:read, {echo}"),
        "data": {"issues": [{"path": [key, echo], "code": echo, "message": echo}]},
    });
    let permission = json!({"message": format!("lacks test:{}:read", hex(key))});
    let mut member = crate::client(crate::ID);
    member[key] = json!({"a": 1});
    let deep = member.to_string().replace("{\"a\":1}", &"[".repeat(300)) + &"]".repeat(300);
    let in_page = json!({"data": [{key: key}], "pagination": {"hasMore": key, key: key}});
    let mut all: Vec<Reply> = [
        400, 401, 403, 404, 405, 408, 409, 413, 418, 422, 429, 500, 503,
    ]
    .map(|status| Reply::fault(status, &body).header("x-echo", echo.clone()))
    .to_vec();
    all.extend([
        Reply::fault(403, &permission),
        Reply::json(&body).header("etag", echo.clone()),
        Reply::json(&body).cut(),
        Reply::json(&in_page),
        Reply::new(200, "application/json", deep),
        Reply::new(200, "application/json", format!("{{\"{key}\": [\"{key}")),
        Reply::new(200, &format!("text/{key}"), echo.clone()),
        Reply::new(200, "text/html", format!("<p>{echo}")),
        Reply::status(429).header("retry-after", echo.clone()),
        Reply::status(302).header("location", format!("http://127.0.0.1:1/{key}?key={echo}")),
    ]);
    all
}

/// One name for each error and for each of its parts that a caller tells apart.
fn kind(error: &Error) -> String {
    match error {
        Error::Network { fault, .. } => format!("{fault:?}"),
        Error::Timeout { phase, .. } => format!("{phase:?}"),
        error => {
            let name = format!("{error:?}");
            name.split([' ', '{', '(']).next().unwrap().to_owned()
        }
    }
}

async fn connections_that_fail(said: &mut Said, authority: &Authority, key: &str) -> Vec<Error> {
    let mut errors = Vec::new();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let refused = builder(&format!("http://{}", listener.local_addr().unwrap()), key);
    drop(listener);
    errors.extend(ask(&refused.build().unwrap(), said).await);

    let never = Server::start([Reply::never()]).await;
    let hurried = builder(&never.base, key).timeouts(Timeouts {
        total: Duration::from_millis(30),
        ..Timeouts::default()
    });
    errors.extend(ask(&hurried.build().unwrap(), said).await);

    let script = Server::start([Reply::status(500)]).await;
    let named = Says {
        name: "other.example",
        ..GOOD
    };
    let other = authority.serve(named, script.router()).await;
    let untrusted = builder(&other.base, key).trust_certificates(authority.pem());
    errors.extend(ask(&untrusted.build().unwrap(), said).await);

    let nowhere = format!("http://user:{}@{}.invalid", "secret", "x".repeat(64));
    let proxied = builder("https://api.artu.test", key).proxy(Proxy::Url(nowhere.into()));
    writeln!(said, "{proxied:?}").unwrap();
    errors.extend(ask(&proxied.build().unwrap(), said).await);

    let broken = crate::server::raw(async |socket| drop(socket)).await;
    errors.extend(ask(&builder(&broken, key).build().unwrap(), said).await);
    errors
}

#[tokio::test]
async fn no_error_and_no_log_tells_the_key() {
    for key in KEYS {
        tells_nothing_of(key).await;
    }
}

async fn tells_nothing_of(key: &str) {
    let mut said = Said::default();
    let kept = said.clone();
    let _log = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || kept.clone())
        .finish()
        .set_default();

    let authority = Authority::new();
    let mut errors = connections_that_fail(&mut said, &authority, key).await;
    for reply in replies(key) {
        let script = Server::start([reply]).await;
        let secure = authority.serve(GOOD, script.router()).await;
        let plain = builder(&script.base, key);
        let over_tls = builder(&secure.base, key).trust_certificates(authority.pem());
        for builder in [plain, over_tls] {
            writeln!(said, "{builder:?}").unwrap();
            errors.extend(ask(&builder.build().unwrap(), &mut said).await);
        }
        let sent = &script.seen()[0].headers["authorization"];
        assert_eq!(sent.to_str().unwrap(), format!("Bearer {key}"));
    }
    for bad in [
        builder(&format!("http://{key}:{key}@api.artu.test"), key),
        builder(&format!("https://api.artu.test/?key={key}"), key),
        builder("https://api.artu.test", key).key(format!("{key}\n{key}").into()),
        builder("https://api.artu.test", key).trust_certificates(key),
        builder("https://api.artu.test", key).proxy(Proxy::Url(key.into())),
    ] {
        writeln!(said, "{bad:?}").unwrap();
        let error = bad.build().unwrap_err();
        said.error(&error);
        errors.push(error);
    }

    let kinds: std::collections::BTreeSet<String> = errors.iter().map(kind).collect();
    let parts = [
        format!("{:?}", NetworkFault::NameNotResolved),
        format!("{:?}", NetworkFault::NotConnected),
        format!("{:?}", NetworkFault::NotTrusted),
        format!("{:?}", NetworkFault::Broken),
        format!("{:?}", TimeoutPhase::Total),
    ];
    let names = [
        "Unauthorised",
        "Forbidden",
        "NotFound",
        "Conflict",
        "Validation",
        "Refused",
        "RateLimited",
        "Server",
        "Protocol",
        "Request",
    ];
    for wanted in names.iter().map(ToString::to_string).chain(parts) {
        assert!(kinds.contains(&wanted), "{wanted} is not among {kinds:?}");
    }
    let text = said.text();
    for target in ["artu::transport", "hyper", "h2::", "reqwest", "rustls"] {
        assert!(text.contains(target), "nothing of {target} was heard");
    }
    // A library may also log the bytes it sends or gets.
    let bytes = format!("{:?}", key.as_bytes());
    let bytes = bytes.trim_matches(['[', ']']).to_owned();
    for writing in writings(key).into_iter().chain([bytes]) {
        if let Some(at) = text.find(&writing) {
            let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
            let line: String = text[start..].chars().take(600).collect();
            panic!("{writing} is told: {line}");
        }
    }
    assert!(!text.contains("user:secret"));
}

#[tokio::test]
async fn personal_data_in_an_answer_is_not_told() {
    const SECRET: &str = "Persona Secreta";
    let mut said = Said::default();
    let mut client = crate::client(SECRET);
    client[SECRET] = Value::from(SECRET);
    for reply in [
        Reply::json(&client),
        Reply::fault(
            422,
            &json!({"message": SECRET, "issues": [{"path": SECRET, "message": SECRET}]}),
        ),
        Reply::new(
            200,
            "application/json",
            format!("{{\"{SECRET}\": [\"{SECRET}"),
        ),
    ] {
        let server = Server::start([reply]).await;
        let artu = builder(&server.base, KEYS[0]).build().unwrap();
        for error in [
            artu.clients().get(id()).await.unwrap_err(),
            artu.clients().promote(id()).await.unwrap_err(),
        ] {
            let mut next: Option<&dyn std::error::Error> = Some(&error);
            while let Some(error) = next {
                writeln!(said, "{error} {error:?}").unwrap();
                next = error.source();
            }
        }
    }
    assert!(!said.text().contains(SECRET), "{}", said.text());
}
