//! Every fault does what its description says, and ends.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;

use reqwest::Method;
use sandbox::{Environment, Fault, FaultKind, RandomFaults, RetryAfter};
use serde_json::{Value, json};

use crate::caller::{ids, start, text};

#[tokio::test]
async fn a_status_with_every_form_of_retry_after() {
    let (sandbox, caller) = start(5).await;
    let forms = [
        (Some(RetryAfter::Seconds(7)), "7"),
        (Some(RetryAfter::Date(60)), " GMT"),
        (Some(RetryAfter::Garbage), "en un ratito"),
        (None, ""),
    ];
    for (retry_after, expected) in forms {
        sandbox.control().push_fault(Fault::next(FaultKind::Status {
            status: 429,
            retry_after,
        }));
        let answer = caller
            .send(Method::GET, "/tenant-details", None)
            .await
            .unwrap();
        assert_eq!(answer.status(), 429);
        let header = answer
            .headers()
            .get("retry-after")
            .map(|one| one.to_str().unwrap().to_owned());
        assert_eq!(header.is_some(), !expected.is_empty());
        assert!(header.unwrap_or_default().ends_with(expected));
        let error: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(text(&error, "code"), "TOO_MANY_REQUESTS");
    }
}

#[tokio::test]
async fn every_status_has_an_error_body_and_does_nothing() {
    let (sandbox, caller) = start(26).await;
    let id = sandbox.control().client_ids(Environment::Test)[1];
    for status in [401, 403, 404, 409, 422, 429, 500, 502, 503, 504] {
        sandbox.control().push_fault(Fault::next(FaultKind::Status {
            status,
            retry_after: None,
        }));
        let (answered, error) = caller
            .call("POST", &format!("/clients/{id}/promote"), None)
            .await;
        assert_eq!(
            (answered, error["status"].as_u64()),
            (status, Some(status.into()))
        );
    }
    assert_eq!(
        caller.get(&format!("/clients/{id}")).await["isPrimary"],
        false
    );
}

#[tokio::test]
async fn issues_are_answered_with_their_places_and_nothing_is_done() {
    let (sandbox, caller) = start(26).await;
    let id = sandbox.control().client_ids(Environment::Test)[1];
    let before = caller.get(&format!("/clients/{id}")).await;
    let kind: FaultKind = serde_json::from_value(json!({
        "kind": "issues", "issues": {"data.scopeData.MX.rfc": "Not accepted"}
    }))
    .unwrap();
    sandbox
        .control()
        .push_fault(Fault::next(kind).on("PATCH", "/clients/"));
    let body = json!({"data": {"scopeData": {"MX": {"rfc": "A"}}}});
    let (status, error) = caller
        .call("PATCH", &format!("/clients/{id}"), Some(body))
        .await;
    assert_eq!(status, 422);
    assert_eq!(
        error["data"]["issues"],
        json!([{"path": ["data", "scopeData", "MX", "rfc"], "message": "Not accepted"}])
    );
    assert_eq!(caller.get(&format!("/clients/{id}")).await, before);
}

#[tokio::test]
async fn a_reset_does_nothing_and_answers_nothing() {
    let (sandbox, caller) = start(26).await;
    let id = sandbox.control().client_ids(Environment::Test)[1];
    sandbox.control().push_fault(Fault::next(FaultKind::Reset));
    assert!(
        caller
            .send(Method::POST, &format!("/clients/{id}/promote"), None)
            .await
            .is_err()
    );
    assert_eq!(
        caller.get(&format!("/clients/{id}")).await["isPrimary"],
        false
    );
    assert_eq!(sandbox.control().total_requests(), 2);
}

#[tokio::test]
async fn a_reset_is_one_and_a_lost_answer_is_a_close() {
    let (sandbox, _caller) = start(26).await;
    let mut ends = Vec::new();
    for kind in [FaultKind::Reset, FaultKind::EffectWithoutAnswer] {
        sandbox.control().push_fault(Fault::next(kind));
        let mut stream = TcpStream::connect(("127.0.0.1", sandbox.port())).unwrap();
        let head = "POST /tags HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        let read = tokio::task::spawn_blocking(move || stream.read(&mut [0_u8; 64]));
        ends.push(read.await.unwrap().map_err(|error| error.kind()));
    }
    assert_eq!(ends, [Err(ErrorKind::ConnectionReset), Ok(0)]);
}

