//! Synthetic clients for the tests.

use artu::models::Client;
use jiff::civil::{Date, date};
use serde_json::{Value, json};

use crate::{Finding, RulePack, Rules};

const TODAY: Date = date(2026, 11, 23);

/// The embedded rules on the day of the tests.
pub(crate) fn rules() -> Rules<'static> {
    RulePack::embedded().on(TODAY)
}

pub(crate) fn id(number: u128) -> String {
    uuid::Uuid::from_u128(number).to_string()
}

pub(crate) fn merged(mut base: Value, members: Value) -> Value {
    if let (Value::Object(base), Value::Object(members)) = (&mut base, members) {
        base.extend(members);
    }
    base
}

/// An individual with these members in place of the usual ones.
pub(crate) fn individual(members: Value) -> Client {
    let base = json!({
        "id": id(1), "type": "individual", "name": "Korinda", "lastName": "Zarvembo Holventa",
        "scopes": ["MX:AV:AVI"], "isPrimary": true, "nationalities": ["MX"],
        "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z"
    });
    serde_json::from_value(merged(base, members)).unwrap()
}

/// `CODE severity field` of each finding.
pub(crate) fn places(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| {
            format!(
                "{} {} {}",
                finding.code,
                finding.severity.as_str(),
                finding.field
            )
        })
        .collect()
}

/// `CODE severity` of each finding.
pub(crate) fn codes(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| format!("{} {}", finding.code, finding.severity.as_str()))
        .collect()
}
