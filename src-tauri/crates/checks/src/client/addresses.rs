//! Postal codes and states of Mexican addresses (rules MX-031 and MX-032).

use artu::models::{Address, Client};
use mx::Severity;
use mx::states::{self, PostalCode};

use super::{accounts::is_mexico, contacts::is_blank};
use crate::{Finding, RulePack, codes};

pub(super) fn check(client: &Client, pack: &RulePack) -> Vec<Finding> {
    client
        .addresses
        .iter()
        .flatten()
        .filter(|address| {
            is_blank(address.country.as_deref())
                || address.country.as_deref().is_some_and(is_mexico)
        })
        .flat_map(|address| check_address(client, address, pack))
        .collect()
}

fn check_address(client: &Client, address: &Address, pack: &RulePack) -> Vec<Finding> {
    let finding = |code, severity, member: &str, value: &str| {
        let place = format!("addresses[{}].{member}", address.id);
        Finding::new(code, severity, client.id, place).value(value)
    };
    let mut findings = Vec::new();
    let written = address.state.as_deref().map_or("", str::trim);
    let state = states::find(&pack.tables, written);
    if !written.is_empty() && state.is_none() {
        findings.push(finding(
            codes::STATE_UNKNOWN,
            Severity::Warn,
            "state",
            written,
        ));
    }
    let code = address.postal_code.as_deref().map_or("", str::trim);
    if code.is_empty() {
        return findings;
    }
    let place = "postalCode";
    match (states::postal_code(&pack.tables, code), state) {
        (PostalCode::Malformed, _) => {
            findings.push(finding(
                codes::POSTAL_CODE_FORMAT,
                Severity::Error,
                place,
                code,
            ));
        }
        (PostalCode::UnusedPrefix, _) => {
            findings.push(finding(
                codes::POSTAL_CODE_UNUSED,
                Severity::Error,
                place,
                code,
            ));
        }
        (PostalCode::Of(actual), Some(declared)) if actual != declared => {
            let mut mismatch = finding(
                codes::POSTAL_CODE_STATE_MISMATCH,
                Severity::Warn,
                place,
                code,
            )
            .expected(&declared.name);
            mismatch.positions = vec![0, 1];
            findings.push(mismatch);
        }
        (PostalCode::Of(_), _) => {}
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use serde_json::json;

    #[test]
    fn addresses_by_table() {
        for (code, state, country, expected) in [
            ("44100", "Jalisco", "MX", vec![]),
            ("44100", "MX-JAL", "", vec![]),
            ("4410", "Jalisco", "MX", vec!["POSTAL_CODE_FORMAT error"]),
            ("18000", "Jalisco", "MX", vec!["POSTAL_CODE_UNUSED error"]),
            (
                "01000",
                "Jalisco",
                "MX",
                vec!["POSTAL_CODE_STATE_MISMATCH warn"],
            ),
            ("44100", "Atlantis", "MX", vec!["STATE_UNKNOWN warn"]),
            ("", "", "MX", vec![]),
            ("SW1A 1AA", "London", "GB", vec![]),
        ] {
            let client = samples::individual(json!({"addresses": [{
                "id": samples::id(9), "postalCode": code, "state": state, "country": country
            }]}));
            assert_eq!(
                samples::codes(&check(&client, RulePack::embedded())),
                expected,
                "{code} {state} {country}"
            );
        }
    }
}
