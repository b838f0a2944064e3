//! One operation of each kind over a population, and whether the server has what it wished.

use std::collections::HashSet;

use artu::models::{ClientId, OpenMap};
use desk::contract::{
    LinkIntent, OperationIntent, PromoteIntent, ReplaceLinksIntent, UnlinkIntent, UpdateIntent,
    WishedLink,
};
use rand::RngExt as _;
use rand_chacha::ChaCha8Rng;
use sandbox::{Control, Environment, Fault, FaultKind};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    office::{Office, TEST},
    trouble::{Outcome, Trouble},
};

/// Kinds of operation.
pub(crate) const KINDS: u64 = 6;

/// The relationship of every link that is made here.
const RELATIONSHIP: &str = "settlor";

/// Draws operations whose households have nothing to do with each other.
pub(crate) struct Wishes<'a> {
    office: &'a Office,
    environment: Environment,
    random: &'a mut ChaCha8Rng,
    /// Every link of the population.
    links: Vec<(Uuid, Uuid)>,
    /// The clients of the households that an operation is about.
    taken: HashSet<Uuid>,
}

/// An operation that is wished for.
pub(crate) struct Wish {
    /// What to carry out.
    pub intent: OperationIntent,
    /// Where.
    environment: Environment,
    /// The client whose state it rests on.
    pub subject: Uuid,
    /// The child of the link it is about.
    child: Option<Uuid>,
    /// Method and path of its write.
    pub request: (&'static str, String),
}

impl<'a> Wishes<'a> {
    /// Over the clients of test.
    pub(crate) fn of(office: &'a Office, random: &'a mut ChaCha8Rng) -> Self {
        Self::in_environment(office, random, TEST)
    }

    /// Over the clients of an environment.
    pub(crate) fn in_environment(
        office: &'a Office,
        random: &'a mut ChaCha8Rng,
        environment: Environment,
    ) -> Self {
        let control = &office.control;
        let links = control.client_ids(environment).into_iter();
        let links = links.flat_map(|parent| {
            let client = control.client(environment, parent).unwrap_or_default();
            let children = children(&client).into_iter();
            children.map(move |(child, _)| (parent, child))
        });
        Self {
            office,
            environment,
            links: links.collect(),
            random,
            taken: HashSet::new(),
        }
    }

    /// One of the kind with this number.
    pub(crate) fn draw(&mut self, kind: u64) -> Outcome<Wish> {
        match kind % KINDS {
            0 => {
                let client = self.take(|client| client["isPrimary"] == false)?;
                let intent = OperationIntent::Promote(PromoteIntent {
                    client_id: client.into(),
                });
                Ok(Wish::new(
                    self.environment,
                    intent,
                    client,
                    None,
                    "POST",
                    "/promote",
                ))
            }
            1 => self.link(),
            2 => {
                let (parent, child) = self.family()?;
                Ok(unlink(self.environment, parent, child))
            }
            3 => self.replace(),
            4 => self.related(),
            _ => {
                let client = self.take(|_| true)?;
                let changes =
                    json!({ "middleName": format!("Sol {}", self.random.random_range(0..1_000)) });
                let intent = OperationIntent::Update(UpdateIntent {
                    client_id: client.into(),
                    changes: members(changes)?,
                });
                Ok(Wish::new(
                    self.environment,
                    intent,
                    client,
                    None,
                    "PATCH",
                    "",
                ))
            }
        }
    }

    /// A parent and a stranger to it.
    pub(crate) fn link(&mut self) -> Outcome<Wish> {
        let (parent, child) = (self.take(|_| true)?, self.take(|_| true)?);
        let intent = OperationIntent::Link(LinkIntent {
            parent_id: parent.into(),
            child_id: child.into(),
            relationship_type: RELATIONSHIP.into(),
        });
        Ok(Wish::new(
            self.environment,
            intent,
            parent,
            Some(child),
            "POST",
            "/links",
        ))
    }

