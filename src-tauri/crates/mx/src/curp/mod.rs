//! The CURP, key of a person in the population register (rules MX-014 to MX-022).
//!
//! 18 characters: four letters, six digits of the birth date, sex, state of birth, three
//! consonants, a differentiator that also tells the century, a check digit.

mod letters;

use jiff::civil::Date;

pub(crate) use letters::of_reading;
pub use letters::{derivation, derive};

use crate::tables::Key;
use crate::{Assessment, Code, Mark, Names, PersonKind, Sex, Tables, digits, states, text};

/// Age in completed years above which the century is doubted (MX-017).
const OLDEST: i16 = 110;

/// What is known of the holder. Only today must be given.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The tables to check with.
    pub tables: &'a Tables,
    /// The day of the check.
    pub today: Date,
    /// Kind of client that carries the key.
    pub client_type: Option<PersonKind>,
    /// Declared birth date.
    pub date: Option<Date>,
    /// Declared sex.
    pub sex: Option<Sex>,
    /// Declared state of birth, as the two letters of the CURP.
    pub birth_state: Option<&'a str>,
    /// Names of the individual.
    pub names: Option<&'a Names>,
}

impl Context<'_> {
    /// A context in which nothing but the day is known, and the embedded tables.
    pub fn on(today: Date) -> Self {
        Self {
            tables: Tables::embedded(),
            today,
            client_type: None,
            date: None,
            sex: None,
            birth_state: None,
            names: None,
        }
    }
}

/// Positions whose character cannot stand there.
fn misfits(chars: &[char]) -> Vec<usize> {
    let fits = |at: usize, c: char| match at {
        0..=3 | 10..=15 => c.is_ascii_uppercase(),
        16 => c.is_ascii_uppercase() || c.is_ascii_digit(),
        _ => c.is_ascii_digit(),
    };
    (0..chars.len())
        .filter(|at| !fits(*at, chars[*at]))
        .collect()
}

/// Whether the normalised key is one of the generic ones of foreigners in payroll invoices (MX-021).
pub fn is_generic(tables: &Tables, normalized: &str) -> bool {
    tables.generic(Key::Curp, normalized).is_some()
}

/// Birth date of a normalised key of the right form; the century is told by character 17.
pub fn birth_date(normalized: &str) -> Option<Date> {
    let chars: Vec<char> = normalized.chars().collect();
    if chars.len() != 18 || !misfits(&chars).is_empty() {
        return None;
    }
    let century = if chars[16].is_ascii_digit() { 19 } else { 20 };
    text::long_date(century, &chars[4..10].iter().collect::<String>())
}

/// Checks a key by its form and against what is known of its holder.
pub fn check(input: Option<&str>, context: &Context<'_>) -> Assessment {
    let mut assessment = Assessment::begin(input, context.tables);
    if assessment.normalized.is_empty() {
        return assessment;
    }
    if is_generic(context.tables, &assessment.normalized) {
        return assessment.stop(context.tables.mark(Code::CurpGeneric));
    }
    let chars: Vec<char> = assessment.normalized.chars().collect();
    if let Some(mark) = form(&chars, context.tables) {
        return assessment.stop(mark);
    }
    let individual = matches!(context.client_type, None | Some(PersonKind::Individual));
    if !individual {
        assessment.push(context.tables.mark(Code::CurpNotApplicable));
    }
    check_places(&chars, context.tables, &mut assessment);
    check_word(&chars, context.tables, &mut assessment);
    check_date(&chars, context, &mut assessment);
    check_digit_of(&chars, context.tables, &mut assessment);
    if individual {
        check_declared(&chars, context, &mut assessment);
    }
    assessment
}

fn form(chars: &[char], tables: &Tables) -> Option<Mark> {
    let strange: Vec<usize> = (0..chars.len())
        .filter(|at| !chars[*at].is_ascii_uppercase() && !chars[*at].is_ascii_digit())
        .collect();
    if !strange.is_empty() {
        return Some(tables.mark(Code::CurpCharset).at(strange));
    }
    if chars.len() != 18 {
        return Some(
            tables
                .mark(Code::CurpLength)
                .expected("18")
                .found(chars.len().to_string()),
        );
    }
    let misfits = misfits(chars);
    (!misfits.is_empty()).then(|| tables.mark(Code::CurpFormat).at(misfits))
}

fn check_places(chars: &[char], tables: &Tables, assessment: &mut Assessment) {
    if !text::is_vowel(chars[1]) && chars[1] != 'X' {
        assessment.push(
            tables
                .mark(Code::CurpVowel)
                .at([1])
                .expected("A, E, I, O, U, X")
                .found(chars[1]),
        );
    }
    if Sex::from_letter(chars[10]).is_none() {
        assessment.push(
            tables
                .mark(Code::CurpSex)
                .at([10])
                .expected("H, M, X")
                .found(chars[10]),
        );
    }
    let state: String = chars[11..13].iter().collect();
    if states::by_curp_code(tables, &state).is_none() {
        assessment.push(tables.mark(Code::CurpState).at(11..13).found(state));
    }
    let vowels: Vec<usize> = (13..16).filter(|at| text::is_vowel(chars[*at])).collect();
    if !vowels.is_empty() {
        assessment.push(tables.mark(Code::CurpConsonant).at(vowels));
    }
}

fn check_word(chars: &[char], tables: &Tables, assessment: &mut Assessment) {
    let word: String = chars[..4].iter().collect();
    if tables.is_inconvenient(Key::Curp, &word) {
        assessment.push(
            tables
                .mark(Code::CurpBadWord)
                .at(0..4)
                .expected(letters::masked(&word))
                .found(word),
        );
    }
}

