//! The forms that values take in the notice: alphabet, lengths, shape.

use mx::countries;
use serde::Deserialize;

use super::{Change, Confidence, Misfit, Shape};

use crate::RulePack;

/// A form, one row of the table.
#[derive(Debug, Deserialize)]
pub(super) struct Form {
    #[serde(rename = "form")]
    pub(super) name: String,
    pub(super) activities: String,
    pub(super) shape: Shape,
    /// The signs that are accepted beside the letters and digits of the shape, a space among them.
    pub(super) signs: String,
    /// The signs that are accepted in the first place.
    first: String,
    /// Lengths in characters, as in `1-200` or `10 12`.
    pub(super) lengths: String,
    pub(super) confidence: Confidence,
    pub(super) source: String,
}

/// A value in its form, and what was changed to get there.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fitted {
    pub(super) value: String,
    pub(super) changes: Vec<Change>,
}

impl From<String> for Fitted {
    fn from(value: String) -> Self {
        Self {
            value,
            changes: Vec::new(),
        }
    }
}

impl Form {
    /// A value of the file in this form.
    ///
    /// # Errors
    /// Why it does not fit.
    pub(super) fn fit(&self, written: &str, pack: &RulePack) -> Result<Fitted, Misfit> {
        match self.shape {
            Shape::Letters | Shape::Text => self.words(written),
            Shape::Code | Shape::Digits | Shape::Number => self.code(written),
            Shape::Date => self.date(written),
            Shape::RfcIndividual | Shape::RfcIndividualDated => self.rfc(written, 4, pack),
            Shape::RfcCompany | Shape::RfcCompanyDated => self.rfc(written, 3, pack),
            Shape::Curp | Shape::CurpDated | Shape::CurpBefore2000 => self.curp(written, pack),
            Shape::Country => country(written, pack),
            Shape::Email => self.email(written),
        }
    }

    fn bounds(&self) -> impl Iterator<Item = (usize, usize)> {
        self.lengths.split(' ').filter_map(|range| {
            let (least, most) = range.split_once('-').unwrap_or((range, range));
            Some((least.parse().ok()?, most.parse().ok()?))
        })
    }

    fn measured(&self, value: &str) -> Result<(), Misfit> {
        let length = value.chars().count();
        let mut bounds = self.bounds();
        if length == 0 {
            Err(Misfit::NothingLeft)
        } else if bounds.any(|(least, most)| (least..=most).contains(&length)) {
            Ok(())
        } else {
            Err(Misfit::Length {
                length,
                lengths: self.lengths.clone(),
            })
        }
    }

    fn has_letter(&self, c: char) -> bool {
        match self.shape {
            Shape::Letters => c.is_ascii_uppercase() || c == 'Ñ',
            Shape::Text => c.is_ascii_uppercase() || c.is_ascii_digit() || c == 'Ñ',
            Shape::Code | Shape::Email => c.is_ascii_uppercase() || c.is_ascii_digit(),
            _ => c.is_ascii_digit(),
        }
    }

    fn accepts(&self, c: char) -> bool {
        self.has_letter(c) || self.signs.contains(c)
    }

    /// Names and addresses: accents are dropped; signs that are not accepted go, and those that part words leave a space.
    fn words(&self, written: &str) -> Result<Fitted, Misfit> {
        let mut value = String::new();
        let mut refused = String::new();
        let mut drops_signs = false;
        let space = if self.signs.contains(' ') { " " } else { "" };
        for c in mx::fold(written.trim()).chars().map(plain) {
            if self.accepts(c) {
                value.push(c);
            } else if c.is_whitespace() {
                drops_signs |= space.is_empty();
                value.push_str(space);
            } else if c.is_alphanumeric() && !is_ordinal(c) {
                if !refused.contains(c) {
                    refused.push(c);
                }
            } else {
                drops_signs = true;
                if parts_words(c) {
                    value.push_str(space);
                }
            }
        }
        if !refused.is_empty() {
            return Err(Misfit::Characters(refused));
        }
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let begun =
            value.trim_start_matches(|c: char| !self.has_letter(c) && !self.first.contains(c));
        drops_signs |= begun.len() < value.len();
        self.measured(begun)?;
        let mut changes = Vec::new();
        if has_accents(written) {
            changes.push(Change::Accents);
        }
        if drops_signs {
            changes.push(Change::Signs);
        }
        Ok(Fitted {
            value: begun.to_owned(),
            changes,
        })
    }

