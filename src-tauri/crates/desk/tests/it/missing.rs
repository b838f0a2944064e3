//! The letter that asks for what is missing, beside the matrix and the planted defects.

use std::{collections::BTreeSet, fmt::Debug, fs, str::FromStr};

use artu::{
    Artu,
    models::{ClientId, RejectDocument},
};
use desk::{
    Error,
    contract::{
        Code, Held, HouseholdQuery, Language, MatrixView, MissingCopyRequest, MissingFileRequest,
        MissingFormat, MissingKind, MissingMember, MissingRequest, MissingState, MissingView,
        Slice,
    },
    household, matrix, missing,
};
use sandbox::{Defect, FULL_KEY, showcase};
use serde_json::{Value, json};

use crate::support::{ES, Office, TEST, some_uuid};

fn about(household_id: ClientId) -> MissingRequest {
    MissingRequest {
        household_id,
        member_id: None,
        language: ES,
        if_any: true,
        norms: true,
    }
}

fn list(office: &Office, request: &MissingRequest) -> MissingView {
    missing::list(&office.session(), request).unwrap()
}

fn households(office: &Office) -> Vec<ClientId> {
    let query = HouseholdQuery {
        slice: Slice {
            offset: 0,
            limit: 1_000,
        },
        ..HouseholdQuery::default()
    };
    let page = household::list(&office.session(), &query).unwrap();
    page.data.into_iter().map(|row| row.id).collect()
}

/// The clients of a planted defect and the household of the first that is in one.
fn planted(office: &Office, defect: Defect) -> Vec<(ClientId, ClientId)> {
    office
        .control
        .planted(TEST)
        .into_iter()
        .filter(|planted| planted.defect == defect)
        .filter_map(|planted| {
            let client = ClientId(planted.client_ids[0]);
            let of = office
                .session()
                .vault()
                .read(|view| view.households().households_of(client));
            Some((*of.unwrap().first()?, client))
        })
        .collect()
}

fn member(view: &MissingView, id: ClientId) -> Option<&MissingMember> {
    view.members.iter().find(|member| member.client_id == id)
}

/// The items of a member as name and state.
fn items(view: &MissingView, id: ClientId) -> Vec<(String, MissingState)> {
    member(view, id)
        .iter()
        .flat_map(|member| &member.items)
        .map(|item| (item.item.clone().unwrap_or_default(), item.state))
        .collect()
}

type Cells = BTreeSet<(ClientId, String, bool)>;

/// The cells of a matrix that are so, as member, item and whether every client must have it.
fn cells(matrix: &MatrixView, held: Held) -> Cells {
    let of_row = matrix.rows.iter().flat_map(|row| {
        let cells = matrix.columns.iter().zip(&row.cells);
        cells.filter_map(move |(column, cell)| {
            let cell = cell.as_ref().filter(|cell| cell.held == held)?;
            Some((column.client_id, row.label.clone(), cell.required))
        })
    });
    of_row.collect()
}

fn set(office: &Office, client: ClientId, members: &Value) {
    let members = members.as_object().unwrap();
    office.control.update(TEST, client.0, members).unwrap();
}

/// The server as an officer works on it.
fn server(office: &Office) -> Artu {
    Artu::builder(&office.sandbox.base_url())
        .environment(TEST)
        .key(FULL_KEY.into())
        .build()
        .unwrap()
}

/// The ids of a client's child records.
fn ids<T: FromStr<Err: Debug>>(office: &Office, client: ClientId, list: &str) -> Vec<T> {
    let client = office.control.client(TEST, client.0).unwrap();
    let records = client[list].as_array().unwrap();
    let ids = records.iter().map(|record| record["id"].as_str().unwrap());
    ids.map(|id| id.parse().unwrap()).collect()
}

async fn remove_addresses(office: &Office, client: ClientId) {
    for id in ids(office, client, "addresses") {
        server(office).addresses().delete(id).await.unwrap();
    }
}

async fn reject_documents(office: &Office, client: ClientId) {
    let why = RejectDocument {
        reason: "Parece alterado".into(),
    };
    for id in ids(office, client, "documents") {
        // One in another state is left as it is.
        let _ = server(office).documents().reject(id, &why).await;
    }
}

async fn add_document(office: &Office, client: ClientId, category: &str, expires: &str) {
    let document = serde_json::from_value(json!({
        "clientId": client, "type": category, "category": category, "expiresAt": expires,
        "contentType": "application/pdf", "scope": "MX",
    }));
    let server = server(office);
    server.documents().create(&document.unwrap()).await.unwrap();
}

