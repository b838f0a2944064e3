//! The sample data, and the other language.

use std::time::Duration;

use e2e::{Protection, Step, check_accessible, open_household, open_screen, set_up, tell};
use sandbox::{Environment, showcase};

const SCREENS: [&str; 8] = [
    "inbox",
    "households",
    "clients",
    "findings",
    "operations",
    "reports",
    "journal",
    "settings",
];
/// Words of the Spanish screens that no English screen has.
const SPANISH: [&str; 12] = [
    "Bandeja",
    "Vinculados",
    "Clientes",
    "Hallazgos",
    "Operaciones",
    "Informes",
    "Bitácora",
    "Ajustes",
    "Persona física",
    "Persona moral",
    "Ensayada",
    "sin revisar",
];

#[tokio::test(flavor = "multi_thread")]
async fn sample_data_are_one_click_away() -> Step {
    tell("sample", async |journey| {
        let window = journey.open().await?;
        window.click("@explore-sample").await?;
        open_screen(&window, "households").await?;
        window
            .see_within("@household-row", Duration::from_mins(1))
            .await?;
        window.picture("81-sample").await?;
        check_accessible(&window, "sample").await?;
        open_household(&window, showcase::COMPANY).await?;
        window.await_count("@member-row", 12).await?;
        window.close().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_screen_speaks_english_when_asked() -> Step {
    tell("english", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        open_screen(&window, "settings").await?;
        check_accessible(&window, "settings").await?;
        window.picture("82-settings").await?;
        window.click("label:has(@language-en)").await?;
        window.see("html[lang=en]").await?;
        window.await_text("@nav-households", "Households").await?;
        let mut left = Vec::new();
        for screen in SCREENS {
            open_screen(&window, screen).await?;
            window.see_no("@skeleton").await?;
            window.picture(&format!("83-en-{screen}")).await?;
            let text = window.text("#app").await?;
            left.extend(
                SPANISH
                    .iter()
                    .filter(|word| text.contains(**word))
                    .map(|word| format!("{word} on {screen}")),
            );
            check_accessible(&window, &format!("English {screen}")).await?;
        }
        assert!(left.is_empty(), "Spanish words left in English: {left:?}");
        open_screen(&window, "settings").await?;
        window.click("label:has(@language-es)").await?;
        window.await_text("@nav-households", "Vinculados").await?;
        window.see("html[lang^=es]").await?;
        window.close().await
    })
    .await
}
