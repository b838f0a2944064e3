//! The population: deterministic, exact in number, clean but for what was planted.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use jiff::civil::{Date, date};
use mx::{Names, PersonKind, Sex};
use sandbox::{Defect, Planted, Population, PopulationOptions, showcase};
use serde_json::Value;

use crate::caller::text;

const TODAY: Date = date(2026, 11, 20);

/// The population most tests look at.
static LARGE: LazyLock<(Vec<Value>, Vec<Planted>)> = LazyLock::new(|| make(2_000, 1));

fn make(clients: usize, seed: u64) -> (Vec<Value>, Vec<Planted>) {
    let population = Population::generate(PopulationOptions { clients, seed });
    let clients = population
        .documents()
        .iter()
        .map(|text| serde_json::from_str(text).unwrap())
        .collect();
    (clients, population.planted().to_vec())
}

/// Marks of the identifiers of a client, as (key, code) pairs.
fn marks(client: &Value) -> Vec<(&'static str, mx::Code)> {
    let tables = mx::Tables::embedded();
    let mexico = &client["scopeData"]["MX"];
    let born: Date = text(client, "birthDate").parse().unwrap();
    let kind = match text(client, "type") {
        "individual" => PersonKind::Individual,
        "company" => PersonKind::Company,
        _ => PersonKind::Trust,
    };
    let names = (kind == PersonKind::Individual).then(|| {
        let given = [client["name"].as_str(), client["middleName"].as_str()];
        Names::joined(
            &given.into_iter().flatten().collect::<Vec<_>>().join(" "),
            text(client, "lastName"),
        )
    });
    let rfc = mx::rfc::check(
        mexico["rfc"].as_str(),
        &mx::rfc::Context {
            client_type: Some(kind),
            country: Some("MX"),
            date: Some(born),
            names: names.as_ref(),
            ..mx::rfc::Context::default()
        },
    );
    let mut all: Vec<(&str, mx::Code)> =
        rfc.codes().into_iter().map(|code| ("rfc", code)).collect();
    if kind == PersonKind::Individual {
        let context = mx::curp::Context {
            client_type: Some(kind),
            date: Some(born),
            sex: text(&client["metadata"], "sex")
                .chars()
                .next()
                .and_then(Sex::from_letter),
            birth_state: client["metadata"]["birthState"].as_str(),
            names: names.as_ref(),
            ..mx::curp::Context::on(TODAY)
        };
        let curp = mx::curp::check(mexico["curp"].as_str(), &context);
        all.extend(curp.codes().into_iter().map(|code| ("curp", code)));
        let both = mx::person::cross_check(&rfc, &curp, Some(kind), names.as_ref(), tables);
        let grave = both
            .iter()
            .filter(|mark| mark.severity != mx::Severity::Info);
        all.extend(grave.map(|mark| ("both", mark.code)));
    }
    for account in client["bankAccounts"].as_array().unwrap() {
        let context = mx::clabe::Context {
            bank_code: account["codigoBanco"].as_str(),
            plaza_code: account["codigoPlaza"].as_str(),
            ..mx::clabe::Context::default()
        };
        let clabe = mx::clabe::check(account["clabe"].as_str(), &context);
        all.extend(clabe.codes().into_iter().map(|code| ("clabe", code)));
    }
    all
}

fn planted_ids(planted: &[Planted], defect: Defect) -> Vec<Vec<String>> {
    let of = planted.iter().filter(|one| one.defect == defect);
    of.map(|one| one.client_ids.iter().map(ToString::to_string).collect())
        .collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let make = |seed| Population::generate(PopulationOptions { clients: 400, seed });
    assert_eq!(make(7).documents(), make(7).documents());
    assert_eq!(make(7).planted(), make(7).planted());
    assert_ne!(make(7).documents(), make(8).documents());
}

#[test]
fn there_are_as_many_clients_as_asked_of_about_four_kilobytes() {
    for clients in [1, 6, 40, 500] {
        assert_eq!(make(clients, 3).0.len(), clients);
    }
    let documents = Population::generate(PopulationOptions {
        clients: 1_000,
        seed: 1,
    })
    .documents();
    let mean = documents.iter().map(String::len).sum::<usize>() / documents.len();
    assert!((3_500..5_000).contains(&mean), "{mean}");
}

