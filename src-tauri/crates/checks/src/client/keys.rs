//! RFC, CURP and CLABE of a client (rules MX-001 to MX-030).

use artu::models::{BankAccount, Client};
use mx::{Assessment, Code, Kind, Mark, clabe, curp, person, rfc};

use super::{accounts::is_card, identity, person_kind};
use crate::{Finding, RulePack, Rules};

const RFC: &str = "scopeData.MX.rfc";
const CURP: &str = "scopeData.MX.curp";

/// One key of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// Which kind of key.
    pub kind: Kind,
    /// Path in the client model, as in `bankAccounts[<id>].clabe`.
    pub field: String,
    /// The value as it was read, and the marks on it.
    pub assessment: Assessment,
    /// The letters beside the name of a natural person.
    pub derivation: Option<mx::Derivation>,
}

/// RFC, CURP and CLABEs of a client, those that are there, in this order. What RFC and CURP say
/// of each other stands with the RFC. A card number in the place of a CLABE is left out: it must
/// not be repeated.
pub fn identifiers(client: &Client, rules: Rules<'_>) -> Vec<Identifier> {
    let (mut rfc, curp, cross) = person_keys(client, rules);
    rfc.marks.extend(cross);
    let accounts = client.bank_accounts.iter().flatten();
    let clabes = accounts
        .filter(|account| !account.clabe.as_deref().is_some_and(is_card))
        .map(|account| {
            let field = format!("bankAccounts[{}].clabe", account.id);
            (Kind::Clabe, field, account_key(account, rules.pack))
        });
    [
        (Kind::Rfc, RFC.to_owned(), rfc),
        (Kind::Curp, CURP.to_owned(), curp),
    ]
    .into_iter()
    .chain(clabes)
    .filter(|(.., assessment)| !assessment.has(Code::Empty))
    .map(|(kind, field, assessment)| Identifier {
        derivation: derivation(client, kind, &assessment.normalized, rules.pack),
        kind,
        field,
        assessment,
    })
    .collect()
}

fn derivation(
    client: &Client,
    kind: Kind,
    normalized: &str,
    pack: &RulePack,
) -> Option<mx::Derivation> {
    let names = identity::names(client)?;
    let tables = &pack.tables;
    match kind {
        Kind::Rfc if !rfc::is_generic(tables, normalized) => {
            rfc::derivation(normalized, &names, tables)
        }
        Kind::Curp if !curp::is_generic(tables, normalized) => {
            curp::derivation(normalized, &names, tables)
        }
        _ => None,
    }
}

pub(super) fn check(client: &Client, rules: Rules<'_>) -> Vec<Finding> {
    let (rfc, curp, cross) = person_keys(client, rules);
    let mut findings = of(client, RFC, &rfc);
    findings.extend(of(client, CURP, &curp));
    findings.extend(
        cross
            .iter()
            .map(|mark| Finding::of_mark(mark, client.id, RFC, &rfc.normalized)),
    );
    findings
}

/// The CLABE of an account beside the codes stored with it.
pub(super) fn account_key(account: &BankAccount, pack: &RulePack) -> Assessment {
    let context = clabe::Context {
        tables: &pack.tables,
        bank_code: account.codigo_banco.as_deref(),
        plaza_code: account.codigo_plaza.as_deref(),
    };
    clabe::check(account.clabe.as_deref(), &context)
}

/// RFC and CURP against all that the record says of their holder, and what one says of the other.
fn person_keys(client: &Client, rules: Rules<'_>) -> (Assessment, Assessment, Vec<Mark>) {
    let tables = &rules.pack.tables;
    let mexican = client.mx();
    let names = identity::names(client);
    let client_type = person_kind(client);
    let rfc = rfc::check(
        mexican.and_then(|mexican| mexican.rfc.as_deref()),
        &rfc::Context {
            tables,
            client_type,
            country: identity::nationality(client),
            date: client.birth_date,
            names: names.as_ref(),
        },
    );
    let curp = curp::check(
        mexican.and_then(|mexican| mexican.curp.as_deref()),
        &curp::Context {
            tables,
            client_type,
            date: client.birth_date,
            names: names.as_ref(),
            ..curp::Context::on(rules.today)
        },
    );
    let cross = person::cross_check(&rfc, &curp, client_type, names.as_ref(), tables);
    (rfc, curp, cross)
}

