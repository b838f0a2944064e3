//! Walking a list.

use std::collections::BTreeSet;

use artu::models::{ListClients, ListRequest, Page, RawRecord};
use artu::{Artu, Error, OperationName};
use futures::stream::BoxStream;
use futures::{StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};

use crate::calls::cases;
use crate::server::{Reply, Server};
use crate::{ID, artu, client, id};

fn page(records: usize, cursor: &Value, more: bool) -> Reply {
    let data: Vec<Value> = (0..records).map(|_| client(ID)).collect();
    Reply::json(&json!({"data": data, "pagination": {"hasMore": more, "nextCursor": cursor}}))
}

/// Walks to the end or the fault; gives how many records came before.
async fn walk(server: &Server) -> (usize, Option<Error>) {
    let request = ListClients::new().limit(2).offset(3);
    let mut pages = std::pin::pin!(artu(&server.base).clients().pages(request));
    let mut records = 0;
    loop {
        match pages.try_next().await {
            Ok(Some(page)) => records += page.data.len(),
            Ok(None) => return (records, None),
            Err(error) => {
                assert!(
                    pages.try_next().await.unwrap().is_none(),
                    "the stream goes on"
                );
                return (records, Some(error));
            }
        }
    }
}

#[tokio::test]
async fn cursors_are_followed_to_the_end() {
    let server = Server::start([
        page(2, &json!("a"), true),
        page(1, &json!(7), true),
        page(2, &Value::Null, false),
    ])
    .await;
    let (records, error) = walk(&server).await;
    assert_eq!(records, 5);
    assert!(error.is_none());
    let bodies: Vec<Value> = server
        .seen()
        .iter()
        .map(crate::server::Seen::json)
        .collect();
    assert_eq!(bodies[0], json!({"offset": 3, "limit": 2}));
    assert_eq!(bodies[1], json!({"cursor": "a", "limit": 2}));
    assert_eq!(bodies[2], json!({"cursor": "7", "limit": 2}));
    assert_eq!(bodies.len(), 3);
}

#[tokio::test]
async fn lists_that_never_end_are_stopped() {
    let repeated = [
        page(1, &json!("a"), true),
        page(1, &json!("b"), true),
        page(1, &json!("a"), true),
    ];
    let cases = [
        (repeated.to_vec(), 3, "twice"),
        (vec![page(2, &Value::Null, true)], 2, "without a cursor"),
        (
            vec![page(1, &json!("a"), true), page(0, &json!("b"), true)],
            1,
            "empty",
        ),
    ];
    for (script, before, why) in cases {
        let asked = script.len();
        let server = Server::start(script).await;
        let (records, error) = walk(&server).await;
        assert_eq!(records, before);
        let Some(Error::Protocol {
            place,
            reason,
            write_sent: false,
        }) = error
        else {
            panic!("{why}: {error:?}");
        };
        assert_eq!(place, "pagination");
        assert!(reason.contains(why), "{reason}");
        assert_eq!(server.seen().len(), asked);
    }
}

#[tokio::test]
async fn a_fault_ends_the_walk_after_its_own_budget_of_tries() {
    let server = Server::start([page(1, &json!("a"), true), Reply::status(500)]).await;
    let (records, error) = walk(&server).await;
    assert_eq!(records, 1);
    assert!(matches!(error, Some(Error::Server { .. })));
    assert_eq!(server.seen().len(), 5);
}

#[tokio::test]
async fn a_get_list_is_walked_with_the_same_guards() {
    let server = Server::start([
        page(2, &json!("a"), true),
        page(1, &json!("b&c"), true),
        page(1, &json!("a"), true),
    ])
    .await;
    let artu = artu(&server.base);
    let request = artu::models::ListRequest::new().limit(2);
    let mut pages = std::pin::pin!(artu.addresses().pages(crate::id(), request));
    let mut records = 0;
    let error = loop {
        match pages.try_next().await {
            Ok(page) => records += page.unwrap().data.len(),
            Err(error) => break error,
        }
    };
    assert_eq!(records, 4);
    assert!(matches!(error, Error::Protocol { .. }));
    let queries: Vec<String> = server
        .seen()
        .iter()
        .map(|seen| seen.uri.query().unwrap().to_owned())
        .collect();
    assert_eq!(
        queries,
        ["limit=2", "limit=2&cursor=a", "limit=2&cursor=b%26c"]
    );
}

