//! What several clients of a household have in common (rules MX-060 to MX-062).

use std::collections::BTreeMap;

use artu::models::{Client, ClientId, ClientType, RelationshipType};
use mx::Severity;

use super::Household;
use crate::{
    Finding, RulePack, SharedValue, codes,
    person_keys::{self, PersonKey},
    shared_value::Kind,
    shared_values,
};

pub(super) fn check(household: &Household<'_>, pack: &RulePack) -> Vec<Finding> {
    let clients = household.clients();
    if clients.len() < 2 {
        return Vec::new();
    }
    [person_keys::RFC, person_keys::CURP]
        .iter()
        .flat_map(|kind| check_kind(kind, &clients, pack))
        .chain(in_common(household, &clients, pack))
        .collect()
}

/// Accounts, contacts, addresses and persons that several members have: worth knowing among those who are linked, unless a company's
/// account is that of somebody who does not stand for it, or a person seems to be recorded twice.
fn in_common(household: &Household<'_>, clients: &[&Client], pack: &RulePack) -> Vec<Finding> {
    let mut groups: BTreeMap<String, Vec<(&Client, SharedValue<'_>)>> = BTreeMap::new();
    for client in clients {
        for value in shared_values(client, pack) {
            groups
                .entry(value.key().to_owned())
                .or_default()
                .push((*client, value));
        }
    }
    groups
        .into_values()
        .filter_map(|holders| {
            let ((first, value), others) = holders.split_first()?;
            let others: Vec<&Client> = others.iter().map(|(client, _)| *client).collect();
            let (code, severity, others) = match value.kind {
                Kind::Rfc | Kind::Curp => return None,
                Kind::Person => {
                    let unsaid = others.into_iter().filter(|other| {
                        other.kind == first.kind && !person_keys::have_one_key(first, other, pack)
                    });
                    (codes::POSSIBLE_DUPLICATE, Severity::Warn, unsaid.collect())
                }
                Kind::Clabe => {
                    let all: Vec<&Client> = others.iter().copied().chain([*first]).collect();
                    let severity = if is_account_of_a_stranger(household, &all) {
                        Severity::Warn
                    } else {
                        Severity::Info
                    };
                    (codes::SHARED_CLABE, severity, others)
                }
                Kind::Phone => (codes::SHARED_PHONE, Severity::Info, others),
                Kind::Email => (codes::SHARED_EMAIL, Severity::Info, others),
                Kind::Address => (codes::SHARED_ADDRESS, Severity::Info, others),
            };
            (!others.is_empty()).then(|| {
                Finding::new(code, severity, first.id, value.field())
                    .value(value.shown())
                    .related(others.iter().map(|other| other.id))
            })
        })
        .collect()
}

/// Whether one of the holders is a company and another neither represents nor controls it.
fn is_account_of_a_stranger(household: &Household<'_>, holders: &[&Client]) -> bool {
    holders.iter().any(|company| {
        let standing: Vec<ClientId> = [
            RelationshipType::LegalRepresentative,
            RelationshipType::ControllingBeneficiary,
        ]
        .iter()
        .flat_map(|role| household.children(company, role))
        .collect();
        company.kind == ClientType::Company
            && holders
                .iter()
                .any(|other| other.id != company.id && !standing.contains(&other.id))
    })
}

fn check_kind(kind: &PersonKey, clients: &[&Client], pack: &RulePack) -> Vec<Finding> {
    let mut holders: BTreeMap<String, Vec<ClientId>> = BTreeMap::new();
    for client in clients {
        if let Some(key) = kind.of(client, pack) {
            holders.entry(key).or_default().push(client.id);
        }
    }
    let mut stems: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for key in holders.keys() {
        stems.entry(kind.stem(key)).or_default().push(key);
    }
    let finding = |code, severity, key: &str, ids: &[ClientId]| {
        let (first, others) = ids.split_first()?;
        let others = others.iter().copied();
        Some(
            Finding::new(code, severity, *first, kind.field)
                .value(key)
                .related(others),
        )
    };
    let same = holders
        .iter()
        .filter(|(_, ids)| ids.len() > 1)
        .filter_map(|(key, ids)| finding(kind.same, Severity::Error, key, ids));
    let similar = stems
        .values()
        .filter(|keys| keys.len() > 1)
        .filter_map(|keys| {
            let ids: Vec<ClientId> = keys
                .iter()
                .filter_map(|key| holders.get(*key)?.first())
                .copied()
                .collect();
            let key = keys.first()?;
            finding(kind.similar, Severity::Warn, key, &ids)
        });
    same.chain(similar).collect()
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{client, household, lines, link};
    use super::*;
    use crate::samples::merged;
    use serde_json::json;

    #[test]
    fn shared_keys_by_table() {
        for (first, second, expected) in [
            (
                "ZAHK581213MU6",
                "zahk 581213 mu6",
                vec!["SHARED_RFC error 1 2"],
            ),
            (
                "ZAHK581213MU6",
                "ZAHK581213AB1",
                vec!["SIMILAR_RFC warn 2 1"],
            ),
            ("XAXX010101000", "XAXX010101000", vec![]),
            ("ZAHK581213", "ZAHK581213", vec![]),
            ("", "", vec![]),
            ("ZAHK581213MU6", "LUZK740813KQ3", vec![]),
        ] {
            let clients = [
                client(1, json!({"scopeData": {"MX": {"rfc": first}}})),
                client(2, json!({"scopeData": {"MX": {"rfc": second}}})),
            ];
            let found = check(&household(&clients, Vec::new()), RulePack::embedded());
            assert_eq!(lines(&found), expected, "{first} {second}");
        }
        let curp = |number, key: &str| client(number, json!({"scopeData": {"MX": {"curp": key}}}));
        let clients = [
            curp(1, "ZAHK581213MCLRLR51"),
            curp(2, "ZAHK581213MCLRLR51"),
            curp(3, "ZAHK581213MCLRLR69"),
        ];
        assert_eq!(
            lines(&check(
                &household(&clients, Vec::new()),
                RulePack::embedded()
            )),
            ["SHARED_CURP error 1 2", "SIMILAR_CURP warn 1 3"]
        );
    }

    #[test]
    fn what_is_in_common_by_table() {
        let account = json!([{"id": crate::samples::id(90), "clabe": "072580000614996799"}]);
        let phone =
            json!([{"id": crate::samples::id(91), "type": "mobile", "value": "55 1234 9876"}]);
        let person =
            json!({"birthDate": "1958-12-13", "bankAccounts": account, "contactMethods": phone});
        let other = client(2, merged(person.clone(), json!({"name": "Luz"})));
        for (first, links, expected) in [
            (
                merged(person.clone(), json!({"name": "Karla"})),
                vec![],
                vec!["SHARED_CLABE info 1 2", "SHARED_PHONE info 1 2"],
            ),
            (
                merged(person.clone(), json!({"name": "Luz"})),
                vec![],
                vec![
                    "SHARED_CLABE info 1 2",
                    "POSSIBLE_DUPLICATE warn 1 2",
                    "SHARED_PHONE info 1 2",
                ],
            ),
            (
                json!({"type": "company", "name": "Roble", "bankAccounts": account}),
                vec![link(1, 2, "guarantor")],
                vec!["SHARED_CLABE warn 1 2"],
            ),
            (
                json!({"type": "company", "name": "Roble", "bankAccounts": account}),
                vec![link(1, 2, "legal_representative")],
                vec!["SHARED_CLABE info 1 2"],
            ),
        ] {
            let clients = [client(1, first.clone()), other.clone()];
            assert_eq!(
                lines(&check(&household(&clients, links), RulePack::embedded())),
                expected,
                "{first}"
            );
        }
    }
}
