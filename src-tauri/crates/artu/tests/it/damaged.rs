//! One bad record costs one record, never its page.

use artu::models::{Client, ListClients, Page, RawRecord};
use proptest::prelude::*;

use crate::server::{Reply, Server};
use crate::{ID, artu, client};

const BAD: &str = "55555555-5555-4555-8555-555555555555";

/// A page with a good record before and after the bad one.
fn page_around(bad: &[u8]) -> Vec<u8> {
    let good = client(ID).to_string();
    [
        b"{\"data\":[",
        good.as_bytes(),
        b", ",
        bad,
        b" ,",
        good.as_bytes(),
        b"],\"pagination\":{\"hasMore\":false}}",
    ]
    .concat()
}

async fn read(body: Vec<u8>) -> Page<RawRecord> {
    let server = Server::start([Reply::new(200, "application/json", body)]).await;
    let page = artu(&server.base)
        .clients()
        .list(&ListClients::new())
        .await
        .unwrap();
    assert_eq!(server.seen().len(), 1);
    page
}

/// Looks that the neighbours are whole and gives the one between them.
fn between(page: Page<RawRecord>) -> RawRecord {
    let [before, bad, after]: [RawRecord; 3] = page.data.try_into().unwrap();
    for good in [before, after] {
        assert!(good.damage().is_none());
        let record = good.decode::<Client>().unwrap();
        assert_eq!(record.raw_text(), client(ID).to_string());
    }
    bad
}

/// A client with one member more, as JSON text.
fn with(member: &str) -> String {
    let mut text = client(BAD).to_string();
    text.pop();
    format!("{text},{member}}}")
}

#[tokio::test]
async fn bytes_that_are_no_text_cost_their_record() {
    let mut bad = with("\"email\":\"a?b\"").into_bytes();
    let at = bad.iter().rposition(|byte| *byte == b'?').unwrap();
    bad[at] = 0xff;
    let bad = between(read(page_around(&bad)).await);
    assert_eq!(bad.id().as_deref(), Some(BAD));
    assert_eq!(bad.text(), with("\"email\":\"a\u{fffd}b\""));
    let kept = serde_json::to_string(&bad).unwrap();
    assert_eq!(serde_json::from_str::<String>(&kept).unwrap(), bad.text());
    let fault = bad.damage().unwrap().clone();
    assert_eq!(fault.reason, "the text is not UTF-8");
    assert_eq!(bad.decode::<Client>().unwrap_err(), fault);
}

#[tokio::test]
async fn each_kind_of_bad_record_costs_itself_alone() {
    let deep = |depth: usize| with(&format!("\"x\":{}{}", "[".repeat(depth), "]".repeat(depth)));
    let cases = [
        (deep(10_000), "nested too deeply"),
        (with("\"x\":1e400"), "a number is too large"),
        (with("\"age\":1e400"), "a number is too large"),
        (
            with(&format!("\"name\":\"{BAD}\"")),
            "duplicate field `name`",
        ),
        (with("\"email\":\"a\0b\""), "text with a control character"),
        (with("\"email\":\"\\ud800\""), "half a character"),
        (with("\"email\":\"\\ud800x\""), "half a character"),
        (client("not-a-uuid").to_string(), "expected a UUID"),
        (with("\"x\":nonsense"), "the text is not JSON"),
        (with("\"x\" \"y\""), "the text is not JSON"),
        ("null".into(), "expected"),
        ("7".into(), "expected"),
        ("\"text\"".into(), "expected"),
        ("[]".into(), "expected"),
        ("nonsense".into(), "the text is not JSON"),
        ("{}".into(), "missing field"),
    ];
    for (bad, why) in cases {
        let shown: String = bad.chars().take(300).collect();
        let record = between(read(page_around(bad.as_bytes())).await);
        assert_eq!(record.text(), bad, "{shown}");
        match record.decode::<Client>() {
            Err(fault) => assert!(fault.reason.contains(why), "{shown}: {fault}"),
            Ok(_) => panic!("{shown} was read"),
        }
    }
}

#[tokio::test]
async fn what_is_only_odd_costs_nothing() {
    let long = "ñ".repeat(5_000_000);
    for odd in [
        with(&format!("\"email\":\"{long}\"")),
        with("\"email\":\"a\\u0000b\""),
        with("\"email\":\"\\ud83d\\ude00\""),
        with("\"x\":[{\"y\":[1]}],\"x\":2"),
    ] {
        let record = between(read(page_around(odd.as_bytes())).await);
        let record = record.decode::<Client>().unwrap();
        assert_eq!(record.raw_text(), odd);
        assert!(record.malformed.is_empty());
    }
}

#[tokio::test]
async fn two_records_with_one_id_both_come() {
    let twin = client(ID).to_string();
    let twin = between(read(page_around(twin.as_bytes())).await);
    assert_eq!(twin.id().as_deref(), Some(ID));
    assert!(twin.decode::<Client>().is_ok());
}

#[tokio::test]
async fn a_bare_list_loses_one_record_too() {
    let body = [b"[{}, {\"id\":\"\xff\"}, ".as_slice(), b"{}]"].concat();
    let server = Server::start([Reply::new(200, "application/json", body)]).await;
    let page = artu(&server.base)
        .links()
        .list(crate::id(), None)
        .await
        .unwrap();
    let damaged: Vec<bool> = page.data.iter().map(|raw| raw.damage().is_some()).collect();
    assert_eq!(damaged, [false, true, false]);
}

#[tokio::test]
async fn a_record_that_closes_more_than_it_opens_breaks_the_page() {
    for bad in [with("\"x\":]"), with("\"x\":[")] {
        let page = page_around(bad.as_bytes());
        let server = Server::start([Reply::new(200, "application/json", page)]).await;
        let answer = artu(&server.base).clients().list(&ListClients::new()).await;
        assert!(matches!(answer, Err(artu::Error::Protocol { .. })));
        assert_eq!(server.seen().len(), 4);
    }
}

/// What may stand in a record without reaching out of it: any bytes in a text, and brackets that close.
fn inside() -> impl Strategy<Value = Vec<u8>> {
    let text = prop::collection::vec(any::<u8>(), 0..40).prop_map(|mut bytes| {
        bytes.retain(|byte| !matches!(byte, b'"' | b'\\'));
        [b"\"", bytes.as_slice(), b"\""].concat()
    });
    let word = "[a-z0-9.+-]{1,12}".prop_map(String::into_bytes);
    let deep = (1_usize..4_000).prop_map(|depth| [vec![b'['; depth], vec![b']'; depth]].concat());
    prop_oneof![text, word, deep]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]
    #[test]
    fn whatever_stands_in_a_record_stays_in_it(value in inside(), member in any::<bool>()) {
        let bad = if member {
            let mut text = with("\"x\":").into_bytes();
            text.pop();
            [text, value, b"}".to_vec()].concat()
        } else {
            value
        };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let record = runtime.block_on(async { between(read(page_around(&bad)).await) });
        prop_assert_eq!(record.text(), String::from_utf8_lossy(&bad));
        let damaged = record.damage().is_some();
        prop_assert!(!(damaged && record.decode::<Client>().is_ok()));
    }
}
