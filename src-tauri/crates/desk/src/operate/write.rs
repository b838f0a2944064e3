//! From an intent to the request: how it will look, and how it goes out. The only place that makes a write of the client.
//!
//! Whether Artu merges an object that an update names or puts it in the place of the one before is not documented. So an object goes out
//! whole: what the client has there, with what changes put into it. Then both mean the same.

use artu::{
    Error as ArtuError, Write,
    models::{
        ClientId, ClientUpdate, LinkRequest, RelatedRequest, ReplaceLinksRequest, ReplacementLink,
    },
};

use serde_json::{Map, Value};

use super::reading::Reading;
use crate::{
    Error, Session,
    contract::{
        CreateRelatedIntent, LinkIntent, OperationIntent, ReplaceLinksIntent, RequestView,
        UpdateIntent,
    },
    nested,
};

/// The request exactly as it will go out while the records are as they were read.
pub(super) fn describe(
    session: &Session,
    intent: &OperationIntent,
    seen: &Reading,
) -> Result<RequestView, Error> {
    let preview = session.artu().describe(&write(intent, seen)?)?;
    Ok(RequestView {
        method: preview.method.to_string(),
        path: preview.path,
        environment: preview.environment.to_string(),
        body: preview.body,
    })
}

/// Sends it, once. `seen` is what was read right before. What the server answers is not believed until it is read back.
pub(super) async fn send(
    session: &Session,
    intent: &OperationIntent,
    seen: &Reading,
) -> Result<(), ArtuError> {
    session.artu().send(&write(intent, seen)?).await.map(drop)
}

fn write(intent: &OperationIntent, seen: &Reading) -> Result<Write, ArtuError> {
    match intent {
        OperationIntent::Promote(it) => Ok(Write::promote(it.client_id)),
        OperationIntent::Link(it) => Write::link(it.parent_id, &link(it)),
        OperationIntent::Unlink(it) => {
            Write::unlink(it.parent_id, it.child_id, it.relationship_type.as_ref())
        }
        OperationIntent::ReplaceLinks(it) => Write::replace_links(it.parent_id, &replacement(it)),
        OperationIntent::CreateRelated(it) => Write::create_related(it.parent_id, &related(it)),
        OperationIntent::Update(it) => Write::update_client(it.client_id, &changes(it, seen)?),
    }
}

/// What is beside a change goes back as it came, also where its form is not known.
fn changes(intent: &UpdateIntent, seen: &Reading) -> Result<ClientUpdate, ArtuError> {
    let of_its_form = serde_json::from_value::<ClientUpdate>(intent.changes.clone().into());
    of_its_form.map_err(|_| ArtuError::Request {
        reason: "a change is not of the form of its member",
    })?;
    let present = present(intent.client_id, seen)?;
    let whole = intent
        .changes
        .iter()
        .map(|(name, change)| (name.clone(), nested::put(present.get(name), change)));
    Ok(ClientUpdate {
        unknown: whole.collect(),
        ..ClientUpdate::default()
    })
}

fn present(client: ClientId, seen: &Reading) -> Result<Map<String, Value>, ArtuError> {
    let read = seen.client(client);
    read.and_then(|record| serde_json::from_str(record.raw_text()).ok())
        .ok_or(ArtuError::Request {
            reason: "the client to be changed was not read",
        })
}

fn link(intent: &LinkIntent) -> LinkRequest {
    LinkRequest::new(intent.child_id, intent.relationship_type.clone())
}

fn replacement(intent: &ReplaceLinksIntent) -> ReplaceLinksRequest {
    let links = intent.links.iter().map(|link| ReplacementLink {
        client_id: link.child_id,
        relationship_type: link.relationship_type.clone(),
        metadata: link.metadata.clone(),
    });
    ReplaceLinksRequest {
        linked_clients: links.collect(),
    }
}

fn related(intent: &CreateRelatedIntent) -> RelatedRequest {
    RelatedRequest {
        child: (*intent.child).clone(),
        relationship_type: intent.relationship_type.clone(),
        metadata: None,
    }
}
