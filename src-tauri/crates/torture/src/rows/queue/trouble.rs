//! What happens to one of the writes of a queue, and how it is told.

use desk::contract::{Code, OperationIntent, OperationState, OperationView};
use sandbox::{Fault, FaultKind};

use super::Queue;
use crate::{
    office::{Office, TEST},
    rows::{status, wish::Wish},
    trouble::{Outcome, ensure},
};

/// The name that somebody else gives a client.
const NAME: &str = "Ximena Cambiada";

/// What happens to one of the writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    Refused(u16),
    Changed,
    Deleted,
    DoneByAnother,
    /// It is carried out; neither its answer nor a read tells so.
    Lost,
    Offline,
    ServerDown,
}

pub(super) const TROUBLES: [Trouble; 11] = [
    Trouble::Refused(409),
    Trouble::Refused(404),
    Trouble::Refused(422),
    Trouble::Refused(403),
    Trouble::Lost,
    Trouble::Changed,
    Trouble::Deleted,
    Trouble::DoneByAnother,
    Trouble::Offline,
    Trouble::ServerDown,
    Trouble::Refused(400),
];

impl Trouble {
    /// Whether somebody else makes it on the server, before the write comes.
    pub(super) const fn is_behind_the_scenes(self) -> bool {
        matches!(self, Self::Changed | Self::Deleted | Self::DoneByAnother)
    }

    /// Whether it leaves a write about which nothing is decided.
    pub(super) const fn is_undecided(self) -> bool {
        matches!(self, Self::Lost | Self::Changed)
    }

    /// Makes it, and says how the write that meets it must end.
    pub(super) fn make(self, office: &Office, queue: &Queue) -> Outcome<OperationState> {
        let wish = queue.troubled();
        let (control, id) = (&office.control, wish.subject);
        match self {
            Self::Refused(code) => control.push_fault(wish.met_by(status(code, None))),
            Self::Changed => control.rename(TEST, id, NAME)?,
            Self::Deleted => control.delete(TEST, id)?,
            Self::DoneByAnother => {
                if !wish.done_by_another(control)? {
                    control.rename(TEST, id, NAME)?;
                    return Ok(OperationState::Conflict);
                }
            }
            Self::Lost => {
                control.push_fault(wish.met_by(FaultKind::EffectWithoutAnswer));
                let reads = Fault::always(FaultKind::Reset).on("GET", &format!("/clients/{id}"));
                // Before its undoing, a link is read, made and read again.
                let earlier = if queue.is_at_the_unlink() { 4 } else { 0 };
                control.push_fault(reads.after(earlier + own_reads(wish)));
            }
            Self::Offline => control.set_refusing(true),
            Self::ServerDown => {
                let path = format!("/clients/{id}");
                control.push_fault(Fault::always(FaultKind::Reset).on("GET", &path));
            }
        }
        Ok(match self {
            Self::Refused(_) | Self::Deleted => OperationState::Refused,
            Self::Changed => OperationState::Conflict,
            Self::DoneByAnother => OperationState::AlreadyDone,
            Self::Offline | Self::ServerDown | Self::Lost => OperationState::Proven,
        })
    }

    /// The write in trouble is shown with its reason, as long as it is not carried out.
    pub(super) fn ensure_told(self, shown: &OperationView) -> Outcome {
        use OperationState as S;
        let code = shown.problem.as_ref().map(|problem| problem.code);
        let fine = match shown.state {
            S::Refused => match self {
                Self::Refused(404) | Self::Deleted => code == Some(Code::NotFound),
                Self::Refused(403) => code == Some(Code::Forbidden),
                _ => code == Some(Code::Refused),
            },
            S::Conflict => shown.conflict.iter().any(|row| {
                row.theirs.contains(NAME) && !row.label.is_empty() && row.base != row.theirs
            }),
            S::Unknown => code == Some(Code::Unknown),
            S::Proven => shown.proof.is_some(),
            S::AlreadyDone => true,
            _ => false,
        };
        let message = shown.problem.as_ref().map(|problem| &problem.message);
        ensure(fine && message.is_none_or(|text| !text.is_empty()), || {
            format!(
                "shown as {:?}, {:?}, {:?}",
                shown.state, shown.problem, shown.conflict
            )
        })
    }
}

/// Reads under the path of its client that go before a write.
const fn own_reads(wish: &Wish) -> u32 {
    match wish.intent {
        OperationIntent::Promote(_) | OperationIntent::Update(_) => 1,
        _ => 2,
    }
}
