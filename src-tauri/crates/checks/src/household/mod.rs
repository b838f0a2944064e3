//! Rules over a household: its links, its parts, and what its members have in common.

mod parts;
mod review;
mod shared;
mod structure;

pub use parts::{link_requirements, parts_of};

use std::collections::BTreeMap;

use artu::models::{Client, ClientId, RelationshipType};
use jiff::civil::Date;

use crate::{Finding, Rules};

/// An anchor and the clients that links reach from it.
#[derive(Clone, Debug)]
pub struct Household<'a> {
    /// The primary client at its root.
    pub anchor: &'a Client,
    /// The members; the anchor may be the first of them.
    pub members: Vec<Member<'a>>,
    /// The links between them, and those that lead to clients that are not here.
    pub links: Vec<Link>,
    /// The day of its last review; none of one that was never reviewed here.
    pub reviewed: Option<Date>,
}

/// One client of a household.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    /// The client.
    pub client: &'a Client,
    /// Links between the anchor and it; 0 is the anchor.
    pub depth: usize,
    /// The clients that link to it, and as what.
    pub parents: Vec<(ClientId, RelationshipType)>,
}

/// One link: the child is `relationship` of the parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The client that has the link.
    pub parent: ClientId,
    /// The client it leads to.
    pub child: ClientId,
    /// What the child is to the parent.
    pub relationship: RelationshipType,
}

impl<'a> Household<'a> {
    /// The anchor and the other members, each once, in the order of the household.
    fn clients(&self) -> Vec<&'a Client> {
        let mut clients = vec![self.anchor];
        for member in &self.members {
            if clients.iter().all(|known| known.id != member.client.id) {
                clients.push(member.client);
            }
        }
        clients
    }

    fn by_id(&self) -> BTreeMap<ClientId, &'a Client> {
        self.clients()
            .into_iter()
            .map(|client| (client.id, client))
            .collect()
    }

    /// Children of a client in this part, by the links of the household and of its own record.
    fn children(&self, parent: &Client, relationship: &RelationshipType) -> Vec<ClientId> {
        let of_household = self
            .links
            .iter()
            .filter(|link| link.parent == parent.id && link.relationship == *relationship)
            .map(|link| link.child);
        let of_record = parent
            .linked_clients
            .iter()
            .flatten()
            .filter(|link| link.relationship_type == *relationship)
            .map(|link| link.client.id);
        let mut children: Vec<ClientId> = of_household.chain(of_record).collect();
        children.sort_unstable();
        children.dedup();
        children
    }

    /// Whether the links of a client are known; a short record without any link says nothing.
    fn knows_links_of(&self, client: &Client) -> bool {
        client.linked_clients.is_some() || self.links.iter().any(|link| link.parent == client.id)
    }
}

/// Every finding that only the household shows. Its members are checked by
/// [`crate::check_client`].
pub fn check_household(household: &Household<'_>, rules: Rules<'_>) -> Vec<Finding> {
    let mut findings = structure::check(household);
    findings.extend(parts::check(household, rules));
    findings.extend(shared::check(household, rules.pack));
    findings.extend(review::check(household, rules));
    findings
        .into_iter()
        .map(|finding| finding.in_household(household.anchor.id))
        .collect()
}

/// Households for the tests of the rules.
#[cfg(test)]
pub(crate) mod test_support {
    use super::*;
    use crate::samples;
    use serde_json::{Value, json};

    pub(crate) fn client(number: u128, members: Value) -> Client {
        samples::individual(samples::merged(
            json!({"id": samples::id(number), "linkedClients": [], "isPrimary": number == 1}),
            members,
        ))
    }

    pub(crate) fn link(parent: u128, child: u128, relationship: &str) -> Link {
        Link {
            parent: samples::id(parent).parse().unwrap(),
            child: samples::id(child).parse().unwrap(),
            relationship: relationship.into(),
        }
    }

    /// A household of the clients, the first its anchor.
    pub(crate) fn household(clients: &[Client], links: Vec<Link>) -> Household<'_> {
        Household {
            anchor: &clients[0],
            members: clients
                .iter()
                .map(|client| Member {
                    client,
                    depth: usize::from(client.id != clients[0].id),
                    parents: Vec::new(),
                })
                .collect(),
            links,
            reviewed: None,
        }
    }

    /// `CODE severity client related…`, clients by their number.
    pub(crate) fn lines(findings: &[Finding]) -> Vec<String> {
        let number = |id: ClientId| id.as_uuid().as_u128().to_string();
        findings
            .iter()
            .map(|finding| {
                let mut words = vec![
                    finding.code.clone(),
                    finding.severity.as_str().to_owned(),
                    number(finding.client_id),
                ];
                words.extend(finding.related.iter().map(|id| number(*id)));
                words.join(" ")
            })
            .collect()
    }
}
