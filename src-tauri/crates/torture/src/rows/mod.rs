//! One file per row of the matrix, and the operations that rows share in [`wish`].

pub(crate) mod clock;
pub(crate) mod corruption;
pub(crate) mod crash;
pub(crate) mod day;
pub(crate) mod disk;
pub(crate) mod environments;
pub(crate) mod journal;
pub(crate) mod keys;
pub(crate) mod listing;
pub(crate) mod lock;
pub(crate) mod migration;
pub(crate) mod network;
pub(crate) mod outbox;
pub(crate) mod payload;
pub(crate) mod power;
pub(crate) mod purge;
pub(crate) mod queue;
pub(crate) mod secrets;
pub(crate) mod soak;
pub(crate) mod tls;
pub(crate) mod together;
pub(crate) mod wish;

use sandbox::{FaultKind, RetryAfter};

/// An error answer.
pub(crate) fn status(status: u16, retry_after: Option<RetryAfter>) -> FaultKind {
    FaultKind::Status {
        status,
        retry_after,
    }
}
