//! How much of the notice of an activity the file of a client can fill.

use e2e::{Failure, Protection, Step, check_accessible, open_household, set_up, tell};
use sandbox::Environment;
use serde_json::Value;

/// A primary person with a vulnerable activity, by its whole name.
fn with_activity(control: &sandbox::Control) -> Option<String> {
    let fits = |client: &Value| {
        let scopes = client["scopes"].as_array().into_iter().flatten();
        client["isPrimary"] == true
            && client["type"] == "individual"
            && scopes
                .filter_map(Value::as_str)
                .any(|scope| scope.starts_with("MX:AV:"))
    };
    let client = control
        .client_ids(Environment::Test)
        .into_iter()
        .filter_map(|id| control.client(Environment::Test, id))
        .find(fits)?;
    let part = |name: &str| client[name].as_str().map(str::trim).map(str::to_owned);
    let parts: Vec<String> = ["name", "middleName", "lastName"]
        .into_iter()
        .filter_map(part)
        .filter(|part| !part.is_empty())
        .collect();
    Some(parts.join(" "))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_nodes_of_a_notice_say_what_the_file_fills_and_what_it_lacks() -> Step {
    tell("notice", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        let name = with_activity(&journey.control())
            .ok_or_else(|| Failure::Missing("a person with an activity".into()))?;
        open_household(&window, &name).await?;
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
