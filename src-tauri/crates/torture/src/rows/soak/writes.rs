//! The writes of a soak: each says what it will do.

use artu::{
    Write,
    models::{ClientCreate, ClientId, ClientUpdate, RelationshipType},
};
use rand::RngExt as _;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    Soak,
    belief::{Child, PRIMARY, link_fact, name_fact},
    step::{Expected, Made, Step},
};
use crate::trouble::Outcome;

/// Clients above which some are deleted rather than made.
const MOST_CLIENTS: usize = 90;
/// Links of a client above which one is removed rather than added.
const MOST_LINKS: usize = 4;
/// Relationship types that are drawn from.
const RELATIONSHIPS: [&str; 4] = ["guarantor", "settlor", "beneficiary", "shareholder"];

impl Soak {
    /// Makes one write, or the two of an upsert.
    pub(super) async fn write(&mut self) -> Outcome {
        let client = self.any();
        let step = match self.random.random_range(0..24) {
            0 | 1 => self.create_or_delete(client)?,
            2..=4 => self.update(client)?,
            5 | 6 => self.promote(client),
            7..=9 => self.link_or_unlink(client)?,
            10 => self.replace_links(client)?,
            11 | 12 => self.related(client)?,
            13..=17 => self.child(client)?,
            18 => self.sync_children(client)?,
            19 => self.sync_client(client)?,
            20 => self.update_many(client)?,
            21 => self.create_many(true)?,
            22 => self.create_many(false)?,
            _ => return self.upsert_twice(client).await,
        };
        self.carry_out(step).await.map(drop)
    }

    fn any(&mut self) -> Uuid {
        let ids = self.beliefs.ids();
        ids[self.random.random_range(0..ids.len())]
    }

