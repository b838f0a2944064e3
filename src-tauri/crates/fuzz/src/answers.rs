//! What a server sends, and what it is asked for.

use artu::models::{Client, ListClients, Page, RawRecord, Record};
use artu::{Error, Wrappers};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::Value;

/// Stands for what no `Debug` may show.
const SECRET: &str = "lo que nadie ha de ver";
/// Stands for the key of the caller.
const KEY: &str = "synthetic-key-7Q2x";
/// Longest text of a refusal, in characters.
const LONGEST_TEXT: usize = 2_000;

/// A record keeps its JSON verbatim, is decoded the same every time, and its `Debug` shows no value.
pub fn client_record(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let Ok(raw) = RawRecord::parse(text) else {
        return;
    };
    let verbatim = text.trim_matches([' ', '\t', '\r', '\n']);
    assert_eq!(raw.text(), verbatim);
    raw.id();
    assert_eq!(
        format!("{raw:?}").matches(char::is_numeric).count(),
        digits(verbatim.len())
    );
    let decoded = raw.clone().decode::<Client>();
    match (&decoded, raw.decode::<Client>()) {
        (Ok(one), Ok(other)) => {
            assert_eq!(one.raw_text(), verbatim);
            assert!(one.value == other.value && one.malformed == other.malformed);
            one.value.full_name();
            one.value.is_short();
            reads_back(&one.value);
        }
        (Err(one), Err(other)) => assert_eq!(one, &other),
        _ => panic!("decoded once, but not twice"),
    }
    shows_no_value(text);
}

fn digits(number: usize) -> usize {
    number.to_string().len()
}

/// What was understood is written and read again without loss.
fn reads_back(client: &Client) {
    let written = serde_json::to_value(client).unwrap();
    let again: Client = serde_json::from_value(written).expect("what was written is read");
    assert!(again == *client, "it reads back differently");
}

/// Fills the record with one secret text and looks for it.
fn shows_no_value(text: &str) {
    let Ok(mut tree) = serde_json::from_str::<Value>(text) else {
        return;
    };
    hide(&mut tree);
    let told = match Record::<Client>::parse(&tree.to_string()) {
        Ok(record) => format!("{record:?} {:?}", record.value),
        Err(fault) => format!("{fault:?} {fault}"),
    };
    assert!(!told.contains(SECRET), "a value is shown");
}

fn hide(tree: &mut Value) {
    match tree {
        Value::String(text) => SECRET.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(hide),
        Value::Object(members) => {
            for (name, value) in members {
                // These are shown on purpose, or have a form that must stay for the record to be read.
                if !matches!(name.as_str(), "id" | "type" | "createdAt" | "updatedAt") {
                    hide(value);
                }
            }
        }
        _ => {}
    }
}

/// A page is taken apart into the records that stand in it.
pub fn page(bytes: &[u8]) {
    let Ok(page) = Page::parse(bytes, &Wrappers::default()) else {
        return;
    };
    let body = String::from_utf8_lossy(bytes);
    for record in &page.data {
        assert!(body.contains(record.text()), "a record is not verbatim");
        let _ = record.clone().decode::<Client>();
    }
    // A member that stands twice is read as the last, here as there.
    if let Ok(tree) = serde_json::from_slice::<Value>(bytes) {
        let records = tree["data"].as_array().expect("a page has a list");
        assert_eq!(page.data.len(), records.len());
        assert_eq!(
            Some(page.pagination.has_more),
            tree["pagination"]["hasMore"].as_bool()
        );
    }
}

/// A refusal becomes an error of bounded text without the key. The first byte is the status, from 400 on.
pub fn error_body(bytes: &[u8]) {
    let Some((status, body)) = bytes.split_first() else {
        return;
    };
    let key = SecretString::from(KEY);
    let error = Error::of_refusal(400 + u16::from(status % 100), body, &key);
    let mut texts = vec![format!("{error} {error:?}")];
    match &error {
        Error::Conflict { message } | Error::Refused { message, .. } => {
            texts.push(message.as_str().to_owned());
        }
        Error::Validation { message, issues } => {
            texts.push(message.as_str().to_owned());
            for issue in issues {
                texts.extend([issue.path.clone(), issue.message.as_str().to_owned()]);
            }
        }
        _ => {}
    }
    for text in &texts {
        assert!(!text.contains(key.expose_secret()), "the key goes on");
    }
    for text in &texts[1..] {
        assert!(text.chars().count() <= LONGEST_TEXT, "a text is too long");
    }
    assert!(
        !error.write_outcome_unknown(),
        "a refusal says that nothing was done"
    );
}

/// A request for a list is written and read again without loss.
pub fn filter_request(bytes: &[u8]) {
    let Ok(request) = serde_json::from_slice::<ListClients>(bytes) else {
        return;
    };
    let written = serde_json::to_value(&request).expect("it can be written");
    let again: ListClients = serde_json::from_value(written).expect("what was written is read");
    assert!(again == request, "it reads back differently");
    let _ = format!("{request:?}");
}
