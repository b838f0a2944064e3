//! A rule pack of another workplace: read, rehearsed, adopted, and everything checked with it.

use std::fs;

use e2e::{Journey, Protection, Step, check_accessible, open_screen, set_up, tell};
use sandbox::Environment;

/// Signs a pack at another workplace, in which a wrong check digit of an RFC weighs more, and puts it where it is asked for.
#[expect(clippy::expect_used, reason = "a failure here is a failed test")]
fn put_pack(journey: &Journey) -> Step {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |arguments: &[&str]| -> Step {
        let mut command = journey.command_line(folder.path())?;
        let output = command.args(arguments).output().expect("the command line");
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        Ok(())
    };
    let (tables, pack) = (folder.path().join("tablas"), journey.to_open());
    let [tables_path, pack_path] = [&tables, &pack].map(|path| path.to_str().expect("a path"));
    let url = journey.sandbox.base_url();
    run(&[
        "profile",
        "add",
        "Otra",
        "--url",
        &url,
        "--environment",
        "test",
    ])?;
    run(&["rules", "tables", tables_path])?;
    let codes = tables.join("codes.csv");
    let text = fs::read_to_string(&codes).expect("the codes");
    let changed = text.replace("RFC_CHECK_DIGIT,warn", "RFC_CHECK_DIGIT,error");
    assert_ne!(changed, text);
    fs::write(codes, changed).expect("written");
    run(&[
        "rules",
        "sign",
        tables_path,
        "--name",
        "oficina",
        "--pack-version",
        "2026-11-24",
        "--from",
        "2026-11-24",
        "--out",
        pack_path,
    ])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_is_rehearsed_before_it_is_adopted_and_findings_carry_it() -> Step {
    tell("rules", async |journey| {
        put_pack(journey)?;
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        open_screen(&window, "settings").await?;
        window.await_count("@rule-pack", 1).await?;

        window.click("@rules-read").await?;
        window.see("@pack-sheet").await?;
        window
            .await_text("@pack-table", "RFC_CHECK_DIGIT,error")
            .await?;
        check_accessible(&window, "rule pack").await?;
        window.picture("150-rule-pack").await?;

        window.click("@pack-rehearse").await?;
        window
            .await_text("@rehearsed-code[data-code=RFC_CHECK_DIGIT]", "RFC")
            .await?;
        window.await_count("@rehearsed-code", 1).await?;
        window.await_text("@rehearsed-finding", "Más grave").await?;
        check_accessible(&window, "rehearsed rule pack").await?;
        window.picture("151-rule-pack-rehearsed").await?;

        // Neither without a reason nor without the key compared.
        window.see("@pack-adopt[disabled]").await?;
        window.fill("@pack-reason", "Acuerdo del comité").await?;
        window.see("@pack-adopt[disabled]").await?;
        window.click("@pack-trust").await?;
        window.click("@pack-adopt").await?;
        window.see_no("@pack-sheet").await?;
        window.await_count("@rule-pack", 2).await?;
        window
            .await_text("@rule-pack[data-state=in_force]", "oficina 2026-11-24")
            .await?;
        window.see_no("@check-progress").await?;
        window.see_no("@rules-due").await?;
        check_accessible(&window, "rules").await?;
        window.picture("152-rules").await?;
        window.close().await
    })
    .await
}
