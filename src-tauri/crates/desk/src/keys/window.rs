//! Locking the window from another program of the same person: a file beside the vault asks for it, and the window, which looks
//! every moment, locks.

use std::{
    fs,
    path::Path,
    sync::{Arc, PoisonError, RwLock, Weak},
    thread,
    time::Duration,
};

use tokio::sync::broadcast;

use crate::{
    Desk, Error, Session,
    contract::{CutShort, Event, Topic},
    lock::{self, FolderLock},
};

/// The file that asks.
const REQUEST: &str = "lock.request";
/// How often the window looks.
const EVERY: Duration = Duration::from_millis(300);

impl Desk {
    /// Asks the window that has the vault of the profile in use open to lock it, and waits until it has. Gives whether there was
    /// one. A command has a vault open only while it runs.
    ///
    /// # Errors
    /// [`Error::InUse`] when the window does not answer.
    pub fn lock_window(&self) -> Result<bool, Error> {
        let profile = self.profile()?.ok_or(Error::NoProfile)?;
        let folder = self.folder().vault_folder(&profile);
        match FolderLock::take(&folder, lock::WINDOW) {
            Ok(_) => return Ok(false),
            Err(Error::InUse) => {}
            Err(error) => return Err(error),
        }
        let request = folder.join(REQUEST);
        fs::write(&request, [])?;
        let locked = FolderLock::take_patiently(&folder, lock::WINDOW);
        forget(&request);
        locked.map(|_| true)
    }
}

/// Locks the session of a window when it is asked for, as long as it is open.
pub(crate) fn watch(
    session: &Arc<Session>,
    slot: &Arc<RwLock<Option<Arc<Session>>>>,
    events: broadcast::Sender<Event>,
) {
    let request = session.folder().join(REQUEST);
    // What was asked before it was open is answered.
    forget(&request);
    let (session, slot) = (Arc::downgrade(session), Arc::downgrade(slot));
    thread::spawn(move || {
        while session.strong_count() > 0 {
            thread::sleep(EVERY);
            if request.exists() && lock(&session, &slot, &events) {
                forget(&request);
                // Nobody listening is no fault.
                let _ = events.send(Event::Changed(Topic::Session));
            }
        }
    });
}

/// Takes the session out of its slot, if it is still there, and closes it.
fn lock(
    session: &Weak<Session>,
    slot: &Weak<RwLock<Option<Arc<Session>>>>,
    events: &broadcast::Sender<Event>,
) -> bool {
    let Some(slot) = slot.upgrade() else {
        return false;
    };
    let taken = slot
        .write()
        .unwrap_or_else(PoisonError::into_inner)
        .take_if(|open| std::ptr::eq(Arc::as_ptr(open), session.as_ptr()));
    match taken {
        Some(open) => {
            let _ = events.send(Event::Locked(CutShort {
                pull: open.is_pulling(),
            }));
            open.close();
            true
        }
        None => false,
    }
}

fn forget(request: &Path) {
    // One that cannot be removed locks once more, which harms nothing.
    let _ = fs::remove_file(request);
}
