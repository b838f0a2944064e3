//! What must hold for a value of a schema and the Rust type that reads it.

use std::fmt::Debug;

use artu::models::{
    AlertItem, AlertItemsAdded, BatchFailure, BatchResult, Document, DocumentCreated, Listed, Page,
    Pagination, Record, RelatedResult, SyncResult, Upload, Upsert,
};
use artu::{Error, Wrappers};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::compare::{as_sent, same};
use super::strategy::Side;

/// One check of a schema.
pub(super) struct Check {
    /// Which way its values go.
    pub(super) side: Side,
    /// Holds for each value.
    pub(super) holds: fn(&Value) -> Result<(), TestCaseError>,
    /// Whether the type reads a value and finds no fault, where one type reads the whole value.
    pub(super) accepts: Option<fn(&Value) -> bool>,
    /// What `Debug` shows of the value, where one type reads it.
    pub(super) debug: Option<fn(&Value) -> Option<String>>,
}

/// A Rust type of the models.
pub(super) trait Model: DeserializeOwned + Serialize + PartialEq + Debug {}

impl<T: DeserializeOwned + Serialize + PartialEq + Debug> Model for T {}

/// A record that the server sends.
pub(super) fn answer<T: Model>() -> Check {
    Check {
        side: Side::Answer,
        holds: read_whole::<T>,
        accepts: Some(|sent| {
            Record::<T>::parse(&sent.to_string()).is_ok_and(|record| record.malformed.is_empty())
        }),
        debug: Some(|sent| {
            let record = Record::<T>::parse(&sent.to_string()).ok()?;
            Some(format!("{record:?}"))
        }),
    }
}

/// A body that is sent.
pub(super) fn request<T: Model>() -> Check {
    Check {
        side: Side::Request,
        holds: |body| sent_alike::<T>(body, Side::Request),
        accepts: Some(|body| serde_json::from_value::<T>(body.clone()).is_ok()),
        debug: Some(|body| {
            Some(format!(
                "{:?}",
                serde_json::from_value::<T>(body.clone()).ok()?
            ))
        }),
    }
}

/// A body that is sent and changes only what it names.
pub(super) fn update<T: Model>() -> Check {
    Check {
        side: Side::Update,
        holds: |body| sent_alike::<T>(body, Side::Update),
        accepts: Some(|body| serde_json::from_value::<T>(body.clone()).is_ok()),
        debug: Some(|body| {
            Some(format!(
                "{:?}",
                serde_json::from_value::<T>(body.clone()).ok()?
            ))
        }),
    }
}

/// An answer made of several records.
fn parts(holds: fn(&Value) -> Result<(), TestCaseError>) -> Check {
    Check {
        side: Side::Answer,
        holds,
        accepts: None,
        debug: None,
    }
}

/// A page of a list.
pub(super) fn page<T: Model>() -> Check {
    parts(|sent| {
        let page = Page::parse(sent.to_string().as_bytes(), &Wrappers::default());
        prop_assert!(page.is_ok(), "{:?} in {}", page.err(), sent);
        let Ok(page) = page else { return Ok(()) };
        prop_assert!(page.malformed.is_empty(), "{:?}", page.malformed);
        same_again(&page, sent)?;
        each(&sent["data"], read_whole::<T>)?;
        read_whole::<Pagination>(&sent["pagination"])
    })
}

/// The answer of a write that makes or changes a record.
pub(super) fn upsert<T: Model>() -> Check {
    parts(|sent| {
        parsed(sent, Upsert::<T>::parse)?;
        read_whole::<T>(&sent["data"])
    })
}

/// The answer of a write that brings a list in line.
pub(super) fn sync<T: Model + Listed>() -> Check {
    parts(|sent| {
        parsed(sent, SyncResult::<T>::parse)?;
        each(&sent["created"], read_whole::<T>)?;
        each(&sent["updated"], read_whole::<T>)
    })
}

