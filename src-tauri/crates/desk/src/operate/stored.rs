//! Operations as the vault keeps them, and as they are shown.

use artu::models::ClientId;
use serde::{Deserialize, Serialize};
use serde_json::json;
use vault::{Digest, Operation, OperationState as Kept, View};

use crate::{
    Error,
    contract::{
        AppError, Code, ConflictRow, Language, OperationIntent, OperationKind, OperationResult,
        OperationState, OperationView, PromoteIntent, ProofView, RehearsalView, RequestView,
    },
    text,
};

/// A client an operation rests on, as it was at the rehearsal.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RestsOn {
    /// The client.
    pub client_id: ClientId,
    /// The digest of its record.
    pub digest: Digest,
}

/// The request as the vault keeps it, with what is needed to carry it out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    #[serde(flatten)]
    shown: &'a RequestView,
    intent: &'a OperationIntent,
    rests_on: &'a [RestsOn],
}

/// What is read out of a kept request. The first promotions were kept without it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Kernel {
    #[serde(default)]
    intent: Option<OperationIntent>,
    #[serde(default)]
    rests_on: Vec<RestsOn>,
}

/// The request for the vault.
pub(super) fn request(
    request: &RequestView,
    intent: &OperationIntent,
    rests_on: &[RestsOn],
) -> Result<String, Error> {
    Ok(serde_json::to_string(&Request {
        shown: request,
        intent,
        rests_on,
    })?)
}

/// What an operation intends.
pub(super) fn intent(operation: &Operation) -> Result<OperationIntent, Error> {
    let kernel: Kernel = serde_json::from_str(&operation.request)?;
    match (kernel.intent, operation.client_id) {
        (Some(intent), _) => Ok(intent),
        (None, Some(client_id)) if operation.kind == "promote" => {
            Ok(OperationIntent::Promote(PromoteIntent { client_id }))
        }
        (None, _) => Err(Error::NotFound),
    }
}

/// What an operation rests on, the client concerned first.
pub(super) fn rests_on(operation: &Operation) -> Result<Vec<RestsOn>, Error> {
    let kernel: Kernel = serde_json::from_str(&operation.request)?;
    if !kernel.rests_on.is_empty() {
        return Ok(kernel.rests_on);
    }
    let base = operation.client_id.zip(operation.base);
    Ok(base
        .map(|(client_id, base)| RestsOn {
            client_id,
            digest: base.digest,
        })
        .into_iter()
        .collect())
}

/// The kind of an intent.
pub(super) fn kind(intent: &OperationIntent) -> OperationKind {
    match intent {
        OperationIntent::Promote(_) => OperationKind::Promote,
        OperationIntent::Link(_) => OperationKind::Link,
        OperationIntent::Unlink(_) => OperationKind::Unlink,
        OperationIntent::ReplaceLinks(_) => OperationKind::ReplaceLinks,
        OperationIntent::CreateRelated(_) => OperationKind::CreateRelated,
        OperationIntent::Update(_) => OperationKind::Update,
    }
}

/// The word the vault keeps for the kind of an intent.
pub(super) fn kind_word(intent: &OperationIntent) -> Result<String, Error> {
    Ok(serde_json::from_value(serde_json::to_value(kind(intent))?)?)
}

/// The clients an entry of the journal names.
pub(super) fn subjects(intent: &OperationIntent) -> Vec<String> {
    let touched = intent.act().touches();
    touched.iter().map(ToString::to_string).collect()
}

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

    fn is_undecided(&self) -> bool {
        let told = self.details.as_ref();
        told.is_some_and(|details| details["undecided"] == true)
    }

    fn tell(self, language: Language) -> AppError {
        let message = if self.is_undecided() {
            text::undecided(language)
        } else {
            text::failure(self.code, language)
        };
        AppError {
            code: self.code,
            message: message.into(),
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
    /// From which state to which the client concerned went, when nothing else happened to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved: Option<Moved>,
}

/// A step of a client that an operation made and read back.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Moved {
    /// The fingerprint of its state before.
    pub before: Digest,
    /// The digest of its record after.
    pub after: Digest,
}

impl Outcome {
    /// The outcome of a failure.
    pub(super) fn failed(error: &Error) -> Self {
        Self {
            problem: Some(Problem::of(error)),
            ..Self::default()
        }
    }

    /// The server said no, for the reason it gave.
    pub(super) fn refused(error: artu::Error) -> Self {
        let reason = match &error {
            artu::Error::Conflict { message, .. }
            | artu::Error::Validation { message, .. }
            | artu::Error::Refused { message, .. } => Some(message.as_str().to_owned()),
            _ => None,
        };
        let mut outcome = Self::failed(&error.into());
        if let Some(problem) = &mut outcome.problem {
            // Nothing moved under the analyst's eyes: it is the server that does not want it.
            if problem.code == Code::Conflict {
                problem.code = Code::Refused;
            }
            if let Some(reason) = reason.filter(|reason| !reason.is_empty()) {
                let mut details = problem.details.take().unwrap_or_else(|| json!({}));
                details["reason"] = reason.into();
                problem.details = Some(details);
            }
        }
        outcome
    }

    /// The answer was lost.
    pub(super) fn lost() -> Self {
        Self {
            problem: Some(Problem {
                code: Code::Unknown,
                details: None,
            }),
            ..Self::default()
        }
    }

    /// The answer was lost, and a read does not tell what became of the write.
    pub(super) fn undecided() -> Self {
        Self {
            problem: Some(Problem {
                code: Code::Unknown,
                details: Some(json!({ "undecided": true })),
            }),
            ..Self::default()
        }
    }

    /// Whether a read was not enough to tell.
    pub(super) fn is_undecided(&self) -> bool {
        self.problem.as_ref().is_some_and(Problem::is_undecided)
    }

    /// As JSON text for the vault.
    pub(super) fn text(&self) -> Result<String, Error> {
        Ok(serde_json::to_string(self)?)
    }
}

/// How an operation ended.
pub(super) fn outcome(operation: &Operation) -> Result<Outcome, Error> {
    Ok(match &operation.outcome {
        Some(text) => serde_json::from_str(text)?,
        None => Outcome::default(),
    })
}

/// The state that is shown.
pub(super) fn state(kept: Kept, outcome: &Outcome) -> OperationState {
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
        waits_for: None,
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
        waits_for: None,
    })
}
