//! What every kind of operation says of itself. The way of an operation is the same for all kinds; here is what differs.

use artu::models::ClientId;
use serde_json::Value;
use vault::{StoredClient, View};

use super::reading::{LinkSet, Links, Reading};
use crate::{
    Error, Usage,
    contract::{
        FieldChange, Language, LinkChanges, LinkSketch, OperationIntent, ProofRow, RehearsalView,
    },
    text,
};

/// What a read says of a write that may have been carried out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It was carried out.
    Done,
    /// It was not.
    NotDone,
    /// The read is not enough to tell.
    Undecided,
}

impl From<Option<bool>> for Verdict {
    fn from(holds: Option<bool>) -> Self {
        match holds {
            Some(true) => Self::Done,
            Some(false) => Self::NotDone,
            None => Self::Undecided,
        }
    }
}

/// What a rehearsal says in words, and what will differ in the picture.
#[derive(Debug, Default)]
pub(super) struct Announcement {
    pub known: Vec<String>,
    pub expected: Vec<String>,
    pub unknown: Vec<String>,
    pub warnings: Vec<String>,
    /// What becomes of the links of the client concerned.
    pub link_changes: Option<LinkChanges>,
    /// What becomes of members of the client concerned.
    pub member_changes: Option<Vec<FieldChange>>,
    /// The client that becomes primary.
    pub promoted: Option<ClientId>,
}

/// One kind of operation.
pub(super) trait Act: Sync {
    /// The client concerned: the one whose record changes.
    fn client(&self) -> ClientId;

    /// Every client that is named. Operations that share one keep their order.
    fn touches(&self) -> Vec<ClientId> {
        vec![self.client()]
    }

    /// Whether it can be asked for at all.
    fn check(&self) -> Result<(), Usage> {
        Ok(())
    }

    /// The clients whose records must still be as rehearsed, the one concerned first. `links` are those of the parent now.
    fn rests_on(&self, links: &LinkSet) -> Vec<ClientId> {
        let _ = links;
        vec![self.client()]
    }

    /// The parent whose list of links tells what holds.
    fn links_of(&self) -> Option<ClientId> {
        None
    }

    /// Whether the links must be exactly the rehearsed ones, own operations included.
    fn pins_links(&self) -> bool {
        false
    }

    /// Members of the client concerned that it moves by itself.
    fn moves(&self) -> Vec<&str>;

    /// Whether the wished state is there; `None` when the reading cannot tell.
    fn holds(&self, seen: &Reading) -> Option<bool>;

    /// What became of the write, as far as two readings tell.
    fn verdict(&self, before: &Reading, after: &Reading) -> Verdict {
        let _ = before;
        self.holds(after).into()
    }

    /// What else is read back.
    fn looks_at(
        &self,
        before: &Reading,
        links: Option<&Links>,
        rehearsal: &RehearsalView,
    ) -> Vec<ClientId> {
        let _ = (before, links, rehearsal);
        Vec::new()
    }

    /// What it means for what stands at a place and somebody else changed.
    fn wish(&self, place: &[String]) -> Option<&Value> {
        let _ = place;
        None
    }

    /// What it is announced with.
    fn announce(
        &self,
        view: View<'_>,
        client: &StoredClient,
        language: Language,
    ) -> Result<Announcement, Error>;

    /// The links that are announced, out of those before.
    fn links_after(&self, before: &LinkSet, after: &LinkSet) -> LinkSet {
        let _ = after;
        before.clone()
    }

    /// Lines of the proof that only this kind has.
    fn proof(
        &self,
        view: View<'_>,
        before: &Reading,
        after: &Reading,
        told: (&RehearsalView, Language),
    ) -> Result<Vec<ProofRow>, Error>;
}

impl OperationIntent {
    /// What the kind says of itself.
    pub(super) fn act(&self) -> &dyn Act {
        match self {
            Self::Promote(intent) => intent,
            Self::Link(intent) => intent,
            Self::Unlink(intent) => intent,
            Self::ReplaceLinks(intent) => intent,
            Self::CreateRelated(intent) => intent,
            Self::Update(intent) => intent,
        }
    }
}

/// A line that compares a yes or no.
pub(super) fn yes_no_row(
    what: String,
    announced: bool,
    read_back: bool,
    language: Language,
) -> ProofRow {
    ProofRow {
        what,
        announced: text::yes_no(announced, language).into(),
        read_back: text::yes_no(read_back, language).into(),
        same: announced == read_back,
    }
}

/// The stored links of a parent as they are sketched.
pub(super) fn sketched_links(view: View<'_>, parent: ClientId) -> Result<Vec<LinkSketch>, Error> {
    view.links()
        .children_of(parent)?
        .into_iter()
        .map(|link| {
            Ok(LinkSketch {
                child_id: Some(link.child),
                name: stored_name(view, link.child)?.unwrap_or(link.child_name),
                relationship_type: link.relationship,
            })
        })
        .collect()
}

/// The name of a client that must be in the vault.
pub(super) fn name(view: View<'_>, id: ClientId) -> Result<String, Error> {
    stored_name(view, id)?.ok_or(Error::NotFound)
}

fn stored_name(view: View<'_>, id: ClientId) -> Result<Option<String>, Error> {
    Ok(view.clients().row(id)?.map(|row| row.name))
}

/// What holds for every change of links or members: the request goes out once, the rest should stay.
pub(super) fn of_links(
    known: String,
    client: &StoredClient,
    link_changes: LinkChanges,
    language: Language,
) -> Announcement {
    let links = link_changes.kept.len() + link_changes.added.len();
    let mut warnings = Vec::new();
    if client.row.gone_since.is_some() {
        warnings.push(text::warning_gone(language));
    }
    Announcement {
        known: vec![known, text::known_sent_once(language)],
        expected: vec![
            text::expected_links(&client.row.name, links, language),
            text::expected_rest_stays(language),
        ],
        unknown: text::unknown_link_effects(language),
        warnings,
        link_changes: Some(link_changes),
        ..Announcement::default()
    }
}

/// Warnings for children that lose what held them: no other link leads to them and they are not primary.
pub(super) fn left_alone(
    view: View<'_>,
    parent: ClientId,
    changes: &LinkChanges,
    language: Language,
) -> Result<Vec<String>, Error> {
    let mut warnings = Vec::new();
    for link in &changes.dropped {
        let Some(child) = link.child_id else { continue };
        let stays = changes.kept.iter().any(|kept| kept.child_id == Some(child));
        let primary = view.clients().row(child)?.is_some_and(|row| row.is_primary);
        let elsewhere = view
            .links()
            .parents_of(child)?
            .iter()
            .any(|other| other.parent != parent);
        if !(stays || primary || elsewhere) {
            warnings.push(text::warning_orphan(&link.name, language));
        }
    }
    Ok(warnings)
}
