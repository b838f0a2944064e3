//! What the client holds to be true of every client of the server.

use std::collections::BTreeMap;

use serde_json::Value;
use uuid::Uuid;

use crate::trouble::{Outcome, Trouble};

/// What is known of a client beside its bytes: one line for its name and for each thing that hangs on it, sorted. A thing
/// that is there twice has two lines.
pub(super) type Facts = Vec<String>;

/// One client as it was read last.
#[derive(Clone)]
pub(super) struct Belief {
    /// The bytes of the answer.
    pub text: String,
    /// The same as a value.
    pub value: Value,
    /// What a write can change.
    pub facts: Facts,
}

impl Belief {
    pub(super) fn new(text: String) -> Outcome<Self> {
        let value: Value = serde_json::from_str(&text)?;
        let facts = facts(&value);
        Ok(Self { text, value, facts })
    }

    /// The records of a list of the client: their ids and their marks.
    pub(super) fn children(&self, kind: Child) -> Vec<(Uuid, String)> {
        let (list, mark) = kind.members();
        items(&self.value, list)
            .iter()
            .filter_map(|one| Some((id(&one["id"])?, one[mark].as_str()?.to_owned())))
            .collect()
    }

    /// The children of its links and the relationship types.
    pub(super) fn links(&self) -> Vec<(Uuid, String)> {
        items(&self.value, "linkedClients")
            .iter()
            .filter_map(|link| {
                let kind = link["relationshipType"].as_str()?.to_owned();
                Some((id(&link["client"]["id"])?, kind))
            })
            .collect()
    }
}

/// Records that hang on a client and that a soak writes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Child {
    Address,
    ContactMethod,
    BankAccount,
}

impl Child {
    /// The list of the client, and the member of its records that bears the mark.
    const fn members(self) -> (&'static str, &'static str) {
        match self {
            Self::Address => ("addresses", "street"),
            Self::ContactMethod => ("contactMethods", "value"),
            Self::BankAccount => ("bankAccounts", "accountNumber"),
        }
    }

    /// The line of a record with a mark.
    pub(super) fn fact(self, mark: &str) -> String {
        format!("{} {mark}", self.members().0)
    }
}

/// The line of a name.
pub(super) fn name_fact(name: &str) -> String {
    format!("name {name}")
}

/// The line of a link.
pub(super) fn link_fact(child: Uuid, relationship_type: &str) -> String {
    format!("link {child} {relationship_type}")
}

/// The line of a primary client.
pub(super) const PRIMARY: &str = "primary";

fn facts(client: &Value) -> Facts {
    let mut facts = vec![name_fact(client["name"].as_str().unwrap_or_default())];
    if client["isPrimary"] == true {
        facts.push(PRIMARY.to_owned());
    }
    for kind in [Child::Address, Child::ContactMethod, Child::BankAccount] {
        let (list, mark) = kind.members();
        let marks = items(client, list)
            .iter()
            .map(|one| kind.fact(one[mark].as_str().unwrap_or_default()));
        facts.extend(marks);
    }
    facts.extend(
        items(client, "documents")
            .iter()
            .map(|one| format!("document {}", one["id"])),
    );
    for link in items(client, "linkedClients") {
        let kind = link["relationshipType"].as_str().unwrap_or_default();
        facts.extend(id(&link["client"]["id"]).map(|child| link_fact(child, kind)));
    }
    facts.sort_unstable();
    facts
}

/// The same facts after some went and some came.
pub(super) fn changed(facts: &Facts, removes: &[String], adds: &[String]) -> Facts {
    let mut facts = facts.clone();
    for gone in removes {
        if let Some(place) = facts.iter().position(|one| one == gone) {
            facts.remove(place);
        }
    }
    facts.extend_from_slice(adds);
    facts.sort_unstable();
    facts
}

fn items<'a>(client: &'a Value, list: &str) -> &'a [Value] {
    client[list].as_array().map_or(&[], Vec::as_slice)
}

fn id(value: &Value) -> Option<Uuid> {
    Uuid::parse_str(value.as_str()?).ok()
}

/// Every client, by its id.
#[derive(Default)]
pub(super) struct Beliefs(BTreeMap<Uuid, Belief>);

impl Beliefs {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn ids(&self) -> Vec<Uuid> {
        self.0.keys().copied().collect()
    }

    pub(super) fn of(&self, id: Uuid) -> Outcome<&Belief> {
        self.0
            .get(&id)
            .ok_or_else(|| Trouble(format!("nothing is believed of {id}")))
    }

    pub(super) fn set(&mut self, id: Uuid, belief: Belief) {
        self.0.insert(id, belief);
    }

    pub(super) fn forget(&mut self, id: Uuid) {
        self.0.remove(&id);
    }

    /// Clients that show one of these among their links.
    pub(super) fn parents(&self, children: &[Uuid]) -> Vec<Uuid> {
        let shows = |belief: &Belief| {
            belief
                .links()
                .iter()
                .any(|(child, _)| children.contains(child))
        };
        let parents = self.0.iter().filter(|(_, belief)| shows(belief));
        parents.map(|(id, _)| *id).collect()
    }
}
