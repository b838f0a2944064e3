//! RFC against CURP of one individual (rules MX-023 and MX-024).

use crate::names::Reading;
use crate::{Assessment, Code, Mark, Names, PersonKind, Tables, curp, rfc};

/// What the two keys of one individual say about each other.
///
/// Nothing is said unless both can be read, neither is generic, and the RFC is that of an
/// individual. `names` decides whether a difference of letters follows from the two rule sets.
pub fn cross_check(
    rfc: &Assessment,
    curp: &Assessment,
    client_type: Option<PersonKind>,
    names: Option<&Names>,
    tables: &Tables,
) -> Vec<Mark> {
    let individual = matches!(client_type, None | Some(PersonKind::Individual));
    if !individual || !rfc.is_readable() || !curp.is_readable() {
        return Vec::new();
    }
    let rfc_chars: Vec<char> = rfc.normalized.chars().collect();
    let curp_chars: Vec<char> = curp.normalized.chars().collect();
    let Some(parts) = rfc::parts(&rfc_chars).filter(|parts| parts.letters.len() == 4) else {
        return Vec::new();
    };
    let mut marks = Vec::new();
    let curp_date: String = curp_chars[4..10].iter().collect();
    if parts.date != curp_date {
        marks.push(
            tables
                .mark(Code::RfcCurpDateMismatch)
                .at(4..10)
                .expected(curp_date)
                .found(&parts.date),
        );
    }
    if parts.letters != &curp_chars[..4] {
        let explained = names.is_some_and(|names| {
            let mut readings = names.readings().into_iter();
            readings.any(|reading| explains(&reading, parts.letters, &curp_chars, tables))
        });
        let code = if explained {
            Code::RfcCurpDiffExplained
        } else {
            Code::RfcCurpLettersDiffer
        };
        let differing = (0..4).filter(|at| parts.letters[*at] != curp_chars[*at]);
        marks.push(
            tables
                .mark(code)
                .at(differing)
                .expected(curp_chars[..4].iter().collect::<String>())
                .found(parts.letters.iter().collect::<String>()),
        );
    }
    marks
}

/// Whether both keys follow from one reading of the names.
fn explains(reading: &Reading, rfc_letters: &[char], curp_chars: &[char], tables: &Tables) -> bool {
    let rfc_fits = rfc_letters
        .iter()
        .zip(rfc::of_reading(reading, tables).chars())
        .all(|(read, derived)| rfc::agree(*read, derived));
    let curp_letters: String = curp_chars[..4].iter().chain(&curp_chars[13..16]).collect();
    rfc_fits && curp::of_reading(reading, tables) == curp_letters
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn crossed(rfc_key: &str, curp_key: &str, names: Option<&Names>) -> Vec<Code> {
        let rfc = rfc::check(Some(rfc_key), &rfc::Context::default());
        let curp = curp::check(Some(curp_key), &curp::Context::on(date(2026, 11, 23)));
        cross_check(&rfc, &curp, None, names, Tables::embedded())
            .iter()
            .map(|mark| mark.code)
            .collect()
    }

    #[test]
    fn a_difference_needs_the_names_to_be_explained() {
        let names = Names::joined("Orvelio", "Pulventro Torval");
        assert_eq!(
            crossed("PUTX830824D81", "PXTO830824HZSLRR51", Some(&names)),
            [Code::RfcCurpDiffExplained]
        );
        assert_eq!(
            crossed("PUTX830824D81", "PXTO830824HZSLRR51", None),
            [Code::RfcCurpLettersDiffer]
        );
    }

    #[test]
    fn generic_unreadable_and_company_keys_are_not_compared() {
        for rfc in ["XAXX010101000", "ABC010101AB1", "", "????"] {
            assert_eq!(crossed(rfc, "PXTO830824HZSLRR51", None), []);
        }
    }
}
