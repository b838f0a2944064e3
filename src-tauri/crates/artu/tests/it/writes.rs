//! Writes: shown before they are sent, and sent as shown.

use artu::models::{
    ClientCreate, ClientId, ClientType, LinkRequest, RelatedRequest, RelationshipType,
    ReplaceLinksRequest, ReplacementLink,
};
use artu::{Artu, Verb, Write};
use serde_json::{Value, json};

use crate::server::{Reply, Server};
use crate::{ID, artu, client, id};

const CHILD: &str = "44444444-4444-4444-8444-444444444444";

fn child() -> ClientId {
    CHILD.parse().unwrap()
}

fn related() -> RelatedRequest {
    RelatedRequest {
        child: ClientCreate::new(
            ClientType::Individual,
            "Persona Sintética",
            vec!["MX".into()],
        ),
        relationship_type: RelationshipType::ControllingBeneficiary,
        metadata: None,
    }
}

fn writes() -> Vec<(Write, Verb, String, Option<Value>)> {
    let beneficiary = RelationshipType::ControllingBeneficiary;
    let links = format!("/clients/{ID}/links");
    vec![
        (
            Write::Promote { client: id() },
            Verb::Post,
            format!("/clients/{ID}/promote"),
            None,
        ),
        (
            Write::Link {
                parent: id(),
                request: LinkRequest::new(child(), beneficiary.clone()),
            },
            Verb::Post,
            links.clone(),
            Some(json!({"childClientId": CHILD, "relationshipType": "controlling_beneficiary"})),
        ),
        (
            Write::ReplaceLinks {
                parent: id(),
                request: ReplaceLinksRequest {
                    linked_clients: vec![ReplacementLink {
                        client_id: child(),
                        relationship_type: beneficiary.clone(),
                        metadata: None,
                    }],
                },
            },
            Verb::Put,
            links.clone(),
            Some(json!({"linkedClients": [
                {"clientId": CHILD, "relationshipType": "controlling_beneficiary"},
            ]})),
        ),
        (
            Write::Unlink {
                parent: id(),
                child: child(),
                relationship: Some(beneficiary),
            },
            Verb::Delete,
            format!("{links}/{CHILD}"),
            Some(json!({"relationshipType": "controlling_beneficiary"})),
        ),
        (
            Write::CreateRelated {
                parent: id(),
                request: Box::new(related()),
            },
            Verb::Post,
            format!("/clients/{ID}/related"),
            Some(json!({
                "child": {"type": "individual", "name": "Persona Sintética", "scopes": ["MX"]},
                "relationshipType": "controlling_beneficiary",
            })),
        ),
        (
            Write::Update {
                client: id(),
                changes: json!({"name": "Otro"}).as_object().unwrap().clone(),
            },
            Verb::Patch,
            format!("/clients/{ID}"),
            Some(json!({"data": {"name": "Otro"}})),
        ),
    ]
}

async fn carry_out(artu: &Artu, write: Write) -> Result<(), artu::Error> {
    let (clients, links) = (artu.clients(), artu.links());
    match write {
        Write::Promote { client } => clients.promote(client).await.map(drop),
        Write::Link { parent, request } => links.add(parent, &request).await.map(drop),
        Write::ReplaceLinks { parent, request } => links.replace(parent, &request).await.map(drop),
        Write::Unlink {
            parent,
            child,
            relationship,
        } => links.remove(parent, child, relationship).await.map(drop),
        Write::CreateRelated { parent, request } => {
            clients.create_related(parent, &request).await.map(drop)
        }
        Write::Update { client, changes } => clients.update(client, &changes).await.map(drop),
    }
}

#[tokio::test]
async fn what_is_shown_is_what_is_sent() {
    // One answer that serves as a client and as the answer of a related client.
    let mut both = client(ID);
    both["child"] = client(CHILD);
    let server = Server::start([Reply::json(&both)]).await;
    let artu = artu(&server.base);
    for (write, method, path, body) in writes() {
        let shown = artu.describe(&write).unwrap();
        assert_eq!(
            (shown.method, &shown.path, &shown.body),
            (method, &path, &body)
        );
        carry_out(&artu, write).await.unwrap();

        let sent = server.seen().pop().unwrap();
        assert_eq!(sent.method.as_str(), serde_json::to_value(method).unwrap());
        assert_eq!(sent.uri.path(), path);
        match body {
            Some(body) => assert_eq!(sent.json(), body),
            None => assert!(sent.body.is_empty()),
        }
    }
}

#[tokio::test]
async fn the_answer_of_a_related_client_keeps_everything() {
    let body = json!({"child": client(CHILD), "link": {"id": ID}, "other": 1});
    let server = Server::start([Reply::json(&body)]).await;
    let result = artu(&server.base)
        .clients()
        .create_related(id(), &related())
        .await
        .unwrap();
    assert_eq!(result.child.value.id, child());
    assert_eq!(
        Value::Object(result.unknown),
        json!({"link": {"id": ID}, "other": 1})
    );
}

#[test]
fn a_write_reads_back_from_json() {
    for (write, ..) in writes() {
        let text = serde_json::to_string(&write).unwrap();
        assert_eq!(serde_json::from_str::<Write>(&text).unwrap(), write);
    }
}

#[tokio::test]
async fn a_write_is_sent_once_whatever_comes_back() {
    let faults = [
        Reply::status(500),
        Reply::status(503).header("retry-after", "0"),
        Reply::status(429).header("retry-after", "0"),
        Reply::new(200, "text/html", "<html></html>"),
        Reply::new(200, "application/json", "{\"id\":"),
        Reply::json(&client(ID)).cut(),
    ];
    for fault in faults {
        for (write, ..) in writes() {
            let server = Server::start([fault.clone()]).await;
            let artu = artu(&server.base);
            let error = carry_out(&artu, write).await.unwrap_err();
            let refused = matches!(error, artu::Error::RateLimited { .. });
            assert_eq!(error.write_outcome_unknown(), !refused, "{error:?}");
            assert_eq!(server.seen().len(), 1);
            assert_eq!(artu.requests_sent(), 1);
        }
    }
}
