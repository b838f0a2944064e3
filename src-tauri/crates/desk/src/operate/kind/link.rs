//! Linking: a client that exists becomes the child of a parent.

use artu::models::{ClientId, RelationshipType};
use vault::{StoredClient, View};

use crate::{
    Error, Usage,
    contract::{Language, LinkChanges, LinkIntent, LinkSketch, ProofRow, RehearsalView},
    operate::{
        act::{self, Act, Announcement, yes_no_row},
        members::LINKS,
        reading::{LinkSet, Reading},
    },
    text,
};

impl LinkIntent {
    fn wished(&self) -> (ClientId, RelationshipType) {
        (self.child_id, self.relationship_type.clone())
    }
}

impl Act for LinkIntent {
    fn client(&self) -> ClientId {
        self.parent_id
    }

    fn touches(&self) -> Vec<ClientId> {
        vec![self.parent_id, self.child_id]
    }

    fn check(&self) -> Result<(), Usage> {
        if self.parent_id == self.child_id {
            return Err(Usage::LinkToItself);
        }
        if self.relationship_type.as_str().trim().is_empty() {
            return Err(Usage::Relationship);
        }
        Ok(())
    }

    fn rests_on(&self, _links: &LinkSet) -> Vec<ClientId> {
        self.touches()
    }

    fn links_of(&self) -> Option<ClientId> {
        Some(self.parent_id)
    }

    fn moves(&self) -> Vec<&str> {
        vec![LINKS]
    }

    fn holds(&self, seen: &Reading) -> Option<bool> {
        let links = seen.links.as_ref()?;
        if links.set().contains(&self.wished()) {
            return Some(true);
        }
        links.complete.then_some(false)
    }

    fn announce(
        &self,
        view: View<'_>,
        client: &StoredClient,
        language: Language,
    ) -> Result<Announcement, Error> {
        let child = act::name(view, self.child_id)?;
        let kept = act::sketched_links(view, self.parent_id)?;
        let is_there = kept.iter().any(|link| {
            link.child_id == Some(self.child_id) && link.relationship_type == self.relationship_type
        });
        let added = LinkSketch {
            child_id: Some(self.child_id),
            name: child.clone(),
            relationship_type: self.relationship_type.clone(),
        };
        let changes = LinkChanges {
            dropped: Vec::new(),
            kept,
            added: if is_there { Vec::new() } else { vec![added] },
        };
        let known = text::known_link(&child, &self.relationship_type, &client.row.name, language);
        let mut announcement = act::of_links(known, client, changes, language);
        let child = view.clients().row(self.child_id)?;
        if child.is_some_and(|row| row.gone_since.is_some()) {
            announcement.warnings.push(text::warning_gone(language));
        }
        Ok(announcement)
    }

    fn links_after(&self, before: &LinkSet, _after: &LinkSet) -> LinkSet {
        let mut links = before.clone();
        links.insert(self.wished());
        links
    }

    fn proof(
        &self,
        view: View<'_>,
        _before: &Reading,
        after: &Reading,
        (rehearsal, language): (&RehearsalView, Language),
    ) -> Result<Vec<ProofRow>, Error> {
        let what = text::proof_link(
            &rehearsal.client_name,
            &act::name(view, self.child_id)?,
            &self.relationship_type,
            language,
        );
        let there = self.holds(after) == Some(true);
        Ok(vec![yes_no_row(what, true, there, language)])
    }
}
