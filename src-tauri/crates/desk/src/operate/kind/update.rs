//! Changing members of a client.

use artu::models::ClientId;
use serde_json::Value;
use vault::{StoredClient, View};

use crate::{
    Error, Usage,
    contract::{Language, ProofRow, RehearsalView, UpdateIntent},
    operate::{
        act::{Act, Announcement, Verdict},
        members::{agrees, members, shown},
        reading::Reading,
    },
    text,
};

impl UpdateIntent {
    /// For each member to be changed, whether two readings have the same value.
    fn unmoved(&self, before: &Reading, after: &Reading) -> Option<bool> {
        let of = |reading: &Reading| members(reading.client(self.client_id)?.raw_text()).ok();
        let (before, after) = (of(before)?, of(after)?);
        Some(
            self.changes
                .keys()
                .all(|name| before.get(name) == after.get(name)),
        )
    }
}

impl Act for UpdateIntent {
    fn client(&self) -> ClientId {
        self.client_id
    }

    fn check(&self) -> Result<(), Usage> {
        if self.changes.is_empty() {
            return Err(Usage::NoChange);
        }
        Ok(())
    }

    fn moves(&self) -> Vec<&str> {
        self.changes.keys().map(String::as_str).collect()
    }

    fn holds(&self, seen: &Reading) -> Option<bool> {
        let present = members(seen.client(self.client_id)?.raw_text()).ok()?;
        Some(
            self.changes
                .iter()
                .all(|(name, wished)| agrees(present.get(name), wished)),
        )
    }

    fn verdict(&self, before: &Reading, after: &Reading) -> Verdict {
        match self.holds(after) {
            Some(true) => Verdict::Done,
            Some(false) if self.unmoved(before, after) == Some(true) => Verdict::NotDone,
            _ => Verdict::Undecided,
        }
    }

    fn wish(&self, member: &str) -> Option<&Value> {
        self.changes.get(member)
    }

    fn announce(
        &self,
        _view: View<'_>,
        client: &StoredClient,
        language: Language,
    ) -> Result<Announcement, Error> {
        let names: Vec<String> = self
            .changes
            .keys()
            .map(|name| text::field_label(name, language))
            .collect();
        let mut warnings = Vec::new();
        if client.row.gone_since.is_some() {
            warnings.push(text::warning_gone(language));
        }
        Ok(Announcement {
            known: vec![
                text::known_update(&client.row.name, &names, language),
                text::known_sent_once(language),
            ],
            expected: vec![text::expected_rest_stays(language)],
            unknown: text::unknown_link_effects(language)
                .into_iter()
                .skip(1)
                .collect(),
            warnings,
            ..Announcement::default()
        })
    }

    fn proof(
        &self,
        _view: View<'_>,
        _before: &Reading,
        after: &Reading,
        (rehearsal, language): (&RehearsalView, Language),
    ) -> Result<Vec<ProofRow>, Error> {
        let Some(record) = after.client(self.client_id) else {
            return Ok(Vec::new());
        };
        let present = members(record.raw_text())?;
        Ok(self
            .changes
            .iter()
            .map(|(name, wished)| ProofRow {
                what: text::proof_member(&rehearsal.client_name, name, language),
                announced: shown(Some(wished)),
                read_back: shown(present.get(name)),
                same: agrees(present.get(name), wished),
            })
            .collect())
    }
}
