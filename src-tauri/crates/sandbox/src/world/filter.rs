//! The filter of a client list.

use std::collections::HashSet;
use std::str::FromStr;

use jiff::Timestamp;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Record, fold};
use crate::http::ApiError;

/// A filter as read from a request. Members that are not known are passed over, as the contract allows.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClientFilter {
    id: Option<SetFilter<Uuid>>,
    kind: Option<SetFilter<String>>,
    is_primary: Option<bool>,
    created_at: Option<TimeFilter>,
    updated_at: Option<TimeFilter>,
    search: Option<String>,
    texts: Vec<(&'static str, TextFilter)>,
}

#[derive(Clone, Debug, Default)]
struct SetFilter<T> {
    within: Option<HashSet<T>>,
    without: HashSet<T>,
}

#[derive(Clone, Debug, Default)]
struct TextFilter {
    set: SetFilter<String>,
    contains: Option<String>,
}

#[derive(Clone, Copy, Debug)]
struct TimeFilter {
    from: i64,
    to: i64,
}

impl ClientFilter {
    /// Reads the `filter` member of a list request.
    pub(crate) fn read(value: &Value) -> Result<Self, ApiError> {
        let Value::Object(members) = value else {
            return if value.is_null() {
                Ok(Self::default())
            } else {
                Err(refuse("", "Expected object"))
            };
        };
        let mut filter = Self::default();
        for (name, value) in members {
            match name.as_str() {
                "id" => filter.id = Some(read_set(name, value)?),
                "type" => filter.kind = Some(read_set(name, value)?),
                "isPrimary" => {
                    filter.is_primary = Some(
                        value
                            .as_bool()
                            .ok_or_else(|| refuse(name, "Expected boolean"))?,
                    );
                }
                "createdAt" => filter.created_at = Some(TimeFilter::read(name, value)?),
                "updatedAt" => filter.updated_at = Some(TimeFilter::read(name, value)?),
                "search" => filter.search = Some(read_search(value)?),
                "name" => filter.texts.push(("/name", TextFilter::read(name, value)?)),
                "lastName" => filter
                    .texts
                    .push(("/lastName", TextFilter::read(name, value)?)),
                "email" => filter
                    .texts
                    .push(("/email", TextFilter::read(name, value)?)),
                "externalId" => filter
                    .texts
                    .push(("/externalId", TextFilter::read(name, value)?)),
                "scopeData" => filter.read_scope_data(value)?,
                _ => {}
            }
        }
        Ok(filter)
    }

    /// Whether the filter lets every client through.
    pub(crate) const fn is_open(&self) -> bool {
        self.id.is_none()
            && self.kind.is_none()
            && self.is_primary.is_none()
            && self.created_at.is_none()
            && self.updated_at.is_none()
            && self.search.is_none()
            && self.texts.is_empty()
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
                .search
                .as_ref()
                .is_none_or(|words| record.search().contains(words.as_str()))
            && (self.texts.is_empty() || self.texts_pass(record))
    }

    fn texts_pass(&self, record: &Record) -> bool {
        let members = Value::Object(record.members());
        self.texts.iter().all(|(pointer, filter)| {
            members
                .pointer(pointer)
                .and_then(Value::as_str)
                .is_some_and(|text| filter.passes(text))
        })
    }

    fn read_scope_data(&mut self, value: &Value) -> Result<(), ApiError> {
        for (name, pointer) in [("rfc", "/scopeData/MX/rfc"), ("curp", "/scopeData/MX/curp")] {
            if let Some(value) = value.pointer(&format!("/MX/{name}")) {
                self.texts.push((
                    pointer,
                    TextFilter::read(&format!("scopeData.MX.{name}"), value)?,
                ));
            }
        }
        Ok(())
    }
}

impl<T: std::hash::Hash + Eq> SetFilter<T> {
    fn passes<Q>(&self, value: &Q) -> bool
    where
        T: std::borrow::Borrow<Q>,
        Q: std::hash::Hash + Eq + ?Sized,
    {
        self.within.as_ref().is_none_or(|set| set.contains(value)) && !self.without.contains(value)
    }
}

