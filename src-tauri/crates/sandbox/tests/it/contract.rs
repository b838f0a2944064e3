//! Every operation in scope is driven at least once with success and once refused, and every answer is held against
//! its schema in the contract file by a JSON Schema validator.

use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use reqwest::Method;
use sandbox::{Environment, FULL_KEY, Sandbox};
use serde_json::{Value, json};

use crate::caller::{Caller, start, text};

/// Groups of the contract that this sandbox does not serve.
const OUT_OF_SCOPE: [&str; 5] = [
    "Evidence",
    "Products",
    "Workflows",
    "Signable Templates",
    "Custom Reference Data",
];

/// Operations of a group in scope that this sandbox does not serve: writes of transactions.
const NOT_SERVED: [&str; 6] = [
    "transactions.create",
    "transactions.createMany",
    "transactions.upsertByExternalId",
    "transactions.setClients",
    "transactions.unlinkClient",
    "transactions.migrate",
];

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

/// Records of the population that hold words the contract does not list, on purpose, and the kinds of these words.
const OPEN_RECORDS: [&str; 5] = [
    "Client",
    "ClientSummary",
    "LinkedClient",
    "Address",
    "ContactMethod",
];
const OPEN_WORDS: [&str; 4] = [
    "ClientType",
    "Scope",
    "RelationshipType",
    "ContactMethodType",
];