#[tokio::test]
async fn a_list_that_cannot_be_asked_ends_at_once() {
    let server = Server::start([page(1, &Value::Null, false)]).await;
    let request = ListClients {
        limit: Some(0),
        ..ListClients::new()
    };
    let mut pages = std::pin::pin!(artu(&server.base).clients().pages(request));
    assert!(matches!(pages.try_next().await, Err(Error::Request { .. })));
    assert!(pages.try_next().await.unwrap().is_none());
    assert!(server.seen().is_empty());
}

type Walk = BoxStream<'static, Result<Page<RawRecord>, Error>>;

/// Every walk of the client.
fn walks(artu: &Artu) -> Vec<(OperationName, Walk)> {
    let all = || ListRequest::new().limit(2);
    let clients = || ListClients::new().limit(2);
    let one = || ID.parse().unwrap();
    let (alerts, transactions) = (artu.alerts(), artu.transactions());
    vec![
        (
            OperationName::ClientsList,
            artu.clients().pages(clients()).boxed(),
        ),
        (
            OperationName::AddressesListForClient,
            artu.addresses().pages(id(), all()).boxed(),
        ),
        (
            OperationName::ContactMethodsListForClient,
            artu.contact_methods().pages(id(), all()).boxed(),
        ),
        (
            OperationName::BankAccountsListForClient,
            artu.bank_accounts().pages(id(), all()).boxed(),
        ),
        (
            OperationName::DocumentsListForClient,
            artu.documents().pages(id(), all()).boxed(),
        ),
        (
            OperationName::AuditLogsList,
            artu.audit_logs().pages(all()).boxed(),
        ),
        (OperationName::AlertsList, alerts.pages(all()).boxed()),
        (
            OperationName::AlertsItemsList,
            alerts.item_pages(one(), all()).boxed(),
        ),
        (
            OperationName::AlertsListTransactions,
            alerts.transaction_pages(one(), all()).boxed(),
        ),
        (
            OperationName::AlertsListClients,
            alerts.client_pages(one(), clients()).boxed(),
        ),
        (
            OperationName::AlertItemsList,
            artu.alert_items().pages(all()).boxed(),
        ),
        (
            OperationName::TransactionsList,
            transactions.pages(all()).boxed(),
        ),
        (
            OperationName::TransactionsListEvidence,
            transactions
                .evidence_pages(ID.parse().unwrap(), all())
                .boxed(),
        ),
    ]
}

#[tokio::test]
async fn every_walk_asks_its_own_operation_again_and_again() {
    let script = [page(2, &json!("a"), true), page(1, &Value::Null, false)];
    for number in 0.. {
        let server = Server::start(script.clone()).await;
        let artu = artu(&server.base);
        let Some((name, walk)) = walks(&artu).into_iter().nth(number) else {
            return;
        };
        let pages: Vec<_> = walk.try_collect().await.unwrap();
        assert_eq!(pages.iter().map(|page| page.data.len()).sum::<usize>(), 3);

        let path: Vec<&str> = name.row().path.split('/').collect();
        let seen = server.seen();
        assert_eq!(seen.len(), 2, "{name}");
        for (request, cursor) in seen.iter().zip([None, Some("a")]) {
            assert_eq!(
                request.method.as_str(),
                name.row().method.as_str(),
                "{name}"
            );
            let asked: Vec<&str> = request.uri.path().split('/').collect();
            assert_eq!(asked.len(), path.len(), "{name}");
            for (asked, part) in asked.iter().zip(&path) {
                let wanted = if part.starts_with('{') { ID } else { part };
                assert_eq!(*asked, wanted, "{name}");
            }
            if let Some(query) = request.uri.query() {
                assert!(query.contains("limit=2"), "{name}");
                assert_eq!(query.contains("cursor=a"), cursor.is_some(), "{name}");
            } else {
                assert_eq!(request.json()["limit"], 2, "{name}");
                assert_eq!(request.json()["cursor"].as_str(), cursor, "{name}");
            }
        }
    }
}

#[test]
fn every_list_with_pages_has_its_walk() {
    let artu = artu("http://127.0.0.1:1");
    let walked: BTreeSet<OperationName> = walks(&artu).into_iter().map(|(name, _)| name).collect();
    let paged: BTreeSet<OperationName> = cases()
        .into_iter()
        .filter(|case| case.answer.get("pagination").is_some())
        .map(|case| case.operation)
        .collect();
    assert_eq!(walked, paged);
}