/// The answer of a write of many records.
pub(super) fn batch<T: Model>() -> Check {
    parts(|sent| match parsed(sent, BatchResult::<T>::parse)? {
        BatchResult::Atomic { .. } => each(&sent["data"], read_whole::<T>),
        BatchResult::Partial { .. } => {
            each(&sent["succeeded"], |success| {
                read_whole::<T>(&success["data"])
            })?;
            each(&sent["failed"], read_whole::<BatchFailure>)
        }
    })
}

/// The answer of a related client.
pub(super) fn related<T: Model>() -> Check {
    parts(|sent| {
        parsed(sent, RelatedResult::parse)?;
        read_whole::<T>(&sent["child"])
    })
}

/// The answer to the making of a document.
pub(super) fn created_document() -> Check {
    parts(|sent| {
        let part = |name: &str| sent.get(name).filter(|part| !part.is_null());
        let Some(document) = part("document") else {
            let outcome = DocumentCreated::parse(&sent.to_string());
            prop_assert!(outcome.is_err(), "a document out of nothing");
            return Ok(());
        };
        let created = parsed(sent, DocumentCreated::parse)?;
        prop_assert!(created.malformed.is_empty(), "{:?}", created.malformed);
        prop_assert_eq!(created.upload.is_some(), part("upload").is_some());
        read_whole::<Document>(document)?;
        part("upload").map_or(Ok(()), read_whole::<Upload>)
    })
}

/// The answer to items that were added to an alert.
pub(super) fn added_items() -> Check {
    parts(|sent| {
        parsed(sent, AlertItemsAdded::parse)?;
        each(&sent["items"], read_whole::<AlertItem>)
    })
}

/// Reads an answer of several parts, and looks that it is written as it came.
fn parsed<T: Serialize>(
    sent: &Value,
    parse: fn(&str) -> Result<T, Error>,
) -> Result<T, TestCaseError> {
    let outcome = parse(&sent.to_string())
        .map_err(|error| TestCaseError::fail(format!("{error} in {sent}")))?;
    same_again(&outcome, sent)?;
    Ok(outcome)
}

fn same_again(outcome: &impl Serialize, sent: &Value) -> Result<(), TestCaseError> {
    let written: Value = serde_json::from_str(&serde_json::to_string(outcome).unwrap()).unwrap();
    prop_assert!(same(sent, &written), "sent {} written {}", sent, written);
    Ok(())
}

fn each(
    items: &Value,
    holds: impl Fn(&Value) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let items = items.as_array();
    prop_assert!(items.is_some(), "not a list");
    items.into_iter().flatten().try_for_each(holds)
}

/// The record goes out as it came in, nothing is set aside, and the typed value says all that the JSON says.
fn read_whole<T: Model>(sent: &Value) -> Result<(), TestCaseError> {
    for text in [sent.to_string(), format!("{sent:#}")] {
        let record = Record::<T>::parse(&text);
        prop_assert!(record.is_ok(), "{:?} in {}", record.err(), text);
        let Ok(record) = record else { return Ok(()) };
        prop_assert!(record.malformed.is_empty(), "{:?}", record.malformed);
        prop_assert_eq!(record.raw_text(), &text);
        prop_assert_eq!(&serde_json::to_string(&record).unwrap(), &text);

        let sent: Value = serde_json::from_str(&text).unwrap();
        let kept = serde_json::to_value(&record.value).unwrap();
        prop_assert!(same(&sent, &kept), "sent {} kept {}", sent, kept);
        let again: T = serde_json::from_value(kept).unwrap();
        prop_assert_eq!(again, record.value);
    }
    Ok(())
}

/// The body goes out as it came in, a `null` and an absent member told apart.
fn sent_alike<T: Model>(body: &Value, side: Side) -> Result<(), TestCaseError> {
    let read = serde_json::from_value::<T>(body.clone());
    prop_assert!(read.is_ok(), "{:?} in {}", read.err(), body);
    let Ok(read) = read else { return Ok(()) };
    let written = serde_json::to_value(&read).unwrap();
    prop_assert_eq!(as_sent(&written, side), as_sent(body, side));
    Ok(())
}
