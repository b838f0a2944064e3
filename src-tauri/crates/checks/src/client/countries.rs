//! Codes of countries (rule MX-034).

use artu::models::Client;
use mx::{Severity, countries};

use crate::{Finding, RulePack, codes};

/// Nationalities are codes; the country of an address or account may be a name, of which nothing is said.
pub(super) fn check(client: &Client, pack: &RulePack) -> Vec<Finding> {
    let nationalities = client.nationalities.iter();
    let nationalities = nationalities.map(|code| (code.as_str(), "nationalities".to_owned(), true));
    let addresses = client.addresses.iter().flatten().map(|address| {
        let place = format!("addresses[{}].country", address.id);
        (address.country.as_deref().unwrap_or_default(), place, false)
    });
    let accounts = client.bank_accounts.iter().flatten().map(|account| {
        let place = format!("bankAccounts[{}].country", account.id);
        (account.country.as_deref().unwrap_or_default(), place, false)
    });
    nationalities
        .chain(addresses)
        .chain(accounts)
        .filter_map(|(written, place, is_code)| {
            let severity = severity(written.trim(), is_code, pack)?;
            let finding = Finding::new(codes::COUNTRY_UNKNOWN, severity, client.id, place);
            Some(finding.value(written))
        })
        .collect()
}

/// Two letters that are no country are wrong; another form in the place of a code cannot be told.
fn severity(written: &str, is_code: bool, pack: &RulePack) -> Option<Severity> {
    if written.is_empty() || countries::find(&pack.tables, written).is_some() {
        return None;
    }
    let is_of_two = written.len() == 2 && written.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_of_two {
        Some(Severity::Error)
    } else {
        is_code.then_some(Severity::Warn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use serde_json::json;

    #[test]
    fn codes_of_no_country_are_found_where_codes_stand() {
        let client = samples::individual(json!({
            "nationalities": ["MX", "gr", "", "XX", "Mexicana"],
            "addresses": [
                {"id": samples::id(1), "country": "UK"},
                {"id": samples::id(2), "country": "Francia"},
                {"id": samples::id(3), "country": null},
                {"id": samples::id(4), "country": "mx"}
            ],
            "bankAccounts": [
                {"id": samples::id(5), "country": "ZZ"},
                {"id": samples::id(6), "country": "US"}
            ]
        }));
        let found = check(&client, RulePack::embedded());
        let told: Vec<_> = found
            .iter()
            .map(|it| {
                (
                    it.field.clone(),
                    it.value.clone().unwrap_or_default(),
                    it.severity,
                )
            })
            .collect();
        let of = |list: &str, number| format!("{list}[{}].country", samples::id(number));
        assert_eq!(
            told,
            [
                ("nationalities".to_owned(), "XX".to_owned(), Severity::Error),
                (
                    "nationalities".to_owned(),
                    "Mexicana".to_owned(),
                    Severity::Warn
                ),
                (of("addresses", 1), "UK".to_owned(), Severity::Error),
                (of("bankAccounts", 5), "ZZ".to_owned(), Severity::Error),
            ]
        );
        assert!(found.iter().all(|it| it.code == codes::COUNTRY_UNKNOWN));
    }
}
