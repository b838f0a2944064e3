//! The same key, account, phone, e-mail or address on clients of different households (rules MX-060 to MX-063).

use std::collections::BTreeSet;

use artu::models::{Client, ClientId, ClientType, RelationshipType};
use mx::Severity;

use super::{Beside, HUB, Sharing};
use crate::{Finding, RulePack, codes, person_keys, shared_value::Kind, text::is_name_of_one};

pub(super) fn check(beside: &Beside<'_>, pack: &RulePack) -> Vec<Finding> {
    let client = beside.client;
    beside
        .shared
        .iter()
        .filter(|sharing| !sharing.others.is_empty())
        .flat_map(|sharing| match sharing.value.kind {
            Kind::Rfc | Kind::Curp => key(client, sharing, pack),
            Kind::Person => person(client, sharing, pack).into_iter().collect(),
            Kind::Clabe => tie(client, sharing, codes::SHARED_CLABE, 2)
                .into_iter()
                .collect(),
            Kind::Phone => contact(client, sharing, codes::SHARED_PHONE, pack),
            Kind::Email => contact(client, sharing, codes::SHARED_EMAIL, pack),
            Kind::Address => address(client, sharing, pack),
        })
        .collect()
}

fn finding<'a>(
    code: &str,
    severity: Severity,
    client: &Client,
    sharing: &Sharing<'_>,
    others: impl IntoIterator<Item = &'a &'a Client>,
) -> Option<Finding> {
    let others: Vec<ClientId> = others.into_iter().map(|other| other.id).take(HUB).collect();
    let value = &sharing.value;
    (!others.is_empty()).then(|| {
        Finding::new(code, severity, client.id, value.field())
            .value(value.shown())
            .related(others)
    })
}

/// RFC or CURP: equal, or equal but for the end.
fn key(client: &Client, sharing: &Sharing<'_>, pack: &RulePack) -> Vec<Finding> {
    let Some(of) = sharing.value.kind.person_key() else {
        return Vec::new();
    };
    let own = of.of(client, pack);
    let is_same = |other: &&Client| of.of(other, pack) == own;
    let (same, similar): (Vec<&&Client>, Vec<&&Client>) =
        sharing.others.iter().partition(|other| is_same(other));
    // Letters and a day agree by chance where there are many clients; with another name that is no sign.
    let (alike, by_chance): (Vec<&&Client>, Vec<&&Client>) = similar
        .into_iter()
        .partition(|other| is_name_of_one(&client.full_name(), &other.full_name()));
    let (severity, similar) = if alike.is_empty() {
        (Severity::Info, by_chance)
    } else {
        (Severity::Warn, alike)
    };
    [
        finding(of.same, Severity::Error, client, sharing, same),
        finding(of.similar, severity, client, sharing, similar),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The same name and date, where no key says the same already.
fn person(client: &Client, sharing: &Sharing<'_>, pack: &RulePack) -> Option<Finding> {
    let is_unsaid = |other: &&Client| {
        other.kind == client.kind && !person_keys::have_one_key(client, other, pack)
    };
    let others: Vec<&Client> = sharing.others.iter().copied().filter(is_unsaid).collect();
    finding(
        codes::POSSIBLE_DUPLICATE,
        Severity::Warn,
        client,
        sharing,
        &others,
    )
}

/// A tie that nobody declared, from so many holders on; with a hub it is told once.
fn tie(client: &Client, sharing: &Sharing<'_>, code: &str, holders: usize) -> Option<Finding> {
    let others = &sharing.others;
    let (code, is_told) = if sharing.is_hub {
        (codes::SHARED_BY_MANY, sharing.tells_hub)
    } else {
        (code, others.len() + 1 >= holders)
    };
    let found = || finding(code, Severity::Warn, client, sharing, others);
    is_told.then(found).flatten()
}

fn contact(client: &Client, sharing: &Sharing<'_>, code: &str, pack: &RulePack) -> Vec<Finding> {
    tie(client, sharing, code, pack.measures.holders_of_a_contact)
        .into_iter()
        .collect()
}

fn address(client: &Client, sharing: &Sharing<'_>, pack: &RulePack) -> Vec<Finding> {
    let mut findings = contact(client, sharing, codes::SHARED_ADDRESS, pack);
    if sharing.is_hub {
        return findings;
    }
    let controllers = controllers(client);
    let of_others: Vec<&Client> = sharing
        .others
        .iter()
        .copied()
        .filter(|other| {
            let theirs = self::controllers(other);
            !controllers.is_empty() && !theirs.is_empty() && controllers.is_disjoint(&theirs)
        })
        .collect();
    findings.extend(finding(
        codes::COMPANIES_AT_ONE_ADDRESS,
        Severity::Warn,
        client,
        sharing,
        &of_others,
    ));
    findings
}

/// The controlling beneficiaries of a company or trust.
fn controllers(client: &Client) -> BTreeSet<ClientId> {
    if !matches!(client.kind, ClientType::Company | ClientType::Trust) {
        return BTreeSet::new();
    }
    client
        .linked_clients
        .iter()
        .flatten()
        .filter(|link| link.relationship_type == RelationshipType::ControllingBeneficiary)
        .map(|link| link.client.id)
        .collect()
}
