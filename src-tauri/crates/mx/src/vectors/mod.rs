//! One row of the form of the test vectors in, its outcome out.
//!
//! A row is `{id, kind, input, context?}`; the outcome carries the members that are expected
//! of that kind. A row that cannot be read gives an error that names its place.

mod law;
mod read;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Assessment, Code, Severity, Tables, clabe, curp, person, rfc};
use read::{Holder, Read, date_of, fault, names_of, object, sex_of, text_of};

/// One row as it is read. Debug shows no input: it can be personal data.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct VectorRow {
    /// Name of the row, given back with the outcome.
    #[serde(default)]
    pub id: Value,
    /// `rfc`, `curp`, `clabe`, `person`, `derive_rfc`, `derive_curp`, `threshold`,
    /// `accumulation` or `deadline`.
    pub kind: String,
    /// A text or null for a key; an object for the other kinds.
    #[serde(default)]
    pub input: Value,
    /// What is known of the holder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context: Option<Value>,
}

impl std::fmt::Debug for VectorRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VectorRow")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

/// Outcome of one row.
#[derive(Clone, PartialEq, Serialize)]
pub struct VectorResult {
    /// Name of the row.
    pub id: Value,
    /// What came out.
    #[serde(flatten)]
    pub outcome: Outcome,
}

impl std::fmt::Debug for VectorResult {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("VectorResult").finish_non_exhaustive()
    }
}

/// What a row gives, by its kind.
#[derive(Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Outcome {
    /// A key was checked.
    Checked {
        /// `ok`, `info`, `warn` or `error`.
        severity: String,
        /// Codes in alphabetical order, each once.
        codes: Vec<Code>,
        /// The key as it was read.
        normalized: String,
    },
    /// The keys of a person were checked together.
    Person {
        /// `ok`, `info`, `warn` or `error`.
        severity: String,
        /// Codes in alphabetical order, each once.
        codes: Vec<Code>,
    },
    /// Letters were derived.
    Derived {
        /// The characters that follow from the data.
        value: String,
    },
    /// An amount was held against the limits.
    Threshold {
        /// Daily UMA that was used.
        uma_daily: String,
        /// Whether the client must be identified.
        identification: bool,
        /// Whether a notice is due.
        notice: bool,
    },
    /// Operations were added up.
    Accumulation {
        /// The operation with which a notice is due.
        notice_on: Option<Date>,
    },
    /// The last day of a notice was found.
    Deadline {
        /// The 17th of the next month.
        nominal: Date,
        /// The same, moved past Saturdays and Sundays.
        effective_weekends_only: Date,
    },
    /// The row cannot be read.
    Failed {
        /// The place and what is wrong with it; never the value.
        error: String,
    },
}

/// Runs one line of JSON. `as_of` is the day of the check.
pub fn run_line(line: &str, as_of: Date) -> VectorResult {
    match serde_json::from_str::<VectorRow>(line) {
        Ok(row) => run(&row, as_of),
        Err(error) => VectorResult {
            id: serde_json::from_str::<Value>(line)
                .ok()
                .and_then(|row| row.get("id").cloned())
                .unwrap_or(Value::Null),
            outcome: Outcome::Failed {
                error: format!("row, column {}: {}", error.column(), category(&error)),
            },
        },
    }
}

fn category(error: &serde_json::Error) -> &'static str {
    match error.classify() {
        serde_json::error::Category::Data => "kind is missing or a member has the wrong type",
        _ => "not JSON",
    }
}

/// Runs one row. `as_of` is the day of the check.
pub fn run(row: &VectorRow, as_of: Date) -> VectorResult {
    let outcome = match row.kind.as_str() {
        "rfc" | "curp" | "clabe" => check_key(row, as_of),
        "person" => check_person(row, as_of),
        "derive_rfc" | "derive_curp" => derive(row),
        "threshold" => law::threshold(row),
        "accumulation" => law::accumulation(row),
        "deadline" => law::deadline(row),
        _ => fault("kind", "unknown kind"),
    };
    VectorResult {
        id: row.id.clone(),
        outcome: outcome.unwrap_or_else(|fault| Outcome::Failed {
            error: format!("{}: {}", fault.place, fault.problem),
        }),
    }
}

fn check_key(row: &VectorRow, as_of: Date) -> Read<Outcome> {
    let input = text_of(Some(&row.input), "input")?;
    let holder = Holder::read(row.context.as_ref())?;
    let assessment = match row.kind.as_str() {
        "rfc" => rfc::check(input, &holder.rfc()),
        "curp" => curp::check(input, &holder.curp(as_of)),
        _ => clabe::check(input, &holder.clabe()),
    };
    let (severity, codes) = summary(&[&assessment], &[]);
    Ok(Outcome::Checked {
        severity,
        codes,
        normalized: assessment.normalized,
    })
}

