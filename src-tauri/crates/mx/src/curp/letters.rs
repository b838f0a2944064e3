//! The letters of the CURP (rules MX-018 and MX-019).

use jiff::civil::Date;

use crate::derivation::{self, Derivation, NamePart, Pick, Picked, Rules};
use crate::names::Reading;
use crate::tables::Key;
use crate::{Names, Sex, Tables, text};
use NamePart::{FirstSurname, GivenName, SecondSurname};

/// Words that are left out of names.
const PARTICLES: [&str; 19] = [
    "DA", "DAS", "DE", "DEL", "DER", "DI", "DIE", "DD", "EL", "LA", "LOS", "LAS", "LE", "LES",
    "MAC", "MC", "VAN", "VON", "Y",
];

/// The word with its second letter replaced by X.
pub(super) fn masked(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .into_iter()
        .chain(['X'])
        .chain(chars.skip(1))
        .collect()
}

/// The first sixteen characters of the key. The state is the two letters of the CURP; of
/// surnames in one field the first reading counts.
pub fn derive(names: &Names, birth: Date, sex: Sex, state: &str, tables: &Tables) -> String {
    let letters = of_names(names, tables);
    let (head, consonants) = letters.split_at_checked(4).unwrap_or(("XXXX", "XXX"));
    format!(
        "{head}{}{}{state}{consonants}",
        text::short_date(birth),
        sex.letter()
    )
}

/// The seven letters of a key: the first four and the three consonants.
pub(super) fn read(chars: &[char]) -> String {
    chars[..4].iter().chain(&chars[13..16]).collect()
}

/// The seven letters as they are shown: `NIXO RMR`.
pub(super) fn spaced(letters: &str) -> String {
    letters.split_at_checked(4).map_or_else(
        || letters.to_owned(),
        |(head, rest)| format!("{head} {rest}"),
    )
}

/// The seven letters of the likeliest reading of the names.
pub(super) fn of_names(names: &Names, tables: &Tables) -> String {
    let readings = names.readings();
    let first = readings.first();
    first.map_or_else(String::new, |reading| of_reading(reading, tables))
}

/// Whether some reading of the names gives the seven letters.
pub(super) fn follows(letters: &str, names: &Names, tables: &Tables) -> bool {
    names
        .readings()
        .iter()
        .any(|reading| of_reading(reading, tables) == letters)
}

/// The seven letters of one reading of the names, masked when they spell a listed word.
pub(crate) fn of_reading(reading: &Reading, tables: &Tables) -> String {
    picked(reading, tables)
        .iter()
        .map(|picked| picked.letter)
        .collect()
}

/// The seven letters of one reading with where each comes from.
fn picked(reading: &Reading, tables: &Tables) -> [Picked; 7] {
    let [first, second, given] =
        [FirstSurname, SecondSurname, GivenName].map(|part| signs(reading.word(part, &PARTICLES)));
    let mut picked = [
        Picked::new(initial(&first), FirstSurname, Pick::Initial),
        Picked::new(inner_vowel(&first), FirstSurname, Pick::InnerVowel),
        Picked::new(initial(&second), SecondSurname, Pick::Initial),
        Picked::new(initial(&given), GivenName, Pick::Initial),
        Picked::new(inner_consonant(&first), FirstSurname, Pick::InnerConsonant),
        Picked::new(
            inner_consonant(&second),
            SecondSurname,
            Pick::InnerConsonant,
        ),
        Picked::new(inner_consonant(&given), GivenName, Pick::InnerConsonant),
    ];
    let head: String = picked[..4].iter().map(|picked| picked.letter).collect();
    if tables.is_inconvenient(Key::Curp, &head) {
        picked[1] = picked[1].masked();
    }
    picked
}

/// The letters of a normalised key of 18 characters beside the names.
pub fn derivation(normalized: &str, names: &Names, tables: &Tables) -> Option<Derivation> {
    let chars: Vec<char> = normalized.chars().collect();
    let rules = Rules {
        places: &[0, 1, 2, 3, 13, 14, 15],
        pick: &|reading| picked(reading, tables).to_vec(),
        particles: &PARTICLES,
        agree: |read, derived| read == derived,
    };
    (chars.len() == 18)
        .then(|| derivation::derive(&chars, names, &rules))
        .flatten()
}

/// The characters of a word that count; every special sign becomes `/`.
fn signs(word: Option<String>) -> Vec<char> {
    word.unwrap_or_default()
        .chars()
        .filter_map(|c| match c {
            'A'..='Z' | 'Ñ' => Some(c),
            '-' | '/' | '\'' | '’' | '`' | '´' => Some('/'),
            _ => None,
        })
        .collect()
}

fn letter(c: Option<char>) -> char {
    c.filter(char::is_ascii_uppercase).unwrap_or('X')
}

fn initial(word: &[char]) -> char {
    letter(word.first().copied())
}

fn inner_vowel(word: &[char]) -> char {
    let mut inner = word.iter().skip(1).copied();
    letter(inner.find(|c| text::is_vowel(*c) || *c == '/'))
}

fn inner_consonant(word: &[char]) -> char {
    let mut inner = word.iter().skip(1).copied();
    letter(inner.find(|c| !text::is_vowel(*c) && *c != '/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derived(given: &str, paternal: &str, maternal: Option<&str>) -> String {
        of_names(&Names::new(given, paternal, maternal), Tables::embedded())
    }

    #[test]
    fn missing_parts_and_enye_become_x() {
        assert_eq!(derived("Dalvira", "Zarvembo", None), "ZAXDRXL");
        assert_eq!(derived("Orvelia", "Ñandulpe", Some("Muñel")), "XAMONXR");
        assert_eq!(derived("Dalvira", "O", Some("Zarvembo")), "OXZDXRL");
        assert_eq!(derived("", "", None), "XXXXXXX");
    }

    #[test]
    fn special_signs_become_x() {
        assert_eq!(derived("Davo", "D/Amoltro", Some("Alvendo")), "DXADMLV");
        assert_eq!(derived("Davo", "O'Farbiel", Some("Alvendo")), "OXADFLV");
    }

    #[test]
    fn listed_words_are_masked_in_the_second_place() {
        assert_eq!(derived("Orvelio", "Pulventro", Some("Torval")), "PXTOLRR");
        assert_eq!(masked("PUTO"), "PXTO");
    }
}
