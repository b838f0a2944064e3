//! From the answers of writes to what became of the records.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::AlertItemsAdded;
use super::decode::{raw, records};
use crate::error::Error;
use crate::models::{
    AlertItem, BatchFailure, BatchResult, BatchSuccess, DocumentCreated, Listed, OpenMap,
    RawRecord, Record, RelatedResult, SyncResult, Upsert, UpsertAction,
};
use crate::transport::Answer;

/// The members of an answer, taken out one by one; what is not taken is kept as it came.
struct Members<'a> {
    answer: &'a Answer,
    text: &'a str,
    left: HashMap<String, &'a RawValue>,
}

impl<'a> Members<'a> {
    fn of(answer: &'a Answer, raw: &'a RawRecord) -> Result<Self, Error> {
        Ok(Self {
            answer,
            text: raw.text(),
            left: serde_json::from_str(raw.text())
                .map_err(|_| Error::protocol(".", "the answer is not an object"))?,
        })
    }

    fn has(&self, name: &str) -> bool {
        self.left.contains_key(name)
    }

    fn take(&mut self, name: &str) -> Result<&'a RawValue, Error> {
        self.left
            .remove(name)
            .ok_or_else(|| Error::protocol(name, "the answer lacks this member"))
    }

    fn record<T: DeserializeOwned>(&mut self, name: &str) -> Result<Record<T>, Error> {
        let member = self.take(name)?;
        self.decode(name, RawRecord::from(member.to_owned()))
    }

    fn records<T: DeserializeOwned>(&mut self, name: &str) -> Result<Vec<Record<T>>, Error> {
        records(self.take(name)?.get().as_bytes(), name)?
            .into_iter()
            .map(|record| self.decode(name, record))
            .collect()
    }

    fn value<T: DeserializeOwned>(&mut self, name: &str) -> Result<T, Error> {
        serde_json::from_str(self.take(name)?.get())
            .map_err(|_| Error::protocol(name, "not of the expected form"))
    }

    /// A member that may be absent or `null`.
    fn optional<T: DeserializeOwned>(&mut self, name: &str) -> Result<Option<T>, Error> {
        if self.has(name) {
            self.value(name)
        } else {
            Ok(None)
        }
    }

    fn decode<T: DeserializeOwned>(
        &self,
        name: &str,
        record: RawRecord,
    ) -> Result<Record<T>, Error> {
        let record = record
            .decode()
            .map_err(|fault| Error::protocol(format!("{name} {}", fault.place), fault.reason))?;
        Ok(record.received_at(self.answer.received))
    }

    fn rest(self) -> Result<OpenMap, Error> {
        let mut all: OpenMap = serde_json::from_str(self.text)
            .map_err(|_| Error::protocol(".", "the answer is not an object"))?;
        all.retain(|name, _| self.left.contains_key(name));
        Ok(all)
    }
}

/// The answer of a related client: the child verbatim, the rest as it comes.
pub(super) fn related(answer: &Answer) -> Result<RelatedResult, Error> {
    let raw = raw(answer)?;
    let mut members = Members::of(answer, &raw)?;
    Ok(RelatedResult {
        child: members.record("child")?,
        unknown: members.rest()?,
    })
}

/// The answer of a new document: the document verbatim and where its file goes.
pub(super) fn document(answer: &Answer) -> Result<DocumentCreated, Error> {
    let raw = raw(answer)?;
    let mut members = Members::of(answer, &raw)?;
    if !members.has("document") && members.has("id") {
        // The wrapped form is inferred: the record may also stand bare.
        return Ok(DocumentCreated {
            document: raw.clone().decode()?.received_at(answer.received),
            upload: None,
            unknown: OpenMap::new(),
        });
    }
    Ok(DocumentCreated {
        document: members.record("document")?,
        upload: members.optional("upload")?,
        unknown: members.rest()?,
    })
}

/// The answer of a write by the organisation's id.
pub(super) fn upsert<T: DeserializeOwned>(answer: &Answer) -> Result<Upsert<T>, Error> {
    let raw = raw(answer)?;
    let mut members = Members::of(answer, &raw)?;
    Ok(Upsert {
        record: members.record("data")?,
        action: members.value::<UpsertAction>("action")?,
        unknown: members.rest()?,
    })
}

/// The answer of a batch: all of it, or what was done beside what was not.
pub(super) fn batch<T: DeserializeOwned>(answer: &Answer) -> Result<BatchResult<T>, Error> {
    let raw = raw(answer)?;
    let mut members = Members::of(answer, &raw)?;
    if members.has("data") {
        return Ok(BatchResult::Atomic(members.records("data")?));
    }
    let succeeded = records(members.take("succeeded")?.get().as_bytes(), "succeeded")?
        .iter()
        .map(|item| success(answer, item))
        .collect::<Result<_, _>>()?;
    let failed = members
        .records::<BatchFailure>("failed")?
        .into_iter()
        .map(|failure| failure.value)
        .collect();
    Ok(BatchResult::Partial { succeeded, failed })
}

fn success<T: DeserializeOwned>(
    answer: &Answer,
    item: &RawRecord,
) -> Result<BatchSuccess<T>, Error> {
    let mut members = Members::of(answer, item)?;
    Ok(BatchSuccess {
        index: members.value("index")?,
        record: members.record("data")?,
    })
}

/// The answer of a sync.
pub(super) fn sync<T: DeserializeOwned + Listed>(answer: &Answer) -> Result<SyncResult<T>, Error> {
    let raw = raw(answer)?;
    let mut members = Members::of(answer, &raw)?;
    Ok(SyncResult {
        created: members.records("created")?,
        updated: members.records("updated")?,
        deleted: members.value("deleted")?,
        unknown: members.rest()?,
    })
}

/// The answer of items added to an alert.
pub(super) fn added(answer: &Answer) -> Result<AlertItemsAdded, Error> {
    let raw = raw(answer)?;
    let mut members = Members::of(answer, &raw)?;
    Ok(AlertItemsAdded {
        added: members.value("added")?,
        items: members.records::<AlertItem>("items")?,
        unknown: members.rest()?,
    })
}

/// An answer whose form is not documented: any JSON, or nothing at all.
pub(super) fn anything(answer: &Answer) -> Result<Option<RawRecord>, Error> {
    if answer.text()?.trim().is_empty() {
        Ok(None)
    } else {
        raw(answer).map(Some)
    }
}

/// A record, or nothing where the server has none.
pub(super) fn optional<T: DeserializeOwned>(answer: &Answer) -> Result<Option<Record<T>>, Error> {
    match anything(answer)? {
        Some(raw) if raw.text() != "null" => Ok(Some(raw.decode()?.received_at(answer.received))),
        _ => Ok(None),
    }
}
