//! Text that can be printed: nothing invisible, nothing without a glyph, no word wider than a column.

use std::collections::HashSet;
use std::fmt::Write;
use std::sync::LazyLock;

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use super::world::fonts;

/// Longest text of one value, in characters.
const LONGEST: usize = 20_000;
/// Words longer than this may break anywhere.
const LONGEST_WORD: usize = 18;
/// Where a long word breaks at the latest.
const PIECE: usize = 6;
/// The same for hashes and uuids, whose groups are longer.
const HEXADECIMAL_PIECE: usize = 16;
/// Stands where a line may break; the template takes it out, so it never reaches the page.
const BREAK: char = '\u{200b}';

/// Which characters are printed as they are.
#[derive(Clone, Copy)]
pub(super) enum Alphabet {
    /// Those that every face of the text's typeface has.
    Fonts,
    /// Those of Western European languages.
    Latin,
}

/// The characters that every face of the text's typeface has.
static COVERED: LazyLock<HashSet<u32>> = LazyLock::new(|| {
    let mut faces = fonts()
        .iter()
        .filter(|font| font.info().family == "Libertinus Serif");
    let Some(first) = faces.next() else {
        return HashSet::new();
    };
    let first: HashSet<u32> = first.info().coverage.iter().collect();
    faces.fold(first, |mut common, face| {
        let covered: HashSet<u32> = face.info().coverage.iter().collect();
        common.retain(|character| covered.contains(character));
        common
    })
});

impl Alphabet {
    fn prints(self, character: char) -> bool {
        let known = match self {
            Self::Fonts => COVERED.contains(&u32::from(character)),
            Self::Latin => matches!(
                character,
                ' '..='\u{17f}' | '–' | '—' | '‘' | '’' | '“' | '”' | '…'
            ),
        };
        known && !is_invisible(character) && !runs_leftward(character)
    }
}

/// Characters that leave no trace on paper.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || (character.is_whitespace() && !matches!(character, ' ' | '\u{a0}'))
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{e000}'..='\u{f8ff}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{ffff}'
                | '\u{e0000}'..='\u{10ffff}'
        )
}

/// Letters of scripts that run from right to left: they would move the digits and signs beside them.
fn runs_leftward(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// Makes every text within `value` printable. `cut` says that a text was cut, with `{n}` for the
/// number of characters left out.
pub(super) fn make_printable(value: &mut Value, alphabet: Alphabet, cut: &str) {
    match value {
        Value::String(text) => *text = with_breaks(&printable(text, alphabet, cut)),
        Value::Array(items) => {
            for item in items {
                make_printable(item, alphabet, cut);
            }
        }
        Value::Object(members) => {
            for member in members.values_mut() {
                make_printable(member, alphabet, cut);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// `text` composed, with what cannot be seen written as `[U+XXXX]`. Line breaks stay.
fn printable(text: &str, alphabet: Alphabet, cut: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\t', " ");
    let mut characters = text.nfc();
    let mut shown = String::with_capacity(text.len());
    for character in characters.by_ref().take(LONGEST) {
        if character == '\n' || alphabet.prints(character) {
            shown.push(character);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(shown, "[U+{:04X}]", u32::from(character));
        }
    }
    let more = characters.count();
    if more > 0 {
        shown.push_str("… ");
        shown.push_str(&cut.replace("{n}", &more.to_string()));
    }
    shown
}

/// `text` with break marks in its long words: after punctuation, and at the latest every few letters.
fn with_breaks(text: &str) -> String {
    let mut broken = String::with_capacity(text.len());
    for piece in text.split_inclusive([' ', '\n']) {
        if piece.chars().count() <= LONGEST_WORD {
            broken.push_str(piece);
            continue;
        }
        let hexadecimal = |character: char| character.is_ascii_hexdigit() || character == '-';
        let longest = if piece.trim_end().chars().all(hexadecimal) {
            HEXADECIMAL_PIECE
        } else {
            PIECE
        };
        let mut since = 0;
        for character in piece.chars() {
            broken.push(character);
            since += 1;
            if since == longest || matches!(character, '-' | '.' | '@' | '_' | '/' | ',' | ';') {
                broken.push(BREAK);
                since = 0;
            }
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const CUT: &str = "[recortado: faltan {n} caracteres]";

    #[test]
    fn names_stay_and_the_invisible_shows() {
        let shown = |text| printable(text, Alphabet::Fonts, CUT);
        assert_eq!(
            shown("Ñandú Güereña, Ángel · Łódź"),
            "Ñandú Güereña, Ángel · Łódź"
        );
        assert_eq!(shown("n\u{303}"), "ñ");
        assert_eq!(shown("a\u{202e}b\u{0}c"), "a[U+202E]b[U+0000]c");
        assert_eq!(shown("龍א"), "[U+9F8D][U+05D0]");
        assert_eq!(shown("una\r\ndos\ttres"), "una\ndos tres");
    }

    #[test]
    fn a_text_too_long_says_how_much_is_missing() {
        let shown = printable(&"a".repeat(LONGEST + 7), Alphabet::Fonts, CUT);
        assert!(shown.ends_with("a… [recortado: faltan 7 caracteres]"));
    }

    #[test]
    fn only_long_words_get_breaks() {
        assert_eq!(
            with_breaks("Sebastián Luna Juárez"),
            "Sebastián Luna Juárez"
        );
        let broken = with_breaks("correo.muy.largo@ejemplo.com.mx fin");
        assert!(broken.contains("@\u{200b}") && broken.ends_with(" fin"));
    }

    proptest! {
        #[test]
        fn breaks_add_nothing_else(text in "\\PC{0,60}") {
            let shown = printable(&text, Alphabet::Fonts, CUT);
            prop_assert_eq!(with_breaks(&shown).replace(BREAK, ""), shown);
        }
    }
}
