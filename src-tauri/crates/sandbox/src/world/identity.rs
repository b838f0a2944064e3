//! Identity checks. Who was checked and what came out follows from the client's id: a third of the clients were
//! checked once, and of these every other one twice.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::sample::derived;
use super::{Record, World};
use crate::clock::format_instant;
use crate::http::ApiError;

/// Marks of the ids of the first and the second run of a client.
const MARKS: [u8; 2] = [1, 2];
const DAY: i64 = 24 * 3_600 * 1_000;
const PROVIDER: &str = "sandbox";

/// One check: its id, its name, the member of `scopeData.MX` that it needs, if any.
const CHECKS: [(&str, &str, Option<&str>); 3] = [
    ("curp", "CURP en RENAPO", Some("curp")),
    ("rfc", "RFC en el SAT", Some("rfc")),
    ("lists", "Listas de personas bloqueadas", None),
];

impl World {
    /// Which checks can be run on a client and what is missing for the others.
    pub(crate) fn eligible_checks(&self, client: Uuid) -> Result<Value, ApiError> {
        let members = Value::Object(self.record(self.find(client)?).members());
        let checks = CHECKS.iter().map(|(id, name, needs)| {
            let missing: Vec<String> = needs.filter(|one| !has_key(&members, one)).map(|one| format!("scopeData.MX.{one}")).into_iter().collect();
            json!({"check": id, "displayName": name, "eligible": missing.is_empty(), "missingFields": missing})
        });
        Ok(checks.collect())
    }

    /// The runs of a client, newest first.
    pub(crate) fn identity_runs(&self, client: Uuid) -> Result<Vec<Value>, ApiError> {
        let record = self.record(self.find(client)?);
        let count = runs_of(record);
        Ok((0..count)
            .rev()
            .map(|number| Value::Object(run(record, number)))
            .collect())
    }

    /// The last outcome of every check of a client.
    pub(crate) fn identity_summary(&self, client: Uuid) -> Result<Value, ApiError> {
        let record = self.record(self.find(client)?);
        let Some(last) = runs_of(record).checked_sub(1) else {
            return Ok(json!([]));
        };
        let checks = outcomes(record).into_iter().map(|(id, name, status)| {
            json!({"name": name, "providerId": PROVIDER, "checkId": id, "status": status, "checkedAt": time_of(record, last)})
        });
        Ok(checks.collect())
    }

    /// A run with its checks.
    pub(crate) fn identity_run(&self, id: Uuid) -> Result<Value, ApiError> {
        let found = MARKS.iter().enumerate().find_map(|(number, mark)| {
            let record = self.record(self.find(derived(id, *mark)).ok()?);
            (number < runs_of(record)).then_some((record, number))
        });
        let (record, number) = found.ok_or_else(|| ApiError::not_found("Identity run"))?;
        let results = outcomes(record).into_iter().map(|(id, _, status)| {
            let reason = (status == "failed").then(|| json!({"message": "A member that the check needs is missing"}));
            json!({"checkId": id, "providerId": PROVIDER, "reason": reason, "createdAt": time_of(record, number), "data": {"status": status}})
        });
        let results: Vec<Value> = results.collect();
        let mut run = run(record, number);
        run.insert("checkResults".to_owned(), results.into());
        Ok(Value::Object(run))
    }
}

fn runs_of(record: &Record) -> usize {
    let byte = record.id.as_bytes()[0];
    if byte.is_multiple_of(3) {
        1 + usize::from(byte & 1)
    } else {
        0
    }
}

fn run(record: &Record, number: usize) -> Map<String, Value> {
    let results: Map<String, Value> = outcomes(record)
        .into_iter()
        .map(|(id, _, status)| (id.to_owned(), status.into()))
        .collect();
    let mut run = Map::new();
    run.insert(
        "id".to_owned(),
        derived(record.id, MARKS[number]).to_string().into(),
    );
    run.insert("clientId".to_owned(), record.id.to_string().into());
    run.insert("checkedBy".to_owned(), "oficial".into());
    run.insert("results".to_owned(), results.into());
    run.insert("createdAt".to_owned(), time_of(record, number).into());
    run
}

fn time_of(record: &Record, number: usize) -> String {
    format_instant(record.created_at + DAY * i64::try_from(number + 1).unwrap_or(1))
}

fn outcomes(record: &Record) -> Vec<(&'static str, &'static str, &'static str)> {
    let members = Value::Object(record.members());
    let outcome = |needs: Option<&str>| match needs {
        Some(one) if !has_key(&members, one) => "failed",
        None if record.id.as_bytes()[1].is_multiple_of(16) => "hit",
        _ => "cleared",
    };
    CHECKS
        .iter()
        .map(|(id, name, needs)| (*id, *name, outcome(*needs)))
        .collect()
}

fn has_key(members: &Value, name: &str) -> bool {
    members
        .pointer(&format!("/scopeData/MX/{name}"))
        .is_some_and(|one| !one.is_null())
}
