//! Forgetting a client that is gone from Artu.

use artu::models::ClientId;
use desk::{
    Error, Usage,
    contract::{Code, ForgetRequest, ForgottenView},
};

use crate::support::{ES, Office, TEST, passphrase};

fn forget(office: &Office, client_id: ClientId) -> Result<ForgottenView, Error> {
    let confirmed = true;
    desk::forget::client(
        &office.session(),
        ForgetRequest {
            client_id,
            confirmed,
        },
    )
}

/// Takes every link to a client away at Artu, and then the client.
async fn remove_at_artu(office: &Office, client: ClientId) {
    let view = |view: vault::View<'_>| view.links().parents_of(client);
    for link in office.session().vault().read(view).unwrap() {
        office
            .control
            .remove_link(TEST, link.parent.0, client.0, None)
            .unwrap();
    }
    office.control.delete(TEST, client.0).unwrap();
    office.pass(10);
    office.sweep().await.unwrap();
}

/// An office whose member was changed, read, and removed at Artu.
async fn with_one_gone() -> (Office, ClientId, String) {
    let office = Office::filled(26).await;
    let member = office.member();
    office
        .control
        .rename(TEST, member.0, "Plantada Singular")
        .unwrap();
    office.pull().await.unwrap();
    desk::client::page(&office.session(), member, ES).unwrap();
    remove_at_artu(&office, member).await;
    (office, member, "Plantada Singular".into())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_is_gone_is_forgotten_and_the_journal_keeps_the_fact() {
    let (office, member, name) = with_one_gone().await;
    let before = office.status();
    assert_eq!(before.gone, 1);
    let found = |office: &Office| {
        let request = desk::contract::SearchRequest {
            text: name.clone(),
            limit: 5,
        };
        desk::search::search(&office.session(), &request)
            .unwrap()
            .total
    };
    assert_eq!(found(&office), 1);
    let forgotten = forget(&office, member).unwrap();
    assert!(forgotten.wiped && forgotten.revisions >= 1 && forgotten.entries >= 1);
    let after = office.status();
    assert_eq!(after.gone, 0);
    assert_eq!(found(&office), 0);
    assert!(matches!(
        desk::client::page(&office.session(), member, ES),
        Err(Error::NotFound)
    ));
    let slice = desk::contract::Slice {
        offset: 0,
        limit: 1,
    };
    let last = desk::journal::list(&office.session(), slice, ES)
        .unwrap()
        .data
        .remove(0);
    assert_eq!(
        (last.action.as_str(), last.label.as_str()),
        ("client.forgotten", "Cliente olvidado")
    );
    assert_eq!(last.subjects, [member.to_string()]);
    assert_eq!(last.page, None, "there is nothing left to open");
    office.assert_sound();

    office.desk.lock();
    office.desk.unlock(&passphrase()).unwrap();
    office.sweep().await.unwrap();
    office.assert_equal_to_server();
    office.assert_sound();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_artu_still_has_or_that_is_not_confirmed_stays() {
    let office = Office::filled(26).await;
    let member = office.member();
    let refused = forget(&office, member).unwrap_err();
    let told = refused.to_app(ES);
    assert_eq!(told.code, Code::Conflict);
    assert!(told.message.contains("Artu todavía tiene a este cliente"));
    let unconfirmed = desk::forget::client(
        &office.session(),
        ForgetRequest {
            client_id: member,
            confirmed: false,
        },
    );
    assert!(matches!(
        unconfirmed,
        Err(Error::Usage(Usage::ForgetConfirmation))
    ));
    let unknown = forget(&office, crate::support::some_uuid().into()).unwrap_err();
    assert_eq!(unknown.code(), Code::NotFound);
    assert!(!office.journal().contains(&"client.forgotten".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn one_whose_links_artu_still_has_stays() {
    let office = Office::filled(26).await;
    let member = office.member();
    office.control.delete(TEST, member.0).unwrap();
    office.pass(10);
    office.sweep().await.unwrap();
    assert_eq!(office.status().gone, 1);
    let told = forget(&office, member).unwrap_err().to_app(ES);
    assert!(
        told.message.contains("Quite el vínculo"),
        "{}",
        told.message
    );
    assert_eq!(office.status().gone, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_that_has_not_ended_keeps_its_client() {
    let office = Office::filled(26).await;
    let member = office.member();
    office.promote_as(member, true).await.unwrap();
    remove_at_artu(&office, member).await;
    let told = forget(&office, member).unwrap_err().to_app(ES);
    assert!(told.message.contains("operación"), "{}", told.message);
    let waiting =
        desk::operate::list(&office.session(), &crate::support::everything(), ES).unwrap();
    let id = &waiting.data[0].operation_id;
    desk::operate::cancel(&office.session(), id, ES).unwrap();
    assert_eq!(forget(&office, member).unwrap().operations, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_that_another_program_has_open_is_not_removed() {
    let office = Office::filled(6).await;
    let other = crate::support::desk_over(office.folder.path(), &office.clock);
    let refused = other.remove_profile("Oficina");
    assert!(matches!(refused, Err(Error::InUse)));
    office.desk.lock();
    other.remove_profile("Oficina").unwrap();
    let left = std::fs::read_dir(office.folder.path().join("profiles")).unwrap();
    assert_eq!(left.count(), 0);
}
