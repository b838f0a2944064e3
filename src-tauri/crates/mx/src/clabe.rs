//! The CLABE, key of a bank account (rules MX-026 to MX-030).
//!
//! 18 digits: institution 3, plaza 3, account 11, control 1.

use serde::Deserialize;

use crate::{Assessment, Code, Mark, Tables, digits};

/// An institution that keeps accounts.
#[derive(Deserialize)]
pub(crate) struct Bank {
    pub(crate) code: String,
    name: String,
    status: String,
}

/// Codes that are stored next to the key. Missing and empty are alike.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The tables to check with.
    pub tables: &'a Tables,
    /// `codigoBanco`: three digits of the institution.
    pub bank_code: Option<&'a str>,
    /// `codigoPlaza`: three digits of the plaza.
    pub plaza_code: Option<&'a str>,
}

impl Default for Context<'_> {
    /// A context in which nothing is stored next to the key, and the embedded tables.
    fn default() -> Self {
        Self {
            tables: Tables::embedded(),
            bank_code: None,
            plaza_code: None,
        }
    }
}

/// Name of the institution of a key or of a three-digit code, as the table has it.
pub fn bank_name<'t>(tables: &'t Tables, clabe_or_code: &str) -> Option<&'t str> {
    let code = clabe_or_code.get(..3)?;
    tables.banks.get(code).map(|bank| bank.name.as_str())
}

/// Name of a town of the plaza of a three-digit code.
pub fn plaza_name<'t>(tables: &'t Tables, code: &str) -> Option<&'t str> {
    tables.plazas.get(code).map(String::as_str)
}

/// Codes of the institutions that the table calls active, in order.
pub fn active_banks(tables: &Tables) -> Vec<&str> {
    let banks = tables.banks.values();
    let mut codes: Vec<&str> = banks
        .filter(|bank| bank.status == "active")
        .map(|bank| bank.code.as_str())
        .collect();
    codes.sort_unstable();
    codes
}

/// Codes of the known plazas, in order.
pub fn plazas(tables: &Tables) -> Vec<&str> {
    let mut codes: Vec<&str> = tables.plazas.keys().map(String::as_str).collect();
    codes.sort_unstable();
    codes
}

/// Checks a key by its form, the tables and the codes stored next to it.
pub fn check(input: Option<&str>, context: &Context<'_>) -> Assessment {
    let mut assessment = Assessment::begin(input, context.tables);
    if assessment.normalized.is_empty() {
        return assessment;
    }
    let chars: Vec<char> = assessment.normalized.chars().collect();
    if let Some(mark) = form(&chars, context.tables) {
        return assessment.stop(mark);
    }
    let bank: String = chars[..3].iter().collect();
    let plaza: String = chars[3..6].iter().collect();
    check_tables(&bank, &plaza, context.tables, &mut assessment);
    if let Some(digit) = digits::clabe(&chars[..17])
        && digit != chars[17]
    {
        assessment.push(
            context
                .tables
                .mark(Code::ClabeCheckDigit)
                .at([17])
                .expected(digit)
                .found(chars[17]),
        );
    }
    let stored = |code: Option<&str>| code.map(str::trim).unwrap_or_default().to_owned();
    let (stored_bank, stored_plaza) = (stored(context.bank_code), stored(context.plaza_code));
    if !stored_bank.is_empty() && stored_bank != bank {
        assessment.push(
            context
                .tables
                .mark(Code::ClabeBankMismatch)
                .at(0..3)
                .expected(stored_bank)
                .found(bank),
        );
    }
    if !stored_plaza.is_empty() && stored_plaza != plaza {
        assessment.push(
            context
                .tables
                .mark(Code::ClabePlazaMismatch)
                .at(3..6)
                .expected(stored_plaza)
                .found(plaza),
        );
    }
    assessment
}

fn form(chars: &[char], tables: &Tables) -> Option<Mark> {
    let strange: Vec<usize> = (0..chars.len())
        .filter(|at| !chars[*at].is_ascii_digit())
        .collect();
    if !strange.is_empty() {
        return Some(tables.mark(Code::ClabeFormat).at(strange));
    }
    if chars.len() != 18 {
        return Some(
            tables
                .mark(Code::ClabeLength)
                .expected("18")
                .found(chars.len().to_string()),
        );
    }
    let all_equal = chars.iter().all(|c| *c == chars[0]);
    all_equal.then(|| tables.mark(Code::ClabePlaceholder).at(0..18))
}

fn check_tables(bank: &str, plaza: &str, tables: &Tables, assessment: &mut Assessment) {
    match tables.banks.get(bank) {
        None => assessment.push(tables.mark(Code::ClabeBankUnknown).at(0..3).found(bank)),
        Some(known) if known.status != "active" => {
            assessment.push(tables.mark(Code::ClabeBankRetired).at(0..3).found(bank));
        }
        Some(_) => {}
    }
    if !tables.plazas.contains_key(plaza) {
        assessment.push(tables.mark(Code::ClabePlazaUnknown).at(3..6).found(plaza));
    }
}

/// Control digit of the first 17 digits. None when there are more, fewer, or other characters.
pub fn control_digit(body: &str) -> Option<char> {
    digits::clabe(&body.chars().collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        let lines = include_str!("../tables/banks.csv").lines().count();
        let tables = Tables::embedded();
        assert_eq!(tables.banks.len(), lines - 1);
        assert!(tables.plazas.len() > 600, "{}", tables.plazas.len());
        assert_eq!(bank_name(tables, "012180015467890120"), Some("BBVA México"));
        assert_eq!(bank_name(tables, "777"), None);
        assert_eq!(bank_name(tables, "€1"), None);
    }

    #[test]
    fn stored_codes_are_compared_when_given() {
        let context = Context {
            bank_code: Some(" "),
            plaza_code: Some("320"),
            ..Context::default()
        };
        assert_eq!(
            check(Some("072580000614996799"), &context).codes(),
            [Code::ClabePlazaMismatch]
        );
    }
}
