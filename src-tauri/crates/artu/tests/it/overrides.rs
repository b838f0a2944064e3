//! Replaced operations and wrappers, end to end; and what is refused before anything is sent.

use artu::models::{BatchResult, ClientCreate, ClientType, ClientUpdate, ListClients, ListRequest};
use artu::{Artu, Error, OperationName, Operations, Verb, Wrappers};
use serde_json::{Value, json};

use crate::calls::cases;
use crate::server::{Reply, Server};
use crate::{ID, artu, builder, client, id};

fn replaced(base: &str, table: Value) -> Artu {
    let operations: Operations = serde_json::from_value(table).unwrap();
    builder(base).operations(operations).build().unwrap()
}

#[tokio::test]
async fn a_list_becomes_a_get_with_other_names() {
    let page = json!({"items": [], "paging": {"hasMore": false}});
    let server = Server::start([Reply::json(&page)]).await;
    let artu = replaced(
        &server.base,
        json!({
            "operations": {"clients.list": {"method": "GET", "path": "/v2/clients/"}},
            "wrappers": {"pageData": "items", "pagePagination": "paging"},
        }),
    );
    let request = ListClients::new().limit(5).primary(true);
    artu.clients().list(&request).await.unwrap();

    let seen = &server.seen()[0];
    assert_eq!(seen.method, "GET");
    assert_eq!(seen.uri.path(), "/v2/clients/");
    let query = seen.uri.query().unwrap();
    assert_eq!(query, "filter%5BisPrimary%5D=true&limit=5");
    assert!(seen.body.is_empty());
}

#[tokio::test]
async fn a_get_list_becomes_a_post() {
    let page = json!({"data": [], "pagination": {"hasMore": false}});
    let server = Server::start([Reply::json(&page)]).await;
    let table =
        json!({"operations": {"auditLogs.list": {"method": "POST", "path": "/audit-logs/list"}}});
    replaced(&server.base, table)
        .audit_logs()
        .list(&ListRequest::new().limit(5))
        .await
        .unwrap();
    let seen = &server.seen()[0];
    assert_eq!(
        (seen.method.as_str(), seen.uri.path()),
        ("POST", "/audit-logs/list")
    );
    assert_eq!(seen.json(), json!({"limit": 5}));
    assert_eq!(seen.uri.query(), None);
}

#[tokio::test]
async fn writes_follow_the_table_as_they_are_shown() {
    let server = Server::start([Reply::json(&client(ID))]).await;
    let artu = replaced(
        &server.base,
        json!({
            "operations": {"clients.update": {"method": "PUT", "path": "/v2/{id}/client"}},
            "wrappers": {"update": null, "batchItems": "records"},
        }),
    );
    let changes = ClientUpdate {
        name: "Otro".into(),
        ..ClientUpdate::default()
    };
    artu.clients().update(id(), &changes).await.unwrap();
    let seen = &server.seen()[0];
    assert_eq!(
        (seen.method.as_str(), seen.uri.path()),
        ("PUT", &*format!("/v2/{ID}/client"))
    );
    assert_eq!(seen.json(), json!({"name": "Otro"}));

    let made = ClientCreate::new(ClientType::Company, "Otro", vec!["MX".into()]);
    let write = artu::Write::create_clients(&[made], true).unwrap();
    let shown = artu.describe(&write).unwrap().body.unwrap();
    assert_eq!(shown["records"][0]["name"], "Otro");
    assert_eq!(shown["atomic"], true);

    let wrapped = Operations::default()
        .with_wrappers(Wrappers {
            update: Some("changes".to_owned()),
            ..Wrappers::default()
        })
        .unwrap();
    let artu = builder(&server.base).operations(wrapped).build().unwrap();
    artu.clients().update(id(), &changes).await.unwrap();
    assert_eq!(
        server.seen()[1].json(),
        json!({"changes": {"name": "Otro"}})
    );
}

#[test]
fn the_contract_form_takes_a_replacement_back() {
    let name = OperationName::ClientsPromote;
    let changed = Operations::default()
        .with(name, Verb::Post, "/v2/clients/{id}/promote")
        .unwrap();
    assert_eq!(changed.replaced().count(), 1);
    let back = changed.with(name, Verb::Post, name.row().path).unwrap();
    assert_eq!(back, Operations::default());
}

