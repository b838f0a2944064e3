//! Who represents and who controls (rules MX-049, MX-050, MX-055, MX-059, MX-067).

use std::collections::BTreeSet;

use artu::models::{Client, ClientId, ClientType, RelationshipType};
use mx::Severity;

use super::Household;
use crate::completeness::{self, Part, Presence, Requirement};
use crate::{Finding, RulePack, Rules, codes, defects};

const FIELD: &str = "linkedClients";
const REPRESENTATIVE: RelationshipType = RelationshipType::LegalRepresentative;
const CONTROLLER: RelationshipType = RelationshipType::ControllingBeneficiary;
const MAJORITY: i16 = 18;

pub(super) fn check(household: &Household<'_>, rules: Rules<'_>) -> Vec<Finding> {
    let mut findings = anchor(household);
    for client in household.clients() {
        findings.extend(minor(household, client, rules));
        findings.extend(trust_with_one_link(household, client));
        findings.extend(children(household, client, rules));
    }
    findings
}

fn is_company_or_trust(client: &Client) -> bool {
    matches!(client.kind, ClientType::Company | ClientType::Trust)
}

fn anchor(household: &Household<'_>) -> Vec<Finding> {
    let anchor = household.anchor;
    if !is_company_or_trust(anchor) || !household.knows_links_of(anchor) {
        return Vec::new();
    }
    [
        (REPRESENTATIVE, codes::COMPANY_WITHOUT_REPRESENTATIVE),
        (CONTROLLER, defects::NO_CONTROLLING_BENEFICIARY),
    ]
    .into_iter()
    .filter(|(relationship, _)| household.children(anchor, relationship).is_empty())
    .map(|(relationship, code)| {
        Finding::new(code, Severity::Error, anchor.id, FIELD).expected(relationship.as_str())
    })
    .collect()
}

fn minor(household: &Household<'_>, client: &Client, rules: Rules<'_>) -> Option<Finding> {
    let birth = client.birth_date?;
    let is_minor = client.kind == ClientType::Individual
        && birth <= rules.today
        && mx::curp::completed_years(birth, rules.today) < MAJORITY;
    let alone =
        household.knows_links_of(client) && household.children(client, &REPRESENTATIVE).is_empty();
    (is_minor && alone).then(|| {
        Finding::new(
            codes::MINOR_WITHOUT_REPRESENTATIVE,
            Severity::Warn,
            client.id,
            FIELD,
        )
        .value(birth.to_string())
        .expected(REPRESENTATIVE.as_str())
    })
}

/// A trust has several people with effective control: settlor, trustee, beneficiaries, committee.
fn trust_with_one_link(household: &Household<'_>, client: &Client) -> Option<Finding> {
    let of_household = household
        .links
        .iter()
        .filter(|link| link.parent == client.id);
    let of_record = client.linked_clients.iter().flatten();
    let children: BTreeSet<ClientId> = of_household
        .map(|link| link.child)
        .chain(of_record.map(|link| link.client.id))
        .collect();
    (client.kind == ClientType::Trust && children.len() == 1).then(|| {
        Finding::new(codes::TRUST_WITH_ONE_LINK, Severity::Warn, client.id, FIELD).related(children)
    })
}

/// The parts of children that have lists of their own, with their relationships.
const OF_CHILDREN: [(RelationshipType, Part); 2] = [
    (REPRESENTATIVE, Part::Representative),
    (CONTROLLER, Part::Controller),
];

/// Why a file is asked of a member of a household: it is served itself, or for what it is to others.
pub fn parts_of(household: &Household<'_>, member: &Client) -> Vec<Part> {
    if member.is_primary || member.id == household.anchor.id {
        return vec![Part::Served];
    }
    let clients = household.clients();
    OF_CHILDREN
        .into_iter()
        .filter(|(relationship, part)| {
            clients.iter().any(|parent| {
                asks_file(parent, member, *part)
                    && household
                        .children(parent, relationship)
                        .contains(&member.id)
            })
        })
        .map(|(_, part)| part)
        .collect()
}

/// The persons that the lists ask a member for: who represents it and who controls it. Nothing of one that is not served itself.
pub fn link_requirements<'p>(
    household: &Household<'_>,
    member: &Client,
    pack: &'p RulePack,
) -> Vec<Requirement<'p>> {
    if !parts_of(household, member).contains(&Part::Served) {
        return Vec::new();
    }
    completeness::links(member, pack, |relationship| {
        if household.knows_links_of(member) {
            (!household.children(member, relationship).is_empty()).into()
        } else {
            Presence::Unknown
        }
    })
}

/// Whether a parent asks for the file of a child that plays a part. One that is served itself has a file anyway, and who controls is
/// a natural person.
fn asks_file(parent: &Client, child: &Client, part: Part) -> bool {
    let may_play = part != Part::Controller || !is_company_or_trust(child);
    may_play && !child.is_primary && completeness::is_mexican(parent)
}

