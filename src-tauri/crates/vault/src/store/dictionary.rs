//! The dictionary that records are compressed with once a client was forgotten: what all records share, and nothing of any one client,
//! so that each further one can be forgotten without touching it.

use std::collections::HashMap;

use jiff::Timestamp;
use rusqlite::params;

use super::{Session, Vault};
use crate::error::Result;

/// The mark of the newest dictionary that was made of shared words alone.
const SHARED: &str = "shared_dictionary";
/// A word of the API in fewer samples is not one that all records share.
const FEW: usize = 5;
/// Nor is another text, such as a city, in fewer than so many.
const MANY: usize = 10;
/// Signs of a time that are the same for all.
const CENTURY: usize = 2;
/// Upper-case words longer than a code of a country or currency may be somebody's name.
const CODE: usize = 3;
/// Records compressed anew in one transaction.
const STEP: usize = 1_000;
/// Samples read to make a dictionary anew.
const SAMPLES: i64 = 400;

/// The samples with nothing left but names of members and what is no one's own.
pub(super) fn shared_parts(samples: &[&str]) -> Vec<String> {
    let mut records: HashMap<&str, usize> = HashMap::new();
    for sample in samples {
        let mut texts: Vec<&str> = Vec::new();
        walk(sample, |part| {
            if let Part::Member(text) | Part::Value { text, .. } = part {
                texts.push(text);
            }
        });
        texts.sort_unstable();
        texts.dedup();
        for text in texts {
            *records.entry(text).or_default() += 1;
        }
    }
    let shared = |text: &str, by: usize| records.get(text).is_some_and(|records| *records >= by);
    let mut noise = Noise(1);
    let mut stripped = |sample: &&str| {
        let mut kept = String::with_capacity(sample.len());
        walk(sample, |part| match part {
            Part::Member(text) | Part::Value { text, .. } if shared(text, FEW) && is_word(text) => {
                kept.extend(["\"", text, "\""]);
            }
            Part::Value { of, text }
                if shared(text, MANY) && !names_people(of) && is_plain(text) =>
            {
                kept.extend(["\"", text, "\""]);
            }
            Part::Member(text) | Part::Value { text, .. } => {
                kept.push('"');
                noise.write_like(text, &mut kept);
                kept.push('"');
            }
            Part::Other(other) => kept.extend(other.chars().map(|sign| noise.like(sign))),
        });
        kept
    };
    samples.iter().map(&mut stripped).collect()
}

/// Signs in the place of others of their kind: what a dictionary learns of how frequent digits and letters are holds, and what they
/// said does not.
struct Noise(u64);

impl Noise {
    fn write_like(&mut self, text: &str, into: &mut String) {
        let is_time = text.parse::<Timestamp>().is_ok();
        let kept = if is_time {
            text.get(..CENTURY).unwrap_or_default()
        } else {
            ""
        };
        into.push_str(kept);
        for sign in text[kept.len()..].chars() {
            into.push(if is_time && sign.is_ascii_alphabetic() {
                sign
            } else {
                self.like(sign)
            });
        }
    }

    fn like(&mut self, sign: char) -> char {
        match sign {
            '0'..='9' => self.one_of(b"0123456789"),
            // Ids are written in these letters.
            'a'..='f' => self.one_of(b"abcdef"),
            'g'..='z' => self.one_of(b"ghijklmnopqrstuvwxyz"),
            'A'..='Z' => self.one_of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            sign if sign.is_ascii() => sign,
            _ => self.one_of(b"aeioun"),
        }
    }

    fn one_of(&mut self, signs: &[u8]) -> char {
        // Good enough to look like nothing in particular, and the same on every run.
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let place = usize::try_from(self.0 >> 33).unwrap_or(0) % signs.len();
        char::from(signs[place])
    }
}

/// A part of a record.
enum Part<'a> {
    /// The name of a member.
    Member(&'a str),
    /// A text, and the member it belongs to.
    Value { of: &'a str, text: &'a str },
    /// What stands between texts.
    Other(&'a str),
}

fn walk<'a>(record: &'a str, mut each: impl FnMut(Part<'a>)) {
    let mut rest = record;
    let mut of = "";
    while let Some(open) = rest.find('"') {
        each(Part::Other(&rest[..open]));
        let inside = &rest[open + 1..];
        let end = end_of_text(inside);
        let text = &inside[..end];
        rest = inside.get(end + 1..).unwrap_or_default();
        if rest.trim_start().starts_with(':') {
            of = text;
            each(Part::Member(text));
        } else {
            each(Part::Value { of, text });
        }
    }
    each(Part::Other(rest));
}

/// Where the text that begins here ends.
fn end_of_text(text: &str) -> usize {
    let mut escaped = false;
    for (place, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return place,
            _ => {}
        }
    }
    text.len()
}