/// The contract file, those words opened and nothing else.
fn contract() -> Value {
    let file = include_str!("../../../artu/contract/openapi.yaml");
    let mut document: Value = yaml_serde::from_str(file).unwrap();
    let schemas = &mut document["components"]["schemas"];
    schemas["RelationshipType"] = json!({"type": "string", "minLength": 1});
    for record in OPEN_RECORDS {
        let mut text = schemas[record].to_string();
        for word in OPEN_WORDS {
            let reference = format!(r##""$ref":"#/components/schemas/{word}""##);
            text = text.replace(&reference, r#""type":"string""#);
        }
        schemas[record] = serde_json::from_str(&text).unwrap();
    }
    document
}

/// One operation: its method, its path, the validators of its 200 and of its refusals.
struct Operation {
    method: String,
    path: String,
    done: Option<Validator>,
    refused: Validator,
}

/// The operations in scope, and what was driven.
struct Drive {
    caller: Caller,
    operations: BTreeMap<String, Operation>,
    done: BTreeSet<String>,
    refused: BTreeSet<String>,
}

impl Drive {
    /// Reads the operations of the contract.
    async fn start() -> (Sandbox, Self) {
        let (sandbox, caller) = start(300).await;
        let document = contract();
        let components = &document["components"];
        let validator = |schema: &Value| {
            let mut whole = json!({"components": components});
            whole["allOf"] = json!([schema]);
            let mut options = jsonschema::draft202012::options();
            options = options.should_validate_formats(true);
            options.build(&whole).unwrap()
        };
        let mut operations = BTreeMap::new();
        for (path, methods) in document["paths"].as_object().unwrap() {
            for (method, operation) in methods.as_object().unwrap() {
                let body =
                    operation["responses"]["200"].pointer("/content/application~1json/schema");
                let operation_of = Operation {
                    method: method.to_uppercase(),
                    path: path.clone(),
                    done: body.map(&validator),
                    refused: validator(&json!({"$ref": "#/components/schemas/Error"})),
                };
                operations.insert(text(operation, "operationId").to_owned(), operation_of);
            }
        }
        let drive = Self {
            caller,
            operations,
            done: BTreeSet::new(),
            refused: BTreeSet::new(),
        };
        (sandbox, drive)
    }

    /// Calls an operation with the parameters of its path, in order, and a query.
    async fn call(
        &self,
        id: &str,
        path: &[&str],
        query: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let operation = self
            .operations
            .get(id)
            .unwrap_or_else(|| panic!("{id} is not served"));
        let mut place = String::new();
        let mut values = path.iter();
        for part in operation.path.split('/').skip(1) {
            place.push('/');
            place.push_str(if part.starts_with('{') {
                values.next().unwrap()
            } else {
                part
            });
        }
        assert!(values.next().is_none(), "{id}");
        self.caller
            .call(&operation.method, &format!("{place}{query}"), body)
            .await
    }

    /// The answer of a call that must succeed and keep its schema.
    async fn done(&mut self, id: &str, path: &[&str], body: impl Into<Option<Value>>) -> Value {
        self.queried(id, path, "", body).await
    }

    async fn queried(
        &mut self,
        id: &str,
        path: &[&str],
        query: &str,
        body: impl Into<Option<Value>>,
    ) -> Value {
        let (status, answer) = self.call(id, path, query, body.into()).await;
        assert_eq!(status, 200, "{id}: {answer}");
        if let Some(validator) = &self.operations[id].done {
            let wrong: Vec<String> = validator
                .iter_errors(&answer)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(wrong.is_empty(), "{id}: {wrong:#?}\n{answer}");
        }
        self.done.insert(id.to_owned());
        answer
    }

    /// A call that must be refused with a status and an error body that keeps its schema.
    async fn refused(
        &mut self,
        id: &str,
        path: &[&str],
        body: impl Into<Option<Value>>,
        status: u16,
    ) -> Value {
        let (answered, error) = self.call(id, path, "", body.into()).await;
        assert_eq!(answered, status, "{id}: {error}");
        assert!(
            self.operations[id].refused.is_valid(&error),
            "{id}: {error}"
        );
        assert_eq!(error["status"], status, "{id}: {error}");
        self.refused.insert(id.to_owned());
        error
    }
}

#[tokio::test]
async fn every_operation_keeps_the_contract() {
    let (sandbox, mut drive) = Drive::start().await;
    let client = clients(&mut drive).await;
    batches(&mut drive).await;
    links(&mut drive, &client).await;
    children(&mut drive, &client).await;
    documents(&mut drive, &client).await;
    copies(&mut drive).await;
    alerts(&mut drive, &sandbox).await;
    others(&mut drive, &sandbox).await;
    every_page(&mut drive).await;

    let document = contract();
    let mut wanted = BTreeSet::new();
    for operation in document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|one| one.as_object().unwrap().values())
    {
        let id = text(operation, "operationId");
        let tags: Vec<&str> = operation["tags"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        if !tags.iter().any(|tag| OUT_OF_SCOPE.contains(tag)) && !NOT_SERVED.contains(&id) {
            wanted.insert(id.to_owned());
        }
    }
    assert_eq!(
        wanted.difference(&drive.done).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "never with success"
    );
    assert_eq!(
        wanted.difference(&drive.refused).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "never refused"
    );
}

fn person(external_id: &str) -> Value {
    json!({
        "type": "individual", "name": "Elena", "lastName": "Mora Luz", "scopes": ["base", "MX"],
        "externalId": external_id, "birthDate": "1990-05-17", "metadata": {"folio": external_id},
        "scopeData": {"MX": {"rfc": "MOLE900517AB1"}}, "nationalities": ["MX"],
    })
}

async fn clients(drive: &mut Drive) -> String {
    let made = drive.done("clients.create", &[], person("C-1")).await;
    let id = text(&made, "id").to_owned();
    drive
        .refused("clients.create", &[], json!({"type": "person"}), 400)
        .await;
    drive
        .refused("clients.create", &[], person("C-1"), 409)
        .await;
    drive.done("clients.retrieve", &[&id], None).await;
    drive
        .refused("clients.retrieve", &[NOBODY], None, 404)
        .await;
    drive
        .done(
            "clients.update",
            &[&id],
            json!({"data": {"name": "Elena María"}}),
        )
        .await;
    drive
        .refused(
            "clients.update",
            &[&id],
            json!({"data": {"scopes": []}}),
            400,
        )
        .await;
    drive
        .done(
            "clients.list",
            &[],
            json!({"filter": {"search": "elena"}, "includeTotalCount": true}),
        )
        .await;
    drive
        .refused("clients.list", &[], json!({"limit": 201}), 400)
        .await;
    drive
        .done("clients.retrieveByExternalId", &["C-1"], None)
        .await;
    drive
        .refused("clients.retrieveByExternalId", &["nobody"], None, 404)
        .await;
    drive
        .done("clients.upsertByExternalId", &["C-2"], person("C-2"))
        .await;
    drive
        .refused("clients.upsertByExternalId", &["C-2"], json!({}), 400)
        .await;
    drive
        .done("clients.retrieveByMetadata", &["folio", "C-1"], None)
        .await;
    drive
        .refused(
            "clients.retrieveByMetadata",
            &["sucursal", "Centro"],
            None,
            409,
        )
        .await;
    let addresses =
        json!([{"street": "Real", "city": "Puebla", "state": "PUE", "postalCode": "72000"}]);
    drive
        .done(
            "clients.sync",
            &[],
            json!({"clientId": id, "addresses": addresses}),
        )
        .await;
    drive.refused("clients.sync", &[], json!({}), 400).await;
    let gone = drive.done("clients.create", &[], person("C-3")).await;
    drive.done("clients.promote", &[&id], None).await;
    drive
        .refused("clients.promote", &["nonsense"], None, 400)
        .await;
    drive
        .done("clients.delete", &[text(&gone, "id")], None)
        .await;
    drive
        .refused("clients.delete", &[text(&gone, "id")], None, 404)
        .await;
    id
}

async fn batches(drive: &mut Drive) {
    let made = drive
        .done(
            "clients.createMany",
            &[],
            json!({"items": [person("B-1"), person("B-2")]}),
        )
        .await;
    let mixed = json!({"items": [person("B-3"), person("B-1")], "atomic": false});
    drive.done("clients.createMany", &[], mixed).await;
    drive
        .refused(
            "clients.createMany",
            &[],
            json!({"items": [person("B-4"), person("B-1")]}),
            409,
        )
        .await;
    let id = &made["data"][0]["id"];
    let change = json!({"items": [{"id": id, "data": {"middleName": "Sol"}}]});
    drive.done("clients.updateMany", &[], change).await;
    drive
        .refused("clients.updateMany", &[], json!({"items": []}), 400)
        .await;
}

async fn links(drive: &mut Drive, parent: &str) {
    let child = drive
        .done("clients.retrieveByExternalId", &["B-1"], None)
        .await;
    let child = text(&child, "id").to_owned();
    let link = json!({"childClientId": child, "relationshipType": "legal_representative"});
    drive
        .done("clients.links.add", &[parent], link.clone())
        .await;
    drive
        .refused("clients.links.add", &[parent], link, 409)
        .await;
    let links = drive.done("clients.links.list", &[parent], None).await;
    drive
        .refused("clients.links.list", &[NOBODY], None, 404)
        .await;
    drive
        .done("clients.links.retrieve", &[text(&links[0], "id")], None)
        .await;
    drive
        .refused("clients.links.retrieve", &[NOBODY], None, 404)
        .await;
    let wanted = json!({"linkedClients": [{"clientId": child, "relationshipType": "controlling_beneficiary"}]});
    drive.done("clients.links.replace", &[parent], wanted).await;
    drive
        .refused(
            "clients.links.replace",
            &[parent],
            json!({"linkedClients": [{}]}),
            400,
        )
        .await;
    drive
        .done("clients.links.remove", &[parent, &child], json!({}))
        .await;
    drive
        .refused("clients.links.remove", &[parent, &child], json!({}), 404)
        .await;
    let related = json!({"child": person("R-1"), "relationshipType": "legal_representative"});
    drive
        .done("clients.createRelated", &[parent], related)
        .await;
    drive
        .refused(
            "clients.createRelated",
            &[parent],
            json!({"child": person("R-2")}),
            400,
        )
        .await;
}

async fn children(drive: &mut Drive, client: &str) {
    let address = json!({"clientId": client, "street": "Juárez", "city": "Puebla", "state": "PUE", "postalCode": "72000", "isPrimary": true});
    let method =
        json!({"clientId": client, "type": "email", "value": "e@example.mx", "isPrimary": true});
    let account = json!({"clientId": client, "accountNumber": "123", "bankName": "B", "country": "MX", "currency": "MXN", "clabe": "002010077777777771"});
    let change = [
        json!({"street": "Otra"}),
        json!({"label": "Casa"}),
        json!({"isActive": false}),
    ];
    let wrong = [
        json!({"street": 5}),
        json!({"value": ""}),
        json!({"currency": null}),
    ];
    let kinds = ["addresses", "contactMethods", "bankAccounts"];
    for (place, input) in [address, method, account].into_iter().enumerate() {
        let of = |name: &str| format!("{}.{name}", kinds[place]);
        let made = drive.done(&of("create"), &[], input.clone()).await;
        drive
            .refused(&of("create"), &[], json!({"clientId": client}), 400)
            .await;
        let id = text(&made, "id").to_owned();
        drive.done(&of("retrieve"), &[&id], None).await;
        drive.refused(&of("retrieve"), &[NOBODY], None, 404).await;
        drive
            .done(&of("update"), &[&id], json!({"data": change[place]}))
            .await;
        drive
            .refused(&of("update"), &[&id], json!({"data": wrong[place]}), 400)
            .await;
        let sync = json!({"items": [{"id": id, "metadata": {"a": 1}}], "replaceMode": true});
        drive.done(&of("sync"), &[client], sync).await;
        drive
            .refused(
                &of("sync"),
                &[client],
                json!({"items": [{"id": NOBODY}]}),
                404,
            )
            .await;
        drive
            .queried(&of("listForClient"), &[client], "?limit=1", None)
            .await;
        drive
            .refused(&of("listForClient"), &[NOBODY], None, 404)
            .await;
        let mut named = input.clone();
        named["externalId"] = json!(format!("X-{place}"));
        if place > 0 {
            drive
                .done(
                    &of("upsertByExternalId"),
                    &[&format!("X-{place}")],
                    named.clone(),
                )
                .await;
            drive
                .refused(&of("upsertByExternalId"), &["X"], json!({}), 400)
                .await;
        }
        special(drive, place, client, &id, input, named).await;
        drive.done(&of("delete"), &[&id], None).await;
        drive.refused(&of("delete"), &[&id], None, 404).await;
    }
}

/// The operations that only one kind of child record has.
async fn special(
    drive: &mut Drive,
    place: usize,
    client: &str,
    id: &str,
    input: Value,
    named: Value,
) {
    match place {
        0 => {
            let data = json!({"items": [{"id": id, "data": input}]});
            drive.done("addresses.updateMany", &[], data).await;
            drive
                .refused(
                    "addresses.updateMany",
                    &[],
                    json!({"items": [{"id": id}]}),
                    400,
                )
                .await;
            drive
                .queried("addresses.primary", &[client], "?type=home", None)
                .await;
            drive
                .refused("addresses.primary", &[NOBODY], None, 404)
                .await;
        }
        1 => {
            drive
                .done(
                    "contactMethods.upsertManyByExternalId",
                    &[],
                    json!({"items": [named]}),
                )
                .await;
            drive
                .refused(
                    "contactMethods.upsertManyByExternalId",
                    &[],
                    json!({"items": [input]}),
                    400,
                )
                .await;
            drive
                .done("contactMethods.primary", &[client, "email"], None)
                .await;
            drive
                .done("contactMethods.primary", &[client, "fax"], None)
                .await;
            drive
                .refused("contactMethods.primary", &[client, "smoke"], None, 400)
                .await;
        }
        _ => {
            drive
                .done(
                    "bankAccounts.createMany",
                    &[],
                    json!({"items": [input], "atomic": false}),
                )
                .await;
            drive
                .refused("bankAccounts.createMany", &[], json!({"items": [{}]}), 400)
                .await;
        }
    }
}

async fn documents(drive: &mut Drive, client: &str) {
    let input =
        json!({"clientId": client, "type": "mx_ine", "category": "identity", "externalId": "D-1"});
    let made = drive.done("documents.create", &[], input.clone()).await;
    let id = text(&made["document"], "id").to_owned();
    drive
        .refused(
            "documents.create",
            &[],
            json!({"clientId": client, "type": ""}),
            400,
        )
        .await;
    drive.done("documents.retrieve", &[&id], None).await;
    drive
        .refused("documents.retrieve", &[NOBODY], None, 404)
        .await;
    drive.done("documents.listForClient", &[client], None).await;
    drive
        .refused("documents.listForClient", &[NOBODY], None, 404)
        .await;
    drive
        .done("documents.upsertByExternalId", &["D-1"], input.clone())
        .await;
    drive
        .refused(
            "documents.upsertByExternalId",
            &["D-1"],
            json!({"clientId": NOBODY, "type": "mx_ine"}),
            409,
        )
        .await;
    drive
        .done(
            "documents.upsertManyByExternalId",
            &[],
            json!({"items": [input]}),
        )
        .await;
    drive
        .refused(
            "documents.upsertManyByExternalId",
            &[],
            json!({"items": [{"clientId": client, "type": "x"}]}),
            400,
        )
        .await;
    drive.refused("documents.submit", &[&id], None, 409).await;
    let file = json!({"filename": "a.pdf", "contentType": "application/pdf", "size": 10});
    drive
        .done("documents.confirm-upload", &[&id], file.clone())
        .await;
    drive
        .refused("documents.confirm-upload", &[&id], file, 409)
        .await;
    drive.done("documents.submit", &[&id], None).await;
    drive.done("documents.verify", &[&id], None).await;
    drive.refused("documents.verify", &[&id], None, 409).await;
    drive
        .done("documents.reject", &[&id], json!({"reason": "Borroso"}))
        .await;
    drive
        .refused("documents.reject", &[&id], json!({}), 400)
        .await;
}

async fn copies(drive: &mut Drive) {
    let client = drive
        .done("clients.retrieveByExternalId", &["B-2"], None)
        .await;
    let id = text(&client, "id").to_owned();
    drive
        .done("clients.migratePreview", &[&id], json!({"to": "live"}))
        .await;
    drive
        .refused("clients.migratePreview", &[&id], json!({"to": "test"}), 400)
        .await;
    drive
        .done("clients.migrate", &[&id], json!({"to": "live"}))
        .await;
    drive
        .refused("clients.migrate", &[NOBODY], json!({"to": "live"}), 404)
        .await;
}

async fn alerts(drive: &mut Drive, sandbox: &Sandbox) {
    let page = drive
        .done("alerts.list", &[], json!({"sort": [{"field": "name"}]}))
        .await;
    drive
        .refused(
            "alerts.list",
            &[],
            json!({"sort": [{"field": "nonsense"}]}),
            400,
        )
        .await;
    let alert = text(&page["data"][0], "id").to_owned();
    drive.done("alerts.retrieve", &[&alert], None).await;
    drive.refused("alerts.retrieve", &[NOBODY], None, 404).await;
    drive
        .done(
            "alerts.createMany",
            &[],
            json!({"items": [{"name": "A", "externalId": "A-1"}]}),
        )
        .await;
    drive
        .refused(
            "alerts.createMany",
            &[],
            json!({"items": [{"externalId": "A-1"}]}),
            409,
        )
        .await;
    drive
        .done(
            "alerts.updateMany",
            &[],
            json!({"items": [{"id": alert, "data": {"name": "B"}}]}),
        )
        .await;
    drive
        .refused(
            "alerts.updateMany",
            &[],
            json!({"items": [{"id": NOBODY, "data": {}}]}),
            404,
        )
        .await;
    drive
        .done("alerts.upsertByExternalId", &["A-1"], json!({"name": "C"}))
        .await;
    drive
        .refused(
            "alerts.upsertByExternalId",
            &["A-1"],
            json!({"name": 5}),
            400,
        )
        .await;
    drive
        .done(
            "alerts.upsertManyByExternalId",
            &[],
            json!({"items": [{"externalId": "A-2"}]}),
        )
        .await;
    drive
        .refused(
            "alerts.upsertManyByExternalId",
            &[],
            json!({"items": [{}]}),
            400,
        )
        .await;
    alert_items(drive, sandbox, &alert).await;
}

async fn alert_items(drive: &mut Drive, sandbox: &Sandbox, alert: &str) {
    let client = sandbox.control().client_ids(Environment::Test)[0];
    drive
        .done(
            "alerts.items.addMany",
            &[alert],
            json!({"items": [{"clientId": client}]}),
        )
        .await;
    drive
        .refused(
            "alerts.items.addMany",
            &[alert],
            json!({"items": [{}]}),
            400,
        )
        .await;
    for id in [
        "alerts.items.list",
        "alerts.listTransactions",
        "alerts.listClients",
    ] {
        let page = drive
            .done(
                id,
                &[alert],
                json!({"limit": 200, "includeTotalCount": true}),
            )
            .await;
        assert!(page["pagination"]["totalCount"].as_u64() > Some(0), "{id}");
        drive.refused(id, &[NOBODY], None, 404).await;
    }
    for id in ["alertItems.list", "transactions.list"] {
        drive
            .done(
                id,
                &[],
                json!({"filter": {"createdAt": {"gt": "2020-01-01T00:00:00Z"}}}),
            )
            .await;
        drive.refused(id, &[], json!({"limit": 0}), 400).await;
    }
    let page = drive.done("transactions.list", &[], None).await;
    let folio = text(&page["data"][0]["metadata"], "folio").to_owned();
    evidence(drive, page["data"].as_array().unwrap()).await;
    drive
        .done("transactions.retrieveByMetadata", &["folio", &folio], None)
        .await;
    drive
        .refused(
            "transactions.retrieveByMetadata",
            &["folio", "none"],
            None,
            404,
        )
        .await;
}

/// The evidence of the first transactions: some have none, and pages follow each other.
async fn evidence(drive: &mut Drive, transactions: &[Value]) {
    const LIST: &str = "transactions.listEvidence";
    let mut counts = BTreeSet::new();
    for transaction in transactions {
        let id = text(transaction, "id");
        let whole = drive
            .done(LIST, &[id], json!({"includeTotalCount": true}))
            .await;
        let count = whole["pagination"]["totalCount"].as_u64().unwrap();
        assert_eq!(whole["data"].as_array().unwrap().len() as u64, count);
        counts.insert(count);
        if count > 1 {
            let first = drive.done(LIST, &[id], json!({"limit": 1})).await;
            let cursor = &first["pagination"]["nextCursor"];
            let second = drive
                .done(LIST, &[id], json!({"limit": 1, "cursor": cursor}))
                .await;
            assert_eq!(first["data"][0], whole["data"][0]);
            assert_eq!(second["data"][0], whole["data"][1]);
        }
    }
    assert_eq!(counts, BTreeSet::from([0, 1, 2, 3]));
    let id = text(&transactions[0], "id").to_owned();
    drive.refused(LIST, &[NOBODY], None, 404).await;
    drive.refused(LIST, &[&id], json!({"limit": 0}), 400).await;
}

async fn others(drive: &mut Drive, sandbox: &Sandbox) {
    drive
        .done(
            "tags.create",
            &[],
            json!({"name": "Nueva", "color": "#00aaFF"}),
        )
        .await;
    drive
        .refused(
            "tags.create",
            &[],
            json!({"name": "Otra", "color": "azul"}),
            400,
        )
        .await;
    drive.done("tags.list", &[], None).await;
    let mut checked = None;
    for client in sandbox.control().client_ids(Environment::Test) {
        let body = json!({"clientId": client});
        drive
            .done("identity.eligibleChecks", &[], body.clone())
            .await;
        drive.done("identity.listSummary", &[], body.clone()).await;
        let runs = drive.done("identity.list", &[], body).await;
        checked = runs.as_array().unwrap().first().cloned();
        if checked.is_some() {
            break;
        }
    }
    drive
        .done(
            "identity.runDetail",
            &[],
            json!({"runId": checked.unwrap()["id"]}),
        )
        .await;
    for id in [
        "identity.eligibleChecks",
        "identity.list",
        "identity.listSummary",
    ] {
        drive
            .refused(id, &[], json!({"clientId": NOBODY}), 404)
            .await;
    }
    drive
        .refused("identity.runDetail", &[], json!({}), 400)
        .await;
    let page = drive
        .queried("auditLogs.list", &[], "?filter[resource]=tag&limit=5", None)
        .await;
    drive
        .done("auditLogs.retrieve", &[text(&page["data"][0], "id")], None)
        .await;
    drive
        .refused("auditLogs.retrieve", &[NOBODY], None, 404)
        .await;
    drive.done("tenantDetails.retrieve", &[], None).await;
    let caller = drive.caller.clone();
    for (key, environment, status) in [("wrong", "test", 401), (FULL_KEY, "prod", 400)] {
        drive.caller = caller.with_key(key).in_environment(environment);
        for id in ["tenantDetails.retrieve", "tags.list", "auditLogs.list"] {
            drive.refused(id, &[], None, status).await;
        }
    }
    drive.caller = caller;
}

/// All clients of the population, with everything in them.
async fn every_page(drive: &mut Drive) {
    let mut body = json!({"limit": 100});
    loop {
        let page = drive.done("clients.list", &[], body.clone()).await;
        if page["pagination"]["hasMore"] == false {
            return;
        }
        body["cursor"] = page["pagination"]["nextCursor"].clone();
    }
}

#[tokio::test]
async fn the_contract_is_relaxed_in_nothing_but_open_words() {
    let (_sandbox, caller) = start(5).await;
    let served = caller.get("/__control/openapi.json").await;
    let contract = contract();
    assert_eq!(served["components"], contract["components"]);
    let served = served["paths"].as_object().unwrap();
    assert!(served.len() > 50, "{} paths", served.len());
    for (path, operations) in served {
        for (name, operation) in operations.as_object().unwrap() {
            assert_eq!(operation, &contract["paths"][path][name], "{name} {path}");
        }
    }
}

#[tokio::test]
async fn what_is_no_request_is_refused_with_an_error_body() {
    let (_sandbox, drive) = Drive::start().await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let base = drive.caller.base().to_owned();
    let send = |method: Method, path: &str, media: &'static str, body: Vec<u8>| {
        let request = client
            .request(method, format!("{base}{path}"))
            .bearer_auth(FULL_KEY);
        request
            .header("X-Environment", "test")
            .header("Content-Type", media)
            .body(body)
            .send()
    };
    let json = "application/json";
    let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    let cases = [
        (Method::POST, "/clients", json, b"{".to_vec(), 400),
        (Method::POST, "/clients", json, b"null".to_vec(), 400),
        (Method::POST, "/clients", json, vec![0xff, 0xfe], 400),
        (Method::POST, "/clients", json, deep, 400),
        (Method::POST, "/clients", json, Vec::new(), 400),
        (Method::POST, "/clients", "text/plain", b"{}".to_vec(), 415),
        (
            Method::POST,
            "/clients",
            json,
            vec![b' '; 9 * 1024 * 1024],
            413,
        ),
        (Method::GET, "/clients/%ff", json, Vec::new(), 400),
        (Method::GET, "/clients/external/%ff", json, Vec::new(), 400),
        (
            Method::GET,
            "/audit-logs?limit=1&limit=2",
            json,
            Vec::new(),
            400,
        ),
        (Method::GET, "//clients", json, Vec::new(), 404),
        (Method::GET, "/clients/", json, Vec::new(), 404),
        (Method::DELETE, "/clients", json, Vec::new(), 405),
    ];
    for (method, path, media, body, status) in cases {
        let answer = send(method.clone(), path, media, body).await.unwrap();
        assert_eq!(answer.status(), status, "{method} {path}");
        let error: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert!(
            drive.operations["clients.list"].refused.is_valid(&error),
            "{method} {path}: {error}"
        );
        assert_eq!(error["status"], status);
    }
}