/// The findings of one key. Absence is told by the rules of the file.
pub(super) fn of(client: &Client, field: &str, assessment: &Assessment) -> Vec<Finding> {
    assessment
        .marks
        .iter()
        .filter(|mark| mark.code != Code::Empty)
        .map(|mark| Finding::of_mark(mark, client.id, field, &assessment.normalized))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;
    use serde_json::{Value, json};

    fn found(members: Value) -> Vec<String> {
        samples::places(&check(&samples::individual(members), samples::rules()))
    }

    fn person(rfc: &str, curp: &str) -> Value {
        json!({
            "name": "Korinda", "lastName": "Zarvembo Holventa", "birthDate": "1958-12-13",
            "scopeData": {"MX": {"rfc": rfc, "curp": curp}}
        })
    }

    #[test]
    fn keys_that_agree_with_the_client_give_nothing() {
        assert!(found(person("ZAHK581213MU6", "ZAHK581213MCLRLR51")).is_empty());
        assert!(found(json!({"scopeData": {"MX": {"rfc": "", "curp": null}}})).is_empty());
        assert!(found(json!({"scopeData": null})).is_empty());
    }

    #[test]
    fn keys_are_compared_with_the_client_and_with_each_other() {
        for (rfc, curp, expected) in [
            (
                "ZAHK581213MU1",
                "ZAHK581213MCLRLR51",
                vec!["RFC_CHECK_DIGIT warn scopeData.MX.rfc"],
            ),
            (
                "zahk-581213-mu6",
                "ZAHK581213MCLRLR52",
                vec![
                    "NORMALIZED info scopeData.MX.rfc",
                    "CURP_CHECK_DIGIT error scopeData.MX.curp",
                ],
            ),
            (
                "XEXX010101000",
                "ZAHK581213MCLRLR51",
                vec!["RFC_GENERIC warn scopeData.MX.rfc"],
            ),
            (
                "LUZK740813KQ3",
                "ZAHK581213MCLRLR51",
                vec![
                    "RFC_DATE_MISMATCH warn scopeData.MX.rfc",
                    "RFC_NAME_MISMATCH warn scopeData.MX.rfc",
                    "RFC_CURP_DATE_MISMATCH error scopeData.MX.rfc",
                    "RFC_CURP_LETTERS_DIFFER warn scopeData.MX.rfc",
                ],
            ),
        ] {
            assert_eq!(found(person(rfc, curp)), expected, "{rfc} {curp}");
        }
    }

    #[test]
    fn the_character_and_the_computed_one_are_kept() {
        let client = samples::individual(person("ZAHK581213MU1", "ZAHK581213MCLRLR51"));
        let findings = check(&client, samples::rules());
        assert_eq!(findings[0].positions, [12]);
        assert_eq!(findings[0].expected.as_deref(), Some("6"));
        assert_eq!(findings[0].value.as_deref(), Some("ZAHK581213MU1"));
        assert_eq!(findings[0].rule, "MX-006");
    }

    #[test]
    fn a_company_has_no_curp_and_a_short_rfc() {
        let findings = found(json!({
            "type": "company", "name": "Kunderal", "lastName": null, "birthDate": null,
            "scopeData": {"MX": {"rfc": "ZAHK581213MU6", "curp": "ZAHK581213MCLRLR51"}}
        }));
        assert_eq!(
            findings,
            [
                "RFC_TYPE_MISMATCH error scopeData.MX.rfc",
                "CURP_NOT_APPLICABLE error scopeData.MX.curp"
            ]
        );
    }

    #[test]
    fn identifiers_are_those_that_are_there() {
        let members = samples::merged(
            person("LUZK740813KQ3", ""),
            json!({"bankAccounts": [
                {"id": samples::id(9), "clabe": "072580000614996799"},
                {"id": samples::id(8), "clabe": "4111111111111111"},
                {"id": samples::id(7)}
            ]}),
        );
        let found = identifiers(&samples::individual(members), samples::rules());
        let kinds: Vec<Kind> = found.iter().map(|identifier| identifier.kind).collect();
        assert_eq!(kinds, [Kind::Rfc, Kind::Clabe]);
        assert!(found[0].assessment.has(Code::RfcNameMismatch));
        assert_eq!(
            found[1].field,
            format!("bankAccounts[{}].clabe", samples::id(9))
        );
    }
}
