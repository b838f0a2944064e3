//! What clients may share: any list of holdings, settled in any stretches, is what is there afterwards, whatever was there before.

use std::collections::BTreeSet;

use proptest::prelude::*;
use vault::{Holding, ValueDigest};

use crate::support::{Fresh, client, id};

const CLIENTS: u128 = 6;
const VALUES: usize = 5;

fn value(number: usize) -> ValueDigest {
    ValueDigest::of(&format!("valor {number}"))
}

/// The clients that hold each value, by number.
fn held(fresh: &Fresh) -> BTreeSet<(usize, u128)> {
    let holders = |number: usize| {
        let found = fresh
            .vault
            .read(|view| view.shared_values().holders(value(number), 100))
            .unwrap();
        let number_of = |client| (1..=CLIENTS).find(|number| id(*number) == client).unwrap();
        found
            .into_iter()
            .map(move |client| (number, number_of(client)))
    };
    (0..VALUES).flat_map(holders).collect()
}

fn filled() -> Fresh {
    let fresh = Fresh::new();
    let clients: Vec<_> = (1..=CLIENTS)
        .map(|number| client(number, &format!("cliente {number}"), true, &[]))
        .collect();
    fresh.put(&clients);
    fresh
}

/// Settles holdings in stretches of this length.
fn settle(fresh: &Fresh, holdings: &BTreeSet<(usize, u128)>, at_once: usize) {
    let place = |number: u128| {
        let found = fresh.vault.read(|view| view.clients().record(id(number)));
        found.unwrap().unwrap().place
    };
    let mut all: Vec<Holding> = holdings
        .iter()
        .map(|(number, client)| Holding::new(value(*number), place(*client)).unwrap())
        .collect();
    all.sort_unstable();
    let mut after = None;
    let count = all.chunks(at_once).count().max(1);
    for at in 0..count {
        let stretch = all.chunks(at_once).nth(at).unwrap_or_default();
        fresh
            .vault
            .write(|tx| tx.shared_values().settle(after, stretch, at + 1 == count))
            .unwrap();
        after = stretch.last().copied();
    }
}

fn holdings() -> impl Strategy<Value = BTreeSet<(usize, u128)>> {
    proptest::collection::btree_set((0..VALUES, 1..=CLIENTS), 0..20)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_settled_is_there(first in holdings(), second in holdings(), at_once in 1_usize..8) {
        let fresh = filled();
        settle(&fresh, &first, at_once);
        prop_assert_eq!(&held(&fresh), &first);
        settle(&fresh, &second, at_once);
        prop_assert_eq!(&held(&fresh), &second);
    }

    #[test]
    fn a_change_concerns_one_client(first in holdings(), client in 1..=CLIENTS, now in proptest::collection::btree_set(0..VALUES, 0..5)) {
        let fresh = filled();
        settle(&fresh, &first, 7);
        let dropped: Vec<_> = (0..VALUES).filter(|number| !now.contains(number)).map(value).collect();
        let kept: Vec<_> = now.iter().copied().map(value).collect();
        fresh.vault.write(|tx| tx.shared_values().change(id(client), &kept, &dropped)).unwrap();
        let mut expected: BTreeSet<_> = first.into_iter().filter(|(_, holder)| *holder != client).collect();
        expected.extend(now.into_iter().map(|number| (number, client)));
        prop_assert_eq!(held(&fresh), expected);
    }
}

#[test]
fn the_first_seen_comes_first() {
    let fresh = filled();
    settle(&fresh, &[(0, 3), (0, 5), (0, 2)].into(), 10);
    let holders = |limit| {
        let found = fresh
            .vault
            .read(|view| view.shared_values().holders(value(0), limit));
        found.unwrap()
    };
    assert_eq!(holders(100), [id(2), id(3), id(5)]);
    assert_eq!(holders(2), [id(2), id(3)]);
}
