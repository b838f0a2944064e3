//! Bank accounts (rules MX-026 to MX-030).

use artu::models::{BankAccount, Client};
use mx::Severity;

use super::{contacts::is_blank, keys};
use crate::{Finding, RulePack, codes};

pub(super) fn check(client: &Client, pack: &RulePack) -> Vec<Finding> {
    client
        .bank_accounts
        .iter()
        .flatten()
        .flat_map(|account| check_account(client, account, pack))
        .collect()
}

fn check_account(client: &Client, account: &BankAccount, pack: &RulePack) -> Vec<Finding> {
    let place = |member: &str| format!("bankAccounts[{}].{member}", account.id);
    let finding = |code, severity, member| Finding::new(code, severity, client.id, place(member));
    let assessment = keys::account_key(account, pack);
    let mut findings = keys::of(client, &place("clabe"), &assessment);
    if !assessment.normalized.is_empty() {
        let country = account.country.as_deref().map_or("", str::trim);
        if !country.is_empty() && !is_mexico(country) {
            findings.push(
                finding(codes::CLABE_COUNTRY, Severity::Error, "country")
                    .value(country)
                    .expected("MX"),
            );
        }
        let currency = account.currency.as_deref().map_or("", str::trim);
        let usual = ["", "MXN", "USD"];
        if !usual
            .iter()
            .any(|known| known.eq_ignore_ascii_case(currency))
        {
            findings.push(
                finding(codes::CLABE_CURRENCY, Severity::Info, "currency")
                    .value(currency)
                    .expected("MXN, USD"),
            );
        }
    }
    for (member, text) in [
        ("accountNumber", &account.account_number),
        ("clabe", &account.clabe),
    ] {
        if text.as_deref().is_some_and(is_card) {
            for known in &mut findings {
                if known.field == place(member) {
                    known.value = None;
                }
            }
            findings.push(finding(codes::CARD_NUMBER, Severity::Warn, member));
        }
    }
    findings
}

/// Whether the country is written as Mexico; blank is not.
pub(crate) fn is_mexico(country: &str) -> bool {
    !is_blank(Some(country)) && matches!(mx::fold(country.trim()).as_str(), "MX" | "MEX" | "MEXICO")
}

/// Whether a text has the form of a card number: 15 or 16 digits that satisfy the Luhn sum.
pub(crate) fn is_card(text: &str) -> bool {
    let digits: Option<Vec<u32>> = mx::normalize(text)
        .chars()
        .map(|c| c.to_digit(10))
        .collect();
    let Some(digits) = digits.filter(|digits| matches!(digits.len(), 15 | 16)) else {
        return false;
    };
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| if at % 2 == 1 { doubled(*digit) } else { *digit })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != digits[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use serde_json::{Value, json};

    fn found(account: &Value) -> Vec<String> {
        let client = samples::individual(json!({"bankAccounts": [account]}));
        samples::places(&check(&client, RulePack::embedded()))
            .iter()
            .map(|place| place.replace(&format!("bankAccounts[{}].", samples::id(9)), ""))
            .collect()
    }

    fn account(members: Value) -> Value {
        samples::merged(json!({"id": samples::id(9)}), members)
    }

    #[test]
    fn accounts_by_table() {
        for (members, expected) in [
            (
                json!({"clabe": "072580000614996799", "country": "MX", "currency": "MXN"}),
                vec![],
            ),
            (
                json!({"clabe": null, "country": "US", "currency": "EUR"}),
                vec![],
            ),
            (
                json!({"clabe": "072580000614996798"}),
                vec!["CLABE_CHECK_DIGIT error clabe"],
            ),
            (
                json!({"clabe": "072580000614996799", "codigoBanco": "014"}),
                vec!["CLABE_BANK_MISMATCH error clabe"],
            ),
            (
                json!({"clabe": "072580000614996799", "country": "US", "currency": "EUR"}),
                vec![
                    "CLABE_COUNTRY error country",
                    "CLABE_CURRENCY info currency",
                ],
            ),
            (
                json!({"accountNumber": "4111 1111 1111 1111"}),
                vec!["CARD_NUMBER warn accountNumber"],
            ),
            (json!({"accountNumber": "4111111111111112"}), vec![]),
            (
                json!({"clabe": "4111111111111111"}),
                vec!["CLABE_LENGTH error clabe", "CARD_NUMBER warn clabe"],
            ),
        ] {
            assert_eq!(found(&account(members.clone())), expected, "{members}");
        }
    }

    #[test]
    fn a_card_number_is_never_repeated() {
        let account = account(json!({"clabe": "4111111111111111"}));
        let client = samples::individual(json!({"bankAccounts": [account]}));
        assert!(
            check(&client, RulePack::embedded())
                .iter()
                .all(|finding| finding.value.is_none())
        );
    }
}
