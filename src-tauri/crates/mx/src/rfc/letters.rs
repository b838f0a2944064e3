//! The four letters of an individual (rules MX-005 and MX-008).

use jiff::civil::Date;

use crate::derivation::{self, Derivation, NamePart, Pick, Picked, Rules};
use crate::names::Reading;
use crate::tables::Key;
use crate::{Names, Tables, text};
use NamePart::{FirstSurname, GivenName, SecondSurname};

/// Words that are left out of names.
const PARTICLES: [&str; 11] = [
    "DE", "LA", "LAS", "MC", "VON", "DEL", "LOS", "Y", "MAC", "VAN", "MI",
];

/// The first ten characters of the key of an individual: four letters and the birth date.
/// Of surnames in one field the first reading counts.
pub fn derive_individual(names: &Names, birth: Date, tables: &Tables) -> String {
    of_names(names, tables) + &text::short_date(birth)
}

/// The letters of the likeliest reading of the names.
pub(super) fn of_names(names: &Names, tables: &Tables) -> String {
    let readings = names.readings();
    let first = readings.first();
    first.map_or_else(String::new, |reading| of_reading(reading, tables))
}

/// Whether some reading of the names gives the letters.
pub(super) fn follows(letters: &str, names: &Names, tables: &Tables) -> bool {
    names
        .readings()
        .iter()
        .any(|reading| fits(letters, reading, tables))
}

fn fits(letters: &str, reading: &Reading, tables: &Tables) -> bool {
    let derived = of_reading(reading, tables);
    letters.chars().count() == derived.chars().count()
        && letters
            .chars()
            .zip(derived.chars())
            .all(|(read, derived)| agree(read, derived))
}

/// Whether the letter read is the derived one; Ñ may be written Ñ, X or N.
pub(crate) fn agree(read: char, derived: char) -> bool {
    read == derived || (derived == 'Ñ' && matches!(read, 'X' | 'N'))
}

/// The four letters of one reading of the names, masked when they spell a listed word.
pub(crate) fn of_reading(reading: &Reading, tables: &Tables) -> String {
    picked(reading, tables)
        .iter()
        .map(|picked| picked.letter)
        .collect()
}

/// The four letters of one reading with where each comes from.
fn picked(reading: &Reading, tables: &Tables) -> [Picked; 4] {
    let of = |part| letters(reading.word(part, &PARTICLES));
    let first = of(FirstSurname);
    let given = of(GivenName);
    let second = Some(of(SecondSurname)).filter(|word| !word.is_empty());
    let at = |word: &[char], place: usize| word.get(place).copied().unwrap_or('X');
    let initial = |word: &[char], part| Picked::new(at(word, 0), part, Pick::Initial);
    let second_letter = |word: &[char], part| Picked::new(at(word, 1), part, Pick::SecondLetter);
    let mut picked = match second {
        None => [
            initial(&first, FirstSurname),
            second_letter(&first, FirstSurname),
            initial(&given, GivenName),
            second_letter(&given, GivenName),
        ],
        Some(second) if first.len() <= 2 => [
            initial(&first, FirstSurname),
            initial(&second, SecondSurname),
            initial(&given, GivenName),
            second_letter(&given, GivenName),
        ],
        Some(second) => {
            let mut inner = first.iter().skip(1).copied();
            let vowel = inner.find(|c| text::is_vowel(*c)).unwrap_or('X');
            [
                initial(&first, FirstSurname),
                Picked::new(vowel, FirstSurname, Pick::InnerVowel),
                initial(&second, SecondSurname),
                initial(&given, GivenName),
            ]
        }
    };
    let word: String = picked.iter().map(|picked| picked.letter).collect();
    if tables.is_inconvenient(Key::Rfc, &word) {
        picked[3] = picked[3].masked();
    }
    picked
}

/// The letters of the normalised key of an individual, of 10 or 13 characters, beside the names.
pub fn derivation(normalized: &str, names: &Names, tables: &Tables) -> Option<Derivation> {
    let chars: Vec<char> = normalized.chars().collect();
    let rules = Rules {
        places: &[0, 1, 2, 3],
        pick: &|reading| picked(reading, tables).to_vec(),
        particles: &PARTICLES,
        agree,
    };
    matches!(chars.len(), 10 | 13)
        .then(|| derivation::derive(&chars, names, &rules))
        .flatten()
}

fn letters(word: Option<String>) -> Vec<char> {
    word.unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_uppercase() || *c == 'Ñ')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn derived(given: &str, paternal: &str, maternal: Option<&str>) -> String {
        of_names(&Names::new(given, paternal, maternal), Tables::embedded())
    }

    #[test]
    fn short_single_and_missing_surnames() {
        assert_eq!(derived("Dalvira", "O", Some("Zarvembo")), "OZDA");
        assert_eq!(derived("Dalvira", "de la O", Some("Zarvembo")), "OZDA");
        assert_eq!(derived("Dalvira", "Zarvembo", None), "ZADA");
        assert_eq!(derived("Dalvira", "", Some("Zarvembo")), "ZADA");
        assert_eq!(derived("Y", "Xrt", Some("Blom")), "XXBY");
        assert_eq!(derived("", "", None), "XXXX");
    }

    #[test]
    fn enye_is_kept_and_may_be_written_otherwise() {
        assert_eq!(derived("Orvelia", "Ñandulpe", Some("Kunderal")), "ÑAKO");
        let names = Names::new("Orvelia", "Ñandulpe", Some("Kunderal"));
        for letters in ["ÑAKO", "XAKO", "NAKO"] {
            assert!(follows(letters, &names, Tables::embedded()), "{letters}");
        }
        assert!(!follows("MAKO", &names, Tables::embedded()));
    }

    #[test]
    fn listed_words_are_masked_in_the_fourth_place() {
        assert_eq!(derived("Orvelio", "Pulventro", Some("Torval")), "PUTX");
    }
}
