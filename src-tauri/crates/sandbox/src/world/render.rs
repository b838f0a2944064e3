//! Clients and links as the JSON text of an answer.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Link, Record, World};
use crate::clock::format_instant;

/// Members that a short record leaves out.
const CHILD_LISTS: [&str; 6] = [
    "addresses",
    "contactMethods",
    "bankAccounts",
    "documents",
    "riskAssessments",
    "tags",
];

impl World {
    /// The full client, with its links and what they show of their children now.
    pub(crate) fn render(&self, record: &Record, out: &mut String) {
        out.push('{');
        head(record, out);
        members(record, out);
        out.push_str(",\"linkedClients\":");
        self.render_links(record, None, out);
        out.push('}');
    }

    /// The links of a record as an array; only of one relationship type when given.
    pub(crate) fn render_links(
        &self,
        record: &Record,
        relationship_type: Option<&str>,
        out: &mut String,
    ) {
        out.push('[');
        let mut first = true;
        for link in &record.links {
            if relationship_type.is_some_and(|one| one != link.relationship_type.as_ref()) {
                continue;
            }
            if !first {
                out.push(',');
            }
            first = false;
            self.render_link(link, out);
        }
        out.push(']');
    }

    /// One link with what it shows of its child now.
    pub(crate) fn render_link(&self, link: &Link, out: &mut String) {
        let _ = write!(
            out,
            r#"{{"id":"{}","relationshipType":{},"createdAt":"{}","updatedAt":"{}","metadata":{},"client":"#,
            link.id,
            Value::from(link.relationship_type.as_ref()),
            format_instant(link.created_at),
            format_instant(link.updated_at),
            link.metadata.as_deref().unwrap_or("null"),
        );
        self.render_summary(link.child, out);
        out.push('}');
    }

    fn render_summary(&self, child: Uuid, out: &mut String) {
        let Some(record) = self.known(child) else {
            let _ = write!(out, r#"{{"id":"{child}"}}"#);
            return;
        };
        out.push('{');
        times(record, out);
        let core = record.core();
        if !core.is_empty() {
            out.push(',');
            out.push_str(&core);
        }
        out.push('}');
    }
}

/// The client without its child lists.
pub(crate) fn render_short(record: &Record, out: &mut String) {
    let mut kept: Map<String, Value> = record.members();
    kept.retain(|name, _| !CHILD_LISTS.contains(&name.as_str()));
    let short = Record::new(
        super::Head {
            id: record.id,
            created_at: record.created_at,
            updated_at: record.updated_at,
            is_primary: record.is_primary,
        },
        &kept,
        Vec::new(),
    );
    out.push('{');
    head(&short, out);
    members(&short, out);
    out.push('}');
}

/// A record whose members have the wrong types, with the id of the true one.
pub(crate) fn undecodable(id: Uuid) -> String {
    format!(
        r#"{{"type":"individual","name":null,"scopes":"MX","id":"{id}","createdAt":"ayer","updatedAt":12,"isPrimary":"quizá"}}"#
    )
}

fn head(record: &Record, out: &mut String) {
    times(record, out);
    let _ = write!(out, r#","isPrimary":{}"#, record.is_primary);
}

fn times(record: &Record, out: &mut String) {
    let (created, updated) = (
        format_instant(record.created_at),
        format_instant(record.updated_at),
    );
    let _ = write!(
        out,
        r#""id":"{}","createdAt":"{created}","updatedAt":"{updated}""#,
        record.id
    );
}

fn members(record: &Record, out: &mut String) {
    let length = out.len();
    out.push(',');
    record.push_members(out);
    if out.len() == length + 1 {
        out.truncate(length);
    }
}
