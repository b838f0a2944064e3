//! What a promotion will do, as far as is known.

use artu::{Write, models::ClientId};
use vault::{StoredClient, View};

use crate::{
    Error, Session,
    contract::{
        HouseholdSketch, Language, OperationResult, OperationState, RehearsalView, RequestView,
        SketchMember,
    },
    text,
};

/// Says what promoting a client will do; nothing is stored or sent.
///
/// # Errors
/// When the client is not in the vault.
pub fn rehearse_promotion(
    session: &Session,
    id: ClientId,
    language: Language,
) -> Result<OperationResult, Error> {
    let (client, rehearsal) = rehearse(session, id, language)?;
    let state = if client.row.is_primary {
        OperationState::AlreadyDone
    } else {
        OperationState::Rehearsed
    };
    Ok(OperationResult {
        operation_id: None,
        client_id: id,
        state,
        rehearsal,
        proof: None,
        conflict: Vec::new(),
        problem: None,
    })
}

/// The client as it is stored and the rehearsal made from it, out of one reading.
pub(super) fn rehearse(
    session: &Session,
    id: ClientId,
    language: Language,
) -> Result<(StoredClient, RehearsalView), Error> {
    session.vault().read(|view| {
        let client = view.clients().get(id)?.ok_or(Error::NotFound)?;
        let before = view
            .households()
            .households_of(id)?
            .into_iter()
            .map(|anchor| sketch(view, anchor))
            .collect::<Result<Vec<_>, Error>>()?;
        let own = own_household(view, &client)?;
        let rehearsal = RehearsalView {
            client_name: client.row.name.clone(),
            request: request(session, id)?,
            known: vec![
                text::known_becomes_primary(&client.row.name, language),
                text::known_request_has_no_body(language),
                text::known_sent_once(language),
            ],
            expected: vec![
                text::expected_own_household(&client.row.name, own.members.len(), language),
                text::expected_links_stay(view.links().parents_of(id)?.len(), language),
                text::expected_others_stay(language),
            ],
            unknown: text::unknown_effects(language),
            warnings: warnings(view, &client, language)?,
            after: after(&before, own, id),
            before,
            base_updated_at: client.row.updated_at,
            as_of: client.row.as_of,
        };
        Ok((client, rehearsal))
    })
}

fn request(session: &Session, id: ClientId) -> Result<RequestView, Error> {
    let preview = session.artu().describe(&Write::promote(id))?;
    Ok(RequestView {
        method: preview.method.to_string(),
        path: preview.path,
        environment: preview.environment.to_string(),
        body: preview.body,
    })
}

fn sketch(view: View<'_>, anchor: ClientId) -> Result<HouseholdSketch, Error> {
    let household = view
        .households()
        .household(anchor)?
        .ok_or(Error::NotFound)?;
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

/// The household a client will head: what its links reach, a primary member shown and not expanded.
fn own_household(view: View<'_>, client: &StoredClient) -> Result<HouseholdSketch, Error> {
    let anchor = SketchMember {
        client_id: client.row.id,
        name: client.row.name.clone(),
        is_primary: client.row.is_primary,
        depth: 0,
        relationship_type: None,
    };
    let mut members = vec![anchor];
    let mut at = 0;
    while let Some(parent) = members
        .get(at)
        .map(|member| (member.client_id, member.depth, member.is_primary))
    {
        at += 1;
        let (id, depth, is_primary) = parent;
        if is_primary && depth > 0 {
            continue;
        }
        for link in view.links().children_of(id)? {
            if members.iter().any(|known| known.client_id == link.child) {
                continue;
            }
            let row = view.clients().row(link.child)?;
            members.push(SketchMember {
                client_id: link.child,
                name: row.as_ref().map_or(link.child_name, |row| row.name.clone()),
                is_primary: row.is_some_and(|row| row.is_primary),
                depth: depth + 1,
                relationship_type: Some(link.relationship.to_string()),
            });
        }
    }
    Ok(HouseholdSketch {
        id: client.row.id,
        name: client.row.name.clone(),
        members,
    })
}

/// The households as expected: everyone stays, the client is marked, and a household of its own appears. A primary
/// member is shown and not expanded, so what hangs below it leaves the households above.
fn after(before: &[HouseholdSketch], own: HouseholdSketch, id: ClientId) -> Vec<HouseholdSketch> {
    let marked = |members: &[SketchMember]| -> Vec<SketchMember> {
        members
            .iter()
            .map(|member| SketchMember {
                is_primary: member.is_primary || member.client_id == id,
                ..member.clone()
            })
            .collect()
    };
    let below: Vec<ClientId> = own
        .members
        .iter()
        .skip(1)
        .map(|member| member.client_id)
        .collect();
    let mut after: Vec<HouseholdSketch> = before
        .iter()
        .filter(|household| household.id != id)
        .map(|household| HouseholdSketch {
            members: marked(&household.members)
                .into_iter()
                .filter(|member| !below.contains(&member.client_id))
                .collect(),
            ..household.clone()
        })
        .collect();
    after.push(HouseholdSketch {
        members: marked(&own.members),
        ..own
    });
    after
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
