//! One walk over a list: fetching and storing side by side, then what follows from having seen its end.

use std::sync::Arc;

use artu::models::{ClientId, ListClients};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use vault::{NewPull, PullCounts, PullEnd, PullId, View};

use super::{
    fetch,
    plan::{Known, Plan},
    store::{Store, Stored, write_of},
};
use crate::{Error, Session, contract::PullKind};

/// Pages that may wait to be stored.
const PAGES_AHEAD: usize = 2;
/// Clients that are asked for one by one at a time.
const ASKED_FOR: u64 = 200;

/// Pulls looked back over for the last sweep; older than that means a new one is due anyway.
const PULLS_LOOKED_BACK: u64 = 500;

/// How a walk ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It saw everything it set out to see.
    Complete,
    /// A delta gave records that did not change: the server ignored the filter.
    FilterIgnored,
    /// After a delta the server counts another number of clients than are held.
    CountDiffers,
    /// The server no longer takes the cursor of a pull that was cut off.
    CursorRefused,
}

/// A walk that came to its end.
pub(super) struct Walked {
    /// What it brought.
    pub kind: PullKind,
    /// How it ended.
    pub end: End,
    /// Whether the vault holds as many clients as the server counts.
    pub whole: bool,
    /// What it counted.
    pub counts: PullCounts,
    /// Clients that are new, changed or gone.
    pub touched: Vec<ClientId>,
}

/// A walk about to begin.
pub(super) struct Pass {
    session: Arc<Session>,
    kind: PullKind,
    id: PullId,
    request: ListClients,
    since: Option<Timestamp>,
    resumed: bool,
    /// How long ago the pull that goes on began.
    age: SignedDuration,
    /// Whether clients that are held may be missing from the list.
    looks_for_gone: bool,
}

impl Pass {
    /// Enters the pull into the vault.
    pub(super) fn begin(session: &Arc<Session>, plan: &Plan, known: &Known) -> Result<Self, Error> {
        let (kind, request, since) = match plan {
            Plan::Resume(kind) => {
                let cursor = known.unfinished.as_ref().and_then(|cut| cut.cursor.clone());
                (*kind, fetch::everything(cursor), None)
            }
            Plan::All(kind) => (*kind, fetch::everything(None), None),
            Plan::Since(time) => (PullKind::Delta, fetch::changed_since(*time), Some(*time)),
        };
        let resumed = matches!(plan, Plan::Resume(_));
        let held = session.vault().read(live)?;
        let unfinished = session.vault().read(|view| view.pulls().unfinished())?;
        let mut age = SignedDuration::ZERO;
        let id = match unfinished.filter(|_| resumed) {
            Some(cut) => {
                age = session.now().duration_since(cut.started_at).abs();
                cut.id
            }
            None => session.vault().pull_store().write(|writer| {
                writer.start(&NewPull {
                    kind: kind.into(),
                    started_at: session.now(),
                    since: since.map(|time| time.to_string()),
                })
            })?,
        };
        let looks_for_gone = match kind {
            PullKind::Delta => false,
            PullKind::Sweep => true,
            // An older first pull that was cut off may have left clients that are gone by now.
            PullKind::First => held > 0 && !resumed,
        };
        Ok(Self {
            session: Arc::clone(session),
            kind,
            id,
            request,
            since,
            resumed,
            age,
            looks_for_gone,
        })
    }

    /// Walks the list to its end and draws the conclusions.
    pub(super) async fn walk(self, cancel: &CancellationToken) -> Result<Walked, Error> {
        let stored = match self.read_and_store(cancel).await {
            Ok(stored) => stored,
            Err(Error::Artu(error)) if self.resumed && refuses_cursor(&error) => {
                return self.finish(Stored::default(), End::CursorRefused, false);
            }
            Err(error) => return Err(error),
        };
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        if stored.filter_ignored {
            return self.finish(stored, End::FilterIgnored, false);
        }
        let mut stored = stored;
        if self.looks_for_gone {
            let gone = self.look_for_unseen(cancel).await?;
            stored.counts.gone += gone.len() as u64;
            stored.touched.extend(gone);
        }
        let counted = match self.kind {
            PullKind::Delta => fetch::count(self.session.artu()).await?,
            _ => stored.expected,
        };
        let held = self.session.vault().read(|view| match self.kind {
            PullKind::Delta => held(view, last_sweep(view)?.map(|pull| pull.id)),
            PullKind::First | PullKind::Sweep => held(view, Some(self.id)),
        })?;
        let whole = counted.is_none_or(|counted| counted == held);
        let end = if self.kind == PullKind::Delta && !whole {
            End::CountDiffers
        } else {
            End::Complete
        };
        self.finish(stored, end, whole)
    }

