//! The four letters of an individual (rules MX-005 and MX-008).

use std::{collections::HashSet, sync::LazyLock};

use jiff::civil::Date;

use crate::names::Reading;
use crate::{Names, text};

/// Words that are left out of names.
const PARTICLES: [&str; 11] = [
    "DE", "LA", "LAS", "MC", "VON", "DEL", "LOS", "Y", "MAC", "VAN", "MI",
];

/// Prefixes that the authority masks by an X in the fourth place.
static INCONVENIENT: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COJA COJE COJI COJO \
    CULO FETO GUEY JOTO KACA KACO KAGA KAGO KAKA KOGE KOJO KULO MAME MAMO MEAR MEAS MEON MION \
    MOCO MULA PEDA PEDO PENE PUTA PUTO QULO RATA RUIN"
        .split_whitespace()
        .collect()
});

pub(super) fn is_inconvenient(word: &str) -> bool {
    INCONVENIENT.contains(word)
}

/// The first ten characters of the key of an individual: four letters and the birth date.
/// Of surnames in one field the first reading counts.
pub fn derive_individual(names: &Names, birth: Date) -> String {
    of_names(names) + &text::short_date(birth)
}

/// The letters of the likeliest reading of the names.
pub(super) fn of_names(names: &Names) -> String {
    names.readings().first().map(of_reading).unwrap_or_default()
}

/// Whether some reading of the names gives the letters.
pub(super) fn follows(letters: &str, names: &Names) -> bool {
    names
        .readings()
        .iter()
        .any(|reading| fits(letters, reading))
}

fn fits(letters: &str, reading: &Reading) -> bool {
    let derived = of_reading(reading);
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
pub(crate) fn of_reading(reading: &Reading) -> String {
    let first = letters(text::surname_word(&reading.first, &PARTICLES));
    let given = letters(text::given_word(&reading.given, &PARTICLES));
    let second = reading
        .second
        .as_ref()
        .map(|surname| letters(text::surname_word(surname, &PARTICLES)))
        .filter(|word| !word.is_empty());
    let at = |word: &[char], place: usize| word.get(place).copied().unwrap_or('X');
    let picked = match second {
        None => [at(&first, 0), at(&first, 1), at(&given, 0), at(&given, 1)],
        Some(second) if first.len() <= 2 => {
            [at(&first, 0), at(&second, 0), at(&given, 0), at(&given, 1)]
        }
        Some(second) => {
            let mut inner = first.iter().skip(1).copied();
            let vowel = inner.find(|c| text::is_vowel(*c)).unwrap_or('X');
            [at(&first, 0), vowel, at(&second, 0), at(&given, 0)]
        }
    };
    let word: String = picked.iter().collect();
    if is_inconvenient(&word) {
        word.chars().take(3).chain(['X']).collect()
    } else {
        word
    }
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
        of_names(&Names::new(given, paternal, maternal))
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
            assert!(follows(letters, &names), "{letters}");
        }
        assert!(!follows("MAKO", &names));
    }

    #[test]
    fn listed_words_are_masked_in_the_fourth_place() {
        assert_eq!(INCONVENIENT.len(), 41);
        assert_eq!(derived("Orvelio", "Pulventro", Some("Torval")), "PUTX");
    }
}
