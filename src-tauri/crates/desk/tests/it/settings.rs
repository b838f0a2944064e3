//! How a profile speaks with its server.

use desk::{
    connection,
    contract::{
        Code, ConnectionOutcome, ConnectionReport, ConnectionRequest, ConnectionSettings,
        NetworkSettings, NewProfileRequest, ProxySetting, PullRequest, Slice,
    },
    journal,
};
use sandbox::{FULL_KEY, Fault, FaultKind};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::support::{ES, Office, TEST, passphrase, profile};

fn with_operations(operations: serde_json::Value) -> ConnectionSettings {
    ConnectionSettings {
        operations,
        ..ConnectionSettings::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_path_is_used_at_once_kept_and_taken_back() {
    let office = Office::new(6).await;
    let session = office.desk.session().unwrap();
    let moved = with_operations(json!({"operations": {"clients.list": {"path": "/v2/clients"}}}));
    connection::change(&session, &moved).unwrap();
    let pull = || desk::pull::run(&session, PullRequest { sweep: false }, ES);
    assert!(pull().await.is_err());
    let asked = office
        .sandbox
        .control()
        .count_requests(Some("POST"), "/v2/clients");
    assert_eq!(asked, 1);

    office.desk.lock();
    office.desk.unlock(&passphrase()).unwrap();
    let session = office.desk.session().unwrap();
    assert_eq!(connection::show(&session).unwrap().settings, moved);
    connection::change(&session, &ConnectionSettings::default()).unwrap();
    let report = desk::pull::run(&session, PullRequest { sweep: false }, ES).await;
    assert_eq!(report.unwrap().clients, 6);

    let entries = journal::list(
        &session,
        Slice {
            offset: 0,
            limit: 50,
        },
        ES,
    )
    .unwrap();
    let changes = entries
        .data
        .iter()
        .filter(|row| row.action == "connection.changed");
    assert_eq!(changes.count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_setting_is_told_by_its_name_and_changes_nothing() {
    let office = Office::new(6).await;
    let session = office.desk.session().unwrap();
    let standard = ConnectionSettings::default;
    let network = |network| ConnectionSettings {
        network,
        ..standard()
    };
    let wrong = [
        (
            ConnectionSettings {
                requests_at_once: 0,
                ..standard()
            },
            "requestsAtOnce",
        ),
        (
            ConnectionSettings {
                tries: 11,
                ..standard()
            },
            "tries",
        ),
        (
            with_operations(json!({"operations": {"clients.demote": {}}})),
            "clients.demote",
        ),
        (
            with_operations(
                json!({"operations": {"clients.promote": {"path": "/clients/promote"}}}),
            ),
            "{id}",
        ),
        (
            with_operations(json!({"wrappers": {"batchItems": ""}})),
            "batchItems",
        ),
        (
            network(NetworkSettings {
                certificate_authority: Some("no es un certificado".into()),
                ..NetworkSettings::default()
            }),
            "certificad",
        ),
        (
            network(NetworkSettings {
                proxy: ProxySetting::Address("nada".into()),
                ..NetworkSettings::default()
            }),
            "proxy",
        ),
        (
            network(NetworkSettings {
                proxy: ProxySetting::Address("http://user:secret@127.0.0.1:3128".into()),
                ..NetworkSettings::default()
            }),
            "contraseña",
        ),
    ];
    for (settings, named) in wrong {
        let told = connection::change(&session, &settings)
            .unwrap_err()
            .to_app(ES);
        assert_eq!(told.code, Code::Usage, "{named}");
        assert!(told.message.contains(named), "{}", told.message);
    }
    assert_eq!(connection::show(&session).unwrap().settings, standard());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_of_the_contract_can_be_looked_at() {
    let office = Office::new(6).await;
    let view = connection::show(&office.desk.session().unwrap()).unwrap();
    let promote = view
        .operations
        .iter()
        .find(|row| row.name == "clients.promote")
        .unwrap();
    assert!(promote.is_write);
    assert_eq!(
        (promote.method.as_str(), promote.path.as_str()),
        ("POST", "/clients/{id}/promote")
    );
    assert_eq!(view.operations.len(), artu::OperationName::ALL.len());
}

fn status(status: u16) -> FaultKind {
    FaultKind::Status {
        status,
        retry_after: None,
    }
}

async fn tried(office: &Office, operations: Value) -> ConnectionReport {
    let request = ConnectionRequest {
        url: office.sandbox.base_url(),
        environment: TEST,
        key: SecretString::from(FULL_KEY),
        network: NetworkSettings::default(),
        operations,
    };
    connection::test(&request, ES).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_elsewhere_is_told_apart_from_a_server_that_is_not_artu() {
    let office = Office::new(6).await;
    let organisation = ("GET", "/tenant-details");
    let list = ("POST", "/clients/list");
    let html = FaultKind::HtmlPage { status: 200 };
    for (faults, outcome, named) in [
        (vec![], ConnectionOutcome::Ready, true),
        (
            vec![(list, status(404))],
            ConnectionOutcome::NoClientList,
            true,
        ),
        (
            vec![(list, status(405))],
            ConnectionOutcome::NoClientList,
            true,
        ),
        (
            vec![(list, FaultKind::BadJson)],
            ConnectionOutcome::NoClientList,
            true,
        ),
        (
            vec![(organisation, status(403))],
            ConnectionOutcome::Ready,
            false,
        ),
        (
            vec![(organisation, status(404))],
            ConnectionOutcome::Ready,
            false,
        ),
        (
            vec![(organisation, status(403)), (list, status(404))],
            ConnectionOutcome::NoClientList,
            false,
        ),
        (
            vec![(list, status(403))],
            ConnectionOutcome::MissingPermission,
            false,
        ),
        (
            vec![(organisation, status(403)), (list, status(403))],
            ConnectionOutcome::MissingPermission,
            false,
        ),
        (
            vec![(organisation, html.clone()), (list, html.clone())],
            ConnectionOutcome::NotArtu,
            false,
        ),
        (
            vec![(organisation, status(404)), (list, status(404))],
            ConnectionOutcome::NotArtu,
            false,
        ),
    ] {
        office.control.clear_faults();
        for ((method, path), kind) in &faults {
            office
                .control
                .push_fault(Fault::always(kind.clone()).on(method, path));
        }
        let report = tried(&office, Value::Null).await;
        assert_eq!(report.outcome, outcome, "{faults:?}");
        assert_eq!(report.organisation.is_some(), named, "{faults:?}");
        let unanswered: Vec<_> = report.unanswered.iter().map(|one| &*one.name).collect();
        if outcome == ConnectionOutcome::NoClientList {
            assert_eq!(unanswered, ["clients.list"]);
            assert!(report.message.contains("clients.list"));
        } else {
            assert!(unanswered.is_empty());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn replaced_operations_are_tried_and_kept_from_the_first_connection_on() {
    let office = Office::new(6).await;
    let moved = json!({"operations": {"clients.list": {"path": "/v2/clients"}}});
    let report = tried(&office, moved.clone()).await;
    assert_eq!(report.outcome, ConnectionOutcome::NoClientList);
    assert_eq!(
        office.control.count_requests(Some("POST"), "/v2/clients"),
        1
    );
    let wrong = ConnectionRequest {
        url: office.sandbox.base_url(),
        environment: TEST,
        key: SecretString::from(FULL_KEY),
        network: NetworkSettings::default(),
        operations: json!({"operations": {"clients.list": {"path": "clients"}}}),
    };
    let told = connection::test(&wrong, ES).await.unwrap_err().to_app(ES);
    assert!(told.message.contains("clients.list"), "{}", told.message);

    let second = |operations| NewProfileRequest {
        name: "Segundo".into(),
        operations,
        ..profile(&office.sandbox.base_url(), TEST, FULL_KEY)
    };
    assert!(
        office
            .desk
            .create_profile(second(wrong.operations))
            .is_err()
    );
    office.desk.create_profile(second(moved.clone())).unwrap();
    let session = office.desk.session().unwrap();
    let kept = connection::show(&session).unwrap().settings;
    assert_eq!(kept, with_operations(moved));

    // What is open is asked as its pulls are.
    let asked = || office.control.count_requests(Some("POST"), "/v2/clients");
    let before = asked();
    let report = connection::check(&session, ES).await.unwrap();
    assert_eq!(report.outcome, ConnectionOutcome::NoClientList);
    assert_eq!(asked(), before + 1);
    connection::change(&session, &ConnectionSettings::default()).unwrap();
    let report = connection::check(&session, ES).await.unwrap();
    assert_eq!(report.outcome, ConnectionOutcome::Ready);
}
