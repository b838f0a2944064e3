//! Sending: what the operation rests on is read first, the write goes out once, and what came of it is read back.

use std::time::Duration;

use uuid::Uuid;
use vault::{Operation, OperationQuery, OperationState as Kept};

use super::{
    act::Verdict,
    conflict,
    outcome::{end, judge},
    queue::Queue,
    reading::{self, Reading},
    settle,
    stored::{self, Outcome},
    write,
};
use crate::{
    Error, Session,
    contract::{Code, Language, OperationIntent, OperationResult, SendReport, Topic},
    journal::{self, Action},
};

/// Most operations sent in one go.
const AT_MOST: u64 = 1_000;
/// How long one that somebody waits for lets others be sent before it; then it waits with them.
const TURN: Duration = Duration::from_secs(2);

/// Sends what waits, the oldest first. One that shares a client with an undecided one before it keeps waiting; the others
/// go on. It stops at the first that cannot reach the server.
///
/// # Errors
/// When another program pulls or sends, or the vault cannot be read or written.
pub async fn send_waiting(session: &Session, language: Language) -> Result<SendReport, Error> {
    let mut report = SendReport::default();
    send_each(session, language, &mut report).await?;
    Ok(report)
}

/// The same; what became of each stands in the report, whatever comes after it.
pub(super) async fn send_each(
    session: &Session,
    language: Language,
    report: &mut SendReport,
) -> Result<(), Error> {
    let _turn = session.turn_to_send().await;
    let query = OperationQuery {
        states: vec![Kept::Recorded],
        oldest_first: true,
        limit: AT_MOST,
        ..OperationQuery::default()
    };
    let waiting = session
        .vault()
        .read(|view| view.operations().list(&query))?
        .rows;
    let mut queue = Queue::read(session)?;
    for operation in waiting {
        let result = match send_in(session, &queue, operation.id, language).await {
            // It was taken back, or another program sends it: nothing waits for it any more.
            Err(Error::OperationState) => {
                queue = Queue::read(session)?;
                continue;
            }
            result => result?,
        };
        queue.now(operation.id, result.state);
        let stop = stops_all(&result);
        report.results.push(result);
        if stop {
            break;
        }
    }
    Ok(())
}

/// Whether what kept one operation keeps every other: no connection, no key, a server that asks to wait.
fn stops_all(result: &OperationResult) -> bool {
    let code = result.problem.as_ref().map(|problem| problem.code);
    result.waits_for.is_none()
        && matches!(
            code,
            Some(Code::Offline | Code::Untrusted | Code::RateLimited | Code::Unauthorised)
        )
}

/// Sends one operation, unless one before it on the same clients is undecided. It is [`Error::InUse`] when others are being sent for too
/// long.
pub(super) async fn send(
    session: &Session,
    id: Uuid,
    language: Language,
) -> Result<OperationResult, Error> {
    let turn = tokio::time::timeout(TURN, session.turn_to_send()).await;
    let _turn = turn.map_err(|_| Error::InUse)?;
    send_in(session, &Queue::read(session)?, id, language).await
}

async fn send_in(
    session: &Session,
    queue: &Queue,
    id: Uuid,
    language: Language,
) -> Result<OperationResult, Error> {
    let _alone = session.work_lock()?;
    let operation = session
        .vault()
        .read(|view| view.operations().get(id))?
        .ok_or(Error::NotFound)?;
    if operation.state != Kept::Recorded {
        return Err(Error::OperationState);
    }
    if let Some(ahead) = queue.before(id) {
        return Ok(OperationResult {
            problem: Some(ahead.problem(language)),
            waits_for: Some(ahead.id.to_string()),
            ..stored::result(&operation, language)?
        });
    }
    let intent = stored::intent(&operation)?;
    let act = intent.act();
    let rests_on: Vec<_> = stored::rests_on(&operation)?
        .into_iter()
        .map(|basis| basis.client_id)
        .collect();
    let before = match reading::before(session, act, &rests_on).await {
        Ok(before) => before,
        Err(error) => return unread(session, &operation, error, language),
    };
    if act.holds(&before) == Some(true) {
        let step = (Kept::AlreadyDone, Action::OperationAlreadyDone);
        let kept = end(session, &operation, step, &Outcome::default(), before)?;
        return stored::result(&kept, language);
    }
    let conflict = conflict::rows(session, &operation, act, &before, language)?;
    if !conflict.is_empty() {
        let outcome = Outcome {
            conflict,
            ..Outcome::default()
        };
        let step = (Kept::Conflict, Action::OperationConflict);
        let kept = end(session, &operation, step, &outcome, before)?;
        return stored::result(&kept, language);
    }
    if !claim(session, &operation, &intent)? {
        return Err(Error::OperationState);
    }
    let sent = Sent {
        session,
        operation: &operation,
        intent: &intent,
        before: &before,
        language,
    };
    let kept = match write::send(session, &intent, &before).await {
        Ok(()) => sent.read_back().await?,
        Err(error) => sent.answered_badly(error).await?,
    };
    stored::result(&kept, language)
}

