//! The network's side of a pull: pages are read while the ones before are decoded and stored.

use artu::{
    Artu,
    models::{ListClients, Page, RawRecord},
};
use futures::StreamExt;
use jiff::Timestamp;
use tokio::sync::mpsc::Sender;
use tokio_util::sync::CancellationToken;

use super::laps::Laps;

/// Clients a page asks for; the most the API gives.
const PAGE: u32 = 200;

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
    pages: Sender<Page<RawRecord>>,
    cancel: &CancellationToken,
) -> Result<(), artu::Error> {
    let mut list = Box::pin(artu.clients().pages(request));
    let mut laps = Laps::default();
    while let Some(page) = cancel.run_until_cancelled(list.next()).await.flatten() {
        let page = page?;
        let lap = laps.pass(&page);
        if pages.send(page).await.is_err() {
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
