//! Search against a brute-force scan.

use proptest::prelude::*;
use serde_json::{Value, json};
use uuid::Uuid;
use vault::Field;

use crate::support::{Fresh, client, id, with};

fn found(fresh: &Fresh, typed: &str) -> Vec<u128> {
    let result = fresh
        .vault
        .read(|view| view.search().search(typed, 1_000))
        .unwrap();
    assert_eq!(result.total, result.hits.len() as u64, "{typed:?}");
    let mut numbers: Vec<u128> = result
        .hits
        .iter()
        .map(|hit| hit.client_id.as_uuid().as_u128())
        .collect();
    numbers.sort_unstable();
    numbers
}

fn people() -> Vec<Value> {
    let person = |number, name: &str, last: &str, rfc: &str, email: &str, phone: &str| {
        let mut person = client(number, name, true, &[]);
        person["lastName"] = json!(last);
        person["scopeData"] = json!({"MX": {"rfc": rfc, "curp": format!("{rfc}HDFRRL09")}});
        person["email"] = json!(email);
        person["phone"] = json!(phone);
        person["externalId"] = json!(format!("CLI-{number:05}"));
        person["bankAccounts"] = json!([{"id": Uuid::from_u128(number), "isPrimary": true, "clabe": format!("0021800000{number:08}")}]);
        person
    };
    vec![
        person(
            1,
            "José María",
            "Núñez Güemes",
            "NUGJ800101AB1",
            "jm.nunez@correo.example",
            "+52 55 1234 5678",
        ),
        person(
            2,
            "Maria",
            "de la O",
            "OOXM900202CD2",
            "m.delao@correo.example",
            "+52 81 8765 4321",
        ),
        person(
            3,
            "Ximena",
            "López-Ortega",
            "LOOX950303EF3",
            "ximena@otro.example",
            "+52 33 5555 1234",
        ),
    ]
}

#[test]
fn fragments_accents_and_order_do_not_matter() {
    let fresh = Fresh::new();
    fresh.put(&people());
    for (typed, expected) in [
        ("nunez", vec![1]),
        ("NÚÑEZ josé", vec![1]),
        ("maria", vec![1, 2]),
        ("ría jo", vec![1]),
        ("de la o", vec![2]),
        ("o maria", vec![2]),
        ("800101", vec![1]),
        ("x950303e", vec![3]),
        ("delao@corr", vec![2]),
        ("correo.ex", vec![1, 2]),
        ("55 1234-5678", vec![1]),
        ("+52 55 1234 56 78", vec![1]),
        ("(33) 5555", vec![3]),
        ("cli-00002", vec![2]),
        ("lópez ortega", vec![3]),
        ("180000000000003", vec![3]),
        ("x", vec![3]),
        ("nadie", vec![]),
        (" .- ", vec![]),
        ("\" OR *", vec![]),
        ("NEAR(", vec![]),
    ] {
        assert_eq!(found(&fresh, typed), expected, "{typed:?}");
    }
    assert_eq!(found(&fresh, &id(2).to_string()), [2]);
}

#[test]
fn an_exact_identifier_comes_first_and_the_places_are_named() {
    let fresh = Fresh::new();
    let mut page: Vec<Value> = (10..40)
        .map(|number| {
            with(
                client(number, "Prueba", true, &[]),
                "email",
                json!(format!("oo-77{number}@x.example")),
            )
        })
        .collect();
    page.push(with(
        client(50, "Última", true, &[]),
        "externalId",
        json!("OO-77"),
    ));
    page.push(client(51, "Oo77 Nombre", true, &[]));
    fresh.put(&page);
    let result = fresh
        .vault
        .read(|view| view.search().search("OO-77", 3))
        .unwrap();
    let first: Vec<_> = result
        .hits
        .iter()
        .map(|hit| (hit.client_id, hit.matched.clone()))
        .collect();
    assert_eq!(first[0], (id(50), vec![Field::ExternalId]));
    assert_eq!(first[1], (id(51), vec![Field::Name]));
    assert_eq!(first[2].1, [Field::Email]);
    assert_eq!((result.total, result.total_is_exact), (32, true));
}

#[test]
fn a_changed_record_is_found_by_its_new_text_only() {
    let fresh = Fresh::new();
    fresh.put(&[client(1, "Antigua", true, &[])]);
    fresh.put_at(&[client(1, "Moderna", true, &[])], 1);
    assert_eq!(found(&fresh, "antigua"), []);
    assert_eq!(found(&fresh, "moderna"), [1]);
}

/// The names of the scan are folded by hand here, apart from the store's own folding.
fn plain(text: &str) -> String {
    text.to_lowercase()
        .chars()
        .map(|character| match character {
            'á' => 'a',
            'é' => 'e',
            'í' => 'i',
            'ó' => 'o',
            'ú' | 'ü' => 'u',
            'ñ' => 'n',
            other => other,
        })
        .collect()
}

#[test]
fn a_name_with_groups_of_digits_is_found_as_it_is_being_typed() {
    let fresh = Fresh::new();
    fresh.put(&[client(1, "Fideicomiso 1234 5678", true, &[])]);
    for typed in [
        "Fideicomiso 1234 5",
        "fideicomiso 12",
        "1234 5678",
        "12345678",
        "34 56",
    ] {
        assert_eq!(found(&fresh, typed), [1], "{typed}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_fragment_of_three_or_more_finds_what_a_scan_finds(
        names in proptest::collection::vec("[aeiouñáü]{1,3}[rsl]{0,2}[AEIÑ]{0,2} [abcñé]{2,6} [XYZ]{1,3}[oó]{1,2}", 1..40),
        cuts in proptest::collection::vec((0_usize..40, 0_usize..10, 3_usize..7), 1..20),
        bulk in any::<bool>(),
    ) {
        let fresh = Fresh::new();
        if bulk {
            fresh.vault.pull_store().begin_bulk().unwrap();
        }
        let page: Vec<Value> = names.iter().zip(1..).map(|(name, number)| client(number, name, true, &[])).collect();
        fresh.put(&page);
        for (name, from, length) in cuts {
            let name = &names[name % names.len()];
            let fragment: String = name.chars().skip(from).take(length).collect();
            let words: Vec<String> = plain(&fragment).split_whitespace().map(str::to_owned).collect();
            if words.is_empty() || words.iter().any(|word| word.chars().count() < 3) {
                continue;
            }
            let scanned: Vec<u128> = names
                .iter()
                .zip(1..)
                .filter(|(name, number)| {
                    let text = format!("{} {}", plain(name), id(*number).to_string().replace('-', ""));
                    words.iter().all(|word| text.contains(word.as_str()))
                })
                .map(|(_, number)| number)
                .collect();
            prop_assert_eq!(found(&fresh, &fragment), scanned, "{:?}", fragment);
        }
    }
}
