//! Files for people and programs.

use std::{fmt::Write as _, fs, path::PathBuf};

use desk::{
    Error, Usage,
    contract::{
        Code, Decided, ExportFormat as Format, ExportRequest, ExportSubject as Subject, ExportView,
        FindingQuery, HouseholdQuery, OperationQuery, OperationState as State, Severity,
    },
};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

use crate::support::{ES, Office};

const SUBJECTS: [Subject; 6] = [
    Subject::Clients,
    Subject::Households,
    Subject::Members,
    Subject::Links,
    Subject::Findings,
    Subject::Operations,
];

struct Out(TempDir);

impl Out {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn is_empty(&self) -> bool {
        fs::read_dir(self.0.path()).unwrap().next().is_none()
    }

    fn write(&self, office: &Office, request: &ExportRequest) -> Result<ExportView, Error> {
        let name = desk::export::file_name(&office.session(), request).unwrap();
        let target = self.file(&name);
        desk::export::write(&office.session(), request, &target, ES, &mut |_| true)
    }

    /// Writes as JSON and reads it.
    fn json(&self, office: &Office, request: &ExportRequest) -> serde_json::Value {
        let written = self.write(office, request).unwrap();
        serde_json::from_slice(&fs::read(written.file).unwrap()).unwrap()
    }
}

