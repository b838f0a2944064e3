//! The vault's side of a pull: each page in one transaction with its progress.

use std::sync::Arc;

use artu::models::ClientId;
use jiff::Timestamp;
use tokio::sync::mpsc::{Receiver, error::TryRecvError};
use vault::{Outcome, PullCounts, PullId, PullProgress, PullStore, SetAside};

use super::{
    decode::{Batch, Misfit},
    progress::Progress,
};
use crate::{
    Error, Session,
    contract::{PullKind, PullStep},
    finding,
};

/// Where pages go.
pub(super) struct Store {
    pub session: Arc<Session>,
    pub kind: PullKind,
    pub id: PullId,
    /// For a delta, the time from which changes were asked for.
    pub since: Option<Timestamp>,
    /// Where to note what was seen.
    pub sweep: Option<PullId>,
}

/// What was stored.
#[derive(Default)]
pub(super) struct Stored {
    /// What was counted.
    pub counts: PullCounts,
    /// Records the server counted last.
    pub expected: Option<u64>,
    /// The server's time when the first page was answered.
    pub marker: Option<Timestamp>,
    /// Whether a delta gave records that did not change.
    pub filter_ignored: bool,
    /// Clients that are new or changed.
    pub touched: Touched,
    /// Most records the server counted.
    pub most: Option<u64>,
}

/// Clients that a pull touched.
pub(super) enum Touched {
    /// These.
    Some(Vec<ClientId>),
    /// So many that they are not counted one by one.
    All,
}

impl Default for Touched {
    fn default() -> Self {
        Self::Some(Vec::new())
    }
}

impl Touched {
    /// More than these are taken for all, so that memory does not grow with the vault.
    const MOST: usize = 200_000;

    /// Adds some.
    pub(super) fn add(&mut self, more: impl IntoIterator<Item = ClientId>) {
        let Self::Some(touched) = self else { return };
        touched.extend(more);
        if touched.len() > Self::MOST {
            *self = Self::All;
        }
    }
}

impl Stored {
    /// Notes what became of records that were asked for one by one.
    pub(super) fn note(&mut self, outcomes: &[(ClientId, Outcome)]) {
        self.counts.added += count(outcomes, Outcome::Added);
        self.counts.changed += count(outcomes, Outcome::Changed);
        self.touched.add(touched(outcomes));
    }

    /// Whether a third is left at most of what the server counts.
    fn nears_end(&self) -> bool {
        self.expected
            .is_some_and(|expected| self.counts.clients >= expected - expected / 3)
    }

    /// Whether the server counted fewer records at the end than before.
    pub(super) fn shrank(&self) -> bool {
        self.most > self.expected
    }
}

/// A record as it is set aside.
pub(super) fn aside(misfit: &Misfit, pull: PullId, seen_at: Timestamp) -> SetAside<'_> {
    SetAside {
        client_id: misfit.id,
        reason: &misfit.reason,
        place: &misfit.place,
        raw: &misfit.raw,
        seen_at,
        pull: Some(pull),
    }
}

impl Store {
    /// Stores pages until no more come, on top of what was stored.
    pub(super) fn run(
        self,
        mut pages: Receiver<Batch>,
        mut stored: Stored,
        in_bulk: bool,
    ) -> Result<Stored, Error> {
        let store = self.session.vault().pull_store();
        if in_bulk {
            store.begin_bulk()?;
        }
        let mut begun = false;
        let mut progress = Progress::new(self.kind, PullStep::Reading, self.session.now());
        self.session
            .show_pull(progress.at(0, None, self.session.now()));
        while let Some(batch) = next(&mut pages, &store, stored.nears_end())? {
            if self.ignores_filter(&batch) {
                stored.filter_ignored = true;
                break;
            }
            if !begun {
                finding::pages_come(&self.session)?;
                begun = true;
            }
            let now = self.session.now();
            stored.expected = batch.expected.or(stored.expected);
            stored.most = stored.most.max(batch.expected);
            stored.marker = stored.marker.or(batch.received).or(Some(now));
            self.page(batch, &mut stored, now)?;
            self.session
                .show_pull(progress.at(stored.counts.clients, stored.expected, now));
        }
        if in_bulk {
            store.finish_bulk()?;
        }
        Ok(stored)
    }

    fn ignores_filter(&self, batch: &Batch) -> bool {
        self.since
            .is_some_and(|since| batch.writes.iter().any(|write| write.updated_at() < since))
    }

    fn page(&self, batch: Batch, stored: &mut Stored, now: Timestamp) -> Result<(), Error> {
        let read = (batch.writes.len() + batch.misfits.len()) as u64;
        let before = stored.counts;
        let marker = stored.marker.map(|time| time.to_string());
        let (counts, outcomes) = self.session.vault().pull_store().write(|writer| {
            let outcomes = writer.upsert_clients(&batch.writes, self.sweep)?;
            for misfit in &batch.misfits {
                writer.set_aside(&aside(misfit, self.id, now))?;
            }
            let counts = PullCounts {
                pages: before.pages + 1,
                clients: before.clients + read,
                added: before.added + count(&outcomes, Outcome::Added),
                changed: before.changed + count(&outcomes, Outcome::Changed),
                quarantined: before.quarantined + batch.misfits.len() as u64,
                requests: self.session.artu().requests_sent(),
                ..before
            };
            let progress = PullProgress {
                cursor: batch.next_cursor,
                offset: counts.clients,
                expected: batch.expected,
                marker: marker.clone(),
                counts,
            };
            writer.progress(self.id, &progress)?;
            Ok::<_, Error>((counts, outcomes))
        })?;
        stored.counts = counts;
        stored.touched.add(touched(&outcomes));
        Ok(())
    }
}

/// How many records came to this.
fn count(outcomes: &[(ClientId, Outcome)], wanted: Outcome) -> u64 {
    let fit = outcomes.iter().filter(|(_, outcome)| *outcome == wanted);
    fit.count() as u64
}

/// The clients that are new or changed.
fn touched(outcomes: &[(ClientId, Outcome)]) -> impl Iterator<Item = ClientId> {
    let moved = outcomes
        .iter()
        .filter(|(_, outcome)| *outcome != Outcome::Same);
    moved.map(|(id, _)| *id)
}

/// The next page; until it comes, the store goes on with what waits for the end.
fn next(
    pages: &mut Receiver<Batch>,
    store: &PullStore,
    near_end: bool,
) -> Result<Option<Batch>, Error> {
    loop {
        match pages.try_recv() {
            Ok(batch) => return Ok(Some(batch)),
            Err(TryRecvError::Empty) if store.go_on_with_bulk(near_end)? => {}
            Err(_) => return Ok(pages.blocking_recv()),
        }
    }
}
