//! The same key on several clients of a household (rule MX-060).

use std::collections::BTreeMap;

use artu::models::{Client, ClientId};
use mx::Severity;

use super::Household;
use crate::{Finding, codes};

/// Keys of one kind and what their repetition is called.
struct Kind {
    field: &'static str,
    same: &'static str,
    similar: &'static str,
    /// Characters at the end that may differ: homoclave and check digit, or differentiator and
    /// check digit.
    tail: usize,
    key: fn(&Client) -> Option<String>,
}

const KINDS: [Kind; 2] = [
    Kind {
        field: "scopeData.MX.rfc",
        same: codes::SHARED_RFC,
        similar: codes::SIMILAR_RFC,
        tail: 3,
        key: rfc,
    },
    Kind {
        field: "scopeData.MX.curp",
        same: codes::SHARED_CURP,
        similar: codes::SIMILAR_CURP,
        tail: 2,
        key: curp,
    },
];

fn rfc(client: &Client) -> Option<String> {
    let key = mx::normalize(client.mx()?.rfc.as_deref()?);
    let whole = matches!(key.chars().count(), 12 | 13);
    (whole && !mx::rfc::is_generic(&key)).then_some(key)
}

fn curp(client: &Client) -> Option<String> {
    let key = mx::normalize(client.mx()?.curp.as_deref()?);
    let whole = key.chars().count() == 18;
    (whole && !mx::curp::is_generic(&key)).then_some(key)
}

pub(super) fn check(household: &Household<'_>) -> Vec<Finding> {
    let clients = household.clients();
    KINDS
        .iter()
        .flat_map(|kind| check_kind(kind, &clients))
        .collect()
}

fn check_kind(kind: &Kind, clients: &[&Client]) -> Vec<Finding> {
    let mut holders: BTreeMap<String, Vec<ClientId>> = BTreeMap::new();
    for client in clients {
        if let Some(key) = (kind.key)(client) {
            holders.entry(key).or_default().push(client.id);
        }
    }
    let mut stems: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for key in holders.keys() {
        let length = key.chars().count() - kind.tail;
        let stem = key.chars().take(length).collect();
        stems.entry(stem).or_default().push(key);
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
    use super::super::test_support::{client, household, lines};
    use super::*;
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
            let found = check(&household(&clients, Vec::new()));
            assert_eq!(lines(&found), expected, "{first} {second}");
        }
        let curp = |number, key: &str| client(number, json!({"scopeData": {"MX": {"curp": key}}}));
        let clients = [
            curp(1, "ZAHK581213MCLRLR51"),
            curp(2, "ZAHK581213MCLRLR51"),
            curp(3, "ZAHK581213MCLRLR69"),
        ];
        assert_eq!(
            lines(&check(&household(&clients, Vec::new()))),
            ["SHARED_CURP error 1 2", "SIMILAR_CURP warn 1 3"]
        );
    }
}
