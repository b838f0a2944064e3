//! When two JSON values say the same.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::strategy::Side;

/// Members that read as their default, no or no items, where they are absent or `null`.
const DEFAULTED: [&str; 11] = [
    "blockers",
    "checkResults",
    "counts",
    "isAlerted",
    "isPrimary",
    "isVerified",
    "items",
    "missingFields",
    "nationalities",
    "relatedClientIds",
    "scopes",
];

/// Members that are kept as text although a number may come.
const TEXTS: [&str; 17] = [
    "accountNumber",
    "bankCode",
    "clabe",
    "claveSujetoObligado",
    "codigoBanco",
    "codigoPlaza",
    "country",
    "currency",
    "employeeId",
    "exteriorNumber",
    "giroMercantil",
    "interiorNumber",
    "lastName",
    "nextCursor",
    "numeroCuenta",
    "postalCode",
    "transactionCurrency",
];

/// Members that are kept as a whole number although text may come.
pub(super) const COUNTS: [&str; 10] = [
    "age",
    "created",
    "creates",
    "index",
    "itemCount",
    "size",
    "total",
    "totalCount",
    "updated",
    "updates",
];

/// Whether what was kept says all that the server said and nothing else. Apart from the members named above, a `null` and
/// an absent member of a type are alike, and times are equal as instants.
pub(crate) fn same(sent: &Value, kept: &Value) -> bool {
    alike("", sent, kept)
}

fn alike(name: &str, sent: &Value, kept: &Value) -> bool {
    match (sent, kept) {
        (Value::Object(sent), Value::Object(kept)) => {
            let said = sent.iter().all(|(name, sent)| match kept.get(name) {
                Some(kept) => alike(name, sent, kept),
                None => says_nothing(name, sent),
            });
            let more = kept.iter().filter(|(name, _)| !sent.contains_key(*name));
            said && more.into_iter().all(|(name, kept)| is_default(name, kept))
        }
        (Value::Array(sent), Value::Array(kept)) => {
            sent.len() == kept.len() && sent.iter().zip(kept).all(|(s, k)| alike(name, s, k))
        }
        (Value::Null, kept) => kept.is_null() || is_default(name, kept),
        // One nationality may come as text and is read as a list.
        (Value::String(_), Value::Array(kept)) if name == "nationalities" => {
            kept.as_slice() == std::slice::from_ref(sent)
        }
        (Value::Number(sent), Value::String(kept)) if TEXTS.contains(&name) => {
            sent.to_string() == *kept
        }
        (Value::String(sent), Value::Number(kept)) if COUNTS.contains(&name) => {
            *sent == kept.to_string()
        }
        (Value::String(sent), Value::String(kept)) if is_time(name) => {
            sent == kept || same_instant(sent, kept)
        }
        _ => sent == kept,
    }
}

/// Whether a member that was sent may be absent from what was kept. One that no type names may not.
fn says_nothing(name: &str, sent: &Value) -> bool {
    let unknown = name
        .strip_prefix('x')
        .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_uppercase()));
    let no_nationality = name == "nationalities" && *sent == Value::Array(Vec::new());
    (sent.is_null() && !unknown) || no_nationality
}

fn is_default(name: &str, kept: &Value) -> bool {
    let nothing = *kept == Value::Bool(false) || kept.as_array().is_some_and(Vec::is_empty);
    nothing && DEFAULTED.contains(&name)
}

fn is_time(name: &str) -> bool {
    name.ends_with("At") || name == "timestamp"
}

fn same_instant(one: &str, other: &str) -> bool {
    match (one.parse::<Timestamp>(), other.parse::<Timestamp>()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// A body in the form in which it is sent: times in UTC, one nationality as a list of one. In a request, an empty filter,
/// sort or list of nationalities is the same as none.
pub(crate) fn as_sent(body: &Value, side: Side) -> Value {
    match body {
        Value::String(text) => match text.parse::<Timestamp>() {
            Ok(time) => Value::from(time.to_string()),
            Err(_) => body.clone(),
        },
        Value::Array(items) => items.iter().map(|item| as_sent(item, side)).collect(),
        Value::Object(members) => Value::Object(members_as_sent(members, side)),
        other => other.clone(),
    }
}

fn members_as_sent(members: &Map<String, Value>, side: Side) -> Map<String, Value> {
    let mut sent = Map::new();
    for (name, value) in members {
        let mut value = as_sent(value, side);
        if name == "nationalities" && value.is_string() {
            value = Value::Array(vec![value]);
        }
        let empty = match &value {
            Value::Array(items) => items.is_empty(),
            Value::Object(members) => members.is_empty(),
            _ => false,
        };
        let says_nothing = matches!(name.as_str(), "nationalities" | "filter" | "sort");
        if !(empty && says_nothing && side == Side::Request) {
            sent.insert(name.clone(), value);
        }
    }
    sent
}

#[test]
fn what_is_lost_invented_or_changed_is_seen() {
    use serde_json::json;

    for (sent, kept) in [
        (json!({"name": "x"}), json!({})),
        (json!({"xNote": null}), json!({})),
        (json!({"name": null}), json!({"name": "x"})),
        (json!({}), json!({"name": null})),
        (json!({}), json!({"isPrimary": true})),
        (json!({"name": "x"}), json!({"name": ["x"]})),
        (json!({"name": 1}), json!({"name": "1"})),
        (json!({"clabe": 12}), json!({"clabe": "012"})),
        (json!({"name": "1"}), json!({"name": 1})),
        (json!({"tags": [null]}), json!({"tags": ["x"]})),
        (
            json!({"name": "2026-01-01T00:00:00Z"}),
            json!({"name": "2026-01-01T01:00:00+01:00"}),
        ),
    ] {
        assert!(!same(&sent, &kept), "{sent} {kept}");
    }
    for (sent, kept) in [
        (json!({"name": null}), json!({})),
        (json!({}), json!({"isPrimary": false, "scopes": []})),
        (
            json!({"nationalities": "MX"}),
            json!({"nationalities": ["MX"]}),
        ),
        (json!({"clabe": 12}), json!({"clabe": "12"})),
        (json!({"age": "41"}), json!({"age": 41})),
        (
            json!({"createdAt": "2026-01-01T01:00:00+01:00"}),
            json!({"createdAt": "2026-01-01T00:00:00Z"}),
        ),
    ] {
        assert!(same(&sent, &kept), "{sent} {kept}");
    }
}