    fn replace(&mut self) -> Outcome<Wish> {
        let (parent, kept) = self.family()?;
        let child = self.take(|_| true)?;
        let wished = |child: Uuid| WishedLink {
            child_id: child.into(),
            relationship_type: RELATIONSHIP.into(),
            metadata: None,
        };
        let intent = OperationIntent::ReplaceLinks(ReplaceLinksIntent {
            parent_id: parent.into(),
            links: vec![wished(kept), wished(child)],
        });
        Ok(Wish::new(
            self.environment,
            intent,
            parent,
            Some(child),
            "PUT",
            "/links",
        ))
    }

    fn related(&mut self) -> Outcome<Wish> {
        let parent = self.take(|_| true)?;
        let external_id = format!("NUEVO-{}", self.random.random_range(0..1_000_000));
        let intent = serde_json::from_value(json!({
            "kind": "create_related",
            "parentId": parent,
            "relationshipType": RELATIONSHIP,
            "child": {"type": "individual", "name": "Lucía", "scopes": ["MX"], "externalId": external_id},
        }))?;
        Ok(Wish::new(
            self.environment,
            intent,
            parent,
            None,
            "POST",
            "/related",
        ))
    }

    /// A parent and one of its children.
    fn family(&mut self) -> Outcome<(Uuid, Uuid)> {
        let (control, environment) = (self.office.control.clone(), self.environment);
        let child = move |client: &Value| {
            let mut children = children(client).into_iter().map(|(child, _)| child);
            children.find(|child| control.client(environment, *child).is_some())
        };
        let parent = self.take(|client| child(client).is_some())?;
        let found = self.office.control.client(self.environment, parent);
        let found = found.as_ref().and_then(child);
        Ok((parent, found.unwrap_or_default()))
    }

    /// A client of a household that no wish of these is about.
    fn take(&mut self, fits: impl Fn(&Value) -> bool) -> Outcome<Uuid> {
        let control = &self.office.control;
        let ids = control.client_ids(self.environment);
        let first = self.random.random_range(0..ids.len());
        let from_there = ids[first..].iter().chain(&ids[..first]);
        let found = from_there.filter(|id| !self.taken.contains(id)).find(|id| {
            control
                .client(self.environment, **id)
                .is_some_and(|client| fits(&client))
        });
        let id = *found.ok_or_else(|| Trouble("the population is too small".into()))?;
        self.take_household(id);
        Ok(id)
    }

    /// Takes a client and whomever links join to it.
    fn take_household(&mut self, client: Uuid) {
        let mut reached = vec![client];
        while let Some(one) = reached.pop() {
            if self.taken.insert(one) {
                let neighbours = self.links.iter().filter_map(|(parent, child)| {
                    (*parent == one)
                        .then_some(*child)
                        .or_else(|| (*child == one).then_some(*parent))
                });
                reached.extend(neighbours);
            }
        }
    }
}

/// Takes the links between two clients away.
fn unlink(environment: Environment, parent: Uuid, child: Uuid) -> Wish {
    let intent = OperationIntent::Unlink(UnlinkIntent {
        parent_id: parent.into(),
        child_id: child.into(),
        relationship_type: None,
    });
    Wish::new(
        environment,
        intent,
        parent,
        Some(child),
        "DELETE",
        &format!("/links/{child}"),
    )
}

impl Wish {
    fn new(
        environment: Environment,
        intent: OperationIntent,
        subject: Uuid,
        child: Option<Uuid>,
        method: &'static str,
        ending: &str,
    ) -> Self {
        Self {
            intent,
            environment,
            subject,
            child,
            request: (method, format!("/clients/{subject}{ending}")),
        }
    }

    /// The opposite of a link that was wished for.
    pub(crate) fn undone(&self) -> Self {
        unlink(
            self.environment,
            self.subject,
            self.child.unwrap_or_default(),
        )
    }

