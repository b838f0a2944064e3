//! The operations: every intended write to Artu, recorded before it is sent and sent at most once.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params, types::Value};
use uuid::Uuid;

use super::{Listed, words};
use crate::{
    column::{At, Digest, Id, signed, unsigned},
    error::{Error, Result},
    identity::ClientId,
    store::Session,
};

words! {
    /// Where an operation stands.
    OperationState {
        /// Stored, not sent; it may wait for a connection or an approval.
        Recorded = "recorded",
        /// Claimed by one sender. After a crash in this state the outcome is unknown.
        Sending = "sending",
        /// Read back as rehearsed.
        Proven = "proven",
        /// Found done before it was sent.
        AlreadyDone = "already_done",
        /// The server said no.
        Refused = "refused",
        /// The client changed since the rehearsal; nothing was sent.
        Conflict = "conflict",
        /// The answer was lost; only a read settles it.
        Unknown = "unknown",
        /// An unknown outcome that a read settled.
        Settled = "settled",
        /// Withdrawn before it was sent.
        Cancelled = "cancelled",
    }
}

impl OperationState {
    /// Whether an operation in this state may go over to `next`. An unknown one stays so when a read does not tell.
    pub fn may_become(self, next: Self) -> bool {
        use OperationState as S;
        matches!(
            (self, next),
            (
                S::Recorded,
                S::Sending | S::AlreadyDone | S::Conflict | S::Refused | S::Cancelled
            ) | (
                S::Sending,
                S::Proven | S::AlreadyDone | S::Refused | S::Conflict | S::Unknown | S::Recorded
            ) | (S::Unknown, S::Settled | S::Proven | S::Refused | S::Unknown)
                | (S::Conflict, S::Cancelled)
        )
    }

    /// Whether nothing more will happen to it.
    pub fn is_final(self) -> bool {
        !Self::ALL.iter().any(|next| self.may_become(*next))
    }
}

/// What the client was when the operation was rehearsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationBase {
    /// The digest of the record.
    pub digest: Digest,
    /// Artu's time of the record.
    pub updated_at: Timestamp,
}

/// An operation to record.
#[derive(Debug, Clone)]
pub struct NewOperation {
    /// Its id, a version 7 UUID made by the caller.
    pub id: Uuid,
    /// What it does: `promote`, `link`, ….
    pub kind: String,
    /// The client it is about: the one whose record it changes.
    pub client_id: Option<ClientId>,
    /// The exact request with what it means and what it rests on, as JSON.
    pub request: String,
    /// The rehearsal, as JSON.
    pub rehearsal: String,
    /// What the client was at the rehearsal.
    pub base: Option<OperationBase>,
    /// Why it is done; never empty.
    pub reason: String,
    /// Who made it.
    pub analyst: String,
    /// When it was recorded.
    pub created_at: Timestamp,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Its id.
    pub id: Uuid,
    /// What it does.
    pub kind: String,
    /// The client it is about.
    pub client_id: Option<ClientId>,
    /// The exact request, as JSON.
    pub request: String,
    /// The rehearsal, as JSON.
    pub rehearsal: String,
    /// What the client was at the rehearsal.
    pub base: Option<OperationBase>,
    /// Why it is done.
    pub reason: String,
    /// Where it stands.
    pub state: OperationState,
    /// Who made it.
    pub analyst: String,
    /// When it was recorded.
    pub created_at: Timestamp,
    /// Who approved it.
    pub approver: Option<String>,
    /// When it was approved.
    pub approved_at: Option<Timestamp>,
    /// When it was claimed for sending.
    pub sent_at: Option<Timestamp>,
    /// When it came to an end.
    pub finished_at: Option<Timestamp>,
    /// The outcome with its proof, as JSON.
    pub outcome: Option<String>,
}