#[tokio::test]
async fn a_cut_body_promises_more_than_it_gives() {
    let (sandbox, caller) = start(60).await;
    sandbox
        .control()
        .push_fault(Fault::next(FaultKind::CutBody));
    let answer = caller.send(Method::POST, "/clients/list", None).await;
    let whole = match answer {
        Ok(answer) => answer.bytes().await,
        Err(error) => Err(error),
    };
    assert!(whole.is_err());
    caller.list(json!({})).await;
}

#[tokio::test]
async fn a_page_of_html_and_bad_json() {
    let (sandbox, caller) = start(5).await;
    sandbox
        .control()
        .push_fault(Fault::next(FaultKind::HtmlPage { status: 200 }));
    sandbox
        .control()
        .push_fault(Fault::next(FaultKind::BadJson));
    let page = caller
        .send(Method::GET, "/tenant-details", None)
        .await
        .unwrap();
    assert!(
        page.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
    let bad = caller
        .send(Method::GET, "/tenant-details", None)
        .await
        .unwrap();
    assert_eq!(bad.status(), 200);
    assert!(serde_json::from_str::<Value>(&bad.text().await.unwrap()).is_err());
    caller.get("/tenant-details").await;
}

#[tokio::test]
async fn latency_waits() {
    let (sandbox, caller) = start(5).await;
    sandbox
        .control()
        .push_fault(Fault::next(FaultKind::Latency { milliseconds: 30 }));
    let before = std::time::Instant::now();
    caller.get("/tenant-details").await;
    assert!(before.elapsed().as_millis() >= 30);
    assert_eq!(
        sandbox.control().requests(None, "")[0].fault,
        Some("latency")
    );
}

#[tokio::test]
async fn one_record_cannot_be_decoded() {
    let (sandbox, caller) = start(30).await;
    let whole = caller.list(json!({"limit": 10})).await;
    sandbox
        .control()
        .push_fault(Fault::next(FaultKind::UndecodableRecord { index: 4 }));
    let page = caller.list(json!({"limit": 10})).await;
    assert_eq!(page["data"][4]["id"], whole["data"][4]["id"]);
    assert!(page["data"][4]["name"].is_null());
    assert_eq!(page["data"][5], whole["data"][5]);
}

#[tokio::test]
async fn short_records_lack_their_child_lists_and_nothing_else() {
    let (sandbox, caller) = start(30).await;
    let whole = caller.list(json!({"limit": 10})).await;
    sandbox
        .control()
        .push_fault(Fault::next(FaultKind::ShortRecords));
    let short = caller.list(json!({"limit": 10})).await;
    let lists = [
        "addresses",
        "contactMethods",
        "bankAccounts",
        "documents",
        "linkedClients",
        "riskAssessments",
        "tags",
    ];
    for (one, other) in short["data"]
        .as_array()
        .unwrap()
        .iter()
        .zip(whole["data"].as_array().unwrap())
    {
        let mut expected = other.as_object().unwrap().clone();
        expected.retain(|name, _| !lists.contains(&name.as_str()));
        assert_eq!(one, &Value::Object(expected));
    }
}

#[tokio::test]
async fn a_filter_that_is_not_honoured() {
    let (sandbox, caller) = start(30).await;
    sandbox
        .control()
        .push_fault(Fault::next(FaultKind::FilterIgnored));
    let filter = json!({"filter": {"type": "company"}, "limit": 200});
    assert_eq!(
        caller.list(filter.clone()).await["data"]
            .as_array()
            .unwrap()
            .len(),
        30
    );
    assert!(caller.list(filter).await["data"].as_array().unwrap().len() < 30);
}

#[tokio::test]
async fn a_repeated_page_comes_twice_and_loses_nobody() {
    let (sandbox, caller) = start(40).await;
    let fault = Fault::next(FaultKind::RepeatedPage).after(1).times(1);
    sandbox.control().push_fault(fault);
    let seen = ids(&caller.all(json!({"limit": 10})).await);
    let everyone = sandbox.control().client_ids(Environment::Test);
    assert_eq!(seen.len(), 50);
    assert_eq!(seen[..10], seen[10..20]);
    assert_eq!(
        seen[10..],
        everyone.iter().map(ToString::to_string).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn a_looping_cursor_gives_itself() {
    let (sandbox, caller) = start(40).await;
    let first = caller.list(json!({"limit": 10})).await;
    sandbox
        .control()
        .push_fault(Fault::always(FaultKind::LoopingCursor));
    let cursor = first["pagination"]["nextCursor"].clone();
    for _ in 0..3 {
        let page = caller.list(json!({"limit": 10, "cursor": cursor})).await;
        assert_eq!(
            page["pagination"],
            json!({"hasMore": true, "nextCursor": cursor})
        );
    }
}

#[tokio::test]
async fn endless_pages_start_over_under_new_cursors() {
    let (sandbox, caller) = start(20).await;
    sandbox
        .control()
        .push_fault(Fault::always(FaultKind::EndlessPages));
    let mut cursors = std::collections::HashSet::new();
    let mut body = json!({"limit": 10});
    for _ in 0..9 {
        let page = caller.list(body.clone()).await;
        assert_eq!(
            (
                page["data"].as_array().unwrap().len(),
                &page["pagination"]["hasMore"]
            ),
            (10, &json!(true))
        );
        assert!(cursors.insert(text(&page["pagination"], "nextCursor").to_owned()));
        body["cursor"] = page["pagination"]["nextCursor"].clone();
    }
}

#[tokio::test]
async fn a_shrinking_list_leaves_out_half_a_page() {
    let (sandbox, caller) = start(40).await;
    sandbox
        .control()
        .push_fault(Fault::next(FaultKind::ShrinkingList));
    let page = caller
        .list(json!({"limit": 10, "includeTotalCount": true}))
        .await;
    assert_eq!(
        (
            page["data"].as_array().unwrap().len(),
            &page["pagination"]["totalCount"]
        ),
        (5, &json!(35))
    );
    sandbox
        .control()
        .push_fault(Fault::next(FaultKind::ShrinkingList));
    assert_eq!(caller.all(json!({"limit": 10})).await.len(), 35);
}

#[tokio::test]
async fn random_faults_are_the_same_for_the_same_seed() {
    let statuses = |seed| async move {
        let (sandbox, caller) = start(5).await;
        let kinds = vec![FaultKind::Status {
            status: 500,
            retry_after: None,
        }];
        let random = RandomFaults {
            seed,
            rate: 0.5,
            kinds,
            path_prefix: "/tenant".to_owned(),
        };
        sandbox.control().set_random_faults(Some(random));
        let mut statuses = Vec::new();
        for _ in 0..24 {
            statuses.push(caller.call("GET", "/tenant-details", None).await.0);
        }
        sandbox.control().clear_faults();
        caller.get("/tenant-details").await;
        statuses
    };
    let first = statuses(1).await;
    assert_eq!(first, statuses(1).await);
    assert!(first.contains(&500) && first.contains(&200));
}

#[tokio::test]
async fn a_hanging_request_is_logged_does_nothing_and_ends_with_its_caller() {
    let (sandbox, caller) = start(26).await;
    let control = sandbox.control();
    let id = control.client_ids(Environment::Test)[1];
    let path = format!("/clients/{id}/promote");
    control.push_fault(Fault::next(FaultKind::Hang));
    let hanging = tokio::spawn({
        let (caller, path) = (caller.clone(), path.clone());
        async move { caller.send(Method::POST, &path, None).await }
    });
    control.wait_for_requests(Some("POST"), &path, 1).await;
    assert!(!hanging.is_finished());
    hanging.abort();
    let received = control.requests(Some("POST"), &path);
    assert_eq!((received[0].status, received[0].fault), (0, Some("hang")));
    assert!(!received[0].effect);
    assert_eq!(
        caller.get(&format!("/clients/{id}")).await["isPrimary"],
        false
    );
}

#[tokio::test]
async fn a_hanging_request_ends_when_the_sandbox_goes_offline() {
    let (mut sandbox, caller) = start(5).await;
    let control = sandbox.control();
    control.push_fault(Fault::next(FaultKind::Hang));
    let hanging =
        tokio::spawn(async move { caller.send(Method::GET, "/tenant-details", None).await });
    control.wait_for_requests(None, "/tenant-details", 1).await;
    sandbox.offline().await;
    assert!(hanging.await.unwrap().is_err());
}

#[tokio::test]
async fn a_trickle_gives_the_true_answer_in_small_pieces() {
    let (sandbox, caller) = start(5).await;
    let whole = caller.get("/tenant-details").await;
    sandbox
        .control()
        .push_fault(Fault::next(FaultKind::Trickle {
            bytes: 200,
            every_milliseconds: 1,
        }));
    let mut answer = caller
        .send(Method::GET, "/tenant-details", None)
        .await
        .unwrap();
    let length = answer.content_length().unwrap();
    let mut body = Vec::new();
    let mut pieces = 0;
    while let Some(piece) = answer.chunk().await.unwrap() {
        pieces += 1;
        body.extend_from_slice(&piece);
    }
    assert_eq!(body.len() as u64, length);
    assert!(pieces >= 2, "{pieces} of {length}");
    assert_eq!(serde_json::from_slice::<Value>(&body).unwrap(), whole);
}

#[tokio::test]
async fn a_redirect_says_where_and_does_nothing() {
    let (sandbox, _) = start(26).await;
    let control = sandbox.control();
    let id = control.client_ids(Environment::Test)[1];
    let http = reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let location = "https://otro.example.mx/clients";
    let fault = json!({"kind": "redirect", "location": location});
    let answer = http
        .post(format!("{}/clients/{id}/promote", sandbox.base_url()))
        .bearer_auth(sandbox::FULL_KEY)
        .header("X-Environment", "test")
        .header("X-Sandbox-Fault", fault.to_string())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 302);
    assert_eq!(answer.headers()["location"], location);
    assert_eq!(control.count_effects(None, "/clients"), 0);
    assert_eq!(control.requests(None, "/")[0].fault, Some("redirect"));
}

#[tokio::test]
async fn a_request_asks_for_a_fault_of_its_own() {
    let (sandbox, caller) = start(5).await;
    let control = sandbox.control();
    control.push_fault(Fault::next(FaultKind::BadJson));
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let ask = |fault: &'static str| {
        http.get(format!("{}/tenant-details", sandbox.base_url()))
            .bearer_auth(sandbox::FULL_KEY)
            .header("X-Environment", "test")
            .header("X-Sandbox-Fault", fault)
            .send()
    };
    assert_eq!(
        ask(r#"{"kind":"status","status":418}"#)
            .await
            .unwrap()
            .status(),
        418
    );
    assert_eq!(ask(r#"{"kind":"nothing"}"#).await.unwrap().status(), 400);
    assert_eq!(control.waiting_faults().len(), 1);
    let scripted = caller.send(Method::GET, "/tenant-details", None).await;
    let scripted = scripted.unwrap().text().await.unwrap();
    assert!(serde_json::from_str::<Value>(&scripted).is_err());
}

#[tokio::test]
async fn a_fault_tells_environments_apart_only_when_asked() {
    let (sandbox, test) = start(5).await;
    let live = test.in_environment("live");
    let status = FaultKind::Status {
        status: 503,
        retry_after: None,
    };
    let control = sandbox.control();
    control.push_fault(Fault::next(status.clone()).times(2));
    assert_eq!(test.call("GET", "/tenant-details", None).await.0, 503);
    assert_eq!(live.call("GET", "/tenant-details", None).await.0, 503);
    control.push_fault(Fault::next(status).in_environment(Environment::Live));
    assert_eq!(test.call("GET", "/tenant-details", None).await.0, 200);
    assert_eq!(live.call("GET", "/tenant-details", None).await.0, 503);
}

#[tokio::test]
async fn every_kind_is_scripted_over_the_control_by_its_name() {
    let (_sandbox, caller) = start(5).await;
    for fault in [
        json!({"kind": "hang"}),
        json!({"kind": "trickle", "bytes": 10, "everyMilliseconds": 500}),
        json!({"kind": "invalidUtf8", "index": 0}),
        json!({"kind": "repeatedRecords", "percent": 5}),
        json!({"kind": "emptyPages"}),
        json!({"kind": "growingList"}),
        json!({"kind": "pageCap", "most": 50}),
        json!({"kind": "totalCount", "count": 9}),
        json!({"kind": "cursorExpired"}),
        json!({"kind": "overlappingPages", "records": 5}),
        json!({"kind": "redirect", "location": "http://127.0.0.1:1/", "status": 307}),
        json!({"kind": "payload", "form": "deep", "index": 3}),
        json!({"kind": "payload", "form": "empty"}),
    ] {
        caller
            .done("POST", "/__control/faults", Some(fault.clone()))
            .await;
        let waiting = caller.get("/__control/faults").await;
        for (name, value) in fault.as_object().unwrap() {
            assert_eq!(&waiting["data"][0][name], value, "{fault}");
        }
        caller.done("DELETE", "/__control/faults", None).await;
    }
}
