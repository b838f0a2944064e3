//! Without the server everything stored stays at hand.

use desk::contract::{
    ClientQuery, Code, FindingQuery, HouseholdQuery, PullStatus, SearchRequest, Slice,
};

use crate::support::{ES, Office};

#[tokio::test(flavor = "multi_thread")]
async fn without_a_server_everything_stored_is_at_hand() {
    let mut office = Office::filled(60).await;
    let anchor = office.named("Sebastián Luna Juárez");
    office.sandbox.offline().await;
    office.reopen();
    let session = office.session();

    assert_eq!(office.status().clients, 60);
    let households = desk::household::list(&session, &HouseholdQuery::default()).unwrap();
    assert_eq!(households.total, office.status().households);
    let clients = desk::client::list(&session, &ClientQuery::default()).unwrap();
    assert_eq!(clients.total, 60);
    let page = desk::household::page(&session, anchor, ES).unwrap();
    assert_eq!(page.members.len(), 6);
    let client = desk::client::page(&session, office.member(), ES).unwrap();
    assert_eq!(client.name, "Renata Ibáñez Corona");
    let request = SearchRequest {
        text: "sebastian LUNA".into(),
        limit: 20,
    };
    let found = desk::search::search(&session, &request).unwrap();
    assert_eq!(found.data[0].client_id, anchor);
    desk::finding::list(&session, &FindingQuery::default(), ES).unwrap();
    desk::quarantine::list(&session, Slice::default()).unwrap();
    office.assert_sound();

    let error = office.pull().await.unwrap_err();
    assert_eq!(error.code(), Code::Offline);
    assert!(error.to_app(ES).retryable);
    assert!(matches!(office.status().pull, PullStatus::Offline { .. }));
    assert_eq!(office.status().clients, 60);

    office.sandbox.online().await.unwrap();
    assert!(office.pull().await.unwrap().complete);
    assert!(matches!(office.status().pull, PullStatus::Idle));
}