/// A word of the API: the name of a member, a state, a code. Names of people and numbers look otherwise.
fn is_word(text: &str) -> bool {
    let mut signs = text.chars();
    let Some(first) = signs.next() else {
        return false;
    };
    if !text
        .chars()
        .all(|sign| sign.is_ascii_alphabetic() || matches!(sign, '_' | ':'))
    {
        return false;
    }
    first.is_ascii_lowercase() || text.contains(':') || text.len() <= CODE
}

/// Parts of a name stand side by side: what many share one by one is one person's together.
fn names_people(member: &str) -> bool {
    member.to_lowercase().contains("name")
}

/// No address for mail, no number.
fn is_plain(text: &str) -> bool {
    !text.contains('@') && !text.contains('\\') && !text.chars().any(|sign| sign.is_ascii_digit())
}

impl Vault {
    /// Compresses every record anew with a dictionary of shared words, unless that is how it was made. Others that write notice.
    pub(crate) fn recode(&self) -> Result<()> {
        self.with_session(|session| {
            let newest = session.newest_dictionary()?;
            if newest.is_none_or(|newest| session.mark(SHARED).is_ok_and(|mark| mark == newest)) {
                return Ok(());
            }
            session.transact("BEGIN IMMEDIATE", || train_anew(session))?;
            for (table, key) in [
                ("client_records", "number"),
                ("revisions", "id"),
                ("quarantine", "id"),
            ] {
                let mut after = 0;
                while let Some(last) = session.transact("BEGIN IMMEDIATE", || {
                    recode_some(session, table, key, after)
                })? {
                    after = last;
                }
            }
            session.transact("BEGIN IMMEDIATE", || finish(session))
        })
    }
}

fn train_anew(session: &Session) -> Result<()> {
    let mut statement = session
        .connection
        .prepare("SELECT codec, raw FROM client_records ORDER BY number LIMIT ?1")?;
    let mut rows = statement.query([SAMPLES])?;
    let mut samples = Vec::new();
    while let Some(row) = rows.next()? {
        samples.push(session.expand(row.get(0)?, &row.get::<_, Vec<u8>>(1)?)?);
    }
    let samples: Vec<&str> = samples.iter().map(String::as_str).collect();
    session.train_shared(&samples)
}

/// Compresses some records anew; gives the last of them, nothing when there were none.
fn recode_some(session: &Session, table: &str, key: &str, after: i64) -> Result<Option<i64>> {
    let mut last = None;
    let mut found = Vec::with_capacity(STEP);
    {
        let mut statement = session.connection.prepare_cached(&format!(
            "SELECT {key}, codec, raw FROM {table} WHERE {key} > ?1 ORDER BY {key} LIMIT {STEP}"
        ))?;
        let mut rows = statement.query([after])?;
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            found.push((
                number,
                session.expand(row.get(1)?, &row.get::<_, Vec<u8>>(2)?)?,
            ));
            last = Some(number);
        }
    }
    for (number, raw) in found {
        let (codec, bytes) = session.compress(&raw)?;
        session
            .connection
            .prepare_cached(&format!(
                "UPDATE {table} SET codec = ?2, raw = ?3 WHERE {key} = ?1"
            ))?
            .execute(params![number, codec, bytes])?;
    }
    Ok(last)
}

fn finish(session: &Session) -> Result<()> {
    let newest = session.newest_dictionary()?;
    session
        .connection
        .execute("DELETE FROM dictionaries WHERE codec < ?1", [newest])?;
    note_shared(session)?;
    // Nothing is to be read with the old ones any more.
    session.forget_codecs();
    Ok(())
}

/// Notes that the newest dictionary was made of shared words alone.
fn note_shared(session: &Session) -> Result<()> {
    session.set_mark(SHARED, session.newest_dictionary()?.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_one_client_stays_in_what_all_share() {
        let samples: Vec<String> = (0..12)
            .map(|number| {
                format!(
                    r#"{{"id":"4f{number}","type":"individual","lastName":"Luna","country":"MX","rare{number}":"si","note":"a \"b\" {number}","amount":12.5,"name":"LUNA","city":"Mérida","at":"2026-01-0{}T00:00:00Z","ok":true}}"#,
                    number % 9 + 1
                )
            })
            .collect();
        let samples: Vec<&str> = samples.iter().map(String::as_str).collect();
        let parts = shared_parts(&samples);
        for shared in [
            r#""id":""#,
            r#""type":"individual","lastName":""#,
            r#""country":"MX""#,
            r#""city":"Mérida""#,
            r#""at":"20"#,
        ] {
            assert!(parts[0].contains(shared), "{shared} in {}", parts[0]);
        }
        for own in ["Luna", "LUNA", "4f0", "rare0", "12.5", "2026-01"] {
            assert!(!parts.concat().contains(own), "{own}");
        }
        assert_eq!(parts[0].chars().count(), samples[0].chars().count());
    }
}
