//! Working without the server, and what comes of it when it is back.

use std::time::Duration;

use e2e::{
    PASSPHRASE, Protection, Step, Window, await_pull, check_accessible, open_household,
    open_screen, set_up, tell, unlock,
};
use sandbox::{Environment, showcase};

use crate::promotion::{client_named, promotions, rehearse};

const WAITS: &str = "Mateo Luna Ibáñez";
const MOVES: &str = "Joaquín De la Garza Muñoz";

/// Records a promotion for a member of the household in view; it cannot be sent now.
async fn promote_later(window: &Window, client: uuid::Uuid, reason: &str) -> Step {
    rehearse(window, client).await?;
    window.fill("@promote-reason", reason).await?;
    window.click("@promote-send").await?;
    window
        .await_attribute("@promote-outcome", "data-state", "waiting")
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn work_goes_on_offline_and_is_sent_or_stopped_when_the_server_is_back() -> Step {
    tell("offline", async |journey| {
        let control = journey.control();
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        window.close().await?;

        journey.sandbox.offline().await;
        let window = journey.open().await?;
        unlock(&window, PASSPHRASE).await?;
        open_screen(&window, "households").await?;
        window.see("@household-row").await?;
        window.see("@household-row time[datetime]").await?;
        window.click("@pull-button").await?;
        window
            .await_attribute("@pull-status", "data-state", "offline")
            .await?;
        window.see("@offline-notice").await?;
        window.see_no("@skeleton").await?;
        window.picture("50-offline").await?;
        check_accessible(&window, "offline").await?;

        // Two promotions wait; of one client something else is changed meanwhile.
        let waits = client_named(journey, Environment::Test, WAITS);
        let moves = client_named(journey, Environment::Test, MOVES);
        open_household(&window, showcase::PERSON).await?;
        promote_later(&window, waits, "Cumple los requisitos para ser cliente.").await?;
        window.picture("51-waiting").await?;
        check_accessible(&window, "waiting").await?;
        window.click("@promote-close").await?;
        promote_later(&window, moves, "Pidió su propio contrato.").await?;
        window.click("@promote-close").await?;
        open_screen(&window, "operations").await?;
        window.await_count("@operation-row", 2).await?;
        control.rename(Environment::Test, moves, "Joaquín Andrés")?;

        journey.sandbox.online().await?;
        await_pull(&window).await?;
        window.see_no("@offline-notice").await?;
        // What waited goes out by itself, each once, and is told.
        window
            .await_text("@toast", "2 operaciones intentadas")
            .await?;
        window
            .await_some(
                "one proven, one in conflict",
                Duration::from_secs(30),
                async || {
                    let rows = window.texts("@operation-row").await?.join("\n");
                    Ok((rows.contains("Comprobada") && rows.contains("Conflicto")).then_some(()))
                },
            )
            .await?;
        assert_eq!(promotions(&control, waits), 1);
        assert_eq!(promotions(&control, moves), 0, "a conflict is not sent");

        let conflicted = window
            .await_some("the row in conflict", e2e::PATIENCE, async || {
                let keys = window.attributes("@operation-row", "data-key").await?;
                let rows = window.texts("@operation-row").await?;
                Ok(keys
                    .into_iter()
                    .zip(rows)
                    .find(|(_, row)| row.contains("Conflicto"))
                    .map(|(key, _)| key))
            })
            .await?;
        window
            .click(&format!("@operation-row[data-key=\"{conflicted}\"]"))
            .await?;
        window.await_text("@conflict-row", "Joaquín Andrés").await?;
        window.picture("52-conflict").await?;
        check_accessible(&window, "conflict").await?;
        window.close().await
    })
    .await
}
