//! Exports, through the folder that answers for the native dialog, read back from the disk.

use e2e::{
    Protection, Step, await_entries, check_accessible, exported, open_household, open_screen,
    set_up, tell,
};
use sandbox::{Environment, showcase};

#[tokio::test(flavor = "multi_thread")]
async fn lists_and_a_household_are_exported_and_entered_in_the_journal() -> Step {
    tell("export", async |journey| {
        let control = journey.control();
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        let households = control
            .client_ids(Environment::Test)
            .into_iter()
            .filter_map(|id| control.client(Environment::Test, id))
            .filter(|client| client["isPrimary"] == true)
            .count();

        open_screen(&window, "reports").await?;
        window.picture("60-reports").await?;
        check_accessible(&window, "reports").await?;
        let csv = exported(journey, &window, "@report-households-csv", "csv").await?;
        window.await_count("@report-written", 1).await?;
        assert!(
            csv.starts_with(b"\xef\xbb\xbf"),
            "a byte order mark, for spreadsheets"
        );
        let text = String::from_utf8_lossy(&csv);
        assert!(text.contains(showcase::PERSON), "names with their accents");
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        assert!(
            lines > households,
            "{lines} lines for {households} households and a header"
        );

        let members = exported(journey, &window, "@report-members-csv", "csv").await?;
        let members = String::from_utf8_lossy(&members).into_owned();
        assert!(members.contains("Renata Ibáñez Corona"), "members by name");
        for subject in ["households", "members"] {
            let xlsx =
                exported(journey, &window, &format!("@report-{subject}-xlsx"), "xlsx").await?;
            assert!(
                xlsx.starts_with(b"PK\x03\x04"),
                "{subject}: a zip container"
            );
        }
        window.await_count("@report-written", 4).await?;
        window.picture("61-reports-written").await?;
        check_accessible(&window, "reports written").await?;

        open_household(&window, showcase::PERSON).await?;
        let pdf = exported(journey, &window, "@household-export", "pdf").await?;
        assert!(pdf.starts_with(b"%PDF-"), "a PDF");
        assert!(pdf.trim_ascii_end().ends_with(b"%%EOF"), "a whole one");
        window.see("@household-exported").await?;
        window.picture("62-household-exported").await?;

        await_entries(&window, "Archivo exportado", 5).await?;
        window.close().await
    })
    .await
}
