//! The RFC, key of a taxpayer (rules MX-002 to MX-013).
//!
//! 13 characters for an individual (four letters, six digits of a date, two of the homoclave,
//! one check character), 12 for a company or a trust (three letters). Keys of 10 and 9
//! characters have no homoclave.

mod company;
mod letters;

use jiff::civil::Date;

pub use company::derive as derive_company;
pub(crate) use letters::{agree, of_reading};
pub use letters::{derivation, derive_individual};

use crate::tables::{GenericHolder, Key};
use crate::{Assessment, Code, Mark, Names, PersonKind, Severity, Tables, digits, text};

/// Characters of the homoclave in the order of its table (MX-007).
const HOMOCLAVE: &[u8; 34] = b"123456789ABCDEFGHIJKLMNPQRSTUVWXYZ";

/// What is known of the holder. All of it may be missing.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The tables to check with.
    pub tables: &'a Tables,
    /// Kind of client that carries the key.
    pub client_type: Option<PersonKind>,
    /// Country of the client, ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
    /// Birth date of an individual, day of incorporation of a company, of contract of a trust.
    pub date: Option<Date>,
    /// Names of an individual.
    pub names: Option<&'a Names>,
}

impl Default for Context<'_> {
    /// A context in which nothing is known of the holder, and the embedded tables.
    fn default() -> Self {
        Self {
            tables: Tables::embedded(),
            client_type: None,
            country: None,
            date: None,
            names: None,
        }
    }
}

/// The parts of a readable key.
pub(crate) struct Parts<'a> {
    pub(crate) letters: &'a [char],
    pub(crate) date: String,
    /// Homoclave and check character; empty without homoclave.
    tail: &'a [char],
}

/// Splits a key that has the pattern of MX-002 or MX-003.
pub(crate) fn parts(chars: &[char]) -> Option<Parts<'_>> {
    let letters = match chars.len() {
        9 | 12 => 3,
        10 | 13 => 4,
        _ => return None,
    };
    misfits(chars, letters).is_empty().then(|| Parts {
        letters: &chars[..letters],
        date: chars[letters..letters + 6].iter().collect(),
        tail: &chars[letters + 6..],
    })
}

/// Positions whose character cannot stand there.
fn misfits(chars: &[char], letters: usize) -> Vec<usize> {
    let fits = |(at, c): (usize, char)| match at {
        _ if at < letters => c.is_ascii_uppercase() || matches!(c, '&' | 'Ñ'),
        _ if at < letters + 6 => c.is_ascii_digit(),
        _ if at < letters + 8 => c.is_ascii_uppercase() || c.is_ascii_digit(),
        _ => c.is_ascii_digit() || c == 'A',
    };
    (0..chars.len())
        .filter(|at| !fits((*at, chars[*at])))
        .collect()
}

fn is_letter_of_the_key(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '&' | 'Ñ')
}

/// Whether the normalised key is one of the generic ones.
pub fn is_generic(tables: &Tables, normalized: &str) -> bool {
    tables.generic(Key::Rfc, normalized).is_some()
}

/// Checks a key by its form and against what is known of its holder.
pub fn check(input: Option<&str>, context: &Context<'_>) -> Assessment {
    let mut assessment = Assessment::begin(input, context.tables);
    if assessment.normalized.is_empty() {
        return assessment;
    }
    if let Some(mark) = generic(&assessment.normalized, context) {
        return assessment.stop(mark);
    }
    let chars: Vec<char> = assessment.normalized.chars().collect();
    let parts = match form(&chars, context.tables) {
        Ok(parts) => parts,
        Err(mark) => return assessment.stop(mark),
    };
    if parts.tail.is_empty() {
        assessment.push(context.tables.mark(Code::RfcNoHomoclave));
    }
    check_date(&parts, context, &mut assessment);
    check_letters(&parts, context, &mut assessment);
    check_tail(&chars, &parts, context.tables, &mut assessment);
    assessment
}

