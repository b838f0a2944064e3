//! Filters of a list under a name of one's own.

use e2e::{
    PASSPHRASE, Protection, Step, check_accessible, open_rule, open_screen, set_up, tell, unlock,
};
use sandbox::Environment;

const RULE: &str = "MISSING_ADDRESS_INTERIOR";

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_saved_kept_by_the_vault_renamed_and_taken_away() -> Step {
    tell("saved_views", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        open_rule(&window, RULE).await?;
        window.choose("@filter-severity", "info").await?;
        window.see("@finding-row").await?;
        let listed = window.count("@finding-row").await?;

        window.click("@saved-views").await?;
        window.click("@save-view").await?;
        window.fill("@view-name", "Sin interior").await?;
        window.picture("142-save-view").await?;
        check_accessible(&window, "save view").await?;
        window.click("@view-save").await?;
        window.see_no("@save-view-dialog").await?;
        window.await_text("@saved-views", "Sin interior").await?;

        // The screen forgets its filters when the vault closes; the view is in the vault.
        window.click("@profile-menu").await?;
        window.click("@lock-button").await?;
        unlock(&window, PASSPHRASE).await?;
        open_screen(&window, "findings").await?;
        window
            .await_text("@saved-views", "Vistas guardadas")
            .await?;
        window.click("@saved-views").await?;
        window.click("@saved-view").await?;
        window.await_text("@saved-views", "Sin interior").await?;
        window.await_count("@finding-row", listed).await?;

        window.click("@saved-views").await?;
        window.click("@order-views").await?;
        window.click("@view-begin-rename").await?;
        window.fill("@view-rename", "Número interior").await?;
        window.click("@view-rename-save").await?;
        window.await_text("@view-row", "Número interior").await?;
        window.picture("143-views").await?;
        check_accessible(&window, "views").await?;
        window.click("@view-begin-remove").await?;
        window.click("@view-confirm").await?;
        window.await_count("@view-row", 0).await?;
        window.close().await
    })
    .await
}
