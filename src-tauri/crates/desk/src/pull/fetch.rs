//! The network's side of a pull: pages are read and decoded while the ones before are stored.

use std::collections::HashMap;

use artu::{
    Artu,
    models::{Client, ClientId, ListClients, Page, RawRecord, Record},
};
use futures::StreamExt;
use jiff::Timestamp;
use tokio::sync::mpsc::Sender;
use tokio_util::sync::CancellationToken;

use super::{
    laps::Laps,
    single::{Single, singly},
};

/// Clients a page asks for; the most the API gives.
const PAGE: u32 = 200;

/// A record that does not fit.
pub(super) struct Misfit {
    /// Its id, when that much could be read.
    pub id: Option<ClientId>,
    /// Where it does not fit.
    pub place: String,
    /// Why.
    pub reason: String,
    /// The verbatim record; empty when nothing of it could be read.
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
        let lap = laps.pass(&batch);
        if pages.send(batch).await.is_err() {
            break;
        }
        lap?;
    }
    Ok(())
}

/// How many clients the server counts in all.
pub(super) async fn count(artu: &Artu) -> Result<Option<u64>, artu::Error> {
    let page = artu
        .clients()
        .list(&ListClients::new().limit(1).with_total_count())
        .await?;
    Ok(page.pagination.total_count)
}

/// Takes a page apart. A record that comes twice as it is counts once; of two with one id and different content nobody can
/// say which is true, so the second is set aside.
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
    let mut places = HashMap::with_capacity(page.data.len());
    for raw in page.data {
        match raw.clone().decode::<Client>() {
            Ok(record) => match places.get(&record.value.id) {
                None => {
                    places.insert(record.value.id, batch.records.len());
                    batch.records.push(record);
                }
                Some(&place) if same(&batch.records, place, &record) => {}
                Some(_) => batch.misfits.push(Misfit {
                    id: Some(record.value.id),
                    place: "id".into(),
                    reason: "another record of the page has this id".into(),
                    raw: raw.text().to_owned(),
                }),
            },
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

fn same(records: &[Record<Client>], place: usize, record: &Record<Client>) -> bool {
    records
        .get(place)
        .is_some_and(|first| first.raw_text() == record.raw_text())
}

/// A list may give short records; a missing child list is never taken for an empty one.
async fn complete(artu: &Artu, mut batch: Batch) -> Result<Batch, artu::Error> {
    let (short, mut records): (Vec<_>, Vec<_>) = batch
        .records
        .into_iter()
        .partition(|record| record.value.is_short());
    let ids = short.iter().map(|record| record.value.id).collect();
    for (_, single) in singly(artu, ids).await? {
        match single {
            Single::Whole(whole) => records.push(*whole),
            Single::Misfit(misfit) => batch.misfits.push(misfit),
            // It went between the list and the read.
            Single::Missing => {}
        }
    }
    batch.records = records;
    Ok(batch)
}