/// Which operations to list.
#[derive(Debug, Clone, Default)]
pub struct OperationQuery {
    /// Only these states; empty for all.
    pub states: Vec<OperationState>,
    /// Only those about this client.
    pub client_id: Option<ClientId>,
    /// Only of this kind.
    pub kind: Option<String>,
    /// The one that was recorded first comes first, as they are sent; else last. No time counts: clocks are set back.
    pub oldest_first: bool,
    /// Rows to skip.
    pub offset: u64,
    /// Most rows to give.
    pub limit: u64,
}

const COLUMNS: &str = "id, kind, client_id, request, rehearsal, base_digest, base_updated_at, reason, state, \
    analyst, created_at, approver, approved_at, sent_at, finished_at, outcome";

fn operation(row: &Row<'_>) -> rusqlite::Result<Operation> {
    let id: String = row.get(0)?;
    let time = |column: usize| -> rusqlite::Result<Option<Timestamp>> {
        Ok(row.get::<_, Option<At>>(column)?.map(|at| at.0))
    };
    let digest: Option<Digest> = row.get(5)?;
    let base = digest
        .zip(time(6)?)
        .map(|(digest, updated_at)| OperationBase { digest, updated_at });
    Ok(Operation {
        id: Uuid::parse_str(&id).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, 0))?,
        kind: row.get(1)?,
        client_id: row.get::<_, Option<Id>>(2)?.map(Into::into),
        request: row.get(3)?,
        rehearsal: row.get(4)?,
        base,
        reason: row.get(7)?,
        state: row.get(8)?,
        analyst: row.get(9)?,
        created_at: row.get::<_, At>(10)?.0,
        approver: row.get(11)?,
        approved_at: time(12)?,
        sent_at: time(13)?,
        finished_at: time(14)?,
        outcome: row.get(15)?,
    })
}

/// Reads operations.
#[derive(Clone, Copy)]
pub struct OperationsRead<'a> {
    pub(crate) session: &'a Session,
}

impl OperationsRead<'_> {
    /// One operation.
    pub fn get(self, id: Uuid) -> Result<Option<Operation>> {
        let found = self
            .session
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM operations WHERE id = ?1"))?
            .query_row([text(id)], operation)
            .optional()?;
        Ok(found)
    }

    /// The operations that fit the query.
    pub fn list(self, query: &OperationQuery) -> Result<Listed<Operation>> {
        let mut conditions = vec!["1".to_owned()];
        let mut values = Vec::new();
        if !query.states.is_empty() {
            let marks = vec!["?"; query.states.len()].join(", ");
            conditions.push(format!("state IN ({marks})"));
            values.extend(
                query
                    .states
                    .iter()
                    .map(|state| Value::from(state.as_str().to_owned())),
            );
        }
        if let Some(id) = query.client_id {
            conditions.push("client_id = ?".to_owned());
            values.push(Value::from(Uuid::from(id).as_bytes().to_vec()));
        }
        if let Some(kind) = &query.kind {
            conditions.push("kind = ?".to_owned());
            values.push(Value::from(kind.clone()));
        }
        let conditions = conditions.join(" AND ");
        let order = if query.oldest_first { "ASC" } else { "DESC" };
        let connection = &self.session.connection;
        let total: i64 = connection
            .prepare_cached(&format!(
                "SELECT count(*) FROM operations WHERE {conditions}"
            ))?
            .query_row(rusqlite::params_from_iter(&values), |row| row.get(0))?;
        values.push(Value::from(signed(query.limit)));
        values.push(Value::from(signed(query.offset)));
        let rows = connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM operations WHERE {conditions} \
                 ORDER BY rowid {order} LIMIT ? OFFSET ?"
            ))?
            .query_map(rusqlite::params_from_iter(&values), operation)?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Listed {
            rows,
            total: unsigned(total),
        })
    }

    /// How many operations are in a state.
    pub fn count(self, state: OperationState) -> Result<u64> {
        let count: i64 = self
            .session
            .connection
            .prepare_cached("SELECT count(*) FROM operations WHERE state = ?1")?
            .query_row([state], |row| row.get(0))?;
        Ok(unsigned(count))
    }
}

/// Writes operations.
#[derive(Clone, Copy)]
pub struct OperationsWrite<'a> {
    pub(crate) session: &'a Session,
}

