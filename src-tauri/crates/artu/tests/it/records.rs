//! Records lose nothing, whatever the server adds or leaves out.

use artu::models::{Client, ClientType, RawRecord, Record};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::{ID, client};

/// Any JSON, two levels deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9_f64).prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            open_map_of(inner).prop_map(Value::Object),
        ]
    })
}

fn open_map_of(value: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    btree_map("[a-zA-Z ñé]{1,8}", value, 0..4).prop_map(|members| members.into_iter().collect())
}

fn object() -> impl Strategy<Value = Value> {
    open_map_of(any_json()).prop_map(Value::Object)
}

fn text() -> impl Strategy<Value = Value> {
    ".{0,16}".prop_map(Value::from)
}

fn date() -> impl Strategy<Value = Value> {
    (1900..2100_u32, 1..=12_u32, 1..=28_u32)
        .prop_map(|(y, m, d)| json!(format!("{y}-{m:02}-{d:02}")))
}

fn time() -> impl Strategy<Value = Value> {
    (date(), 0..24_u32, 0..60_u32)
        .prop_map(|(date, h, m)| json!(format!("{}T{h:02}:{m:02}:07.25Z", date.as_str().unwrap())))
}

fn uuid() -> impl Strategy<Value = Value> {
    any::<u128>().prop_map(|bits| json!(uuid::Uuid::from_u128(bits).to_string()))
}

