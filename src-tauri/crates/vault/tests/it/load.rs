//! The load of a first pull: deferred work, and a crash in the middle of it.

use serde_json::Value;
use vault::{ClientQuery, ClientSort, HouseholdQuery, HouseholdRow, HouseholdSort};

use crate::support::{Fresh, client, id};

/// Anchors with two children each; every tenth child has a child of its own, every seventh anchor shares one with its neighbour.
fn population(anchors: u128) -> Vec<Value> {
    let mut clients = Vec::new();
    for anchor in 1..=anchors {
        let base = anchor * 100;
        let mut children = vec![base + 1, base + 2];
        if anchor % 7 == 0 {
            children.push(base - 99);
        }
        clients.push(client(base, &format!("Ancla {anchor}"), true, &children));
        let below: &[u128] = if anchor % 10 == 0 { &[base + 3] } else { &[] };
        clients.push(client(base + 1, &format!("Hija {anchor}"), false, below));
        clients.push(client(base + 2, &format!("Hijo {anchor}"), false, &[]));
        if anchor % 10 == 0 {
            clients.push(client(base + 3, &format!("Nieta {anchor}"), false, &[]));
        }
        clients.push(client(base + 9, &format!("Suelta {anchor}"), false, &[]));
    }
    clients
}

fn households(fresh: &Fresh) -> Vec<HouseholdRow> {
    let query = HouseholdQuery {
        limit: 1_000,
        ..HouseholdQuery::default()
    };
    fresh
        .vault
        .read(|view| view.households().list(&query))
        .unwrap()
        .rows
}

fn orphans(fresh: &Fresh) -> u64 {
    fresh
        .vault
        .read(|view| view.households().orphans(0, 1))
        .unwrap()
        .total
}

#[test]
fn a_load_ends_where_plain_writing_ends() {
    let population = population(60);
    let plain = Fresh::new();
    let loaded = Fresh::new();
    let store = loaded.vault.pull_store();
    store.begin_bulk().unwrap();
    for page in population.chunks(50) {
        plain.put(page);
        loaded.put(page);
    }
    let during = loaded
        .vault
        .read(|view| view.search().search("nieta 3", 10))
        .unwrap();
    assert_eq!(during.total, 1, "search is right during a load");
    store.finish_bulk().unwrap();
    assert_eq!(households(&loaded), households(&plain));
    assert_eq!(orphans(&loaded), 60);
    assert_eq!(orphans(&plain), 60);
    let check = loaded.vault.check(true).unwrap();
    assert_eq!(check.structure_sound, Some(true));
}

#[test]
fn what_waits_is_done_between_pages_once_it_is_enough() {
    let population = population(300);
    assert!(population.len() < 2_000, "one step takes all that waits");
    let plain = Fresh::new();
    let loaded = Fresh::new();
    let store = loaded.vault.pull_store();
    assert!(
        !store.go_on_with_bulk(true).unwrap(),
        "no load is under way"
    );
    store.begin_bulk().unwrap();
    let (most, last) = population.split_at(population.len() - 40);
    let mut steps = Vec::new();
    for page in most.chunks(200) {
        loaded.put(page);
        steps.push(store.go_on_with_bulk(false).unwrap());
    }
    assert_eq!(
        steps.iter().position(|done| *done),
        Some(4),
        "the fifth page is the thousandth client"
    );
    let (before, last) = last.split_at(20);
    loaded.put(before);
    assert!(!store.go_on_with_bulk(false).unwrap(), "too little waits");
    let built = (0..100).take_while(|_| store.go_on_with_bulk(true).unwrap());
    assert!((2..100).contains(&built.count()), "one index at a time");
    loaded.put(last);
    plain.put(&population);
    let found = |fresh: &Fresh, typed: &str| {
        let result = fresh.vault.read(|view| view.search().search(typed, 1_000));
        let mut ids: Vec<_> = result
            .unwrap()
            .hits
            .iter()
            .map(|hit| hit.client_id)
            .collect();
        ids.sort();
        ids
    };
    for typed in ["ancla 1", "hija 29", "suelta 300"] {
        assert_eq!(found(&loaded, typed), found(&plain, typed), "{typed}");
    }
    store.finish_bulk().unwrap();
    assert_eq!(households(&loaded), households(&plain));
    assert_eq!(found(&loaded, "nieta"), found(&plain, "nieta"));
}

#[test]
fn a_load_that_was_cut_off_is_finished_at_the_next_opening() {
    let population = population(30);
    let loaded = Fresh::new();
    loaded.vault.pull_store().begin_bulk().unwrap();
    loaded.put(&population);
    let fresh = loaded.reopened();
    assert_eq!(orphans(&fresh), 30);
    let plain = Fresh::new();
    plain.put(&population);
    assert_eq!(households(&fresh), households(&plain));
    let of = fresh
        .vault
        .read(|view| view.households().households_of(id(1_003)))
        .unwrap();
    assert_eq!(of, [id(1_000)]);
    let found = fresh
        .vault
        .read(|view| view.search().search("ancla 17", 10))
        .unwrap();
    assert_eq!(found.total, 1);
}

#[test]
fn a_load_that_goes_on_after_it_was_finished_half_way_ends_where_plain_writing_ends() {
    let population = population(30);
    let plain = Fresh::new();
    plain.put(&population);
    for cut in [1, 7, 33, 80] {
        let loaded = Fresh::new();
        loaded.vault.pull_store().begin_bulk().unwrap();
        loaded.put(&population[..cut]);
        let fresh = loaded.reopened();
        let store = fresh.vault.pull_store();
        store.begin_bulk().unwrap();
        fresh.put(&population[cut..]);
        store.finish_bulk().unwrap();
        assert_eq!(households(&fresh), households(&plain), "cut after {cut}");
    }
}

#[test]
fn places_and_what_is_at_them_are_the_whole_list_in_its_order() {
    let fresh = Fresh::new();
    fresh.put(&population(60));
    for descending in [false, true] {
        for sort in [
            ClientSort::Name,
            ClientSort::Updated,
            ClientSort::Seen,
            ClientSort::Worst,
        ] {
            for text in [None, Some("ancla 1".to_owned())] {
                let query = ClientQuery {
                    sort,
                    descending,
                    text,
                    limit: 1_000,
                    ..ClientQuery::default()
                };
                let (listed, at_places) = fresh
                    .vault
                    .read(|view| {
                        let clients = view.clients();
                        let places = clients.places(&query)?;
                        Ok::<_, vault::Error>((clients.list(&query)?, clients.rows_at(&places)?))
                    })
                    .unwrap();
                assert!(!listed.rows.is_empty());
                assert_eq!(at_places, listed.rows, "{sort:?}");
            }
        }
        for sort in [
            HouseholdSort::Name,
            HouseholdSort::Members,
            HouseholdSort::Worst,
            HouseholdSort::AsOf,
            HouseholdSort::Review,
        ] {
            let query = HouseholdQuery {
                sort,
                descending,
                limit: 1_000,
                ..HouseholdQuery::default()
            };
            let (listed, at_places) = fresh
                .vault
                .read(|view| {
                    let households = view.households();
                    let places = households.places(&query)?;
                    let rows = households.rows_at(&places)?;
                    Ok::<_, vault::Error>((households.list(&query)?, rows))
                })
                .unwrap();
            assert_eq!(listed.rows.len(), 60);
            assert_eq!(at_places, listed.rows, "{sort:?}");
        }
    }
    // One that is there no more is left out.
    let rows = fresh
        .vault
        .read(|view| view.clients().rows_at(&[1, 1_000_000, 2]));
    assert_eq!(rows.unwrap().len(), 2);
}
