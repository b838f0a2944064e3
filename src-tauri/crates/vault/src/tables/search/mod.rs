//! Search over the folded text of clients: any fragment of a name, RFC, CURP, CLABE, e-mail, telephone, external id or Artu id,
//! words in any order.
//!
//! The index is FTS5 with trigrams. During a load the newest documents are not in it yet; the mark `indexed` says how far it
//! reaches, and search reads the few documents beyond it one by one, so it is right at every moment.

mod document;
mod fold;
mod index;

pub(crate) use document::Document;
pub use document::Field;
pub(crate) use fold::fold_words;
pub(crate) use index::{
    begin_bulk, end_bulk, forget, index_some, index_when_idle, index_when_long, rewrite, write_new,
};

use std::collections::HashSet;

use artu::models::ClientType;
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params, params_from_iter, types::Value};
use uuid::Uuid;

use crate::{
    column::{At, Id, signed},
    error::Result,
    identity::ClientId,
    store::Session,
};

/// Matches are counted up to here; a frequent word has no use for more, and counting is what a search would wait for.
const COUNTED: u64 = 1_000;

/// Matches that are ranked one by one during a load.
const RANKED: usize = 200;

/// One client that a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// The client.
    pub client_id: ClientId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: ClientType,
    /// Whether the organisation serves it itself.
    pub is_primary: bool,
    /// Since when Artu no longer gives it.
    pub gone_since: Option<Timestamp>,
    /// Where the words were found: the name alone when all of them stand there.
    pub matched: Vec<Field>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchResult {
    /// The best hits: an exact identifier first, then names that begin with what was typed, then the rest.
    pub hits: Vec<SearchHit>,
    /// How many clients fit.
    pub total: u64,
    /// Whether `total` is exact; else there are at least so many.
    pub total_is_exact: bool,
}

/// A query that gives the numbers of the clients that fit.
pub(crate) struct Matching {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

/// The clients that fit what was typed, as a part of a larger query. Text without any word fits none.
pub(crate) fn matching(session: &Session, typed: &str) -> Result<Matching> {
    let phrases = document::phrases(typed);
    if phrases.is_empty() {
        return Ok(Matching {
            sql: "SELECT NULL WHERE 0".to_owned(),
            values: Vec::new(),
        });
    }
    let expression = phrases
        .iter()
        .map(|phrase| format!("\"{}\"", phrase.replace('"', "\"\"")))
        .collect::<Vec<_>>()
        .join(" AND ");
    let mut sql = "SELECT rowid FROM search_index WHERE search_index MATCH ?".to_owned();
    let mut values = vec![Value::from(expression)];
    if session.in_bulk()? {
        sql.push_str(" UNION ALL SELECT number FROM search_documents WHERE number > ?");
        values.push(Value::from(session.mark(index::INDEXED)?));
        for phrase in phrases {
            sql.push_str(" AND instr(text, ?) > 0");
            values.push(Value::from(phrase));
        }
    }
    Ok(Matching { sql, values })
}

/// Searches clients.
#[derive(Clone, Copy)]
pub struct SearchRead<'a> {
    pub(crate) session: &'a Session,
}

