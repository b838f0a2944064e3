//! Rules over a client beside clients of other households: what it has in common with them, and for how many it stands (rules MX-060
//! to MX-063).
//!
//! What members of one household share is a matter of that household. A value that very many share, as the phone of an office, is a
//! hub: it says nothing of two of them, and is told once.

mod roles;
mod shared;

use artu::models::{Client, ClientId, RelationshipType};

use crate::{Finding, RulePack, SharedValue};

/// Most other holders of a value that are taken one by one; one that more hold is a hub (practice).
pub const HUB: usize = 25;

/// A client and what ties it to clients that are not of its households.
#[derive(Clone, Debug)]
pub struct Beside<'a> {
    /// The client.
    pub client: &'a Client,
    /// Each value it shares with clients of other households.
    pub shared: Vec<Sharing<'a>>,
    /// The companies and trusts that name it, in a fixed order, with what it is to them.
    pub parents: Vec<(ClientId, RelationshipType)>,
}

/// A value of a client and who else holds it.
#[derive(Clone, Debug)]
pub struct Sharing<'a> {
    /// The value.
    pub value: SharedValue<'a>,
    /// Clients of other households that hold it, in a fixed order; of a hub some are enough.
    pub others: Vec<&'a Client>,
    /// Whether more than [`HUB`] others hold it, of whatever household.
    pub is_hub: bool,
    /// Whether the client is the one with which a hub is told.
    pub tells_hub: bool,
}

/// Every finding that only the portfolio shows.
pub fn check_beside(beside: &Beside<'_>, pack: &RulePack) -> Vec<Finding> {
    let mut findings = shared::check(beside, pack);
    findings.extend(roles::check(beside, pack));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::household::test_support::{client, lines};
    use crate::shared_values;
    use serde_json::{Value, json};

    /// What the portfolio shows of the first of some clients, each of a household of its own.
    fn found(clients: &[Client]) -> Vec<String> {
        found_of(clients, 0)
    }

    fn found_of(clients: &[Client], at: usize) -> Vec<String> {
        let client = &clients[at];
        let holds = |other: &Client, value: &SharedValue<'_>| {
            let theirs = shared_values(other, RulePack::embedded());
            theirs.iter().any(|theirs| theirs.is_shared_with(value))
        };
        let shared = shared_values(client, RulePack::embedded())
            .into_iter()
            .map(|value| Sharing {
                others: clients
                    .iter()
                    .filter(|other| other.id != client.id && holds(other, &value))
                    .collect(),
                is_hub: clients.len() - 1 > HUB,
                tells_hub: at == 0,
                value,
            })
            .collect();
        lines(&check_beside(
            &Beside {
                client,
                shared,
                parents: Vec::new(),
            },
            RulePack::embedded(),
        ))
    }

    fn with(members: Value) -> impl Fn(u128) -> Client {
        move |number| client(number, members.clone())
    }

    #[test]
    fn the_same_key_is_an_error_and_a_similar_one_depends_on_the_name() {
        let holder = |number, name: &str, rfc: &str| {
            client(
                number,
                json!({"name": name, "birthDate": null, "scopeData": {"MX": {"rfc": rfc}}}),
            )
        };
        let first = holder(1, "Karla Zárate Hoyos", "ZAHK581213MU6");
        for (name, rfc, expected) in [
            (
                "Otra Persona",
                "zahk 581213 mu6",
                vec!["SHARED_RFC error 1 2"],
            ),
            (
                "ZARATE HOYOS KARLA",
                "ZAHK581213AB1",
                vec!["SIMILAR_RFC warn 1 2"],
            ),
            (
                "Kenia Zapata Haro",
                "ZAHK581213AB1",
                vec!["SIMILAR_RFC info 1 2"],
            ),
            ("Karla Zárate Hoyos", "LUZK740813KQ3", vec![]),
        ] {
            let clients = [first.clone(), holder(2, name, rfc)];
            assert_eq!(found(&clients), expected, "{name} {rfc}");
        }
    }

    #[test]
    fn the_same_name_and_date_may_be_one_person_recorded_twice() {
        let same =
            with(json!({"name": "Karla", "lastName": "Zárate Hoyos", "birthDate": "1958-12-13"}));
        assert_eq!(found(&[same(1), same(2)]), ["POSSIBLE_DUPLICATE warn 1 2"]);
        let other_day = client(
            2,
            json!({"name": "Karla", "lastName": "Zárate Hoyos", "birthDate": "1958-12-14"}),
        );
        assert!(found(&[same(1), other_day]).is_empty());
    }

    #[test]
    fn an_account_of_two_and_a_phone_of_three_are_signs() {
        let account = with(
            json!({"birthDate": null, "bankAccounts": [{"id": crate::samples::id(90), "clabe": "072580000614996799"}]}),
        );
        assert_eq!(found(&[account(1), account(2)]), ["SHARED_CLABE warn 1 2"]);
        let phone = with(
            json!({"birthDate": null, "contactMethods": [{"id": crate::samples::id(91), "type": "mobile", "value": "55 1234 9876"}]}),
        );
        assert!(found(&[phone(1), phone(2)]).is_empty());
        assert_eq!(
            found(&[phone(1), phone(2), phone(3)]),
            ["SHARED_PHONE warn 1 2 3"]
        );
    }

    #[test]
    fn a_hub_is_told_once() {
        let phone = with(
            json!({"birthDate": null, "contactMethods": [{"id": crate::samples::id(91), "type": "mobile", "value": "55 1234 9876"}]}),
        );
        let many: Vec<Client> = (1..=HUB as u128 + 2).map(phone).collect();
        assert!(found_of(&many, 0)[0].starts_with("SHARED_BY_MANY warn 1 2 3"));
        assert!(found_of(&many, 1).is_empty());
        let fewer = &many[..=HUB];
        assert!(found_of(fewer, 1)[0].starts_with("SHARED_PHONE warn 2 1"));
    }

    #[test]
    fn companies_at_one_address_with_other_controllers_are_a_sign() {
        let company = |number: u128, controller: u128| {
            client(
                number,
                json!({
                    "type": "company", "birthDate": null,
                    "addresses": [{"id": crate::samples::id(70), "street": "Calle Roble", "postalCode": "64000", "scopeData": {"MX": {"exteriorNumber": "5"}}}],
                    "linkedClients": [{"id": crate::samples::id(80), "relationshipType": "controlling_beneficiary",
                        "client": {"id": crate::samples::id(controller), "type": "individual", "name": "n"}}]
                }),
            )
        };
        assert_eq!(
            found(&[company(1, 11), company(2, 12)]),
            ["COMPANIES_AT_ONE_ADDRESS warn 1 2"]
        );
        assert!(found(&[company(1, 11), company(2, 11)]).is_empty());
    }

    #[test]
    fn whoever_stands_for_five_companies_is_named() {
        let person = client(1, json!({}));
        let of = |count: u128| {
            let parents = (2..2 + count).map(|number| {
                (
                    client(number, json!({})).id,
                    RelationshipType::LegalRepresentative,
                )
            });
            lines(&check_beside(
                &Beside {
                    client: &person,
                    shared: Vec::new(),
                    parents: parents.collect(),
                },
                RulePack::embedded(),
            ))
        };
        assert!(of(4).is_empty());
        assert_eq!(of(5), ["REPRESENTS_MANY warn 1 2 3 4 5 6"]);
    }
}
