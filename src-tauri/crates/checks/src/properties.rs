//! Properties of the rules as a whole.

use artu::models::{Client, RelationshipType};
use proptest::prelude::*;
use serde_json::json;

use crate::{
    Finding, Household, Language, Link, Member, RulePack, check_as_primary, check_client,
    check_household, codes, explain, samples,
};

fn text() -> impl Strategy<Value = Option<String>> {
    proptest::option::of(
        "\\PC{0,20}|[A-ZÑ]{3,4}[0-9]{6}[A-Z0-9]{0,8}|[0-9]{4,18}|MX|(\\+52)?[0-9]{10}",
    )
}

prop_compose! {
    fn client(number: u128)(
        kind in "individual|company|trust|other",
        texts in proptest::collection::vec(text(), 14),
        primary in any::<bool>(),
        day in proptest::option::of("(19|20)[0-9]{2}-0[1-9]-[12][0-8]"),
        whole in any::<bool>(),
    ) -> Client {
        let text = |at: usize| texts[at].clone();
        let list = |item: serde_json::Value| if whole { json!([item]) } else { json!(null) };
        samples::individual(json!({
            "id": samples::id(number), "type": kind, "isPrimary": primary,
            "name": text(0).unwrap_or_default(), "lastName": text(1), "middleName": text(2),
            "birthDate": day, "nationalities": [text(3).unwrap_or_default()],
            "scopes": ["MX:AV:AVI", "MX:CNBV:TRANSMISOR"],
            "scopeData": {"MX": {"rfc": text(4), "curp": text(5)}},
            "addresses": list(json!({"id": samples::id(90), "postalCode": text(6),
                "state": text(7), "country": text(8)})),
            "contactMethods": list(json!({"id": samples::id(91), "type": "phone",
                "value": text(9).unwrap_or_default()})),
            "bankAccounts": list(json!({"id": samples::id(92), "clabe": text(10),
                "accountNumber": text(11), "codigoBanco": text(12)})),
            "documents": list(json!({"id": samples::id(93), "status": text(13),
                "category": "identity", "expiresAt": day})),
            "linkedClients": list(json!({"id": samples::id(94),
                "relationshipType": "legal_representative", "client": {
                    "id": samples::id(1), "type": "individual", "name": "x",
                    "isPrimary": false
                }}))
        }))
    }
}

fn link() -> impl Strategy<Value = Link> {
    (
        1u128..6,
        1u128..6,
        "legal_representative|controlling_beneficiary|spouse",
    )
        .prop_map(|(parent, child, relationship)| Link {
            parent: uuid::Uuid::from_u128(parent).into(),
            child: uuid::Uuid::from_u128(child).into(),
            relationship: RelationshipType::from(relationship.as_str()),
        })
}

fn all_explained(findings: &[Finding]) -> bool {
    let pack = RulePack::embedded();
    let all = codes::all(pack);
    findings.iter().all(|finding| {
        all.iter().any(|(code, _)| *code == finding.code)
            && !explain(finding, pack, Language::Es).what.is_empty()
            && !explain(finding, pack, Language::En).what.is_empty()
    })
}

proptest! {
    #[test]
    fn a_client_gives_the_same_findings_each_time(client in client(1)) {
        let findings = check_client(&client, samples::rules());
        prop_assert_eq!(&findings, &check_client(&client, samples::rules()));
        prop_assert!(all_explained(&findings));
        let as_primary = check_as_primary(&client, samples::rules());
        prop_assert!(as_primary.starts_with(&findings));
    }

    #[test]
    fn a_household_gives_the_same_findings_whatever_the_order_of_its_links(
        clients in (client(1), client(2), client(3), client(4)),
        links in proptest::collection::vec(link(), 0..8),
    ) {
        let clients = [clients.0, clients.1, clients.2, clients.3];
        let members: Vec<Member<'_>> = clients
            .iter()
            .map(|client| Member { client, depth: 0, parents: Vec::new() })
            .collect();
        let mut reversed = links.clone();
        reversed.reverse();
        let household = Household { anchor: &clients[0], members, links, reviewed: None };
        let findings = check_household(&household, samples::rules());
        prop_assert!(all_explained(&findings));
        prop_assert!(findings.iter().all(|f| f.household_id == Some(clients[0].id)));
        let again = Household { links: reversed, ..household };
        prop_assert_eq!(findings, check_household(&again, samples::rules()));
    }
}
