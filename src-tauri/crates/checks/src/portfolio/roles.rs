//! One representative or controlling beneficiary of many companies (rule MX-063).

use artu::models::{ClientId, RelationshipType};
use mx::Severity;

use super::{Beside, HUB};
use crate::{Finding, RulePack, codes};

const OF_ROLES: [(RelationshipType, &str); 2] = [
    (
        RelationshipType::LegalRepresentative,
        codes::REPRESENTS_MANY,
    ),
    (
        RelationshipType::ControllingBeneficiary,
        codes::CONTROLS_MANY,
    ),
];

pub(super) fn check(beside: &Beside<'_>, pack: &RulePack) -> Vec<Finding> {
    OF_ROLES
        .into_iter()
        .filter_map(|(role, code)| {
            let parents = beside.parents.iter();
            let companies: Vec<ClientId> = parents
                .filter(|(_, relationship)| *relationship == role)
                .map(|(parent, _)| *parent)
                .collect();
            (companies.len() >= pack.companies_of_one_person()).then(|| {
                Finding::new(code, Severity::Warn, beside.client.id, "linkedClients")
                    .value(companies.len().to_string())
                    .related(companies.into_iter().take(HUB))
            })
        })
        .collect()
}
