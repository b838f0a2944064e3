//! Phones and e-mail addresses, by their form only (rule MX-033).

use artu::models::{Client, ContactMethodType};
use mx::Severity;

use crate::{Finding, codes};

/// Whether nothing is written.
pub(crate) fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

pub(super) fn check(client: &Client) -> Vec<Finding> {
    let finding = |code: &str, field: String, value: &str| {
        Finding::new(code, Severity::Warn, client.id, field).value(value.trim())
    };
    let Some(methods) = &client.contact_methods else {
        let phone = client.phone.as_deref().and_then(phone_fault);
        let email = client.email.as_deref().and_then(email_fault);
        let read = [
            (phone, "phone", client.phone.as_deref()),
            (email, "email", client.email.as_deref()),
        ];
        return read
            .into_iter()
            .filter_map(|(code, field, value)| Some(finding(code?, field.to_owned(), value?)))
            .collect();
    };
    methods
        .iter()
        .filter_map(|method| {
            let code = match method.kind {
                ContactMethodType::Email => email_fault(&method.value),
                ContactMethodType::Phone | ContactMethodType::Mobile | ContactMethodType::Fax => {
                    phone_fault(&method.value)
                }
                ContactMethodType::Other(_) => None,
            }?;
            let field = format!("contactMethods[{}].value", method.id);
            Some(finding(code, field, &method.value))
        })
        .collect()
}

/// A phone number as two ways to write it are compared: the national digits of a Mexican one, else with its country. Nothing when it
/// cannot be one.
pub(crate) fn comparable_phone(written: &str) -> Option<String> {
    let plain = plain_number(written);
    let is_foreign = plain.starts_with('+') && !plain.starts_with("+52");
    let number = if is_foreign {
        plain.as_str()
    } else if number_fault(&plain).is_none() {
        national_number(&plain)
    } else {
        return None;
    };
    (number.len() > 7).then(|| number.to_owned())
}

/// An e-mail address as two ways to write it are compared; nothing when it cannot be one.
pub(crate) fn comparable_email(written: &str) -> Option<String> {
    let address = written.trim();
    (!address.is_empty() && email_fault(address).is_none()).then(|| address.to_lowercase())
}

/// What is wrong with a phone number. Numbers of other countries are not judged.
fn phone_fault(written: &str) -> Option<&'static str> {
    number_fault(&plain_number(written))
}

fn number_fault(plain: &str) -> Option<&'static str> {
    if plain.is_empty() || (plain.starts_with('+') && !plain.starts_with("+52")) {
        return None;
    }
    let national = national_number(plain);
    let starts_well = national.starts_with(|c: char| ('2'..='9').contains(&c));
    if national.len() != 10 || !national.bytes().all(|c| c.is_ascii_digit()) || !starts_well {
        return Some(codes::PHONE_FORMAT);
    }
    is_filler(national).then_some(codes::PHONE_FILLER)
}

/// The number without the signs that only group it.
pub(crate) fn plain_number(written: &str) -> String {
    written
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '(' | ')' | '/'))
        .collect()
}

/// The number without country code and the prefixes of former times.
pub(crate) fn national_number(plain: &str) -> &str {
    let number = match plain.strip_prefix("+52") {
        Some(rest) => rest,
        None if plain.len() > 11 => plain.strip_prefix("52").unwrap_or(plain),
        None => plain,
    };
    let prefix = ["044", "045", "01", "1"]
        .into_iter()
        .find(|prefix| number.starts_with(prefix) && number.len() == 10 + prefix.len());
    prefix
        .and_then(|prefix| number.strip_prefix(prefix))
        .unwrap_or(number)
}

/// Whether all digits but the area code are equal, or they run up or down.
fn is_filler(national: &str) -> bool {
    let digits = national.as_bytes();
    let steps_by =
        |step: u8| move |pair: &[u8]| (pair[1].wrapping_sub(pair[0]).wrapping_add(10)) % 10 == step;
    digits[2..].windows(2).all(|pair| pair[0] == pair[1])
        || digits.windows(2).all(steps_by(1))
        || digits.windows(2).all(steps_by(9))
}

/// What is wrong with an e-mail address, by its syntax.
fn email_fault(written: &str) -> Option<&'static str> {
    let address = written.trim();
    if address.is_empty() {
        return None;
    }
    let well_formed = address.rsplit_once('@').is_some_and(|(local, domain)| {
        let local_fits = !local.is_empty()
            && local.chars().count() <= 64
            && !local.contains(['@', ',', ';', '<', '>', '"'])
            && !local.contains(char::is_whitespace)
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        let labels: Vec<&str> = domain.split('.').collect();
        let label_fits = |label: &&str| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        let last_fits = labels
            .last()
            .is_some_and(|last| last.chars().count() > 1 && last.chars().any(char::is_alphabetic));
        local_fits && labels.len() > 1 && labels.iter().all(label_fits) && last_fits
    });
    (!well_formed).then_some(codes::EMAIL_FORMAT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use serde_json::json;

    #[test]
    fn phones_by_table() {
        for (written, expected) in [
            ("55 1234 9876", None),
            ("+52 55 1234 9876", None),
            ("+52 1 55 1234 9876", None),
            ("525512349876", None),
            ("044 55 1234 9876", None),
            ("01 (33) 1234-9876", None),
            ("+1 212 555 0100", None),
            ("", None),
            ("1234 9876", Some(codes::PHONE_FORMAT)),
            ("15 1234 9876", Some(codes::PHONE_FORMAT)),
            ("55 1234 98765", Some(codes::PHONE_FORMAT)),
            ("tel. 5512349876", Some(codes::PHONE_FORMAT)),
            ("5555555555", Some(codes::PHONE_FILLER)),
            ("5500000000", Some(codes::PHONE_FILLER)),
            ("2345678901", Some(codes::PHONE_FILLER)),
            ("9876543210", Some(codes::PHONE_FILLER)),
        ] {
            assert_eq!(phone_fault(written), expected, "{written}");
        }
    }

    #[test]
    fn emails_by_table() {
        for good in [
            "a@b.mx",
            "ana.luz+x@correo.example.com",
            "peña@correo.mx",
            " a@b.mx ",
        ] {
            assert_eq!(email_fault(good), None, "{good}");
        }
        for bad in [
            "a", "@b.mx", "a@b", "a b@c.mx", "a@@b.mx", "a@b..mx", ".a@b.mx", "a@b.c", "a@-b.mx",
        ] {
            assert_eq!(email_fault(bad), Some(codes::EMAIL_FORMAT), "{bad}");
        }
    }

    #[test]
    fn the_place_is_named() {
        let client = samples::individual(json!({"contactMethods": [
            {"id": samples::id(9), "type": "email", "value": "nobody"},
            {"id": samples::id(8), "type": "pager", "value": "?"}
        ]}));
        assert_eq!(
            samples::places(&check(&client)),
            [format!(
                "EMAIL_FORMAT warn contactMethods[{}].value",
                samples::id(9)
            )]
        );
        let short =
            samples::individual(json!({"contactMethods": null, "email": "x", "phone": "1"}));
        assert_eq!(
            samples::places(&check(&short)),
            ["PHONE_FORMAT warn phone", "EMAIL_FORMAT warn email"]
        );
    }
}