    /// Reads that go before its write: the client, its links where it is about them, and the children it wishes for.
    pub(crate) const fn reads_before(&self) -> u32 {
        match self.intent {
            OperationIntent::Promote(_) | OperationIntent::Update(_) => 1,
            OperationIntent::Unlink(_) | OperationIntent::CreateRelated(_) => 2,
            OperationIntent::Link(_) => 3,
            OperationIntent::ReplaceLinks(_) => 4,
        }
    }

    /// The fault on its write.
    pub(crate) fn met_by(&self, kind: FaultKind) -> Fault {
        let (method, path) = &self.request;
        Fault::next(kind).on(method, path).ending(path)
    }

    /// How often its write went out, by the server's log.
    pub(crate) fn attempts(&self, control: &Control) -> Attempts {
        let (method, path) = &self.request;
        Attempts::of(control, (method, path), self.subject)
    }

    /// How often its write had an effect.
    pub(crate) fn effects(&self, control: &Control) -> usize {
        let (method, path) = &self.request;
        control.count_effects(Some(method), path)
    }

    /// Whether the server has what is wished for.
    pub(crate) fn holds(&self, control: &Control) -> bool {
        let client = control
            .client(self.environment, self.subject)
            .unwrap_or_default();
        let links = children(&client);
        let linked = |child: ClientId| links.contains(&(child.into(), RELATIONSHIP.to_owned()));
        match &self.intent {
            OperationIntent::Promote(_) => client["isPrimary"] == true,
            OperationIntent::Link(it) => linked(it.child_id),
            OperationIntent::Unlink(it) => !links.iter().any(|(child, _)| *child == it.child_id.0),
            OperationIntent::ReplaceLinks(it) => {
                links.len() == it.links.len() && it.links.iter().all(|one| linked(one.child_id))
            }
            OperationIntent::CreateRelated(it) => links.iter().any(|(child, _)| {
                let child = control.client(self.environment, *child).unwrap_or_default();
                child["externalId"] == json!(it.child.external_id)
            }),
            OperationIntent::Update(it) => it
                .changes
                .iter()
                .all(|(name, value)| client[name] == *value),
        }
    }

    /// Somebody else carries it out first; whether that can be done behind the scenes.
    pub(crate) fn done_by_another(&self, control: &Control) -> Outcome<bool> {
        match (&self.intent, self.child) {
            (OperationIntent::Promote(_), _) => control.promote(self.environment, self.subject)?,
            (OperationIntent::Link(_), Some(child)) => {
                control.add_link(self.environment, self.subject, child, RELATIONSHIP)?;
            }
            (OperationIntent::Unlink(_), Some(child)) => {
                control.remove_link(self.environment, self.subject, child, None)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

/// How often a write arrived.
#[derive(Default)]
pub(crate) struct Attempts {
    /// All of them.
    pub sent: usize,
    /// Those before which, since the one before, no read of the client was answered.
    pub blind: usize,
}

impl Attempts {
    /// Counts in the server's log.
    pub(crate) fn of(control: &Control, (method, path): (&str, &str), client: Uuid) -> Self {
        let own = format!("/clients/{client}");
        let mut attempts = Self::default();
        let mut read = false;
        for one in control.requests(None, "") {
            if one.method == method && one.path == path {
                attempts.sent += 1;
                attempts.blind += usize::from(!read);
                read = false;
            }
            read |= one.method == "GET" && one.path == own && one.status == 200;
        }
        attempts
    }
}

/// The children of a client's links and their relationship types.
fn children(client: &Value) -> Vec<(Uuid, String)> {
    let links = client["linkedClients"].as_array();
    let links = links.into_iter().flatten();
    links
        .filter_map(|link| {
            let id = Uuid::parse_str(link["client"]["id"].as_str()?).ok()?;
            Some((id, link["relationshipType"].as_str()?.to_owned()))
        })
        .collect()
}

fn members(value: Value) -> Outcome<OpenMap> {
    Ok(serde_json::from_value(value)?)
}
