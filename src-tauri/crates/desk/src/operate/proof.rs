//! Comparing: with the rehearsal before a write, and with what was announced after it.

use std::collections::BTreeSet;

use artu::models::{Client, ClientId, Record, RelationshipType};
use serde_json::{Map, Value};
use vault::Operation;

use super::stored;
use crate::{
    Error, Session,
    contract::{ConflictRow, Language, ProofRow, ProofView},
    text,
};

/// Members that a promotion moves by itself, so that they say nothing about the rest.
const MOVES: [&str; 2] = ["isPrimary", "updatedAt"];

/// What moved on the server since the rehearsal; empty when nothing did.
pub(super) fn conflict(
    session: &Session,
    operation: &Operation,
    present: &Record<Client>,
    language: Language,
) -> Result<Vec<ConflictRow>, Error> {
    let Some(base) = operation.base else {
        return Ok(Vec::new());
    };
    if vault::Digest::of(present.raw_text().as_bytes()) == base.digest {
        return Ok(Vec::new());
    }
    let before = session
        .vault()
        .read(|view| view.revisions().by_digest(present.value.id, base.digest))?;
    let base_members = before
        .map(|revision| members(&revision.raw))
        .transpose()?
        .unwrap_or_default();
    let now_members = members(present.raw_text())?;
    let mut names = differing(&base_members, &now_members);
    if names.len() > 1 {
        // The time of change moves with every change and says nothing beside the others.
        names.retain(|name| name != "updatedAt");
    }
    Ok(names
        .into_iter()
        .map(|name| ConflictRow {
            label: text::field_label(&name, language),
            base: shown(base_members.get(&name)),
            mine: if name == "isPrimary" {
                text::yes_no(true, language).into()
            } else {
                text::unchanged(language).into()
            },
            theirs: shown(now_members.get(&name)),
            field: name,
        })
        .collect())
}

/// Reads the client and the anchors of the households the rehearsal spoke of.
pub(super) async fn read_household(
    session: &Session,
    operation: &Operation,
    client: ClientId,
) -> Result<Vec<Record<Client>>, artu::Error> {
    let mut read = vec![session.artu().clients().get(client).await?];
    let anchors = stored::rehearsal(operation)
        .map(|rehearsal| rehearsal.before)
        .unwrap_or_default();
    for anchor in anchors
        .iter()
        .map(|household| household.id)
        .filter(|id| *id != client)
    {
        match session.artu().clients().get(anchor).await {
            Ok(record) => read.push(record),
            Err(artu::Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// What was read back beside what was announced.
pub(super) fn compare(
    session: &Session,
    operation: &Operation,
    before: &Record<Client>,
    read: &[Record<Client>],
    language: Language,
) -> Result<ProofView, Error> {
    let mut rows = Vec::new();
    if let Some(after) = read
        .iter()
        .find(|record| record.value.id == before.value.id)
    {
        rows.push(primary_row(&after.value, true, language));
        rows.extend(member_rows(before, after, language)?);
    }
    for household in stored::rehearsal(operation)?.before {
        if household.id == before.value.id {
            continue;
        }
        let was_primary = household
            .members
            .first()
            .is_none_or(|anchor| anchor.is_primary);
        match read.iter().find(|record| record.value.id == household.id) {
            Some(anchor) => {
                rows.push(primary_row(&anchor.value, was_primary, language));
                rows.push(links_row(session, &anchor.value, language)?);
            }
            None => rows.push(ProofRow {
                what: text::proof_primary(&household.name, language),
                announced: text::yes_no(was_primary, language).into(),
                read_back: "—".into(),
                same: false,
            }),
        }
    }
    Ok(ProofView {
        read_at: session.now(),
        same: rows.iter().all(|row| row.same),
        rows,
    })
}

fn primary_row(client: &Client, announced: bool, language: Language) -> ProofRow {
    ProofRow {
        what: text::proof_primary(&client.full_name(), language),
        announced: text::yes_no(announced, language).into(),
        read_back: text::yes_no(client.is_primary, language).into(),
        same: client.is_primary == announced,
    }
}

/// One line for each member that moved without being announced, or one that says that none did.
fn member_rows(
    before: &Record<Client>,
    after: &Record<Client>,
    language: Language,
) -> Result<Vec<ProofRow>, Error> {
    let name = after.value.full_name();
    let moved: Vec<String> = differing(&members(before.raw_text())?, &members(after.raw_text())?)
        .into_iter()
        .filter(|member| !MOVES.contains(&member.as_str()))
        .collect();
    if moved.is_empty() {
        return Ok(vec![unmoved_row(
            text::proof_rest(&name, language),
            true,
            language,
        )]);
    }
    Ok(moved
        .iter()
        .map(|member| unmoved_row(text::proof_member(&name, member, language), false, language))
        .collect())
}

fn unmoved_row(what: String, same: bool, language: Language) -> ProofRow {
    let read_back = if same {
        text::unchanged(language)
    } else {
        text::changed(language)
    };
    ProofRow {
        what,
        announced: text::unchanged(language).into(),
        read_back: read_back.into(),
        same,
    }
}

/// The anchor's links beside those that were stored when the operation was rehearsed.
fn links_row(session: &Session, anchor: &Client, language: Language) -> Result<ProofRow, Error> {
    let announced: BTreeSet<(ClientId, RelationshipType)> = session
        .vault()
        .read(|view| view.links().children_of(anchor.id))?
        .into_iter()
        .map(|link| (link.child, link.relationship))
        .collect();
    let read: BTreeSet<(ClientId, RelationshipType)> = anchor
        .linked_clients
        .iter()
        .flatten()
        .map(|link| (link.client.id, link.relationship_type.clone()))
        .collect();
    Ok(ProofRow {
        what: text::proof_links(&anchor.full_name(), language),
        announced: announced.len().to_string(),
        read_back: read.len().to_string(),
        same: announced == read,
    })
}

fn members(raw: &str) -> Result<Map<String, Value>, Error> {
    Ok(serde_json::from_str(raw)?)
}

fn differing(one: &Map<String, Value>, other: &Map<String, Value>) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name))
        .cloned()
        .collect()
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None => "—".into(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
