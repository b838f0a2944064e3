//! Lists of findings by any filters: rows, order and counts are those of a scan of everything.

use std::collections::BTreeMap;

use proptest::{collection::vec, option, prelude::*, sample::select};
use vault::{
    Decided, Disposition, DispositionKind, FindingKind, FindingOwner, FindingQuery, FindingRow,
    Severity,
};

use crate::support::{Fresh, client, id, time};

const CODES: [&str; 4] = [
    "CURP_DATE",
    "MISSING_ACCOUNT",
    "RFC_CHECK_DIGIT",
    "RFC_DATE",
];
const FIELDS: [&str; 3] = ["bankAccounts[]", "scopeData.MX.cnbv", "scopeData.MX.rfc"];
const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warn, Severity::Info];
/// The members of the household of 1; 3 is the anchor of another, whose only member it is.
const MEMBERS: [u128; 3] = [1, 2, 3];
const CLIENTS: [u128; 5] = [1, 2, 3, 4, 5];

#[derive(Debug, Clone)]
struct Found {
    about: u128,
    of_household: bool,
    code: usize,
    severity: usize,
    field: usize,
    minute: i64,
    decided: Option<DispositionKind>,
}

fn found() -> impl Strategy<Value = Found> {
    let kinds = vec![
        DispositionKind::Accepted,
        DispositionKind::FalseAlarm,
        DispositionKind::ToFix,
        DispositionKind::Reopened,
    ];
    (
        select(CLIENTS.to_vec()),
        any::<bool>(),
        0..CODES.len(),
        0..SEVERITIES.len(),
        0..FIELDS.len(),
        0_i64..6,
        option::of(select(kinds)),
    )
        .prop_map(
            |(about, of_household, code, severity, field, minute, decided)| Found {
                about,
                of_household,
                code,
                severity,
                field,
                minute,
                decided,
            },
        )
}

fn kind() -> impl Strategy<Value = FindingKind> {
    (select(CODES.to_vec()), option::of(select(FIELDS.to_vec()))).prop_map(|(code, field)| {
        FindingKind {
            code: code.to_owned(),
            field: field.map(str::to_owned),
        }
    })
}

fn decided() -> impl Strategy<Value = Decided> {
    select(vec![
        Decided::Open,
        Decided::Not,
        Decided::As(DispositionKind::Accepted),
        Decided::As(DispositionKind::FalseAlarm),
        Decided::As(DispositionKind::ToFix),
        Decided::As(DispositionKind::Reopened),
    ])
}

fn query() -> impl Strategy<Value = FindingQuery> {
    (
        option::of(select(SEVERITIES.to_vec())),
        option::of(select(CODES.to_vec())),
        option::of(vec(kind(), 0..3)),
        option::weighted(0.2, select(CLIENTS.to_vec())),
        option::weighted(0.3, select(vec![1_u128, 3, 4, 77])),
        option::weighted(0.3, 0_i64..7),
        option::weighted(0.3, 0_i64..7),
        option::of(decided()),
        (0_u64..12, 0_u64..12),
    )
        .prop_map(
            |(severity, code, kinds, client, household, from, until, decided, (offset, limit))| {
                FindingQuery {
                    severity,
                    code: code.map(str::to_owned),
                    kinds,
                    client_id: client.map(id),
                    household_id: household.map(id),
                    found_from: from.map(time),
                    found_until: until.map(time),
                    decided,
                    offset,
                    limit,
                }
            },
        )
}

