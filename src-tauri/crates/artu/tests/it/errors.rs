//! What a caller is told, and what it is never told.

use artu::Error;
use serde_json::{Value, json};

use crate::server::{Reply, Server};
use crate::{KEY, artu, builder, id};

async fn refused(status: u16, body: &Value) -> Error {
    let server = Server::start([Reply::fault(status, body)]).await;
    artu(&server.base)
        .clients()
        .promote(id())
        .await
        .unwrap_err()
}

#[tokio::test]
async fn each_status_has_its_error() {
    assert!(matches!(
        refused(401, &json!({})).await,
        Error::Unauthorised { .. }
    ));
    assert!(matches!(
        refused(404, &json!({})).await,
        Error::NotFound { .. }
    ));
    let message = "API key lacks permission: test:clients:update";
    let Error::Forbidden { permission, .. } = refused(403, &json!({"message": message})).await
    else {
        panic!("not a permission error");
    };
    assert_eq!(permission.as_deref(), Some("test:clients:update"));
    let Error::Conflict { message } = refused(409, &json!({"message": "already primary"})).await
    else {
        panic!("not a conflict");
    };
    assert_eq!(message.as_str(), "already primary");
    let body = json!({
        "code": "BAD_REQUEST",
        "message": "Input validation failed",
        "data": {"issues": [{"path": ["child", "name"], "message": "too short", "code": "too_small"}]},
    });
    for status in [400, 422] {
        let Error::Validation { message, issues } = refused(status, &body).await else {
            panic!("not a validation error");
        };
        assert_eq!(message.as_str(), "Input validation failed");
        assert_eq!(issues[0].path, "child.name");
        assert_eq!(issues[0].message.as_str(), "too short");
        assert_eq!(issues[0].code.as_deref(), Some("too_small"));
    }
    let Error::Refused { status, .. } = refused(405, &json!("no")).await else {
        panic!("not a refusal");
    };
    assert_eq!(status, 405);
    assert!(matches!(
        refused(429, &json!({})).await,
        Error::RateLimited {
            retry_after: None,
            ..
        }
    ));
    assert!(matches!(
        refused(500, &json!({})).await,
        Error::Server {
            status: 500,
            retry_after: None,
            write_sent: true,
            ..
        }
    ));
}

#[tokio::test]
async fn what_the_server_said_is_kept_with_every_status_and_without_the_key() {
    let body = json!({"message": format!("reason of {KEY}")});
    for status in [400, 401, 403, 404, 405, 409, 410, 422, 429, 500, 503] {
        let error = refused(status, &body).await;
        let text = error.server_text().unwrap();
        assert_eq!(text.as_str(), "reason of …", "{error:?}");
        assert!(!text.is_unread());
    }
}

#[tokio::test]
async fn a_permission_of_another_form_is_left_to_its_text() {
    let error = refused(403, &json!({"message": "needs clients:edit"})).await;
    let Error::Forbidden {
        permission,
        message,
    } = error
    else {
        panic!("not a permission error");
    };
    assert_eq!(permission, None);
    assert_eq!(message.as_str(), "needs clients:edit");
}

#[tokio::test]
async fn a_refusal_of_a_whole_batch_keeps_every_issue() {
    let issue = |index: usize, member: &str| json!({"path": ["items", index, member], "message": "x".repeat(200)});
    let members = ["name", "type", "scopes", "nationalities", "externalId"];
    let issues: Vec<Value> = (0..250)
        .flat_map(|index| members.map(|member| issue(index, member)))
        .collect();
    let body = json!({"message": "no", "data": {"issues": issues}});
    assert!(body.to_string().len() > 64 * 1024);
    let Error::Validation { issues, .. } = refused(400, &body).await else {
        panic!("not a validation error");
    };
    assert_eq!(issues.len(), 1_250);
    assert_eq!(issues[1_249].path, "items.249.externalId");
}

#[tokio::test]
async fn a_refusal_that_is_too_large_to_be_read_says_so() {
    let body = json!({"message": "x".repeat(5 * 1024 * 1024)});
    let error = refused(400, &body).await;
    assert!(error.to_string().contains("too large"), "{error}");
    let Error::Validation { message, issues } = error else {
        panic!("not a validation error");
    };
    assert!(message.is_unread() && message.is_empty() && issues.is_empty());
    let error = refused(409, &body).await;
    assert!(error.server_text().unwrap().is_unread());
}

#[tokio::test]
async fn a_refusal_of_any_form_keeps_its_meaning() {
    for body in [
        "",
        "<html>no</html>",
        "[1]",
        "{\"message\": 7}",
        "{\"message\"",
    ] {
        let reply = Reply::new(404, "text/html", body.to_owned());
        let server = Server::start([reply]).await;
        let error = artu(&server.base).clients().get(id()).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    }
}

/// Everything that an error says, its sources included.
fn told(error: &Error) -> String {
    let first: &dyn std::error::Error = error;
    std::iter::successors(Some(first), |error| error.source())
        .map(|error| format!("{error} {error:?} {error:#?}"))
        .collect::<Vec<_>>()
        .join(" ")
}

#[tokio::test]
async fn no_error_tells_the_key_or_the_body() {
    const SECRET: &str = "Persona Secreta";
    let echo = json!({
        "id": SECRET,
        "error": KEY,
        "code": KEY,
        "message": format!("{SECRET} used {KEY}"),
        "data": {"issues": [{"path": KEY, "message": format!("{SECRET} {KEY}")}]},
    });
    let mut replies: Vec<Reply> = [400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503]
        .map(|status| Reply::fault(status, &echo))
        .to_vec();
    replies.extend([
        Reply::json(&echo),
        Reply::json(&echo).cut(),
        Reply::new(200, "text/html", format!("<p>{KEY} {SECRET}</p>")),
        Reply::new(200, "application/json", format!("{{\"{KEY} {SECRET}")),
        Reply::status(302).header("location", format!("http://127.0.0.1:1/?key={KEY}")),
    ]);
    for reply in replies {
        let server = Server::start([reply.clone()]).await;
        let artu = artu(&server.base);
        for error in [
            artu.clients().get(id()).await.unwrap_err(),
            artu.clients().promote(id()).await.unwrap_err(),
        ] {
            let told = told(&error);
            assert!(!told.contains(KEY), "{reply:?} tells the key");
            assert!(!told.contains(SECRET), "{reply:?} tells the body");
            if let Error::Validation { message, issues } = &error {
                assert!(!message.as_str().contains(KEY));
                assert!(!issues[0].path.contains(KEY));
                assert!(!issues[0].message.as_str().contains(KEY));
            }
        }
        assert!(!format!("{artu:?}").contains(KEY));
    }
}

#[tokio::test]
async fn a_failed_connection_and_a_refused_build_tell_no_key() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = artu(&base).clients().promote(id()).await.unwrap_err();
    assert!(!told(&error).contains(KEY));
    assert!(!format!("{:?}", builder(&base)).contains(KEY));
    let bad = builder("https://example.test").key(format!("{KEY}\n{KEY}").into());
    let error = bad.build().unwrap_err();
    assert!(matches!(error, Error::Request { .. }));
    assert!(!told(&error).contains(KEY));
}
