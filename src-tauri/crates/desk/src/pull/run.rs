//! One pull from beginning to end.

use std::sync::Arc;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use super::{
    pass::{End, Pass, Walked, last_sweep},
    plan::{Known, Plan, Rest, Unfinished, plan},
    progress::Progress,
    store::Touched,
};
use crate::{
    Error, Session,
    contract::{Code, Language, PullKind, PullReport, PullRequest, PullStatus, PullStep, Topic},
    finding,
    journal::{self, Action},
    retention, rules, status,
};

/// Pulls. Progress and outcome are shown through the session; the outcome is also given back.
///
/// # Errors
/// When another pull runs, the server fails or refuses, or it is cancelled. What was committed stays.
pub async fn run(
    session: &Arc<Session>,
    request: PullRequest,
    language: Language,
) -> Result<PullReport, Error> {
    let turn = session.begin_pull()?;
    let outcome = pull(session, request, turn.cancel()).await;
    turn.end(match &outcome {
        Ok(_) | Err(Error::Cancelled) => PullStatus::Idle,
        Err(error) => failure(error, session.now(), language),
    });
    session.changed(Topic::Clients);
    outcome
}

fn failure(error: &Error, now: Timestamp, language: Language) -> PullStatus {
    match error.code() {
        Code::Offline => PullStatus::Offline { since: now },
        Code::Unauthorised | Code::Forbidden | Code::Refused => PullStatus::Refused {
            error: error.to_app(language),
        },
        _ => PullStatus::Failed {
            error: error.to_app(language),
        },
    }
}

async fn pull(
    session: &Arc<Session>,
    request: PullRequest,
    cancel: &CancellationToken,
) -> Result<PullReport, Error> {
    let _alone = session.work_lock()?;
    let started_at = session.now();
    let known = known(session)?;
    let first = plan(&known, request.sweep, started_at);
    // Said before the server is asked anything: it may be slow.
    let mut progress = Progress::new(first.kind(), PullStep::Reading, started_at);
    session.show_pull(progress.at(0, None, started_at));
    let sent_before = session.artu().requests_sent();
    cancel
        .run_until_cancelled(learn_organisation(session))
        .await
        .unwrap_or(Err(Error::Cancelled))?;
    let mut all_due = finding::is_due(session, &rules::in_force(session)?)?;
    let mut report = PullReport {
        kind: PullKind::Delta,
        complete: false,
        clients: 0,
        added: 0,
        changed: 0,
        gone: 0,
        quarantined: 0,
        requests: 0,
        seconds: 0.0,
    };
    let mut touched = Vec::new();
    let mut next = Some(first);
    let mut may_restart = true;
    while let Some(plan) = next.take() {
        let pass = Pass::begin(session, &plan, &known)?;
        let pass = Box::pin(pass.walk(may_restart, cancel)).await?;
        add(&mut report, &pass);
        match pass.touched {
            Touched::Some(some) => touched.extend(some),
            Touched::All => all_due = true,
        }
        next = match pass.end {
            End::Complete => None,
            End::FilterIgnored | End::CountDiffers => Some(Plan::All(PullKind::Sweep)),
            End::CursorRefused => {
                may_restart = false;
                Some(match plan {
                    Plan::Since(since) => Plan::Since(since),
                    Plan::Resume(kind) | Plan::All(kind) => Plan::All(kind),
                })
            }
        };
    }
    let checked = {
        let (session, cancel, kind) = (Arc::clone(session), cancel.clone(), report.kind);
        tokio::task::spawn_blocking(move || {
            if all_due {
                let mut progress = Progress::new(kind, PullStep::Checking, session.now());
                finding::check_all(&session, |done, total| {
                    session.show_pull(progress.at(done, Some(total), session.now()));
                    !cancel.is_cancelled()
                })?;
            } else {
                finding::check(&session, &touched)?;
            }
            finding::pages_checked(&session)
        })
        .await
    };
    checked.unwrap_or(Err(Error::Interrupted))?;
    report.requests = session.artu().requests_sent() - sent_before;
    report.seconds = session.now().duration_since(started_at).as_secs_f64();
    journal::enter(session, Action::Pulled, &[], &report)?;
    let dropped = {
        let (session, cancel) = (Arc::clone(session), cancel.clone());
        tokio::task::spawn_blocking(move || {
            retention::drop_old(&session, || !cancel.is_cancelled())
        })
        .await
    };
    dropped.unwrap_or(Err(Error::Interrupted))?;
    Ok(report)
}

/// Keeps the organisation's name for screens and reports. A key that may not read it can still pull.
async fn learn_organisation(session: &Session) -> Result<(), Error> {
    let tenant = match session.artu().tenant_details().await {
        Ok(tenant) => tenant,
        // What cannot be read here is no loss; whether the server is one at all, the list shows.
        Err(
            artu::Error::Forbidden { .. }
            | artu::Error::NotFound { .. }
            | artu::Error::Protocol { .. },
        ) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if let Some(name) = tenant.value.name() {
        session
            .vault()
            .write(|tx| tx.settings().set(status::ORGANISATION, name))?;
    }
    Ok(())
}

fn known(session: &Session) -> Result<Known, Error> {
    session.vault().read(|view| {
        let complete = view.pulls().last_complete()?;
        Ok(Known {
            marker: complete
                .and_then(|pull| pull.marker)
                .and_then(|marker| marker.parse().ok()),
            swept_at: last_sweep(view)?.map(|pull| pull.started_at),
            unfinished: view.pulls().unfinished()?.map(|pull| Unfinished {
                kind: pull.kind.into(),
                started_at: pull.started_at,
                rest: Rest::of(&pull),
            }),
        })
    })
}

fn add(report: &mut PullReport, pass: &Walked) {
    if pass.kind != PullKind::Delta {
        report.kind = pass.kind;
    }
    report.complete = matches!(pass.end, End::Complete) && pass.whole;
    report.clients = report.clients.max(pass.counts.clients);
    report.added += pass.counts.added;
    report.changed += pass.counts.changed;
    report.gone += pass.counts.gone;
    report.quarantined = report.quarantined.max(pass.counts.quarantined);
}
