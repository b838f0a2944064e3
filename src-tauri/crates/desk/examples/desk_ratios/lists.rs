//! Pages of the lists, beside the bare rows in the same order.

use rusqlite::Connection;
use vault::{ClientQuery, ClientSort, FindingQuery, HouseholdQuery, HouseholdSort, Vault};

use super::figures::{median, show, timed};

const ROUNDS: usize = 5;
const ROWS: u64 = 100;

/// What an analyst scrolls through: at the beginning and far down.
pub(crate) fn compare(vault: &Vault, bare: &Connection) {
    let clients: u64 = bare
        .query_row("SELECT count(*) FROM clients", [], |row| {
            row.get::<_, i64>(0)
        })
        .unwrap()
        .unsigned_abs();
    for (place, offset) in [("first", 0), ("far", clients * 9 / 10)] {
        for sort in [
            ClientSort::Name,
            ClientSort::Updated,
            ClientSort::Seen,
            ClientSort::Worst,
        ] {
            let query = ClientQuery {
                sort,
                offset,
                limit: ROWS,
                ..ClientQuery::default()
            };
            tell(
                &format!("clients by {sort:?}, {place} page"),
                bare,
                offset,
                || {
                    vault
                        .read(|view| view.clients().list(&query))
                        .unwrap()
                        .rows
                        .len()
                },
            );
        }
    }
    for sort in [
        HouseholdSort::Name,
        HouseholdSort::Members,
        HouseholdSort::Worst,
        HouseholdSort::AsOf,
        HouseholdSort::Review,
    ] {
        let query = HouseholdQuery {
            sort,
            descending: true,
            limit: ROWS,
            ..HouseholdQuery::default()
        };
        tell(
            &format!("households by {sort:?}, first page"),
            bare,
            0,
            || {
                vault
                    .read(|view| view.households().list(&query))
                    .unwrap()
                    .rows
                    .len()
            },
        );
    }
    let query = FindingQuery {
        limit: ROWS,
        ..FindingQuery::default()
    };
    tell("findings, first page", bare, 0, || {
        vault
            .read(|view| view.findings().list(&query))
            .unwrap()
            .rows
            .len()
    });
}

fn tell(name: &str, bare: &Connection, offset: u64, ours: impl Fn() -> usize) {
    let (mut limit, mut measured) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        limit.push(timed(|| rows(bare, offset)));
        measured.push(timed(&ours));
    }
    show(
        &format!("{name}, ms / bare rows"),
        median(&measured),
        median(&limit),
        6.0,
    );
}

/// The bare side: so many rows in the order of their names.
fn rows(bare: &Connection, offset: u64) -> usize {
    let mut statement = bare
        .prepare_cached(
            "SELECT id, name FROM clients ORDER BY folded_name, number LIMIT ?1 OFFSET ?2",
        )
        .unwrap();
    let names = statement.query_map([ROWS.cast_signed(), offset.cast_signed()], |row| {
        row.get::<_, String>(1)
    });
    names.unwrap().map(|name| name.unwrap().len()).sum()
}
