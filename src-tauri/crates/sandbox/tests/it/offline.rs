//! A server that goes away and comes back.

use reqwest::Method;
use sandbox::Environment;

use crate::caller::start;

#[tokio::test]
async fn it_comes_back_on_the_same_port_with_the_same_state() {
    let (mut sandbox, caller) = start(26).await;
    let id = sandbox.control().client_ids(Environment::Test)[1];
    let path = format!("/clients/{id}");
    caller.done("POST", &format!("{path}/promote"), None).await;
    let address = sandbox.base_url();

    sandbox.offline().await;
    assert!(!sandbox.is_online());
    assert!(
        caller
            .send(Method::GET, &path, None)
            .await
            .unwrap_err()
            .is_connect()
    );
    sandbox
        .control()
        .rename(Environment::Test, id, "Mientras tanto")
        .unwrap();

    sandbox.online().await.unwrap();
    assert_eq!(sandbox.base_url(), address);
    let client = caller.get(&path).await;
    assert_eq!(
        (client["isPrimary"].as_bool(), client["name"].as_str()),
        (Some(true), Some("Mientras tanto"))
    );
}

#[tokio::test]
async fn dropping_it_closes_the_port() {
    let (sandbox, caller) = start(5).await;
    caller.get("/tenant-details").await;
    sandbox.stop().await;
    assert!(
        caller
            .send(Method::GET, "/tenant-details", None)
            .await
            .unwrap_err()
            .is_connect()
    );
}
