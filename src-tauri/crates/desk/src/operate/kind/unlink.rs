//! Unlinking: one link or all links between a parent and a child go; both clients stay.

use artu::models::{ClientId, RelationshipType};
use vault::{StoredClient, View};

use crate::{
    Error, Usage,
    contract::{Language, LinkChanges, LinkSketch, ProofRow, RehearsalView, UnlinkIntent},
    operate::{
        act::{self, Act, Announcement, yes_no_row},
        members::LINKS,
        reading::{LinkSet, Reading},
    },
    text,
};

impl UnlinkIntent {
    fn means(&self, child: ClientId, relationship: &RelationshipType) -> bool {
        let all = self.relationship_type.as_ref();
        child == self.child_id && all.is_none_or(|only| only == relationship)
    }
}

impl Act for UnlinkIntent {
    fn client(&self) -> ClientId {
        self.parent_id
    }

    fn touches(&self) -> Vec<ClientId> {
        vec![self.parent_id, self.child_id]
    }

    fn check(&self) -> Result<(), Usage> {
        let empty = |kind: &RelationshipType| kind.as_str().trim().is_empty();
        if self.relationship_type.as_ref().is_some_and(empty) {
            return Err(Usage::Relationship);
        }
        Ok(())
    }

    fn links_of(&self) -> Option<ClientId> {
        Some(self.parent_id)
    }

    fn moves(&self) -> Vec<&str> {
        vec![LINKS]
    }

    fn holds(&self, seen: &Reading) -> Option<bool> {
        let links = seen.links.as_ref()?;
        if links
            .known
            .iter()
            .any(|link| self.means(link.child, &link.relationship))
        {
            return Some(false);
        }
        links.complete.then_some(true)
    }

    fn announce(
        &self,
        view: View<'_>,
        client: &StoredClient,
        language: Language,
    ) -> Result<Announcement, Error> {
        let links = act::sketched_links(view, self.parent_id)?;
        let (dropped, kept): (Vec<LinkSketch>, Vec<LinkSketch>) =
            links.into_iter().partition(|link| {
                link.child_id
                    .is_some_and(|child| self.means(child, &link.relationship_type))
            });
        let child = match dropped.first() {
            Some(link) => link.name.clone(),
            None => act::name(view, self.child_id)?,
        };
        let changes = LinkChanges {
            dropped,
            kept,
            added: Vec::new(),
        };
        let known = text::known_unlink(
            &child,
            &client.row.name,
            changes.dropped.len().max(1),
            language,
        );
        let alone = act::left_alone(view, self.parent_id, &changes, language)?;
        let mut announcement = act::of_links(known, client, changes, language);
        announcement.warnings.extend(alone);
        Ok(announcement)
    }

    fn links_after(&self, before: &LinkSet, _after: &LinkSet) -> LinkSet {
        let mut links = before.clone();
        links.retain(|(child, relationship)| !self.means(*child, relationship));
        links
    }

    fn proof(
        &self,
        _view: View<'_>,
        _before: &Reading,
        after: &Reading,
        (rehearsal, language): (&RehearsalView, Language),
    ) -> Result<Vec<ProofRow>, Error> {
        let dropped = rehearsal.link_changes.iter().flat_map(|all| &all.dropped);
        Ok(dropped
            .map(|link| {
                let what = text::proof_link(
                    &rehearsal.client_name,
                    &link.name,
                    &link.relationship_type,
                    language,
                );
                let gone = self.holds(after) == Some(true);
                yes_no_row(what, false, !gone, language)
            })
            .collect())
    }
}
