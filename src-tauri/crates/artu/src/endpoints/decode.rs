//! From answers to records and pages.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::error::Error;
use crate::models::{DecodeError, OpenMap, Page, Pagination, RawRecord, Record, RelatedResult};
use crate::operations::Operations;
use crate::transport::Answer;

impl From<DecodeError> for Error {
    fn from(fault: DecodeError) -> Self {
        Self::protocol(fault.place, fault.reason)
    }
}

/// One record.
pub(super) fn record<T: DeserializeOwned>(answer: &Answer) -> Result<Record<T>, Error> {
    Ok(raw(answer)?.decode()?.received_at(answer.received))
}

fn raw(answer: &Answer) -> Result<RawRecord, Error> {
    let text = answer.text()?;
    if text.trim_start().starts_with('<') {
        return Err(Error::protocol(
            "body",
            "the answer is an HTML page, not JSON",
        ));
    }
    Ok(RawRecord::parse(text)?)
}

/// One page. Its records are taken apart but not decoded, so that a bad one spoils no other.
pub(super) fn page(answer: &Answer, names: &Operations) -> Result<Page<RawRecord>, Error> {
    let raw = raw(answer)?;
    let members: HashMap<String, &RawValue> = serde_json::from_str(raw.text())
        .map_err(|_| Error::protocol(".", "the page is not an object"))?;
    let member = |name: &str| {
        members
            .get(name)
            .copied()
            .ok_or_else(|| Error::protocol(name, "the page lacks this member"))
    };
    let pagination: Record<Pagination> = Record::parse(member(&names.page_pagination)?.get())
        .map_err(|fault| Error::protocol(names.page_pagination.as_str(), fault.to_string()))?;
    Ok(Page {
        data: records(member(&names.page_data)?.get(), &names.page_data)?,
        pagination: pagination.value,
        received: answer.received,
    })
}

/// A bare list, or a page where a server wraps it.
pub(super) fn list(answer: &Answer, names: &Operations) -> Result<Page<RawRecord>, Error> {
    let raw = raw(answer)?;
    if !raw.text().trim_start().starts_with('[') {
        return page(answer, names);
    }
    Ok(Page {
        data: records(raw.text(), ".")?,
        pagination: Pagination::default(),
        received: answer.received,
    })
}

fn records(text: &str, place: &str) -> Result<Vec<RawRecord>, Error> {
    serde_json::from_str::<Vec<Box<RawValue>>>(text)
        .map(|list| list.into_iter().map(RawRecord::from).collect())
        .map_err(|_| Error::protocol(place, "expected a list"))
}

/// The answer of a related client: the child verbatim, the rest as it comes.
pub(super) fn related(answer: &Answer) -> Result<RelatedResult, Error> {
    let raw = raw(answer)?;
    let mut members: HashMap<String, &RawValue> = serde_json::from_str(raw.text())
        .map_err(|_| Error::protocol(".", "the answer is not an object"))?;
    let child = members
        .remove("child")
        .ok_or_else(|| Error::protocol("child", "the answer lacks this member"))?;
    let child = Record::decode(child.to_owned())
        .map_err(|fault| Error::protocol(format!("child {}", fault.place), fault.reason))?;
    let mut unknown: OpenMap = serde_json::from_str(raw.text())
        .map_err(|_| Error::protocol(".", "the answer is not an object"))?;
    unknown.shift_remove("child");
    Ok(RelatedResult {
        child: child.received_at(answer.received),
        unknown,
    })
}
