//! The declared data that a key is compared with.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{derivation::NamePart, text};

/// Kind of client.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonKind {
    /// A natural person.
    Individual,
    /// A legal person.
    Company,
    /// A trust.
    Trust,
}

/// Sex as the CURP writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// Man.
    #[serde(rename = "H")]
    Man,
    /// Woman (*mujer*).
    #[serde(rename = "M")]
    Woman,
    /// Non-binary.
    #[serde(rename = "X")]
    NonBinary,
}

impl Sex {
    /// The letter of the CURP: `H`, `M` or `X`.
    pub const fn letter(self) -> char {
        match self {
            Self::Man => 'H',
            Self::Woman => 'M',
            Self::NonBinary => 'X',
        }
    }

    /// The sex of a letter of the CURP.
    pub const fn from_letter(letter: char) -> Option<Self> {
        match letter {
            'H' => Some(Self::Man),
            'M' => Some(Self::Woman),
            'X' => Some(Self::NonBinary),
            _ => None,
        }
    }
}

/// Surnames as they are kept: apart, or both in one field.
#[derive(Clone, PartialEq, Eq)]
pub enum Surnames {
    /// First and second surname, each known.
    Separate {
        /// First surname.
        paternal: String,
        /// Second surname; none when there is only one.
        maternal: Option<String>,
    },
    /// Both in one text; every split between words is a possible reading.
    Joined(String),
    /// In the text of the given names, after them; every split between words is possible.
    AfterGiven,
}

/// Names of an individual. Their debug form shows nothing of them.
#[derive(Clone, PartialEq, Eq)]
pub struct Names {
    /// Given names.
    pub given: String,
    /// Surnames.
    pub surnames: Surnames,
}

impl fmt::Debug for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Names").finish_non_exhaustive()
    }
}

impl Names {
    /// Names with the surnames apart.
    pub fn new(given: &str, paternal: &str, maternal: Option<&str>) -> Self {
        Self {
            given: given.to_owned(),
            surnames: Surnames::Separate {
                paternal: paternal.to_owned(),
                maternal: maternal.map(str::to_owned),
            },
        }
    }

    /// Names with both surnames in one text.
    pub fn joined(given: &str, surnames: &str) -> Self {
        Self {
            given: given.to_owned(),
            surnames: Surnames::Joined(surnames.to_owned()),
        }
    }

    /// The full name in one text, given names first.
    pub fn full(name: &str) -> Self {
        Self {
            given: name.to_owned(),
            surnames: Surnames::AfterGiven,
        }
    }

    /// Whether where one surname ends and the other begins is a guess.
    pub(crate) fn is_split_guessed(&self) -> bool {
        !matches!(self.surnames, Surnames::Separate { .. }) && self.readings().len() > 1
    }

    /// Every way to read the names, the likeliest first; never empty.
    pub(crate) fn readings(&self) -> Vec<Reading> {
        match &self.surnames {
            Surnames::Separate { paternal, maternal } => {
                vec![self.reading(paternal, maternal.as_deref())]
            }
            Surnames::Joined(text) => {
                let mut readings = self.splits(text);
                if text.contains('-') {
                    readings.extend(self.splits(&text.replace('-', " ")));
                }
                readings
            }
            Surnames::AfterGiven => self.full_readings(),
        }
    }

    /// Two words of surnames are the likeliest, then one, then more.
    fn full_readings(&self) -> Vec<Reading> {
        let words: Vec<&str> = self.given.split_whitespace().collect();
        let mut lengths: Vec<usize> = (1..words.len()).collect();
        lengths.sort_by_key(|length| match length {
            2 => 0,
            other => *other,
        });
        let mut readings: Vec<Reading> = lengths
            .into_iter()
            .flat_map(|length| {
                let (given, surnames) = words.split_at(words.len() - length);
                Self::joined(&given.join(" "), &surnames.join(" ")).readings()
            })
            .collect();
        if readings.is_empty() {
            readings.push(self.reading("", None));
        }
        readings
    }

    fn reading(&self, paternal: &str, maternal: Option<&str>) -> Reading {
        let maternal = maternal.map(str::trim).filter(|text| !text.is_empty());
        let (first, second) = match (paternal.trim(), maternal) {
            ("", Some(only)) => (only, None),
            both => both,
        };
        Reading {
            given: self.given.clone(),
            first: first.to_owned(),
            second: second.map(str::to_owned),
        }
    }

    fn splits(&self, text: &str) -> Vec<Reading> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut readings: Vec<Reading> = (1..words.len())
            .map(|at| {
                let (first, second) = words.split_at(at);
                self.reading(&first.join(" "), Some(&second.join(" ")))
            })
            .collect();
        readings.push(self.reading(text, None));
        readings
    }
}

/// One way to read the names of a person.
pub(crate) struct Reading {
    pub(crate) given: String,
    pub(crate) first: String,
    pub(crate) second: Option<String>,
}

impl Reading {
    /// The word of a part of the name that counts, once the particles are left out.
    pub(crate) fn word(&self, part: NamePart, particles: &[&str]) -> Option<String> {
        match part {
            NamePart::FirstSurname => text::surname_word(&self.first, particles),
            NamePart::SecondSurname => text::surname_word(self.second.as_ref()?, particles),
            NamePart::GivenName => text::given_word(&self.given, particles),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_name_is_read_in_every_way_the_likeliest_first() {
        let readings = Names::full("Dalvira Zulmira Quiltrano Bremunta").readings();
        assert_eq!(readings[0].given, "Dalvira Zulmira");
        assert_eq!(readings[0].first, "Quiltrano");
        assert_eq!(readings[0].second.as_deref(), Some("Bremunta"));
        assert!(readings.iter().any(|reading| reading.given == "Dalvira"
            && reading.first == "Zulmira"
            && reading.second.as_deref() == Some("Quiltrano Bremunta")));
        assert_eq!(Names::full("").readings().len(), 1);
        assert_eq!(Names::joined("Dalvira", "").readings().len(), 1);
    }
}
