//! Rule packs that were adopted, and what a rehearsal of another would change.

use jiff::civil::date;
use vault::{
    AdoptedPack, Digest, FindingChange, RehearsedFinding, RehearsedQuery, Severity, Vault,
};

use crate::support::{Fresh, client, id, time};

fn pack(version: &str, file: &str) -> AdoptedPack {
    AdoptedPack {
        digest: Digest::of(file.as_bytes()),
        name: "mx".into(),
        version: version.into(),
        effective_from: date(2027, 2, 1),
        signer: [7; 32],
        reason: "UMA de 2027".into(),
        analyst: "ana".into(),
        adopted_at: time(5),
    }
}

fn adopt(vault: &Vault, pack: &AdoptedPack, file: &str) -> bool {
    vault.write(|tx| tx.rule_packs().add(pack, file)).is_ok()
}

#[test]
fn packs_are_kept_whole_and_the_last_is_first() {
    let fresh = Fresh::new();
    let (one, two) = (pack("1", "uno"), pack("2", "dos"));
    assert!(adopt(&fresh.vault, &one, "uno"));
    assert!(adopt(&fresh.vault, &two, "dos"));
    let fresh = fresh.reopened();
    fresh
        .vault
        .read(|view| {
            let packs = view.rule_packs();
            assert_eq!(packs.count()?, 2);
            assert_eq!(packs.list()?, [two.clone(), one.clone()]);
            assert_eq!(packs.file(one.digest)?.as_deref(), Some("uno"));
            assert_eq!(packs.file(Digest::of(b"otro"))?, None);
            Ok::<_, vault::Error>(())
        })
        .unwrap();
}

#[test]
fn neither_a_version_nor_a_file_is_adopted_twice() {
    let fresh = Fresh::new();
    assert!(adopt(&fresh.vault, &pack("1", "uno"), "uno"));
    assert!(!adopt(&fresh.vault, &pack("1", "otro"), "otro"));
    assert!(!adopt(&fresh.vault, &pack("2", "uno"), "uno"));
    let count = fresh.vault.read(|view| view.rule_packs().count());
    assert_eq!(count.unwrap(), 1);
}

fn change(number: u128, code: &str, change: FindingChange) -> RehearsedFinding {
    RehearsedFinding {
        code: code.into(),
        change,
        severity: Severity::Warn,
        client_id: id(number),
        household_id: (number == 2).then(|| id(1)),
        field: format!("campo {number}"),
    }
}

#[test]
fn what_a_rehearsal_found_is_counted_listed_and_begun_anew() {
    use FindingChange::{Appears, Disappears};
    let fresh = Fresh::new();
    let found = [
        change(1, "CURP_DATE", Appears),
        change(2, "RFC_DATE", Disappears),
        change(2, "CURP_DATE", Appears),
        change(3, "CURP_DATE", Disappears),
    ];
    let keep = |found: &[RehearsedFinding]| {
        fresh.vault.write(|tx| {
            tx.rehearsed_findings().clear()?;
            tx.rehearsed_findings().keep(found)
        })
    };
    keep(&found).unwrap();
    let list = |code: Option<&str>, change| {
        let query = RehearsedQuery {
            code: code.map(str::to_owned),
            change,
            offset: 0,
            limit: 1,
        };
        let listed = fresh
            .vault
            .read(|view| view.rehearsed_findings().list(&query));
        let listed = listed.unwrap();
        (listed.rows.into_iter().next(), listed.total)
    };
    assert_eq!(list(None, None), (Some(found[0].clone()), 4));
    assert_eq!(list(Some("CURP_DATE"), None).1, 3);
    assert_eq!(list(None, Some(Disappears)), (Some(found[1].clone()), 2));
    assert_eq!(
        list(Some("CURP_DATE"), Some(Disappears)),
        (Some(found[3].clone()), 1)
    );
    let read = || {
        let counts = fresh.vault.read(|view| {
            let rehearsed = view.rehearsed_findings();
            Ok::<_, vault::Error>((rehearsed.counts()?, rehearsed.clients()?))
        });
        let (counts, clients) = counts.unwrap();
        let counts: Vec<_> = counts
            .into_iter()
            .map(|counted| (counted.code, counted.change, counted.count))
            .collect();
        (counts, clients)
    };
    let counts = vec![
        ("CURP_DATE".into(), Appears, 2),
        ("CURP_DATE".into(), Disappears, 1),
        ("RFC_DATE".into(), Disappears, 1),
    ];
    assert_eq!(read(), (counts, 3));
    keep(&found[..1]).unwrap();
    assert_eq!(read(), (vec![("CURP_DATE".into(), Appears, 1)], 1));
}

#[test]
fn a_rehearsal_forgets_a_client_with_everything_else() {
    let fresh = Fresh::new();
    fresh.put(&[
        client(1, "ancla", true, &[]),
        client(2, "se va", false, &[]),
    ]);
    fresh
        .vault
        .write(|tx| {
            tx.rehearsed_findings().keep(&[
                change(1, "RFC_DATE", FindingChange::Appears),
                change(2, "RFC_DATE", FindingChange::Appears),
            ])?;
            tx.pull().mark_one_gone(id(2), time(6))?;
            tx.forgetting().client(id(2))
        })
        .unwrap();
    let left = fresh
        .vault
        .read(|view| view.rehearsed_findings().clients())
        .unwrap();
    assert_eq!(left, 1);
}
