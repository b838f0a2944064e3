//! The order of operations: one that shares a client with an earlier one waits until that one is decided.

use artu::models::ClientId;
use uuid::Uuid;
use vault::{Operation, OperationQuery, OperationState as Kept, View};

use super::stored::{self, Outcome};
use crate::{
    Error, Session,
    contract::{AppError, Code, Language, OperationKind, OperationState},
    text,
};

/// States in which nobody knows yet what becomes of an operation.
const UNDECIDED: [Kept; 4] = [Kept::Recorded, Kept::Sending, Kept::Unknown, Kept::Conflict];

/// One undecided operation.
#[derive(Debug, Clone)]
pub(super) struct Ahead {
    pub id: Uuid,
    kind: OperationKind,
    state: OperationState,
    name: String,
    touches: Vec<ClientId>,
}

impl Ahead {
    /// Why an operation waits for this one.
    pub(super) fn problem(&self, language: Language) -> AppError {
        let code = match self.state {
            OperationState::Conflict => Code::Conflict,
            OperationState::Unknown => Code::Unknown,
            _ => Code::InUse,
        };
        AppError {
            code,
            message: text::waits_for(self.kind, &self.name, self.state, language),
            retryable: code == Code::InUse,
            details: Some(serde_json::json!({ "waitsFor": self.id, "state": self.state })),
        }
    }
}

/// The undecided operations, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Queue(Vec<Ahead>);

impl Queue {
    /// Reads the queue.
    pub(super) fn read(session: &Session) -> Result<Self, Error> {
        session.vault().read(Self::of)
    }

    /// The queue of one view.
    pub(super) fn of(view: View<'_>) -> Result<Self, Error> {
        let query = OperationQuery {
            states: UNDECIDED.to_vec(),
            oldest_first: true,
            limit: u64::MAX,
            ..OperationQuery::default()
        };
        let open = view.operations().list(&query)?.rows;
        Ok(Self(open.iter().map(ahead).collect::<Result<_, Error>>()?))
    }

    /// The first undecided operation before this one that shares a client with it.
    pub(super) fn before(&self, id: Uuid) -> Option<&Ahead> {
        let place = self.0.iter().position(|one| one.id == id)?;
        let (earlier, rest) = self.0.split_at(place);
        let touches = &rest.first()?.touches;
        earlier
            .iter()
            .find(|one| one.touches.iter().any(|client| touches.contains(client)))
    }

    /// Takes note of what became of an operation.
    pub(super) fn now(&mut self, id: Uuid, state: OperationState) {
        use OperationState as S;
        let undecided = matches!(state, S::Waiting | S::Sending | S::Unknown | S::Conflict);
        self.0.retain(|one| undecided || one.id != id);
        for one in self.0.iter_mut().filter(|one| one.id == id) {
            one.state = state;
        }
    }
}

fn ahead(operation: &Operation) -> Result<Ahead, Error> {
    let intent = stored::intent(operation)?;
    Ok(Ahead {
        id: operation.id,
        kind: stored::kind(&intent),
        state: stored::state(operation.state, &Outcome::default()),
        name: stored::rehearsal(operation)?.client_name,
        touches: intent.act().touches(),
    })
}
