//! One walk over a list: fetching and storing side by side, then what follows from having seen its end.

use std::{collections::HashSet, sync::Arc};

use artu::models::{ClientId, ListClients};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use vault::{ClientWrite, NewPull, PullCounts, PullEnd, PullId, View};

use super::{
    decode::Decoder,
    difference, fetch,
    plan::{Known, OVERLAP, Plan, Rest},
    single::{Single, singly},
    store::{Store, Stored, Touched, aside},
};
use crate::{Error, Session, contract::PullKind};

/// Pages that may wait to be decoded.
const PAGES_AHEAD: usize = 2;
/// Decoded pages that may wait to be stored: each takes several times the memory of its text.
const BATCHES_AHEAD: usize = 1;
/// Clients that are asked for one by one at a time.
const ASKED_FOR: u64 = 200;
/// Clients the list did not show that are asked for one by one however short it is.
const FEW: u64 = 8;

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
    /// The server no longer takes the cursor.
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
    pub touched: Touched,
}

/// A walk about to begin.
pub(super) struct Pass {
    session: Arc<Session>,
    kind: PullKind,
    id: PullId,
    /// What to read; nothing when a pull that goes on had read its last page.
    request: Option<ListClients>,
    /// What that pull had counted.
    counts: PullCounts,
    /// How many clients the server counted then.
    expected: Option<u64>,
    since: Option<Timestamp>,
    resumed: bool,
    /// The server's time when the pull that goes on began.
    marker: Option<Timestamp>,
    /// How long ago that was, where that time was not noted.
    age: SignedDuration,
    /// Whether clients that are held may be missing from the list.
    looks_for_gone: bool,
}

impl Pass {
    /// Enters the pull into the vault.
    pub(super) fn begin(session: &Arc<Session>, plan: &Plan, known: &Known) -> Result<Self, Error> {
        let kind = plan.kind();
        let (request, since) = match plan {
            Plan::Resume(_) => {
                let request = match known.unfinished.as_ref().map(|cut| &cut.rest) {
                    Some(Rest::From(cursor)) => Some(fetch::everything(Some(cursor.clone()))),
                    Some(Rest::Nothing) => None,
                    Some(Rest::Unknown) | None => Some(fetch::everything(None)),
                };
                (request, None)
            }
            Plan::All(_) => (Some(fetch::everything(None)), None),
            Plan::Since(time) => (Some(fetch::changed_since(*time)), Some(*time)),
        };
        let resumed = matches!(plan, Plan::Resume(_));
        let held = session.vault().read(live)?;
        let unfinished = session.vault().read(|view| view.pulls().unfinished())?;
        let mut age = SignedDuration::ZERO;
        let mut marker = None;
        let (mut counts, mut expected) = (PullCounts::default(), None);
        let id = match unfinished.filter(|_| resumed) {
            Some(cut) => {
                marker = cut.marker.and_then(|marker| marker.parse().ok());
                if marker.is_none() {
                    age = session.now().duration_since(cut.started_at).abs();
                }
                if request.is_none() {
                    (counts, expected) = (cut.counts, cut.expected);
                }
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
            counts,
            expected,
            since,
            resumed,
            marker,
            age,
            looks_for_gone,
        })
    }

    /// Walks the list to its end and draws the conclusions. `may_restart` says whether a cursor that the server no longer
    /// takes may end the walk as [`End::CursorRefused`].
    pub(super) async fn walk(
        self,
        may_restart: bool,
        cancel: &CancellationToken,
    ) -> Result<Walked, Error> {
        let mut stored = Stored {
            marker: self.marker,
            counts: self.counts,
            most: self.expected,
            ..Stored::default()
        };
        let mut request = self.request.clone();
        if request.is_none() {
            stored.expected = fetch::count(&self.session.artu()).await?;
            stored.most = stored.most.max(stored.expected);
            if stored.expected.is_none() {
                // Nobody could tell whether what was read is all.
                request = Some(fetch::everything(None));
            }
        }
        let (stored, fetched) = match request {
            Some(request) => self.look(request, stored, cancel).await?,
            None => (stored, Ok(())),
        };
        if let Err(error) = fetched {
            return if may_restart && self.lost_its_place(&stored, &error) {
                self.finish(stored, End::CursorRefused, false)
            } else {
                Err(error.into())
            };
        }
        if stored.filter_ignored {
            return self.finish(stored, End::FilterIgnored, false);
        }
        if self.kind == PullKind::Delta {
            return self.compare_count(stored).await;
        }
        let (mut stored, surplus) = self.look_until_whole(stored, cancel).await?;
        if surplus == 0 {
            self.clear_quarantine(&mut stored).await?;
        }
        difference::keep(&self.session, surplus)?;
        self.finish(stored, End::Complete, surplus == 0)
    }