fn check_person(row: &VectorRow, as_of: Date) -> Read<Outcome> {
    let input = object(Some(&row.input), "input")?;
    let holder = Holder::read(row.context.as_ref())?;
    let rfc_key = text_of(input.and_then(|input| input.get("rfc")), "input.rfc")?;
    let curp_key = text_of(input.and_then(|input| input.get("curp")), "input.curp")?;
    let rfc = rfc::check(rfc_key, &holder.rfc());
    let curp = curp::check(curp_key, &holder.curp(as_of));
    let cross = person::cross_check(
        &rfc,
        &curp,
        holder.client_type,
        holder.names.as_ref(),
        Tables::embedded(),
    );
    let (severity, codes) = summary(&[&rfc, &curp], &cross);
    Ok(Outcome::Person { severity, codes })
}

fn derive(row: &VectorRow) -> Read<Outcome> {
    let input = object(Some(&row.input), "input")?;
    let member = |name: &str| input.and_then(|input| input.get(name));
    let Some(names) = names_of(member("names"), "input.names")? else {
        return fault("input.names", "missing");
    };
    let Some(date) = date_of(member("date"), "input.date")? else {
        return fault("input.date", "missing");
    };
    if row.kind == "derive_rfc" {
        let value = rfc::derive_individual(&names, date, Tables::embedded());
        return Ok(Outcome::Derived { value });
    }
    let Some(sex) = sex_of(member("sex"), "input.sex")? else {
        return fault("input.sex", "missing");
    };
    let Some(state) = text_of(member("birth_state"), "input.birth_state")? else {
        return fault("input.birth_state", "missing");
    };
    let value = curp::derive(&names, date, sex, state, Tables::embedded());
    Ok(Outcome::Derived { value })
}

fn summary(assessments: &[&Assessment], cross: &[crate::Mark]) -> (String, Vec<Code>) {
    let marks = assessments
        .iter()
        .flat_map(|assessment| &assessment.marks)
        .chain(cross);
    let severity = marks.clone().map(|mark| mark.severity).max();
    let mut codes: Vec<Code> = marks.map(|mark| mark.code).collect();
    codes.sort_by_key(|code| code.as_str());
    codes.dedup();
    (Severity::or_ok(severity).to_owned(), codes)
}

#[cfg(test)]
mod tests {
    use super::*;

    const AS_OF: Date = jiff::civil::date(2026, 11, 23);

    fn json(line: &str) -> Value {
        serde_json::to_value(run_line(line, AS_OF)).unwrap()
    }

    #[test]
    fn an_outcome_has_the_members_of_its_kind() {
        assert_eq!(
            json(r#"{"id":"a","kind":"rfc","input":null}"#),
            serde_json::json!({"id":"a","severity":"info","codes":["EMPTY"],"normalized":""})
        );
        assert_eq!(
            json(
                r#"{"id":1,"kind":"person","input":{"rfc":"QUWD010303","curp":"QUWD010303HQRLRRJ9"}}"#
            ),
            serde_json::json!({"id":1,"severity":"warn","codes":["RFC_NO_HOMOCLAVE"]})
        );
    }

    #[test]
    fn a_bad_row_names_its_place() {
        for (line, error) in [
            (r#"{"id":"a","kind":"rfc","input":5}"#, "input: not a text"),
            (
                r#"{"id":"a","kind":"xyz","input":"5"}"#,
                "kind: unknown kind",
            ),
            (
                r#"{"id":"a","kind":"curp","input":"x","context":{"date":"1999-13-01"}}"#,
                "context.date: not a date YYYY-MM-DD",
            ),
            (
                r#"{"id":"a","kind":"curp","input":"x","context":[]}"#,
                "context: not an object",
            ),
            (
                r#"{"id":"a","kind":"derive_curp","input":{"names":{},"date":"2000-01-01"}}"#,
                "input.sex: missing",
            ),
            (
                r#"{"id":"a","kind":"derive_rfc","input":{"names":{"given":1},"date":"2000-01-01"}}"#,
                "input.names.given: not a text",
            ),
            (
                r#"{"id":"a","kind":"threshold","input":{"activity":"VEH","date":"2026-01-01","amount":1}}"#,
                "input.amount: not a text",
            ),
            (
                r#"{"id":"a","kind":"threshold","input":{"activity":"VEH","date":"1990-01-01","amount":"1"}}"#,
                "input.activity: no limit of this activity on that day",
            ),
            (
                r#"{"id":"a","kind":"accumulation","input":{"activity":"VEH","operations":[["2026-01-01"]]}}"#,
                "input.operations[0][1]: missing",
            ),
            (
                r#"{"id":"a","kind":"deadline","input":{}}"#,
                "input.operation_date: missing",
            ),
        ] {
            let result = json(line);
            assert_eq!(result["id"], "a");
            assert_eq!(result["error"], error);
        }
        assert!(json("{").get("error").is_some());
        assert!(
            json(r#"{"id":"a"}"#)["error"]
                .as_str()
                .unwrap()
                .contains("kind")
        );
    }
}
