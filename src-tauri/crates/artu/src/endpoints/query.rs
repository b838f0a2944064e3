//! A request as the query of an address.

use serde_json::Value;

/// The members of an object as a query: plain values as they are, objects and lists in brackets, as
/// `filter[createdAt][gte]=…` and `sort[0][field]=…` (I).
pub(super) fn of(request: &Value) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    if let Value::Object(members) = request {
        for (name, value) in members {
            add(name, value, &mut pairs);
        }
    }
    pairs
}

fn add(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Object(members) => {
            for (member, value) in members {
                add(&format!("{name}[{member}]"), value, pairs);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                add(&format!("{name}[{index}]"), value, pairs);
            }
        }
        Value::String(text) => pairs.push((name.to_owned(), text.clone())),
        plain => pairs.push((name.to_owned(), plain.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn nested_members_stand_in_brackets() {
        let request = json!({
            "filter": {"createdAt": {"gte": "2026"}, "ids": ["a", "b"], "none": null},
            "sort": [{"field": "name"}],
            "limit": 5,
            "includeTotalCount": true,
        });
        let pairs = super::of(&request);
        let pairs: Vec<String> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        assert_eq!(
            pairs,
            [
                "filter[createdAt][gte]=2026",
                "filter[ids][0]=a",
                "filter[ids][1]=b",
                "sort[0][field]=name",
                "limit=5",
                "includeTotalCount=true",
            ]
        );
        assert!(super::of(&json!({})).is_empty());
    }
}