/// What the parts that the children of a client play ask of them.
fn children(household: &Household<'_>, parent: &Client, rules: Rules<'_>) -> Vec<Finding> {
    let known = household.by_id();
    let mut findings = Vec::new();
    for (relationship, part) in OF_CHILDREN {
        let here = household.children(parent, &relationship);
        for child in here.iter().filter_map(|id| known.get(id)) {
            if part == Part::Controller && is_company_or_trust(child) {
                findings.push(
                    Finding::new(
                        codes::CONTROLLER_NOT_A_PERSON,
                        Severity::Error,
                        child.id,
                        "type",
                    )
                    .value(child.kind.as_str())
                    .expected("individual")
                    .related([parent.id]),
                );
            }
            if asks_file(parent, child, part) {
                let missing = completeness::check(child, part, rules);
                findings.extend(missing.into_iter().map(|f| f.related([parent.id])));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::test_support::{client, household, lines, link};
    use super::*;
    use crate::samples::rules;
    use serde_json::json;

    #[test]
    fn companies_and_trusts_need_a_representative_and_a_controller() {
        let person = client(
            2,
            json!({"birthDate": "1958-12-13", "scopeData": {"MX": {"rfc": "ZAHK581213MU6"}}}),
        );
        for kind in ["company", "trust"] {
            let clients = [client(1, json!({"type": kind})), person.clone()];
            for (links, expected) in [
                (
                    vec![],
                    vec![
                        "COMPANY_WITHOUT_REPRESENTATIVE error 1",
                        "NO_CONTROLLING_BENEFICIARY error 1",
                    ],
                ),
                (
                    vec![link(1, 2, "legal_representative")],
                    vec!["NO_CONTROLLING_BENEFICIARY error 1"],
                ),
                (
                    vec![
                        link(1, 2, "legal_representative"),
                        link(1, 2, "controlling_beneficiary"),
                    ],
                    vec![],
                ),
            ] {
                let mut found = check(&household(&clients, links), rules());
                found.retain(|finding| finding.code != codes::TRUST_WITH_ONE_LINK);
                assert_eq!(lines(&found), expected, "{kind}");
            }
        }
    }

    #[test]
    fn a_trust_has_more_than_one_link() {
        let person = |number| {
            client(
                number,
                json!({"birthDate": "1958-12-13", "scopeData": {"MX": {"rfc": format!("ZAHK581213MU{number}")}}}),
            )
        };
        let clients = [client(1, json!({"type": "trust"})), person(2), person(3)];
        let both = |child| {
            vec![
                link(1, child, "legal_representative"),
                link(1, child, "controlling_beneficiary"),
            ]
        };
        assert_eq!(
            lines(&check(&household(&clients[..2], both(2)), rules())),
            ["TRUST_WITH_ONE_LINK warn 1 2"]
        );
        let more = [both(2), both(3)].concat();
        assert!(check(&household(&clients, more), rules()).is_empty());
    }

    #[test]
    fn the_lists_ask_a_company_for_the_persons_behind_it() {
        let asked = |member: &Client, clients: &[Client], links| {
            link_requirements(&household(clients, links), member, rules().pack)
                .iter()
                .map(|asked| (asked.item(), asked.presence))
                .collect::<Vec<_>>()
        };
        let company = client(1, json!({"type": "company", "scopes": ["MX:AV:VEH"]}));
        let clients = [company.clone(), client(2, json!({"type": "company"}))];
        assert_eq!(
            asked(&company, &clients, vec![link(1, 2, "legal_representative")]),
            [
                ("representative", Presence::Present),
                ("controller", Presence::Absent)
            ]
        );
        assert!(asked(&clients[1], &clients, Vec::new()).is_empty());
        let short = client(
            1,
            json!({"type": "company", "scopes": ["MX"], "linkedClients": null}),
        );
        assert!(
            asked(&short, std::slice::from_ref(&short), Vec::new())
                .iter()
                .all(|(_, presence)| *presence == Presence::Unknown)
        );
        let foreign_scope = client(1, json!({"type": "company", "scopes": ["base"]}));
        assert!(
            asked(
                &foreign_scope,
                std::slice::from_ref(&foreign_scope),
                Vec::new()
            )
            .is_empty()
        );
    }

    #[test]
    fn a_short_record_says_nothing() {
        let clients = [client(1, json!({"type": "company", "linkedClients": null}))];
        assert!(check(&household(&clients, Vec::new()), rules()).is_empty());
    }

    #[test]
    fn a_controller_is_a_natural_person() {
        let clients = [client(1, json!({})), client(2, json!({"type": "company"}))];
        let found = check(
            &household(&clients, vec![link(1, 2, "controlling_beneficiary")]),
            rules(),
        );
        assert_eq!(lines(&found), ["CONTROLLER_NOT_A_PERSON error 2 1"]);
    }

    #[test]
    fn a_representative_has_a_file_of_its_own() {
        let clients = [client(1, json!({})), client(2, json!({}))];
        let found = check(
            &household(&clients, vec![link(1, 2, "legal_representative")]),
            rules(),
        );
        assert_eq!(
            lines(&found),
            [
                "MISSING_BIRTH_DATE error 2 1",
                "MISSING_RFC_OR_CURP error 2 1"
            ]
        );
    }

    #[test]
    fn minors_need_a_representative() {
        for (birth, links, expected) in [
            ("2008-11-23", vec![], vec![]),
            (
                "2008-11-24",
                vec![],
                vec!["MINOR_WITHOUT_REPRESENTATIVE warn 1"],
            ),
            ("2030-01-01", vec![], vec![]),
            (
                "2008-11-24",
                vec![link(1, 2, "legal_representative")],
                vec![],
            ),
        ] {
            let clients = [
                client(1, json!({"birthDate": birth})),
                client(2, json!({"isPrimary": true})),
            ];
            let found = check(&household(&clients, links), rules());
            assert_eq!(lines(&found), expected, "{birth}");
        }
    }
}
