//! The advanced settings: how a profile speaks with its server.

use e2e::{Protection, Step, await_pull, check_accessible, open_screen, set_up, tell};
use sandbox::Environment;

const LIST: &str = "[data-testid=\"path-clients.list\"]";

#[tokio::test(flavor = "multi_thread")]
async fn a_path_that_artu_moved_is_corrected_without_a_new_version() -> Step {
    tell("connection", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        open_screen(&window, "settings").await?;
        window.click("@connection summary").await?;
        window.see(LIST).await?;
        check_accessible(&window, "connection settings").await?;
        window.picture("90-connection").await?;

        window.fill(LIST, "clients").await?;
        window.click("@connection-save").await?;
        window
            .await_text("@connection-problem", "clients.list")
            .await?;
        window.picture("91-connection-refused").await?;

        window.fill(LIST, "/v2/clients").await?;
        window.click("@connection-save").await?;
        window.see_no("@connection-problem").await?;
        window.await_text("@toast", "guardados").await?;
        window.click("@pull-button").await?;
        window
            .await_attribute("@pull-status", "data-state", "failed")
            .await?;
        let moved = journey
            .control()
            .count_requests(Some("POST"), "/v2/clients");
        assert!(moved > 0, "the corrected path was not asked");

        window.click("@connection-defaults").await?;
        window.click("@connection-save").await?;
        window
            .await_some(
                "the path of the contract",
                std::time::Duration::from_secs(10),
                async || {
                    let path = window.attribute(LIST, "value").await?;
                    Ok((path.as_deref() == Some("/clients/list")).then_some(()))
                },
            )
            .await?;
        await_pull(&window).await?;
        window.close().await
    })
    .await
}