/// A vault with what was found, kept by its owners, and decided about.
fn filled(found: &[Found]) -> Fresh {
    let fresh = Fresh::new();
    fresh.put(&[
        client(1, "Ancla", true, &[2, 3]),
        client(2, "Hija", false, &[]),
        client(3, "Otra ancla", true, &[]),
        client(4, "Sola", true, &[]),
        client(5, "Huérfana", false, &[]),
    ]);
    let mut found_of: BTreeMap<(bool, u128), Vec<FindingRow>> = BTreeMap::new();
    let mut decisions = Vec::new();
    for (number, one) in found.iter().enumerate() {
        // Findings of the household of 1 are about any of its members, those of others about their anchor.
        let anchor = if MEMBERS[..2].contains(&one.about) {
            1
        } else {
            one.about
        };
        let row = FindingRow {
            code: CODES[one.code].into(),
            severity: SEVERITIES[one.severity],
            rule: "MX-006".into(),
            client_id: Some(id(one.about)),
            household_id: one.of_household.then(|| id(anchor)),
            field: Some(FIELDS[one.field].into()),
            value: Some(format!("valor {number}")),
            positions: Vec::new(),
            expected: None,
            related: Vec::new(),
            pack: "mx-1".into(),
            found_at: time(one.minute),
            disposition: None,
        };
        let about = |kind| Disposition::about(&row, kind, "motivo", "ana", time(9));
        decisions.extend(one.decided.map(about));
        let owner = if one.of_household { anchor } else { one.about };
        found_of
            .entry((one.of_household, owner))
            .or_default()
            .push(row);
    }
    fresh
        .vault
        .write(|tx| {
            for ((of_household, owner), rows) in &found_of {
                let owner = if *of_household {
                    FindingOwner::Household(id(*owner))
                } else {
                    FindingOwner::Client(id(*owner))
                };
                tx.findings().replace(owner, rows)?;
            }
            for decision in &decisions {
                tx.dispositions().add(decision)?;
            }
            Ok::<_, vault::Error>(())
        })
        .unwrap();
    fresh
}

/// Whether a finding fits, read from what it says alone.
fn fits(query: &FindingQuery, row: &FindingRow) -> bool {
    let is_kind = |kind: &FindingKind| {
        kind.code == row.code && (kind.field.is_none() || kind.field == row.field)
    };
    let is_decided = |wanted: Decided| match wanted {
        Decided::Open => !row.disposition.is_some_and(DispositionKind::settles),
        Decided::Not => row.disposition.is_none(),
        Decided::As(kind) => row.disposition == Some(kind),
    };
    let is_of_household = |anchor| match row.household_id {
        Some(household) => household == anchor,
        None if anchor == id(1) => MEMBERS.map(id).contains(&row.client_id.unwrap()),
        None => row.client_id == Some(anchor),
    };
    query.severity.is_none_or(|one| row.severity == one)
        && query.code.as_ref().is_none_or(|one| row.code == *one)
        && query
            .kinds
            .as_ref()
            .is_none_or(|kinds| kinds.iter().any(is_kind))
        && query.client_id.is_none_or(|one| row.client_id == Some(one))
        && query.household_id.is_none_or(is_of_household)
        && query.found_from.is_none_or(|from| row.found_at >= from)
        && query.found_until.is_none_or(|until| row.found_at < until)
        && query.decided.is_none_or(is_decided)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn rows_order_and_counts_are_those_of_a_scan(
        found in vec(found(), 0..40),
        queries in vec(query(), 40),
    ) {
        let fresh = filled(&found);
        fresh.vault.read(|view| {
            let places = view.findings().places(&FindingQuery::default())?;
            let all = view.findings().rows_at(&places)?;
            assert_eq!(all.len(), found.len());
            assert!(all.is_sorted_by_key(|row| (std::cmp::Reverse(row.severity), row.code.clone())));
            for query in &queries {
                let fitting: Vec<_> = all.iter().filter(|row| fits(query, row)).cloned().collect();
                let listed = view.findings().list(query)?;
                assert_eq!(listed.total, fitting.len() as u64, "{query:?}");
                let [offset, limit] = [query.offset, query.limit].map(|one| usize::try_from(one).unwrap());
                let page: Vec<_> = fitting.iter().skip(offset).take(limit).cloned().collect();
                assert_eq!(listed.rows, page, "{query:?}");
                let places = view.findings().places(query)?;
                assert_eq!(view.findings().rows_at(&places)?, fitting, "{query:?}");
                let mut counts: BTreeMap<_, u64> = BTreeMap::new();
                for row in &fitting {
                    *counts.entry((row.code.clone(), row.severity.rank())).or_default() += 1;
                }
                let counted = view.findings().counts_by_code(query)?;
                assert!(counted.is_sorted_by_key(|(.., count)| std::cmp::Reverse(*count)));
                let counted: BTreeMap<_, _> = counted
                    .into_iter()
                    .map(|(code, severity, count)| ((code, severity.rank()), count))
                    .collect();
                assert_eq!(counted, counts, "{query:?}");
            }
            Ok::<_, vault::Error>(())
        }).unwrap();
    }
}
