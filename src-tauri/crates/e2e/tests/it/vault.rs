//! The vault as a file: its keys, its backups, and what is done when it is damaged.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use e2e::{
    ANALYST, Failure, Journey, PASSPHRASE, Protection, Step, Window, await_pull, check_accessible,
    open_household, open_screen, set_up, tell, unlock,
};
use sandbox::{Environment, showcase};

const NEW: &str = "lámpara río teja cuarzo";

/// The only file with that end in a folder or below it.
fn file(folder: &Path, end: &str) -> Option<PathBuf> {
    fs::read_dir(folder).ok()?.flatten().find_map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            file(&path, end)
        } else {
            path.to_str()
                .is_some_and(|name| name.ends_with(end))
                .then_some(path)
        }
    })
}

/// Writes over a part in the middle of the vault, as a failing disk does.
fn damage(journey: &Journey) -> Step {
    let vault = file(journey.data(), "vault.db")
        .ok_or_else(|| Failure::Missing("the vault is not there".to_owned()))?;
    let write = || {
        let mut file = fs::File::options().write(true).open(vault)?;
        file.seek(SeekFrom::Start(4096))?;
        file.write_all(&vec![0x5a; 64 * 1024])
    };
    write().map_err(|source| Failure::Io {
        what: "damaging the vault".to_owned(),
        source,
    })
}

async fn review(window: &Window) -> Step {
    open_household(window, showcase::PERSON).await?;
    window.click("@household-review").await?;
    window.click("@review-verdict-cleared").await?;
    window
        .fill("@review-note", "Revisado con su expediente.")
        .await?;
    window.click("@review-save").await?;
    window
        .await_attribute("@review", "data-verdict", "cleared")
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_change_and_a_backup_takes_the_place_of_the_vault() -> Step {
    tell("vault", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        open_screen(&window, "settings").await?;
        window.see("@vault-keys").await?;
        check_accessible(&window, "vault settings").await?;
        window.picture("120-vault").await?;

        window.click("@backup-whole").await?;
        window.see("@backup-written").await?;
        window.click("@vault-check-start").await?;
        for part in ["pages", "structure", "journal"] {
            window
                .await_attribute(&format!("@checked-{part}"), "data-sound", "true")
                .await?;
        }
        check_accessible(&window, "vault checked").await?;
        window.picture("121-vault-checked").await?;
        let backup = file(journey.saved(), ".vinculo").expect("the backup");
        fs::rename(backup, journey.to_open()).expect("put where it is asked for");

        window.click("@vault-passphrase").await?;
        window.fill("@secret-current", PASSPHRASE).await?;
        window.fill("@passphrase-new", NEW).await?;
        window.fill("@passphrase-repeat", NEW).await?;
        check_accessible(&window, "change of passphrase").await?;
        window.picture("122-passphrase").await?;
        window.click("@vault-change-submit").await?;
        window.await_text("@toast", "frase nueva").await?;

        window.click("@vault-recovery-new").await?;
        window.fill("@secret-current", NEW).await?;
        window.click("@recovery-new-make").await?;
        let code = window.text("@recovery-new-code").await?;
        window.picture("123-recovery").await?;
        window.click("@recovery-new-saved").await?;
        window.click("@recovery-new-confirm").await?;
        window.see_no("@recovery-new-code").await?;

        window.click("@settings-lock").await?;
        unlock(&window, PASSPHRASE).await?;
        window
            .await_attribute("@error-state", "data-code", "wrong_key")
            .await?;
        window.click("@unlock-use-recovery").await?;
        window.fill("@unlock-recovery", &code).await?;
        window.click("@unlock-submit").await?;

        open_screen(&window, "settings").await?;
        window.click("@vault-restore").await?;
        window.fill("@secret-current", NEW).await?;
        window.click("@replace-other-secret").await?;
        window.fill("@secret-backup", PASSPHRASE).await?;
        check_accessible(&window, "restore").await?;
        window.picture("124-restore").await?;
        window.click("@replace-start").await?;
        window.await_text("@replaced", "320").await?;
        check_accessible(&window, "restored").await?;
        window.picture("125-restored").await?;
        window.click("@replace-leave").await?;
        open_screen(&window, "households").await?;
        window.see("@household-row").await?;

        // The keys of today stay, and a try that comes too soon is told how long to wait.
        window.click("@profile-menu").await?;
        window.click("@lock-button").await?;
        while window.count("@unlock-wait").await? == 0 {
            unlock(&window, "ninguna de las dos frases").await?;
            window.see("@error-state, @unlock-wait").await?;
        }
        check_accessible(&window, "wait").await?;
        window.picture("126-wait").await?;
        window.see_no("@unlock-wait").await?;
        unlock(&window, NEW).await?;
        window.see("@nav-households").await?;
        window.close().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_vault_is_made_anew_with_the_work() -> Step {
    tell("damaged", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        review(&window).await?;
        window.close().await?;
        damage(journey)?;

        let window = journey.open().await?;
        unlock(&window, PASSPHRASE).await?;
        window.see("@damaged-vault").await?;
        window
            .await_attribute("@work-kept", "data-kept", "true")
            .await?;
        check_accessible(&window, "damaged vault").await?;
        window.picture("130-damaged").await?;
        window.click("@damaged-rebuild").await?;
        window.fill("@secret-current", PASSPHRASE).await?;
        window.picture("131-rebuild").await?;
        window.click("@replace-start").await?;
        window.see("@replaced").await?;
        check_accessible(&window, "rebuilt").await?;
        window.picture("132-rebuilt").await?;
        window.click("@replace-leave").await?;
        window
            .await_attribute("@pull-status", "data-state", "idle")
            .await?;
        await_pull(&window).await?;

        open_household(&window, showcase::PERSON).await?;
        window
            .await_text("@household-review-state", ANALYST)
            .await?;
        window.close().await
    })
    .await
}
