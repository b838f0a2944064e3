//! What an operation will do, as far as is known.

use artu::models::{Client, ClientId, Record};
use vault::{Digest, OperationBase, View};

use super::{
    reading::{Links, Reading},
    sketch,
    stored::RestsOn,
    write,
};
use crate::{
    Error, Session,
    contract::{
        Language, OperationIntent, OperationResult, OperationState, PromoteIntent, RehearsalView,
    },
};

/// A rehearsal with the state of the records it was made from.
pub(super) struct Rehearsed {
    pub rehearsal: RehearsalView,
    /// The client concerned, as it was.
    pub base: OperationBase,
    /// Every client the operation rests on, as it was.
    pub rests_on: Vec<RestsOn>,
    /// Whether the wished state holds already, as far as is stored.
    pub holds: bool,
}

/// Says what promoting a client will do; nothing is stored or sent.
///
/// # Errors
/// When the client is not in the vault.
pub fn rehearse_promotion(
    session: &Session,
    id: ClientId,
    language: Language,
) -> Result<OperationResult, Error> {
    let intent = OperationIntent::Promote(PromoteIntent { client_id: id });
    rehearse(session, &intent, language)
}

/// Says what an operation will do; nothing is stored or sent.
///
/// # Errors
/// When it cannot be asked for, or a client it is about is not in the vault.
pub fn rehearse(
    session: &Session,
    intent: &OperationIntent,
    language: Language,
) -> Result<OperationResult, Error> {
    let rehearsed = prepare(session, intent, language)?;
    let state = if rehearsed.holds {
        OperationState::AlreadyDone
    } else {
        OperationState::Rehearsed
    };
    Ok(OperationResult {
        operation_id: None,
        client_id: intent.act().client(),
        state,
        rehearsal: rehearsed.rehearsal,
        proof: None,
        conflict: Vec::new(),
        problem: None,
        waits_for: None,
    })
}

/// The rehearsal and what it rests on, out of one reading of the vault.
pub(super) fn prepare(
    session: &Session,
    intent: &OperationIntent,
    language: Language,
) -> Result<Rehearsed, Error> {
    let act = intent.act();
    act.check().map_err(Error::Usage)?;
    session.vault().read(|view| {
        let client = view.clients().get(act.client())?.ok_or(Error::NotFound)?;
        let links = Links::of_record(&client.raw).unwrap_or_default().set();
        let (records, rests_on) = stored_records(view, &act.rests_on(&links))?;
        let seen = Reading::of_records(records, act.links_of());
        let request = write::describe(session, intent, &seen)?;
        let announcement = act.announce(view, &client, language)?;
        let (before, after) = sketch::before_and_after(view, act.client(), &announcement)?;
        Ok(Rehearsed {
            holds: act.holds(&seen) == Some(true),
            base: OperationBase {
                digest: client.row.digest,
                updated_at: client.row.updated_at,
            },
            rests_on,
            rehearsal: RehearsalView {
                client_name: client.row.name,
                request,
                known: announcement.known,
                expected: announcement.expected,
                unknown: announcement.unknown,
                warnings: announcement.warnings,
                link_changes: announcement.link_changes,
                member_changes: announcement.member_changes,
                before,
                after,
                base_updated_at: client.row.updated_at,
                as_of: client.row.as_of,
            },
        })
    })
}

fn stored_records(
    view: View<'_>,
    ids: &[ClientId],
) -> Result<(Vec<Record<Client>>, Vec<RestsOn>), Error> {
    let mut records = Vec::with_capacity(ids.len());
    let mut rests_on = Vec::with_capacity(ids.len());
    for id in ids {
        let stored = view.clients().get(*id)?.ok_or(Error::NotFound)?;
        rests_on.push(RestsOn {
            client_id: *id,
            digest: Digest::of(stored.raw.as_bytes()),
        });
        records.extend(Record::parse(&stored.raw));
    }
    Ok((records, rests_on))
}
