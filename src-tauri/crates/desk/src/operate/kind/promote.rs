//! Promoting: the client becomes primary. Nothing else is promised.

use artu::models::ClientId;
use serde_json::Value;
use vault::{StoredClient, View};

use crate::{
    Error,
    contract::{HouseholdSketch, Language, PromoteIntent, ProofRow, RehearsalView},
    operate::{
        act::{Act, Announcement, yes_no_row},
        reading::{LinkSet, Links, Reading},
        sketch,
    },
    text,
};

impl Act for PromoteIntent {
    fn client(&self) -> ClientId {
        self.client_id
    }

    fn moves(&self) -> Vec<&str> {
        vec!["isPrimary"]
    }

    fn holds(&self, seen: &Reading) -> Option<bool> {
        seen.client(self.client_id)
            .map(|record| record.value.is_primary)
    }

    fn looks_at(
        &self,
        _before: &Reading,
        _links: Option<&Links>,
        rehearsal: &RehearsalView,
    ) -> Vec<ClientId> {
        rehearsal
            .before
            .iter()
            .map(|household| household.id)
            .filter(|id| *id != self.client_id)
            .collect()
    }

    fn wish(&self, place: &[String]) -> Option<&Value> {
        (place == ["isPrimary"]).then_some(&Value::Bool(true))
    }

    fn announce(
        &self,
        view: View<'_>,
        client: &StoredClient,
        language: Language,
    ) -> Result<Announcement, Error> {
        let name = &client.row.name;
        let links = view.links().parents_of(self.client_id)?.len();
        let own = sketch::own_members(view, self.client_id)?;
        Ok(Announcement {
            known: vec![
                text::known_becomes_primary(name, language),
                text::known_request_has_no_body(language),
                text::known_sent_once(language),
            ],
            expected: vec![
                text::expected_own_household(name, own, language),
                text::expected_links_stay(links, language),
                text::expected_others_stay(language),
            ],
            unknown: text::unknown_effects(language),
            warnings: warnings(view, client, language)?,
            promoted: Some(self.client_id),
            ..Announcement::default()
        })
    }

    fn proof(
        &self,
        view: View<'_>,
        _before: &Reading,
        after: &Reading,
        (rehearsal, language): (&RehearsalView, Language),
    ) -> Result<Vec<ProofRow>, Error> {
        let mut rows = Vec::new();
        for household in &rehearsal.before {
            if household.id != self.client_id {
                rows.extend(household_rows(view, household, after, language)?);
            }
        }
        Ok(rows)
    }
}

/// A household the client was in: its anchor keeps its mark and the links it had before.
fn household_rows(
    view: View<'_>,
    household: &HouseholdSketch,
    after: &Reading,
    language: Language,
) -> Result<Vec<ProofRow>, Error> {
    let was_primary = household
        .members
        .first()
        .is_none_or(|anchor| anchor.is_primary);
    let what = text::proof_primary(&household.name, language);
    let Some(anchor) = after.client(household.id) else {
        return Ok(vec![ProofRow {
            what,
            announced: text::yes_no(was_primary, language).into(),
            read_back: "—".into(),
            same: false,
        }]);
    };
    let announced: LinkSet = view
        .links()
        .children_of(household.id)?
        .into_iter()
        .map(|link| (link.child, link.relationship))
        .collect();
    let read = Links::of_record(anchor.raw_text())
        .unwrap_or_default()
        .set();
    Ok(vec![
        yes_no_row(what, was_primary, anchor.value.is_primary, language),
        ProofRow {
            what: text::proof_links(&anchor.value.full_name(), language),
            announced: announced.len().to_string(),
            read_back: read.len().to_string(),
            same: announced == read,
        },
    ])
}

fn warnings(
    view: View<'_>,
    client: &StoredClient,
    language: Language,
) -> Result<Vec<String>, Error> {
    let mut warnings = Vec::new();
    let errors = view
        .findings()
        .counts_of(vault::FindingOwner::Client(client.row.id))?
        .error;
    if errors > 0 {
        warnings.push(text::warning_errors(errors, language));
    }
    if client.row.rfc.is_none() {
        warnings.push(text::warning_no_identifier("RFC", language));
    }
    if client.row.gone_since.is_some() {
        warnings.push(text::warning_gone(language));
    }
    Ok(warnings)
}