    /// Whether an error means that the list can be read again from its start: the server did not take the cursor of a pull
    /// that goes on, or refused one half-way.
    fn lost_its_place(&self, stored: &Stored, error: &artu::Error) -> bool {
        let refused = matches!(
            error,
            artu::Error::Validation { .. }
                | artu::Error::Refused { .. }
                | artu::Error::NotFound { .. }
                | artu::Error::Conflict { .. }
        );
        let first = stored.counts.pages == 0;
        if first {
            self.resumed && (refused || matches!(error, artu::Error::Protocol { .. }))
        } else {
            refused
        }
    }

    /// After a delta: are there as many clients as the server counts? A difference that the last full look left is known.
    async fn compare_count(&self, stored: Stored) -> Result<Walked, Error> {
        let counted = fetch::count(&self.session.artu()).await?;
        let held = self
            .session
            .vault()
            .read(|view| held(view, last_sweep(view)?.map(|pull| pull.id)))?;
        let surplus = surplus(counted, held);
        if surplus == 0 {
            difference::keep(&self.session, 0)?;
        }
        let end = if surplus == 0 || surplus == difference::known(&self.session)? {
            End::Complete
        } else {
            End::CountDiffers
        };
        self.finish(stored, end, surplus == 0)
    }

    /// After everything was read: asks for what the list did not show, and reads it a second time in full, at most once,
    /// when it may have shown too little. Gives by how many clients the server's count still surpasses those held.
    ///
    /// No client is marked as gone because lists lack it, be it one or two: the server must say so for its very id. The
    /// second look comes first where it takes fewer requests than asking for each.
    async fn look_until_whole(
        &self,
        mut stored: Stored,
        cancel: &CancellationToken,
    ) -> Result<(Stored, i64), Error> {
        let mut looked_again = false;
        let mut kept_back = 0;
        loop {
            if cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
            let store = self.session.vault().pull_store();
            let unseen = if self.looks_for_gone {
                store.write(|writer| writer.count_unseen(self.id))?
            } else {
                0
            };
            if unseen <= stored.counts.pages.max(FEW) || looked_again {
                let gone = self.look_for_unseen(&mut stored, cancel).await?;
                stored.counts.gone += gone.len() as u64;
                stored.touched.add(gone);
                let mut surplus = self.surplus(stored.expected)?;
                if looked_again {
                    return Ok((stored, surplus.max(kept_back)));
                }
                let shrank = self.kind == PullKind::First && stored.shrank();
                if surplus > 0 && !shrank {
                    (stored, surplus) = self.catch_up(stored, cancel).await?;
                }
                if surplus == 0 && !shrank {
                    return Ok((stored, 0));
                }
            }
            looked_again = true;
            let read = stored.counts.clients;
            let request = fetch::everything(None);
            let (again, fetched) = self.look(request, stored, cancel).await?;
            fetched?;
            stored = again;
            // A list that counts more than it gives, twice, may lack clients however well its last count fits those held.
            kept_back = surplus(stored.expected, stored.counts.clients - read);
        }
    }

    /// A list may have grown behind the place that was read: what came since the pull began is asked for.
    async fn catch_up(
        &self,
        stored: Stored,
        cancel: &CancellationToken,
    ) -> Result<(Stored, i64), Error> {
        let Some(marker) = stored.marker else {
            let surplus = self.surplus(stored.expected)?;
            return Ok((stored, surplus));
        };
        let request = fetch::changed_since(marker - OVERLAP);
        let (mut stored, fetched) = self.look(request, stored, cancel).await?;
        fetched?;
        stored.expected = fetch::count(&self.session.artu()).await?;
        let surplus = self.surplus(stored.expected)?;
        Ok((stored, surplus))
    }

    fn surplus(&self, counted: Option<u64>) -> Result<i64, Error> {
        let vault = self.session.vault();
        Ok(surplus(
            counted,
            vault.read(|view| held(view, Some(self.id)))?,
        ))
    }

