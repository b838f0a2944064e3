//! The first run: set-up, protection, the first pull, locking and unlocking.

use e2e::{
    ANALYST, PASSPHRASE, Protection, Step, await_first_pull, check_accessible, open_screen, set_up,
    tell, unlock,
};
use sandbox::{Environment, FULL_KEY, TEST_ONLY_KEY};

#[tokio::test(flavor = "multi_thread")]
async fn an_analyst_sets_up_a_profile_pulls_locks_and_unlocks() -> Step {
    tell("first_run", async |journey| {
        let control = journey.control();
        let window = journey.open().await?;

        window.see("@setup-url").await?;
        check_accessible(&window, "setup").await?;
        window.picture("01-setup").await?;

        // A key nobody knows is told apart from a key of the other environment.
        window
            .fill("@setup-url", &journey.sandbox.base_url())
            .await?;
        window.fill("@setup-key", "artu_sandbox_nobody").await?;
        window.click("@setup-test").await?;
        window
            .await_attribute("@setup-outcome", "data-outcome", "wrong_key")
            .await?;
        window.picture("02-setup-wrong-key").await?;
        window.click("@setup-environment-live").await?;
        window.fill("@setup-key", TEST_ONLY_KEY).await?;
        window.click("@setup-test").await?;
        window
            .await_attribute("@setup-outcome", "data-outcome", "wrong_environment")
            .await?;
        window.picture("03-setup-wrong-environment").await?;
        window.click("@setup-environment-test").await?;
        window.fill("@setup-key", FULL_KEY).await?;
        window.click("@setup-test").await?;
        window
            .await_attribute("@setup-outcome", "data-outcome", "ready")
            .await?;
        window.picture("04-setup-ready").await?;
        window.click("@setup-next").await?;

        window.fill("@setup-name", "Financiera del Valle").await?;
        window.fill("@setup-analyst", ANALYST).await?;
        window.click("@setup-protection-passphrase").await?;
        window.fill("@setup-passphrase", PASSPHRASE).await?;
        window.fill("@setup-repeat", PASSPHRASE).await?;
        check_accessible(&window, "profile").await?;
        window.picture("05-setup-profile").await?;
        window.click("@setup-create").await?;

        let code = window.text("@setup-recovery-code").await?;
        assert!(code.len() >= 20, "a recovery code is shown: {code}");
        check_accessible(&window, "recovery").await?;
        window.picture("06-setup-recovery").await?;
        window.click("@setup-recovery-saved").await?;
        window.click("@setup-start-pull").await?;
        await_first_pull(&window).await?;
        window.picture("07-setup-pulled").await?;
        window.click("@setup-finish").await?;

        // Every primary client of the server is listed, and nothing else.
        let primaries = control
            .client_ids(Environment::Test)
            .into_iter()
            .filter_map(|id| control.client(Environment::Test, id))
            .filter(|client| client["isPrimary"] == true)
            .count();
        window.see("@household-table").await?;
        window
            .await_attribute(
                "@household-table",
                "aria-rowcount",
                &(primaries + 1).to_string(),
            )
            .await?;
        window
            .await_text("@list-count", &primaries.to_string())
            .await?;
        check_accessible(&window, "households").await?;
        window.picture("08-households").await?;
        let first = window.texts("@household-row").await?;

        window.click("@profile-menu").await?;
        window.click("@lock-button").await?;
        window.see("@unlock-passphrase").await?;
        check_accessible(&window, "unlock").await?;
        window.see_no("@household-row").await?;
        unlock(&window, "otra frase cualquiera").await?;
        window
            .await_attribute("@error-state", "data-code", "wrong_key")
            .await?;
        window.picture("09-unlock-wrong").await?;
        unlock(&window, PASSPHRASE).await?;
        open_screen(&window, "households").await?;
        window.see("@household-row").await?;
        assert_eq!(window.texts("@household-row").await?.len(), first.len());

        window.click("@profile-menu").await?;
        window.click("@lock-button").await?;
        window.click("@unlock-use-recovery").await?;
        window.fill("@unlock-recovery", &code).await?;
        window.picture("10-unlock-recovery").await?;
        window.click("@unlock-submit").await?;
        window.see("@nav-households").await?;
        window.close().await
    })
    .await
}

/// A vault made with the keychain opens with it after a restart.
#[tokio::test(flavor = "multi_thread")]
async fn a_vault_kept_by_the_keychain_opens_after_a_restart() -> Step {
    tell("keychain", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Keychain).await?;
        window.close().await?;

        let window = journey.open().await?;
        window.see("@unlock-submit").await?;
        assert_eq!(
            window.count("@unlock-passphrase").await?,
            0,
            "nothing has to be typed"
        );
        window.picture("90-unlock-keychain").await?;
        window.click("@unlock-submit").await?;
        open_screen(&window, "households").await?;
        window.see("@household-row").await?;
        window.close().await
    })
    .await
}