#[test]
fn clients_without_a_planted_defect_have_no_marks() {
    let (clients, planted) = &*LARGE;
    let about_data = [
        Defect::RfcCheckDigit,
        Defect::RfcLetterForZero,
        Defect::RfcBirthDate,
        Defect::RfcOfCompanyOnPerson,
        Defect::RfcMissing,
        Defect::CurpCheckDigit,
        Defect::CurpSex,
        Defect::CurpState,
        Defect::ClabeControlDigit,
    ];
    let spoilt: HashMap<String, Defect> = planted
        .iter()
        .filter(|one| about_data.contains(&one.defect))
        .flat_map(|one| one.client_ids.iter().map(|id| (id.to_string(), one.defect)))
        .collect();
    for client in clients {
        let marks = marks(client);
        match spoilt.get(text(client, "id")) {
            None => assert!(
                marks.is_empty(),
                "{} {}: {marks:?}",
                client["id"],
                client["name"]
            ),
            Some(defect) => assert!(!marks.is_empty(), "{defect:?}"),
        }
    }
}

#[test]
fn every_defect_about_identifiers_shows_as_its_mark() {
    use mx::Code;
    let (clients, planted) = &*LARGE;
    let by_id: HashMap<&str, &Value> = clients
        .iter()
        .map(|client| (text(client, "id"), client))
        .collect();
    for (defect, code) in [
        (Defect::RfcCheckDigit, Code::RfcCheckDigit),
        (Defect::RfcLetterForZero, Code::RfcHomoclaveUnusual),
        (Defect::RfcBirthDate, Code::RfcDateMismatch),
        (Defect::RfcOfCompanyOnPerson, Code::RfcTypeMismatch),
        (Defect::RfcMissing, Code::Empty),
        (Defect::CurpCheckDigit, Code::CurpCheckDigit),
        (Defect::CurpSex, Code::CurpSexMismatch),
        (Defect::CurpState, Code::CurpState),
        (Defect::ClabeControlDigit, Code::ClabeCheckDigit),
    ] {
        let places = planted_ids(planted, defect);
        assert!(places.len() >= 2, "{defect:?}");
        for ids in places {
            let found = marks(by_id[ids[0].as_str()]);
            assert!(
                found.iter().any(|(_, one)| *one == code),
                "{defect:?}: {found:?}"
            );
        }
    }
}

/// The links of all clients as (parent, child, type).
fn links(clients: &[Value]) -> Vec<(&str, &str, &str)> {
    clients
        .iter()
        .flat_map(|client| {
            let links = client["linkedClients"].as_array().unwrap().iter();
            links.map(move |link| {
                (
                    text(client, "id"),
                    text(&link["client"], "id"),
                    text(link, "relationshipType"),
                )
            })
        })
        .collect()
}

#[test]
fn every_defect_about_links_is_there_and_nowhere_else() {
    let (clients, planted) = &*LARGE;
    let links = links(clients);
    let there: HashSet<&str> = clients.iter().map(|client| text(client, "id")).collect();
    let primary: HashSet<&str> = clients
        .iter()
        .filter(|one| one["isPrimary"] == true)
        .map(|one| text(one, "id"))
        .collect();
    let kinds: HashMap<&str, &str> = clients
        .iter()
        .map(|one| (text(one, "id"), text(one, "type")))
        .collect();
    let with = |parent: &str, kind: &str| {
        links
            .iter()
            .any(|(one, _, of)| *one == parent && *of == kind)
    };
    let expect = |defect: Defect, place: usize, found: HashSet<&str>| {
        let planted = planted_ids(planted, defect);
        assert!(planted.len() >= 2, "{defect:?}");
        let planted: HashSet<&str> = planted.iter().map(|ids| ids[place].as_str()).collect();
        assert_eq!(planted, found, "{defect:?}");
    };
    let reached: HashSet<&str> = links.iter().map(|(_, child, _)| *child).collect();
    expect(Defect::Orphan, 0, &(&there - &primary) - &reached);
    expect(Defect::LinkToMissingClient, 1, &reached - &there);
    expect(
        Defect::TwoPrimaries,
        1,
        reached
            .intersection(&primary)
            .copied()
            .filter(|id| !cyclic(&links, id))
            .collect(),
    );
    expect(
        Defect::LinkCycle,
        0,
        primary
            .iter()
            .copied()
            .filter(|id| cyclic(&links, id))
            .collect(),
    );
    let companies: HashSet<&str> = kinds
        .iter()
        .filter(|(_, kind)| **kind == "company")
        .map(|(id, _)| *id)
        .collect();
    let lacking = |kind: &str| {
        companies
            .iter()
            .copied()
            .filter(|id| !with(id, kind))
            .collect::<HashSet<&str>>()
    };
    expect(
        Defect::CompanyWithoutRepresentative,
        0,
        lacking("legal_representative"),
    );
    expect(
        Defect::CompanyWithoutControllingBeneficiary,
        0,
        lacking("controlling_beneficiary"),
    );
    let mut parents: HashMap<&str, HashSet<&str>> = HashMap::new();
    for (parent, child, _) in &links {
        parents.entry(child).or_default().insert(parent);
    }
    let shared = parents
        .iter()
        .filter(|(_, parents)| parents.len() > 1)
        .map(|(child, _)| *child);
    expect(Defect::ChildOfTwoParents, 0, shared.collect());
}

