//! The operators of a filter: a plain value, or an object such as `{"in": […]}`.

use std::collections::HashSet;
use std::str::FromStr;

use serde_json::{Map, Value};

use crate::http::{ApiError, instant_of};
use crate::world::fold;

/// `eq`, `in` and `nin`, all of which must hold.
#[derive(Clone, Debug)]
pub(super) struct SetFilter<T> {
    within: Option<HashSet<T>>,
    without: HashSet<T>,
}

/// A set of texts, and a part to contain.
#[derive(Clone, Debug)]
pub(super) struct TextFilter {
    set: SetFilter<String>,
    contains: Option<String>,
}

/// Whole milliseconds, both bounds inside.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeFilter {
    pub(super) from: i64,
    to: i64,
}

/// Bounds of a number.
#[derive(Clone, Debug)]
pub(super) struct NumberFilter(Vec<(Bound, f64)>);

#[derive(Clone, Copy, Debug)]
enum Bound {
    Equal,
    Above,
    From,
    Below,
    To,
}

impl<T: std::hash::Hash + Eq + Clone + FromStr> SetFilter<T> {
    pub(super) fn read(name: &str, value: &Value) -> Result<Self, ApiError> {
        let one = |value: &Value| -> Result<T, ApiError> {
            value
                .as_str()
                .and_then(|text| T::from_str(text).ok())
                .ok_or_else(|| refuse(name, "Expected text of this kind"))
        };
        let many = |value: &Value| -> Result<HashSet<T>, ApiError> {
            let items = value
                .as_array()
                .ok_or_else(|| refuse(name, "Expected array"))?;
            items.iter().map(one).collect()
        };
        let mut set = Self {
            within: None,
            without: HashSet::new(),
        };
        let Value::Object(operators) = value else {
            set.within = Some(HashSet::from([one(value)?]));
            return Ok(set);
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
}

impl<T: std::hash::Hash + Eq> SetFilter<T> {
    pub(super) fn passes<Q>(&self, value: &Q) -> bool
    where
        T: std::borrow::Borrow<Q>,
        Q: std::hash::Hash + Eq + ?Sized,
    {
        self.within.as_ref().is_none_or(|set| set.contains(value)) && !self.without.contains(value)
    }

    /// Whether a list passes: one of its values is wanted, and none is unwanted.
    fn any<'a, Q>(&self, values: &(impl Iterator<Item = &'a Q> + Clone)) -> bool
    where
        T: std::borrow::Borrow<Q>,
        Q: std::hash::Hash + Eq + ?Sized + 'a,
    {
        self.within
            .as_ref()
            .is_none_or(|set| values.clone().any(|one| set.contains(one)))
            && !values.clone().any(|one| self.without.contains(one))
    }
}

impl TextFilter {
    pub(super) fn read(name: &str, value: &Value) -> Result<Self, ApiError> {
        let contains = match value.get("contains") {
            None => None,
            Some(Value::String(part)) => Some(fold(part)),
            Some(_) => return Err(refuse(name, "Expected string")),
        };
        Ok(Self {
            set: SetFilter::read(name, value)?,
            contains,
        })
    }

    /// Whether a text or a list of texts passes; a value that is not there passes only what asks for nothing.
    pub(super) fn passes(&self, value: Option<&Value>) -> bool {
        match value {
            Some(Value::String(text)) => self.passes_text(text),
            Some(Value::Array(items)) => {
                let texts = items.iter().filter_map(Value::as_str);
                self.set.any(&texts) && self.holds_part(texts)
            }
            _ => self.set.within.is_none() && self.contains.is_none(),
        }
    }

    pub(super) fn passes_text(&self, text: &str) -> bool {
        self.set.passes(text) && self.holds_part(std::iter::once(text))
    }

    fn holds_part<'a>(&self, mut texts: impl Iterator<Item = &'a str>) -> bool {
        self.contains
            .as_ref()
            .is_none_or(|part| texts.any(|text| fold(text).contains(part.as_str())))
    }
}

impl TimeFilter {
    pub(super) fn read(name: &str, value: &Value) -> Result<Self, ApiError> {
        let instant = |value: &Value| -> Result<i64, ApiError> {
            value
                .as_str()
                .and_then(instant_of)
                .ok_or_else(|| refuse(name, "Expected date-time"))
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
            let (from, to) = match operator.as_str() {
                "eq" => (instant(value)?, instant(value)?),
                "gt" => (instant(value)?.saturating_add(1), i64::MAX),
                "gte" => (instant(value)?, i64::MAX),
                "lt" => (i64::MIN, instant(value)?.saturating_sub(1)),
                "lte" => (i64::MIN, instant(value)?),
                _ => return Err(refuse(name, "Unknown operator")),
            };
            range = Self {
                from: range.from.max(from),
                to: range.to.min(to),
            };
        }
        Ok(range)
    }

    pub(super) const fn holds(self, time: i64) -> bool {
        self.from <= time && time <= self.to
    }
}

impl NumberFilter {
    pub(super) fn read(name: &str, value: &Value) -> Result<Self, ApiError> {
        let number = |value: &Value| {
            value
                .as_f64()
                .ok_or_else(|| refuse(name, "Expected number"))
        };
        let Value::Object(operators) = value else {
            return Ok(Self(vec![(Bound::Equal, number(value)?)]));
        };
        Self::of(operators, &["name", "levelIn", "levelNin"], name)
    }

    fn of(operators: &Map<String, Value>, others: &[&str], name: &str) -> Result<Self, ApiError> {
        let mut bounds = Vec::new();
        for (operator, value) in operators {
            let bound = match operator.as_str() {
                "eq" => Bound::Equal,
                "gt" => Bound::Above,
                "gte" => Bound::From,
                "lt" => Bound::Below,
                "lte" => Bound::To,
                one if others.contains(&one) => continue,
                _ => return Err(refuse(name, "Unknown operator")),
            };
            let number = value
                .as_f64()
                .ok_or_else(|| refuse(name, "Expected number"))?;
            bounds.push((bound, number));
        }
        Ok(Self(bounds))
    }

    /// Whether a number passes; what is no number passes only what asks for nothing.
    #[expect(clippy::float_cmp, reason = "the filter asks for the very number")]
    pub(super) fn passes(&self, value: Option<&Value>) -> bool {
        let number = value.and_then(|one| match one {
            Value::String(text) => text.parse().ok(),
            other => other.as_f64(),
        });
        let Some(number) = number else {
            return self.0.is_empty();
        };
        self.0.iter().all(|(bound, limit)| match bound {
            Bound::Equal => number == *limit,
            Bound::Above => number > *limit,
            Bound::From => number >= *limit,
            Bound::Below => number < *limit,
            Bound::To => number <= *limit,
        })
    }
}

/// The refusal of a member of a filter.
pub(super) fn refuse(name: &str, message: &str) -> ApiError {
    let path = if name.is_empty() {
        "filter".to_owned()
    } else {
        format!("filter.{name}")
    };
    ApiError::issue(&path, message)
}
