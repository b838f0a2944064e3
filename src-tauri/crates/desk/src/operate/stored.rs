//! Operations as the vault keeps them, and as they are shown.

use serde::{Deserialize, Serialize};
use vault::{Operation, OperationState as Kept, View};

use crate::{
    Error,
    contract::{
        AppError, Code, ConflictRow, Language, OperationKind, OperationResult, OperationState,
        OperationView, ProofView, RehearsalView,
    },
    text,
};

/// Why an operation did not go through, kept without words so that it can be told in either language.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Problem {
    /// The word.
    pub code: Code,
    /// More, free of personal data.
    pub details: Option<serde_json::Value>,
}

impl Problem {
    /// The problem that an error is.
    pub(super) fn of(error: &Error) -> Self {
        let told = error.to_app(Language::En);
        Self {
            code: told.code,
            details: told.details,
        }
    }

    fn tell(self, language: Language) -> AppError {
        AppError {
            code: self.code,
            message: text::failure(self.code, language).into(),
            retryable: false,
            details: self.details,
        }
    }
}

/// How an operation ended, as the vault keeps it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Outcome {
    /// What was read back.
    pub proof: Option<ProofView>,
    /// What differed from the rehearsal before it was sent.
    pub conflict: Vec<ConflictRow>,
    /// Why it did not go through.
    pub problem: Option<Problem>,
    /// For one that was unknown: whether a read found it carried out.
    pub carried_out: Option<bool>,
}

impl Outcome {
    /// The outcome of a failure.
    pub(super) fn failed(error: &Error) -> Self {
        Self {
            problem: Some(Problem::of(error)),
            ..Self::default()
        }
    }

    /// As JSON text for the vault.
    pub(super) fn text(&self) -> Result<String, Error> {
        Ok(serde_json::to_string(self)?)
    }
}

fn outcome(operation: &Operation) -> Result<Outcome, Error> {
    Ok(match &operation.outcome {
        Some(text) => serde_json::from_str(text)?,
        None => Outcome::default(),
    })
}

fn state(kept: Kept, outcome: &Outcome) -> OperationState {
    match kept {
        Kept::Recorded => OperationState::Waiting,
        Kept::Sending => OperationState::Sending,
        Kept::Proven => OperationState::Proven,
        Kept::AlreadyDone => OperationState::AlreadyDone,
        Kept::Refused => OperationState::Refused,
        Kept::Conflict => OperationState::Conflict,
        Kept::Unknown => OperationState::Unknown,
        Kept::Settled if outcome.carried_out == Some(true) => OperationState::Proven,
        Kept::Settled => OperationState::NotDone,
        Kept::Cancelled => OperationState::Cancelled,
    }
}

/// The states of the vault that are shown as `state`.
pub(super) fn kept_states(state: OperationState) -> Vec<Kept> {
    match state {
        OperationState::Rehearsed => Vec::new(),
        OperationState::Waiting => vec![Kept::Recorded],
        OperationState::Sending => vec![Kept::Sending],
        OperationState::Proven => vec![Kept::Proven, Kept::Settled],
        OperationState::AlreadyDone => vec![Kept::AlreadyDone],
        OperationState::Refused => vec![Kept::Refused],
        OperationState::Conflict => vec![Kept::Conflict],
        OperationState::Unknown => vec![Kept::Unknown],
        OperationState::NotDone => vec![Kept::Settled],
        OperationState::Cancelled => vec![Kept::Cancelled],
    }
}

/// The rehearsal an operation rests on.
pub(super) fn rehearsal(operation: &Operation) -> Result<RehearsalView, Error> {
    Ok(serde_json::from_str(&operation.rehearsal)?)
}

/// An operation as it is shown.
pub(super) fn view(
    view: View<'_>,
    operation: Operation,
    language: Language,
) -> Result<OperationView, Error> {
    let outcome = outcome(&operation)?;
    let rehearsal = rehearsal(&operation)?;
    let client_id = operation.client_id.ok_or(Error::NotFound)?;
    let name = view
        .clients()
        .row(client_id)?
        .map_or_else(|| rehearsal.client_name.clone(), |row| row.name);
    Ok(OperationView {
        operation_id: operation.id.to_string(),
        kind: serde_json::from_value::<OperationKind>(operation.kind.clone().into())?,
        client_id,
        client_name: name,
        state: state(operation.state, &outcome),
        reason: operation.reason,
        analyst: operation.analyst,
        created_at: operation.created_at,
        sent_at: operation.sent_at,
        finished_at: operation.finished_at,
        rehearsal,
        proof: outcome.proof,
        conflict: outcome.conflict,
        problem: outcome.problem.map(|problem| problem.tell(language)),
    })
}

/// The result of handling an operation, as it is shown.
pub(super) fn result(operation: &Operation, language: Language) -> Result<OperationResult, Error> {
    let outcome = outcome(operation)?;
    Ok(OperationResult {
        operation_id: Some(operation.id.to_string()),
        client_id: operation.client_id.ok_or(Error::NotFound)?,
        state: state(operation.state, &outcome),
        rehearsal: rehearsal(operation)?,
        proof: outcome.proof,
        conflict: outcome.conflict,
        problem: outcome.problem.map(|problem| problem.tell(language)),
    })
}