#[tokio::test]
async fn what_the_contract_does_not_take_is_not_sent() {
    let server = Server::start([Reply::json(&json!({}))]).await;
    let artu = artu(&server.base);
    let good = ClientCreate::new(ClientType::Company, "Otro", vec!["MX".into()]);
    let many = vec![good.clone(); 251];
    let nameless = ClientCreate::new(ClientType::Company, "", vec!["MX".into()]);
    let mut named_twice = good.clone();
    named_twice.external_id = Some("b".to_owned());
    let long = ListClients {
        limit: Some(201),
        ..ListClients::new()
    };
    let clients = artu.clients();
    let refused = [
        clients.create_many(&[], true).await.map(drop),
        clients.create_many(&many, true).await.map(drop),
        clients
            .create_many(&[good.clone(), nameless.clone()], true)
            .await
            .map(drop),
        clients.create(&nameless).await.map(drop),
        clients.upsert("a", &named_twice).await.map(drop),
        clients.upsert("..", &good).await.map(drop),
        clients.get_by_external_id("").await.map(drop),
        clients.get_by_metadata(".", "x").await.map(drop),
        clients.update_many(&[], true).await.map(drop),
        clients.list(&long).await.map(drop),
        clients.list(&ListClients::new().search("")).await.map(drop),
        artu.alerts()
            .add_items(ID.parse().unwrap(), &[])
            .await
            .map(drop),
    ];
    for (place, outcome) in refused.into_iter().enumerate() {
        assert!(
            matches!(outcome, Err(Error::Request { .. })),
            "{place}: {outcome:?}"
        );
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn a_batch_is_told_record_by_record() {
    let partial = json!({
        "atomic": false,
        "succeeded": [{"index": 1, "data": client(ID), "warnings": ["w"]}],
        "failed": [{"index": 0, "error": {"message": "no"}, "metadata": 7}],
        "requestId": "r-1",
    });
    let atomic = json!({"atomic": true, "data": [client(ID), client(ID)]});
    let server = Server::start([Reply::json(&partial), Reply::json(&atomic)]).await;
    let artu = artu(&server.base);
    let items = [ClientCreate::new(
        ClientType::Company,
        "Otro",
        vec!["MX".into()],
    )];
    let outcome = artu.clients().create_many(&items, false).await.unwrap();
    assert_eq!(serde_json::to_value(&outcome).unwrap(), partial);
    let BatchResult::Partial {
        succeeded,
        failed,
        unknown,
    } = outcome
    else {
        panic!("not told record by record");
    };
    assert_eq!(unknown["requestId"], "r-1");
    assert_eq!(succeeded[0].unknown["warnings"], json!(["w"]));
    assert_eq!(
        (succeeded[0].index, succeeded[0].record.value.id),
        (1, id())
    );
    assert_eq!(
        (
            failed[0].value.index,
            failed[0].value.error.message.as_deref(),
        ),
        (0, Some("no"))
    );
    let BatchResult::Atomic { records, .. } =
        artu.clients().create_many(&items, true).await.unwrap()
    else {
        panic!("not told as one");
    };
    assert_eq!(records.len(), 2);
}

#[tokio::test]
async fn an_operation_that_is_not_there_is_told_from_a_record_that_is_not_there() {
    let server = Server::start([Reply::status(404)]).await;
    let artu = artu(&server.base);
    // Bodies of these name a record, as far as they are sampled with one.
    let by_body = [
        "addresses.create",
        "addresses.updateMany",
        "alerts.updateMany",
        "bankAccounts.create",
        "bankAccounts.createMany",
        "clients.sync",
        "clients.updateMany",
        "contactMethods.create",
        "contactMethods.upsertManyByExternalId",
        "documents.create",
        "documents.upsertManyByExternalId",
        "identity.eligibleChecks",
        "identity.list",
        "identity.listSummary",
        "identity.runDetail",
    ];
    for case in cases() {
        let name = case.operation.as_str();
        let fault = case.run(&artu).await.unwrap_err();
        assert!(!fault.write_outcome_unknown(), "{name}");
        let names_record =
            case.operation.row().places().next().is_some() || by_body.contains(&name);
        match fault {
            Error::NotFound { .. } => assert!(names_record, "{name}"),
            Error::Protocol { place, .. } => {
                assert!(!names_record, "{name}");
                assert_eq!(place, name);
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_client_without_a_primary_record_has_none() {
    let server = Server::start([Reply::json(&Value::Null)]).await;
    let artu = artu(&server.base);
    assert!(
        artu.addresses()
            .primary(id(), None)
            .await
            .unwrap()
            .is_none()
    );
    let kind = artu::models::ContactMethodType::Phone;
    assert!(
        artu.contact_methods()
            .primary(id(), &kind)
            .await
            .unwrap()
            .is_none()
    );
}
