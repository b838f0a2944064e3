//! The limits of the contract against those that are looked at before anything is sent.

use artu::{Error, Write};
use serde_json::{Value, json};

use crate::artu;
use crate::calls::{Case, cases};
use crate::contract_file::resolve;
use crate::server::{Reply, Server};

/// A value that breaks one limit of the contract.
struct Broken {
    /// Where it stands in the body, as a JSON pointer.
    place: String,
    limit: &'static str,
    value: Value,
}

/// One value for each limit of a schema that stands at a place of the sample.
fn broken(schema: &Value, sample: &Value) -> Vec<Broken> {
    let mut all = Vec::new();
    collect(schema, sample, "", &mut all);
    all
}

fn collect(schema: &Value, sample: &Value, place: &str, all: &mut Vec<Broken>) {
    let schema = resolve(schema);
    for (limit, value) in wrong_values(schema, sample) {
        all.push(Broken {
            place: place.to_owned(),
            limit,
            value,
        });
    }
    for parts in ["allOf", "anyOf", "oneOf"] {
        for part in schema[parts].as_array().into_iter().flatten() {
            collect(part, sample, place, all);
        }
    }
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(member) = sample.get(name) {
            collect(schema, member, &format!("{place}/{name}"), all);
        }
    }
    if let Some(item) = sample.get(0).filter(|_| schema.get("items").is_some()) {
        collect(&schema["items"], item, &format!("{place}/0"), all);
    }
}

fn wrong_values(schema: &Value, sample: &Value) -> Vec<(&'static str, Value)> {
    let number = |name: &str| schema[name].as_i64();
    let long = |length: i64| "ñ".repeat(usize::try_from(length).unwrap() + 1);
    let many = |length: i64| vec![sample[0].clone(); usize::try_from(length).unwrap() + 1];
    let mut wrong = Vec::new();
    if sample.is_string() {
        wrong.extend(number("minLength").map(|_| ("minLength", json!(""))));
        wrong.extend(number("maxLength").map(|most| ("maxLength", json!(long(most)))));
        let pattern = schema.get("pattern");
        wrong.extend(pattern.map(|_| ("pattern", json!("no colour"))));
    }
    if sample.is_array() {
        let least = number("minItems").filter(|least| *least > 0);
        wrong.extend(least.map(|_| ("minItems", json!([]))));
        wrong.extend(number("maxItems").map(|most| ("maxItems", json!(many(most)))));
    }
    if sample.is_number() {
        // What is below nothing has no place in the type.
        let least = number("minimum").filter(|least| *least > 0);
        wrong.extend(least.map(|least| ("minimum", json!(least - 1))));
        wrong.extend(number("maximum").map(|most| ("maximum", json!(most + 1))));
    }
    wrong
}

/// The body of a write as it is kept, at the place of the body as it is sent.
fn place_as_kept(kept: &Value, place: &str) -> String {
    let form = kept["body"].as_object().unwrap().keys().next().unwrap();
    match form.as_str() {
        "changes" => format!("/body/changes{}", place.strip_prefix("/data").unwrap()),
        form => format!("/body/{form}{place}"),
    }
}

fn looked_at(case: &Case) -> Vec<Broken> {
    match &case.contracted.request {
        Some(schema) => broken(schema, &case.request),
        None => Vec::new(),
    }
}

#[test]
fn a_kept_write_that_breaks_a_limit_is_not_read_back() {
    let mut seen = 0;
    for case in cases() {
        let Some(write) = case.write() else { continue };
        let kept = serde_json::to_value(&write).unwrap();
        assert_eq!(
            serde_json::from_value::<Write>(kept.clone()).unwrap(),
            write
        );
        for Broken {
            place,
            limit,
            value,
        } in looked_at(&case)
        {
            let mut broken = kept.clone();
            *broken.pointer_mut(&place_as_kept(&kept, &place)).unwrap() = value;
            let read = serde_json::from_value::<Write>(broken);
            assert!(read.is_err(), "{}: {limit} of {place}", case.operation);
            seen += 1;
        }
    }
    assert!(seen > 60, "{seen}");
}

#[tokio::test]
async fn a_call_that_breaks_a_limit_is_not_sent() {
    let server = Server::start([Reply::json(&json!({}))]).await;
    let artu = artu(&server.base);
    let mut seen = 0;
    for case in cases() {
        for Broken {
            place,
            limit,
            value,
        } in looked_at(&case)
        {
            let mut request = case.request.clone();
            *request.pointer_mut(&place).unwrap() = value;
            let outcome = (case.call)(artu.clone(), request).await;
            assert!(
                matches!(outcome, Err(Error::Request { .. })),
                "{}: {limit} of {place}: {outcome:?}",
                case.operation
            );
            seen += 1;
        }
    }
    assert!(seen > 80, "{seen}");
    assert!(server.seen().is_empty());
}