fn digest_of(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_subject_is_written_in_every_form_and_entered() {
    let office = Office::filled(60).await;
    office.promote_as(office.member(), true).await.unwrap();
    let out = Out::new();
    let mut written = Vec::new();
    for subject in SUBJECTS {
        let rows: Vec<u64> = [Format::Csv, Format::Xlsx, Format::Json]
            .into_iter()
            .map(|format| {
                let view = out
                    .write(&office, &ExportRequest::of_all(subject, format))
                    .unwrap();
                let bytes = fs::read(&view.file).unwrap();
                assert_eq!(view.bytes, bytes.len() as u64);
                assert_eq!(view.sha256, digest_of(&bytes));
                written.push(view.sha256);
                view.rows
            })
            .collect();
        assert!(
            rows.iter().all(|one| *one == rows[0] && *one > 0),
            "{subject:?}: {rows:?}"
        );
    }
    let household = ExportRequest {
        household_id: Some(office.named("Sebastián Luna Juárez")),
        ..ExportRequest::of_all(Subject::Household, Format::Pdf)
    };
    let view = out.write(&office, &household).unwrap();
    let bytes = fs::read(&view.file).unwrap();
    assert!(bytes.starts_with(b"%PDF-"));
    assert_eq!(view.sha256, digest_of(&bytes));
    written.push(view.sha256);

    let entered: Vec<String> = office
        .session()
        .vault()
        .read(|view| view.journal().list(0, 1_000))
        .unwrap()
        .rows
        .into_iter()
        .rev()
        .filter(|entry| entry.action == "export.written")
        .map(|entry| {
            let payload: serde_json::Value = serde_json::from_str(&entry.payload.unwrap()).unwrap();
            payload["sha256"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(entered, written);
    office.assert_journal_holds();
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_those_of_the_lists() {
    let office = Office::filled(300).await;
    let out = Out::new();
    let clients = out.json(
        &office,
        &ExportRequest::of_all(Subject::Clients, Format::Json),
    );
    assert_eq!(clients["data"].as_array().unwrap().len(), 300);
    let id = office.member().to_string();
    let row = clients["data"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["clientId"] == *id);
    assert_eq!(row.unwrap()["name"], "Renata Ibáñez Corona");
    let households = out.json(
        &office,
        &ExportRequest::of_all(Subject::Households, Format::Json),
    );
    assert_eq!(
        households["data"].as_array().unwrap().len() as u64,
        office.status().households
    );
    let findings = out.json(
        &office,
        &ExportRequest::of_all(Subject::Findings, Format::Json),
    );
    assert_eq!(
        findings["data"].as_array().unwrap().len(),
        office.findings().len()
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_filtered_and_as_of_when_is_printed() {
    let office = Office::filled(300).await;
    let confirmed = office.status().last_pull.unwrap();
    let out = Out::new();
    let filtered = ExportRequest {
        households: HouseholdQuery {
            worst: Some(Severity::Error),
            text: Some("a".into()),
            ..HouseholdQuery::default()
        },
        ..ExportRequest::of_all(Subject::Households, Format::Json)
    };
    let about = out.json(&office, &filtered)["about"].to_string();
    let day = confirmed.started_at.to_string()[..10].to_owned();
    for wanted in [
        &*day,
        "error",
        "Organización de muestra",
        "TEST",
        "Ana Lista",
    ] {
        assert!(
            about.to_lowercase().contains(&wanted.to_lowercase()),
            "{wanted}: {about}"
        );
    }
    let csv = ExportRequest {
        format: Format::Csv,
        ..filtered
    };
    let written = out.write(&office, &csv).unwrap();
    let beside = fs::read_to_string(format!("{}.about.txt", written.file)).unwrap();
    assert!(
        beside.contains(&day) && beside.contains("Filtro"),
        "{beside}"
    );
    let head = desk::journal::head(&office.session()).unwrap();
    assert_ne!(head.entries, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn operations_are_written_as_they_are_filtered_and_the_head_says_by_what() {
    let office = Office::filled(60).await;
    let client = office.member();
    office.promote_as(client, true).await.unwrap();
    let of = |state, client_id| OperationQuery {
        state,
        client_id,
        ..OperationQuery::default()
    };
    let other = office.named("Sebastián Luna Juárez");
    let name = office.stored_name(client);
    let out = Out::new();
    for (operations, rows, told) in [
        (of(None, None), 1, vec![]),
        (of(Some(State::Waiting), None), 1, vec!["en espera"]),
        (of(Some(State::Proven), None), 0, vec!["comprobada"]),
        (
            of(Some(State::Waiting), Some(client)),
            1,
            vec!["en espera", name.as_str()],
        ),
        (of(None, Some(other)), 0, vec!["Sebastián Luna Juárez"]),
    ] {
        let request = ExportRequest {
            operations: operations.clone(),
            ..ExportRequest::of_all(Subject::Operations, Format::Json)
        };
        let written = out.write(&office, &request).unwrap();
        assert_eq!(written.rows, rows, "{operations:?}");
        let about = out.json(&office, &request)["about"]["filters"].to_string();
        for word in told {
            assert!(about.contains(word), "{word}: {about}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn findings_are_written_as_they_are_filtered_and_the_head_says_by_what() {
    let office = Office::filled(300).await;
    let session = office.session();
    let anchor = office.faulty_household();
    let name = office.stored_name(anchor);
    let out = Out::new();
    for (query, told) in [
        (
            FindingQuery {
                severity: Some(Severity::Warn),
                code: Some("RFC_CHECK_DIGIT".into()),
                decided: Some(Decided::Open),
                ..FindingQuery::default()
            },
            vec!["aviso", "RFC_CHECK_DIGIT", "abiertos"],
        ),
        (
            FindingQuery {
                scope: Some("base".into()),
                last_days: Some(1),
                ..FindingQuery::default()
            },
            vec!["base", "desde 2026-11-"],
        ),
        (
            FindingQuery {
                household_id: Some(anchor),
                ..FindingQuery::default()
            },
            vec![&*name, "Cliente y vinculados"],
        ),
    ] {
        let all = FindingQuery {
            slice: desk::contract::Slice {
                offset: 0,
                limit: 1_000,
            },
            ..query.clone()
        };
        let listed = desk::finding::list(&session, &all, ES).unwrap();
        assert!(listed.total > 0 && listed.total < listed.all, "{query:?}");
        let request = ExportRequest {
            findings: query,
            ..ExportRequest::of_all(Subject::Findings, Format::Json)
        };
        let file = out.json(&office, &request);
        let written: Vec<_> = file["data"].as_array().unwrap().iter().collect();
        assert_eq!(written.len() as u64, listed.total);
        for (row, found) in written.iter().zip(&listed.data) {
            assert_eq!(row["code"], found.code);
            assert_eq!(row["clientId"], found.client_id.to_string());
        }
        let about = &file["about"];
        assert_eq!(about["hidden"], listed.all - listed.total, "{about}");
        let filters = about["filters"].to_string();
        assert!(told.iter().all(|told| filters.contains(told)), "{filters}");
        for format in [Format::Csv, Format::Xlsx] {
            let request = ExportRequest {
                format,
                ..request.clone()
            };
            let written = out.write(&office, &request).unwrap();
            assert_eq!(written.rows, listed.total);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_gone_clients_says_that_it_is_one() {
    let office = Office::filled(26).await;
    let lost = office.member();
    office.control.delete(office.environment, lost.0).unwrap();
    office.sweep().await.unwrap();
    let gone = ExportRequest {
        clients: crate::support::gone(),
        ..ExportRequest::of_all(Subject::Clients, Format::Json)
    };
    let file = Out::new().json(&office, &gone);
    assert_eq!(file["data"].as_array().unwrap().len(), 1);
    assert!(!file["data"][0]["goneSince"].is_null());
    let filters = file["about"]["filters"].clone();
    assert!(filters.to_string().len() > 4, "{filters}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_export_leaves_nothing() {
    let office = Office::filled(60).await;
    let journal = office.journal();
    for format in [Format::Csv, Format::Xlsx, Format::Json] {
        let out = Out::new();
        let error = desk::export::write(
            &office.session(),
            &ExportRequest::of_all(Subject::Clients, format),
            &out.file("clientes"),
            ES,
            &mut |_| false,
        )
        .unwrap_err();
        assert_eq!(error.code(), Code::Cancelled, "{format:?}");
        assert!(out.is_empty(), "{format:?}");
    }
    assert_eq!(office.journal(), journal);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_does_not_exist_is_refused() {
    let office = Office::filled(26).await;
    let out = Out::new();
    let wrong = [
        ExportRequest::of_all(Subject::Clients, Format::Pdf),
        ExportRequest::of_all(Subject::Household, Format::Csv),
        ExportRequest::of_all(Subject::Household, Format::Pdf),
    ];
    for request in wrong {
        let error = out.write(&office, &request).map(|_| ()).unwrap_err();
        assert!(matches!(error, Error::Usage(Usage::Format)));
    }
    let nobody = ExportRequest {
        household_id: Some(crate::support::some_uuid().into()),
        ..ExportRequest::of_all(Subject::Household, Format::Pdf)
    };
    let error = out.write(&office, &nobody).map(|_| ()).unwrap_err();
    assert_eq!(error.code(), Code::NotFound);
    assert!(out.is_empty());
    let nowhere = desk::export::write(
        &office.session(),
        &ExportRequest::of_all(Subject::Clients, Format::Csv),
        &out.file("no/hay/clientes.csv"),
        ES,
        &mut |_| true,
    );
    assert!(nowhere.is_err());
}
