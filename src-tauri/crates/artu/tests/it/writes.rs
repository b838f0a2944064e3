//! Writes: shown before they are sent, sent as shown, and sent once.

use artu::models::{
    AddressUpdate, AlertInput, ClientCreate, ClientType, ClientUpdate, RelatedRequest,
    RelationshipType,
};
use artu::{Effect, Error, Write};
use serde_json::{Value, json};

use crate::calls::{Case, EXTERNAL, cases};
use crate::server::{Reply, Seen, Server};
use crate::{ID, artu, client, id};

const CHILD: &str = "44444444-4444-4444-8444-444444444444";

/// Every operation that changes something.
fn writes() -> Vec<(Case, Write)> {
    let writes: Vec<_> = cases()
        .into_iter()
        .filter_map(|case| case.write().map(|write| (case, write)))
        .collect();
    assert_eq!(writes.len(), 43);
    writes
}

fn body(request: &Seen) -> Option<Value> {
    (!request.body.is_empty()).then(|| request.json())
}

#[tokio::test]
async fn what_is_shown_is_what_is_sent() {
    let writes = writes();
    let answers = writes.iter().flat_map(|(case, _)| {
        let answer = Reply::json(&case.answer);
        [answer.clone(), answer]
    });
    let server = Server::start(answers).await;
    let artu = artu(&server.base);
    for (place, (case, write)) in writes.iter().enumerate() {
        let shown = artu.describe(write).unwrap();
        assert_eq!(server.seen().len(), 2 * place);
        case.run(&artu).await.unwrap();
        artu.send(write).await.unwrap();
        let seen = server.seen();
        assert_eq!(seen.len(), 2 * place + 2);
        for sent in &seen[2 * place..] {
            assert_eq!(sent.method.as_str(), shown.method.as_str());
            assert_eq!(sent.uri.path(), shown.path);
            assert_eq!(body(sent), shown.body);
        }
    }
}

#[test]
fn a_link_of_any_type_is_removed_with_an_empty_object() {
    let artu = artu("http://127.0.0.1:9");
    let any = Write::unlink(id(), id(), None).unwrap();
    assert_eq!(artu.describe(&any).unwrap().body, Some(json!({})));
}

#[test]
fn a_write_reads_back_from_json_and_shows_no_data() {
    for (_, write) in writes() {
        let text = serde_json::to_string(&write).unwrap();
        assert_eq!(serde_json::from_str::<Write>(&text).unwrap(), write);
        let debug = format!("{write:?}");
        assert!(debug.contains(write.operation().as_str()), "{debug}");
        assert!(
            !debug.contains(EXTERNAL) && !debug.contains("\"x\""),
            "{debug}"
        );
    }
    let read = json!({"operation": "clients.list", "places": {}});
    assert!(serde_json::from_value::<Write>(read).is_err());
}

