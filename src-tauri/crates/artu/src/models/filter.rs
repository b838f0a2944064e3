//! Members of a filter: a plain value, or conditions.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Number;

use super::OpenMap;

/// A member of a filter in one of its two forms (D).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Matching<V, C> {
    /// Equal to a plain value.
    Value(V),
    /// All of these conditions.
    Conditions(C),
}

/// Says the form only: the value may be personal.
impl<V, C> fmt::Debug for Matching<V, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value(_) => "Value(..)",
            Self::Conditions(_) => "Conditions(..)",
        })
    }
}

/// A filter by ids of one kind of record (D).
pub type IdFilter<I> = Matching<I, IdConditions<I>>;

/// A filter by text (I).
pub type StringFilter = Matching<String, StringConditions>;

/// A filter by time (I).
pub type DateFilter = Matching<Timestamp, RangeConditions<Timestamp>>;

/// A filter by number (I).
pub type NumberFilter = Matching<Number, RangeConditions<Number>>;

impl<I> IdFilter<I> {
    /// One of these ids.
    pub fn any_of(ids: impl IntoIterator<Item = I>) -> Self {
        Self::Conditions(IdConditions {
            eq: None,
            any_of: Some(ids.into_iter().collect()),
            none_of: None,
            unknown: OpenMap::new(),
        })
    }
}

impl DateFilter {
    /// At or after a time.
    pub fn since(time: Timestamp) -> Self {
        Self::Conditions(RangeConditions {
            gte: Some(time),
            ..RangeConditions::default()
        })
    }
}

/// Conditions on an id (D).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdConditions<I> {
    /// Equal to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eq: Option<I>,
    /// One of these; `in` on the wire.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub any_of: Option<Vec<I>>,
    /// None of these; `nin` on the wire.
    #[serde(rename = "nin", skip_serializing_if = "Option::is_none")]
    pub none_of: Option<Vec<I>>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

/// Conditions on a text (I).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StringConditions {
    /// Equal to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eq: Option<String>,
    /// One of these; `in` on the wire.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    pub any_of: Option<Vec<String>>,
    /// None of these; `nin` on the wire.
    #[serde(rename = "nin", skip_serializing_if = "Option::is_none")]
    pub none_of: Option<Vec<String>>,
    /// Containing; the wire name is inferred (I).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contains: Option<String>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

discreet_debug!(StringConditions);

/// Conditions on the place of a value in its order (D for risk scores, I elsewhere).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RangeConditions<V> {
    /// Equal to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eq: Option<V>,
    /// Greater than, or after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gt: Option<V>,
    /// Greater than or equal to, or at or after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gte: Option<V>,
    /// Less than, or before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lt: Option<V>,
    /// Less than or equal to, or at or before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lte: Option<V>,
    /// Members not named here.
    #[serde(flatten)]
    pub unknown: OpenMap,
}

impl<V> Default for RangeConditions<V> {
    fn default() -> Self {
        Self {
            eq: None,
            gt: None,
            gte: None,
            lt: None,
            lte: None,
            unknown: OpenMap::new(),
        }
    }
}

/// A filter by risk assessment (D).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RiskAssessmentFilter {
    /// Name of the assessment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Score equal to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eq: Option<Number>,
    /// Score greater than.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gt: Option<Number>,
    /// Score of at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gte: Option<Number>,
    /// Score less than.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lt: Option<Number>,
    /// Score of at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lte: Option<Number>,
    /// Level one of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_in: Option<Vec<String>>,
    /// Level none of these.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level_nin: Option<Vec<String>>,
}

discreet_debug!(RiskAssessmentFilter);

/// A filter by one pair of the organisation's free data (D).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataFilter {
    /// Name in the data.
    pub key: String,
    /// Value under that name.
    pub value: String,
}

discreet_debug!(MetadataFilter);