fn generic(normalized: &str, context: &Context<'_>) -> Option<Mark> {
    let holder = context.tables.generic(Key::Rfc, normalized)?;
    let abroad = context
        .country
        .map(str::trim)
        .is_some_and(|country| !country.is_empty() && !country.eq_ignore_ascii_case("MX"));
    let mark = context.tables.mark(Code::RfcGeneric);
    Some(if holder == GenericHolder::Foreigner && abroad {
        mark.severity(Severity::Info)
    } else {
        mark
    })
}

fn form<'c>(chars: &'c [char], tables: &Tables) -> Result<Parts<'c>, Mark> {
    let strange: Vec<usize> = (0..chars.len())
        .filter(|at| !is_letter_of_the_key(chars[*at]))
        .collect();
    if !strange.is_empty() {
        return Err(tables.mark(Code::RfcCharset).at(strange));
    }
    if let Some(parts) = parts(chars) {
        return Ok(parts);
    }
    match chars.len() {
        12 => Err(tables.mark(Code::RfcFormat).at(misfits(chars, 3))),
        13 => Err(tables.mark(Code::RfcFormat).at(misfits(chars, 4))),
        length => Err(tables
            .mark(Code::RfcLength)
            .expected("12, 13")
            .found(length.to_string())),
    }
}

fn check_date(parts: &Parts<'_>, context: &Context<'_>, assessment: &mut Assessment) {
    let start = parts.letters.len();
    let at = start..start + 6;
    if !exists(&parts.date) {
        assessment.push(context.tables.mark(Code::RfcDate).at(at).found(&parts.date));
        return;
    }
    if let Some(declared) = context.date.map(text::short_date)
        && declared != parts.date
    {
        assessment.push(
            context
                .tables
                .mark(Code::RfcDateMismatch)
                .at(at)
                .expected(declared)
                .found(&parts.date),
        );
    }
}

/// Whether `YYMMDD` exists in 19YY or in 20YY.
fn exists(date: &str) -> bool {
    [19, 20]
        .iter()
        .any(|century| text::long_date(*century, date).is_some())
}

fn check_letters(parts: &Parts<'_>, context: &Context<'_>, assessment: &mut Assessment) {
    let word: String = parts.letters.iter().collect();
    let individual = parts.letters.len() == 4;
    if context.tables.is_inconvenient(Key::Rfc, &word) {
        let masked: String = word.chars().take(3).chain(['X']).collect();
        assessment.push(
            context
                .tables
                .mark(Code::RfcBadWord)
                .at(0..4)
                .expected(masked)
                .found(&word),
        );
    }
    if let Some(kind) = context.client_type
        && individual != (kind == PersonKind::Individual)
    {
        let (expected, found) = if individual { ("3", "4") } else { ("4", "3") };
        assessment.push(
            context
                .tables
                .mark(Code::RfcTypeMismatch)
                .at(0..parts.letters.len())
                .expected(expected)
                .found(found),
        );
    }
    let Some(names) = context.names else { return };
    if individual
        && matches!(context.client_type, None | Some(PersonKind::Individual))
        && !letters::follows(&word, names, context.tables)
    {
        let expected = letters::of_names(names, context.tables);
        let differ = word.chars().zip(expected.chars()).enumerate();
        let at: Vec<usize> = differ
            .filter(|(_, (read, derived))| !agree(*read, *derived))
            .map(|(at, _)| at)
            .collect();
        assessment.push(
            context
                .tables
                .mark(Code::RfcNameMismatch)
                .at(at)
                .expected(expected)
                .found(word),
        );
    }
}

fn check_tail(chars: &[char], parts: &Parts<'_>, tables: &Tables, assessment: &mut Assessment) {
    let [first, second, last] = *parts.tail else {
        return;
    };
    let start = chars.len() - 3;
    let mut odd = Vec::new();
    if matches!(first, '0' | 'O' | 'W'..='Z') {
        odd.push(start);
    }
    if matches!(second, '0' | 'O') {
        odd.push(start + 1);
    }
    if !odd.is_empty() {
        assessment.push(tables.mark(Code::RfcHomoclaveUnusual).at(odd));
    }
    if let Some(digit) = digits::rfc(&chars[..chars.len() - 1])
        && digit != last
    {
        assessment.push(
            tables
                .mark(Code::RfcCheckDigit)
                .at([chars.len() - 1])
                .expected(digit)
                .found(last),
        );
    }
}

