//! The guard against cells that a spreadsheet would evaluate when it opens a CSV.
//!
//! Source: OWASP ASVS 5.0, 1.2.10, and CWE-1236: cells that begin with `=`, `+`, `-`, `@`, a tab
//! or a return, also behind leading blanks and as full-width signs.
//!
//! The chosen way: such a cell gets one leading apostrophe, and [`unguard`] takes exactly that one
//! off again, whatever the value was. Two kinds of value that begin with a sign stay as they are,
//! because a spreadsheet reads them as a number or text and evaluates nothing, and because an apostrophe
//! would spoil them for every other reader: a telephone such as `+525512345678` or
//! `+52 55 1234 5678`, and a plain number such as `-5`. A telephone with hyphens or
//! brackets is guarded: `+52-55-1234` would be computed.

use std::borrow::Cow;

/// Signs that open a formula, with their full-width and small forms.
const SIGNS: [char; 13] = [
    '=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '−',
];

/// The mark that is put in front.
const MARK: char = '\'';

/// `value` as it can be written into a CSV cell.
pub fn guard(value: &str) -> Cow<'_, str> {
    if needs_mark(value) {
        Cow::Owned(format!("{MARK}{value}"))
    } else {
        Cow::Borrowed(value)
    }
}

/// The value that a CSV cell stands for: the exact inverse of [`guard`].
pub fn unguard(cell: &str) -> &str {
    match cell.strip_prefix(MARK) {
        Some(value) if needs_mark(value) => value,
        _ => cell,
    }
}

/// Whether a spreadsheet might evaluate `value` when it stands bare in a cell.
pub fn is_formula(value: &str) -> bool {
    if value.starts_with(['\t', '\r', '\n']) {
        return true;
    }
    let visible = value.trim_start_matches(is_skipped);
    visible.starts_with(SIGNS) && !is_plain_number(value)
}

/// Marks before a formula count as part of it, so that a value that itself begins with an
/// apostrophe and a formula gets one more and reads back equal.
fn needs_mark(value: &str) -> bool {
    is_formula(value.trim_start_matches(MARK))
}

/// Characters that a spreadsheet may pass over before it looks at a cell.
fn is_skipped(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// One sign, then groups of digits with single spaces between: a telephone or a whole number.
fn is_plain_number(value: &str) -> bool {
    value.strip_prefix(['+', '-']).is_some_and(|digits| {
        digits
            .split(' ')
            .all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_guarded() {
        for value in [
            "=1+1",
            "+1+1",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\rx",
            "\nx",
            " =1",
            "\u{a0}=1",
            "\r\n=1",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            "\u{200b}=1",
            "\u{feff}@x",
            "\u{0}=1",
            "+52-55-1234",
            "+52 (55) 1234",
            "+",
            "-",
            "+ 52",
            "+52  55",
            " +52",
            "+52 ",
            "+A1",
            "-1.5",
            "+52|x",
        ] {
            assert_eq!(guard(value), format!("'{value}"), "{value:?}");
        }
    }

    #[test]
    fn telephones_numbers_and_text_stay_bare() {
        for value in [
            "",
            "+525512345678",
            "+52 55 1234 5678",
            "-5",
            "O'Higgins",
            "'80s",
            "a=b",
            "LUJS980117N6A",
            "ñandú",
            "línea\n=1",
            "5-3",
        ] {
            assert_eq!(guard(value), value, "{value:?}");
        }
    }

    #[test]
    fn a_value_with_its_own_apostrophe_reads_back_equal() {
        for value in ["'=1", "''=1", "'", "''", "'x", "'+52", "'\t"] {
            assert_eq!(unguard(&guard(value)), value, "{value:?}");
        }
        assert_eq!(guard("'=1"), "''=1");
    }

    proptest! {
        #[test]
        fn every_value_reads_back_equal(value in "[ '=+@0-9\\-\\t\\r\\n\u{a0}＝a]{0,8}|.{0,12}") {
            let guarded = guard(&value);
            prop_assert_eq!(unguard(&guarded), &value);
            prop_assert!(!is_formula(&guarded));
        }
    }
}
