//! The filter of a client list.

mod operators;
mod value;

use std::collections::HashSet;

use serde_json::Value;
use uuid::Uuid;

use super::{Record, fold};
use crate::http::ApiError;
use operators::{SetFilter, TimeFilter, refuse};
use value::Condition;

pub(crate) use value::{Form, ValueFilter};

/// A filter as read from a request. Members that are not known are passed over, as the contract allows.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClientFilter {
    id: Option<SetFilter<Uuid>>,
    kind: Option<SetFilter<String>>,
    is_primary: Option<bool>,
    created_at: Option<TimeFilter>,
    updated_at: Option<TimeFilter>,
    search: Option<String>,
    /// Clients that may pass at all.
    among: Option<HashSet<Uuid>>,
    /// Conditions for which the members of a client have to be read.
    conditions: Vec<Condition>,
}

impl ClientFilter {
    /// Reads the `filter` member of a list request.
    pub(crate) fn read(value: &Value) -> Result<Self, ApiError> {
        let mut filter = Self::default();
        for (name, value) in value.as_object().into_iter().flatten() {
            match name.as_str() {
                "id" => filter.id = Some(SetFilter::read(name, value)?),
                "type" if value.get("contains").is_none() => {
                    filter.kind = Some(SetFilter::read(name, value)?);
                }
                "isPrimary" => {
                    let truth = value.as_bool();
                    filter.is_primary =
                        Some(truth.ok_or_else(|| refuse(name, "Expected boolean"))?);
                }
                "createdAt" => filter.created_at = Some(TimeFilter::read(name, value)?),
                "updatedAt" => filter.updated_at = Some(TimeFilter::read(name, value)?),
                "search" => filter.search = Some(read_search(value)?),
                _ => filter.read_condition(name, value)?,
            }
        }
        Ok(filter)
    }

    fn read_condition(&mut self, name: &str, value: &Value) -> Result<(), ApiError> {
        let conditions = &mut self.conditions;
        match name {
            "type" | "name" | "lastName" | "email" | "externalId" => {
                conditions.push(Condition::read(
                    Form::Text,
                    format!("/{name}"),
                    name,
                    value,
                )?);
            }
            "age" => conditions.push(Condition::read(
                Form::Number,
                "/age".to_owned(),
                name,
                value,
            )?),
            "metadataFilters" => conditions.push(Condition::metadata(value)?),
            "riskAssessment" => conditions.push(Condition::risk(value)?),
            "tagIds" => {
                // One tag after another: a client passes when one of its tags is wanted and none unwanted.
                conditions.push(Condition::read(
                    Form::Text,
                    "/tagIds".to_owned(),
                    name,
                    value,
                )?);
            }
            "scopeData" => Condition::leaves("/scopeData", name, value, conditions)?,
            _ => {}
        }
        Ok(())
    }

    /// Lets only these clients through, whatever else is asked.
    pub(crate) fn restrict(&mut self, ids: HashSet<Uuid>) {
        self.among = Some(ids);
    }

    /// Whether the filter lets every client through.
    pub(crate) const fn is_open(&self) -> bool {
        self.id.is_none()
            && self.kind.is_none()
            && self.is_primary.is_none()
            && self.created_at.is_none()
            && self.updated_at.is_none()
            && self.search.is_none()
            && self.among.is_none()
            && self.conditions.is_empty()
    }

    /// The earliest `updatedAt` that passes, if the filter says.
    pub(crate) fn updated_from(&self) -> Option<i64> {
        self.updated_at.map(|range| range.from)
    }

    /// Whether a client passes.
    pub(crate) fn passes(&self, record: &Record) -> bool {
        self.is_primary.is_none_or(|one| one == record.is_primary)
            && self
                .updated_at
                .is_none_or(|range| range.holds(record.updated_at))
            && self
                .created_at
                .is_none_or(|range| range.holds(record.created_at))
            && self
                .kind
                .as_ref()
                .is_none_or(|set| set.passes(record.kind.as_ref()))
            && self.id.as_ref().is_none_or(|set| set.passes(&record.id))
            && self
                .among
                .as_ref()
                .is_none_or(|set| set.contains(&record.id))
            && self
                .search
                .as_ref()
                .is_none_or(|words| record.search().contains(words.as_str()))
            && (self.conditions.is_empty() || self.conditions_hold(record))
    }

    fn conditions_hold(&self, record: &Record) -> bool {
        let mut members = record.members();
        let tags = members.get("tags").and_then(Value::as_array);
        let ids = tags
            .into_iter()
            .flatten()
            .filter_map(|tag| tag.get("id").cloned())
            .collect();
        members.insert("tagIds".to_owned(), Value::Array(ids));
        let members = Value::Object(members);
        self.conditions
            .iter()
            .all(|condition| condition.passes(&members))
    }
}

fn read_search(value: &Value) -> Result<String, ApiError> {
    let text = value
        .as_str()
        .ok_or_else(|| refuse("search", "Expected string"))?;
    if (1..=200).contains(&text.chars().count()) {
        Ok(fold(text))
    } else {
        Err(refuse("search", "Expected 1 to 200 characters"))
    }
}
