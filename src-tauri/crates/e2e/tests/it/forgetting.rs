//! A client that is gone from Artu is forgotten on this computer.

use e2e::{Protection, Step, await_pull, check_accessible, open_screen, set_up, tell};
use sandbox::Environment;
use serde_json::{Map, json};

const NAME: &str = "Olvidable de Prueba";

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_is_gone_is_forgotten_once_it_is_understood() -> Step {
    tell("forgetting", async |journey| {
        let control = journey.control();
        let members = Map::from_iter([
            ("type".to_owned(), json!("individual")),
            ("name".to_owned(), json!(NAME)),
            ("scopes".to_owned(), json!(["MX"])),
        ]);
        let id = control.create(Environment::Test, &members, false);
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;

        control
            .delete(Environment::Test, id)
            .expect("the client is there");
        await_pull(&window).await?;
        open_screen(&window, "clients").await?;
        window.click("@filter-gone").await?;
        window.await_count("@client-row", 1).await?;
        window.await_text("@client-row", NAME).await?;
        window.click("@client-row").await?;
        window.click("@forget-button").await?;
        window.await_text("@forget-dialog", NAME).await?;
        window.rest().await?;
        window.picture("115-forget").await?;
        check_accessible(&window, "forget dialog").await?;
        window.see("@forget-submit[disabled]").await?;
        window.click("@forget-understood").await?;
        window.see("@forget-submit:not([disabled])").await?;
        window.click("@forget-submit").await?;
        window.see_no("@forget-dialog").await?;
        window.await_count("@client-row", 0).await?;
        window.picture("116-forgotten").await?;

        window.click("@filter-gone").await?;
        window.fill("@client-filter", NAME).await?;
        window.await_count("@client-row", 0).await?;
        open_screen(&window, "journal").await?;
        window.see("@journal-row").await?;
        let screen = window.screen().await;
        assert!(!screen.contains(NAME), "the journal keeps the fact alone");
        window.picture("117-forgotten-journal").await?;
        window.close().await
    })
    .await
}
