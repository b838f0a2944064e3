//! The letter that asks a client for what its file lacks: read, saved and entered in the journal.

use e2e::{Protection, Step, await_entries, check_accessible, exported, open_rule, set_up, tell};
use sandbox::Environment;

/// A client without the number of its flat; it is asked for if there is one.
const RULE: &str = "MISSING_ADDRESS_INTERIOR";
const LACKING: &str = "número interior";

/// What a text says, line by line.
fn lines(text: &str) -> Vec<&str> {
    text.trim_start_matches('\u{feff}')
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_file_lacks_is_asked_for_in_a_letter() -> Step {
    tell("letter", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        open_rule(&window, RULE).await?;
        window.click("@finding-row").await?;
        window.click("@missing-open").await?;
        let letter = window.await_text("@missing-text", LACKING).await?;
        window.picture("140-letter").await?;
        check_accessible(&window, "letter").await?;

        let text = exported(journey, &window, "@missing-save-text", "txt").await?;
        let text = String::from_utf8_lossy(&text).into_owned();
        assert_eq!(lines(&text), lines(&letter), "the file is what was read");
        let pdf = exported(journey, &window, "@missing-save-pdf", "pdf").await?;
        assert!(pdf.starts_with(b"%PDF-"), "a PDF");

        // Whoever lives in a house has no such number and need not be asked.
        window.click("@missing-if-any").await?;
        window
            .await_some("the letter without it", e2e::PATIENCE, async || {
                let text = window.text("@missing-text").await?;
                Ok((!text.contains(LACKING)).then_some(()))
            })
            .await?;
        window.press(e2e::key::ESCAPE).await?;
        window.see_no("@missing-dialog").await?;

        await_entries(&window, "Archivo exportado", 2).await?;
        window.close().await
    })
    .await
}