impl SearchRead<'_> {
    /// The clients in whose text every word typed stands, at most `limit` of them.
    pub fn search(self, typed: &str, limit: u64) -> Result<SearchResult> {
        let phrases = document::phrases(typed);
        let counted = limit.max(COUNTED);
        let matches = if phrases.is_empty() {
            Vec::new()
        } else {
            self.matches(typed, counted)?
        };
        let total = matches.len() as u64;
        let numbers = if matches.is_empty() {
            Vec::new()
        } else if self.session.in_bulk()? {
            self.ranked(typed, matches)?
        } else {
            self.indexed(typed, limit, matches)?
        };
        let hits = numbers
            .iter()
            .take(usize::try_from(limit).unwrap_or(usize::MAX))
            .map(|number| self.hit(*number, &phrases))
            .collect::<Result<Vec<_>>>()?;
        Ok(SearchResult {
            hits,
            total,
            total_is_exact: total < counted,
        })
    }

    /// The first clients that fit, in the order of their rows.
    fn matches(self, typed: &str, limit: u64) -> Result<Vec<i64>> {
        let mut found = matching(self.session, typed)?;
        found.values.push(Value::from(signed(limit)));
        let matches = self
            .session
            .connection
            .prepare_cached(&format!("{} LIMIT ?", found.sql))?
            .query_map(params_from_iter(&found.values), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(matches)
    }

    /// What the indexes of the columns give first, then the rest in the order of their rows.
    fn indexed(self, typed: &str, limit: u64, matches: Vec<i64>) -> Result<Vec<i64>> {
        let mut numbers = Vec::new();
        self.exact(typed, &mut numbers)?;
        self.beginning(typed, limit, &mut numbers)?;
        let mut seen: HashSet<i64> = numbers.iter().copied().collect();
        numbers.extend(matches.into_iter().filter(|number| seen.insert(*number)));
        Ok(numbers)
    }

    /// During a load the columns have no indexes: the first matches are ranked by their texts, and the rest follow.
    fn ranked(self, typed: &str, mut matches: Vec<i64>) -> Result<Vec<i64>> {
        let words = document::words(typed);
        let mut statement = self
            .session
            .connection
            .prepare_cached("SELECT text FROM search_documents WHERE number = ?1")?;
        let rest = matches.split_off(matches.len().min(RANKED));
        let mut ranked = matches
            .into_iter()
            .map(|number| {
                let rank = statement.query_row([number], |row| {
                    Ok(document::rank(row.get_ref(0)?.as_str()?, &words))
                })?;
                Ok((rank, number))
            })
            .collect::<Result<Vec<(document::Rank, i64)>>>()?;
        ranked.sort_unstable();
        let numbers = ranked.into_iter().map(|(_, number)| number);
        Ok(numbers.chain(rest).collect())
    }

    fn exact(self, typed: &str, numbers: &mut Vec<i64>) -> Result<()> {
        let typed = typed.trim();
        for column in ["rfc", "curp", "external_id"] {
            let value = if column == "external_id" {
                typed.to_owned()
            } else {
                typed.to_uppercase()
            };
            let mut statement = self.session.connection.prepare_cached(&format!(
                "SELECT number FROM clients WHERE {column} = ?1 ORDER BY number LIMIT 50"
            ))?;
            let rows = statement.query_map([value], |row| row.get(0))?;
            for number in rows {
                push_new(numbers, number?);
            }
        }
        if let Ok(id) = Uuid::parse_str(typed) {
            let number: Option<i64> = self
                .session
                .connection
                .prepare_cached("SELECT number FROM clients WHERE id = ?1")?
                .query_row([Id(id)], |row| row.get(0))
                .optional()?;
            numbers.extend(number);
        }
        Ok(())
    }

    fn beginning(self, typed: &str, limit: u64, numbers: &mut Vec<i64>) -> Result<()> {
        let from = document::words(typed).join(" ");
        let mut statement = self.session.connection.prepare_cached(
            "SELECT number FROM clients WHERE folded_name >= ?1 AND folded_name < ?1 || char(1114111) \
             ORDER BY folded_name, number LIMIT ?2",
        )?;
        let rows = statement.query_map(params![from, signed(limit)], |row| row.get(0))?;
        for number in rows {
            push_new(numbers, number?);
        }
        Ok(())
    }

    fn hit(self, number: i64, phrases: &[String]) -> Result<SearchHit> {
        let (hit, folded_name) = self
            .session
            .connection
            .prepare_cached(
                "SELECT id, name, kind, is_primary, gone_since, folded_name FROM clients WHERE number = ?1",
            )?
            .query_row([number], |row| {
                let hit = SearchHit {
                    client_id: row.get::<_, Id>(0)?.into(),
                    name: row.get(1)?,
                    kind: row.get_ref(2)?.as_str()?.into(),
                    is_primary: row.get(3)?,
                    gone_since: row.get::<_, Option<At>>(4)?.map(|at| at.0),
                    matched: vec![Field::Name],
                };
                Ok((hit, row.get::<_, String>(5)?))
            })?;
        if document::stand_in_name(&folded_name, phrases) {
            return Ok(hit);
        }
        let matched = self
            .session
            .connection
            .prepare_cached("SELECT text FROM search_documents WHERE number = ?1")?
            .query_row([number], |row| {
                Ok(document::matched(row.get_ref(0)?.as_str()?, phrases))
            })?;
        Ok(SearchHit { matched, ..hit })
    }
}

fn push_new(numbers: &mut Vec<i64>, number: i64) {
    if !numbers.contains(&number) {
        numbers.push(number);
    }
}
