//! JSON values of a schema, as odd as the contract lets them be.

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::string::string_regex;
use serde_json::{Map, Value, json};

use super::contract;

/// Which way a value goes; says what the generator may add to the schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// From the server: an optional member may be `null` everywhere, and every object may have unknown members.
    Answer,
    /// To the server, as the contract has it.
    Request,
    /// To the server as a partial update: no member is required and each may be `null`.
    Update,
}

/// Words that no later version can add to: the environment is the program's own choice.
const CLOSED: [&str; 1] = ["Environment"];

/// Any JSON, two levels deep.
pub(crate) fn any_json() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        decimal(),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            open_map(inner).prop_map(Value::Object),
        ]
    })
    .boxed()
}

fn open_map(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    btree_map("[a-zA-Z ñé]{1,8}", value, 0..3).prop_map(|members| members.into_iter().collect())
}

/// A decimal number that its nearest binary fraction prints as.
fn decimal() -> impl Strategy<Value = Value> {
    (-1_000_000_000..1_000_000_000_i32, 0..6_i32)
        .prop_map(|(digits, places)| json!(f64::from(digits) / 10_f64.powi(places)))
}

fn date() -> impl Strategy<Value = String> {
    (1900..2100_u32, 1..=12_u32, 1..=28_u32).prop_map(|(y, m, d)| format!("{y}-{m:02}-{d:02}"))
}

/// An RFC 3339 time with any number of fraction digits and any offset.
fn time() -> impl Strategy<Value = String> {
    let clock = (0..24_u32, 0..60_u32, 0..60_u32);
    let fraction = prop_oneof![Just(String::new()), r"\.[0-9]{1,9}"];
    let offset = prop_oneof!["Z", "[+-]0[0-9]:[0-5][0-9]", r"[+-]1[0-3]:00"];
    (date(), clock, fraction, offset).prop_map(|(date, (h, m, s), fraction, offset)| {
        format!("{date}T{h:02}:{m:02}:{s:02}{fraction}{offset}")
    })
}

/// Values of a component schema.
pub(crate) fn of_name(name: &str, side: Side) -> BoxedStrategy<Value> {
    let schema = contract::schema(name);
    if CLOSED.contains(&name) {
        return prop::sample::select(list(schema, "enum").to_vec()).boxed();
    }
    of(schema, side)
}

/// Values of a schema.
fn of(schema: &'static Value, side: Side) -> BoxedStrategy<Value> {
    if let Some(name) = contract::reference(schema) {
        return of_name(name, side);
    }
    if let Some(constant) = schema.get("const") {
        return Just(constant.clone()).boxed();
    }
    if schema.get("enum").is_some() {
        let known = prop::sample::select(list(schema, "enum").to_vec());
        let unknown = "[a-z_]{1,12}".prop_map(Value::from);
        return prop_oneof![3 => known, 1 => unknown].boxed();
    }
    for choice in ["anyOf", "oneOf"] {
        if schema.get(choice).is_some() {
            return one_of(list(schema, choice), side);
        }
    }
    if schema.get("allOf").is_some() {
        return object(schema, side);
    }
    match &schema["type"] {
        Value::String(kind) => of_kind(kind, schema, side),
        Value::Array(kinds) => {
            let kinds = kinds.iter().filter_map(Value::as_str);
            prop::strategy::Union::new(kinds.map(|kind| of_kind(kind, schema, side))).boxed()
        }
        _ => any_json(),
    }
}

