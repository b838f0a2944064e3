//! Reviews: an analyst's verdict on a household, tied to what was seen, and what changed since.

use std::collections::{BTreeMap, BTreeSet};

use artu::models::ClientId;
use serde_json::{Map, Value};
use vault::{Household, NewReview, Review, SeenClient, View};

use crate::{
    Error, Session, Usage,
    contract::{
        ChangeKind, ChangeView, ChangesView, FieldChange, Language, ReviewRequest, ReviewState,
        Topic,
    },
    finding,
    journal::{self, Action},
    rules, text,
    words::review_state,
};

/// Members that move with every write and say nothing by themselves.
const MOVES: [&str; 1] = ["updatedAt"];

/// Records a verdict on a household as it stands.
///
/// # Errors
/// When the note is missing, there is no such household, or the vault cannot be written.
pub fn record(session: &Session, request: &ReviewRequest) -> Result<ReviewState, Error> {
    let note = request.note.trim();
    if note.is_empty() {
        return Err(Error::Usage(Usage::Note));
    }
    let now = session.now();
    let state = session.vault().write(|tx| {
        let household = tx
            .view()
            .households()
            .household(request.household_id)?
            .ok_or(Error::NotFound)?;
        let review = NewReview {
            household: request.household_id,
            verdict: request.verdict.into(),
            note: note.into(),
            analyst: session.analyst().into(),
            at: now,
            seen: seen(&household),
            links_digest: household.links_digest,
            pack: match finding::checked_with(tx.view())? {
                Some(pack) => pack,
                None => rules::in_force_in(session, tx.view())?.pack.label().into(),
            },
        };
        tx.reviews().add(&review)?;
        journal::append(
            tx,
            now,
            session.analyst(),
            Action::Reviewed,
            &[request.household_id.to_string()],
            &(request.verdict, note, &review.seen, &review.pack),
        )?;
        latest(tx.view(), request.household_id, false)?.ok_or(Error::NotFound)
    })?;
    // That the one before was old is settled by this one.
    finding::check(session, &[request.household_id])?;
    session.changed(Topic::Reviews);
    Ok(state)
}

/// The last review of a household as it is shown.
pub(crate) fn latest(
    view: View<'_>,
    household: ClientId,
    outdated: bool,
) -> Result<Option<ReviewState>, Error> {
    Ok(view
        .reviews()
        .latest(household)?
        .map(|review| review_state(review, outdated)))
}

fn seen(household: &Household) -> Vec<SeenClient> {
    household
        .members
        .iter()
        .filter(|member| member.gone_since.is_none())
        .filter_map(|member| {
            Some(SeenClient {
                client_id: member.id,
                digest: member.digest?,
                updated_at: member.updated_at?,
            })
        })
        .collect()
}

/// What changed in a household since its last review.
///
/// # Errors
/// When there is no such household or the vault cannot be read.
pub fn changes(
    session: &Session,
    household: ClientId,
    language: Language,
) -> Result<ChangesView, Error> {
    session.vault().read(|view| {
        let present = view
            .households()
            .household(household)?
            .ok_or(Error::NotFound)?;
        let mut history = view.reviews().history(household)?.into_iter();
        let last = history.next();
        let data = match &last {
            Some(review) => compare(view, &present, review, language)?,
            None => Vec::new(),
        };
        Ok(ChangesView {
            household_id: household,
            review: last.map(|review| review_state(review, present.review.outdated)),
            total: data.len() as u64,
            data,
            history: history.map(|review| review_state(review, true)).collect(),
        })
    })
}

