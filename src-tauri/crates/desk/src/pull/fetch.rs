//! The network's side of a pull: pages are read and decoded while the ones before are stored.

use std::collections::HashSet;

use artu::{
    Artu,
    models::{Client, ClientId, ListClients, Page, RawRecord, Record},
};
use futures::{StreamExt, stream};
use jiff::Timestamp;
use tokio::sync::mpsc::Sender;
use tokio_util::sync::CancellationToken;

/// Clients a page asks for; the most the API gives.
const PAGE: u32 = 200;
/// Pages that may come twice before the list is taken for endless.
const REPEATED_PAGES: u32 = 3;
/// Single reads at once.
const AT_ONCE: usize = 4;

/// A record that does not fit.
pub(super) struct Misfit {
    /// Its id, when that much could be read.
    pub id: Option<ClientId>,
    /// Where it does not fit.
    pub place: String,
    /// Why.
    pub reason: String,
    /// The verbatim record.
    pub raw: String,
}

/// One page, decoded.
pub(super) struct Batch {
    /// The records that fit.
    pub records: Vec<Record<Client>>,
    /// The others.
    pub misfits: Vec<Misfit>,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
    /// Records the server counts.
    pub expected: Option<u64>,
    /// The server's time.
    pub received: Option<Timestamp>,
}

/// The request for everything.
pub(super) fn everything(cursor: Option<String>) -> ListClients {
    ListClients {
        cursor,
        ..ListClients::new().limit(PAGE).with_total_count()
    }
}

/// The request for what changed since a time.
pub(super) fn changed_since(time: Timestamp) -> ListClients {
    everything(None).updated_since(time)
}

/// Reads page after page into `pages` until the list ends, nobody listens, or it is cancelled.
pub(super) async fn fetch(
    artu: &Artu,
    request: ListClients,
    pages: Sender<Batch>,
    cancel: &CancellationToken,
) -> Result<(), artu::Error> {
    let mut list = Box::pin(artu.clients().pages(request));
    let mut laps = Laps::default();
    while let Some(page) = cancel.run_until_cancelled(list.next()).await.flatten() {
        let batch = complete(artu, decode(page?)).await?;
        laps.pass(&batch)?;
        if pages.send(batch).await.is_err() {
            break;
        }
    }
    Ok(())
}

/// Notices a list that starts over and over: its cursors may be new each time, its records are not.
#[derive(Default)]
struct Laps {
    first_of_pages: HashSet<ClientId>,
    repeated: u32,
}

impl Laps {
    fn pass(&mut self, batch: &Batch) -> Result<(), artu::Error> {
        let first = batch.records.first().map(|record| record.value.id);
        if first.is_some_and(|first| !self.first_of_pages.insert(first)) {
            self.repeated += 1;
        }
        if self.repeated < REPEATED_PAGES {
            return Ok(());
        }
        Err(artu::Error::Protocol {
            place: "pagination".into(),
            reason: "the list gives the same pages again".into(),
            write_sent: false,
        })
    }
}

/// How many clients the server counts in all.
pub(super) async fn count(artu: &Artu) -> Result<Option<u64>, artu::Error> {
    let page = artu
        .clients()
        .list(&ListClients::new().limit(1).with_total_count())
        .await?;
    Ok(page.pagination.total_count)
}

/// Reads clients one by one; `None` for one the server does not have.
pub(super) async fn singly(
    artu: &Artu,
    ids: Vec<ClientId>,
) -> Result<Vec<(ClientId, Option<Record<Client>>)>, artu::Error> {
    let reads = ids.into_iter().map(|id| async move {
        match artu.clients().get(id).await {
            Ok(record) => Ok((id, Some(record))),
            Err(artu::Error::NotFound) => Ok((id, None)),
            Err(error) => Err(error),
        }
    });
    stream::iter(reads)
        .buffer_unordered(AT_ONCE)
        .collect::<Vec<_>>()
        .await
        .into_iter()
        .collect()
}

fn decode(page: Page<RawRecord>) -> Batch {
    let mut batch = Batch {
        records: Vec::with_capacity(page.data.len()),
        misfits: Vec::new(),
        next_cursor: page
            .pagination
            .next_cursor
            .filter(|_| page.pagination.has_more),
        expected: page.pagination.total_count,
        received: page.received,
    };
    for raw in page.data {
        match raw.clone().decode::<Client>() {
            Ok(record) => batch.records.push(record),
            Err(error) => batch.misfits.push(Misfit {
                id: raw.id().and_then(|id| id.parse().ok()),
                place: error.place,
                reason: error.reason,
                raw: raw.text().to_owned(),
            }),
        }
    }
    batch
}

/// A list may give short records; a missing child list is never taken for an empty one.
async fn complete(artu: &Artu, mut batch: Batch) -> Result<Batch, artu::Error> {
    let short: Vec<ClientId> = batch
        .records
        .iter()
        .filter(|record| record.value.is_short())
        .map(|record| record.value.id)
        .collect();
    if short.is_empty() {
        return Ok(batch);
    }
    for (id, whole) in singly(artu, short).await? {
        let place = batch
            .records
            .iter()
            .position(|record| record.value.id == id);
        if let (Some(place), Some(whole)) = (place, whole) {
            batch.records[place] = whole;
        }
    }
    Ok(batch)
}
