//! Records member by member, in a form in which two readings of the same state are equal.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use vault::Digest;

use crate::Error;

/// The member that lists the links.
pub(super) const LINKS: &str = "linkedClients";

/// The members of a record. What a link shows of its child belongs to the child, and is left out.
pub(super) fn members(raw: &str) -> Result<Map<String, Value>, Error> {
    let mut members: Map<String, Value> = serde_json::from_str(raw)?;
    if let Some(Value::Array(links)) = members.get_mut(LINKS) {
        for link in links {
            let child = link.pointer("/client/id").cloned();
            *link = json!({
                "id": link.get("id"),
                "client": child,
                "relationshipType": link.get("relationshipType"),
                "metadata": link.get("metadata"),
            });
        }
    }
    Ok(members)
}

/// Names of the members that differ.
pub(super) fn differing(one: &Map<String, Value>, other: &Map<String, Value>) -> Vec<String> {
    let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name))
        .cloned()
        .collect()
}

/// A digest that is the same for two readings of the same state.
pub(super) fn fingerprint(raw: &str) -> Result<Digest, Error> {
    let members: std::collections::BTreeMap<String, Value> = members(raw)?.into_iter().collect();
    Ok(Digest::of(serde_json::to_string(&members)?.as_bytes()))
}

/// A value for a person.
pub(super) fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "—".into(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}

/// Whether `present` holds what `wished` says: objects member by member, null like absent, anything else equal.
pub(super) fn agrees(present: Option<&Value>, wished: &Value) -> bool {
    match (present, wished) {
        (None | Some(Value::Null), Value::Null) => true,
        (Some(Value::Object(present)), Value::Object(wished)) => wished
            .iter()
            .all(|(name, value)| agrees(present.get(name), value)),
        (Some(present), wished) => present == wished,
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_that_changes_does_not_change_its_parent() {
        let parent = |name: &str| {
            json!({"id": "a", "linkedClients": [{"id": "l", "relationshipType": "t", "client": {"id": "c", "name": name}}]})
                .to_string()
        };
        assert_eq!(
            fingerprint(&parent("Ana")).unwrap(),
            fingerprint(&parent("Eva")).unwrap()
        );
        let other = parent("Ana").replace("\"t\"", "\"u\"");
        assert_ne!(
            fingerprint(&parent("Ana")).unwrap(),
            fingerprint(&other).unwrap()
        );
    }

    #[test]
    fn what_is_wished_is_looked_for_member_by_member() {
        let present = json!({"a": {"b": 1, "c": 2}, "d": null});
        for (wished, holds) in [
            (json!({"a": {"b": 1}}), true),
            (json!({"a": {"b": 2}}), false),
            (json!({"d": null, "e": null}), true),
            (json!({"e": 1}), false),
        ] {
            assert_eq!(agrees(Some(&present), &wished), holds, "{wished}");
        }
    }
}