/// Whether a child of the client links back to it.
fn cyclic(links: &[(&str, &str, &str)], id: &str) -> bool {
    let children = links
        .iter()
        .filter(|(parent, ..)| *parent == id)
        .map(|(_, child, _)| *child);
    let children: Vec<&str> = children.collect();
    links
        .iter()
        .any(|(parent, child, _)| *child == id && children.contains(parent))
}

#[test]
fn every_defect_about_the_file_is_there_and_nowhere_else() {
    let (clients, planted) = &*LARGE;
    let planted_of = |defect: Defect| -> HashSet<String> {
        planted_ids(planted, defect).concat().into_iter().collect()
    };
    let found = |choose: &dyn Fn(&Value) -> bool| -> HashSet<String> {
        clients
            .iter()
            .filter(|one| choose(one))
            .map(|one| text(one, "id").to_owned())
            .collect()
    };
    let expired = found(&|one| {
        let documents = one["documents"].as_array().unwrap();
        documents.iter().any(|document| {
            document["expiresAt"]
                .as_str()
                .is_some_and(|day| day < "2026-11-20")
        })
    });
    assert_eq!(expired, planted_of(Defect::IdentityExpired));
    let elsewhere = found(&|one| {
        let tables = mx::Tables::embedded();
        let address = &one["addresses"][0];
        let state = mx::states::find(tables, text(address, "state")).unwrap();
        mx::states::postal_code(tables, text(address, "postalCode"))
            != mx::states::PostalCode::Of(state)
    });
    assert_eq!(elsewhere, planted_of(Defect::PostalCodeOfOtherState));
    let alone = found(&|one| {
        let links = one["linkedClients"].as_array().unwrap();
        one["type"] == "individual"
            && one["age"].as_i64().unwrap() < 18
            && !links
                .iter()
                .any(|link| link["relationshipType"] == "legal_representative")
    });
    assert_eq!(alone, planted_of(Defect::MinorWithoutRepresentative));
    let mut holders: HashMap<&str, Vec<String>> = HashMap::new();
    for client in clients {
        if let Some(rfc) = client["scopeData"]["MX"]["rfc"].as_str() {
            holders
                .entry(rfc)
                .or_default()
                .push(text(client, "id").to_owned());
        }
    }
    let shared: HashSet<String> = holders
        .into_values()
        .filter(|ids| ids.len() > 1)
        .flatten()
        .collect();
    assert_eq!(shared, planted_of(Defect::RfcShared));
}

#[test]
fn the_fixed_households_come_first() {
    for (clients, seed) in [(26, 1), (200, 2), (200, 99)] {
        let (clients, _) = make(clients, seed);
        assert_eq!(
            format!(
                "{} {}",
                text(&clients[0], "name"),
                text(&clients[0], "lastName")
            ),
            showcase::PERSON
        );
        assert_eq!(clients[0]["linkedClients"].as_array().unwrap().len(), 5);
        assert_eq!(text(&clients[6], "name"), showcase::COMPANY);
        let representative = clients
            .iter()
            .find(|one| {
                one["lastName"]
                    .as_str()
                    .is_some_and(|last| showcase::REPRESENTATIVE.ends_with(last))
            })
            .unwrap();
        assert_eq!(representative["isPrimary"], true);
        assert!(clients.iter().any(|one| one["name"] == showcase::TRUST));
    }
}

#[test]
fn unknown_members_and_values_are_among_the_clients() {
    let (clients, _) = &*LARGE;
    let any = |choose: &dyn Fn(&Value) -> bool| clients.iter().any(choose);
    assert!(any(&|one| one["watchlistState"].is_object()));
    assert!(any(&|one| one["type"] == "partnership"));
    assert!(any(&|one| one["scopes"]
        .as_array()
        .unwrap()
        .iter()
        .any(|scope| scope == "MX:AV:DON")));
    assert!(any(&|one| one["contactMethods"]
        .as_array()
        .unwrap()
        .iter()
        .any(|way| way["type"] == "whatsapp")));
    assert!(any(&|one| one["documents"]
        .as_array()
        .unwrap()
        .iter()
        .any(|doc| doc["status"] == "under_external_review")));
    assert!(any(&|one| one["nationalities"].is_string()));
}
