//! What was read at one moment: the clients an operation touches, and the links of its parent.

use std::collections::BTreeSet;

use artu::models::{Client, ClientId, OpenMap, Record, RelationshipType};
use serde_json::Value;

use super::{act::Act, members::LINKS};
use crate::{Error, Session, contract::RehearsalView};

/// Links as child and relationship: what makes two links the same.
pub(super) type LinkSet = BTreeSet<(ClientId, RelationshipType)>;

/// One link of a parent.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub child: ClientId,
    pub name: String,
    pub relationship: RelationshipType,
    pub metadata: Option<OpenMap>,
}

/// The links of a parent.
#[derive(Debug, Clone, Default)]
pub(super) struct Links {
    pub known: Vec<Link>,
    /// Whether every link could be understood; if not, the absence of one proves nothing.
    pub complete: bool,
}

impl Links {
    /// Takes links out of their verbatim JSON.
    fn of(values: &[Value]) -> Self {
        let known: Vec<Link> = values.iter().filter_map(link).collect();
        Self {
            complete: known.len() == values.len(),
            known,
        }
    }

    /// The links of a record; nothing when the record does not list them.
    pub(super) fn of_record(raw: &str) -> Option<Self> {
        let record: Value = serde_json::from_str(raw).ok()?;
        Some(Self::of(record.get(LINKS)?.as_array()?))
    }

    /// As a set.
    pub(super) fn set(&self) -> LinkSet {
        self.known
            .iter()
            .map(|link| (link.child, link.relationship.clone()))
            .collect()
    }
}

fn link(value: &Value) -> Option<Link> {
    let client = value.get("client")?;
    let name = ["name", "middleName", "lastName"]
        .into_iter()
        .filter_map(|part| client.get(part)?.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    Some(Link {
        child: client.get("id")?.as_str()?.parse().ok()?,
        name,
        relationship: value.get("relationshipType")?.as_str()?.into(),
        metadata: value.get("metadata").and_then(Value::as_object).cloned(),
    })
}

/// What was read.
#[derive(Debug, Clone, Default)]
pub(super) struct Reading {
    pub clients: Vec<Record<Client>>,
    /// Links of the parent; nothing when nobody asked for them.
    pub links: Option<Links>,
}

impl Reading {
    /// The record of a client.
    pub(super) fn client(&self, id: ClientId) -> Option<&Record<Client>> {
        self.clients.iter().find(|record| record.value.id == id)
    }

    /// The links as a set, where all of them are known.
    pub(super) fn link_set(&self) -> Option<LinkSet> {
        self.links
            .as_ref()
            .filter(|links| links.complete)
            .map(Links::set)
    }

    /// From records alone, as the vault keeps them.
    pub(super) fn of_records(clients: Vec<Record<Client>>, parent: Option<ClientId>) -> Self {
        let links = parent
            .and_then(|parent| clients.iter().find(|record| record.value.id == parent))
            .and_then(|record| Links::of_record(record.raw_text()));
        Self { clients, links }
    }
}

/// Reads what an operation rests on, right before it is sent. All of it must be there.
pub(super) async fn before(
    session: &Session,
    act: &dyn Act,
    rests_on: &[ClientId],
) -> Result<Reading, artu::Error> {
    let mut clients = Vec::with_capacity(rests_on.len());
    for id in rests_on {
        clients.push(session.artu().clients().get(*id).await?);
    }
    Ok(Reading {
        clients,
        links: links(session, act).await?,
    })
}

/// Reads what tells whether an operation was carried out. What else it looks at may be gone.
pub(super) async fn after(
    session: &Session,
    act: &dyn Act,
    before: &Reading,
    rehearsal: &RehearsalView,
) -> Result<Reading, Error> {
    let mut clients = vec![session.artu().clients().get(act.client()).await?];
    let links = links(session, act).await?;
    for id in act.looks_at(before, links.as_ref(), rehearsal) {
        match session.artu().clients().get(id).await {
            Ok(record) => clients.push(record),
            Err(artu::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Reading { clients, links })
}

async fn links(session: &Session, act: &dyn Act) -> Result<Option<Links>, artu::Error> {
    let Some(parent) = act.links_of() else {
        return Ok(None);
    };
    let page = session.artu().links().list(parent, None).await?;
    let values: Vec<Value> = page
        .data
        .iter()
        .map(|raw| serde_json::from_str(raw.text()).unwrap_or_default())
        .collect();
    Ok(Some(Links::of(&values)))
}
