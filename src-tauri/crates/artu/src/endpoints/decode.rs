//! From answers to records and pages.

use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::frame::{self, Member, Outline};
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
    /// Memory: beside the body, each record once (twice where it is bytes that are no text).
    pub fn parse(body: &[u8], names: &Wrappers) -> Result<Self, Error> {
        Self::of_outline(body, &frame::outline(body)?, names)
    }

    fn of_outline(body: &[u8], outline: &Outline, names: &Wrappers) -> Result<Self, Error> {
        let members = match outline {
            Outline::Object(members) => members,
            Outline::List(_) => return Err(Error::protocol(".", "expected an object")),
            Outline::Broken(reason) => return Err(Error::protocol(".", *reason)),
        };
        let value = &body[member(members, &names.page_pagination)?.value.clone()];
        let text = str::from_utf8(value).map_err(|_| {
            Error::protocol(names.page_pagination.as_str(), "the text is not UTF-8")
        })?;
        let pagination: Record<Pagination> = Record::parse(text)
            .map_err(|fault| Error::protocol(names.page_pagination.as_str(), fault.to_string()))?;
        let raw_pagination = RawRecord::of_item(pagination.raw_text().as_bytes());
        let data = member(members, &names.page_data)?
            .items(body)
            .map_err(|reason| Error::protocol(names.page_data.as_str(), reason))?
            .map(RawRecord::of_item)
            .collect();
        let faults = pagination.malformed.into_iter();
        let mut malformed: Vec<_> = faults
            .map(|fault| fault.below(&names.page_pagination))
            .collect();
        let mut unknown = OpenMap::new();
        let typed = [&names.page_data, &names.page_pagination];
        for member in members {
            if typed.contains(&&member.name) {
                continue;
            }
            match serde_json::from_slice(&body[member.value.clone()]) {
                Ok(value) => drop(unknown.insert(member.name.clone(), value)),
                Err(error) => malformed.push(DecodeError::of_member(&member.name, &error)),
            }
        }
        Ok(Self {
            data,
            pagination: pagination.value,
            unknown,
            malformed,
            received: None,
            raw_pagination: Some(raw_pagination),
        })
    }
}

/// One page, with the server's clock.
pub(super) fn page(answer: &Answer, names: &Wrappers) -> Result<Page<RawRecord>, Error> {
    Ok(Page {
        received: answer.received,
        ..Page::of_outline(answer.bytes(), answer.outline(), names)?
    })
}

/// The one member of a name: with two, nobody could say which records there are.
fn member<'a>(members: &'a [Member], name: &str) -> Result<&'a Member, Error> {
    let mut found = members.iter().filter(|member| member.name == name);
    match (found.next(), found.next()) {
        (Some(member), None) => Ok(member),
        (None, _) => Err(Error::protocol(name, "the page lacks this member")),
        (Some(_), Some(_)) => Err(Error::protocol(name, "the page has this member twice")),
    }
}

/// A bare list, or a page where a server wraps it.
pub(super) fn list(answer: &Answer, names: &Wrappers) -> Result<Page<RawRecord>, Error> {
    let Outline::List(items) = answer.outline() else {
        return page(answer, names);
    };
    let items = items.iter().map(|item| &answer.bytes()[item.clone()]);
    Ok(Page {
        data: items.map(RawRecord::of_item).collect(),
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
