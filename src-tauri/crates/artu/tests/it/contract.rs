//! The table of operations and the records against the contract file.

use std::collections::BTreeSet;

use artu::models::{Address, BankAccount, Client, ContactMethod, Document};
use artu::{Operation, Operations};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

const CONTRACT: &str = include_str!("../../contract/openapi.yaml");

/// Method and path of each operation, with every place for an id written as `{}`.
fn contract_operations() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut path = String::new();
    for line in CONTRACT.lines().take_while(|line| *line != "components:") {
        let indent = line.len() - line.trim_start().len();
        let name = line.trim().trim_end_matches(':');
        if indent == 2 && name.starts_with('/') {
            path = places(name);
        } else if indent == 4 && line.ends_with(':') {
            found.insert(format!("{} {path}", name.to_uppercase()));
        }
    }
    found
}

fn places(path: &str) -> String {
    let names = path
        .split('/')
        .map(|part| if part.starts_with('{') { "{}" } else { part });
    names.collect::<Vec<_>>().join("/")
}

#[test]
fn every_default_operation_is_in_the_contract() {
    let contract = contract_operations();
    assert!(contract.len() > 90);
    let Value::Object(table) = serde_json::to_value(Operations::default()).unwrap() else {
        panic!("not an object");
    };
    let operations: Vec<Operation> = table
        .into_iter()
        .filter_map(|(_, value)| serde_json::from_value(value).ok())
        .collect();
    assert_eq!(operations.len(), 11);
    for operation in operations {
        let method = serde_json::to_value(operation.method).unwrap();
        let wanted = format!("{} {}", method.as_str().unwrap(), places(&operation.path));
        assert!(contract.contains(&wanted), "{wanted}");
    }
}

/// Names of the members of a schema.
fn members(schema: &str) -> Vec<&'static str> {
    let start = format!("    {schema}:");
    CONTRACT
        .lines()
        .skip_while(|line| *line != start)
        .skip_while(|line| *line != "      properties:")
        .skip(1)
        .take_while(|line| line.starts_with("        "))
        .filter(|line| !line.starts_with("         "))
        .map(|line| line.trim().trim_end_matches(':'))
        .collect()
}

/// Decodes a record with every member of its schema; what is left in `unknown` has no typed place.
fn untyped<T: DeserializeOwned>(
    schema: &str,
    unknown: impl Fn(&T) -> &Map<String, Value>,
) -> Vec<String> {
    const ID: &str = "11111111-1111-4111-8111-111111111111";
    let members = members(schema);
    assert!(members.len() > 10, "{schema} is not read");
    let record: Map<String, Value> = members
        .iter()
        .map(|name| {
            let value = match *name {
                "id" | "clientId" => json!(ID),
                "type" | "name" | "value" => json!("other"),
                "createdAt" | "updatedAt" => json!("2026-01-01T00:00:00Z"),
                "scopes" => json!(["MX"]),
                "isPrimary" => json!(true),
                _ => Value::Null,
            };
            ((*name).to_owned(), value)
        })
        .collect();
    let value: T = serde_json::from_value(Value::Object(record)).unwrap();
    unknown(&value).keys().cloned().collect()
}

#[test]
fn every_member_of_the_contract_has_its_place() {
    let none: Vec<String> = Vec::new();
    assert_eq!(untyped("Client", |client: &Client| &client.unknown), none);
    assert_eq!(
        untyped("Address", |address: &Address| &address.unknown),
        none
    );
    assert_eq!(
        untyped("BankAccount", |account: &BankAccount| &account.unknown),
        none
    );
    assert_eq!(
        untyped("ContactMethod", |method: &ContactMethod| &method.unknown),
        none
    );
    assert_eq!(
        untyped("Document", |document: &Document| &document.unknown),
        none
    );
}
