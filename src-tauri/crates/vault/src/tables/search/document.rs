//! The text of a client that search looks through: a line per value, the first character says which field it is.
//!
//! Words stand behind two blanks each. A trigram index then finds words of one and two characters too, as the beginning of a word:
//! `"  m"` and `" ma"`.

use serde::{Deserialize, Serialize};

use super::fold::{digits, fold_words};

/// Where a search found its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Field {
    /// The name.
    Name,
    /// The RFC.
    Rfc,
    /// The CURP.
    Curp,
    /// The organisation's own id.
    ExternalId,
    /// Artu's id.
    ArtuId,
    /// An e-mail address or another contact.
    Email,
    /// The digits of a telephone number.
    Phone,
    /// A CLABE or account number.
    Clabe,
}

const MARKS: [(Field, char); 8] = [
    (Field::Name, 'n'),
    (Field::Rfc, 'r'),
    (Field::Curp, 'c'),
    (Field::ExternalId, 'x'),
    (Field::ArtuId, 'i'),
    (Field::Email, 'e'),
    (Field::Phone, 'p'),
    (Field::Clabe, 'b'),
];

/// The text of one client, as it grows.
#[derive(Default)]
pub(crate) struct Document {
    text: String,
}

impl Document {
    /// Adds the words of a value, and once more with its groups of digits joined, as a query joins them.
    pub(crate) fn add(&mut self, field: Field, value: &str) {
        let words = fold_words(value);
        let joined = joined_where(words.clone(), |_, _| true);
        self.add_words(field, &words);
        if joined != words {
            self.add_words(field, &joined);
        }
    }

    /// Adds the digits of a value.
    pub(crate) fn add_digits(&mut self, field: Field, value: &str) {
        self.add_words(field, &[digits(value)]);
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    fn add_words(&mut self, field: Field, words: &[String]) {
        let Some((_, mark)) = MARKS.iter().find(|(known, _)| *known == field) else {
            return;
        };
        if words.iter().all(String::is_empty) {
            return;
        }
        let mut line = String::from(*mark);
        for word in words {
            line.push_str("  ");
            line.push_str(word);
        }
        // The same e-mail is often both on the client and among its contacts.
        if self.text.lines().any(|known| known == line) {
            return;
        }
        self.text.push_str(&line);
        self.text.push('\n');
    }
}

/// Whether every phrase stands in a name, given as its words with a blank between: most hits need no document to be explained.
pub(super) fn stand_in_name(folded_name: &str, phrases: &[String]) -> bool {
    let line = format!("  {}", folded_name.replace(' ', "  "));
    phrases.iter().all(|phrase| line.contains(phrase.as_str()))
}

/// The fields of a document in which one of the phrases stands, in the order of the document, each once.
pub(super) fn matched(document: &str, phrases: &[String]) -> Vec<Field> {
    let mut fields = Vec::new();
    for line in document.lines() {
        let Some((field, _)) = line
            .chars()
            .next()
            .and_then(|mark| MARKS.iter().find(|(_, known)| *known == mark))
        else {
            continue;
        };
        if phrases.iter().any(|phrase| line.contains(phrase.as_str())) && !fields.contains(field) {
            fields.push(*field);
        }
    }
    fields
}

/// How well a document fits what was typed, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// A value of it is just that.
    Exact,
    /// Its name begins so.
    Beginning,
    /// The words stand somewhere in it.
    Somewhere,
}

/// Ranks a document that holds the words.
pub(super) fn rank(document: &str, words: &[String]) -> Rank {
    let typed = words.join("  ");
    let mut best = Rank::Somewhere;
    for line in document.lines() {
        let Some((mark, value)) = line.split_at_checked(3) else {
            continue;
        };
        if value == typed {
            return Rank::Exact;
        }
        if mark == "n  " && value.starts_with(&typed) {
            best = Rank::Beginning;
        }
    }
    best
}

/// The phrases to look for, one per word of what was typed. A word of one or two characters is looked for at the beginning of words.
pub(super) fn phrases(typed: &str) -> Vec<String> {
    with_numbers_joined(words(typed))
        .into_iter()
        .map(|word| match word.chars().count() {
            1 => format!("  {word}"),
            2 => format!(" {word}"),
            _ => word,
        })
        .collect()
}

/// Telephone numbers are typed in groups, as in `55 1234 5678`, and stored without blanks: a group too short to be looked for by
/// itself is joined to the group beside it.
fn with_numbers_joined(words: Vec<String>) -> Vec<String> {
    joined_where(words, |last, word| last.len() < 3 || word.len() < 3)
}

/// The words with neighbouring groups of digits joined where the two are to be.
fn joined_where(words: Vec<String>, are_to_be: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let is_number = |word: &str| word.chars().all(|character| character.is_ascii_digit());
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    for word in words {
        match joined.last_mut() {
            Some(last) if is_number(last) && is_number(&word) && are_to_be(last, &word) => {
                last.push_str(&word);
            }
            _ => joined.push(word),
        }
    }
    joined
}

/// The folded words of what was typed.
pub(super) fn words(typed: &str) -> Vec<String> {
    let mut words = fold_words(typed);
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_comes_before_a_beginning_and_that_before_the_rest() {
        let document = "n  ana  luna\nr  luan980117n6a\n";
        let rank = |typed: &str| rank(document, &words(typed));
        assert_eq!(rank("LUAN980117N6A"), Rank::Exact);
        assert_eq!(rank("Ana Luna"), Rank::Exact);
        assert_eq!(rank("ana lu"), Rank::Beginning);
        assert_eq!(rank("luan98"), Rank::Somewhere);
        assert_eq!(rank("luna"), Rank::Somewhere);
    }
}
