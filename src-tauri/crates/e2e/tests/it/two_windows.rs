//! Two programs at once: one vault in one window, another profile beside it.

use e2e::{
    ANALYST, PASSPHRASE, Protection, Step, Window, await_first_pull, check_accessible, open_screen,
    set_up, tell, unlock,
};
use sandbox::{Environment, FULL_KEY};

/// Whether a window has the keyboard.
async fn await_front(window: &Window) -> Step {
    window
        .await_some("the window in front", e2e::PATIENCE, async || {
            let front = window.run("return document.hasFocus()", Vec::new()).await?;
            Ok((front == true).then_some(()))
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_window_on_the_same_vault_shows_the_first() -> Step {
    tell("second_program", async |journey| {
        let first = journey.open().await?;
        set_up(&first, journey, Environment::Test, Protection::Passphrase).await?;

        let second = journey.open().await?;
        second.see("@open-elsewhere").await?;
        assert_eq!(
            second.count("@unlock-passphrase").await?,
            0,
            "nothing is asked that cannot help"
        );
        second.picture("95-in-use").await?;
        check_accessible(&second, "vault in use").await?;
        second.click("@show-other-window").await?;
        second
            .await_attribute("@other-window", "data-outcome", "shown")
            .await?;
        await_front(&first).await?;
        second.picture("96-other-shown").await?;

        open_screen(&first, "clients").await?;
        first.see("@client-row").await?;
        open_screen(&first, "households").await?;
        first.see("@household-row").await?;

        // Closed there, it opens here; closed in the middle of it all, as by a power cut, as well.
        // Where the keyboard comes to this window by itself, it has looked again already.
        first.end();
        second.click_if_there("@look-again").await?;
        unlock(&second, PASSPHRASE).await?;
        open_screen(&second, "households").await?;
        second.see("@household-row").await?;
        second.close().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn another_profile_opens_beside_the_first() -> Step {
    tell("other_profile", async |journey| {
        let first = journey.open().await?;
        set_up(&first, journey, Environment::Test, Protection::Passphrase).await?;

        let second = journey.open().await?;
        second.click("@profile-add").await?;
        second
            .fill("@setup-url", &journey.sandbox.base_url())
            .await?;
        second.click("@setup-environment-live").await?;
        second.fill("@setup-key", FULL_KEY).await?;
        second.click("@setup-test").await?;
        second
            .await_attribute("@setup-outcome", "data-outcome", "ready")
            .await?;
        second.click("@setup-next").await?;
        second.fill("@setup-name", "Arrendadora del Norte").await?;
        second.fill("@setup-analyst", ANALYST).await?;
        second.click("@setup-protection-passphrase").await?;
        second.fill("@setup-passphrase", PASSPHRASE).await?;
        second.fill("@setup-repeat", PASSPHRASE).await?;
        second.click("@setup-create").await?;
        second.click("@setup-recovery-saved").await?;
        second.click("@setup-start-pull").await?;
        await_first_pull(&second).await?;
        second.click("@setup-finish").await?;
        second.see("@household-table").await?;

        // Each stays with its own, whatever was chosen in the other.
        first.click("@pull-button").await?;
        first
            .await_attribute("@pull-status", "data-state", "idle")
            .await?;
        first
            .await_text("@profile-menu", "Financiera del Valle")
            .await?;
        first
            .await_attribute("@environment-bar", "data-environment", "test")
            .await?;
        second
            .await_attribute("@environment-bar", "data-environment", "live")
            .await?;
        first.click("@profile-menu").await?;
        first.click("@lock-button").await?;
        unlock(&first, PASSPHRASE).await?;
        first
            .await_text("@profile-menu", "Financiera del Valle")
            .await?;
        first.close().await?;
        second.close().await
    })
    .await
}
