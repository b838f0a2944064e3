//! Values inside records: what stands at a place, and what a record is with a change put into it.

use serde_json::{Map, Value};

/// The names that lead to a value, from the outside in.
pub(crate) type Place = Vec<String>;

/// What changes say and where: down to what is no object, or an empty one.
pub(crate) fn leaves(changes: &Map<String, Value>) -> Vec<(Place, &Value)> {
    let mut found = Vec::new();
    collect(changes, &Place::new(), &mut found);
    found
}

fn collect<'a>(
    changes: &'a Map<String, Value>,
    above: &Place,
    found: &mut Vec<(Place, &'a Value)>,
) {
    for (name, value) in changes {
        let mut place = above.clone();
        place.push(name.clone());
        match value {
            Value::Object(inner) if !inner.is_empty() => collect(inner, &place, found),
            _ => found.push((place, value)),
        }
    }
}

/// What stands at a place.
pub(crate) fn at<'a>(members: &'a Map<String, Value>, place: &[String]) -> Option<&'a Value> {
    let (first, rest) = place.split_first()?;
    let mut value = members.get(first)?;
    for name in rest {
        value = value.get(name)?;
    }
    Some(value)
}

/// A place in words, as in `scopeData.MX.rfc`.
pub(crate) fn path(place: &[String]) -> String {
    place.join(".")
}

/// What is there with a change put into it: objects member by member, anything else in the place of what was there.
pub(crate) fn put(present: Option<&Value>, change: &Value) -> Value {
    match (present, change) {
        (Some(Value::Object(present)), Value::Object(change)) => {
            Value::Object(put_all(present, change))
        }
        (_, Value::Object(change)) => Value::Object(put_all(&Map::new(), change)),
        (_, change) => change.clone(),
    }
}

/// Members with changes put into them.
pub(crate) fn put_all(
    present: &Map<String, Value>,
    changes: &Map<String, Value>,
) -> Map<String, Value> {
    let mut members = present.clone();
    for (name, change) in changes {
        let value = put(present.get(name), change);
        members.insert(name.clone(), value);
    }
    members
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn members(value: Value) -> Map<String, Value> {
        let Value::Object(members) = value else {
            panic!("an object");
        };
        members
    }

    #[test]
    fn a_change_leaves_what_it_does_not_name() {
        let present = members(json!({
            "name": "Ana", "scopeData": {"MX": {"rfc": "A", "nuevo": [1, {"a": null}]}, "US": null}
        }));
        for (changes, wanted) in [
            (
                json!({"scopeData": {"MX": {"rfc": "B"}}}),
                json!({"MX": {"rfc": "B", "nuevo": [1, {"a": null}]}, "US": null}),
            ),
            (
                json!({"scopeData": {"US": {"tin": "1"}}}),
                json!({"MX": {"rfc": "A", "nuevo": [1, {"a": null}]}, "US": {"tin": "1"}}),
            ),
            (
                json!({"scopeData": {"MX": {"rfc": null}}}),
                json!({"MX": {"rfc": null, "nuevo": [1, {"a": null}]}, "US": null}),
            ),
        ] {
            let after = put_all(&present, &members(changes));
            assert_eq!(after["scopeData"], wanted);
            assert_eq!(after["name"], "Ana");
        }
        assert_eq!(
            put(None, &json!({"MX": {"rfc": "B"}})),
            json!({"MX": {"rfc": "B"}})
        );
    }

    #[test]
    fn leaves_are_told_with_their_places() {
        let changes = members(json!({"name": "Ana", "scopeData": {"MX": {"rfc": "B", "x": {}}}}));
        let told: Vec<(String, Value)> = leaves(&changes)
            .into_iter()
            .map(|(place, value)| (path(&place), value.clone()))
            .collect();
        assert_eq!(
            told,
            [
                ("name".to_owned(), json!("Ana")),
                ("scopeData.MX.rfc".to_owned(), json!("B")),
                ("scopeData.MX.x".to_owned(), json!({})),
            ]
        );
        let place: Place = ["scopeData", "MX", "rfc"].map(str::to_owned).to_vec();
        assert_eq!(at(&changes, &place), Some(&json!("B")));
        assert_eq!(at(&changes, &["scopeData".into(), "US".into()]), None);
    }
}
