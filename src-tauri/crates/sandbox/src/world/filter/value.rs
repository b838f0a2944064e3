//! Filters over the members of any record.

use serde_json::{Map, Value};

use super::operators::{NumberFilter, SetFilter, TextFilter, TimeFilter, refuse};
use crate::http::{ApiError, instant_of};
use crate::world::fold;
use crate::world::lookup::holds;

/// What a member is filtered as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Text,
    Time,
    Number,
    Truth,
}

/// One condition on the members of a record.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    Text(String, TextFilter),
    Time(String, TimeFilter),
    Number(String, NumberFilter),
    Equal(String, Value),
    Metadata(Vec<(String, String)>),
    Risk(Risk),
    /// A folded part of one of these members.
    Search(&'static [&'static str], String),
}

/// A condition on one of the risk assessments.
#[derive(Clone, Debug)]
pub(super) struct Risk {
    name: Option<String>,
    score: NumberFilter,
    level: SetFilter<String>,
}

impl Condition {
    /// A condition on the member at a pointer; `name` leads to it in a refusal.
    pub(super) fn read(
        form: Form,
        pointer: String,
        name: &str,
        value: &Value,
    ) -> Result<Self, ApiError> {
        Ok(match form {
            Form::Text => Self::Text(pointer, TextFilter::read(name, value)?),
            Form::Time => Self::Time(pointer, TimeFilter::read(name, value)?),
            Form::Number => Self::Number(pointer, NumberFilter::read(name, value)?),
            Form::Truth if value.is_boolean() => Self::Equal(pointer, value.clone()),
            Form::Truth => return Err(refuse(name, "Expected boolean")),
        })
    }

    /// A list of `{key, value}`, all of which must be held.
    pub(super) fn metadata(value: &Value) -> Result<Self, ApiError> {
        let pair = |one: &Value| {
            Some((
                one["key"].as_str()?.to_owned(),
                one["value"].as_str()?.to_owned(),
            ))
        };
        let pairs = value
            .as_array()
            .and_then(|list| list.iter().map(pair).collect());
        pairs
            .map(Self::Metadata)
            .ok_or_else(|| refuse("metadataFilters", "Expected array of key and value"))
    }

    /// `{name, eq, gt, gte, lt, lte, levelIn, levelNin}`.
    pub(super) fn risk(value: &Value) -> Result<Self, ApiError> {
        const NAME: &str = "riskAssessment";
        if !value.is_object() {
            return Err(refuse(NAME, "Expected object"));
        }
        let mut levels = Map::new();
        for (from, to) in [("levelIn", "in"), ("levelNin", "nin")] {
            if let Some(list) = value.get(from) {
                levels.insert(to.to_owned(), list.clone());
            }
        }
        Ok(Self::Risk(Risk {
            name: value.get("name").and_then(Value::as_str).map(str::to_owned),
            score: NumberFilter::read(NAME, value)?,
            level: SetFilter::read(NAME, &Value::Object(levels))?,
        }))
    }

    /// 1 to 200 characters to be found in one of the members.
    pub(super) fn search(
        members: &'static [&'static str],
        value: &Value,
    ) -> Result<Self, ApiError> {
        Ok(Self::Search(members, super::read_search(value)?))
    }

    /// Conditions on every leaf under a pointer: a text, an object of operators, or a value to be equal to.
    pub(super) fn leaves(
        pointer: &str,
        name: &str,
        value: &Value,
        conditions: &mut Vec<Self>,
    ) -> Result<(), ApiError> {
        const OPERATORS: [&str; 4] = ["eq", "in", "nin", "contains"];
        match value {
            Value::Object(members)
                if members.keys().any(|one| OPERATORS.contains(&one.as_str())) =>
            {
                conditions.push(Self::Text(
                    pointer.to_owned(),
                    TextFilter::read(name, value)?,
                ));
            }
            Value::Object(members) => {
                for (member, value) in members {
                    let escaped = member.replace('~', "~0").replace('/', "~1");
                    Self::leaves(
                        &format!("{pointer}/{escaped}"),
                        &format!("{name}.{member}"),
                        value,
                        conditions,
                    )?;
                }
            }
            other => conditions.push(Self::Equal(pointer.to_owned(), other.clone())),
        }
        Ok(())
    }

    /// Whether a record passes.
    pub(super) fn passes(&self, record: &Value) -> bool {
        match self {
            Self::Text(pointer, filter) => filter.passes(record.pointer(pointer)),
            Self::Time(pointer, filter) => record
                .pointer(pointer)
                .and_then(Value::as_str)
                .and_then(instant_of)
                .is_some_and(|time| filter.holds(time)),
            Self::Number(pointer, filter) => filter.passes(record.pointer(pointer)),
            Self::Equal(pointer, value) => record.pointer(pointer).unwrap_or(&Value::Null) == value,
            Self::Metadata(pairs) => pairs
                .iter()
                .all(|(key, value)| holds(record.get("metadata"), key, value)),
            Self::Risk(risk) => risk.passes(record.get("riskAssessments")),
            Self::Search(members, part) => members
                .iter()
                .filter_map(|name| record.get(name)?.as_str())
                .any(|text| fold(text).contains(part.as_str())),
        }
    }
}

impl Risk {
    fn passes(&self, assessments: Option<&Value>) -> bool {
        assessments.and_then(Value::as_object).is_some_and(|all| {
            all.iter().any(|(name, one)| {
                self.name.as_ref().is_none_or(|wanted| wanted == name)
                    && self.score.passes(one.get("score"))
                    && self.level.passes(one["level"].as_str().unwrap_or_default())
            })
        })
    }
}

/// A filter over records that are kept as JSON. Members that are not known are passed over, as the contract allows.
#[derive(Clone, Debug, Default)]
pub(crate) struct ValueFilter(Vec<Condition>);

impl ValueFilter {
    /// Reads the `filter` of a list request by the forms of its members.
    pub(crate) fn read(
        forms: &[(&str, Form)],
        searched: &'static [&'static str],
        value: &Value,
    ) -> Result<Self, ApiError> {
        let mut conditions = Vec::new();
        for (name, value) in value.as_object().into_iter().flatten() {
            match name.as_str() {
                "search" => conditions.push(Condition::search(searched, value)?),
                "metadataFilters" => conditions.push(Condition::metadata(value)?),
                "scopeData" => Condition::leaves("/scopeData", name, value, &mut conditions)?,
                _ => {
                    if let Some((_, form)) = forms.iter().find(|(one, _)| one == name) {
                        conditions.push(Condition::read(*form, format!("/{name}"), name, value)?);
                    }
                }
            }
        }
        Ok(Self(conditions))
    }

    /// Whether a record passes.
    pub(crate) fn passes(&self, record: &Value) -> bool {
        self.0.iter().all(|condition| condition.passes(record))
    }
}
