//! What is asked of each member of a household, beside what the rules found missing.

use std::collections::BTreeSet;

use artu::models::ClientId;
use desk::{
    contract::{Code, Held, HouseholdQuery, Language, MatrixView, Slice},
    household, matrix,
};
use sandbox::showcase;

use crate::support::{Office, some_uuid};

const ES: Language = Language::Es;

/// Members and the places in which the matrix shows that something is absent.
fn absent(matrix: &MatrixView) -> BTreeSet<(ClientId, String)> {
    let of_row = matrix.rows.iter().flat_map(|row| {
        matrix
            .columns
            .iter()
            .zip(&row.cells)
            .filter_map(|(column, cell)| {
                let cell = cell.as_ref().filter(|cell| cell.held == Held::Absent)?;
                Some((column.client_id, cell.place.clone()))
            })
    });
    of_row.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_is_absent_where_the_rules_say_that_something_is_missing() {
    let office = Office::filled(300).await;
    let session = office.session();
    let query = HouseholdQuery {
        slice: Slice {
            offset: 0,
            limit: 1_000,
        },
        ..HouseholdQuery::default()
    };
    let mut told = 0;
    for row in household::list(&session, &query).unwrap().data {
        let page = household::page(&session, row.id, ES).unwrap();
        let found: BTreeSet<(ClientId, String)> = page
            .finding_list
            .into_iter()
            .filter(|found| found.code.starts_with("MISSING_") && found.code != "MISSING_MEMBER")
            .map(|found| (found.client_id, found.field))
            .collect();
        let shown = matrix::of_household(&session, row.id, ES).unwrap();
        let absent = absent(&shown);
        // Where no address is there at all, the rules say it once.
        let is_told = |(client, place): &(ClientId, String)| {
            let whole = (*client, "addresses".to_owned());
            found.contains(&(*client, place.clone()))
                || place.starts_with("addresses") && found.contains(&whole)
        };
        assert!(absent.iter().all(is_told), "{}", row.name);
        let is_shown = |(client, field): &(ClientId, String)| {
            absent.iter().any(|(of, place)| {
                of == client && (place == field || field == "addresses" && place.starts_with(field))
            })
        };
        assert!(found.iter().all(is_shown), "{}", row.name);
        told += absent.len();
        for column in &shown.columns {
            assert!(column.present <= column.asked);
            assert!(column.asked == 0 || !column.parts.is_empty());
        }
        assert!(
            shown
                .rows
                .iter()
                .all(|row| row.cells.len() == shown.columns.len())
        );
    }
    assert!(told > 0, "the population lacks something");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_household_shows_what_its_members_are_asked_for() {
    let office = Office::filled(300).await;
    let session = office.session();
    let company = office.named(showcase::COMPANY);
    let shown = matrix::of_household(&session, company, ES).unwrap();
    assert_eq!(shown.columns[0].client_id, company);
    assert_eq!(shown.columns[0].parts, ["cliente"]);
    let parts: BTreeSet<&str> = shown
        .columns
        .iter()
        .flat_map(|column| column.parts.iter().map(String::as_str))
        .collect();
    assert!(parts.contains("representante legal"), "{parts:?}");
    let english = matrix::of_household(&session, company, Language::En).unwrap();
    assert_eq!(english.columns[0].parts, ["client"]);
    let missing = matrix::of_household(&session, some_uuid().into(), ES).unwrap_err();
    assert_eq!(missing.code(), Code::NotFound);
}
