//! What was decided about findings: lists, counts and sums follow it, whichever came first.

use vault::{
    Decided, Disposition, DispositionKind, FindingCounts, FindingOwner, FindingQuery, FindingRow,
    HouseholdQuery, Severity,
};

use crate::support::{Fresh, client, id, time};

const EVERY: [Option<Decided>; 6] = [
    None,
    Some(Decided::Open),
    Some(Decided::Not),
    Some(Decided::As(DispositionKind::ToFix)),
    Some(Decided::As(DispositionKind::Accepted)),
    Some(Decided::As(DispositionKind::FalseAlarm)),
];

/// A finding about the client, or about the household of which it is the anchor.
fn row(number: u128, code: &str, of_household: bool, severity: Severity) -> FindingRow {
    FindingRow {
        code: code.into(),
        severity,
        rule: "MX-006".into(),
        client_id: Some(id(number)),
        household_id: of_household.then(|| id(number)),
        field: Some("scopeData.MX.rfc".into()),
        value: Some(format!("valor {number}")),
        positions: Vec::new(),
        expected: None,
        related: Vec::new(),
        pack: "mx-1".into(),
        found_at: time(5),
        disposition: None,
    }
}

fn decision(about: &FindingRow, kind: DispositionKind) -> Disposition {
    Disposition::about(about, kind, "motivo", "ana", time(6))
}

fn decide(fresh: &Fresh, about: &FindingRow, kind: DispositionKind) {
    fresh
        .vault
        .write(|tx| tx.dispositions().add(&decision(about, kind)))
        .unwrap();
}

fn keep(fresh: &Fresh, owner: FindingOwner, rows: &[FindingRow]) {
    fresh
        .vault
        .write(|tx| tx.findings().replace(owner, rows))
        .unwrap();
}

fn takes(decided: Option<Decided>, row: &FindingRow) -> bool {
    match (decided, row.disposition) {
        (None, _) | (Some(Decided::Not | Decided::Open), None) => true,
        (Some(Decided::Open), Some(kind)) => !kind.settles(),
        (Some(Decided::As(wanted)), Some(kind)) => wanted == kind,
        _ => false,
    }
}

/// Every list and count is what a scan of all findings gives.
fn assert_lists_agree(fresh: &Fresh) {
    let list = |decided, code: Option<&str>| {
        let query = FindingQuery {
            decided,
            code: code.map(str::to_owned),
            limit: 1_000,
            ..FindingQuery::default()
        };
        fresh
            .vault
            .read(|view| view.findings().list(&query))
            .unwrap()
    };
    let all = list(None, None).rows;
    let by_place = fresh.vault.read(|view| {
        let places = view.findings().places(&FindingQuery::default())?;
        view.findings().rows_at(&places)
    });
    assert_eq!(by_place.unwrap(), all);
    for decided in EVERY {
        let expected: Vec<_> = all
            .iter()
            .filter(|row| takes(decided, row))
            .cloned()
            .collect();
        let listed = list(decided, None);
        assert_eq!(listed.total, expected.len() as u64, "{decided:?}");
        assert_eq!(listed.rows, expected, "{decided:?}");
        let of_code = expected.iter().filter(|row| row.code == "RFC_DATE").count();
        assert_eq!(list(decided, Some("RFC_DATE")).total, of_code as u64);
        let counts = fresh.vault.read(|view| {
            view.findings().counts_by_code(&FindingQuery {
                decided,
                ..FindingQuery::default()
            })
        });
        let counts = counts.unwrap();
        assert_eq!(
            counts.iter().map(|(.., count)| count).sum::<u64>(),
            listed.total
        );
        assert!(counts.iter().all(|(code, severity, count)| {
            let of_both = expected
                .iter()
                .filter(|row| row.code == *code && row.severity == *severity);
            of_both.count() as u64 == *count
        }));
    }
}

fn sums(fresh: &Fresh) -> (Option<Severity>, FindingCounts) {
    let query = HouseholdQuery {
        limit: 10,
        ..HouseholdQuery::default()
    };
    let listed = fresh.vault.read(|view| view.households().list(&query));
    let row = listed.unwrap().rows.remove(0);
    (row.worst, row.findings)
}

