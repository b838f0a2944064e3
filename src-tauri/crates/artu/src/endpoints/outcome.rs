//! From the answers of writes to what became of the records.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::decode::{raw, records};
use crate::error::Error;
use crate::models::{
    AlertItem, AlertItemsAdded, BatchFailure, BatchResult, BatchSuccess, Count, DecodeError,
    DocumentCreated, Listed, OpenMap, RawRecord, Record, RelatedResult, SyncResult, Upsert,
    UpsertAction,
};
use crate::transport::Answer;

/// The members of an answer, taken out one by one; what is not taken is kept as it came.
pub(super) struct Members<'a> {
    received: Option<Timestamp>,
    text: &'a str,
    left: HashMap<String, &'a RawValue>,
}

impl<'a> Members<'a> {
    fn of(text: &'a str, received: Option<Timestamp>) -> Result<Self, Error> {
        Ok(Self {
            received,
            text,
            left: serde_json::from_str(text)
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

    /// A record that may be absent or `null`, which both stay among what is left. One that is not of its form does too,
    /// and its fault is told.
    fn optional<T: DeserializeOwned>(
        &mut self,
        name: &str,
    ) -> (Option<Record<T>>, Option<DecodeError>) {
        let Some(member) = self.left.get(name).filter(|member| member.get() != "null") else {
            return (None, None);
        };
        match Record::decode((*member).to_owned()) {
            Ok(record) => {
                self.left.remove(name);
                (Some(record.received_at(self.received)), None)
            }
            Err(fault) => (None, Some(fault.below(name))),
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
        Ok(record.received_at(self.received))
    }

    fn rest(self) -> Result<OpenMap, Error> {
        let mut all: OpenMap = serde_json::from_str(self.text)
            .map_err(|_| Error::protocol(".", "the answer is not an object"))?;
        all.retain(|name, _| self.left.contains_key(name));
        Ok(all)
    }
}

/// What an answer of several parts says.
pub(super) trait Outcome: Sized {
    fn read(members: Members<'_>) -> Result<Self, Error>;
}

/// The answer of a write, in its parts.
pub(super) fn parts<T: Outcome>(answer: &Answer) -> Result<T, Error> {
    // What is no JSON at all is told as such.
    let raw = raw(answer)?;
    T::read(Members::of(raw.text(), answer.received)?)
}

/// Lets an outcome be read from what [`Artu::send`](crate::Artu::send) gave, or from what was kept of it.
macro_rules! parsed_outcome {
    ($([$($generics:tt)*] $outcome:ty;)+) => {
        $(impl<$($generics)*> $outcome {
            /// Reads the JSON text of the answer.
            pub fn parse(text: &str) -> Result<Self, Error> {
                let raw = RawRecord::parse(text)?;
                Self::read(Members::of(raw.text(), None)?)
            }
        })+
    };
}

parsed_outcome! {
    [] RelatedResult;
    [] DocumentCreated;
    [] AlertItemsAdded;
    [T: DeserializeOwned] Upsert<T>;
    [T: DeserializeOwned] BatchResult<T>;
    [T: DeserializeOwned + Listed] SyncResult<T>;
}

/// A related client: the child verbatim, the rest as it comes.
impl Outcome for RelatedResult {
    fn read(mut members: Members<'_>) -> Result<Self, Error> {
        Ok(Self {
            child: members.record("child")?,
            unknown: members.rest()?,
        })
    }
}

/// A new document: the document verbatim and where its file goes.
impl Outcome for DocumentCreated {
    fn read(mut members: Members<'_>) -> Result<Self, Error> {
        if !members.has("document") && members.has("id") {
            // The wrapped form is inferred: the record may also stand bare.
            let document = Record::parse(members.text)?;
            return Ok(Self {
                document: document.received_at(members.received),
                upload: None,
                unknown: OpenMap::new(),
                malformed: Vec::new(),
                is_bare: true,
            });
        }
        let document = members.record("document")?;
        let (upload, fault) = members.optional("upload");
        Ok(Self {
            document,
            upload,
            unknown: members.rest()?,
            malformed: fault.into_iter().collect(),
            is_bare: false,
        })
    }
}

/// A write by the organisation's id.
impl<T: DeserializeOwned> Outcome for Upsert<T> {
    fn read(mut members: Members<'_>) -> Result<Self, Error> {
        Ok(Self {
            record: members.record("data")?,
            action: members.value::<UpsertAction>("action")?,
            unknown: members.rest()?,
        })
    }
}

/// A batch: all of it, or what was done beside what was not.
impl<T: DeserializeOwned> Outcome for BatchResult<T> {
    fn read(mut members: Members<'_>) -> Result<Self, Error> {
        if members.has("data") {
            return Ok(Self::Atomic {
                records: members.records("data")?,
                unknown: members.rest()?,
            });
        }
        let received = members.received;
        let succeeded = records(members.take("succeeded")?.get().as_bytes(), "succeeded")?
            .iter()
            .map(|item| BatchSuccess::read(Members::of(item.text(), received)?))
            .collect::<Result<_, _>>()?;
        Ok(Self::Partial {
            succeeded,
            failed: members.records::<BatchFailure>("failed")?,
            unknown: members.rest()?,
        })
    }
}

impl<T: DeserializeOwned> Outcome for BatchSuccess<T> {
    fn read(mut members: Members<'_>) -> Result<Self, Error> {
        Ok(Self {
            index: members.value::<Count>("index")?.0,
            record: members.record("data")?,
            unknown: members.rest()?,
        })
    }
}

/// A sync.
impl<T: DeserializeOwned + Listed> Outcome for SyncResult<T> {
    fn read(mut members: Members<'_>) -> Result<Self, Error> {
        Ok(Self {
            created: members.records("created")?,
            updated: members.records("updated")?,
            deleted: members.value("deleted")?,
            unknown: members.rest()?,
        })
    }
}

/// Items added to an alert.
impl Outcome for AlertItemsAdded {
    fn read(mut members: Members<'_>) -> Result<Self, Error> {
        Ok(Self {
            added: members.value("added")?,
            items: members.records::<AlertItem>("items")?,
            unknown: members.rest()?,
        })
    }
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
