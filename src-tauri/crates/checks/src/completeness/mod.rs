//! What the file of a client must hold (rules MX-055 to MX-057).

mod presence;
mod requirement;
mod table;

use artu::models::Client;

use crate::{Finding, Rules, client};
pub use presence::Presence;
pub(crate) use presence::address;
pub(crate) use requirement::links;
pub use requirement::{ItemKind, Part, Requirement, requirements};
pub(crate) use table::{EMBEDDED, RequiredData, Row};

/// How the codes of what is missing begin.
pub(crate) const MISSING: &str = "MISSING_";

/// The rule behind every `MISSING_…`.
pub(crate) const RULE: &str = "MX-055";

/// Whether the client has a Mexican scope, so that a Mexican file is asked of it.
pub(crate) fn is_mexican(client: &Client) -> bool {
    client
        .scopes
        .iter()
        .any(|scope| scope.as_str() == "MX" || scope.as_str().starts_with("MX:"))
}

/// Whether the nationalities are known and none is Mexican.
fn is_foreign(client: &Client) -> bool {
    client::nationality(client).is_some_and(|code| !code.eq_ignore_ascii_case("MX"))
}

/// What is missing in the file of a client for a part: what is asked today and absent, one finding for each place. An address of which
/// nothing is there is one finding.
pub(crate) fn check(client: &Client, part: Part, rules: Rules<'_>) -> Vec<Finding> {
    let no_address = client
        .addresses
        .as_ref()
        .is_some_and(std::vec::Vec::is_empty);
    let mut findings: Vec<Finding> = Vec::new();
    let asked = requirements(client, &[part], rules.pack);
    let absent = asked
        .iter()
        .filter(|asked| asked.presence == Presence::Absent && asked.is_in_force(rules.today));
    for asked in absent {
        let (code, place) = if no_address && asked.is_of_address() {
            if !asked.is_required() {
                continue;
            }
            ("MISSING_ADDRESS".to_owned(), "addresses".to_owned())
        } else {
            (asked.code(), asked.place())
        };
        if findings.iter().all(|known| known.field != place) {
            findings
                .push(Finding::new(&code, asked.severity, client.id, place).expected(asked.norm()));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{RulePack, samples};
    use serde_json::{Value, json};

    fn found(members: Value) -> Vec<String> {
        samples::places(&check(
            &samples::individual(members),
            Part::Served,
            samples::rules(),
        ))
    }

    fn complete() -> Value {
        json!({
            "scopes": ["MX:AV:VEH"], "birthDate": "1958-12-13",
            "scopeData": {"MX": {"rfc": "ZAHK581213MU6", "curp": "ZAHK581213MCLRLR51"}},
            "addresses": [{
                "id": samples::id(9), "street": "Calle Zarvembo", "city": "Saltillo",
                "state": "Coahuila", "postalCode": "25000", "country": "MX",
                "scopeData": {"MX": {"exteriorNumber": "1", "interiorNumber": "2",
                    "neighborhood": "Centro", "municipality": "Saltillo"}}
            }],
            "contactMethods": [
                {"id": samples::id(8), "type": "mobile", "value": "8441234987"},
                {"id": samples::id(7), "type": "email", "value": "a@b.mx"}
            ],
            "documents": [
                {"id": samples::id(6), "category": "identity", "fields": {"number": "1"}},
                {"id": samples::id(5), "category": "tax"},
                {"id": samples::id(4), "category": "consent"}
            ]
        })
    }

    #[test]
    fn a_complete_individual_lacks_nothing() {
        assert_eq!(found(complete()), Vec::<String>::new());
    }

    #[test]
    fn each_missing_item_is_named_with_its_place() {
        let address = format!("addresses[{}]", samples::id(9));
        for (member, value, expected) in [
            (
                "birthDate",
                json!(null),
                vec!["MISSING_BIRTH_DATE error birthDate".to_owned()],
            ),
            (
                "nationalities",
                json!([]),
                vec!["MISSING_NATIONALITY error nationalities".to_owned()],
            ),
            (
                "lastName",
                json!("Zarvembo"),
                vec!["MISSING_NAMES_MATERNAL warn lastName".to_owned()],
            ),
            (
                "scopeData",
                json!({"MX": {"rfc": "XAXX010101000"}}),
                vec![
                    "MISSING_CURP warn scopeData.MX.curp".to_owned(),
                    "MISSING_RFC warn scopeData.MX.rfc".to_owned(),
                ],
            ),
            (
                "addresses",
                json!([]),
                vec!["MISSING_ADDRESS error addresses".to_owned()],
            ),
            ("addresses", json!(null), vec![]),
            ("documents", json!(null), vec![]),
            (
                "documents",
                json!([{"id": samples::id(6), "category": "identity", "status": "rejected"}]),
                vec![
                    "MISSING_ID_KIND error documents[category=identity].fields".to_owned(),
                    "MISSING_DOC_IDENTITY error documents[category=identity]".to_owned(),
                    "MISSING_DOC_TAX warn documents[category=tax]".to_owned(),
                    "MISSING_BC_DECLARATION error documents[category=consent|other]".to_owned(),
                ],
            ),
            (
                "addresses",
                json!([{"id": samples::id(9), "street": "Calle Zarvembo", "city": "Saltillo",
                    "state": "Coahuila", "country": "MX",
                    "scopeData": {"MX": {"interiorNumber": "2", "neighborhood": "Centro",
                        "municipality": "Saltillo"}}}]),
                vec![
                    format!("MISSING_ADDRESS_EXTERIOR error {address}.scopeData.MX.exteriorNumber"),
                    format!("MISSING_ADDRESS_POSTAL_CODE error {address}.postalCode"),
                ],
            ),
        ] {
            let members = samples::merged(complete(), json!({ member: value }));
            assert_eq!(found(members), expected, "{member}");
        }
    }

    #[test]
    fn the_norm_and_its_date_are_told() {
        let members = samples::merged(complete(), json!({"birthDate": null}));
        let findings = check(
            &samples::individual(members),
            Part::Served,
            samples::rules(),
        );
        assert_eq!(
            findings[0].expected.as_deref(),
            Some("RCG Anexo 3 (2013-09-01)")
        );
        assert_eq!(findings[0].rule, "MX-055");
    }

    #[test]
    fn keys_of_foreigners_are_information_and_other_scopes_ask_nothing() {
        let foreign = json!({"nationalities": ["US"], "scopeData": null});
        assert_eq!(
            found(samples::merged(complete(), foreign)),
            [
                "MISSING_CURP info scopeData.MX.curp",
                "MISSING_RFC info scopeData.MX.rfc"
            ]
        );
        assert!(found(json!({"scopes": ["base"]})).is_empty());
    }

    #[test]
    fn scopes_ask_for_more() {
        let members = samples::merged(
            complete(),
            json!({"scopes": ["MX:AV:AVI", "MX:CNBV:TRANSMISOR"], "bankAccounts": []}),
        );
        assert_eq!(
            found(members),
            [
                "MISSING_USERNAME error scopeData.MX.actividadVulnerable.AVI.username",
                "MISSING_ACCOUNT warn bankAccounts[].accountNumber; bankAccounts[].currency",
                "MISSING_ACCOUNT error scopeData.MX.cnbv.TRANSMISOR.numeroCuenta",
                "MISSING_CLAVE_SUJETO_OBLIGADO error scopeData.MX.cnbv.TRANSMISOR.claveSujetoObligado",
            ]
        );
    }

    #[test]
    fn a_mexican_company_needs_its_rfc_and_a_foreign_one_may_have_none() {
        let company = |nationality: &str| {
            found(json!({
                "type": "company", "name": "Zarvembo", "lastName": null, "birthDate": "2001-01-01",
                "nationalities": [nationality], "scopes": ["MX"], "scopeData": {"MX": {}}
            }))
        };
        assert_eq!(
            company("MX"),
            [
                "MISSING_ACTIVITY warn scopeData.MX.giroMercantil",
                "MISSING_RFC error scopeData.MX.rfc"
            ]
        );
        assert_eq!(
            company("US"),
            [
                "MISSING_TAX_ID warn scopeData.MX.rfc",
                "MISSING_ACTIVITY warn scopeData.MX.giroMercantil"
            ]
        );
    }

    #[test]
    fn a_part_in_a_household_has_its_own_list() {
        let person = samples::individual(json!({"isPrimary": false, "scopeData": null}));
        let found = |part| samples::places(&check(&person, part, samples::rules()));
        assert_eq!(
            found(Part::Representative),
            [
                "MISSING_BIRTH_DATE error birthDate",
                "MISSING_RFC_OR_CURP error scopeData.MX.rfc; scopeData.MX.curp"
            ]
        );
        assert!(
            found(Part::Controller).is_empty(),
            "in force from 2026-11-30"
        );
        let later = RulePack::embedded().on(jiff::civil::date(2026, 11, 30));
        assert_eq!(check(&person, Part::Controller, later).len(), 3);
    }
}