fn list(schema: &'static Value, member: &str) -> &'static [Value] {
    schema[member].as_array().expect("a list in the contract")
}

/// One of several schemas. Text or `null` alone is how the contract writes an output without a declared type: a number
/// may come there too.
fn one_of(choices: &'static [Value], side: Side) -> BoxedStrategy<Value> {
    let mut options: Vec<_> = choices.iter().map(|choice| of(choice, side)).collect();
    let untyped = choices.iter().any(|choice| choice["type"] == "null")
        && choices
            .iter()
            .all(|choice| choice["type"] == "null" || choice["type"] == "string");
    if side == Side::Answer && untyped {
        options.push(any::<i64>().prop_map(Value::from).boxed());
        options.push(decimal().boxed());
    }
    prop::strategy::Union::new(options).boxed()
}

fn of_kind(kind: &str, schema: &'static Value, side: Side) -> BoxedStrategy<Value> {
    match kind {
        "null" => Just(Value::Null).boxed(),
        "boolean" => any::<bool>().prop_map(Value::from).boxed(),
        // A count or size where the contract gives no least value.
        "integer" => {
            let least = schema["minimum"].as_i64().unwrap_or(0);
            let most = schema["maximum"].as_i64().unwrap_or(1 << 53);
            let number = (least..=most).prop_map(Value::from);
            if side == Side::Answer {
                let text = (least..=most).prop_map(|number| Value::from(number.to_string()));
                prop_oneof![3 => number, 1 => text].boxed()
            } else {
                number.boxed()
            }
        }
        "number" => prop_oneof![any::<i32>().prop_map(Value::from), decimal()].boxed(),
        "string" => text(schema),
        "array" => {
            let least = usize::from(schema["minItems"].as_u64().is_some_and(|least| least > 0));
            vec(of(&schema["items"], side), least..3)
                .prop_map(Value::from)
                .boxed()
        }
        "object" if schema.get("properties").is_none() => {
            open_map(any_json()).prop_map(Value::Object).boxed()
        }
        "object" => object(schema, side),
        other => panic!("the contract has a kind of value that is not read here: {other}"),
    }
}

fn text(schema: &'static Value) -> BoxedStrategy<Value> {
    let shortest = schema["minLength"].as_u64().unwrap_or(0);
    let pattern = schema["pattern"].as_str().map(|pattern| {
        pattern
            .trim_start_matches('^')
            .trim_end_matches('$')
            .to_owned()
    });
    match (schema["format"].as_str(), pattern) {
        (Some("uuid"), _) => any::<u128>()
            .prop_map(|bits| json!(uuid::Uuid::from_u128(bits).to_string()))
            .boxed(),
        (Some("date"), _) => date().prop_map(Value::from).boxed(),
        (Some("date-time"), _) => time().prop_map(Value::from).boxed(),
        (Some(format), _) => panic!("the contract has a format that is not read here: {format}"),
        (None, pattern) => string_regex(&pattern.unwrap_or(format!(".{{{shortest},16}}")))
            .expect("a pattern")
            .prop_map(Value::from)
            .boxed(),
    }
}

/// An object of named members, and some that the schema does not name.
fn object(schema: &'static Value, side: Side) -> BoxedStrategy<Value> {
    let (members, required) = contract::members(schema);
    let (names, values): (Vec<_>, Vec<_>) = members
        .into_iter()
        .map(|(name, schema)| {
            let needed = side != Side::Update && required.contains(&name);
            (name, member(of(schema, side), needed, side))
        })
        .unzip();
    let open = side == Side::Answer || schema["additionalProperties"] == true;
    let unknown = btree_map("x[A-Z][a-z]{1,6}", any_json(), 0..=usize::from(open) * 2);
    (values, unknown)
        .prop_map(move |(values, unknown)| {
            let there = names.iter().zip(values);
            let there = there.filter_map(|(name, value)| Some(((*name).to_owned(), value?)));
            Value::Object(there.chain(unknown).collect())
        })
        .boxed()
}

/// A member: absent, `null` or there, as far as the side has it.
fn member(value: BoxedStrategy<Value>, needed: bool, side: Side) -> BoxedStrategy<Option<Value>> {
    if needed {
        return value.prop_map(Some).boxed();
    }
    match side {
        Side::Request => option::of(value).boxed(),
        Side::Answer | Side::Update => {
            option::of(prop_oneof![1 => Just(Value::Null), 3 => value]).boxed()
        }
    }
}
