//! What an operation rests on: the clients as they were rehearsed, moved on by what was proven here since. A change that
//! this desk announced, sent and read back is no surprise to the operations that waited behind it.

use artu::models::{Client, ClientId, Record};
use vault::{Digest, Operation, OperationQuery, OperationState as Kept, View};

use super::{
    members::fingerprint,
    reading::Reading,
    stored::{self, Moved, RestsOn},
};
use crate::{Error, Session, contract::OperationIntent};

/// A client an operation rests on.
pub(super) struct Standing {
    pub client: ClientId,
    /// As it was rehearsed; nothing when that version is no longer stored.
    pub rehearsed: Option<String>,
    /// The same, moved on by the operations proven since.
    pub expected: Option<String>,
}

/// Every client an operation rests on, as its state is expected to be.
pub(super) fn standing(session: &Session, operation: &Operation) -> Result<Vec<Standing>, Error> {
    let rests_on = stored::rests_on(operation)?;
    session
        .vault()
        .read(|view| rests_on.into_iter().map(|basis| one(view, basis)).collect())
}

/// What is expected to have been there before the write, as a reading.
pub(super) fn expected(
    session: &Session,
    operation: &Operation,
    intent: &OperationIntent,
) -> Result<Reading, Error> {
    let records: Vec<Record<Client>> = standing(session, operation)?
        .into_iter()
        .filter_map(|standing| Record::parse(&standing.expected?).ok())
        .collect();
    Ok(Reading::of_records(records, intent.act().links_of()))
}

fn one(view: View<'_>, basis: RestsOn) -> Result<Standing, Error> {
    let client = basis.client_id;
    let version = |digest: Digest| -> Result<Option<String>, Error> {
        let found = view.revisions().by_digest(client, digest)?;
        Ok(found.map(|version| version.raw))
    };
    let rehearsed = version(basis.digest)?;
    let mut expected = rehearsed.clone();
    let mut moves = moves(view, client)?;
    while let Some(raw) = &expected {
        let now = fingerprint(raw)?;
        let Some(place) = moves.iter().position(|moved| moved.before == now) else {
            break;
        };
        match version(moves.swap_remove(place).after)? {
            Some(next) => expected = Some(next),
            None => break,
        }
    }
    Ok(Standing {
        client,
        rehearsed,
        expected,
    })
}

/// What operations proven here did to a client.
fn moves(view: View<'_>, client: ClientId) -> Result<Vec<Moved>, Error> {
    let query = OperationQuery {
        states: vec![Kept::Proven, Kept::Settled],
        client_id: Some(client),
        limit: u64::MAX,
        ..OperationQuery::default()
    };
    let mut moves = Vec::new();
    for operation in view.operations().list(&query)?.rows {
        moves.extend(stored::outcome(&operation)?.moved);
    }
    Ok(moves)
}
