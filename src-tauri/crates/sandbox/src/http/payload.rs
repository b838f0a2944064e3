//! Whole answers in forms that the contract does not allow.

use axum::body::{Body, Bytes};
use axum::http::header::CONTENT_LENGTH;
use axum::response::Response;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use super::spoil::parts;
use crate::fault::PayloadForm;

/// Stands for raw bytes until a record is written out.
const MARK: &str = "\u{2}raw\u{2}";
/// [`MARK`] as it is written in JSON.
const WRITTEN_MARK: &str = r"\u0002raw\u0002";
/// Levels of [`PayloadForm::Deep`].
const LEVELS: usize = 10_000;
/// Bytes of [`PayloadForm::LongText`].
const LONG: usize = 10 * 1024 * 1024;

/// An answer with something wrong in it; one that refuses or holds no record keeps its records.
pub(super) async fn spoil(answer: Response, form: PayloadForm, index: usize) -> Response {
    match form {
        PayloadForm::Empty => change(answer, |_| Some(Vec::new())).await,
        PayloadForm::ByteOrderMark => {
            change(answer, |body| Some([b"\xEF\xBB\xBF", body].concat())).await
        }
        PayloadForm::BadUtf8Body => change(answer, |body| Some(latin_1(body))).await,
        _ => in_records(answer, |records| spoil_record(records, form, index)).await,
    }
}

/// An answer with a byte in the name of a record that is not UTF-8.
pub(super) async fn invalid_name(answer: Response, index: usize) -> Response {
    in_records(answer, |records| {
        let place = last_or(records, index)?;
        let name = marked_name(records.get(place)?);
        records[place] = written(&name?, b"\xFF");
        Some(())
    })
    .await
}

/// Changes the records of an answer that is JSON and was not refused: those of a page, or the only one.
async fn in_records(
    answer: Response,
    spoil: impl FnOnce(&mut Vec<Vec<u8>>) -> Option<()>,
) -> Response {
    if !answer.status().is_success() {
        return answer;
    }
    change(answer, |body| {
        let mut parts = split(body)?;
        spoil(&mut parts.records)?;
        Some([parts.before, &parts.records.join(&b','), parts.after].concat())
    })
    .await
}

/// Another body in place of the true one; the true one when there is none.
async fn change(answer: Response, spoil: impl FnOnce(&[u8]) -> Option<Vec<u8>>) -> Response {
    let (mut head, body) = parts(answer).await;
    head.headers.remove(CONTENT_LENGTH);
    let body = spoil(&body).map_or(body, Bytes::from);
    Response::from_parts(head, Body::from(body))
}

/// An answer taken apart: its records, and what stands before and after them.
struct Split<'a> {
    before: &'a [u8],
    records: Vec<Vec<u8>>,
    after: &'a [u8],
}

fn split(body: &[u8]) -> Option<Split<'_>> {
    #[derive(serde::Deserialize)]
    struct Page<'a> {
        #[serde(borrow)]
        data: Vec<&'a RawValue>,
    }
    let text = std::str::from_utf8(body).ok()?;
    let Ok(page) = serde_json::from_str::<Page<'_>>(text) else {
        let record = serde_json::from_str::<&RawValue>(text).ok()?;
        return Some(Split {
            before: b"",
            records: vec![record.get().into()],
            after: b"",
        });
    };
    let offset = |part: &str| part.as_ptr().addr() - text.as_ptr().addr();
    let (first, last) = (page.data.first()?.get(), page.data.last()?.get());
    Some(Split {
        before: &body[..offset(first)],
        records: page.data.iter().map(|one| one.get().into()).collect(),
        after: &body[offset(last) + last.len()..],
    })
}

/// The place asked for, or the last.
fn last_or(records: &[Vec<u8>], index: usize) -> Option<usize> {
    records.len().checked_sub(1).map(|last| index.min(last))
}

