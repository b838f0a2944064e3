//! Promoting a member: rehearsal, reason, one request, proof.

use e2e::{
    Journey, Protection, Step, Window, await_pull, check_accessible, open_household, open_screen,
    set_up, tell,
};
use sandbox::{Control, Environment, Fault, FaultKind, showcase};
use uuid::Uuid;

const FIRST: &str = "Renata Ibáñez Corona";
const SECOND: &str = "Xóchitl Juárez Peña";
const THIRD: &str = "Íñigo Núñez Castañeda";

/// The one client of this name.
pub(crate) fn client_named(journey: &Journey, environment: Environment, name: &str) -> Uuid {
    journey.control().clients_named(environment, name)[0]
}

/// Requests to promote this client that the server received.
pub(crate) fn promotions(control: &Control, client: Uuid) -> usize {
    let path = format!("/clients/{client}/promote");
    let received = control.requests(Some("POST"), "/");
    received
        .iter()
        .filter(|request| request.path.ends_with(&path))
        .count()
}

/// Opens the sheet for a member of the household in view.
pub(crate) async fn rehearse(window: &Window, client: Uuid) -> Step {
    window
        .click(&format!("@member-row[data-client-id=\"{client}\"]"))
        .await?;
    window
        .see(&format!("@client-panel[data-client-id=\"{client}\"]"))
        .await?;
    window.click("@promote-button").await?;
    window.see("@promote-step-known").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_is_promoted_once_and_proven() -> Step {
    tell("promotion", async |journey| {
        let control = journey.control();
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        let first = client_named(journey, Environment::Test, FIRST);

        open_household(&window, showcase::PERSON).await?;
        rehearse(&window, first).await?;
        window
            .await_text("@exact-request", &format!("/clients/{first}/promote"))
            .await?;
        window.see("@sketch-member").await?;
        window.see("@statements-unknown").await?;
        window.picture("40-rehearsal").await?;
        check_accessible(&window, "rehearsal").await?;

        // Without a reason nothing leaves.
        window.click("@promote-send").await?;
        window.see("@promote-reason[aria-invalid=true]").await?;
        assert_eq!(promotions(&control, first), 0);

        window
            .fill("@promote-reason", "Abrió un contrato propio el lunes.")
            .await?;
        window.click("@promote-send").await?;
        window
            .await_attribute("@promote-outcome", "data-state", "proven")
            .await?;
        window.see("@proof[data-same=true]").await?;
        assert_eq!(promotions(&control, first), 1, "received exactly once");
        window.picture("41-proven").await?;
        check_accessible(&window, "proof").await?;
        window.click("@promote-close").await?;
        window
            .see(&format!("@member-row[data-client-id=\"{first}\"] .primary"))
            .await?;

        // The journal has each step, the operations screen the outcome.
        open_screen(&window, "journal").await?;
        for step in [
            "Operación registrada",
            "Operación enviada",
            "Operación comprobada",
        ] {
            window.await_text("@journal-table", step).await?;
        }
        window.click("@journal-verify").await?;
        window.await_text("@journal-check", "íntegra").await?;
        window.picture("42-journal").await?;
        check_accessible(&window, "journal").await?;
        open_screen(&window, "operations").await?;
        window.await_text("@operation-row", FIRST).await?;
        window.click("@operation-row").await?;
        window.see("@operation-detail").await?;
        window.picture("43-operations").await?;
        check_accessible(&window, "operations").await?;
        window.close().await
    })
    .await
}

/// On a window of the usual size the step of the reason is below the fold; what is missing comes into view.
#[tokio::test(flavor = "multi_thread")]
async fn a_missing_reason_is_said_where_it_is_seen() -> Step {
    tell("missing_reason", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        open_household(&window, showcase::PERSON).await?;
        rehearse(&window, client_named(journey, Environment::Test, FIRST)).await?;
        window.click("@promote-send").await?;
        window.see("@promote-reason[aria-invalid=true]").await?;
        window.picture("48-without-reason").await?;
        window.see_whole("@promote-step-send [role=alert]").await?;
        window.close().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_promoted_by_somebody_else_ends_as_already_done() -> Step {
    tell("already_done", async |journey| {
        let control = journey.control();
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        let second = client_named(journey, Environment::Test, SECOND);

        open_household(&window, showcase::PERSON).await?;
        rehearse(&window, second).await?;
        control.promote(Environment::Test, second)?;
        window
            .fill("@promote-reason", "Cuenta nueva a su nombre.")
            .await?;
        window.click("@promote-send").await?;
        window
            .await_attribute("@promote-outcome", "data-state", "already_done")
            .await?;
        assert_eq!(promotions(&control, second), 0, "nothing was sent");
        window.picture("44-already-done").await?;
        check_accessible(&window, "already done").await?;
        window.close().await
    })
    .await
}

/// The server does it and the answer is lost; the server cannot be read for a while either.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_unknown_until_a_read_settles_it() -> Step {
    tell("lost_answer", async |journey| {
        let control = journey.control();
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        let third = client_named(journey, Environment::Test, THIRD);

        open_household(&window, showcase::PERSON).await?;
        rehearse(&window, third).await?;
        control.push_fault(
            Fault::next(FaultKind::EffectWithoutAnswer)
                .on("POST", "/")
                .ending("/promote"),
        );
        // The first read passes, the ones after the lost answer do not.
        control.push_fault(Fault::always(FaultKind::Reset).on("GET", "/").after(1));
        window
            .fill("@promote-reason", "Se vuelve cliente directo.")
            .await?;
        window.click("@promote-send").await?;
        window
            .await_attribute("@promote-outcome", "data-state", "unknown")
            .await?;
        window.picture("45-unknown").await?;
        check_accessible(&window, "unknown outcome").await?;
        assert_eq!(promotions(&control, third), 1);

        control.clear_faults();
        window.click("@operation-settle").await?;
        window
            .await_attribute("@promote-outcome", "data-state", "proven")
            .await?;
        assert_eq!(promotions(&control, third), 1, "never sent a second time");
        window.picture("46-settled").await?;
        window.click("@promote-close").await?;
        await_pull(&window).await?;
        assert_eq!(promotions(&control, third), 1);
        window.close().await
    })
    .await
}

/// In the live environment everything looks live, and sending asks once more.
#[tokio::test(flavor = "multi_thread")]
async fn live_is_unmistakable_and_asks_once_more() -> Step {
    tell("live", async |journey| {
        let control = journey.control();
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Live, Protection::Passphrase).await?;
        window.await_text("@environment-badge", "LIVE").await?;
        window
            .await_attribute("@environment-bar", "data-environment", "live")
            .await?;
        for screen in ["inbox", "households", "clients", "journal", "settings"] {
            open_screen(&window, screen).await?;
            window.await_text("@environment-badge", "LIVE").await?;
            check_accessible(&window, &format!("live {screen}")).await?;
        }
        let client = client_named(journey, Environment::Live, FIRST);
        open_household(&window, showcase::PERSON).await?;
        rehearse(&window, client).await?;
        window.fill("@promote-reason", "Contrato propio.").await?;
        window.click("@promote-send").await?;
        window.see("@promote-confirm[aria-invalid=true]").await?;
        assert_eq!(promotions(&control, client), 0, "not without confirmation");
        window.picture("47-live").await?;
        check_accessible(&window, "live rehearsal").await?;
        window.click("@promote-confirm").await?;
        window.click("@promote-send").await?;
        window
            .await_attribute("@promote-outcome", "data-state", "proven")
            .await?;
        assert_eq!(promotions(&control, client), 1);
        let test = control.requests(Some("POST"), "/");
        assert!(
            test.iter()
                .filter(|one| one.path.ends_with("/promote"))
                .all(|one| one.environment == Some(Environment::Live)),
            "the promotion went to live alone"
        );
        window.close().await
    })
    .await
}