    async fn read_and_store(&self, cancel: &CancellationToken) -> Result<Stored, Error> {
        let (sender, receiver) = mpsc::channel(PAGES_AHEAD);
        let store = Store {
            session: Arc::clone(&self.session),
            kind: self.kind,
            id: self.id,
            since: self.since,
            sweep: self.looks_for_gone.then_some(self.id),
        };
        let in_bulk = self.kind == PullKind::First;
        let storing = tokio::task::spawn_blocking(move || store.run(receiver, in_bulk));
        let fetching = fetch::fetch(self.session.artu(), self.request.clone(), sender, cancel);
        let (fetched, stored) = tokio::join!(fetching, storing);
        let stored = stored.unwrap_or(Err(Error::Interrupted))?;
        fetched?;
        Ok(stored)
    }

    /// Asks for each client the list did not show, and marks those as gone that the server does not have.
    async fn look_for_unseen(&self, cancel: &CancellationToken) -> Result<Vec<ClientId>, Error> {
        let store = self.session.vault().pull_store();
        let mut gone = Vec::new();
        loop {
            let unseen = store.write(|writer| writer.unseen(self.id, ASKED_FOR))?;
            if unseen.is_empty() {
                return Ok(gone);
            }
            if cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
            let found = fetch::singly(self.session.artu(), unseen).await?;
            let now = self.session.now();
            store.write(|writer| {
                for (id, record) in found {
                    if let Some(record) = record {
                        writer.upsert_clients(&[write_of(record, now)], Some(self.id))?;
                    } else if writer.mark_one_gone(id, now)? {
                        gone.push(id);
                    }
                }
                Ok::<_, Error>(())
            })?;
        }
    }

    fn finish(&self, stored: Stored, end: End, whole: bool) -> Result<Walked, Error> {
        let complete = end == End::Complete;
        self.session.vault().pull_store().write(|writer| {
            writer.finish(
                self.id,
                &PullEnd {
                    finished_at: self.session.now(),
                    complete,
                    // Pages read before a cut are as old as the pull, not as its going on.
                    marker: stored
                        .marker
                        .filter(|_| complete)
                        .map(|time| (time - self.age).to_string()),
                    counts: stored.counts,
                },
            )
        })?;
        Ok(Walked {
            kind: self.kind,
            end,
            whole,
            counts: stored.counts,
            touched: stored.touched,
        })
    }
}

/// Whether an error can mean that a cursor of before is no longer taken.
fn refuses_cursor(error: &artu::Error) -> bool {
    matches!(
        error,
        artu::Error::Validation { .. }
            | artu::Error::Refused { .. }
            | artu::Error::NotFound
            | artu::Error::Conflict { .. }
            | artu::Error::Protocol { .. }
    )
}

/// Clients of the server that the vault holds: those that are not gone, and records set aside since `looked`, the last pull that
/// read everything, of which it has no other version.
fn held(view: View<'_>, looked: Option<PullId>) -> Result<u64, Error> {
    let mut held = live(view)?;
    let aside = view.quarantine().count()?;
    for record in view.quarantine().list(0, aside)?.rows {
        let row = match record.client_id {
            Some(id) => view.clients().row(id)?,
            None => None,
        };
        if record.pull >= looked && row.is_none_or(|row| row.gone_since.is_some()) {
            held += 1;
        }
    }
    Ok(held)
}

/// Clients the vault holds, without those gone.
fn live(view: View<'_>) -> Result<u64, Error> {
    let counts = view.clients().counts()?;
    Ok(counts.clients - counts.gone)
}

/// The last complete look at everything.
pub(super) fn last_sweep(view: View<'_>) -> Result<Option<vault::Pull>, Error> {
    let pulls = view.pulls().list(0, PULLS_LOOKED_BACK)?.rows;
    Ok(pulls
        .into_iter()
        .find(|pull| pull.complete && pull.kind != vault::PullKind::Delta))
}