/// Absent, null, or a value.
type Optional = (&'static str, BoxedStrategy<Option<Value>>);

fn optional(name: &'static str, value: impl Strategy<Value = Value> + 'static) -> Optional {
    let value = prop_oneof![1 => Just(Value::Null), 3 => value];
    (name, option::of(value).boxed())
}

/// An object of required and optional members, and some that no type names.
fn record(required: Value, optionals: Vec<Optional>) -> BoxedStrategy<Value> {
    let (names, values): (Vec<_>, Vec<_>) = optionals.into_iter().unzip();
    let unknown = btree_map("x[A-Z][a-z]{1,6}", any_json(), 0..3);
    (values, unknown, uuid())
        .prop_map(move |(values, unknown, id)| {
            let mut members = required.as_object().unwrap().clone();
            members.insert("id".to_owned(), id);
            for (name, value) in names.iter().zip(values) {
                if let Some(value) = value {
                    members.insert((*name).to_owned(), value);
                }
            }
            members.extend(unknown);
            Value::Object(members)
        })
        .boxed()
}

fn scope_data() -> BoxedStrategy<Value> {
    let transmisor = (object(), text()).prop_map(|(mut open, account)| {
        open["numeroCuenta"] = account;
        json!({"TRANSMISOR": open})
    });
    let mx = (object(), text(), text(), object(), transmisor).prop_map(
        |(mut mx, rfc, curp, av, cnbv)| {
            mx["rfc"] = rfc;
            mx["curp"] = curp;
            mx["actividadVulnerable"] = av;
            mx["cnbv"] = cnbv;
            mx
        },
    );
    (mx, any_json())
        .prop_map(|(mx, us)| json!({"MX": mx, "US": us}))
        .boxed()
}

fn shared_optionals() -> Vec<Optional> {
    let nationalities = prop_oneof![vec("[A-Z]{2}", 1..3).prop_map(Value::from), text()];
    let employment = (text(), date()).prop_map(|(position, start)| {
        json!({"isEmployee": true, "position": position, "startDate": start, "xOther": 1})
    });
    vec![
        optional("nationalities", nationalities),
        optional("externalId", text()),
        optional("metadata", object()),
        optional("birthDate", date()),
        optional("middleName", text()),
        optional("lastName", text()),
        optional("employment", employment),
        optional("scopeData", scope_data()),
    ]
}

fn linked_client() -> BoxedStrategy<Value> {
    let summary = json!({"type": "individual", "name": "Persona", "scopes": ["base"]});
    (record(summary, shared_optionals()), "[a-z_]{1,12}", uuid())
        .prop_flat_map(|(client, kind, id)| {
            let link = json!({"id": id, "relationshipType": kind, "client": client});
            record(
                link,
                vec![
                    optional("createdAt", time()),
                    optional("metadata", object()),
                ],
            )
        })
        .boxed()
}

fn any_client() -> BoxedStrategy<Value> {
    let address = record(
        json!({"street": "Calle 1"}),
        vec![
            optional("type", "[a-z]{1,8}".prop_map(Value::from)),
            optional("postalCode", text()),
            optional("createdAt", time()),
            optional("scopeData", json_mx_address()),
        ],
    );
    let contact = record(
        json!({"type": "email", "value": "a@example.test", "isVerified": true}),
        vec![optional("verifiedAt", time()), optional("label", text())],
    );
    let account = record(
        json!({"bankName": "Banco"}),
        vec![optional("clabe", text())],
    );
    let document = record(
        json!({"type": "ine", "status": "pending_upload"}),
        vec![
            optional("category", "[a-z]{1,8}".prop_map(Value::from)),
            optional("expiresAt", date()),
            optional("size", any::<u32>().prop_map(Value::from)),
            optional("fields", object()),
        ],
    );
    let mut optionals = shared_optionals();
    optionals.extend([
        optional("email", text()),
        optional("phone", text()),
        optional("age", (0..120_i32).prop_map(Value::from)),
        optional("addresses", vec(address, 0..3).prop_map(Value::from)),
        optional("contactMethods", vec(contact, 0..3).prop_map(Value::from)),
        optional("bankAccounts", vec(account, 0..3).prop_map(Value::from)),
        optional("documents", vec(document, 0..3).prop_map(Value::from)),
        optional(
            "linkedClients",
            vec(linked_client(), 0..3).prop_map(Value::from),
        ),
        optional("riskAssessments", object()),
        optional(
            "tags",
            vec(
                record(json!({"name": "alta"}), vec![optional("color", text())]),
                0..2,
            )
            .prop_map(Value::from),
        ),
    ]);
    record(client(ID), optionals)
}

fn json_mx_address() -> impl Strategy<Value = Value> {
    (text(), object()).prop_map(|(street, mut mx)| {
        mx["exteriorNumber"] = street;
        json!({"MX": mx})
    })
}

/// Whether everything that `sent` says is in `kept`; a null says nothing.
fn kept_whole(sent: &Value, kept: &Value) -> bool {
    match (sent, kept) {
        (Value::Null, _) => true,
        (Value::Object(sent), Value::Object(kept)) => sent.iter().all(|(name, value)| {
            value.is_null() || kept.get(name).is_some_and(|kept| kept_whole(value, kept))
        }),
        (Value::Array(sent), Value::Array(kept)) => {
            sent.len() == kept.len() && sent.iter().zip(kept).all(|(s, k)| kept_whole(s, k))
        }
        // One nationality may come as text and is read as a list.
        (Value::String(_), Value::Array(kept)) => kept.as_slice() == std::slice::from_ref(sent),
        _ => sent == kept,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_client_keeps_every_member(sent in any_client(), pretty in any::<bool>()) {
        let text = if pretty {
            serde_json::to_string_pretty(&sent).unwrap()
        } else {
            sent.to_string()
        };
        let record: Record<Client> = Record::parse(&text).unwrap();
        prop_assert!(record.malformed.is_empty(), "{:?}", record.malformed);
        prop_assert_eq!(record.raw_text(), &text);
        prop_assert_eq!(serde_json::to_string(&record).unwrap(), text.clone());

        let sent: Value = serde_json::from_str(&text).unwrap();
        let kept = serde_json::to_value(&record.value).unwrap();
        prop_assert!(kept_whole(&sent, &kept), "sent {} kept {}", sent, kept);
        for (name, value) in sent.as_object().unwrap() {
            if name.starts_with('x') {
                prop_assert_eq!(record.value.unknown.get(name), Some(value));
            }
        }
        for (member, read) in [
            ("addresses", record.value.addresses.as_ref().map(Vec::len)),
            ("linkedClients", record.value.linked_clients.as_ref().map(Vec::len)),
        ] {
            let there = sent.get(member).and_then(Value::as_array).map(Vec::len);
            prop_assert_eq!(read, there, "an absent list differs from an empty one");
        }
        let again: Client = serde_json::from_value(kept).unwrap();
        prop_assert_eq!(again, record.value);
    }

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
        sent in any_client(),
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
