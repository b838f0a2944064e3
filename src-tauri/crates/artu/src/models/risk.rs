//! Risk assessments of a client.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Risk assessments as they came. The shape is not documented (S names the member only), so the JSON is kept whole and
/// walked for what can be read.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RiskAssessments(pub Value);

/// One assessment as far as it could be read (I).
#[derive(Debug, Clone, PartialEq)]
pub struct RiskReading {
    /// Name of the assessment.
    pub name: String,
    /// Score, in the unit of the assessment.
    pub score: Option<f64>,
    /// Level, in the words of the assessment.
    pub level: Option<String>,
}

impl RiskAssessments {
    /// The readable assessments: an object by name, or a list of objects with a `name`.
    pub fn readings(&self) -> Vec<RiskReading> {
        match &self.0 {
            Value::Object(by_name) => by_name
                .iter()
                .filter_map(|(name, value)| reading(name, value))
                .collect(),
            Value::Array(list) => list
                .iter()
                .filter_map(|value| reading(value.get("name")?.as_str()?, value))
                .collect(),
            _ => Vec::new(),
        }
    }
}

fn reading(name: &str, value: &Value) -> Option<RiskReading> {
    let member = |name: &str| value.get(name).and_then(number);
    let score = value
        .as_f64()
        .or_else(|| member("score"))
        .or_else(|| member("value"));
    let level = value
        .as_str()
        .or_else(|| value.get("level").and_then(Value::as_str))
        .map(str::to_owned);
    (score.is_some() || level.is_some()).then(|| RiskReading {
        name: name.to_owned(),
        score,
        level,
    })
}

/// A number, which may come as text.
fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text
            .trim()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite()),
        other => other.as_f64(),
    }
}

impl fmt::Debug for RiskAssessments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RiskAssessments").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RiskAssessments;

    #[test]
    fn reads_an_object_by_name_and_a_list() {
        let by_name =
            RiskAssessments(json!({"general": {"score": 42, "level": "medium"}, "x": {}}));
        let readings = by_name.readings();
        assert_eq!(readings.len(), 1);
        assert_eq!(readings[0].score, Some(42.0));
        assert_eq!(readings[0].level.as_deref(), Some("medium"));

        let list = RiskAssessments(json!([{"name": "general", "score": 1.5}, 7]));
        assert_eq!(list.readings()[0].name, "general");
    }
}
