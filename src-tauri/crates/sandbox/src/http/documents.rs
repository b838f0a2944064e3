//! What documents have beside other child records: an upload, and a review.
//!
//! The reference names one status, `pending_upload`; the others are words of our own for the steps that it tells of:
//! `uploaded`, `submitted`, `verified`, `rejected`. A step that does not follow the status is refused with 409.

use serde_json::{Map, Value, json};

use super::call::Call;
use super::children::create_one;
use super::write::write;
use super::{Answer, ApiError, json_value};
use crate::clock::format_instant;
use crate::world::ChildKind;

/// Milliseconds for which an upload address is good: a quarter of an hour.
const UPLOAD_TIME: i64 = 15 * 60 * 1_000;

/// `POST /documents`: the record and where to put its file.
pub(super) fn create(call: &Call) -> Answer {
    let (document, until) = write(call, |write| {
        let document = create_one(write, ChildKind::Document, call.object("")?)?;
        Ok((document, write.now() + UPLOAD_TIME))
    })?;
    let id = document
        .get("id")
        .and_then(Value::as_str)
        .unwrap_or_default();
    // A place that answers nothing: the sandbox keeps no files.
    let upload = json!({"url": format!("http://127.0.0.1:9/uploads/{id}"), "expiresAt": format_instant(until)});
    Ok(json_value(&json!({"document": document, "upload": upload})))
}

/// `POST /documents/{id}/confirm-upload`.
pub(super) fn confirm_upload(call: &Call) -> Answer {
    let allowed = ["image/jpeg", "image/png", "image/webp", "application/pdf"];
    if !call
        .member("contentType")
        .as_str()
        .is_some_and(|media| allowed.contains(&media))
    {
        return Err(ApiError::issue("contentType", "Expected an image or a PDF"));
    }
    step(call, &["pending_upload"], |document, _, _| {
        document.insert("status".to_owned(), "uploaded".into());
        for name in ["filename", "contentType", "size"] {
            document.insert(name.to_owned(), call.member(name).clone());
        }
    })
}

/// `POST /documents/{id}/submit`: to the officer.
pub(super) fn submit(call: &Call) -> Answer {
    step(call, &["uploaded", "rejected"], |document, _, _| {
        document.insert("status".to_owned(), "submitted".into());
        document.insert("rejectionReason".to_owned(), Value::Null);
    })
}

/// `POST /documents/{id}/verify`.
pub(super) fn verify(call: &Call) -> Answer {
    step(call, &["uploaded", "submitted"], |document, now, by| {
        document.insert("status".to_owned(), "verified".into());
        for (name, value) in [
            ("verifiedAt", now),
            ("verifiedBy", by),
            ("reviewedAt", now),
            ("reviewedBy", by),
        ] {
            document.insert(name.to_owned(), value.into());
        }
    })
}

/// `POST /documents/{id}/reject`.
pub(super) fn reject(call: &Call) -> Answer {
    step(
        call,
        &["uploaded", "submitted", "verified"],
        |document, now, by| {
            document.insert("status".to_owned(), "rejected".into());
            document.insert("rejectionReason".to_owned(), call.member("reason").clone());
            document.insert("verifiedAt".to_owned(), Value::Null);
            document.insert("verifiedBy".to_owned(), Value::Null);
            document.insert("reviewedAt".to_owned(), now.into());
            document.insert("reviewedBy".to_owned(), by.into());
        },
    )
}

/// Takes a document a step further; the change is given the time and who asks.
fn step(
    call: &Call,
    from: &[&str],
    change: impl FnOnce(&mut Map<String, Value>, &str, &str),
) -> Answer {
    let id = call.id("id")?;
    let done = write(call, |write| {
        let (_, document) = write.world.child(ChildKind::Document, id)?;
        let status = document
            .get("status")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if !from.contains(&status) {
            return Err(ApiError::new(409, format!("The document is {status}")));
        }
        let now = write.now();
        let time = format_instant(now);
        let by = call.caller.key.id.as_str();
        let changed = write
            .world
            .edit_child(ChildKind::Document, id, now, |document| {
                change(document, &time, by);
            })?;
        write.updated("document", &changed.before, &changed.after);
        Ok(changed.after)
    })?;
    Ok(json_value(&done.into()))
}
