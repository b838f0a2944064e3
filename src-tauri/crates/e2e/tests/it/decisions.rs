//! Deciding about findings: one in the file of its client, and all of a rule on the board.

use e2e::{ANALYST, Protection, Step, await_pull, check_accessible, open_rule, set_up, tell};
use sandbox::Environment;

const RULE: &str = "MISSING_ADDRESS_INTERIOR";
const REASON: &str = "Casa sola: el domicilio no tiene número interior.";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_decided_leaves_the_board_and_stays_decided() -> Step {
    tell("decisions", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        open_rule(&window, RULE).await?;
        window.see("@finding-row").await?;
        let listed = window.count("@finding-row").await?;
        assert!(listed > 1, "the population lacks several");

        // One, in the file of its client.
        window.click("@finding-row").await?;
        window.click("@client-tab-findings").await?;
        let finding = format!("@finding[data-code=\"{RULE}\"]");
        window.click(&format!("{finding} @finding-why")).await?;
        window.click(&format!("{finding} @finding-decide")).await?;
        window.click("@decision-false_alarm").await?;
        window.click("@decision-save").await?;
        window.see("@decision-reason[aria-invalid=true]").await?;
        window.fill("@decision-reason", REASON).await?;
        window.picture("33-decision").await?;
        check_accessible(&window, "decision").await?;
        window.click("@decision-save").await?;
        let told = window
            .await_text(&format!("{finding} @finding-disposition"), REASON)
            .await?;
        assert!(
            told.contains("Falsa alarma") && told.contains(ANALYST),
            "{told}"
        );
        window.picture("34-decided").await?;
        window.click("@client-panel-close").await?;
        window.await_count("@finding-row", listed - 1).await?;

        // The rest of the rule at once.
        window.click("@decide-all").await?;
        window.click("@decision-accepted").await?;
        window.fill("@decision-reason", REASON).await?;
        window.picture("35-decide-all").await?;
        window.click("@decision-save").await?;
        window.await_count("@finding-row", 0).await?;

        // Another pull leaves it so.
        await_pull(&window).await?;
        window.await_count("@finding-row", 0).await?;
        window.choose("@filter-decided", "accepted").await?;
        window.await_count("@finding-row", listed - 1).await?;
        window.picture("36-accepted").await?;
        check_accessible(&window, "accepted findings").await?;
        window.close().await
    })
    .await
}
