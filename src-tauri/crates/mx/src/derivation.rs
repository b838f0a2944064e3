//! Letter by letter: what the name gives in each place of an RFC or a CURP (rules MX-008 and MX-018).

use std::fmt;

use crate::{Language, Names, names::Reading};

/// A part of a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NamePart {
    /// First surname.
    FirstSurname,
    /// Second surname.
    SecondSurname,
    /// Given name.
    GivenName,
}

impl NamePart {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 3] = [Self::GivenName, Self::FirstSurname, Self::SecondSurname];

    /// What it is called.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::FirstSurname => language.pick("primer apellido", "first surname"),
            Self::SecondSurname => language.pick("segundo apellido", "second surname"),
            Self::GivenName => language.pick("nombre de pila", "given name"),
        }
    }
}

/// How a letter is taken from a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pick {
    /// Its first letter.
    Initial,
    /// Its second letter.
    SecondLetter,
    /// The first vowel after its first letter.
    InnerVowel,
    /// The first consonant after its first letter.
    InnerConsonant,
    /// An X in the place of a letter that would spell a listed word.
    Mask,
}

impl Pick {
    /// What it is called.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            Self::Initial => language.pick("inicial", "initial"),
            Self::SecondLetter => language.pick("segunda letra", "second letter"),
            Self::InnerVowel => language.pick("primera vocal interna", "first inner vowel"),
            Self::InnerConsonant => {
                language.pick("primera consonante interna", "first inner consonant")
            }
            Self::Mask => language.pick(
                "X en lugar de una letra que formaría una palabra inconveniente",
                "X in the place of a letter that would spell an inconvenient word",
            ),
        }
    }
}

/// A letter as a name gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Picked {
    pub(crate) letter: char,
    pub(crate) part: NamePart,
    pub(crate) pick: Pick,
}

impl Picked {
    pub(crate) const fn new(letter: char, part: NamePart, pick: Pick) -> Self {
        Self { letter, part, pick }
    }

    /// The same place with the mask of a listed word.
    pub(crate) const fn masked(self) -> Self {
        Self::new('X', self.part, Pick::Mask)
    }
}

/// One letter of a key beside what the name gives there.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// Its place in the key, from 0.
    pub at: usize,
    /// What the key has.
    pub read: char,
    /// What the name gives.
    pub derived: char,
    /// Whether both agree; Ñ may be written otherwise.
    pub agrees: bool,
    /// From which part of the name.
    pub part: NamePart,
    /// How it is taken.
    pub pick: Pick,
    /// The word it is taken from, folded; empty when there is none.
    pub word: String,
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter")
            .field("at", &self.at)
            .field("agrees", &self.agrees)
            .finish_non_exhaustive()
    }
}

/// The letters of a key beside a name, in the way of reading it that agrees best.
#[derive(Clone, PartialEq, Eq)]
pub struct Derivation {
    /// Given names, as they were read.
    pub given: String,
    /// First surname, as it was read.
    pub first: String,
    /// Second surname, as it was read; none when there is only one.
    pub second: Option<String>,
    /// Whether the surnames stand in one text, so that where they part is a guess.
    pub is_split_guessed: bool,
    /// The letters that the name gives.
    pub letters: Vec<Letter>,
}

impl fmt::Debug for Derivation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Derivation")
            .field("letters", &self.letters)
            .finish_non_exhaustive()
    }
}

/// How a kind of key takes its letters from names.
pub(crate) struct Rules<'a> {
    /// The places of the letters in the key.
    pub(crate) places: &'static [usize],
    /// What one reading of the names gives in these places.
    pub(crate) pick: &'a dyn Fn(&Reading) -> Vec<Picked>,
    /// Words that are left out of names.
    pub(crate) particles: &'static [&'static str],
    /// Whether a letter read is the derived one.
    pub(crate) agree: fn(char, char) -> bool,
}

/// The letters of a key beside the names, in the reading that agrees in most places; the likeliest of several.
pub(crate) fn derive(chars: &[char], names: &Names, rules: &Rules<'_>) -> Option<Derivation> {
    let read = |at: &usize| chars.get(*at).copied();
    let letters_of = |reading: &Reading| -> Option<Vec<Letter>> {
        let places = rules.places.iter();
        places
            .zip((rules.pick)(reading))
            .map(|(at, picked)| {
                let read = read(at)?;
                Some(Letter {
                    at: *at,
                    read,
                    derived: picked.letter,
                    agrees: (rules.agree)(read, picked.letter),
                    part: picked.part,
                    pick: picked.pick,
                    word: reading
                        .word(picked.part, rules.particles)
                        .unwrap_or_default(),
                })
            })
            .collect()
    };
    let mut best: Option<Derivation> = None;
    let agreeing = |letters: &[Letter]| letters.iter().filter(|letter| letter.agrees).count();
    for reading in names.readings() {
        let letters = letters_of(&reading)?;
        let is_better = best
            .as_ref()
            .is_none_or(|best| agreeing(&letters) > agreeing(&best.letters));
        if is_better {
            best = Some(Derivation {
                is_split_guessed: names.is_split_guessed(),
                given: reading.given,
                first: reading.first,
                second: reading.second,
                letters,
            });
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Tables, curp, rfc};

    fn lines(derivation: &Derivation) -> Vec<String> {
        let line = |letter: &Letter| {
            format!(
                "{} {}{}{} {} {}",
                letter.at + 1,
                letter.read,
                if letter.agrees { '=' } else { '/' },
                letter.derived,
                letter.pick.label(Language::En),
                letter.word
            )
        };
        derivation.letters.iter().map(line).collect()
    }

    #[test]
    fn each_letter_of_an_rfc_names_its_word() {
        let names = Names::new("Karla", "de la Zárate", Some("Hoyos"));
        let found = rfc::derivation("ZAHL581213MU6", &names, Tables::embedded()).unwrap();
        assert_eq!(
            lines(&found),
            [
                "1 Z=Z initial ZARATE",
                "2 A=A first inner vowel ZARATE",
                "3 H=H initial HOYOS",
                "4 L/K initial KARLA",
            ]
        );
        assert!(!found.is_split_guessed);
        assert_eq!(
            rfc::derivation("ZAH581213MU6", &names, Tables::embedded()),
            None
        );
    }

    #[test]
    fn the_reading_that_agrees_best_is_shown_and_said_to_be_a_guess() {
        let names = Names::joined("Karla", "San Juan Zárate Hoyos");
        let found = rfc::derivation("SAZK581213", &names, Tables::embedded()).unwrap();
        assert_eq!(
            (&*found.first, found.second.as_deref()),
            ("San Juan", Some("Zárate Hoyos"))
        );
        assert!(found.is_split_guessed);
        assert!(found.letters.iter().all(|letter| letter.agrees));
    }

    #[test]
    fn a_masked_letter_says_so() {
        let names = Names::new("Orvelio", "Pulventro", Some("Torval"));
        let found = curp::derivation("PXTO900101HDFLRR09", &names, Tables::embedded()).unwrap();
        assert_eq!(
            lines(&found)[1],
            "2 X=X X in the place of a letter that would spell an inconvenient word PULVENTRO"
        );
        assert_eq!(lines(&found)[4], "14 L=L first inner consonant PULVENTRO");
        let found = rfc::derivation("PUTX900101", &names, Tables::embedded()).unwrap();
        assert_eq!(found.letters[3].pick, Pick::Mask);
    }
}
