//! The parts of a name that forms ask for apart, taken from texts that hold several of them.

use crate::names::Reading;
use crate::{Names, Surnames, Tables, curp, rfc, text};

/// Words that begin a surname and never end one.
const PARTICLES: [&str; 19] = [
    "DA", "DAS", "DE", "DEL", "DER", "DI", "DIE", "DOS", "EL", "LA", "LAS", "LE", "LES", "LOS",
    "MAC", "MC", "VAN", "VON", "Y",
];

/// What a split of a name rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SplitBasis {
    /// Each part stood by itself: nothing was split.
    Apart,
    /// A guess that agrees with the letters of the CURP or RFC; others may agree as well.
    Keys,
    /// A guess by the words alone.
    Words,
}

/// A name in the parts that forms ask for. Its debug form shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct NameParts {
    /// Given names.
    pub given: String,
    /// First surname; empty when there is none.
    pub paternal: String,
    /// Second surname; none when there is only one.
    pub maternal: Option<String>,
    /// What the split rests on.
    pub basis: SplitBasis,
}

impl std::fmt::Debug for NameParts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NameParts")
            .field("basis", &self.basis)
            .finish_non_exhaustive()
    }
}

/// Splits a name: of the readings that do not end a surname with a particle the first that the CURP bears out, else the first that the
/// RFC bears out, else the first. The keys are read as they are written; one that cannot be read says nothing.
pub fn split(
    names: &Names,
    rfc_key: Option<&str>,
    curp_key: Option<&str>,
    tables: &Tables,
) -> NameParts {
    let mut readings = names.readings();
    readings.sort_by_key(|reading| ends_in_particle(&reading.first));
    let is_apart = readings.len() == 1 && names.surnames != Surnames::AfterGiven;
    let curp_letters = curp_key.and_then(letters_of_curp);
    let rfc_letters = rfc_key.and_then(|key| letters_of_rfc(key, tables));
    let by_curp = curp_letters.and_then(|letters| {
        let mut places = readings.iter();
        places.position(|reading| curp::of_reading(reading, tables) == letters)
    });
    let borne_out = by_curp.or_else(|| {
        let letters = rfc_letters?;
        readings.iter().position(|reading| {
            let derived = rfc::of_reading(reading, tables);
            let mut pairs = letters.chars().zip(derived.chars());
            pairs.all(|(read, derived)| rfc::agree(read, derived))
        })
    });
    let basis = match borne_out {
        _ if is_apart => SplitBasis::Apart,
        Some(_) => SplitBasis::Keys,
        None => SplitBasis::Words,
    };
    let Reading {
        given,
        first,
        second,
    } = readings.swap_remove(borne_out.unwrap_or_default());
    NameParts {
        given,
        paternal: first,
        maternal: second,
        basis,
    }
}

fn ends_in_particle(surname: &str) -> bool {
    text::words(&text::fold(surname))
        .last()
        .is_some_and(|word| PARTICLES.contains(&word))
}

/// The seven letters of a CURP that has the form of one.
fn letters_of_curp(key: &str) -> Option<String> {
    let key = text::normalize(key);
    curp::birth_date(&key)?;
    let chars: Vec<char> = key.chars().collect();
    Some(chars.get(..4)?.iter().chain(chars.get(13..16)?).collect())
}

/// The four letters of the RFC of an individual that has the form of one and is not generic.
fn letters_of_rfc(key: &str, tables: &Tables) -> Option<String> {
    let key = text::normalize(key);
    let chars: Vec<char> = key.chars().collect();
    let parts = rfc::parts(&chars).filter(|parts| parts.letters.len() == 4);
    parts
        .filter(|_| !rfc::is_generic(tables, &key))
        .map(|parts| parts.letters.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(names: &Names, rfc: Option<&str>, curp: Option<&str>) -> (String, SplitBasis) {
        let split = split(names, rfc, curp, Tables::embedded());
        let maternal = split.maternal.unwrap_or_else(|| "-".into());
        let shown = format!("{}|{}|{maternal}", split.given, split.paternal);
        (shown, split.basis)
    }

    #[test]
    fn surnames_are_split_by_words_where_no_key_tells() {
        for (surnames, expected) in [
            ("Kunderal Dornegua", "Wendalio|Kunderal|Dornegua"),
            (
                "de la Kunderal Dornegua",
                "Wendalio|de la Kunderal|Dornegua",
            ),
            ("Kunderal de Dornegua", "Wendalio|Kunderal|de Dornegua"),
        ] {
            let names = Names::joined("Wendalio", surnames);
            assert_eq!(
                parts(&names, None, None),
                (expected.into(), SplitBasis::Words)
            );
        }
        let names = Names::full("Wendalio Kunderal Dornegua");
        assert_eq!(
            parts(&names, Some("XAXX010101000"), Some("no key")),
            ("Wendalio|Kunderal|Dornegua".into(), SplitBasis::Words)
        );
    }

    #[test]
    fn a_key_chooses_among_the_readings() {
        let names = Names::joined("Orvelio", "Pulventro Brisca Torval");
        // By words the second surname would be all but the first word.
        assert_eq!(
            parts(&names, None, None).0,
            "Orvelio|Pulventro|Brisca Torval"
        );
        assert_eq!(
            parts(&names, Some("PUTX830824D81"), None),
            ("Orvelio|Pulventro Brisca|Torval".into(), SplitBasis::Keys)
        );
        assert_eq!(
            parts(&names, Some("PUBX830824D81"), Some("PXTO830824HZSLRR51")),
            ("Orvelio|Pulventro Brisca|Torval".into(), SplitBasis::Keys)
        );
        assert_eq!(
            parts(&names, Some("ABCD830824D81"), None).1,
            SplitBasis::Words
        );
    }

    #[test]
    fn one_surname_is_split_from_nothing() {
        let names = Names::joined("Wendalio", "Kunderal");
        assert_eq!(
            parts(&names, None, None),
            ("Wendalio|Kunderal|-".into(), SplitBasis::Apart)
        );
        let apart = Names::new("Wendalio", "Kunderal", Some("Dornegua"));
        assert_eq!(parts(&apart, None, None).1, SplitBasis::Apart);
        assert_eq!(parts(&Names::full(""), None, None).0, "||-");
        let full = Names::full("Wendalio Kunderal");
        assert_eq!(
            parts(&full, None, None),
            ("Wendalio|Kunderal|-".into(), SplitBasis::Words)
        );
        assert_eq!(
            format!("{:?}", split(&names, None, None, Tables::embedded())),
            "NameParts { basis: Apart, .. }"
        );
    }
}