/// Check character of a key without its last one: 11 characters of a company, 12 of an
/// individual. None when a character is outside the alphabet or the length is another.
pub fn check_digit(body: &str) -> Option<char> {
    digits::rfc(&body.chars().collect::<Vec<_>>())
}

/// The two characters of the homoclave of a full name: "paternal maternal given" of an
/// individual, the registered name of a company (MX-007).
pub fn homoclave(full_name: &str) -> String {
    let mut figures = vec![0u32];
    for c in text::fold(full_name).chars() {
        if let Some(pair) = homoclave_value(c) {
            figures.extend([pair / 10, pair % 10]);
        }
    }
    let sum: u32 = figures
        .windows(2)
        .map(|pair| (pair[0] * 10 + pair[1]) * pair[1])
        .sum();
    let rest = sum % 1000;
    [rest / 34, rest % 34]
        .iter()
        .filter_map(|place| usize::try_from(*place).ok())
        .filter_map(|place| HOMOCLAVE.get(place))
        .map(|byte| char::from(*byte))
        .collect()
}

fn homoclave_value(c: char) -> Option<u32> {
    let from = |base: u32, first: char| Some(base + u32::from(c) - u32::from(first));
    match c {
        ' ' => Some(0),
        '0'..='9' => from(0, '0'),
        '&' => Some(10),
        'A'..='I' => from(11, 'A'),
        'J'..='R' => from(21, 'J'),
        'S'..='Z' => from(32, 'S'),
        'Ñ' => Some(40),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(input: &str, context: &Context<'_>) -> Vec<Code> {
        check(Some(input), context).codes()
    }

    #[test]
    fn worked_examples_of_the_rules() {
        assert_eq!(check_digit("KUDW680405AI"), Some('9'));
        assert_eq!(homoclave("KUNDERAL DORNEGUA WENDALIO"), "AI");
        assert_eq!(homoclave("Kunderal Dorñegua").len(), 2);
        assert_eq!(homoclave(""), "11");
    }

    #[test]
    fn several_findings_come_together_and_a_stop_ends_the_check() {
        let company = Context {
            client_type: Some(PersonKind::Company),
            ..Context::default()
        };
        assert_eq!(
            codes("puto 990231 0h1", &company),
            [
                Code::Normalized,
                Code::RfcDate,
                Code::RfcBadWord,
                Code::RfcTypeMismatch,
                Code::RfcHomoclaveUnusual,
                Code::RfcCheckDigit
            ]
        );
        assert_eq!(codes("XEXX010101000", &company), [Code::RfcGeneric]);
        assert_eq!(codes("XOBQ45O808", &company), [Code::RfcLength]);
    }

    #[test]
    fn names_in_one_field_fit_when_one_split_fits() {
        let names = Names::joined("Wendalio", "Kunderal de la Dornegua");
        let context = Context {
            names: Some(&names),
            ..Context::default()
        };
        assert_eq!(codes("KUDW680405AI9", &context), []);
        let names = Names::joined("Wendalio", "Kunderal Barnegua");
        let context = Context {
            names: Some(&names),
            ..Context::default()
        };
        let assessment = check(Some("KUDW680405AI9"), &context);
        assert_eq!(assessment.codes(), [Code::RfcNameMismatch]);
        assert_eq!(assessment.marks[0].positions, [2]);
        assert_eq!(assessment.marks[0].expected.as_deref(), Some("KUBW"));
    }

    #[test]
    fn a_misplaced_character_is_pointed_at() {
        let assessment = check(Some("QUYW85031548"), &Context::default());
        assert_eq!(assessment.marks[0].positions, [3]);
        let assessment = check(Some("NIQB7O1005EW2"), &Context::default());
        assert_eq!(assessment.marks[0].positions, [5]);
    }
}
