//! Looking at households: lists, the page of one, what is wrong with it and why.

use e2e::{
    Journey, Protection, Step, Window, check_accessible, key, open_household, open_screen, set_up,
    tell,
};
use sandbox::{Defect, Environment, showcase};
use uuid::Uuid;

/// The clients of the first planted defect of a kind.
fn planted(journey: &Journey, wanted: Defect) -> Vec<Uuid> {
    let all = journey.control().planted(Environment::Test);
    let found = all.into_iter().find(|planted| planted.defect == wanted);
    found.map(|planted| planted.client_ids).unwrap_or_default()
}

fn name_of(journey: &Journey, id: Uuid) -> String {
    let client = journey.control().client(Environment::Test, id);
    let client = client.unwrap_or_default();
    ["name", "middleName", "lastName"]
        .iter()
        .filter_map(|part| client[part].as_str())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

async fn row_count(window: &Window) -> Step<usize> {
    let count = window
        .attribute("@household-table", "aria-rowcount")
        .await?;
    let rows: Option<usize> = count.and_then(|count| count.parse().ok());
    Ok(rows.map_or(0, |rows| rows.saturating_sub(1)))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_filtered_sorted_and_walked_by_keyboard() -> Step {
    tell("households_list", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;
        let all = row_count(&window).await?;

        // The column of names, both ways. Rows stay in view until those of the new order are there.
        let from_start = window.texts("@household-row .name").await?;
        window.click("@sort-name").await?;
        window
            .see("[role=columnheader][aria-sort=descending] @sort-name")
            .await?;
        window
            .await_some("names from the end", e2e::PATIENCE, async || {
                let names = window.texts("@household-row .name").await?;
                Ok((!names.is_empty() && names.first() != from_start.first()).then_some(()))
            })
            .await?;
        window.click("@sort-name").await?;
        window
            .see("[role=columnheader][aria-sort=ascending]")
            .await?;
        window
            .await_some("names from the start", e2e::PATIENCE, async || {
                let names = window.texts("@household-row .name").await?;
                Ok((!names.is_empty() && names.first() == from_start.first()).then_some(()))
            })
            .await?;

        // Text, without accents, as it is typed.
        window.fill("@household-filter", "sebastian luna").await?;
        window.await_count("@household-row", 1).await?;
        window
            .await_text("@household-row", showcase::PERSON)
            .await?;
        window.picture("20-households-text").await?;
        window.click("@filters-clear").await?;
        window
            .await_attribute("@household-table", "aria-rowcount", &(all + 1).to_string())
            .await?;

        // The worst finding.
        window.choose("@filter-worst", "error").await?;
        let errors = window
            .await_some("fewer rows", e2e::PATIENCE, async || {
                let rows = row_count(&window).await?;
                Ok((rows < all && rows > 0).then_some(rows))
            })
            .await?;
        assert_eq!(
            window.count("@household-row .mark.error").await?,
            errors.min(window.count("@household-row").await?),
            "every row shown has an error"
        );
        window.picture("21-households-worst").await?;
        check_accessible(&window, "filtered households").await?;

        // A defect, by its name in a row; every row left has it.
        let defect = window.text("@household-row .defect").await?;
        window.click("@household-row .defect").await?;
        window.see("@filters-clear").await?;
        window
            .await_some("rows with the defect alone", e2e::PATIENCE, async || {
                let shown = window.texts("@household-row").await?;
                let all_have_it = shown.iter().all(|row| row.contains(defect.trim()));
                Ok((!shown.is_empty() && all_have_it).then_some(()))
            })
            .await?;
        window.picture("22-households-defect").await?;
        window.click("@filters-clear").await?;
        window
            .await_attribute("@household-table", "aria-rowcount", &(all + 1).to_string())
            .await?;

        // By keyboard alone: down twice, up once, open; and back to the same place.
        window.focus("@household-table").await?;
        window.press(key::HOME).await?;
        let names = window.texts("@household-row .name").await?;
        window
            .press(&format!("{}{}{}", key::DOWN, key::DOWN, key::UP))
            .await?;
        window
            .await_some("the second row is active", e2e::PATIENCE, async || {
                Ok(
                    (window.texts("@household-row.active .name").await? == [names[1].clone()])
                        .then_some(()),
                )
            })
            .await?;
        window.press(key::ENTER).await?;
        window.await_text("@household-head h1", &names[1]).await?;
        window.click("@household-head .back").await?;
        window
            .await_some("the same row again", e2e::PATIENCE, async || {
                Ok(
                    (window.texts("@household-row.active .name").await? == [names[1].clone()])
                        .then_some(()),
                )
            })
            .await?;
        window.close().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_showcase_household_shows_members_roles_and_depth() -> Step {
    tell("household", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;

        open_household(&window, showcase::COMPANY).await?;
        window.await_count("@member-row", 12).await?;
        let levels = window.attributes("@member-row", "aria-level").await?;
        assert_eq!(levels[0], "1", "the anchor comes first");
        assert!(levels.iter().any(|level| level == "3"), "depth: {levels:?}");
        let roles = window.texts("@member-roles").await?.join("\n");
        for role in ["Representante legal", "Beneficiario controlador"] {
            assert!(roles.contains(role), "{role} in {roles}");
        }
        // A member that is primary is marked and not expanded.
        let primary = window.texts("@member-row .primary").await?;
        assert_eq!(primary.len(), 2, "anchor and representative: {primary:?}");
        window.see("@household-graph").await?;
        window.await_count("@graph-node", 12).await?;
        window.picture("23-household").await?;
        check_accessible(&window, "household").await?;

        // Rows by keyboard, the file with Enter.
        window.click("@member-row[aria-level=\"2\"]").await?;
        window.see("@client-panel").await?;
        window.see("@fact-group").await?;
        window.picture("24-client-panel").await?;
        check_accessible(&window, "client panel").await?;
        window.click("@client-tab-identifiers").await?;
        window.see("@identifier table").await?;
        let meanings = window.text("@identifier table").await?;
        assert!(meanings.contains("1–"), "parts by position: {meanings}");
        window.picture("25-identifiers").await?;
        check_accessible(&window, "identifiers").await?;

        // What is asked of each member, and why.
        window.click("@tab-matrix").await?;
        window.await_count("@matrix-member", 12).await?;
        let held = window.attributes("@matrix-cell", "data-held").await?;
        for state in ["present", "not_asked"] {
            assert!(held.iter().any(|one| one == state), "{state} in {held:?}");
        }
        window.click("@matrix-cell[data-held=present]").await?;
        window.await_text("@matrix-reason", "RCG").await?;
        window.picture("32-matrix").await?;
        check_accessible(&window, "matrix").await?;
        window.close().await
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn defects_of_data_and_structure_are_shown_and_explained() -> Step {
    tell("defects", async |journey| {
        let window = journey.open().await?;
        set_up(&window, journey, Environment::Test, Protection::Passphrase).await?;

        // A check digit: the finding says why, the identifier says which character.
        let holder = planted(journey, Defect::RfcCheckDigit)[0];
        open_screen(&window, "clients").await?;
        window
            .fill("@client-filter", &name_of(journey, holder))
            .await?;
        let row = format!("@client-row[data-key=\"{holder}\"]");
        window.click(&row).await?;
        window.click("@client-tab-findings").await?;
        let finding = "@finding[data-code=\"RFC_CHECK_DIGIT\"]";
        window.click(&format!("{finding} @finding-why")).await?;
        let why = window.text(&format!("{finding} dl")).await?;
        for part in ["Valor", "esperaba", "MX"] {
            assert!(
                why.to_lowercase().contains(&part.to_lowercase()),
                "{part} in the explanation: {why}"
            );
        }
        window.picture("26-finding-why").await?;
        check_accessible(&window, "finding").await?;
        window.click("@client-tab-identifiers").await?;
        window
            .await_text("@identifier[data-kind=rfc] @identifier-mark", "13")
            .await?;
        window.picture("27-identifier-marked").await?;

        // Several parents.
        let shared = planted(journey, Defect::ChildOfTwoParents);
        open_household(&window, &name_of(journey, shared[1])).await?;
        let row = format!("@member-row[data-client-id=\"{}\"]", shared[0]);
        window.see(&format!("{row} @member-also-in")).await?;
        window.click(&row).await?;
        window
            .await_text("@client-panel", &name_of(journey, shared[2]))
            .await?;
        window.picture("28-several-parents").await?;

        // A cycle is survived: each member once.
        let cycle = planted(journey, Defect::LinkCycle);
        open_household(&window, &name_of(journey, cycle[0])).await?;
        let ids = window.attributes("@member-row", "data-client-id").await?;
        let mut once = ids.clone();
        once.sort();
        once.dedup();
        assert_eq!(ids.len(), once.len(), "no member twice");
        assert!(ids.contains(&cycle[1].to_string()));
        window.see("@defects [data-code=CYCLE]").await?;
        window.picture("29-cycle").await?;

        // Orphans, on the screen of clients.
        let orphan = planted(journey, Defect::Orphan)[0];
        open_screen(&window, "clients").await?;
        window.click("@filters-clear").await?;
        window.click("@filter-orphans").await?;
        window
            .see(&format!("@client-row[data-key=\"{orphan}\"]"))
            .await?;
        let orphans = journey
            .control()
            .planted(Environment::Test)
            .iter()
            .filter(|planted| planted.defect == Defect::Orphan)
            .count();
        window
            .await_attribute("@client-table", "aria-rowcount", &(orphans + 1).to_string())
            .await?;
        window.picture("30-orphans").await?;
        check_accessible(&window, "clients").await?;

        open_screen(&window, "findings").await?;
        window.see("@finding-row").await?;
        window.picture("31-findings").await?;
        check_accessible(&window, "findings").await?;
        window.close().await
    })
    .await
}
