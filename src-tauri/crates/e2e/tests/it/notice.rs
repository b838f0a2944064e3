//! How much of the notice of an activity the file of a client can fill.

use e2e::{Protection, Step, check_accessible, open_household, set_up, tell};
use sandbox::{Environment, showcase};

#[tokio::test(flavor = "multi_thread")]
async fn the_nodes_of_a_notice_say_what_the_file_fills_and_what_it_lacks() -> Step {
    tell("notice", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        open_household(&window, showcase::PERSON).await?;
        window.click("@member-row[aria-level=\"1\"]").await?;
        window.click("@client-tab-notice").await?;
        window.see("@notice-summary").await?;
        window.see("@notice-node[data-state=fillable]").await?;
        window.picture("141-notice").await?;
        check_accessible(&window, "notice").await?;

        let all = window.count("@notice-node").await?;
        window.click("@notice-only-open").await?;
        window.see_no("@notice-node[data-state=fillable]").await?;
        let open = window.count("@notice-node").await?;
        assert!(open < all, "{open} of {all} are open");
        window.close().await
    })
    .await
}