impl OperationsWrite<'_> {
    /// Records an operation before it is sent. An empty reason is refused.
    pub fn record(self, new: &NewOperation) -> Result<()> {
        if new.reason.trim().is_empty() {
            return Err(Error::Unstorable {
                what: "an operation without a reason",
            });
        }
        self.session
            .connection
            .prepare_cached(
                "INSERT INTO operations (id, kind, client_id, request, rehearsal, base_digest, base_updated_at, \
                 reason, state, analyst, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'recorded', ?9, ?10)",
            )?
            .execute(params![
                text(new.id),
                new.kind,
                new.client_id.map(Id::from),
                new.request,
                new.rehearsal,
                new.base.map(|base| base.digest),
                new.base.map(|base| At(base.updated_at)),
                new.reason,
                new.analyst,
                At(new.created_at)
            ])?;
        Ok(())
    }

    /// Approves a recorded operation. The maker cannot.
    pub fn approve(self, id: Uuid, approver: &str, at: Timestamp) -> Result<()> {
        let found = self.found(id)?;
        if found.analyst == approver {
            return Err(Error::MakerCannotApprove);
        }
        if found.state != OperationState::Recorded {
            return Err(Error::IllegalTransition {
                from: found.state.as_str(),
                to: "approved",
            });
        }
        self.session
            .connection
            .prepare_cached("UPDATE operations SET approver = ?2, approved_at = ?3 WHERE id = ?1")?
            .execute(params![text(id), approver, At(at)])?;
        Ok(())
    }

    /// Takes a recorded operation for sending. `true` for exactly one caller, over all processes: the write transaction is
    /// immediate, so the second finds the state changed.
    pub fn claim_for_sending(self, id: Uuid, at: Timestamp) -> Result<bool> {
        let claimed = self
            .session
            .connection
            .prepare_cached(
                "UPDATE operations SET state = 'sending', sent_at = ?2 WHERE id = ?1 AND state = 'recorded'",
            )?
            .execute(params![text(id), At(at)])?;
        Ok(claimed == 1)
    }

    /// Moves an operation on, with its outcome as JSON. `sending` is reached by [`Self::claim_for_sending`] only.
    /// Going back from `sending` to `recorded` is for a request that certainly never left.
    pub fn advance(
        self,
        id: Uuid,
        next: OperationState,
        outcome: Option<&str>,
        at: Timestamp,
    ) -> Result<Operation> {
        let found = self.found(id)?;
        if next == OperationState::Sending || !found.state.may_become(next) {
            return Err(Error::IllegalTransition {
                from: found.state.as_str(),
                to: next.as_str(),
            });
        }
        let waits = matches!(next, OperationState::Recorded | OperationState::Unknown);
        let finished_at = (!waits).then_some(At(at));
        let sent_at = if next == OperationState::Recorded {
            None
        } else {
            found.sent_at
        };
        self.session
            .connection
            .prepare_cached(
                "UPDATE operations SET state = ?2, outcome = coalesce(?3, outcome), finished_at = ?4, sent_at = ?5 \
                 WHERE id = ?1",
            )?
            .execute(params![text(id), next, outcome, finished_at, sent_at.map(At)])?;
        self.found(id)
    }

    /// After a crash: what was being sent has an unknown outcome. The caller keeps others from sending meanwhile; no time is
    /// asked for, since the clock may have been set back.
    pub fn mark_interrupted(self) -> Result<u64> {
        let marked = self
            .session
            .connection
            .prepare_cached("UPDATE operations SET state = 'unknown' WHERE state = 'sending'")?
            .execute([])?;
        Ok(u64::try_from(marked).unwrap_or(u64::MAX))
    }

    fn found(self, id: Uuid) -> Result<Operation> {
        OperationsRead {
            session: self.session,
        }
        .get(id)?
        .ok_or(Error::Missing {
            what: "the operation",
        })
    }
}

fn text(id: Uuid) -> String {
    id.hyphenated().to_string()
}
