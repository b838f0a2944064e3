//! The status a command ends with.

use std::process::ExitCode;

use desk::contract::{AppError, Code, OperationState};

/// How a command ended, in the number a script reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// Failed.
    Failed = 1,
    /// The command is wrong.
    Usage = 2,
    /// The vault is locked or the secret does not open it.
    Locked = 3,
    /// The data moved since they were looked at.
    Conflict = 4,
    /// The server cannot be reached or its answer was lost; the work is kept.
    Offline = 5,
    /// The server refused.
    Refused = 6,
    /// Records were set aside.
    SetAside = 7,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl Exit {
    /// The status of a failure with this code.
    pub(crate) const fn of(code: Code) -> Self {
        match code {
            Code::Usage => Self::Usage,
            Code::Locked | Code::WrongKey | Code::TooManyTries | Code::KeychainUnavailable => {
                Self::Locked
            }
            Code::Conflict => Self::Conflict,
            Code::Offline | Code::Untrusted | Code::Unknown => Self::Offline,
            Code::Unauthorised | Code::Forbidden | Code::Refused => Self::Refused,
            Code::NoProfile
            | Code::ProfileExists
            | Code::InUse
            | Code::NotFound
            | Code::RateLimited
            | Code::Server
            | Code::Protocol
            | Code::Cancelled
            | Code::DiskFull
            | Code::ReadOnly
            | Code::NewerVault
            | Code::Damaged
            | Code::Internal => Self::Failed,
        }
    }

    /// The status of an operation that was to be carried out. One that waits is kept: its problem says whether the
    /// server refused or could not serve.
    pub(crate) fn of_operation(state: OperationState, problem: Option<&AppError>) -> Self {
        match state {
            OperationState::Rehearsed
            | OperationState::Proven
            | OperationState::AlreadyDone
            | OperationState::Cancelled => Self::Done,
            OperationState::Conflict => Self::Conflict,
            OperationState::Refused => Self::Refused,
            OperationState::NotDone => Self::Failed,
            OperationState::Sending | OperationState::Unknown => Self::Offline,
            OperationState::Waiting => match problem.map(|problem| Self::of(problem.code)) {
                Some(exit @ (Self::Refused | Self::Conflict)) => exit,
                _ => Self::Offline,
            },
        }
    }

    /// The status of several acts: what a person must look at goes first.
    pub(crate) fn worst(all: impl IntoIterator<Item = Self>) -> Self {
        const ORDER: [Exit; 7] = [
            Exit::Usage,
            Exit::Locked,
            Exit::Conflict,
            Exit::Refused,
            Exit::Offline,
            Exit::Failed,
            Exit::SetAside,
        ];
        let seen: Vec<Self> = all.into_iter().collect();
        ORDER
            .into_iter()
            .find(|exit| seen.contains(exit))
            .unwrap_or(Self::Done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_status() {
        for (code, status) in [
            (Code::NoProfile, 1),
            (Code::ProfileExists, 1),
            (Code::Locked, 3),
            (Code::WrongKey, 3),
            (Code::KeychainUnavailable, 3),
            (Code::TooManyTries, 3),
            (Code::InUse, 1),
            (Code::NotFound, 1),
            (Code::Usage, 2),
            (Code::Offline, 5),
            (Code::Unauthorised, 6),
            (Code::Forbidden, 6),
            (Code::RateLimited, 1),
            (Code::Server, 1),
            (Code::Protocol, 1),
            (Code::Refused, 6),
            (Code::Conflict, 4),
            (Code::Unknown, 5),
            (Code::Cancelled, 1),
            (Code::DiskFull, 1),
            (Code::ReadOnly, 1),
            (Code::NewerVault, 1),
            (Code::Damaged, 1),
            (Code::Internal, 1),
        ] {
            assert_eq!(Exit::of(code) as u8, status, "{code:?}");
        }
    }

    #[test]
    fn a_waiting_operation_says_why_it_waits() {
        let problem = |code| AppError {
            code,
            message: String::new(),
            retryable: true,
            details: None,
        };
        let waiting = |code| Exit::of_operation(OperationState::Waiting, Some(&problem(code)));
        assert_eq!(waiting(Code::Offline), Exit::Offline);
        assert_eq!(waiting(Code::Server), Exit::Offline);
        assert_eq!(waiting(Code::Unauthorised), Exit::Refused);
        assert_eq!(
            Exit::of_operation(OperationState::Waiting, None),
            Exit::Offline
        );
    }

    #[test]
    fn a_conflict_outweighs_what_only_waits() {
        assert_eq!(
            Exit::worst([Exit::Done, Exit::Offline, Exit::Conflict]),
            Exit::Conflict
        );
        assert_eq!(Exit::worst([]), Exit::Done);
    }
}
