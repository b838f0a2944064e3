//! Folding: one spelling for what people type in many ways.
//!
//! Each character folds by itself, so a part of a text folds to a part of the folded text: a search for any fragment of a stored
//! value finds it.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The folded words of a text: without accents, case and the marks of punctuation that people leave out (ñ becomes n).
pub(crate) fn fold_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for character in text.nfkd() {
        if character.is_whitespace() || character.is_control() {
            if !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
        } else if !is_combining_mark(character) && !is_left_out(character) {
            word.extend(
                character
                    .to_lowercase()
                    .flat_map(|lower| std::iter::once(lower).nfkd().collect::<Vec<char>>())
                    .filter(|lower| !is_combining_mark(*lower)),
            );
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The digits of a text, as for a telephone number.
pub(crate) fn digits(text: &str) -> String {
    text.nfkd().filter(char::is_ascii_digit).collect()
}

fn is_left_out(character: char) -> bool {
    matches!(
        character,
        '.' | ','
            | ';'
            | ':'
            | '\''
            | '’'
            | '‘'
            | '´'
            | '`'
            | '"'
            | '-'
            | '–'
            | '—'
            | '/'
            | '('
            | ')'
            | '+'
            | '*'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn accents_case_and_marks_go() {
        assert_eq!(
            fold_words("  ÑANDÚ  Güemes-López "),
            ["nandu", "guemeslopez"]
        );
        assert_eq!(
            fold_words("Comercial S.A. de C.V."),
            ["comercial", "sa", "de", "cv"]
        );
        assert_eq!(fold_words("e\u{301}A\u{303}"), ["ea"]);
        assert_eq!(digits("+52 (55) 1234-5678"), "525512345678");
        assert!(fold_words(" .- ").is_empty());
    }

    proptest! {
        #[test]
        fn a_part_folds_to_a_part(text in "\\PC{0,24}", from in 0_usize..24, length in 0_usize..8) {
            let part: String = text.chars().skip(from).take(length).collect();
            let whole = fold_words(&text).join(" ");
            for word in fold_words(&part) {
                prop_assert!(whole.contains(&word), "{part:?} in {text:?}");
            }
        }

        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,24}") {
            let once = fold_words(&text).join(" ");
            prop_assert_eq!(fold_words(&once).join(" "), once);
        }
    }
}
