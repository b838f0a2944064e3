//! Steps that many stories have in common.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use crate::{Journey, PATIENCE, Step, Window};

/// Name under which the analyst of the journeys works.
pub const ANALYST: &str = "Inés Robledo";
/// Passphrase of every vault that has one.
pub const PASSPHRASE: &str = "faro canica deriva once";

const PULL: Duration = Duration::from_secs(90);

/// How a vault is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// With [`PASSPHRASE`].
    Passphrase,
    /// With the keychain of the session.
    Keychain,
}

/// From the first screen to the list of households: a profile for the sandbox with every client pulled. Gives the
/// recovery code.
pub async fn set_up(
    window: &Window,
    journey: &Journey,
    environment: sandbox::Environment,
    protection: Protection,
) -> Step<String> {
    window
        .fill("@setup-url", &journey.sandbox.base_url())
        .await?;
    window
        .click(&format!("@setup-environment-{}", environment.as_str()))
        .await?;
    window.fill("@setup-key", sandbox::FULL_KEY).await?;
    window.click("@setup-test").await?;
    window
        .await_attribute("@setup-outcome", "data-outcome", "ready")
        .await?;
    window.click("@setup-next").await?;
    window.fill("@setup-name", "Financiera del Valle").await?;
    window.fill("@setup-analyst", ANALYST).await?;
    match protection {
        Protection::Passphrase => {
            window.click("@setup-protection-passphrase").await?;
            window.fill("@setup-passphrase", PASSPHRASE).await?;
            window.fill("@setup-repeat", PASSPHRASE).await?;
        }
        Protection::Keychain => window.click("@setup-protection-keychain").await?,
    }
    window.click("@setup-create").await?;
    let code = window.text("@setup-recovery-code").await?;
    window.click("@setup-recovery-saved").await?;
    window.click("@setup-start-pull").await?;
    await_first_pull(window).await?;
    window.click("@setup-finish").await?;
    window.see("@household-table").await?;
    Ok(code)
}

/// Waits on the last step of the set-up until every client is there.
pub async fn await_first_pull(window: &Window) -> Step {
    window
        .await_some("the end of the first pull", PULL, async || {
            let told = window.texts("@setup-pull").await?;
            Ok(told
                .iter()
                .any(|text| text.contains("descargados"))
                .then_some(()))
        })
        .await
}

/// Opens the vault with its passphrase.
pub async fn unlock(window: &Window, passphrase: &str) -> Step {
    window.fill("@unlock-passphrase", passphrase).await?;
    window.click("@unlock-submit").await
}

/// Goes to a screen by the list at the left, such as `households`.
pub async fn open_screen(window: &Window, name: &str) -> Step {
    window.click(&format!("@nav-{name}")).await?;
    window
        .see(&format!("@nav-{name}[aria-current=\"page\"]"))
        .await
}

/// Opens the findings of a rule.
pub async fn open_rule(window: &Window, code: &str) -> Step {
    open_screen(window, "findings").await?;
    window
        .click(&format!("@code-row[data-code=\"{code}\"]"))
        .await
}

/// Opens the journal and waits until so many of its entries say this.
pub async fn await_entries(window: &Window, label: &str, wanted: usize) -> Step {
    open_screen(window, "journal").await?;
    let what = format!("{wanted} × {label:?} in the journal");
    window
        .await_some(&what, PATIENCE, async || {
            let rows = window.texts("@journal-row").await?;
            let count = rows.iter().filter(|row| row.contains(label)).count();
            Ok((count == wanted).then_some(()))
        })
        .await
}

/// Updates and waits until the update has ended well.
pub async fn await_pull(window: &Window) -> Step {
    let before = window
        .attribute("@pull-status time", "datetime")
        .await
        .unwrap_or_default();
    window.click("@pull-button").await?;
    window
        .await_some("the end of the pull", PULL, async || {
            let now = window
                .attributes("@pull-status[data-state=\"idle\"] time", "datetime")
                .await?;
            Ok((!now.is_empty() && now.first() != before.as_ref()).then_some(()))
        })
        .await
}

/// Filters the households by a name and opens the one that is left.
pub async fn open_household(window: &Window, name: &str) -> Step {
    open_screen(window, "households").await?;
    window.fill("@household-filter", name).await?;
    window.await_count("@household-row", 1).await?;
    window.await_text("@household-row", name).await?;
    window.click("@household-row").await?;
    window.see("@member-grid").await?;
    window
        .await_text("@household-head h1", name)
        .await
        .map(drop)
}

/// Presses a button that exports and gives the file that then appears in the folder for it, whole.
pub async fn exported(
    journey: &Journey,
    window: &Window,
    button: &str,
    extension: &str,
) -> Step<Vec<u8>> {
    let files = || -> Vec<PathBuf> {
        fs::read_dir(journey.saved())
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect()
    };
    let before = files();
    window.click(button).await?;
    window
        .await_some(&format!("a file by {button}"), PATIENCE, async || {
            // It is written under another name first and appears whole.
            let new = files().into_iter().find(|file| {
                !before.contains(file) && file.extension().is_some_and(|one| one == extension)
            });
            Ok(new
                .and_then(|file| fs::read(file).ok())
                .filter(|bytes| !bytes.is_empty()))
        })
        .await
}
