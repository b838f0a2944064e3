//! Records that are malformed somewhere: what is wrong is set aside, told, and never repeated.

use artu::models::{Client, ClientType, RawRecord, Record};
use proptest::prelude::*;
use serde_json::json;

use crate::fidelity::strategy::{Side, any_json, of_name};
use crate::{ID, client};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_text_is_read_or_refused_without_panic(text in ".{0,64}", json in any_json()) {
        for text in [text, json.to_string()] {
            if let Ok(raw) = RawRecord::parse(&text) {
                raw.id();
                prop_assert!(raw.decode::<Client>().is_err());
            }
        }
    }

    #[test]
    fn a_malformed_optional_member_is_set_aside(
        sent in of_name("Client", Side::Answer),
        member in prop::sample::select(vec!["birthDate", "email", "age", "addresses", "tags", "metadata", "scopeData"]),
    ) {
        let mut sent = sent;
        sent[member] = json!({"x": []});
        if matches!(member, "metadata" | "scopeData") {
            sent[member] = json!("Persona Secreta");
        }
        let record: Record<Client> = Record::parse(&sent.to_string()).unwrap();
        prop_assert_eq!(record.value.id.to_string(), sent["id"].as_str().unwrap());
        prop_assert_eq!(record.malformed.len(), 1);
        prop_assert_eq!(&record.malformed[0].place, member);
        let told = format!("{record:?}");
        prop_assert!(!told.contains("Secreta"));
        prop_assert_eq!(record.raw_text(), sent.to_string());
    }
}

#[test]
fn a_malformed_required_member_is_an_error_at_its_place() {
    for member in [
        "id",
        "type",
        "name",
        "scopes",
        "createdAt",
        "updatedAt",
        "isPrimary",
    ] {
        let mut sent = client(ID);
        sent[member] = json!(7);
        let fault = Record::<Client>::parse(&sent.to_string()).unwrap_err();
        assert_eq!(fault.place, member);
        sent.as_object_mut().unwrap().shift_remove(member);
        let fault = Record::<Client>::parse(&sent.to_string()).unwrap_err();
        assert_eq!(fault.reason, format!("missing field `{member}`"));
    }
}

#[test]
fn faults_deep_inside_take_only_their_own_member() {
    let mut sent = client(ID);
    sent["addresses"] = json!([
        {"id": ID, "street": "Calle 1", "createdAt": "ayer", "city": 7},
        {"street": "Calle 2"},
        {"id": ID, "street": "Calle 3"},
    ]);
    let record: Record<Client> = Record::parse(&sent.to_string()).unwrap();
    let places: Vec<&str> = record
        .malformed
        .iter()
        .map(|fault| fault.place.as_str())
        .collect();
    assert_eq!(
        places,
        [
            "addresses[0].createdAt",
            "addresses[0].city",
            "addresses[1]"
        ]
    );
    let addresses = record.value.addresses.unwrap();
    assert_eq!(addresses.len(), 2);
    assert_eq!(addresses[0].street.as_deref(), Some("Calle 1"));
    assert_eq!(addresses[1].street.as_deref(), Some("Calle 3"));
}

#[test]
fn places_end_where_names_are_the_organisations_own() {
    let mut text = client(ID).to_string();
    text.insert_str(1, "\"metadata\":{\"Persona Secreta\":1e999},");
    let record = Record::<Client>::parse(&text);
    let told = format!("{record:?}");
    assert!(!told.contains("Secreta"), "{told}");
}

#[test]
fn unknown_words_and_short_records_are_told_apart() {
    let mut sent = client(ID);
    sent["type"] = json!("partnership");
    let record: Record<Client> = Record::parse(&sent.to_string()).unwrap();
    assert_eq!(
        record.value.kind,
        ClientType::Other("partnership".to_owned())
    );
    assert!(record.value.is_short());
    for list in [
        "addresses",
        "contactMethods",
        "bankAccounts",
        "documents",
        "linkedClients",
    ] {
        sent[list] = json!([]);
    }
    let record: Record<Client> = Record::parse(&sent.to_string()).unwrap();
    assert!(!record.value.is_short());
}
