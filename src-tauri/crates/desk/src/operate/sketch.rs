//! Pictures of households, as they are stored and as they are expected.

use artu::models::ClientId;
use uuid::Uuid;
use vault::View;

use super::act::Announcement;
use crate::{
    Error,
    contract::{HouseholdSketch, LinkChanges, SketchMember},
};

/// What will differ from the stored picture.
#[derive(Clone, Copy, Default)]
struct Expected<'a> {
    /// The client that becomes primary.
    promoted: Option<ClientId>,
    /// The parent whose links change, and how.
    links: Option<(ClientId, &'a LinkChanges)>,
}

/// The households that a client is in, now and as expected; where it is in none, what its own links reach.
pub(super) fn before_and_after(
    view: View<'_>,
    client: ClientId,
    announcement: &Announcement,
) -> Result<(Vec<HouseholdSketch>, Vec<HouseholdSketch>), Error> {
    let promoted = announcement.promoted;
    let mut anchors = view.households().households_of(client)?;
    if anchors.is_empty() && promoted.is_none() {
        anchors.push(client);
    }
    let before = anchors
        .iter()
        .map(|anchor| stored(view, *anchor))
        .collect::<Result<Vec<_>, Error>>()?;
    let expected = Expected {
        promoted,
        links: announcement
            .link_changes
            .as_ref()
            .map(|changes| (client, changes)),
    };
    // A client that becomes primary heads a household of its own, and what hangs below it leaves those above.
    anchors.retain(|anchor| Some(*anchor) != promoted);
    anchors.extend(promoted);
    let after = anchors
        .into_iter()
        .map(|anchor| drawn(view, anchor, expected))
        .collect::<Result<Vec<_>, Error>>()?;
    Ok((before, after))
}

/// How many members a household headed by a client has, itself included.
pub(super) fn own_members(view: View<'_>, client: ClientId) -> Result<usize, Error> {
    Ok(drawn(view, client, Expected::default())?.members.len())
}

fn stored(view: View<'_>, anchor: ClientId) -> Result<HouseholdSketch, Error> {
    let Some(household) = view.households().household(anchor)? else {
        return drawn(view, anchor, Expected::default());
    };
    let members: Vec<SketchMember> = household
        .members
        .iter()
        .map(|member| SketchMember {
            client_id: member.id,
            name: member.name.clone(),
            is_primary: member.is_primary,
            depth: member.depth,
            relationship_type: member
                .parents
                .first()
                .map(|parent| parent.relationship.to_string()),
        })
        .collect();
    let name = members
        .first()
        .map(|member| member.name.clone())
        .unwrap_or_default();
    Ok(HouseholdSketch {
        id: anchor,
        name,
        members,
    })
}

/// What links reach from an anchor, a primary member shown and not expanded.
fn drawn(
    view: View<'_>,
    anchor: ClientId,
    expected: Expected<'_>,
) -> Result<HouseholdSketch, Error> {
    let row = view.clients().row(anchor)?.ok_or(Error::NotFound)?;
    let mut members = vec![SketchMember {
        client_id: anchor,
        name: row.name.clone(),
        is_primary: row.is_primary || expected.promoted == Some(anchor),
        depth: 0,
        relationship_type: None,
    }];
    let mut at = 0;
    while let Some((id, depth, is_primary)) = members
        .get(at)
        .map(|member| (member.client_id, member.depth, member.is_primary))
    {
        at += 1;
        if is_primary && depth > 0 {
            continue;
        }
        for (child, name, relationship) in children(view, id, expected)? {
            if members.iter().any(|known| known.client_id == child) {
                continue;
            }
            let row = view.clients().row(child)?;
            let is_primary = row.as_ref().is_some_and(|row| row.is_primary);
            members.push(SketchMember {
                client_id: child,
                name: row.map_or(name, |row| row.name),
                is_primary: is_primary || expected.promoted == Some(child),
                depth: depth + 1,
                relationship_type: Some(relationship),
            });
        }
    }
    Ok(HouseholdSketch {
        id: anchor,
        name: row.name,
        members,
    })
}

/// Children of a member as expected, with their names and roles.
fn children(
    view: View<'_>,
    parent: ClientId,
    expected: Expected<'_>,
) -> Result<Vec<(ClientId, String, String)>, Error> {
    if let Some((_, changes)) = expected.links.filter(|(changed, _)| *changed == parent) {
        let links = changes.kept.iter().chain(&changes.added);
        return Ok(links
            .map(|link| {
                (
                    link.child_id.unwrap_or(ClientId(Uuid::nil())),
                    link.name.clone(),
                    link.relationship_type.to_string(),
                )
            })
            .collect());
    }
    let links = view.links().children_of(parent)?;
    Ok(links
        .into_iter()
        .map(|link| (link.child, link.child_name, link.relationship.to_string()))
        .collect())
}
