//! What a client can be known by in texts about others: its id, and the values of its record that are its own.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::params;
use serde_json::Value;

use crate::{error::Result, identity::ClientId, store::Session};

/// A value with fewer digits is no identifier: a street number, a year.
const DIGITS: usize = 8;

/// What a client can be known by.
pub(super) struct Traces {
    id: String,
    /// In lower case.
    values: Vec<String>,
}

impl Traces {
    /// Gathers them from its present record and every earlier one.
    pub(super) fn of(session: &Session, id: ClientId, number: i64) -> Result<Self> {
        let id = id.to_string().to_lowercase();
        let mut values = BTreeSet::new();
        let columns: (String, Option<String>, Option<String>) = session.connection.query_row(
            "SELECT name, rfc, curp FROM clients WHERE number = ?1",
            [number],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        values.extend(
            [Some(columns.0), columns.1, columns.2]
                .into_iter()
                .flatten(),
        );
        let mut statement = session.connection.prepare(
            "SELECT codec, raw FROM client_records WHERE number = ?1 \
             UNION ALL SELECT codec, raw FROM revisions WHERE number = ?1",
        )?;
        let mut rows = statement.query(params![number])?;
        while let Some(row) = rows.next()? {
            let raw = session.expand(row.get(0)?, &row.get::<_, Vec<u8>>(1)?)?;
            if let Ok(mut record) = serde_json::from_str::<Value>(&raw) {
                // Whom it was linked to is not forgotten with it.
                if let Some(members) = record.as_object_mut() {
                    members.remove("linkedClients");
                }
                gather(&record, &mut values);
            }
        }
        Ok(Self {
            values: values
                .into_iter()
                .map(|value| value.trim().to_lowercase())
                .filter(|value| value.chars().count() > 3)
                .collect(),
            id,
        })
    }

    /// Its id as text, in lower case.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Whether a text that people wrote names it.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        text.contains(&self.id)
            || self
                .values
                .iter()
                .any(|value| text.contains(value.as_str()))
    }

    /// Whether a record or another text of programs has its id.
    pub(super) fn id_is_in(&self, text: &str) -> bool {
        text.contains(&self.id) || text.to_lowercase().contains(&self.id)
    }

    /// The record of another without the parts that name it; `None` when it cannot be read.
    pub(super) fn taken_out_of(&self, raw: &str) -> Option<String> {
        let mut record: Value = serde_json::from_str(raw).ok()?;
        if let Value::Object(members) = &mut record {
            for (_, member) in members.iter_mut() {
                if self.strip(member) {
                    *member = Value::Null;
                }
            }
        }
        let text = record.to_string();
        (!self.id_is_in(&text)).then_some(text)
    }

    /// Takes the items of lists that name it out; whether the value itself does and no list around it was found yet.
    fn strip(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => self.id_is_in(text),
            Value::Array(items) => {
                items.retain_mut(|item| !self.strip(item));
                false
            }
            Value::Object(members) => members
                .iter_mut()
                .fold(false, |names, (_, member)| self.strip(member) || names),
            _ => false,
        }
    }
}

/// Addresses for mail, and what has as many digits as an identifier or a telephone number.
fn gather(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) => {
            let digits = text.chars().filter(char::is_ascii_digit).count();
            let is_time = text.parse::<Timestamp>().is_ok();
            if text.contains('@') || digits >= DIGITS && !is_time {
                into.insert(text.clone());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, into)),
        Value::Object(members) => members.values().for_each(|member| gather(member, into)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn traces() -> Traces {
        Traces {
            id: "00000000-0000-4000-8000-00000000000a".into(),
            values: vec!["irene solís".into(), "irene@example.test".into()],
        }
    }

    #[test]
    fn the_items_of_lists_that_name_it_go_and_the_rest_stays_in_its_order() {
        let traces = traces();
        let record = json!({
            "z": 1, "name": "Otra",
            "linkedClients": [
                {"id": "l1", "client": {"id": traces.id().to_uppercase(), "name": "Irene Solís"}},
                {"id": "l2", "client": {"id": "b", "name": "Berta"}}
            ],
            "mainContact": {"clientId": traces.id(), "since": 2020},
            "a": [[traces.id(), "kept"]]
        });
        let taken = traces.taken_out_of(&record.to_string()).unwrap();
        let wanted = json!({
            "z": 1, "name": "Otra",
            "linkedClients": [{"id": "l2", "client": {"id": "b", "name": "Berta"}}],
            "mainContact": null,
            "a": [["kept"]]
        });
        assert_eq!(taken, wanted.to_string());
        assert!(traces.taken_out_of("no JSON").is_none());
    }

    #[test]
    fn texts_of_people_name_it_by_name_or_address_in_any_case() {
        let traces = traces();
        assert!(traces.are_in("Llamar a IRENE SOLÍS mañana"));
        assert!(traces.are_in("Irene@Example.test"));
        assert!(!traces.are_in("Irene"));
    }
}
