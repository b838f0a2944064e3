//! Searches as the vault ranks them, beside the first matches of the same index in the order of its rows, and beside reading
//! every document.

use rusqlite::Connection;
use vault::{ClientQuery, Vault};

use super::{
    figures::{in_turn, percentile, show},
    queries::{self, HITS},
};

const ROUNDS: usize = 5;
/// Queries whose hits are counted by reading every document.
const COUNTED: usize = 24;

pub(crate) fn compare(vault: &Vault, bare: &Connection) {
    let queries = queries::mixed(bare);
    let ranked = |typed: &String| {
        let found = vault.read(|view| view.search().search(typed, HITS));
        found.unwrap()
    };
    let (limit, ours) = in_turn(&queries, ROUNDS, |typed| first_matches(bare, typed), ranked);
    let name = "search, p99 ms / first matches of the index";
    show(name, percentile(&ours, 99), percentile(&limit, 99), 1.7);
    let name = "search, p50 ms / first matches of the index";
    show(name, percentile(&ours, 50), percentile(&limit, 50), 4.0);
    recall(vault, bare, &queries);
}

/// The bare side: matches in the order of their rows, with their names.
fn first_matches(bare: &Connection, typed: &str) -> usize {
    let mut statement = bare
        .prepare_cached(
            "SELECT c.id, c.name FROM search_index s CROSS JOIN clients c ON c.number = s.rowid \
             WHERE s.text MATCH ?1 LIMIT ?2",
        )
        .unwrap();
    let words: Vec<String> = typed
        .split_whitespace()
        .map(|word| format!("\"{}\"", word.replace('"', "\"\"")))
        .collect();
    let limit = i64::try_from(HITS).unwrap();
    let mut rows = statement.query((words.join(" AND "), limit)).unwrap();
    let mut letters = 0;
    while let Some(row) = rows.next().unwrap() {
        letters += row.get_ref(1).unwrap().as_str().unwrap().len();
    }
    letters
}

/// Hits of the index beside those of reading every document: as many.
fn recall(vault: &Vault, bare: &Connection, queries: &[String]) {
    let step = (queries.len() / COUNTED).max(1);
    let (mut found, mut there) = (0, 0);
    for typed in queries.iter().step_by(step) {
        let query = ClientQuery {
            text: Some(typed.clone()),
            ..ClientQuery::default()
        };
        let listed = vault.read(|view| view.clients().list(&query)).unwrap();
        found += listed.total;
        there += scan(bare, typed);
    }
    show(
        "hits of a full scan / hits of the index",
        there as f64,
        found as f64,
        1.0,
    );
}

fn scan(bare: &Connection, typed: &str) -> u64 {
    // A word of one or two letters is looked for where words begin, and two blanks stand before each.
    let words: Vec<String> = typed
        .split_whitespace()
        .map(|word| match word.chars().count() {
            1 | 2 => format!("  {word}"),
            _ => word.to_owned(),
        })
        .collect();
    let mut statement = bare
        .prepare_cached("SELECT text FROM search_documents")
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut hits = 0;
    while let Some(row) = rows.next().unwrap() {
        let text = row.get_ref(0).unwrap().as_str().unwrap();
        hits += u64::from(words.iter().all(|word| text.contains(word.as_str())));
    }
    hits
}
