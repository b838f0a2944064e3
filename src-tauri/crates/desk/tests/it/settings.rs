//! How a profile speaks with its server.

use desk::{
    connection,
    contract::{Code, ConnectionSettings, NetworkSettings, ProxySetting, PullRequest, Slice},
    journal,
};
use serde_json::json;

use crate::support::{ES, Office, passphrase};

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