/// The items of a list that are so, without persons and without documents that are there and expire.
fn listed(
    view: &MissingView,
    wanted: impl Fn(MissingState) -> bool,
) -> BTreeSet<(ClientId, String)> {
    let of_member = view.members.iter().flat_map(|member| {
        let items = member.items.iter().filter(|item| {
            item.kind != MissingKind::Link
                && item.item.is_some()
                && wanted(item.state)
                && !item.remark.iter().any(|remark| remark.contains("venc"))
        });
        items.map(|item| (member.client_id, item.label.clone()))
    });
    of_member.collect()
}

fn without_duty(cells: Cells) -> BTreeSet<(ClientId, String)> {
    cells
        .into_iter()
        .map(|(client, label, _)| (client, label))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_is_listed_exactly_when_the_matrix_shows_it_missing() {
    let office = Office::filled(300).await;
    for (number, id) in households(&office).into_iter().enumerate() {
        match number % 4 {
            0 => remove_addresses(&office, id).await,
            1 => reject_documents(&office, id).await,
            2 => set(
                &office,
                id,
                &json!({"birthDate": null, "nationalities": []}),
            ),
            _ => {}
        }
    }
    office.pass(1);
    office.pull().await.unwrap();
    let mut told = 0;
    for id in households(&office) {
        let shown = matrix::of_household(&office.session(), id, ES).unwrap();
        let whole = list(&office, &about(id));
        let now = |state| matches!(state, MissingState::Absent | MissingState::ToReplace);
        let absent = without_duty(cells(&shown, Held::Absent));
        assert_eq!(listed(&whole, now), absent);
        let hidden = without_duty(cells(&shown, Held::NotVisible));
        assert_eq!(
            listed(&whole, |state| state == MissingState::NotVisible),
            hidden
        );
        let later = without_duty(cells(&shown, Held::AbsentUntilLater));
        assert_eq!(listed(&whole, |state| state == MissingState::Later), later);
        // Without what only some have, what every client must have stays.
        let only = MissingRequest {
            if_any: false,
            ..about(id)
        };
        let demanded = listed(&list(&office, &only), now);
        let required: BTreeSet<_> = cells(&shown, Held::Absent)
            .into_iter()
            .filter(|(_, _, required)| *required)
            .collect();
        assert!(without_duty(required).is_subset(&demanded));
        assert!(demanded.is_subset(&absent));
        told += absent.len();
    }
    assert!(told > 100, "the population lacks something: {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_planted_is_asked_for() {
    let office = Office::filled(600).await;
    let mut demanded = BTreeSet::new();
    for (household, client) in planted(&office, Defect::RfcMissing) {
        let view = list(&office, &about(household));
        let Some(rfc) = member(&view, client).and_then(|member| {
            member
                .items
                .iter()
                .find(|item| item.item.as_deref() == Some("rfc"))
        }) else {
            continue;
        };
        assert_eq!(rfc.label, "RFC");
        let only = MissingRequest {
            if_any: false,
            ..about(household)
        };
        let still = items(&list(&office, &only), client)
            .iter()
            .any(|(item, _)| item == "rfc");
        assert_eq!(still, rfc.demanded);
        demanded.insert(rfc.demanded);
    }
    // The RFC of a natural person is asked for only if there is one.
    assert!(demanded.contains(&false), "{demanded:?}");

    for (household, company) in planted(&office, Defect::CompanyWithoutControllingBeneficiary) {
        let asked = items(&list(&office, &about(household)), company);
        assert!(asked.iter().any(|(item, _)| item == "controller"));
        assert!(!asked.iter().any(|(item, _)| item == "representative"));
    }
    let alone = planted(&office, Defect::CompanyWithoutRepresentative);
    assert!(!alone.is_empty());
    for (household, company) in alone {
        let asked = items(&list(&office, &about(household)), company);
        assert!(asked.contains(&("representative".into(), MissingState::Absent)));
    }
    let expired = planted(&office, Defect::IdentityExpired);
    assert!(!expired.is_empty());
    for (household, client) in expired {
        let view = list(&office, &about(household));
        let replaced = member(&view, client).unwrap().items.iter().find(|item| {
            item.state == MissingState::ToReplace && item.kind == MissingKind::Document
        });
        let remark = replaced.unwrap().remark.as_deref().unwrap();
        assert!(remark.contains("venció el"), "{remark}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rfc_of_a_company_is_demanded() {
    let office = Office::filled(26).await;
    let company = office.named(showcase::COMPANY);
    office.control.set_rfc(TEST, company.0, None).unwrap();
    office.pass(1);
    office.pull().await.unwrap();
    let only = MissingRequest {
        if_any: false,
        ..about(company)
    };
    let asked = items(&list(&office, &only), company);
    assert!(
        asked.contains(&("rfc".into(), MissingState::Absent)),
        "{asked:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_whole_file_nothing_is_asked_and_nothing_is_claimed() {
    let office = Office::filled(300).await;
    let mut whole = 0;
    for id in households(&office) {
        for language in [ES, Language::En] {
            let view = list(
                &office,
                &MissingRequest {
                    language,
                    ..about(id)
                },
            );
            assert_eq!(view.total == 0, view.members.is_empty());
            if view.total > 0 {
                continue;
            }
            whole += 1;
            let (nothing, not_whole) = match language {
                Language::Es => (
                    "no piden nada más",
                    "no hace constar que el expediente esté completo",
                ),
                Language::En => (
                    "ask for nothing more",
                    "does not certify that the file is complete",
                ),
            };
            let text = view.text.replace('\n', " ");
            assert!(text.contains(nothing) && text.contains(not_whole), "{text}");
            for word in ["cumple", "válid", "valid", "complies"] {
                assert!(!text.to_lowercase().contains(word), "{text}");
            }
        }
    }
    assert!(whole > 0, "some files are whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_to_an_outsider_tells_no_more_than_what_is_asked() {
    let office = Office::filled(300).await;
    let session = office.session();
    for id in households(&office) {
        let page = household::page(&session, id, ES).unwrap();
        let whole = list(&office, &about(id));
        for line in whole.text.lines() {
            assert!(line.chars().count() <= 74, "{line}");
        }
        let mut secrets: Vec<String> = page
            .members
            .iter()
            .flat_map(|member| {
                let keys = member.identifiers.iter();
                keys.flat_map(|key| [key.value.clone(), key.grouped.clone()])
                    .chain([member.client_id.to_string()])
            })
            .filter(|key| key.len() > 4)
            .collect();
        secrets.extend(page.finding_list.iter().map(|found| found.code.clone()));
        for secret in &secrets {
            assert!(!whole.text.contains(secret.as_str()), "{secret}");
        }
        let lower = whole.text.to_lowercase();
        for word in ["riesgo", "gravedad", "hallazgo", "sospech"] {
            assert!(!lower.contains(word), "{word}: {}", whole.text);
        }
        for member in &page.members {
            let request = MissingRequest {
                member_id: Some(member.client_id),
                ..about(id)
            };
            let letter = list(&office, &request);
            let own = |client: &MissingMember| client.client_id == member.client_id;
            assert!(letter.members.iter().all(own));
            let others = page.members.iter().filter(|other| {
                other.client_id != member.client_id && !member.name.contains(&other.name)
            });
            let unbroken = letter.text.replace('\n', " ");
            for other in others {
                assert!(!unbroken.contains(&other.name), "{}", letter.text);
            }
            assert_eq!(
                letter.members.first().map(|member| &member.items),
                self::member(&whole, member.client_id).map(|member| &member.items)
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_letter_in_both_languages() {
    let office = Office::filled(26).await;
    let company = office.named(showcase::COMPANY);
    reject_documents(&office, company).await;
    remove_addresses(&office, company).await;
    add_document(&office, company, "financial", "2026-12-01").await;
    add_document(&office, company, "address", "2026-11-01").await;
    office.pass(1);
    office.pull().await.unwrap();
    for (name, language) in [("missing_es", ES), ("missing_en", Language::En)] {
        let request = MissingRequest {
            language,
            ..about(company)
        };
        let view = list(&office, &request);
        insta::assert_snapshot!(name, view.text);
        assert!(!view.text.contains("alterado"));
    }
    let view = serde_json::to_value(list(&office, &about(company))).unwrap();
    insta::assert_json_snapshot!(
        "missing",
        json!({
            "members": [first_items(&view["members"][0])],
            "day": view["day"], "pack": view["pack"], "language": view["language"],
        })
    );
}

/// A member with its first three items: the form is the same for all.
fn first_items(member: &Value) -> Value {
    let mut member = member.clone();
    member["items"].as_array_mut().unwrap().truncate(3);
    member
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_is_written_alike_and_entered() {
    let office = Office::filled(26).await;
    let session = office.session();
    let household_id = office.named(showcase::COMPANY);
    let folder = tempfile::tempdir().unwrap();
    let mut digests = Vec::new();
    for format in [MissingFormat::Text, MissingFormat::Pdf] {
        let request = MissingFileRequest {
            missing: about(household_id),
            format,
        };
        let name = missing::file_name(&session, &request).unwrap();
        assert!(name.starts_with("informacion-y-documentos-por-entregar_oficina_2026-11-20."));
        let target = folder.path().join(name);
        let written = missing::write(&session, &request, &target).unwrap();
        let bytes = fs::read(&target).unwrap();
        assert_eq!(written.bytes, bytes.len() as u64);
        assert_eq!(written.rows, list(&office, &request.missing).total);
        let again = missing::write(&session, &request, &target).unwrap();
        assert_eq!(again.sha256, written.sha256);
        if format == MissingFormat::Pdf {
            assert!(bytes.starts_with(b"%PDF-"));
        } else {
            assert_eq!(bytes, list(&office, &request.missing).text.as_bytes());
        }
        digests.extend([written.sha256.clone(), written.sha256]);
    }
    let view = list(&office, &about(household_id));
    let copy = MissingCopyRequest {
        missing: about(household_id),
        sha256: view.sha256.clone(),
    };
    missing::copied(&session, &copy).unwrap();
    digests.push(view.sha256);
    let entered: Vec<(String, Vec<String>, String)> = session
        .vault()
        .read(|view| view.journal().list(0, 1_000))
        .unwrap()
        .rows
        .into_iter()
        .rev()
        .filter(|entry| entry.action.starts_with("export."))
        .map(|entry| {
            let payload: Value = serde_json::from_str(&entry.payload.unwrap()).unwrap();
            assert_eq!(payload["subject"], "missing");
            let digest = payload["sha256"].as_str().unwrap().to_owned();
            (entry.action, entry.subjects, digest)
        })
        .collect();
    let told: Vec<&String> = entered.iter().map(|(.., digest)| digest).collect();
    assert_eq!(told, digests.iter().collect::<Vec<_>>());
    assert_eq!(entered.last().unwrap().0, "export.copied");
    for (_, subjects, _) in &entered {
        assert_eq!(subjects, &[household_id.to_string()]);
    }
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused() {
    let office = Office::filled(26).await;
    let session = office.session();
    let household_id = office.named(showcase::COMPANY);
    let stranger = MissingRequest {
        member_id: Some(some_uuid().into()),
        ..about(household_id)
    };
    for wrong in [about(some_uuid().into()), stranger] {
        let error = missing::list(&session, &wrong).unwrap_err();
        assert_eq!(error.code(), Code::NotFound);
    }
    // The list that was copied is another one by now.
    let view = list(&office, &about(household_id));
    set(&office, household_id, &json!({"birthDate": null}));
    office.pass(1);
    office.pull().await.unwrap();
    let before = office.journal();
    let copy = MissingCopyRequest {
        missing: about(household_id),
        sha256: view.sha256,
    };
    let error = missing::copied(&session, &copy).unwrap_err();
    assert!(matches!(error, Error::ListMoved));
    assert_eq!(error.code(), Code::Conflict);
    assert_eq!(office.journal(), before);
    let nowhere = MissingFileRequest {
        missing: about(household_id),
        format: MissingFormat::Text,
    };
    let folder = tempfile::tempdir().unwrap();
    assert!(missing::write(&session, &nowhere, &folder.path().join("no/hay.txt")).is_err());
    assert_eq!(office.journal(), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_asked_of_a_client_that_is_gone() {
    let office = Office::filled(26).await;
    let gone = office.member();
    let of = office
        .session()
        .vault()
        .read(|view| view.households().households_of(gone))
        .unwrap();
    office.control.delete(TEST, gone.0).unwrap();
    office.sweep().await.unwrap();
    for household in of {
        let view = list(&office, &about(household));
        assert!(member(&view, gone).is_none());
        let alone = MissingRequest {
            member_id: Some(gone),
            ..about(household)
        };
        let error = missing::list(&office.session(), &alone).unwrap_err();
        assert_eq!(error.code(), Code::NotFound);
    }
}
