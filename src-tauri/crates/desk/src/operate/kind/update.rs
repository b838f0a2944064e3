//! Changing members of a client.

use artu::models::ClientId;
use serde_json::{Map, Value};
use vault::{StoredClient, View};

use crate::{
    Error, Usage,
    contract::{FieldChange, Language, ProofRow, RehearsalView, UpdateIntent},
    nested,
    operate::{
        act::{Act, Announcement, Verdict},
        members::{agrees, members, shown},
        proof::unmoved_row,
        reading::Reading,
    },
    text,
};

/// Members that Artu works out from another one, beside that one: they move with it.
const WORKED_OUT: [(&str, &str); 1] = [("birthDate", "age")];

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

    /// Each change as it is rehearsed.
    fn member_changes(
        &self,
        client: &StoredClient,
        language: Language,
    ) -> Result<Vec<FieldChange>, Error> {
        let present = members(&client.raw)?;
        let told = |value: Option<&Value>| {
            value
                .filter(|value| !value.is_null())
                .map(|value| shown(Some(value)))
        };
        let changes = nested::leaves(&self.changes)
            .into_iter()
            .map(|(place, wished)| {
                let field = nested::path(&place);
                FieldChange {
                    label: text::field_label_on(&client.row.kind, &field, language),
                    before: told(nested::at(&present, &place)),
                    after: told(Some(wished)),
                    field,
                }
            });
        Ok(changes.collect())
    }

    /// Members of which only a part changes.
    fn parts(&self) -> impl Iterator<Item = (&String, &Value)> {
        self.changes.iter().filter(|(_, change)| change.is_object())
    }

    /// A line for each member of which only a part was to change: whether the rest of it stayed.
    fn rest_rows(
        &self,
        was: &Map<String, Value>,
        is: &Map<String, Value>,
        (name, language): (&str, Language),
    ) -> Vec<ProofRow> {
        self.parts()
            .map(|(member, change)| {
                let rest = |members: &Map<String, Value>| nested::put(members.get(member), change);
                let what = text::proof_rest_of(name, member, language);
                unmoved_row(what, rest(was) == rest(is), language)
            })
            .collect()
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
        let worked_out = WORKED_OUT
            .iter()
            .filter(|(source, _)| self.changes.contains_key(*source))
            .map(|(_, follows)| *follows);
        self.changes
            .keys()
            .map(String::as_str)
            .chain(worked_out)
            .collect()
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

    fn wish(&self, place: &[String]) -> Option<&Value> {
        nested::at(&self.changes, place)
    }

    fn announce(
        &self,
        _view: View<'_>,
        client: &StoredClient,
        language: Language,
    ) -> Result<Announcement, Error> {
        let changes = self.member_changes(client, language)?;
        let names: Vec<String> = changes.iter().map(|change| change.label.clone()).collect();
        let mut known = vec![text::known_update(&client.row.name, &names, language)];
        known.extend(
            self.parts()
                .map(|(member, _)| text::known_whole(member, language)),
        );
        known.push(text::known_sent_once(language));
        let mut expected = vec![text::expected_rest_stays(language)];
        if self.moves().contains(&"age") {
            expected.push(text::expected_age(language).into());
        }
        let mut unknown = vec![text::unknown_change_effects(language).to_owned()];
        if changes.iter().any(|change| change.after.is_none()) {
            unknown.push(text::unknown_clearing(language).into());
        }
        let mut warnings = Vec::new();
        if client.row.gone_since.is_some() {
            warnings.push(text::warning_gone(language));
        }
        Ok(Announcement {
            known,
            expected,
            unknown,
            warnings,
            member_changes: Some(changes),
            ..Announcement::default()
        })
    }

    fn proof(
        &self,
        _view: View<'_>,
        before: &Reading,
        after: &Reading,
        (rehearsal, language): (&RehearsalView, Language),
    ) -> Result<Vec<ProofRow>, Error> {
        let Some(record) = after.client(self.client_id) else {
            return Ok(Vec::new());
        };
        let name = rehearsal.client_name.as_str();
        let present = members(record.raw_text())?;
        let mut rows: Vec<ProofRow> = nested::leaves(&self.changes)
            .into_iter()
            .map(|(place, wished)| {
                let read = nested::at(&present, &place);
                let label =
                    text::field_label_on(&record.value.kind, &nested::path(&place), language);
                ProofRow {
                    what: text::proof_member(name, &label, language),
                    announced: shown(Some(wished)),
                    read_back: shown(read),
                    same: agrees(read, wished),
                }
            })
            .collect();
        if let Some(was) = before.client(self.client_id) {
            let was = members(was.raw_text())?;
            rows.extend(self.rest_rows(&was, &present, (name, language)));
        }
        Ok(rows)
    }
}