    /// Numbers and identifiers: only signs that group are dropped.
    fn code(&self, written: &str) -> Result<Fitted, Misfit> {
        let mut value = String::new();
        let mut refused = String::new();
        let mut changes: Vec<Change> = Vec::new();
        let mut change = |change| {
            if !changes.contains(&change) {
                changes.push(change);
            }
        };
        for c in written.trim().chars() {
            let upper = c.to_ascii_uppercase();
            if self.accepts(upper) {
                if c != upper {
                    change(Change::Case);
                }
                value.push(upper);
            } else if c.is_whitespace() || c == '-' {
                change(Change::Signs);
            } else if !refused.contains(c) {
                refused.push(c);
            }
        }
        if !refused.is_empty() {
            return Err(Misfit::Characters(refused));
        }
        self.measured(&value)?;
        if self.shape == Shape::Number && value.starts_with('0') {
            return Err(Misfit::Malformed);
        }
        Ok(Fitted { value, changes })
    }

    /// A plain date of the record, `2026-11-23`.
    fn date(&self, written: &str) -> Result<Fitted, Misfit> {
        let day: jiff::civil::Date = written.parse().map_err(|_| Misfit::Malformed)?;
        let value = day.strftime("%Y%m%d").to_string();
        let begins_well = value.starts_with(|c: char| ('1'..='9').contains(&c));
        self.measured(&value)?;
        if begins_well {
            Ok(value.into())
        } else {
            Err(Misfit::Malformed)
        }
    }

    fn rfc(&self, written: &str, letters: usize, pack: &RulePack) -> Result<Fitted, Misfit> {
        let value = mx::normalize(written);
        if mx::rfc::is_generic(&pack.tables, &value) {
            return Err(Misfit::Generic);
        }
        self.measured(&value)?;
        let chars: Vec<char> = value.chars().collect();
        let is_letter = |c: char| c.is_ascii_uppercase() || c == 'Ñ' || self.signs.contains(c);
        let is_tail = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        let (head, rest) = chars.split_at(letters.min(chars.len()));
        let (date, tail) = rest.split_at(6.min(rest.len()));
        let dated = matches!(
            self.shape,
            Shape::RfcIndividualDated | Shape::RfcCompanyDated
        );
        let fits = head.iter().copied().all(is_letter)
            && is_day(date, dated)
            && tail.iter().copied().all(is_tail);
        fits.then(|| value.into()).ok_or(Misfit::Malformed)
    }

    fn curp(&self, written: &str, pack: &RulePack) -> Result<Fitted, Misfit> {
        let value = mx::normalize(written);
        if mx::curp::is_generic(&pack.tables, &value) {
            return Err(Misfit::Generic);
        }
        self.measured(&value)?;
        let chars: Vec<char> = value.chars().collect();
        let [head @ .., before_last, last] = chars.as_slice() else {
            return Err(Misfit::Malformed);
        };
        let is_letter = |c: &char| c.is_ascii_uppercase();
        let (letters, rest) = head.split_at(4.min(head.len()));
        let (date, rest) = rest.split_at(6.min(rest.len()));
        let Some((sex, consonants)) = rest.split_first() else {
            return Err(Misfit::Malformed);
        };
        let is_end = |c: &char| c.is_ascii_uppercase() || c.is_ascii_digit();
        let fits = letters.iter().chain(consonants).all(is_letter)
            && is_day(date, self.shape == Shape::CurpDated)
            && is_letter(sex)
            && is_end(before_last)
            && is_end(last);
        if !fits {
            Err(Misfit::Malformed)
        } else if !matches!(sex, 'H' | 'M') {
            Err(Misfit::CurpSex)
        } else if self.shape == Shape::CurpBefore2000 && !before_last.is_ascii_digit() {
            Err(Misfit::CurpCentury)
        } else if self.shape == Shape::CurpBefore2000 && !last.is_ascii_digit() {
            Err(Misfit::Malformed)
        } else {
            Ok(value.into())
        }
    }

    fn email(&self, written: &str) -> Result<Fitted, Misfit> {
        let value = written.trim().to_ascii_uppercase();
        let mut refused = String::new();
        for c in value.chars().filter(|c| !self.accepts(*c) && *c != '@') {
            if !refused.contains(c) {
                refused.push(c);
            }
        }
        if !refused.is_empty() {
            return Err(Misfit::Characters(refused));
        }
        self.measured(&value)?;
        let fits = value.split_once('@').is_some_and(|(local, domain)| {
            let parts = domain.split_once('.');
            !local.is_empty()
                && !domain.contains('@')
                && parts.is_some_and(|(first, rest)| !first.is_empty() && !rest.is_empty())
        });
        fits.then(|| value.into()).ok_or(Misfit::Malformed)
    }
}