fn spoil_record(records: &mut [Vec<u8>], form: PayloadForm, index: usize) -> Option<()> {
    let place = last_or(records, index)?;
    let other = if place == 0 { 1 } else { place - 1 };
    let other = records.get(other).and_then(|one| object(one));
    let mut record = object(&records[place])?;
    let mut raw: Vec<u8> = Vec::new();
    match form {
        PayloadForm::WrongTypes => wrong_types(&mut record),
        PayloadForm::MissingMembers => {
            let required = ["type", "name", "scopes", "createdAt", "updatedAt"];
            record.retain(|name, _| !required.contains(&name.as_str()));
        }
        PayloadForm::UnknownMembers => {
            let member = json!({"since": "2027-01-01", "of": [1, {"deeper": null}]});
            record.insert("futureMember".to_owned(), member);
            record.insert("futureFlag".to_owned(), true.into());
        }
        PayloadForm::Deep => {
            raw = [vec![b'['; LEVELS], vec![b']'; LEVELS]].concat();
            record.insert("metadata".to_owned(), MARK.into());
        }
        PayloadForm::HugeNumber => {
            raw = b"1e400".to_vec();
            record.insert("metadata".to_owned(), json!({ "amount": MARK }));
        }
        PayloadForm::LongText => {
            record.insert("name".to_owned(), "ñ".repeat(LONG / 2).into());
        }
        PayloadForm::DuplicateKeys => {
            let text = serde_json::to_string(&record).ok()?;
            let twice = format!(r#"{{"name":"Otro","isPrimary":null,{}"#, &text[1..]);
            records[place] = twice.into_bytes();
            return Some(());
        }
        PayloadForm::Nul => {
            record = marked_name(&records[place])?;
            raw = br"\u0000".to_vec();
        }
        PayloadForm::UnpairedSurrogate => {
            record = marked_name(&records[place])?;
            raw = br"\ud83d".to_vec();
        }
        PayloadForm::IdNotUuid => {
            record.insert("id".to_owned(), "sin-identificador".into());
        }
        PayloadForm::SameId => {
            let id = other?.get("id")?.clone();
            record.insert("id".to_owned(), id);
        }
        PayloadForm::Empty | PayloadForm::ByteOrderMark | PayloadForm::BadUtf8Body => {}
    }
    records[place] = match form {
        PayloadForm::Deep | PayloadForm::HugeNumber => {
            let text = serde_json::to_string(&record).ok()?;
            replaced(&text, &format!("\"{WRITTEN_MARK}\""), &raw)
        }
        _ => written(&record, &raw),
    };
    Some(())
}

fn wrong_types(record: &mut Map<String, Value>) {
    for (name, value) in [
        ("type", json!(7)),
        ("name", json!({"first": "Ana"})),
        ("scopes", json!("MX")),
        ("createdAt", json!("ayer")),
        ("updatedAt", json!(12)),
        ("isPrimary", json!("quizá")),
        ("addresses", json!("ninguna")),
        ("linkedClients", json!(0)),
    ] {
        record.insert(name.to_owned(), value);
    }
}

fn object(text: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_slice(text).ok()
}

/// The record with a mark at the start of its name.
fn marked_name(text: &[u8]) -> Option<Map<String, Value>> {
    let mut record = object(text)?;
    let name = record.get("name").and_then(Value::as_str);
    let name = format!("{MARK}{}", name.unwrap_or_default());
    record.insert("name".to_owned(), name.into());
    Some(record)
}

/// The record as JSON with these bytes where it is marked.
fn written(record: &Map<String, Value>, raw: &[u8]) -> Vec<u8> {
    let text = serde_json::to_string(record).unwrap_or_default();
    replaced(&text, WRITTEN_MARK, raw)
}

fn replaced(text: &str, mark: &str, raw: &[u8]) -> Vec<u8> {
    match text.split_once(mark) {
        Some((before, after)) => [before.as_bytes(), raw, after.as_bytes()].concat(),
        None => text.as_bytes().to_vec(),
    }
}

/// A text in Latin-1, with `?` for what it cannot write. One without any letter beyond ASCII gets a byte
/// of that sort at its end, so that the result is never UTF-8.
fn latin_1(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let mut bytes: Vec<u8> = text
        .chars()
        .map(|one| u8::try_from(u32::from(one)).unwrap_or(b'?'))
        .collect();
    if bytes.is_ascii() {
        bytes.push(0xF1);
    }
    bytes
}
