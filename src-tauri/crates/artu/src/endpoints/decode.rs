//! From answers to records and pages.

use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::frame;
use crate::models::{DecodeError, OpenMap, Page, Pagination, RawRecord, Record};
use crate::operations::Wrappers;
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

/// One record as it came, damaged where it is no text.
pub(super) fn item(answer: &Answer) -> RawRecord {
    RawRecord::of_item(answer.bytes().trim_ascii())
}

/// The JSON of an answer, not decoded.
pub(super) fn raw(answer: &Answer) -> Result<RawRecord, Error> {
    Ok(RawRecord::parse(answer.text()?)?)
}

impl Page<RawRecord> {
    /// Takes the body of an answer apart into records, which are not decoded, so that a bad one spoils no other: not by its
    /// form, nor by bytes that are no text, nor by text that is no JSON. Two records with one id both pass. The members of
    /// the page are called what `names` says; what else it has is kept, and what of that is no JSON is set aside.
    ///
    /// Memory: beside the body, each record once (three times where it is bytes that are no text).
    pub fn parse(body: &[u8], names: &Wrappers) -> Result<Self, Error> {
        let members = frame::members(body).map_err(|reason| Error::protocol(".", reason))?;
        let text =
            std::str::from_utf8(member(&members, &names.page_pagination)?).map_err(|_| {
                Error::protocol(names.page_pagination.as_str(), "the text is not UTF-8")
            })?;
        let pagination: Record<Pagination> = Record::parse(text)
            .map_err(|fault| Error::protocol(names.page_pagination.as_str(), fault.to_string()))?;
        let data = records(member(&members, &names.page_data)?, &names.page_data)?;
        let faults = pagination.malformed.into_iter();
        let mut malformed: Vec<_> = faults
            .map(|fault| fault.below(&names.page_pagination))
            .collect();
        let mut unknown = OpenMap::new();
        let typed = [&names.page_data, &names.page_pagination];
        for (name, value) in members {
            if typed.contains(&&name) {
                continue;
            }
            match serde_json::from_slice(value) {
                Ok(value) => drop(unknown.insert(name, value)),
                Err(error) => malformed.push(DecodeError::of_member(&name, &error)),
            }
        }
        Ok(Self {
            data,
            pagination: pagination.value,
            unknown,
            malformed,
            received: None,
            raw_pagination: Some(pagination.raw),
        })
    }
}

/// One page, with the server's clock.
pub(super) fn page(answer: &Answer, names: &Wrappers) -> Result<Page<RawRecord>, Error> {
    Ok(Page {
        received: answer.received,
        ..Page::parse(answer.bytes(), names)?
    })
}

/// The one member of a name: with two, nobody could say which records there are.
fn member<'a>(members: &[(String, &'a [u8])], name: &str) -> Result<&'a [u8], Error> {
    let mut found = members.iter().filter(|(other, _)| other == name);
    match (found.next(), found.next()) {
        (Some((_, value)), None) => Ok(value),
        (None, _) => Err(Error::protocol(name, "the page lacks this member")),
        (Some(_), Some(_)) => Err(Error::protocol(name, "the page has this member twice")),
    }
}

/// A bare list, or a page where a server wraps it.
pub(super) fn list(answer: &Answer, names: &Wrappers) -> Result<Page<RawRecord>, Error> {
    if answer.bytes().trim_ascii_start().first() != Some(&b'[') {
        return page(answer, names);
    }
    Ok(Page {
        data: records(answer.bytes(), ".")?,
        pagination: Pagination::default(),
        unknown: OpenMap::new(),
        malformed: Vec::new(),
        received: answer.received,
        raw_pagination: None,
    })
}

/// The items of a list, not decoded.
pub(super) fn records(list: &[u8], place: &str) -> Result<Vec<RawRecord>, Error> {
    let items = frame::items(list).map_err(|reason| Error::protocol(place, reason))?;
    Ok(items.into_iter().map(RawRecord::of_item).collect())
}