fn compare(
    view: View<'_>,
    present: &Household,
    review: &Review,
    language: Language,
) -> Result<Vec<ChangeView>, Error> {
    let seen: BTreeMap<ClientId, &SeenClient> = review
        .seen
        .iter()
        .map(|seen| (seen.client_id, seen))
        .collect();
    let mut changes = Vec::new();
    for member in &present.members {
        let change = |kind, fields| ChangeView {
            client_id: member.id,
            client_name: member.name.clone(),
            kind,
            fields,
        };
        match seen.get(&member.id) {
            None if member.gone_since.is_some() => {}
            None => changes.push(change(ChangeKind::Joined, Vec::new())),
            Some(_) if member.gone_since.is_some_and(|gone| gone > review.at) => {
                changes.push(change(ChangeKind::Gone, Vec::new()));
            }
            Some(before) if member.digest != Some(before.digest) => {
                match changed_fields(view, member.id, before, language)? {
                    Some(fields) if fields.is_empty() => {}
                    fields => changes.push(change(ChangeKind::Changed, fields.unwrap_or_default())),
                }
            }
            Some(_) => {}
        }
    }
    let now: BTreeSet<ClientId> = present.members.iter().map(|member| member.id).collect();
    for id in seen.keys().filter(|id| !now.contains(id)) {
        let client_name = view
            .clients()
            .row(*id)?
            .map(|row| row.name)
            .unwrap_or_default();
        changes.push(ChangeView {
            client_id: *id,
            client_name,
            kind: ChangeKind::Left,
            fields: Vec::new(),
        });
    }
    if present.links_digest != review.links_digest {
        let client_name = present
            .members
            .first()
            .map(|anchor| anchor.name.clone())
            .unwrap_or_default();
        changes.push(ChangeView {
            client_id: present.id,
            client_name,
            kind: ChangeKind::Links,
            fields: Vec::new(),
        });
    }
    Ok(changes)
}

/// The fields that differ from the version that was seen; `None` when that version is not kept any more.
fn changed_fields(
    view: View<'_>,
    id: ClientId,
    before: &SeenClient,
    language: Language,
) -> Result<Option<Vec<FieldChange>>, Error> {
    let then = view
        .revisions()
        .by_digest(id, before.digest)?
        .map(|revision| revision.raw);
    let Some(now) = view.clients().get(id)? else {
        return Ok(Some(Vec::new()));
    };
    let Some(then) = then else {
        // A short record that was completed leaves no version behind, and is no change at Artu.
        let moved = now.row.updated_at != before.updated_at;
        return Ok((!moved).then(Vec::new));
    };
    let (then, now): (Map<String, Value>, Map<String, Value>) = (
        serde_json::from_str(&then)?,
        serde_json::from_str(&now.raw)?,
    );
    let mut fields = Vec::new();
    differences("", &Value::Object(then), &Value::Object(now), &mut fields);
    fields.retain(|field| !MOVES.contains(&field.field.as_str()));
    for field in &mut fields {
        field.label = text::field_label(&field.field, language);
    }
    Ok(Some(fields))
}

/// Collects the leaves in which two values differ, each with its path.
fn differences(path: &str, before: &Value, after: &Value, into: &mut Vec<FieldChange>) {
    if before == after {
        return;
    }
    if let (Value::Object(one), Value::Object(other)) = (before, after) {
        let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
        for name in names {
            let below = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            };
            let of = |map: &Map<String, Value>| map.get(name).cloned().unwrap_or(Value::Null);
            differences(&below, &of(one), &of(other), into);
        }
    } else if let (Value::Array(one), Value::Array(other)) = (before, after) {
        for at in 0..one.len().max(other.len()) {
            let of = |list: &[Value]| list.get(at).cloned().unwrap_or(Value::Null);
            differences(&format!("{path}[{at}]"), &of(one), &of(other), into);
        }
    } else {
        into.push(FieldChange {
            field: path.into(),
            label: path.into(),
            before: shown(before),
            after: shown(after),
        });
    }
}

fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn between(before: &Value, after: &Value) -> Vec<(String, Option<String>, Option<String>)> {
        let mut into = Vec::new();
        differences("", before, after, &mut into);
        into.into_iter()
            .map(|field| (field.field, field.before, field.after))
            .collect()
    }

    #[test]
    fn differences_are_told_by_their_path() {
        let found = between(
            &json!({ "scopeData": { "MX": { "rfc": "A" } }, "tags": [1], "same": true }),
            &json!({ "scopeData": { "MX": { "rfc": "B" } }, "tags": [1, 2], "same": true }),
        );
        assert_eq!(
            found,
            [
                (
                    "scopeData.MX.rfc".into(),
                    Some("A".into()),
                    Some("B".into())
                ),
                ("tags[1]".into(), None, Some("2".into())),
            ]
        );
    }

    #[test]
    fn a_member_that_goes_absent_is_told() {
        assert_eq!(
            between(&json!({ "name": "Irene" }), &json!({})),
            [("name".into(), Some("Irene".into()), None)]
        );
    }
}