#[test]
fn lists_counts_and_sums_follow_what_is_decided() {
    let fresh = Fresh::new();
    fresh.put(&[
        client(1, "Ancla", true, &[2]),
        client(2, "Hija", false, &[]),
    ]);
    let digit = row(2, "RFC_CHECK_DIGIT", false, Severity::Warn);
    let date = row(2, "RFC_DATE", false, Severity::Error);
    let cycle = row(1, "CYCLE", true, Severity::Error);
    // What was decided before a finding is there holds once it is.
    decide(&fresh, &date, DispositionKind::Accepted);
    keep(
        &fresh,
        FindingOwner::Client(id(2)),
        &[digit.clone(), date.clone()],
    );
    keep(
        &fresh,
        FindingOwner::Household(id(1)),
        std::slice::from_ref(&cycle),
    );
    assert_lists_agree(&fresh);
    let counts = |error, warn| FindingCounts {
        error,
        warn,
        info: 0,
    };
    assert_eq!(sums(&fresh), (Some(Severity::Error), counts(1, 1)));
    let worst_of_child = || {
        let row = fresh.vault.read(|view| view.clients().row(id(2)));
        row.unwrap().unwrap().worst
    };
    assert_eq!(worst_of_child(), Some(Severity::Warn));

    decide(&fresh, &cycle, DispositionKind::FalseAlarm);
    assert_eq!(sums(&fresh), (Some(Severity::Warn), counts(0, 1)));
    decide(&fresh, &digit, DispositionKind::ToFix);
    assert_eq!(sums(&fresh), (Some(Severity::Warn), counts(0, 1)));
    assert_lists_agree(&fresh);
    decide(&fresh, &digit, DispositionKind::Accepted);
    assert_eq!(
        (sums(&fresh), worst_of_child()),
        ((None, counts(0, 0)), None)
    );
    assert_lists_agree(&fresh);
    decide(&fresh, &date, DispositionKind::Reopened);
    assert_eq!(sums(&fresh), (Some(Severity::Error), counts(1, 0)));
    assert_eq!(worst_of_child(), Some(Severity::Error));
    assert_lists_agree(&fresh);

    // A new check finds the same: what was decided stands, the time of the finding too.
    keep(
        &fresh,
        FindingOwner::Client(id(2)),
        &[date.clone(), digit.clone()],
    );
    assert_eq!(sums(&fresh), (Some(Severity::Error), counts(1, 0)));
    // Another value is another finding.
    let other = FindingRow {
        value: Some("otro valor".into()),
        ..digit
    };
    keep(&fresh, FindingOwner::Client(id(2)), &[other]);
    assert_eq!(sums(&fresh), (Some(Severity::Warn), counts(0, 1)));
    assert_lists_agree(&fresh);
    let fresh = fresh.reopened();
    assert_lists_agree(&fresh);
}

#[test]
fn a_finding_keeps_its_time_when_others_come_and_go_and_another_pack_counts() {
    let fresh = Fresh::new();
    fresh.put(&[client(1, "Sola", true, &[])]);
    let owner = FindingOwner::Client(id(1));
    let at = |code: &str, minute| FindingRow {
        found_at: time(minute),
        ..row(1, code, false, Severity::Warn)
    };
    keep(
        &fresh,
        owner,
        &[at("RFC_DATE", 1), at("RFC_CHECK_DIGIT", 1)],
    );
    keep(&fresh, owner, &[at("RFC_DATE", 2), at("CURP_DATE", 2)]);
    let by_another_pack = |row| FindingRow {
        pack: "mx-2".into(),
        ..row
    };
    let again = [at("RFC_DATE", 3), at("CURP_DATE", 3)].map(by_another_pack);
    keep(&fresh, owner, &again);
    let times: Vec<_> = fresh
        .vault
        .read(|view| view.findings().of(owner))
        .unwrap()
        .into_iter()
        .map(|row| (row.code, row.found_at))
        .collect();
    let expected = [("CURP_DATE", 2), ("RFC_DATE", 1)];
    assert_eq!(
        times,
        expected.map(|(code, minute)| (code.to_owned(), time(minute)))
    );
}