    fn relationship(&mut self) -> &'static str {
        RELATIONSHIPS[self.random.random_range(0..RELATIONSHIPS.len())]
    }

    /// What makes a client, and what will be known of it.
    pub(super) fn new_client(&mut self, is_primary: bool) -> (Value, Made) {
        let mark = self.mark();
        let (name, external_id) = (format!("Nuevo {mark}"), format!("SOAK-{mark}"));
        let input = json!({
            "type": "individual", "name": name, "scopes": ["MX"], "externalId": external_id,
        });
        let mut facts = vec![name_fact(&name)];
        if is_primary {
            facts.push(PRIMARY.to_owned());
        }
        let made = Made {
            external_id,
            facts,
            parent: None,
        };
        (input, made)
    }

    fn create_or_delete(&mut self, client: Uuid) -> Outcome<Step> {
        if self.beliefs.len() > MOST_CLIENTS {
            let write = Write::delete_client(client.into());
            return Ok(Step::new("delete", write, vec![Expected::Gone(client)]));
        }
        let (input, made) = self.new_client(true);
        let write = Write::create_client(&typed(input)?)?;
        Ok(Step::new("create", write, vec![Expected::Made(made)]))
    }

    /// A new name, and the facts that go and come with it.
    fn rename(&mut self, client: Uuid) -> Outcome<(ClientUpdate, Expected)> {
        let name = format!("Nombre {}", self.mark());
        let before = self.beliefs.of(client)?.value["name"].as_str();
        let expected = Expected::Changed {
            client,
            removes: vec![name_fact(before.unwrap_or_default())],
            adds: vec![name_fact(&name)],
        };
        Ok((typed(json!({ "name": name }))?, expected))
    }

    fn update(&mut self, client: Uuid) -> Outcome<Step> {
        let (changes, expected) = self.rename(client)?;
        let write = Write::update_client(client.into(), &changes)?;
        Ok(Step::new("update", write, vec![expected]))
    }

    fn promote(&mut self, client: Uuid) -> Step {
        let members = self.beliefs.ids().into_iter();
        let members: Vec<Uuid> = members
            .filter(|id| {
                self.beliefs
                    .of(*id)
                    .is_ok_and(|one| one.value["isPrimary"] == false)
            })
            .collect();
        let write = |id: Uuid| Write::promote(id.into());
        if members.is_empty() {
            let expected = Expected::unchanged(client);
            return Step::new("promote once more", write(client), expected);
        }
        let id = members[self.random.random_range(0..members.len())];
        let expected = Expected::changed(id, Vec::new(), vec![PRIMARY.to_owned()]);
        Step::new("promote", write(id), expected)
    }

    fn link_or_unlink(&mut self, parent: Uuid) -> Outcome<Step> {
        let links = self.beliefs.of(parent)?.links();
        if links.len() > MOST_LINKS {
            let (child, kind) = &links[self.random.random_range(0..links.len())];
            let relationship = RelationshipType::from(kind.as_str());
            let write = Write::unlink(parent.into(), ClientId::from(*child), Some(&relationship))?;
            let removes = links.iter().filter(|link| *link == &(*child, kind.clone()));
            let removes = removes
                .map(|(child, kind)| link_fact(*child, kind))
                .collect();
            return Ok(Step::new(
                "unlink",
                write,
                Expected::changed(parent, removes, Vec::new()),
            ));
        }
        let (child, kind) = (self.any(), self.relationship());
        let request = json!({ "childClientId": child, "relationshipType": kind });
        let write = Write::link(parent.into(), &typed(request)?)?;
        // A client is not linked to itself, nor twice in the same way.
        let refused = child == parent || links.contains(&(child, kind.to_owned()));
        let expected = if refused {
            Expected::unchanged(parent)
        } else {
            Expected::changed(parent, Vec::new(), vec![link_fact(child, kind)])
        };
        Ok(Step::new("link", write, expected))
    }

    /// One link goes and another one comes.
    fn replace_links(&mut self, parent: Uuid) -> Outcome<Step> {
        let links = self.beliefs.of(parent)?.links();
        let mut wished = links.clone();
        wished.pop();
        let new = (self.any(), self.relationship().to_owned());
        if new.0 != parent {
            wished.push(new);
        }
        wished.sort_unstable();
        wished.dedup();
        if links.is_empty() && wished.is_empty() {
            return self.update(parent);
        }
        let request = wished
            .iter()
            .map(|(child, kind)| json!({ "clientId": child, "relationshipType": kind }));
        let request: Vec<Value> = request.collect();
        let write =
            Write::replace_links(parent.into(), &typed(json!({ "linkedClients": request }))?)?;
        let all = |links: &[(Uuid, String)]| {
            links
                .iter()
                .map(|(child, kind)| link_fact(*child, kind))
                .collect()
        };
        let expected = Expected::changed(parent, all(&links), all(&wished));
        Ok(Step::new("replace links", write, expected))
    }

    fn related(&mut self, parent: Uuid) -> Outcome<Step> {
        if self.beliefs.len() > MOST_CLIENTS {
            return self.create_or_delete(parent);
        }
        let (child, mut made) = self.new_client(false);
        let kind = self.relationship();
        made.parent = Some((parent, kind));
        let request = json!({ "child": child, "relationshipType": kind });
        let write = Write::create_related(parent.into(), &typed(request)?)?;
        Ok(Step::new(
            "create related",
            write,
            vec![Expected::Made(made)],
        ))
    }

    /// Two clients at once, all or nothing.
    fn update_many(&mut self, first: Uuid) -> Outcome<Step> {
        let second = self.any();
        if first == second {
            return self.update(first);
        }
        let (one, expected_one) = self.rename(first)?;
        let (other, expected_other) = self.rename(second)?;
        let changes = [(first.into(), one), (second.into(), other)];
        let write = Write::update_clients(&changes, true)?;
        Ok(Step::new(
            "update many",
            write,
            vec![expected_one, expected_other],
        ))
    }

    /// A batch with one that cannot be made, because its external id is taken twice: whole or in part.
    fn create_many(&mut self, atomic: bool) -> Outcome<Step> {
        if self.beliefs.len() > MOST_CLIENTS {
            let client = self.any();
            return self.create_or_delete(client);
        }
        let (input, made) = self.new_client(true);
        let mut twin = input.clone();
        twin["name"] = "Gemelo".into();
        let items: [ClientCreate; 2] = [typed(input)?, typed(twin)?];
        let write = Write::create_clients(&items, atomic)?;
        Ok(if atomic {
            let expected = Expected::NotMade(made.external_id);
            Step::new("create many or none", write, vec![expected])
        } else {
            Step::new("create many", write, vec![Expected::Made(made)])
        })
    }

    /// A client and its children in one call.
    fn sync_client(&mut self, client: Uuid) -> Outcome<Step> {
        let (street, value) = (
            self.mark_of(Child::Address),
            self.mark_of(Child::ContactMethod),
        );
        let request = json!({
            "clientId": client,
            "addresses": [super::children::input(Child::Address, &street)],
            "contactMethods": [super::children::input(Child::ContactMethod, &value)],
        });
        let write = Write::sync_client(&typed(request)?)?;
        let adds = vec![
            Child::Address.fact(&street),
            Child::ContactMethod.fact(&value),
        ];
        Ok(Step::new(
            "sync a client",
            write,
            Expected::changed(client, Vec::new(), adds),
        ))
    }

    /// The same upsert twice: the second finds it so already, or makes what the first did not.
    async fn upsert_twice(&mut self, client: Uuid) -> Outcome {
        if self.beliefs.len() > MOST_CLIENTS || self.random.random_bool(0.5) {
            return self.upsert_child_twice(client).await;
        }
        let (input, made) = self.new_client(true);
        let external_id = made.external_id.clone();
        let write = Write::upsert_client(&external_id, &typed(input)?)?;
        let again = Made {
            external_id: external_id.clone(),
            facts: made.facts.clone(),
            parent: None,
        };
        let first = Step::new("upsert", write.clone(), vec![Expected::Made(made)]);
        let done = self.carry_out(first).await?;
        let expected = if done {
            let made = self.find(&external_id).await?.map(|(id, _)| id);
            made.map(Expected::unchanged).unwrap_or_default()
        } else {
            vec![Expected::Made(again)]
        };
        self.carry_out(Step::new("upsert once more", write, expected))
            .await
            .map(drop)
    }
}

/// The typed input of a JSON one.
pub(super) fn typed<T: DeserializeOwned>(input: Value) -> Outcome<T> {
    Ok(serde_json::from_value(input)?)
}
