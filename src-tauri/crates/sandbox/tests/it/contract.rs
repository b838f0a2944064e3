//! Every answer holds the members that the contract file requires.

use std::collections::HashMap;
use std::sync::LazyLock;

use sandbox::Environment;
use serde_json::{Value, json};

use crate::caller::{start, text};

const CONTRACT: &str = include_str!("../../../artu/contract/openapi.yaml");

/// The required members of every schema of the contract.
static REQUIRED: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(read_required);

/// Reads the required members from the lines of its two fixed depths.
fn read_required() -> HashMap<&'static str, Vec<&'static str>> {
    let mut schemas: HashMap<&str, Vec<&str>> = HashMap::new();
    let (mut name, mut listing) = ("", false);
    for line in CONTRACT
        .lines()
        .skip_while(|line| *line != "  schemas:")
        .skip(1)
    {
        let depth = line.len() - line.trim_start().len();
        if depth == 4 {
            name = line.trim().trim_end_matches(':');
            listing = false;
        } else if depth == 6 {
            match line.trim().strip_prefix("- ") {
                Some(member) if listing => schemas.entry(name).or_default().push(member),
                _ => listing = line.trim() == "required:",
            }
        }
    }
    schemas
}

fn holds(schema: &str, document: &Value) {
    let members = REQUIRED
        .get(schema)
        .unwrap_or_else(|| panic!("{schema} requires nothing"));
    for member in members {
        assert!(
            document.get(member).is_some(),
            "{schema} lacks {member}: {document}"
        );
    }
}

fn each(schema: &str, documents: &Value) {
    let documents = documents.as_array().unwrap();
    assert!(!documents.is_empty(), "{schema}");
    for document in documents {
        holds(schema, document);
    }
}

fn client(document: &Value) {
    let read = artu::models::Record::<artu::models::Client>::parse(&document.to_string());
    let read = read.unwrap_or_else(|error| panic!("{error:?}: {document}"));
    assert!(
        read.malformed.is_empty(),
        "{:?}: {document}",
        read.malformed
    );
    holds("Client", document);
    each("Address", &document["addresses"]);
    each("ContactMethod", &document["contactMethods"]);
    each("BankAccount", &document["bankAccounts"]);
    each("Document", &document["documents"]);
    for link in document["linkedClients"].as_array().unwrap() {
        holds("LinkedClient", link);
        holds("ClientSummary", &link["client"]);
    }
}

#[test]
fn the_contract_file_is_read() {
    assert_eq!(
        REQUIRED["Client"],
        [
            "type",
            "name",
            "scopes",
            "id",
            "createdAt",
            "updatedAt",
            "isPrimary"
        ]
    );
    assert_eq!(REQUIRED["Error"], ["message"]);
}

#[tokio::test]
async fn every_operation_answers_what_the_contract_requires() {
    let (sandbox, caller) = start(300).await;
    holds("TenantDetails", &caller.get("/tenant-details").await);
    let page = caller.list(json!({"limit": 200})).await;
    holds("ClientPage", &page);
    holds("Pagination", &page["pagination"]);
    page["data"].as_array().unwrap().iter().for_each(client);

    let control = sandbox.control();
    let parent = control.clients_named(Environment::Test, "Sebastián Luna Juárez")[0];
    let child = control.clients_named(Environment::Test, "Inés Treviño De León")[0];
    let path = format!("/clients/{parent}");
    client(&caller.get(&path).await);
    client(
        &caller
            .done("PATCH", &path, Some(json!({"data": {"name": "Otro"}})))
            .await,
    );
    client(
        &caller
            .done("POST", &format!("/clients/{child}/promote"), None)
            .await,
    );
    let link = json!({"childClientId": child, "relationshipType": "guarantor"});
    client(
        &caller
            .done("POST", &format!("{path}/links"), Some(link))
            .await,
    );
    let links = caller.get(&format!("{path}/links")).await;
    each("LinkedClient", &links);
    holds(
        "LinkedClient",
        &caller
            .get(&format!("/client-links/{}", text(&links[0], "id")))
            .await,
    );
    client(
        &caller
            .done("DELETE", &format!("{path}/links/{child}"), Some(json!({})))
            .await,
    );
    client(
        &caller
            .done(
                "PUT",
                &format!("{path}/links"),
                Some(json!({"linkedClients": []})),
            )
            .await,
    );
    let related = json!({"child": {"type": "trust", "name": "F", "scopes": ["MX"]}, "relationshipType": "settlor"});
    let related = caller
        .done("POST", &format!("{path}/related"), Some(related))
        .await;
    holds("RelatedResult", &related);
    holds("Client", &related["child"]);
    let audit = caller.get("/audit-logs").await;
    holds("AuditLogPage", &audit);
    each("AuditLog", &audit["data"]);
    holds(
        "Error",
        &caller.call("GET", "/clients/nonsense", None).await.1,
    );
}
