//! Reviewing a household, and being told what changed since.

use e2e::{
    ANALYST, Protection, Step, await_pull, check_accessible, open_household, open_screen, set_up,
    tell,
};
use sandbox::{Environment, showcase};

use crate::promotion::client_named;

const MEMBER: &str = "Renata Ibáñez Corona";

#[tokio::test(flavor = "multi_thread")]
async fn a_review_is_kept_and_a_later_change_is_shown_field_by_field() -> Step {
    tell("review", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;

        open_household(&window, showcase::PERSON).await?;
        window.click("@household-review").await?;
        window.see("@review-tab").await?;
        // A verdict without a note is not kept.
        window.click("@review-verdict-cleared").await?;
        window.click("@review-save").await?;
        window.see("@review-note[aria-invalid=true]").await?;
        window
            .fill(
                "@review-note",
                "Identidad y domicilio revisados contra documentos.",
            )
            .await?;
        window.picture("70-review-form").await?;
        check_accessible(&window, "review").await?;
        window.click("@review-save").await?;
        window
            .await_attribute("@review", "data-verdict", "cleared")
            .await?;
        window
            .await_text("@household-review-state", ANALYST)
            .await?;
        window.picture("71-reviewed").await?;

        // Somebody changes a member.
        let member = client_named(journey, Environment::Test, MEMBER);
        let control = journey.control();
        control.rename(Environment::Test, member, "Renata Sofía")?;
        await_pull(&window).await?;
        window
            .await_text("@household-review-state", "cambió desde la revisión")
            .await?;
        window.click("@tab-changes").await?;
        let change = format!("@change[data-client-id=\"{member}\"]");
        let fields = window.await_text(&change, "Renata Sofía").await?;
        assert!(fields.contains("name"), "the field is named: {fields}");
        assert!(
            fields.contains("Renata\n") || fields.contains("Renata\t"),
            "and its value before: {fields}"
        );
        window.picture("72-changed").await?;
        check_accessible(&window, "changes").await?;

        // The list and the inbox lead back to it.
        open_screen(&window, "households").await?;
        window.click("@filters-clear").await?;
        window.choose("@filter-review", "outdated").await?;
        window.await_count("@household-row", 1).await?;
        window
            .await_text("@household-row", showcase::PERSON)
            .await?;
        window.picture("73-outdated").await?;
        open_screen(&window, "inbox").await?;
        window
            .await_text("@inbox-outdated", showcase::PERSON)
            .await?;
        window.picture("74-inbox").await?;
        check_accessible(&window, "inbox").await?;
        window.close().await
    })
    .await
}