    /// Reads a list and stores it beside. The second part says whether the list was read to its end.
    async fn look(
        &self,
        request: ListClients,
        stored: Stored,
        cancel: &CancellationToken,
    ) -> Result<(Stored, Result<(), artu::Error>), Error> {
        let (pages, waiting) = mpsc::channel(PAGES_AHEAD);
        let (batches, to_store) = mpsc::channel(BATCHES_AHEAD);
        let in_bulk = self.kind == PullKind::First && stored.counts.pages == 0;
        let store = Store {
            session: Arc::clone(&self.session),
            kind: self.kind,
            id: self.id,
            since: self.since,
            sweep: self.looks_for_gone.then_some(self.id),
        };
        let storing = tokio::task::spawn_blocking(move || store.run(to_store, stored, in_bulk));
        let artu = self.session.artu();
        let fetching = fetch::fetch(&artu, request, pages, cancel);
        let decoding = Decoder::new(self.session.vault().pull_store(), in_bulk).run(
            &artu,
            self.session.clock(),
            waiting,
            batches,
        );
        let (fetched, decoded, stored) = tokio::join!(fetching, decoding, storing);
        let stored = stored.unwrap_or(Err(Error::Interrupted))?;
        let decoded = decoded?;
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        Ok((stored, fetched.and(decoded)))
    }

    /// Asks for each client the list did not show; gives those that the server does not have, marked as gone.
    async fn look_for_unseen(
        &self,
        stored: &mut Stored,
        cancel: &CancellationToken,
    ) -> Result<Vec<ClientId>, Error> {
        let mut gone = Vec::new();
        if !self.looks_for_gone {
            return Ok(gone);
        }
        let store = self.session.vault().pull_store();
        loop {
            let unseen = store.write(|writer| writer.unseen(self.id, ASKED_FOR))?;
            if unseen.is_empty() {
                return Ok(gone);
            }
            if cancel.is_cancelled() {
                return Err(Error::Cancelled);
            }
            let found = singly(&self.session.artu(), unseen).await?;
            let now = self.session.now();
            store.write(|writer| {
                for (id, single) in found {
                    match single {
                        Single::Whole(record) => {
                            let write = ClientWrite::new(*record, now);
                            stored.note(&writer.upsert_clients(&[write], Some(self.id))?);
                        }
                        Single::Misfit(misfit) => {
                            writer.set_aside(&aside(&misfit, self.id, now))?;
                            stored.counts.quarantined += 1;
                        }
                        Single::Missing => {
                            if writer.mark_one_gone(id, now)? {
                                gone.push(id);
                            }
                        }
                    }
                }
                Ok::<_, Error>(())
            })?;
        }
    }

    /// After a full look: a record set aside before that did not come again is asked for; one that the server no longer has
    /// leaves the quarantine, as does one without a readable id, of which the list would have shown the same text.
    async fn clear_quarantine(&self, stored: &mut Stored) -> Result<(), Error> {
        let stale: Vec<_> = self.session.vault().read(|view| {
            let all = view.quarantine().count()?;
            let mut rows = view.quarantine().list(0, all)?.rows;
            rows.retain(|row| row.pull != Some(self.id));
            Ok::<_, Error>(rows)
        })?;
        let ids = stale.iter().filter_map(|row| row.client_id).collect();
        let found = singly(&self.session.artu(), ids).await?;
        let now = self.session.now();
        let missing: HashSet<_> = found
            .iter()
            .filter(|(_, single)| matches!(single, Single::Missing))
            .map(|(id, _)| *id)
            .collect();
        self.session.vault().pull_store().write(|writer| {
            for row in &stale {
                if row.client_id.is_none_or(|id| missing.contains(&id)) {
                    writer.forget_aside(row.number)?;
                }
            }
            for (_, single) in found {
                match single {
                    Single::Whole(record) => {
                        let write = ClientWrite::new(*record, now);
                        stored.note(&writer.upsert_clients(&[write], None)?);
                    }
                    Single::Misfit(misfit) => writer.set_aside(&aside(&misfit, self.id, now))?,
                    Single::Missing => {}
                }
            }
            Ok::<_, Error>(())
        })
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

/// By how many clients the server's count surpasses those held; nothing when it gives no count.
fn surplus(counted: Option<u64>, held: u64) -> i64 {
    counted.map_or(0, |counted| counted.cast_signed() - held.cast_signed())
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