fn check_date(chars: &[char], context: &Context<'_>, assessment: &mut Assessment) {
    let digits: String = chars[4..10].iter().collect();
    let Some(birth) = birth_date(&assessment.normalized) else {
        assessment.push(context.tables.mark(Code::CurpDate).at(4..10).found(digits));
        return;
    };
    if birth > context.today {
        assessment.push(
            context
                .tables
                .mark(Code::CurpFuture)
                .at((4..10).chain([16]))
                .found(birth.to_string()),
        );
    } else if completed_years(birth, context.today) > OLDEST {
        assessment.push(
            context
                .tables
                .mark(Code::CurpAge)
                .at((4..10).chain([16]))
                .found(birth.to_string()),
        );
    }
}

/// Years completed from the first day to the second.
pub fn completed_years(from: Date, to: Date) -> i16 {
    let before_the_day = (to.month(), to.day()) < (from.month(), from.day());
    to.year() - from.year() - i16::from(before_the_day)
}

fn check_digit_of(chars: &[char], tables: &Tables, assessment: &mut Assessment) {
    if let Some(digit) = digits::curp(&chars[..17])
        && digit != chars[17]
    {
        assessment.push(
            tables
                .mark(Code::CurpCheckDigit)
                .at([17])
                .expected(digit)
                .found(chars[17]),
        );
    }
}

fn check_declared(chars: &[char], context: &Context<'_>, assessment: &mut Assessment) {
    if let Some(declared) = context.date
        && let Some(birth) = birth_date(&assessment.normalized)
        && birth != declared
    {
        let century_only = text::short_date(birth) == text::short_date(declared);
        let mark = context
            .tables
            .mark(Code::CurpDateMismatch)
            .expected(declared.to_string())
            .found(birth.to_string());
        assessment.push(if century_only {
            mark.at([16])
        } else {
            mark.at(4..10)
        });
    }
    if let Some(declared) = context.sex
        && Sex::from_letter(chars[10]).is_some_and(|read| read != declared)
    {
        assessment.push(
            context
                .tables
                .mark(Code::CurpSexMismatch)
                .at([10])
                .expected(declared.letter())
                .found(chars[10]),
        );
    }
    let state: String = chars[11..13].iter().collect();
    if let Some(declared) = context.birth_state.filter(|text| !text.trim().is_empty())
        && states::by_curp_code(context.tables, &state).is_some()
        && declared.trim() != state
    {
        assessment.push(
            context
                .tables
                .mark(Code::CurpStateMismatch)
                .at(11..13)
                .expected(declared.trim())
                .found(state),
        );
    }
    if let Some(names) = context.names {
        check_names(chars, names, context.tables, assessment);
    }
}

fn check_names(chars: &[char], names: &Names, tables: &Tables, assessment: &mut Assessment) {
    let read = letters::read(chars);
    if letters::follows(&read, names, tables) {
        return;
    }
    let expected = letters::of_names(names, tables);
    let places = (0..4).chain(13..16);
    let at: Vec<usize> = read
        .chars()
        .zip(expected.chars())
        .zip(places)
        .filter(|((read, derived), _)| read != derived)
        .map(|(_, at)| at)
        .collect();
    assessment.push(
        tables
            .mark(Code::CurpNameMismatch)
            .at(at)
            .expected(letters::spaced(&expected))
            .found(letters::spaced(&read)),
    );
}

/// Check digit of the first 17 characters. None when a character is outside the alphabet or
/// the length is another.
pub fn check_digit(body: &str) -> Option<char> {
    digits::curp(&body.chars().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 23);

    fn codes(input: &str) -> Vec<Code> {
        check(Some(input), &Context::on(TODAY)).codes()
    }

    #[test]
    fn worked_example_and_century() {
        assert_eq!(check_digit("NIXO910417MJCRMR9"), Some('4'));
        assert_eq!(birth_date("NIXO910417MJCRMR94"), Some(date(1991, 4, 17)));
        assert_eq!(birth_date("PEPY000229HNTLLRJ2"), Some(date(2000, 2, 29)));
        assert_eq!(birth_date("PEPY000229HNTLLR00"), None);
        assert_eq!(birth_date("PEPY"), None);
    }

    #[test]
    fn generic_keys_are_recognised_first() {
        for key in ["XEXX010101HNEXXXA4", "XEXX010101MNEXXXA8"] {
            assert_eq!(codes(key), [Code::CurpGeneric]);
        }
    }

    #[test]
    fn several_findings_come_together() {
        assert_eq!(
            codes("fr&o901117hplblr04"),
            [Code::Normalized, Code::CurpCharset]
        );
        let marks = codes("PRTO991332FCXARR04");
        for code in [
            Code::CurpVowel,
            Code::CurpSex,
            Code::CurpState,
            Code::CurpConsonant,
            Code::CurpDate,
        ] {
            assert!(marks.contains(&code), "{code}");
        }
    }

    #[test]
    fn one_hundred_and_ten_is_not_too_old() {
        let age = |birth| completed_years(birth, TODAY);
        assert_eq!(age(date(1916, 11, 23)), 110);
        assert_eq!(age(date(1915, 11, 24)), 110);
        assert_eq!(age(date(1915, 11, 23)), 111);
    }

    #[test]
    fn a_wrong_century_is_pointed_at_in_place_17() {
        let context = Context {
            date: Some(date(2005, 7, 7)),
            ..Context::on(TODAY)
        };
        let assessment = check(Some("JUJD050707HSRMMR40"), &context);
        assert_eq!(assessment.codes(), [Code::CurpAge, Code::CurpDateMismatch]);
        assert_eq!(assessment.marks[1].positions, [16]);
    }
}
