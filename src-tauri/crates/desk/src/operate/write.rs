//! From an intent to the request: how it will look, and how it goes out. The only place that makes a write of the client.

use artu::{
    Error as ArtuError, Write,
    models::{ClientUpdate, LinkRequest, RelatedRequest, ReplaceLinksRequest, ReplacementLink},
};

use crate::{
    Error, Session,
    contract::{
        CreateRelatedIntent, LinkIntent, OperationIntent, ReplaceLinksIntent, RequestView,
        UpdateIntent,
    },
};

/// The request exactly as it will go out.
pub(super) fn describe(session: &Session, intent: &OperationIntent) -> Result<RequestView, Error> {
    let preview = session.artu().describe(&write(intent)?)?;
    Ok(RequestView {
        method: preview.method.to_string(),
        path: preview.path,
        environment: preview.environment.to_string(),
        body: preview.body,
    })
}

/// Sends it, once. What the server answers is not believed until it is read back.
pub(super) async fn send(session: &Session, intent: &OperationIntent) -> Result<(), ArtuError> {
    session.artu().send(&write(intent)?).await.map(drop)
}

fn write(intent: &OperationIntent) -> Result<Write, ArtuError> {
    match intent {
        OperationIntent::Promote(it) => Ok(Write::promote(it.client_id)),
        OperationIntent::Link(it) => Write::link(it.parent_id, &link(it)),
        OperationIntent::Unlink(it) => {
            Write::unlink(it.parent_id, it.child_id, it.relationship_type.as_ref())
        }
        OperationIntent::ReplaceLinks(it) => Write::replace_links(it.parent_id, &replacement(it)),
        OperationIntent::CreateRelated(it) => Write::create_related(it.parent_id, &related(it)),
        OperationIntent::Update(it) => Write::update_client(it.client_id, &changes(it)?),
    }
}

fn changes(intent: &UpdateIntent) -> Result<ClientUpdate, ArtuError> {
    serde_json::from_value(intent.changes.clone().into()).map_err(|_| ArtuError::Request {
        reason: "a change is not of the form of its member",
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
