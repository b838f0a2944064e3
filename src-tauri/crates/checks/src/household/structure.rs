//! The shape of the links (rules MX-051, MX-063, MX-067).

use std::collections::{BTreeMap, BTreeSet};

use artu::models::ClientId;
use mx::Severity;

use super::Household;
use crate::{Finding, defects};

const FIELD: &str = "linkedClients";

type Graph = BTreeMap<ClientId, BTreeSet<ClientId>>;

pub(super) fn check(household: &Household<'_>) -> Vec<Finding> {
    let mut findings = self_links(household);
    findings.extend(cycles(household));
    findings.extend(missing_members(household));
    findings.extend(several_primaries(household));
    findings
}

fn self_links(household: &Household<'_>) -> Vec<Finding> {
    let clients: BTreeSet<ClientId> = household
        .links
        .iter()
        .filter(|link| link.parent == link.child)
        .map(|link| link.parent)
        .collect();
    clients
        .into_iter()
        .map(|id| Finding::new(defects::SELF_LINK, Severity::Error, id, FIELD))
        .collect()
}

/// One finding per group of clients that reach each other.
fn cycles(household: &Household<'_>) -> Vec<Finding> {
    let mut children = Graph::new();
    for link in household
        .links
        .iter()
        .filter(|link| link.parent != link.child)
    {
        children.entry(link.parent).or_default().insert(link.child);
    }
    let mut grouped: BTreeSet<ClientId> = BTreeSet::new();
    let mut findings = Vec::new();
    for start in children.keys() {
        if grouped.contains(start) {
            continue;
        }
        let reached = reach(&children, *start);
        if !reached.contains(start) {
            continue;
        }
        let group: Vec<ClientId> = reached
            .into_iter()
            .filter(|id| reach(&children, *id).contains(start))
            .collect();
        grouped.extend(&group);
        let others = group.into_iter().filter(|id| id != start);
        findings.push(Finding::new(defects::CYCLE, Severity::Error, *start, FIELD).related(others));
    }
    findings
}

/// Every client that links lead to from the start, by one link at least.
fn reach(children: &Graph, start: ClientId) -> BTreeSet<ClientId> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![start];
    while let Some(id) = waiting.pop() {
        for child in children.get(&id).into_iter().flatten() {
            if reached.insert(*child) {
                waiting.push(*child);
            }
        }
    }
    reached
}

fn missing_members(household: &Household<'_>) -> Vec<Finding> {
    let known = household.by_id();
    let missing: BTreeSet<(ClientId, ClientId)> = household
        .links
        .iter()
        .filter_map(|link| {
            match (
                known.contains_key(&link.parent),
                known.contains_key(&link.child),
            ) {
                (true, false) => Some((link.parent, link.child)),
                (false, true) => Some((link.child, link.parent)),
                _ => None,
            }
        })
        .collect();
    missing
        .into_iter()
        .map(|(here, away)| {
            Finding::new(defects::MISSING_MEMBER, Severity::Warn, here, FIELD).related([away])
        })
        .collect()
}

fn several_primaries(household: &Household<'_>) -> Option<Finding> {
    let others: Vec<ClientId> = household
        .clients()
        .iter()
        .filter(|client| client.is_primary && client.id != household.anchor.id)
        .map(|client| client.id)
        .collect();
    (!others.is_empty()).then(|| {
        let anchor = household.anchor.id;
        Finding::new(
            defects::SEVERAL_PRIMARIES,
            Severity::Info,
            anchor,
            "isPrimary",
        )
        .related(others)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{client, household, lines, link};
    use super::*;
    use serde_json::json;

    const CONTROLS: &str = "controlling_beneficiary";

    #[test]
    fn structure_by_table() {
        let clients: Vec<_> = (1..=4).map(|number| client(number, json!({}))).collect();
        for (links, expected) in [
            (
                vec![
                    link(1, 2, CONTROLS),
                    link(2, 3, "other"),
                    link(1, 3, CONTROLS),
                ],
                vec![],
            ),
            (vec![link(1, 1, CONTROLS)], vec!["SELF_LINK error 1"]),
            (
                vec![
                    link(1, 2, CONTROLS),
                    link(2, 3, CONTROLS),
                    link(3, 1, CONTROLS),
                    link(3, 4, "x"),
                ],
                vec!["CYCLE error 1 2 3"],
            ),
            (
                vec![
                    link(1, 2, "x"),
                    link(2, 1, "x"),
                    link(1, 3, "x"),
                    link(3, 4, "x"),
                    link(4, 3, "x"),
                ],
                vec!["CYCLE error 1 2", "CYCLE error 3 4"],
            ),
            (vec![link(2, 9, CONTROLS)], vec!["MISSING_MEMBER warn 2 9"]),
            (vec![link(9, 2, CONTROLS)], vec!["MISSING_MEMBER warn 2 9"]),
        ] {
            assert_eq!(
                lines(&check(&household(&clients, links.clone()))),
                expected,
                "{links:?}"
            );
        }
    }

    #[test]
    fn other_primaries_are_information() {
        let clients = [
            client(1, json!({})),
            client(2, json!({"isPrimary": true})),
            client(3, json!({})),
        ];
        assert_eq!(
            lines(&check(&household(&clients, Vec::new()))),
            ["SEVERAL_PRIMARIES info 1 2"]
        );
    }
}
