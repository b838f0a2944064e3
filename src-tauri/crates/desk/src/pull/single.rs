//! Single reads: clients asked for by their id.

use artu::{
    Artu,
    models::{Client, ClientId, RawRecord, Record},
};
use futures::{StreamExt, stream};

use super::decode::Misfit;

/// Single reads at once.
const AT_ONCE: usize = 4;
/// Answers of one round that may be unreadable as a whole; with more it is the server that fails, not a record.
const MOST_UNREADABLE: usize = 4;

/// What a single read gave.
pub(super) enum Single {
    /// The client.
    Whole(Box<Record<Client>>),
    /// Something that does not fit: it costs this one record.
    Misfit(Misfit),
    /// The server has no such client.
    Missing,
}

/// Reads clients one by one. A record that does not fit is told as such; an answer that is no JSON at all costs one record
/// too, as long as only a few are so.
pub(super) async fn singly(
    artu: &Artu,
    ids: Vec<ClientId>,
) -> Result<Vec<(ClientId, Single)>, artu::Error> {
    let reads = ids
        .into_iter()
        .map(|id| async move { (id, artu.clients().get_raw(id).await) });
    let answers: Vec<_> = stream::iter(reads)
        .buffer_unordered(AT_ONCE)
        .collect()
        .await;
    let mut unreadable = 0;
    answers
        .into_iter()
        .map(|(id, answer)| match answer {
            Ok(raw) => Ok((id, decode(id, &raw))),
            Err(artu::Error::NotFound { .. }) => Ok((id, Single::Missing)),
            Err(artu::Error::Protocol { place, reason, .. }) if unreadable < MOST_UNREADABLE => {
                unreadable += 1;
                let misfit = Misfit {
                    id: Some(id),
                    place,
                    reason,
                    raw: String::new(),
                };
                Ok((id, Single::Misfit(misfit)))
            }
            Err(error) => Err(error),
        })
        .collect()
}

fn decode(id: ClientId, raw: &RawRecord) -> Single {
    let misfit = |place: String, reason: String| {
        Single::Misfit(Misfit {
            id: Some(id),
            place,
            reason,
            raw: raw.text().to_owned(),
        })
    };
    match raw.clone().decode::<Client>() {
        Ok(record) if record.value.id == id => Single::Whole(Box::new(record)),
        Ok(_) => misfit("id".into(), "the record is of another client".into()),
        Err(error) => misfit(error.place, error.reason),
    }
}