/// What it rests on could not be read, so nothing was sent: it waits, unless the server knows no such client.
fn unread(
    session: &Session,
    operation: &Operation,
    error: artu::Error,
    language: Language,
) -> Result<OperationResult, Error> {
    if matches!(error, artu::Error::NotFound { .. }) {
        let step = (Kept::Refused, Action::OperationRefused);
        let outcome = Outcome::refused(error);
        let kept = end(session, operation, step, &outcome, Reading::default())?;
        return stored::result(&kept, language);
    }
    let now = session
        .vault()
        .read(|view| view.operations().get(operation.id))?;
    if now.is_none_or(|now| now.state != Kept::Recorded) {
        return Err(Error::OperationState);
    }
    Ok(OperationResult {
        problem: Some(Error::from(error).to_app(language)),
        ..stored::result(operation, language)?
    })
}

/// Takes the operation for sending: true for exactly one, over all programs.
fn claim(
    session: &Session,
    operation: &Operation,
    intent: &OperationIntent,
) -> Result<bool, Error> {
    let claimed = session.vault().write(|tx| {
        let claimed = tx
            .operations()
            .claim_for_sending(operation.id, session.now())?;
        if claimed {
            journal::append(
                tx,
                session.now(),
                session.analyst(),
                Action::OperationSent,
                &stored::subjects(intent),
                &operation.id,
            )?;
        }
        Ok::<_, Error>(claimed)
    })?;
    session.changed(Topic::Operations);
    Ok(claimed)
}

/// An operation that went out.
struct Sent<'a> {
    session: &'a Session,
    operation: &'a Operation,
    intent: &'a OperationIntent,
    before: &'a Reading,
    language: Language,
}

impl Sent<'_> {
    fn end(
        &self,
        state: Kept,
        action: Action,
        outcome: &Outcome,
        read: Reading,
    ) -> Result<Operation, Error> {
        end(self.session, self.operation, (state, action), outcome, read)
    }

    fn unknown(&self, outcome: &Outcome) -> Result<Operation, Error> {
        self.end(
            Kept::Unknown,
            Action::OperationUnknown,
            outcome,
            Reading::default(),
        )
    }

    /// The server said yes; what it says is compared with what it then has.
    async fn read_back(&self) -> Result<Operation, Error> {
        let rehearsal = stored::rehearsal(self.operation)?;
        let act = self.intent.act();
        let after = match reading::after(self.session, act, self.before, &rehearsal).await {
            Ok(after) => after,
            Err(error) => return self.unknown(&Outcome::failed(&error)),
        };
        let readings = (self.before, &after);
        let (verdict, outcome) = judge(
            self.session,
            self.operation,
            self.intent,
            readings,
            self.language,
        )?;
        match verdict {
            Verdict::Done => self.end(Kept::Proven, Action::OperationProven, &outcome, after),
            Verdict::NotDone => {
                self.unknown(&outcome)?;
                self.end(Kept::Settled, Action::OperationNotDone, &outcome, after)
            }
            Verdict::Undecided => {
                self.end(Kept::Unknown, Action::OperationUnknown, &outcome, after)
            }
        }
    }

    async fn answered_badly(&self, error: artu::Error) -> Result<Operation, Error> {
        if error.write_outcome_unknown() {
            let kept = self.unknown(&Outcome::lost())?;
            return settle::settle_one(self.session, &kept, self.language).await;
        }
        if error.is_transient() {
            // Nothing left this computer, or the server asked to come back later.
            let outcome = Outcome::failed(&error.into());
            let kept = self.session.vault().write(|tx| {
                let (id, now) = (self.operation.id, self.session.now());
                let operations = tx.operations();
                Ok::<_, Error>(operations.advance(
                    id,
                    Kept::Recorded,
                    Some(&outcome.text()?),
                    now,
                )?)
            })?;
            self.session.changed(Topic::Operations);
            return Ok(kept);
        }
        // A refusal can mean that somebody else was quicker.
        let rehearsal = stored::rehearsal(self.operation)?;
        let act = self.intent.act();
        if let Ok(now) = reading::after(self.session, act, self.before, &rehearsal).await
            && act.holds(&now) == Some(true)
        {
            return self.end(
                Kept::AlreadyDone,
                Action::OperationAlreadyDone,
                &Outcome::default(),
                now,
            );
        }
        self.end(
            Kept::Refused,
            Action::OperationRefused,
            &Outcome::refused(error),
            Reading::default(),
        )
    }
}
