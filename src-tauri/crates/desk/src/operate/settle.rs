//! Settling what is unknown: reads alone tell whether a write whose answer was lost was carried out.

use vault::{Operation, OperationQuery, OperationState as Kept};

use super::{
    act::Verdict,
    basis,
    outcome::{end, judge},
    reading,
    stored::{self, Outcome},
};
use crate::{
    Error, Session,
    contract::{Language, SendReport},
    journal::{self, Action},
};

/// Most operations settled in one go.
const AT_MOST: u64 = 1_000;

/// Reads the server for every operation whose answer was lost, also those a crash left on the wire.
///
/// # Errors
/// When another program pulls or sends, or the vault cannot be read or written.
pub async fn settle(session: &Session, language: Language) -> Result<SendReport, Error> {
    let mut report = SendReport::default();
    settle_each(session, language, &mut report).await?;
    Ok(report)
}

/// The same; what became of each stands in the report, whatever comes after it.
pub(super) async fn settle_each(
    session: &Session,
    language: Language,
    report: &mut SendReport,
) -> Result<(), Error> {
    let _turn = session.turn_to_send().await;
    let _alone = session.work_lock()?;
    mark_interrupted(session)?;
    let query = OperationQuery {
        states: vec![Kept::Unknown],
        oldest_first: true,
        limit: AT_MOST,
        ..OperationQuery::default()
    };
    let unknown = session
        .vault()
        .read(|view| view.operations().list(&query))?
        .rows;
    for operation in unknown {
        let kept = settle_one(session, &operation, language).await?;
        report.results.push(stored::result(&kept, language)?);
    }
    Ok(())
}

/// What a crash left on the wire has an unknown outcome from now on. Whoever sends holds the work lock, as the caller does: what is
/// still being sent was left so.
fn mark_interrupted(session: &Session) -> Result<(), Error> {
    let now = session.now();
    let query = OperationQuery {
        states: vec![Kept::Sending],
        oldest_first: true,
        limit: AT_MOST,
        ..OperationQuery::default()
    };
    session.vault().write(|tx| {
        let sending = tx.view().operations().list(&query)?.rows;
        tx.operations().mark_interrupted()?;
        for operation in sending {
            let marked = tx.view().operations().get(operation.id)?;
            if marked.is_none_or(|marked| marked.state != Kept::Unknown) {
                continue;
            }
            journal::append(
                tx,
                now,
                session.analyst(),
                Action::OperationUnknown,
                &stored::subjects(&stored::intent(&operation)?),
                &operation.id,
            )?;
        }
        Ok(())
    })
}

/// Settles one operation, or leaves it unknown when the server cannot be read or the read does not tell.
pub(super) async fn settle_one(
    session: &Session,
    operation: &Operation,
    language: Language,
) -> Result<Operation, Error> {
    let intent = stored::intent(operation)?;
    let rehearsal = stored::rehearsal(operation)?;
    let before = basis::expected(session, operation, &intent)?;
    let Ok(after) = reading::after(session, intent.act(), &before, &rehearsal).await else {
        return Ok(operation.clone());
    };
    let readings = (&before, &after);
    let (verdict, outcome) = judge(session, operation, &intent, readings, language)?;
    let step = match verdict {
        Verdict::Done => (Kept::Settled, Action::OperationProven),
        Verdict::NotDone => (Kept::Settled, Action::OperationNotDone),
        Verdict::Undecided if stored::outcome(operation)?.is_undecided() => {
            return Ok(operation.clone());
        }
        Verdict::Undecided => {
            let step = (Kept::Unknown, Action::OperationUnknown);
            return end(session, operation, step, &Outcome::undecided(), after);
        }
    };
    end(session, operation, step, &outcome, after)
}
