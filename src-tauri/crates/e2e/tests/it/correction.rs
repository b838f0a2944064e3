//! Correcting a client from its finding: the value, what the rules say of it, one request, proof, and the finding gone.

use e2e::{Protection, Step, check_accessible, open_rule, open_screen, set_up, tell};
use sandbox::{Control, Environment, Fault, FaultKind};
use uuid::Uuid;

const RULE: &str = "RFC_CHECK_DIGIT";
const REASON: &str = "Constancia de situación fiscal a la vista.";

/// The key with the check digit that is computed for it; nothing when it is right already.
fn with_right_digit(rfc: &str) -> Option<String> {
    let checked = mx::rfc::check(Some(rfc), &mx::rfc::Context::default());
    let mark = checked
        .marks
        .iter()
        .find(|mark| mark.code == mx::Code::RfcCheckDigit)?;
    let stem: String = rfc.chars().take(rfc.chars().count() - 1).collect();
    Some(format!("{stem}{}", mark.expected.as_deref()?))
}

fn rfc_of(control: &Control, client: Uuid) -> String {
    let record = control
        .client(Environment::Test, client)
        .unwrap_or_default();
    record["scopeData"]["MX"]["rfc"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_digit_is_put_right_from_its_finding() -> Step {
    tell("correction", async |journey| {
        let control = journey.control();
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        open_rule(&window, RULE).await?;
        window.see("@finding-row").await?;
        let listed = window.count("@finding-row").await?;

        // From the board the file opens with its findings.
        window.click("@finding-row").await?;
        let finding = format!("@finding[data-code=\"{RULE}\"]");
        window.click(&format!("{finding} @finding-correct")).await?;
        window.see("@correction-sheet").await?;
        window.see("@correction-remarks[data-stale=false]").await?;
        let client = window.attribute("@client-panel", "data-client-id").await?;
        let client = client.and_then(|id| Uuid::try_parse(&id).ok());
        let client = client.expect("the file names its client");
        let before = control.client(Environment::Test, client).expect("a client");
        let right = with_right_digit(&rfc_of(&control, client)).expect("its digit is wrong");

        // The rules speak while one types.
        window.fill("@correction-value", &right).await?;
        let gone = format!("@correction-remark[data-group=\"disappears\"][data-code=\"{RULE}\"]");
        window.see(&gone).await?;
        window.picture("37-correction").await?;
        check_accessible(&window, "correction").await?;

        // Without a reason nothing is rehearsed.
        window.click("@correction-rehearse").await?;
        window.see("@correction-reason[aria-invalid=true]").await?;
        window.fill("@correction-reason", REASON).await?;
        window.click("@correction-rehearse").await?;
        window.await_text("@member-change", &right).await?;
        window.picture("38-correction-rehearsed").await?;
        check_accessible(&window, "rehearsed correction").await?;

        // What the server refuses stands at the field, and what was typed stays.
        let issue = (
            "data.scopeData.MX.rfc".to_owned(),
            "Not on the list".to_owned(),
        );
        control.push_fault(
            Fault::next(FaultKind::Issues {
                issues: [issue].into(),
            })
            .on("PATCH", "/clients/"),
        );
        window.click("@correction-send").await?;
        window
            .await_attribute("@correction-outcome", "data-state", "refused")
            .await?;
        window.see("@correction-value[aria-invalid=true]").await?;
        window
            .await_text("@correction-sheet", "Not on the list")
            .await?;
        window.picture("39-correction-refused").await?;
        check_accessible(&window, "refused correction").await?;

        window.see("@correction-remarks[data-stale=false]").await?;
        window.click("@correction-rehearse").await?;
        window.click("@correction-send").await?;
        window
            .await_attribute("@correction-outcome", "data-state", "proven")
            .await?;
        window.see("@proof[data-same=true]").await?;
        window.click("@correction-close").await?;
        window.see_no(&finding).await?;
        window.click("@client-panel-close").await?;
        window.await_count("@finding-row", listed - 1).await?;

        let mut wanted = before;
        wanted["scopeData"]["MX"]["rfc"] = right.into();
        let mut after = control.client(Environment::Test, client).expect("a client");
        after["updatedAt"] = wanted["updatedAt"].clone();
        assert_eq!(after, wanted, "nothing else changed");
        open_screen(&window, "journal").await?;
        window
            .await_text("@journal-table", "Operación comprobada")
            .await?;
        window.close().await
    })
    .await
}
