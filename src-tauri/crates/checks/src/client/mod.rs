//! Rules over one client.

mod accounts;
mod addresses;
mod contacts;
mod countries;
mod documents;
mod identity;
mod keys;
mod voter_card;

use artu::models::{Client, ClientType};
use mx::{PersonKind, Severity};

use crate::{
    Finding, Rules, codes,
    completeness::{self, Part},
};

pub(crate) use accounts::{is_card, is_mexico};
pub(crate) use contacts::{
    comparable_email, comparable_phone, is_blank, national_number, plain_number,
};
pub use documents::{Renewal, renewals};
pub(crate) use documents::{is_pending, is_rejected};
pub(crate) use identity::{names, nationality};
pub use keys::{Identifier, identifiers};

/// Every finding on one client, looked at by itself, in the order of the record.
///
/// What the file must hold is asked of primary clients with a Mexican scope only: of the
/// others it depends on their part in a household, see [`crate::check_household`].
pub fn check_client(client: &Client, rules: Rules<'_>) -> Vec<Finding> {
    let mut findings = present_data(client, rules);
    if client.is_primary {
        findings.extend(completeness::check(client, Part::Served, rules));
    }
    findings
}

/// As [`check_client`], with the file that the client needs once it is primary.
pub fn check_as_primary(client: &Client, rules: Rules<'_>) -> Vec<Finding> {
    let mut findings = present_data(client, rules);
    findings.extend(completeness::check(client, Part::Served, rules));
    findings
}

fn present_data(client: &Client, rules: Rules<'_>) -> Vec<Finding> {
    let mut findings = keys::check(client, rules);
    findings.extend(activities(client));
    findings.extend(addresses::check(client, rules.pack));
    findings.extend(countries::check(client, rules.pack));
    findings.extend(contacts::check(client));
    findings.extend(accounts::check(client, rules.pack));
    findings.extend(documents::check(client, rules));
    findings.extend(voter_card::check(client));
    findings
}

/// Kind of client for the keys; none for a type that is not known.
pub(crate) fn person_kind(client: &Client) -> Option<PersonKind> {
    match client.kind {
        ClientType::Individual => Some(PersonKind::Individual),
        ClientType::Company => Some(PersonKind::Company),
        ClientType::Trust => Some(PersonKind::Trust),
        ClientType::Other(_) => None,
    }
}

/// Path of the data of a vulnerable activity.
pub(crate) fn activity_field(activity: &str) -> String {
    format!("scopeData.MX.actividadVulnerable.{activity}")
}

fn activities(client: &Client) -> Vec<Finding> {
    let data = client
        .mx()
        .and_then(|mexican| mexican.actividad_vulnerable.as_ref());
    data.into_iter()
        .flat_map(|activities| activities.iter())
        .filter(|(_, data)| data.as_object().is_some_and(|data| !data.is_empty()))
        .filter(|(activity, _)| {
            let mut scopes = client.scopes.iter();
            !scopes.any(|scope| scope.vulnerable_activity() == Some(activity))
        })
        .map(|(activity, _)| {
            Finding::new(
                codes::ACTIVITY_WITHOUT_SCOPE,
                Severity::Warn,
                client.id,
                activity_field(activity),
            )
            .expected(format!("MX:AV:{activity}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::samples;
    use serde_json::json;

    #[test]
    fn activity_data_needs_its_scope() {
        let client = samples::individual(json!({
            "scopes": ["MX:AV:AVI"],
            "scopeData": {"MX": {"actividadVulnerable": {
                "AVI": {"username": "u"}, "VEH": {"x": 1}, "INM": {}
            }}}
        }));
        assert_eq!(
            samples::places(&super::activities(&client)),
            ["ACTIVITY_WITHOUT_SCOPE warn scopeData.MX.actividadVulnerable.VEH"]
        );
    }
}
