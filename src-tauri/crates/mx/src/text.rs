//! Text handling of rule MX-001, and the folding of names.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key as the checks read it: NFC, without white space and dashes, a–z and ñ in upper case.
///
/// Nothing else is folded: look-alikes of other alphabets, full-width forms and invisible
/// marks stay, so that the character test refuses them.
pub fn normalize(input: &str) -> String {
    if input.is_ascii() {
        // What most keys are: NFC leaves it as it is.
        let kept = input.chars().filter(|c| !c.is_whitespace() && !is_dash(*c));
        return kept.map(|c| c.to_ascii_uppercase()).collect();
    }
    input
        .chars()
        .filter(|c| !c.is_whitespace() && !is_dash(*c))
        .nfc()
        .map(|c| match c {
            'ñ' => 'Ñ',
            other => other.to_ascii_uppercase(),
        })
        // A capital may take up a mark that its small letter did not.
        .nfc()
        .collect()
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// A name or a label for comparison: upper case and without accents; Ñ stays Ñ.
pub fn fold(input: &str) -> String {
    if input.is_ascii() {
        return input.to_ascii_uppercase();
    }
    let mut folded = String::with_capacity(input.len());
    for c in input.nfd() {
        if c == '\u{303}' && folded.ends_with('N') {
            folded.pop();
            folded.push('Ñ');
        } else if !is_combining_mark(c) {
            folded.extend(c.to_uppercase());
        }
    }
    folded
}

/// The words of a folded name without full stops.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    let parts = folded.split(|c: char| c == '.' || c.is_whitespace());
    parts.filter(|word| !word.is_empty())
}

pub(crate) fn is_vowel(c: char) -> bool {
    matches!(c, 'A' | 'E' | 'I' | 'O' | 'U')
}

/// The word that counts in a surname: the first that is no particle, or the last of all.
pub(crate) fn surname_word(name: &str, particles: &[&str]) -> Option<String> {
    let folded = fold(name);
    let counts = words(&folded).find(|word| !particles.contains(word));
    counts.or(words(&folded).last()).map(str::to_owned)
}

/// The given name that counts: MARIA, JOSE and MA are skipped when another follows.
pub(crate) fn given_word(name: &str, particles: &[&str]) -> Option<String> {
    let folded = fold(name);
    let mut kept = words(&folded).filter(|word| !particles.contains(word));
    let first = kept.next();
    let counts = match first {
        Some("MARIA" | "JOSE" | "MA") => kept.next().or(first),
        _ => first,
    };
    counts.or(words(&folded).last()).map(str::to_owned)
}

/// `YYMMDD`, as both keys write a date.
pub(crate) fn short_date(date: jiff::civil::Date) -> String {
    format!(
        "{:02}{:02}{:02}",
        date.year().rem_euclid(100),
        date.month(),
        date.day()
    )
}

/// The day that `YYMMDD` is in a century, such as 19 or 20; none when it does not exist.
pub(crate) fn long_date(century: i16, short: &str) -> Option<jiff::civil::Date> {
    let number = |at: std::ops::Range<usize>| short.get(at)?.parse::<i8>().ok();
    let year = century * 100 + i16::from(number(0..2)?);
    jiff::civil::Date::new(year, number(2..4)?, number(4..6)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn plain_text_is_handled_as_a_part_of_any_text(text in "[ -~\\t\\n\u{b}\u{1c}]{0,24}") {
            prop_assert_eq!(normalize(&text), normalize(&format!("{text}Ñ")).replace('Ñ', ""));
            prop_assert_eq!(fold(&text), fold(&format!("{text}Ñ")).replace('Ñ', ""));
        }
    }

    #[test]
    fn drops_space_and_dashes_and_folds_only_ascii_and_enye() {
        assert_eq!(
            normalize(" ab\u{a0}c\u{2013}1-2\u{2212}3\u{2003}"),
            "ABC123"
        );
        assert_eq!(normalize("n\u{303}u"), "ÑU");
        assert_eq!(normalize("N-\u{303}u"), "ÑU");
        assert_eq!(normalize("i\u{307}"), normalize("I\u{307}"));
        assert_eq!(normalize("ıſ\u{200b}１"), "ıſ\u{200b}１");
    }

    #[test]
    fn folds_accents_and_keeps_enye() {
        assert_eq!(fold("Núñez Gómez Lübke"), "NUÑEZ GOMEZ LUBKE");
        assert_eq!(fold("NUN\u{303}EZ"), "NUÑEZ");
    }

    #[test]
    fn picks_the_word_that_counts() {
        assert_eq!(surname_word("de la Cruz", &["DE", "LA"]).unwrap(), "CRUZ");
        assert_eq!(surname_word("La", &["DE", "LA"]).unwrap(), "LA");
        assert_eq!(
            given_word("Ma. de los Ángeles", &["DE", "LOS"]).unwrap(),
            "ANGELES"
        );
        assert_eq!(given_word("José", &[]).unwrap(), "JOSE");
        assert_eq!(given_word("", &[]), None);
    }
}
