//! A walk over the clients of a vault: several threads read and judge, one stores.

use std::{
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

use artu::models::ClientId;
use vault::{Holding, Which};

use super::look::{Look, Looked};
use crate::{Error, Session};

/// Threads that read and judge.
const READERS: usize = 2;
/// Clients or anchors looked at in one transaction.
const STRETCH: u64 = 500;

/// Looks at clients with their places, in stretches, and keeps what is found. `go_on` is asked before each stretch is kept, and
/// told how many clients were looked at by themselves in it; `holds` is given what those hold.
pub(super) fn walk(
    session: &Session,
    which: Which,
    go_on: &mut impl FnMut(u64) -> bool,
    holds: &mut impl FnMut(Vec<Holding>),
    look_at: impl Fn(&mut Look<'_>, (i64, ClientId)) -> Result<(), Error> + Sync,
) -> Result<(), Error> {
    let reached = Mutex::new(Some(0));
    let (looked, to_keep) = mpsc::sync_channel(READERS);
    let (reached, look_at) = (&reached, &look_at);
    thread::scope(|scope| {
        for _ in 0..READERS {
            let looked = looked.clone();
            scope.spawn(move || {
                while let Some(stretch) = look_on(session, which, reached, look_at).transpose() {
                    // Nobody takes it any more after an error or a cancellation.
                    if looked.send(stretch).is_err() {
                        break;
                    }
                }
            });
        }
        drop(looked);
        for stretch in to_keep {
            let stretch = stretch?;
            if !go_on(stretch.clients()) {
                return Err(Error::Cancelled);
            }
            holds(
                session
                    .vault()
                    .write_derived(|tx| stretch.keep(session, tx))?,
            );
        }
        Ok(())
    })
}

/// Looks at the stretch after the place that was reached; `None` at the end.
fn look_on(
    session: &Session,
    which: Which,
    reached: &Mutex<Option<i64>>,
    look_at: &impl Fn(&mut Look<'_>, (i64, ClientId)) -> Result<(), Error>,
) -> Result<Option<Looked>, Error> {
    let stretch = {
        let mut reached = reached.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(after) = *reached else {
            return Ok(None);
        };
        let stretch = session
            .vault()
            .read(|view| view.clients().ids(which, after, STRETCH));
        // After an error the others end too.
        *reached = stretch
            .as_ref()
            .ok()
            .and_then(|ids| ids.last())
            .map(|(place, _)| *place);
        stretch?
    };
    if stretch.is_empty() {
        return Ok(None);
    }
    session.vault().read(|view| {
        let mut look = Look::new(view, session).gathering();
        for one in stretch {
            look_at(&mut look, one)?;
        }
        Ok(Some(look.end()))
    })
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