/// The letters that the notice has for a country of ISO 3166-1; its own stay (MX-034).
fn country(written: &str, pack: &RulePack) -> Result<Fitted, Misfit> {
    let code = written.trim().to_ascii_uppercase();
    if let Some(country) = countries::find(&pack.tables, &code) {
        let changes = (country.notice != code).then_some(Change::Country);
        return Ok(Fitted {
            value: country.notice.clone(),
            changes: changes.into_iter().collect(),
        });
    }
    let known = countries::of_notice(&pack.tables, &code);
    known.map(|_| code.into()).ok_or(Misfit::Malformed)
}

/// Whether six characters are digits, and a day of some year where that is asked.
fn is_day(date: &[char], dated: bool) -> bool {
    let digits: String = date.iter().collect();
    let is_digits = date.len() == 6 && date.iter().all(char::is_ascii_digit);
    // A leap year, so that each day of February is one.
    let in_a_leap_year = digits.get(2..).map(|day| format!("2000{day}"));
    let is_date = || {
        let day = in_a_leap_year.unwrap_or_default();
        jiff::civil::Date::strptime("%Y%m%d", day).is_ok()
    };
    is_digits && (!dated || is_date())
}

/// Typographic signs as a keyboard writes them.
fn plain(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{b4}' | '`' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{201c}' | '\u{201d}' | '\u{ab}' | '\u{bb}' => '"',
        other => other,
    }
}

fn is_ordinal(c: char) -> bool {
    matches!(c, 'ª' | 'º')
}

fn parts_words(c: char) -> bool {
    matches!(
        c,
        '-' | '/' | '\\' | '_' | ',' | ';' | ':' | '&' | '+' | '|'
    )
}

/// Whether a letter loses a mark when the text is folded.
fn has_accents(written: &str) -> bool {
    let mut letters = mx::normalize(written).chars().collect::<Vec<_>>();
    letters.retain(|c| c.is_alphabetic() && !c.is_ascii() && *c != 'Ñ' && !is_ordinal(*c));
    letters.iter().any(|c| mx::fold(&c.to_string()).is_ascii())
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::ACTIVITIES;
    use super::*;
    use proptest::prelude::*;

    /// The value and what changed, or why it does not fit.
    fn fitted(name: &str, activity: &str, written: &str) -> String {
        let pack = RulePack::embedded();
        let form = pack.notice.form(name, activity).unwrap();
        match form.fit(written, pack) {
            Ok(Fitted { value, changes }) if changes.is_empty() => value,
            Ok(Fitted { value, changes }) => format!("{value} {changes:?}"),
            Err(misfit) => format!("{misfit:?}"),
        }
    }

    #[test]
    fn names_lose_accents_and_signs_and_keep_their_enye() {
        for (activity, written, expected) in [
            ("VEH", "Sebastián", "SEBASTIAN [Accents]"),
            ("VEH", "Ñandú Quiñones", "ÑANDU QUIÑONES [Accents]"),
            ("VEH", "N\u{303}on\u{303}o", "ÑOÑO"),
            ("VEH", "  Ana   Ruiz ", "ANA RUIZ"),
            ("VEH", "Ma. del Carmen", "MA DEL CARMEN [Signs]"),
            ("INM", "Ma. del Carmen", "MA. DEL CARMEN"),
            ("VEH", "García-Luna", "GARCIA LUNA [Accents, Signs]"),
            ("VEH", "O’Farril", "OFARRIL [Signs]"),
            ("VEH", "Ana 2", "Characters(\"2\")"),
            ("VEH", "Søren Łukasz", "Characters(\"ØŁ\")"),
            ("VEH", "Анна", "Characters(\"АН\")"),
            ("VEH", "-", "NothingLeft"),
        ] {
            assert_eq!(
                fitted("person_name", activity, written),
                expected,
                "{written}"
            );
        }
        let long = "A".repeat(201);
        assert_eq!(
            fitted("person_name", "VEH", &long),
            "Length { length: 201, lengths: \"1-200\" }"
        );
    }

    #[test]
    fn companies_and_addresses_keep_the_signs_of_their_activity() {
        let long = "C".repeat(51);
        for (name, activity, written, expected) in [
            (
                "company_name",
                "VEH",
                "Aceros (Norte), S.A.",
                "ACEROS (NORTE), S.A.",
            ),
            (
                "company_name",
                "AVI",
                "Aceros (Norte), S.A.",
                "ACEROS NORTE, S.A. [Signs]",
            ),
            (
                "company_name",
                "VEH",
                "Muñoz & Cía.",
                "MUÑOZ & CIA. [Accents]",
            ),
            ("company_name", "VEH", "F/2045", "F 2045 [Signs]"),
            ("company_name", "INM", "F/2045", "F/2045"),
            (
                "street",
                "AVI",
                "5 de Mayo-Centro",
                "5 DE MAYO CENTRO [Signs]",
            ),
            ("street", "VEH", "5 de Mayo-Centro", "5 DE MAYO-CENTRO"),
            ("interior", "VEH", "2º piso", "2 PISO [Signs]"),
            ("exterior", "VEH", "#12", "12 [Signs]"),
            ("exterior", "INM", "#12", "#12"),
            ("exterior", "AVI", "-12", "12 [Signs]"),
            (
                "neighborhood",
                "VEH",
                long.as_str(),
                "Length { length: 51, lengths: \"1-50\" }",
            ),
            ("neighborhood", "AVI", long.as_str(), long.as_str()),
            ("foreign_postal_code", "VEH", "SW1A 1AA", "SW1A1AA [Signs]"),
        ] {
            assert_eq!(
                fitted(name, activity, written),
                expected,
                "{name} {activity} {written}"
            );
        }
    }

    #[test]
    fn keys_are_held_to_the_pattern_of_their_activity() {
        for (name, activity, written, expected) in [
            ("rfc_individual", "VEH", "zahk 581213-mu6", "ZAHK581213MU6"),
            ("rfc_individual", "VEH", "XAXX010101000", "Generic"),
            (
                "rfc_individual",
                "VEH",
                "ZAHK581213",
                "Length { length: 10, lengths: \"13\" }",
            ),
            ("rfc_individual", "VEH", "ZAH?581213MU6", "Malformed"),
            ("rfc_individual", "VEH", "ZAHK589913MU6", "ZAHK589913MU6"),
            ("rfc_individual", "AVI", "ZAHK589913MU6", "Malformed"),
            ("rfc_individual", "AVI", "ZAHK990229MU6", "ZAHK990229MU6"),
            ("rfc_company", "VEH", "A&Ñ010101AB1", "A&Ñ010101AB1"),
            ("curp", "VEH", "ZAHK581213MCLRLR51", "ZAHK581213MCLRLR51"),
            ("curp", "VEH", "ZAHK081213MCLRLRA1", "CurpCentury"),
            ("curp", "INM", "ZAHK081213MCLRLRA1", "ZAHK081213MCLRLRA1"),
            ("curp", "INM", "ZAHK581213XCLRLR51", "CurpSex"),
            ("curp", "AVI", "ZAHK589913MCLRLR51", "Malformed"),
            ("curp", "AVI", "XEXX010101HNEXXXA4", "Generic"),
            (
                "curp",
                "AVI",
                "ZAHK",
                "Length { length: 4, lengths: \"18\" }",
            ),
            ("country", "VEH", "mx", "MX"),
            ("country", "VEH", "GB", "UK [Country]"),
            ("country", "VEH", "GR", "EL [Country]"),
            ("country", "VEH", "UK", "UK"),
            ("country", "VEH", "ZZ", "Malformed"),
            ("country", "VEH", "MEX", "Malformed"),
            ("country", "VEH", "México", "Malformed"),
        ] {
            assert_eq!(
                fitted(name, activity, written),
                expected,
                "{name} {activity} {written}"
            );
        }
    }

    #[test]
    fn numbers_codes_dates_and_mail() {
        let long = "U".repeat(31);
        for (name, activity, written, expected) in [
            ("date", "VEH", "1958-12-13", "19581213"),
            ("date", "VEH", "0001-01-01", "Malformed"),
            (
                "postal_code",
                "VEH",
                "1000",
                "Length { length: 4, lengths: \"5\" }",
            ),
            ("postal_code", "VEH", "01000", "01000"),
            ("postal_code", "VEH", "O1000", "Characters(\"O\")"),
            ("activity_code", "VEH", "0123456", "0123456"),
            ("activity_code", "AVI", "0123456", "Malformed"),
            (
                "phone",
                "AVI",
                "12345678901",
                "Length { length: 11, lengths: \"10 12\" }",
            ),
            ("phone", "VEH", "12345678901", "12345678901"),
            ("user_name", "AVI", "usuario_5", "USUARIO_5 [Case]"),
            ("user_name", "AVI", "usuario 5", "USUARIO5 [Case, Signs]"),
            ("user_name", "AVI", "usuario@5", "Characters(\"@\")"),
            (
                "user_name",
                "AVI",
                long.as_str(),
                "Length { length: 31, lengths: \"1-30\" }",
            ),
            ("account", "AVI", "012-345 67", "01234567 [Signs]"),
            ("entity_key", "TRANSMISOR", "089-12345", "08912345 [Signs]"),
            (
                "entity_key",
                "TRANSMISOR",
                "ABC010101AB1",
                "Length { length: 12, lengths: \"6-8\" }",
            ),
            ("document_number", "AVI", "IDMEX-123", "IDMEX-123"),
            ("email", "VEH", "ana.ruiz@ejemplo.mx", "ANA.RUIZ@EJEMPLO.MX"),
            ("email", "VEH", "ana+1@ejemplo.mx", "Characters(\"+\")"),
            ("email", "VEH", "ana@ejemplo", "Malformed"),
            ("email", "VEH", "añil@ejemplo.mx", "Characters(\"ñ\")"),
        ] {
            assert_eq!(
                fitted(name, activity, written),
                expected,
                "{name} {activity} {written}"
            );
        }
    }

    /// The letters and digits of a shape, told apart from how values are brought into it.
    fn letters(shape: Shape) -> &'static str {
        match shape {
            Shape::Letters => "ABCDEFGHIJKLMNÑOPQRSTUVWXYZ",
            Shape::Text
            | Shape::RfcIndividual
            | Shape::RfcIndividualDated
            | Shape::RfcCompany
            | Shape::RfcCompanyDated => "ABCDEFGHIJKLMNÑOPQRSTUVWXYZ0123456789",
            Shape::Code | Shape::Curp | Shape::CurpDated | Shape::CurpBefore2000 => {
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
            }
            Shape::Email => "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@",
            Shape::Country => "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            Shape::Digits | Shape::Number | Shape::Date => "0123456789",
        }
    }

    fn written() -> impl Strategy<Value = String> {
        prop_oneof![
            "\\PC{0,60}",
            "[A-Za-zÁ-ÿ0-9 .,'&/#()_-]{0,260}",
            "[A-ZÑ&]{3,4}[0-9]{6}[A-Z0-9]{3}",
            "[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[A-Z0-9][0-9]",
            "[a-z.+]{1,10}@[a-z]{1,8}\\.[a-z]{2,3}",
            "[0-9 -]{1,20}",
            "[0-9]{4}-[0-1][0-9]-[0-3][0-9]",
        ]
    }

    proptest! {
        #[test]
        fn what_fits_is_of_the_alphabet_and_of_a_length_that_is_accepted(
            written in written(),
            activity in proptest::sample::select(ACTIVITIES.to_vec()),
        ) {
            for name in FORM_NAMES {
                let pack = RulePack::embedded();
                let Some(form) = pack.notice.form(name, activity) else { continue };
                let Ok(Fitted { value, .. }) = form.fit(&written, pack) else { continue };
                let alphabet = format!("{}{}", letters(form.shape), form.signs);
                prop_assert!(value.chars().all(|c| alphabet.contains(c)), "{name} {activity} {value}");
                let length = value.chars().count();
                let fits = form.lengths.split(' ').any(|range| match range.split_once('-') {
                    Some((least, most)) => (least.parse().unwrap()..=most.parse().unwrap()).contains(&length),
                    None => range.parse::<usize>().unwrap() == length,
                });
                prop_assert!(fits, "{name} {activity} {value}");
                prop_assert!(!value.starts_with(' ') && !value.ends_with(' '));
                // What fits is brought nowhere else when it is read again; a date is not written as it is read.
                if form.shape != Shape::Date {
                    let again = form.fit(&value, pack).unwrap();
                    prop_assert!(again.changes.is_empty() && again.value == value, "{name} {activity} {value}");
                }
            }
        }
    }

    const FORM_NAMES: [&str; 23] = [
        "person_name",
        "company_name",
        "trust_id",
        "date",
        "rfc_individual",
        "rfc_company",
        "curp",
        "country",
        "activity_code",
        "neighborhood",
        "street",
        "exterior",
        "interior",
        "postal_code",
        "foreign_postal_code",
        "phone",
        "email",
        "user_name",
        "account",
        "clabe",
        "catalogue_number",
        "document_number",
        "entity_key",
    ];
}
