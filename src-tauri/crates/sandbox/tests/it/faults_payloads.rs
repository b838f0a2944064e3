//! Faults in the form of an answer.

use reqwest::Method;
use sandbox::{Environment, Fault, FaultKind, PayloadForm, Sandbox};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::caller::{Caller, start, text};

/// The bytes a list of ten answers under a fault.
async fn spoilt(sandbox: &Sandbox, caller: &Caller, kind: FaultKind) -> Vec<u8> {
    sandbox.control().push_fault(Fault::next(kind));
    let body = json!({"limit": 10});
    let answer = caller
        .send(Method::POST, "/clients/list", Some(&body))
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

/// The texts of the records of a page.
fn records(page: &[u8]) -> Vec<String> {
    #[derive(serde::Deserialize)]
    struct Page {
        data: Vec<Box<RawValue>>,
    }
    let page: Page = serde_json::from_slice(page).unwrap();
    page.data.iter().map(|one| one.get().to_owned()).collect()
}

/// The record at place 4 under a form, after every other one was found as it should be.
async fn record(form: PayloadForm) -> (String, Value) {
    let (sandbox, caller) = start(30).await;
    let whole = caller.list(json!({"limit": 10})).await;
    let page = spoilt(&sandbox, &caller, FaultKind::Payload { form, index: 4 }).await;
    let records = records(&page);
    assert_eq!(records.len(), 10);
    for (place, record) in records.iter().enumerate().filter(|(place, _)| *place != 4) {
        let read: Value = serde_json::from_str(record).unwrap();
        assert_eq!(read, whole["data"][place], "{form:?}");
    }
    let logged = sandbox.control().requests(None, "/clients/list");
    assert_eq!(logged[1].fault, Some("payload"));
    (records[4].clone(), whole["data"][4].clone())
}

#[tokio::test]
async fn wrong_missing_and_unknown_members_keep_the_id() {
    let (wrong, whole) = record(PayloadForm::WrongTypes).await;
    let wrong: Value = serde_json::from_str(&wrong).unwrap();
    assert_eq!(wrong["id"], whole["id"]);
    assert!(wrong["name"].is_object() && wrong["scopes"].is_string());

    let (missing, whole) = record(PayloadForm::MissingMembers).await;
    let missing: Value = serde_json::from_str(&missing).unwrap();
    assert_eq!(missing["id"], whole["id"]);
    assert!(missing.get("name").is_none() && missing.get("updatedAt").is_none());

    let (unknown, whole) = record(PayloadForm::UnknownMembers).await;
    let mut unknown: Value = serde_json::from_str(&unknown).unwrap();
    let members = unknown.as_object_mut().unwrap();
    assert!(members.shift_remove("futureMember").unwrap().is_object());
    assert_eq!(members.shift_remove("futureFlag"), Some(json!(true)));
    assert_eq!(unknown, whole);
}

#[tokio::test]
async fn depth_length_and_numbers_beyond_reach() {
    let (deep, _) = record(PayloadForm::Deep).await;
    assert!(deep.contains(&"[".repeat(10_000)));
    assert!(serde_json::from_str::<Value>(&deep).is_err());

    let (long, _) = record(PayloadForm::LongText).await;
    let long: Value = serde_json::from_str(&long).unwrap();
    assert_eq!(text(&long, "name").len(), 10 * 1024 * 1024);

    let (huge, _) = record(PayloadForm::HugeNumber).await;
    assert!(huge.contains(r#""metadata":{"amount":1e400}"#));
}

#[tokio::test]
async fn keys_twice_and_characters_that_do_not_travel() {
    let (twice, whole) = record(PayloadForm::DuplicateKeys).await;
    assert!(twice.starts_with(r#"{"name":"Otro","isPrimary":null,"id":"#));
    assert_eq!(serde_json::from_str::<Value>(&twice).unwrap(), whole);

    let (nul, whole) = record(PayloadForm::Nul).await;
    let nul: Value = serde_json::from_str(&nul).unwrap();
    assert_eq!(text(&nul, "name"), format!("\0{}", text(&whole, "name")));

    let (half, _) = record(PayloadForm::UnpairedSurrogate).await;
    assert!(half.contains(r#""name":"\ud83d"#));
    assert!(serde_json::from_str::<Value>(&half).is_err());
}

#[tokio::test]
async fn ids_that_are_none_or_another_ones() {
    let (none, _) = record(PayloadForm::IdNotUuid).await;
    let none: Value = serde_json::from_str(&none).unwrap();
    assert_eq!(none["id"], "sin-identificador");

    let (sandbox, caller) = start(30).await;
    let whole = caller.list(json!({"limit": 10})).await;
    for (index, other) in [(4, 3), (0, 1), (99, 8)] {
        let form = PayloadForm::SameId;
        let page = spoilt(&sandbox, &caller, FaultKind::Payload { form, index }).await;
        let page: Value = serde_json::from_slice(&page).unwrap();
        assert_eq!(page["data"][index.min(9)]["id"], whole["data"][other]["id"]);
        assert_eq!(page["data"][other], whole["data"][other]);
    }
}

#[tokio::test]
async fn bodies_that_are_empty_marked_or_not_utf_8() {
    let (sandbox, caller) = start(30).await;
    let whole = spoilt(&sandbox, &caller, FaultKind::ShortRecords).await;
    let body = |form| {
        let kind = FaultKind::Payload { form, index: 0 };
        spoilt(&sandbox, &caller, kind)
    };
    assert!(body(PayloadForm::Empty).await.is_empty());
    let marked = body(PayloadForm::ByteOrderMark).await;
    assert!(marked.starts_with(b"\xEF\xBB\xBF{") && marked.len() > whole.len());
    let latin = body(PayloadForm::BadUtf8Body).await;
    assert!(String::from_utf8(latin.clone()).is_err());
    assert!(latin.windows(9).any(|part| part == b"Sebasti\xE1n"));
}

#[tokio::test]
async fn one_byte_of_a_name_is_not_utf_8_in_a_page_and_in_a_client() {
    let (sandbox, caller) = start(30).await;
    let whole = caller.list(json!({"limit": 10})).await;
    let page = spoilt(&sandbox, &caller, FaultKind::InvalidUtf8 { index: 2 }).await;
    let bad: Vec<usize> = (0..page.len()).filter(|at| page[*at] == 0xFF).collect();
    assert_eq!(bad.len(), 1);
    assert!(page[..bad[0]].ends_with(br#""name":""#));
    let mended: Vec<u8> = page.iter().copied().filter(|one| *one != 0xFF).collect();
    assert_eq!(serde_json::from_slice::<Value>(&mended).unwrap(), whole);

    let id = sandbox.control().client_ids(Environment::Test)[0];
    let kind = FaultKind::InvalidUtf8 { index: 0 };
    sandbox.control().push_fault(Fault::next(kind));
    let answer = caller
        .send(Method::GET, &format!("/clients/{id}"), None)
        .await
        .unwrap();
    let bytes = answer.bytes().await.unwrap();
    assert!(bytes.contains(&0xFF));
}

#[tokio::test]
async fn a_refusal_keeps_its_body() {
    let (sandbox, caller) = start(5).await;
    for form in [PayloadForm::WrongTypes, PayloadForm::SameId] {
        let kind = FaultKind::Payload { form, index: 0 };
        sandbox.control().push_fault(Fault::next(kind));
        let (status, error) = caller.call("GET", "/clients/nonsense", None).await;
        assert_eq!((status, text(&error, "code")), (400, "BAD_REQUEST"));
    }
}

#[test]
fn forms_have_the_names_that_scripts_use() {
    let names: Vec<Value> = PayloadForm::ALL.iter().map(|form| json!(form)).collect();
    let expected = [
        "wrongTypes",
        "missingMembers",
        "unknownMembers",
        "deep",
        "longText",
        "hugeNumber",
        "duplicateKeys",
        "nul",
        "unpairedSurrogate",
        "idNotUuid",
        "sameId",
        "empty",
        "byteOrderMark",
        "badUtf8Body",
    ];
    assert_eq!(names, expected);
}
