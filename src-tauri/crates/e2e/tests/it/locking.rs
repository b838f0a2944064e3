//! The vault closes when the computer is left.

use e2e::{
    Computer, PASSPHRASE, Protection, Step, Window, await_entries, await_pull, check_accessible,
    key, open_household, open_screen, set_up, tell, unlock,
};
use sandbox::{Environment, Fault, FaultKind, showcase};

/// Waits until the screen asks for the passphrase and shows nothing of anybody.
async fn is_blank(window: &Window) -> Step {
    window.see("@unlock-passphrase").await?;
    let screen = window.screen().await;
    assert!(!screen.contains(showcase::PERSON), "still there: {screen}");
    window.see_no("@member-row").await
}

/// Opens the vault again and is where it was left.
async fn come_back(window: &Window) -> Step {
    unlock(window, PASSPHRASE).await?;
    window.see("@member-row").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_vault_closes_when_the_computer_locks_or_goes_to_sleep() -> Step {
    tell("computer", async |journey| {
        let computer = Computer::start().await?;
        let window = journey.open_on(&computer).await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        computer.await_held_back().await;

        open_screen(&window, "settings").await?;
        window
            .await_attribute("@computer-lock", "data-told", "true")
            .await?;
        window
            .await_attribute("@computer-sleep", "data-told", "true")
            .await?;
        check_accessible(&window, "settings").await?;
        window.picture("100-settings-computer").await?;

        open_household(&window, showcase::PERSON).await?;
        computer.lock_screen().await?;
        is_blank(&window).await?;
        window.picture("101-locked-by-computer").await?;
        come_back(&window).await?;

        computer.lock_session().await?;
        is_blank(&window).await?;
        come_back(&window).await?;

        // The computer sleeps only once the vault is closed, the second time as the first.
        for _ in 0..2 {
            computer.sleep().await?;
            is_blank(&window).await?;
            computer.wake().await?;
            come_back(&window).await?;
        }

        await_entries(&window, "cerrada", 4).await?;
        window.close().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_copied_goes_with_the_vault() -> Step {
    tell("clipboard", async |journey| {
        let computer = Computer::start().await?;
        let window = journey.open_on(&computer).await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        let paste = format!("{}v", key::CONTROL);

        open_screen(&window, "settings").await?;
        window.click("@profile-address button").await?;
        window.click("@search-open").await?;
        window.focus("@search-input").await?;
        window.press(&paste).await?;
        let pasted = "return document.activeElement.value";
        window
            .await_some("what was copied", e2e::PATIENCE, async || {
                let text = window.run(pasted, Vec::new()).await?;
                Ok((text == journey.sandbox.base_url()).then_some(()))
            })
            .await?;

        computer.lock_screen().await?;
        window.see("@unlock-passphrase").await?;
        window.click("@unlock-use-recovery").await?;
        window.focus("@unlock-recovery").await?;
        window.press(&paste).await?;
        window.press("x").await?;
        window
            .await_some("nothing but what was typed", e2e::PATIENCE, async || {
                let text = window.run(pasted, Vec::new()).await?;
                Ok((text == "x").then_some(()))
            })
            .await?;
        window.close().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_that_locking_stopped_is_told_and_goes_on() -> Step {
    tell("cut_short", async |journey| {
        let computer = Computer::start().await?;
        let window = journey.open_on(&computer).await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        let control = journey.control();

        control.push_fault(Fault::always(FaultKind::Hang).on("POST", "/clients/list"));
        window.click("@pull-button").await?;
        window
            .await_attribute("@pull-status", "data-state", "pulling")
            .await?;
        computer.lock_screen().await?;
        window.see("@unlock-passphrase").await?;
        control.clear_faults();

        unlock(&window, PASSPHRASE).await?;
        window.await_text("@cut-short", "se detuvo").await?;
        check_accessible(&window, "cut short").await?;
        window.picture("102-cut-short").await?;
        window.click("@cut-short-resume").await?;
        window.see_no("@cut-short").await?;
        window
            .await_attribute("@pull-status", "data-state", "idle")
            .await?;
        await_pull(&window).await?;
        window.close().await
    })
    .await
}
