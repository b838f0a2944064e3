//! Households as the vault lays them out, beside the recursive query that finds their members.

use artu::models::ClientId;
use rusqlite::Connection;
use vault::Vault;

use super::figures::{in_turn, percentile, show, timed};

const ROUNDS: usize = 3;
const HOUSEHOLDS: usize = 2_000;

pub(crate) fn compare(vault: &Vault, bare: &Connection) {
    let anchors = anchors(bare);
    let page = |id: &ClientId| {
        let found = vault.read(|view| view.households().household(*id));
        found.unwrap().unwrap()
    };
    let (limit, ours) = in_turn(&anchors, ROUNDS, |id| members(bare, *id), page);
    let name = "household, p99 ms / its bare SQL";
    show(name, percentile(&ours, 99), percentile(&limit, 99), 6.0);
    let name = "household, p50 ms / its bare SQL";
    show(name, percentile(&ours, 50), percentile(&limit, 50), 6.0);
    components(vault, bare);
}

/// Primary clients all over the file, the same for the same vault.
fn anchors(bare: &Connection) -> Vec<ClientId> {
    let last: i64 = bare
        .query_row("SELECT max(number) FROM clients", [], |row| row.get(0))
        .unwrap();
    let mut statement = bare
        .prepare(
            "SELECT id FROM clients WHERE number >= ?1 AND is_primary = 1 ORDER BY number LIMIT 1",
        )
        .unwrap();
    (1..=i64::try_from(HOUSEHOLDS).unwrap())
        .filter_map(|place| {
            let found: Result<[u8; 16], _> =
                statement.query_row([place * 7_919 % last], |row| row.get(0));
            Some(ClientId(uuid::Uuid::from_bytes(found.ok()?)))
        })
        .collect()
}

fn members(bare: &Connection, anchor: ClientId) -> usize {
    let mut statement = bare
        .prepare_cached(
            "WITH RECURSIVE reach(number) AS (\
               SELECT number FROM clients WHERE id = ?1 \
               UNION \
               SELECT c.number FROM reach r CROSS JOIN links l ON l.parent = r.number \
                 CROSS JOIN clients c ON c.id = l.child WHERE c.is_primary = 0) \
             SELECT l.relationship, c.id, c.name, c.is_primary, c.worst FROM reach r \
               CROSS JOIN links l ON l.parent = r.number LEFT JOIN clients c ON c.id = l.child",
        )
        .unwrap();
    let mut rows = statement.query([anchor.0.as_bytes().as_slice()]).unwrap();
    let mut letters = 0;
    while let Some(row) = rows.next().unwrap() {
        let name: Option<String> = row.get(2).unwrap();
        letters += name.map_or(0, |name| name.len());
    }
    letters
}

/// All groups of linked clients, beside reading every link and joining its ends.
fn components(vault: &Vault, bare: &Connection) {
    let (mut ours, mut limit) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        limit.push(timed(|| joined(bare)));
        ours.push(timed(|| vault.read(|view| view.links().groups()).unwrap()));
    }
    show(
        "groups of linked clients, ms / reading and joining the links",
        percentile(&ours, 50),
        percentile(&limit, 50),
        1.5,
    );
}

fn joined(bare: &Connection) -> usize {
    let last: u32 = bare
        .query_row("SELECT max(number) FROM clients", [], |row| row.get(0))
        .unwrap();
    let mut above: Vec<u32> = (0..=last).collect();
    let root = |above: &mut Vec<u32>, mut at: u32| {
        while above[at as usize] != at {
            above[at as usize] = above[above[at as usize] as usize];
            at = above[at as usize];
        }
        at
    };
    let mut statement = bare
        .prepare("SELECT l.parent, c.number FROM links l CROSS JOIN clients c ON c.id = l.child")
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut joins = 0;
    while let Some(row) = rows.next().unwrap() {
        let parent = root(&mut above, row.get(0).unwrap());
        let child = root(&mut above, row.get(1).unwrap());
        joins += usize::from(parent != child);
        above[child as usize] = parent;
    }
    joins
}