#[tokio::test]
async fn a_write_that_was_changed_on_the_way_is_not_sent() {
    let server = Server::start([Reply::json(&client(ID))]).await;
    for places in [
        json!({}),
        json!({"id": ".."}),
        json!({"id": ""}),
        json!({"client": ID}),
    ] {
        let kept = json!({"operation": "clients.promote", "places": places});
        let write: Write = serde_json::from_value(kept).unwrap();
        let error = artu(&server.base).send(&write).await.unwrap_err();
        assert!(matches!(error, Error::Request { .. }), "{error:?}");
    }
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn the_answer_of_a_related_client_keeps_everything() {
    let body = json!({"child": client(CHILD), "link": {"id": ID}, "other": 1});
    let server = Server::start([Reply::json(&body)]).await;
    let request = RelatedRequest {
        child: ClientCreate::new(
            ClientType::Individual,
            "Persona Sintética",
            vec!["MX".into()],
        ),
        relationship_type: RelationshipType::ControllingBeneficiary,
        metadata: None,
    };
    let result = artu(&server.base)
        .clients()
        .create_related(id(), &request)
        .await
        .unwrap();
    assert_eq!(result.child.value.id.to_string(), CHILD);
    assert_eq!(
        Value::Object(result.unknown),
        json!({"link": {"id": ID}, "other": 1})
    );
}

#[tokio::test]
async fn every_write_is_sent_once_whatever_comes_back() {
    let whole = Reply::json(&client(ID));
    let faults = [
        Reply::status(500),
        Reply::status(503).header("retry-after", "0"),
        Reply::status(429).header("retry-after", "0"),
        Reply::new(200, "text/html", "<html></html>"),
        Reply::new(200, "application/json", "{\"id\":"),
        whole.cut(),
    ];
    for fault in faults {
        let server = Server::start([fault]).await;
        let artu = artu(&server.base);
        for (sent, (case, _)) in (1..).zip(writes()) {
            let error = case.run(&artu).await.unwrap_err();
            let refused = matches!(error, Error::RateLimited { .. });
            let name = case.operation;
            assert_eq!(error.write_outcome_unknown(), !refused, "{name}: {error:?}");
            assert_eq!(server.seen().len(), sent, "{name}");
            assert_eq!(artu.requests_sent(), sent as u64, "{name}");
        }
    }
}

#[tokio::test]
async fn a_write_whose_answer_has_another_form_may_have_been_carried_out() {
    let server = Server::start([Reply::json(&json!([]))]).await;
    let artu = artu(&server.base);
    for (case, _) in writes() {
        let outcome = case.run(&artu).await;
        if matches!(case.contracted.answer, Some(ref form) if form.get("properties").is_some() || form.get("$ref").is_some())
        {
            let error = outcome.unwrap_err();
            assert!(
                error.write_outcome_unknown(),
                "{}: {error:?}",
                case.operation
            );
        } else {
            outcome.unwrap_or_else(|error| panic!("{}: {error:?}", case.operation));
        }
    }
}

#[tokio::test]
async fn a_deletion_takes_any_answer() {
    let empty = Reply::new(204, "application/json", "");
    for good in [
        empty,
        Reply::json(&json!(null)),
        Reply::json(&json!({"ok": true})),
    ] {
        let server = Server::start([good]).await;
        artu(&server.base).clients().delete(id()).await.unwrap();
    }
    let server = Server::start([Reply::new(200, "application/json", "gone")]).await;
    let error = artu(&server.base).clients().delete(id()).await.unwrap_err();
    assert!(error.write_outcome_unknown());
}

#[tokio::test]
async fn every_read_is_tried_again() {
    let reads: Vec<Case> = cases()
        .into_iter()
        .filter(|case| case.operation.row().effect == Effect::Read)
        .collect();
    let script = reads
        .iter()
        .flat_map(|case| [Reply::status(503), Reply::json(&case.answer)]);
    let server = Server::start(script).await;
    let artu = artu(&server.base);
    for (sent, case) in (1..).zip(&reads) {
        case.run(&artu).await.unwrap();
        assert_eq!(server.seen().len(), 2 * sent, "{}", case.operation);
    }
}

#[test]
fn all_or_nothing_and_replacing_are_said_as_they_were_asked_for() {
    let client = ClientCreate::new(ClientType::Company, "Otro", vec!["MX".into()]);
    let artu = artu("http://127.0.0.1:1");
    for flag in [true, false] {
        let id = id();
        let batches = [
            Write::create_clients(std::slice::from_ref(&client), flag),
            Write::update_clients(&[(id, ClientUpdate::default())], flag),
            Write::update_addresses(&[(ID.parse().unwrap(), AddressUpdate::default())], flag),
            Write::create_alerts(&[AlertInput::default()], flag),
            Write::update_alerts(&[(ID.parse().unwrap(), AlertInput::default())], flag),
            Write::upsert_alerts(&[AlertInput::default()], flag),
            Write::create_bank_accounts(&[sampled("BankAccountInput")], flag),
            Write::upsert_contact_methods(&[sampled("ContactMethodInput")], flag),
            Write::upsert_documents(&[sampled("DocumentCreate")], flag),
        ];
        for write in batches {
            let write = write.unwrap();
            let body = artu.describe(&write).unwrap().body.unwrap();
            assert_eq!(body["atomic"], flag, "{write:?}");
        }
        let syncs = [
            Write::sync_addresses(id, &[], flag),
            Write::sync_contact_methods(id, &[], flag),
            Write::sync_bank_accounts(id, &[], flag),
        ];
        for write in syncs {
            let write = write.unwrap();
            let body = artu.describe(&write).unwrap().body.unwrap();
            assert_eq!(body["replaceMode"], flag, "{write:?}");
        }
    }
}

fn sampled<T: serde::de::DeserializeOwned>(schema: &str) -> T {
    let sample = crate::contract_file::sample(crate::contract_file::schema(schema));
    serde_json::from_value(sample).unwrap()
}
