//! A walk over the clients of a vault: several threads read and judge, one keeps.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

use artu::models::ClientId;
use vault::{View, Which};

use crate::{Error, Session};

/// Threads that read and judge.
const READERS: usize = 2;
/// Clients or anchors looked at in one transaction.
const STRETCH: u64 = 500;

/// Looks at clients with their places, in stretches, each in a view of its own, and keeps what was seen, one stretch after the other in
/// their order, each with its last place. It ends with the first error of either.
pub(super) fn walk<Seen: Send>(
    session: &Session,
    which: Which,
    look: impl Fn(View<'_>, Vec<(i64, ClientId)>) -> Result<Seen, Error> + Sync,
    mut keep: impl FnMut(i64, Seen) -> Result<(), Error>,
) -> Result<(), Error> {
    let reached = Mutex::new(Some(Reached::default()));
    let (seen, to_keep) = mpsc::sync_channel(READERS);
    let (reached, look) = (&reached, &look);
    thread::scope(|scope| {
        for _ in 0..READERS {
            let seen = seen.clone();
            scope.spawn(move || {
                while let Some(stretch) = look_on(session, which, reached, look).transpose() {
                    // Nobody takes it any more after an error or a cancellation.
                    if seen.send(stretch).is_err() {
                        break;
                    }
                }
            });
        }
        drop(seen);
        // A reader may be ahead of the other.
        let mut ahead = BTreeMap::new();
        let mut next = 0;
        for stretch in to_keep {
            let Stretch { number, last, seen } = stretch?;
            ahead.insert(number, (last, seen));
            while let Some((last, seen)) = ahead.remove(&next) {
                keep(last, seen)?;
                next += 1;
            }
        }
        Ok(())
    })
}

/// How far readers went.
#[derive(Default, Clone, Copy)]
struct Reached {
    /// Stretches that were taken.
    stretches: u64,
    /// The last place of the last one.
    place: i64,
}

/// What a reader saw of a stretch.
struct Stretch<Seen> {
    number: u64,
    last: i64,
    seen: Seen,
}

/// Looks at the stretch after the place that was reached; `None` at the end.
fn look_on<Seen>(
    session: &Session,
    which: Which,
    reached: &Mutex<Option<Reached>>,
    look: &impl Fn(View<'_>, Vec<(i64, ClientId)>) -> Result<Seen, Error>,
) -> Result<Option<Stretch<Seen>>, Error> {
    let (number, stretch) = {
        let mut reached = reached.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(before) = *reached else {
            return Ok(None);
        };
        let stretch = session
            .vault()
            .read(|view| view.clients().ids(which, before.place, STRETCH));
        // After an error the others end too.
        let last = stretch.as_ref().ok().and_then(|ids| ids.last());
        *reached = last.map(|(place, _)| Reached {
            stretches: before.stretches + 1,
            place: *place,
        });
        (before.stretches, stretch?)
    };
    let Some((last, _)) = stretch.last().copied() else {
        return Ok(None);
    };
    let seen = session.vault().read(|view| look(view, stretch))?;
    Ok(Some(Stretch { number, last, seen }))
}

/// The places of clients that were looked at.
#[derive(Default)]
pub(super) struct Places(Mutex<Vec<bool>>);

impl Places {
    /// Whether a place was not looked at before; from now on it was.
    pub(super) fn is_new(&self, place: i64) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = usize::try_from(place).unwrap_or_default();
        if seen.len() <= place {
            seen.resize(place + 1, false);
        }
        !std::mem::replace(&mut seen[place], true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_new_once() {
        let places = Places::default();
        assert!(places.is_new(7));
        assert!(places.is_new(3));
        assert!(!places.is_new(7));
    }
}