impl TextFilter {
    fn read(name: &str, value: &Value) -> Result<Self, ApiError> {
        let contains = value.get("contains").and_then(Value::as_str).map(fold);
        Ok(Self {
            set: read_set(name, value)?,
            contains,
        })
    }

    fn passes(&self, text: &str) -> bool {
        self.set.passes(text)
            && self
                .contains
                .as_ref()
                .is_none_or(|part| fold(text).contains(part.as_str()))
    }
}

impl TimeFilter {
    /// Bounds are whole milliseconds, both inside.
    fn read(name: &str, value: &Value) -> Result<Self, ApiError> {
        let instant = |value: &Value| -> Result<i64, ApiError> {
            let text = value
                .as_str()
                .ok_or_else(|| refuse(name, "Expected date-time"))?;
            Timestamp::from_str(text)
                .map(Timestamp::as_millisecond)
                .map_err(|_| refuse(name, "Expected date-time"))
        };
        let mut range = Self {
            from: i64::MIN,
            to: i64::MAX,
        };
        let Value::Object(operators) = value else {
            let exact = instant(value)?;
            return Ok(Self {
                from: exact,
                to: exact,
            });
        };
        for (operator, value) in operators {
            match operator.as_str() {
                "eq" => (range.from, range.to) = (instant(value)?, instant(value)?),
                "gt" => range.from = range.from.max(instant(value)?.saturating_add(1)),
                "gte" => range.from = range.from.max(instant(value)?),
                "lt" => range.to = range.to.min(instant(value)?.saturating_sub(1)),
                "lte" => range.to = range.to.min(instant(value)?),
                _ => return Err(refuse(name, "Unknown operator")),
            }
        }
        Ok(range)
    }

    const fn holds(self, time: i64) -> bool {
        self.from <= time && time <= self.to
    }
}

fn read_set<T: FromStr + std::hash::Hash + Eq + Clone>(
    name: &str,
    value: &Value,
) -> Result<SetFilter<T>, ApiError> {
    let one = |value: &Value| -> Result<T, ApiError> {
        value
            .as_str()
            .and_then(|text| T::from_str(text).ok())
            .ok_or_else(|| refuse(name, "Expected text of this kind"))
    };
    let many = |value: &Value| -> Result<HashSet<T>, ApiError> {
        value
            .as_array()
            .ok_or_else(|| refuse(name, "Expected array"))?
            .iter()
            .map(one)
            .collect()
    };
    let Value::Object(operators) = value else {
        return Ok(SetFilter {
            within: Some(HashSet::from([one(value)?])),
            without: HashSet::new(),
        });
    };
    read_operators(name, operators, one, many)
}

fn read_operators<T: std::hash::Hash + Eq + Clone>(
    name: &str,
    operators: &Map<String, Value>,
    one: impl Fn(&Value) -> Result<T, ApiError>,
    many: impl Fn(&Value) -> Result<HashSet<T>, ApiError>,
) -> Result<SetFilter<T>, ApiError> {
    let mut set = SetFilter {
        within: None,
        without: HashSet::new(),
    };
    for (operator, value) in operators {
        let wanted = match operator.as_str() {
            "eq" => HashSet::from([one(value)?]),
            "in" => many(value)?,
            "nin" => {
                set.without.extend(many(value)?);
                continue;
            }
            "contains" => continue,
            _ => return Err(refuse(name, "Unknown operator")),
        };
        set.within = Some(match set.within.take() {
            Some(before) => before.intersection(&wanted).cloned().collect(),
            None => wanted,
        });
    }
    Ok(set)
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

fn refuse(name: &str, message: &str) -> ApiError {
    let path = if name.is_empty() {
        "filter".to_owned()
    } else {
        format!("filter.{name}")
    };
    ApiError::issue(&path, message)
}
