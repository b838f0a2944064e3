//! Making a client that is not primary and linking it to a parent, in one request.

use artu::models::{Client, ClientId, Record};
use vault::{StoredClient, View};

use crate::{
    Error, Usage,
    contract::{CreateRelatedIntent, Language, LinkSketch, ProofRow, RehearsalView},
    operate::{
        act::{self, Act, Announcement, Verdict, yes_no_row},
        members::LINKS,
        reading::{LinkSet, Links, Reading},
    },
    text,
};

impl CreateRelatedIntent {
    /// The new client's name for people.
    pub(in crate::operate) fn child_name(&self) -> String {
        [
            Some(self.child.name.as_str()),
            self.child.middle_name.as_deref(),
            self.child.last_name.as_deref(),
        ]
        .into_iter()
        .flatten()
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
    }

    /// Whether a client is the one that was to be made, by its external id or, without one, by type and names.
    fn is_it(&self, client: &Client) -> bool {
        if self.child.external_id.is_some() {
            return client.external_id == self.child.external_id;
        }
        client.kind == self.child.kind
            && client.name == self.child.name
            && client.middle_name == self.child.middle_name
            && client.last_name == self.child.last_name
    }

    /// Clients in that role that were not linked before.
    fn newcomers(&self, before: &LinkSet, links: &Links) -> Vec<ClientId> {
        links
            .known
            .iter()
            .filter(|link| link.relationship == self.relationship_type)
            .filter(|link| !before.iter().any(|(child, _)| *child == link.child))
            .map(|link| link.child)
            .collect()
    }

    /// The newcomers that are the client to be made; `None` when not all of them could be read.
    fn made<'a>(&self, before: &Reading, after: &'a Reading) -> Option<Vec<&'a Record<Client>>> {
        let newcomers = self.newcomers(&before.link_set()?, after.links.as_ref()?);
        let records: Option<Vec<_>> = newcomers.into_iter().map(|id| after.client(id)).collect();
        let mut records = records?;
        records.retain(|record| self.is_it(&record.value));
        Some(records)
    }
}

impl Act for CreateRelatedIntent {
    fn client(&self) -> ClientId {
        self.parent_id
    }

    fn check(&self) -> Result<(), Usage> {
        if self.relationship_type.as_str().trim().is_empty() {
            return Err(Usage::Relationship);
        }
        let no_id = self.child.external_id.as_deref();
        if self.child.name.trim().is_empty()
            || self.child.kind.as_str().is_empty()
            || self.child.scopes.is_empty()
            || no_id.is_some_and(|id| id.trim().is_empty())
        {
            return Err(Usage::NewClient);
        }
        Ok(())
    }

    fn links_of(&self) -> Option<ClientId> {
        Some(self.parent_id)
    }

    fn moves(&self) -> Vec<&str> {
        vec![LINKS]
    }

    /// Only the external id tells that the wished client is there: a name can be borne by two.
    fn holds(&self, seen: &Reading) -> Option<bool> {
        let Some(wished) = self.child.external_id.as_deref() else {
            return Some(false);
        };
        let record = seen.client(self.parent_id)?;
        let linked = record.value.linked_clients.iter().flatten();
        Some(linked.into_iter().any(|link| {
            link.relationship_type == self.relationship_type
                && link.client.external_id.as_deref() == Some(wished)
        }))
    }

    fn verdict(&self, before: &Reading, after: &Reading) -> Verdict {
        let complete = after.links.as_ref().is_some_and(|links| links.complete);
        match self.made(before, after).as_deref() {
            Some([_]) => Verdict::Done,
            Some([]) if complete => Verdict::NotDone,
            _ => Verdict::Undecided,
        }
    }

    fn looks_at(
        &self,
        before: &Reading,
        links: Option<&Links>,
        _rehearsal: &RehearsalView,
    ) -> Vec<ClientId> {
        match (before.link_set(), links) {
            (Some(before), Some(links)) => self.newcomers(&before, links),
            _ => Vec::new(),
        }
    }

    fn announce(
        &self,
        view: View<'_>,
        client: &StoredClient,
        language: Language,
    ) -> Result<Announcement, Error> {
        let name = self.child_name();
        let kept = act::sketched_links(view, self.parent_id)?;
        let same_name = kept
            .iter()
            .any(|link| link.name == name && link.relationship_type == self.relationship_type);
        let changes = crate::contract::LinkChanges {
            dropped: Vec::new(),
            kept,
            added: vec![LinkSketch {
                child_id: None,
                name: name.clone(),
                relationship_type: self.relationship_type.clone(),
            }],
        };
        let known = text::known_related(&name, &self.relationship_type, &client.row.name, language);
        let mut announcement = act::of_links(known, client, changes, language);
        announcement.unknown.push(text::unknown_related(language));
        if same_name {
            let warning = text::warning_same_name(&name, language);
            announcement.warnings.push(warning);
        }
        Ok(announcement)
    }

    fn links_after(&self, before: &LinkSet, after: &LinkSet) -> LinkSet {
        // The id of the new client is the server's to choose: whichever one came counts as announced.
        let mut links = before.clone();
        let came = after
            .difference(before)
            .find(|(_, relationship)| *relationship == self.relationship_type);
        let unseen = (ClientId(uuid::Uuid::nil()), self.relationship_type.clone());
        links.insert(came.cloned().unwrap_or(unseen));
        links
    }

    fn proof(
        &self,
        _view: View<'_>,
        before: &Reading,
        after: &Reading,
        (_, language): (&RehearsalView, Language),
    ) -> Result<Vec<ProofRow>, Error> {
        let name = self.child_name();
        let made = self.made(before, after).unwrap_or_default();
        let there = yes_no_row(
            text::proof_made(&name, language),
            true,
            !made.is_empty(),
            language,
        );
        let mark = made.first().map(|record| {
            let what = text::proof_primary(&name, language);
            yes_no_row(what, false, record.value.is_primary, language)
        });
        Ok(std::iter::once(there).chain(mark).collect())
    }
}
