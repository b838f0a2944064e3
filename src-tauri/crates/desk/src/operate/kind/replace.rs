//! Replacing the links of a parent: what is not named is dropped, so the links must be exactly the rehearsed ones.

use std::collections::BTreeSet;

use artu::models::{ClientId, RelationshipType};
use vault::{StoredClient, View};

use crate::{
    Error, Usage,
    contract::{
        Language, LinkChanges, LinkSketch, ProofRow, RehearsalView, ReplaceLinksIntent, WishedLink,
    },
    operate::{
        act::{self, Act, Announcement, Verdict},
        members::LINKS,
        reading::{LinkSet, Links, Reading},
    },
    text,
};

fn key(link: &WishedLink) -> (ClientId, RelationshipType) {
    (link.child_id, link.relationship_type.clone())
}

impl ReplaceLinksIntent {
    fn wished(&self) -> LinkSet {
        self.links.iter().map(key).collect()
    }

    /// Whether the links carry the free data that were asked for.
    fn metadata_agree(&self, links: &Links) -> bool {
        self.links.iter().all(|wished| {
            wished.metadata.is_none()
                || links.known.iter().any(|link| {
                    (link.child, &link.relationship) == (wished.child_id, &wished.relationship_type)
                        && link.metadata == wished.metadata
                })
        })
    }
}

impl Act for ReplaceLinksIntent {
    fn client(&self) -> ClientId {
        self.parent_id
    }

    fn touches(&self) -> Vec<ClientId> {
        let children: BTreeSet<ClientId> = self.links.iter().map(|link| link.child_id).collect();
        let mut touched = vec![self.parent_id];
        touched.extend(children);
        touched
    }

    fn check(&self) -> Result<(), Usage> {
        if self
            .links
            .iter()
            .any(|link| link.child_id == self.parent_id)
        {
            return Err(Usage::LinkToItself);
        }
        let no_kind = |link: &WishedLink| link.relationship_type.as_str().trim().is_empty();
        if self.links.iter().any(no_kind) {
            return Err(Usage::Relationship);
        }
        if self.wished().len() < self.links.len() {
            return Err(Usage::RepeatedLink);
        }
        Ok(())
    }

    fn rests_on(&self, links: &LinkSet) -> Vec<ClientId> {
        let added: BTreeSet<ClientId> = self
            .links
            .iter()
            .filter(|link| !links.contains(&key(link)))
            .map(|link| link.child_id)
            .collect();
        let mut clients = vec![self.parent_id];
        clients.extend(added);
        clients
    }

    fn links_of(&self) -> Option<ClientId> {
        Some(self.parent_id)
    }

    fn pins_links(&self) -> bool {
        true
    }

    fn moves(&self) -> Vec<&str> {
        vec![LINKS]
    }

    fn holds(&self, seen: &Reading) -> Option<bool> {
        let links = seen.links.as_ref().filter(|links| links.complete)?;
        Some(links.set() == self.wished() && self.metadata_agree(links))
    }

    fn verdict(&self, before: &Reading, after: &Reading) -> Verdict {
        match self.holds(after) {
            Some(true) => Verdict::Done,
            Some(false) if before.link_set().is_some() && before.link_set() == after.link_set() => {
                Verdict::NotDone
            }
            _ => Verdict::Undecided,
        }
    }

    fn announce(
        &self,
        view: View<'_>,
        client: &StoredClient,
        language: Language,
    ) -> Result<Announcement, Error> {
        let wished = self.wished();
        let links = act::sketched_links(view, self.parent_id)?;
        let (kept, dropped): (Vec<LinkSketch>, Vec<LinkSketch>) =
            links.into_iter().partition(|link| {
                link.child_id
                    .is_some_and(|child| wished.contains(&(child, link.relationship_type.clone())))
            });
        let is_kept = |link: &WishedLink| {
            kept.iter().any(|kept| {
                kept.child_id == Some(link.child_id)
                    && kept.relationship_type == link.relationship_type
            })
        };
        let added = self
            .links
            .iter()
            .filter(|link| !is_kept(link))
            .map(|link| {
                Ok(LinkSketch {
                    child_id: Some(link.child_id),
                    name: act::name(view, link.child_id)?,
                    relationship_type: link.relationship_type.clone(),
                })
            })
            .collect::<Result<_, Error>>()?;
        let changes = LinkChanges {
            dropped,
            kept,
            added,
        };
        let known = text::known_replace(&client.row.name, &changes, language);
        let mut warnings = vec![text::warning_replace(changes.dropped.len(), language)];
        warnings.extend(act::left_alone(view, self.parent_id, &changes, language)?);
        let mut announcement = act::of_links(known, client, changes, language);
        warnings.append(&mut announcement.warnings);
        Ok(Announcement {
            warnings,
            ..announcement
        })
    }

    fn links_after(&self, _before: &LinkSet, _after: &LinkSet) -> LinkSet {
        self.wished()
    }

    fn proof(
        &self,
        _view: View<'_>,
        _before: &Reading,
        after: &Reading,
        (rehearsal, language): (&RehearsalView, Language),
    ) -> Result<Vec<ProofRow>, Error> {
        let Some(changes) = &rehearsal.link_changes else {
            return Ok(Vec::new());
        };
        let read = after.links.as_ref().map(Links::set).unwrap_or_default();
        let row = |link: &LinkSketch, announced: bool| {
            let what = text::proof_link(
                &rehearsal.client_name,
                &link.name,
                &link.relationship_type,
                language,
            );
            let there = link
                .child_id
                .is_some_and(|child| read.contains(&(child, link.relationship_type.clone())));
            act::yes_no_row(what, announced, there, language)
        };
        let dropped = changes.dropped.iter().map(|link| row(link, false));
        let added = changes.added.iter().map(|link| row(link, true));
        Ok(dropped.chain(added).collect())
    }
}
