//! The search box, and what is pasted beside it.

use e2e::{Protection, Step, key, open_household, open_screen, set_up, tell};
use sandbox::{Environment, showcase};

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_identifier_lands_on_its_client() -> Step {
    tell("pasted", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        let paste = format!("{}v", key::CONTROL);

        open_household(&window, showcase::PERSON).await?;
        window.click("@member-row").await?;
        window.click("@client-tab-identifiers").await?;
        window.click("@identifier .copyable button").await?;
        let client = window.attribute("@client-panel", "data-client-id").await?;
        let client = client.unwrap_or_default();
        assert!(!client.is_empty(), "the client in view is known");

        open_screen(&window, "inbox").await?;
        window.focus("@nav-inbox").await?;
        window.press(&paste).await?;
        window
            .await_some("the page of the client", e2e::PATIENCE, async || {
                let place = window.run("return location.hash", Vec::new()).await?;
                let place = place.as_str().unwrap_or_default().to_owned();
                Ok(place.contains(&client).then_some(()))
            })
            .await?;
        window.see_no("@palette").await?;

        open_screen(&window, "inbox").await?;
        window.click("@search-open").await?;
        window.focus("@search-input").await?;
        window.press("renata iba").await?;
        window.await_count("@search-hit", 1).await?;
        window.picture("111-search-typed").await?;
        window.press(key::ENTER).await?;
        window
            .await_text("@member-grid", "Renata Ibáñez Corona")
            .await?;
        window.close().await
    })
    .await
}
