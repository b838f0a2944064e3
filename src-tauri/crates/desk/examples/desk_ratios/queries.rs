//! The mixed set of 200 queries: 40 beginnings of one name and 40 of two, 40 parts of an RFC, 35 parts of an e-mail address, 35
//! endings of a telephone number and 10 that nobody has.

use rusqlite::Connection;

/// Hits asked for.
pub(crate) const HITS: u64 = 50;

const OF_EACH: [(&str, usize); 6] = [
    ("name", 40),
    ("names", 40),
    ("rfc", 40),
    ("email", 35),
    ("phone", 35),
    ("miss", 10),
];

/// Draws the queries from the documents of a vault, the same for the same vault.
pub(crate) fn mixed(bare: &Connection) -> Vec<String> {
    let last: i64 = bare
        .query_row("SELECT max(number) FROM search_documents", [], |row| {
            row.get(0)
        })
        .unwrap();
    let mut place = 0_i64;
    let mut queries = Vec::new();
    for (kind, wanted) in OF_EACH {
        let before = queries.len();
        while queries.len() < before + wanted {
            place += 1;
            let number = (place * 7_919) % last + 1;
            let text: String = bare
                .query_row(
                    "SELECT text FROM search_documents WHERE number >= ?1 ORDER BY number LIMIT 1",
                    [number],
                    |row| row.get(0),
                )
                .unwrap();
            queries.extend(query(kind, &text, place));
        }
    }
    queries
}

fn query(kind: &str, document: &str, place: i64) -> Option<String> {
    let line = |mark: char| document.lines().find(|line| line.starts_with(mark));
    let words = |mark: char| -> Vec<&str> {
        let line = line(mark).unwrap_or_default();
        line.split_whitespace().skip(1).collect()
    };
    let part = |mark: char, from: usize, length: usize| {
        let word = words(mark).first()?.to_owned();
        let part: String = word.chars().skip(from).take(length).collect();
        (part.chars().count() == length).then_some(part)
    };
    let beginning = |word: &str| word.chars().take(4).collect::<String>();
    match kind {
        "name" => words('n').first().map(|word| beginning(word)),
        "names" => match words('n').as_slice() {
            [first, second, ..] => Some(format!("{} {}", beginning(second), beginning(first))),
            _ => None,
        },
        "rfc" => part('r', 3, 6),
        "email" => part('e', 2, 8),
        "phone" => {
            let word = words('p').first()?.to_owned();
            let from = word.chars().count().checked_sub(7)?;
            part('p', from, 7)
        }
        _ => Some(format!("zqx{place}")),
    }
}
