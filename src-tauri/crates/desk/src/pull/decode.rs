//! From pages to what the vault takes: decoding, and what can be worked out without the file, while the next page is on its way
//! and the one before is stored.

use std::collections::HashMap;

use artu::{
    Artu,
    models::{ClientId, Page, RawRecord},
};
use jiff::Timestamp;
use tokio::sync::mpsc::{Receiver, Sender};
use vault::{ClientWrite, PullStore, RecordCompressor};

use super::single::{Single, singly};
use crate::{Clock, Error};

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
    pub writes: Vec<ClientWrite>,
    /// The others.
    pub misfits: Vec<Misfit>,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
    /// Records the server counts.
    pub expected: Option<u64>,
    /// The server's time.
    pub received: Option<Timestamp>,
}

/// Decodes pages one after the other.
pub(super) struct Decoder {
    store: PullStore,
    /// Whether every record is surely new: all that can be worked out before is.
    all_new: bool,
    compressor: Option<RecordCompressor>,
}

impl Decoder {
    pub(super) fn new(store: PullStore, all_new: bool) -> Self {
        Self {
            store,
            all_new,
            compressor: None,
        }
    }

    /// Decodes until no more pages come or nobody listens. The first error is that of the server or of the vault.
    pub(super) async fn run(
        mut self,
        artu: &Artu,
        clock: &dyn Clock,
        mut pages: Receiver<Page<RawRecord>>,
        batches: Sender<Batch>,
    ) -> Result<Result<(), artu::Error>, Error> {
        while let Some(page) = pages.recv().await {
            let now = clock.now();
            let decoding = tokio::task::spawn_blocking(move || {
                let batch = self.decode(page, now);
                (self, batch)
            });
            let (decoder, batch) = decoding.await.map_err(|_| Error::Interrupted)?;
            self = decoder;
            let batch = match complete(artu, batch?, now).await {
                Ok(batch) => batch,
                Err(error) => return Ok(Err(error)),
            };
            if batches.send(batch).await.is_err() {
                break;
            }
        }
        Ok(Ok(()))
    }

    fn decode(&mut self, page: Page<RawRecord>, now: Timestamp) -> Result<Batch, Error> {
        if self.all_new && self.compressor.is_none() {
            self.compressor = self.store.compressor()?;
        }
        let (writes, misfits) = self.take_apart(page.data, now)?;
        Ok(Batch {
            writes,
            misfits,
            next_cursor: page
                .pagination
                .next_cursor
                .filter(|_| page.pagination.has_more),
            expected: page.pagination.total_count,
            received: page.received,
        })
    }

    /// Takes records apart. One that comes twice as it is counts once; of two with one id and different content nobody can say
    /// which is true, so the second is set aside.
    fn take_apart(
        &mut self,
        data: Vec<RawRecord>,
        now: Timestamp,
    ) -> Result<(Vec<ClientWrite>, Vec<Misfit>), Error> {
        let (mut writes, mut misfits) = (Vec::<ClientWrite>::with_capacity(data.len()), Vec::new());
        let mut places = HashMap::with_capacity(data.len());
        for raw in data {
            let write = match raw.clone().decode() {
                Ok(record) => ClientWrite::new(record, now),
                Err(error) => {
                    misfits.push(Misfit {
                        id: raw.id().and_then(|id| id.parse().ok()),
                        place: error.place,
                        reason: error.reason,
                        raw: raw.text().to_owned(),
                    });
                    continue;
                }
            };
            match places.get(&write.id()).and_then(|place| writes.get(*place)) {
                None => {
                    places.insert(write.id(), writes.len());
                    writes.push(match &mut self.compressor {
                        Some(compressor) => write.worked_out(compressor)?,
                        None => write,
                    });
                }
                Some(first) if first.is_same_record(&write) => {}
                Some(_) => misfits.push(Misfit {
                    id: Some(write.id()),
                    place: "id".into(),
                    reason: "another record of the page has this id".into(),
                    raw: raw.text().to_owned(),
                }),
            }
        }
        Ok((writes, misfits))
    }
}

/// A list may give short records; a missing child list is never taken for an empty one.
async fn complete(artu: &Artu, mut batch: Batch, now: Timestamp) -> Result<Batch, artu::Error> {
    let (short, mut writes): (Vec<_>, Vec<_>) = batch
        .writes
        .into_iter()
        .partition(|write| !write.is_complete());
    let ids = short.iter().map(ClientWrite::id).collect();
    for (_, single) in singly(artu, ids).await? {
        match single {
            Single::Whole(whole) => writes.push(ClientWrite::new(*whole, now)),
            Single::Misfit(misfit) => batch.misfits.push(misfit),
            // It went between the list and the read.
            Single::Missing => {}
        }
    }
    batch.writes = writes;
    Ok(batch)
}
