//! An open vault with the way to its server.

use std::{
    collections::HashMap,
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use artu::{Artu, models::ClientId};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use vault::{Vault, VaultKey};

use crate::{
    Clock, Error, Profile, connection,
    contract::{Event, PullStatus, Topic},
    journal::{self, Action},
};

/// Held by the one that pulls or sends, so that two programs never do it at once.
const WORK_LOCK: &str = "work.lock";
/// Held by the window that has the vault open, so that two windows never show it at once.
const WINDOW_LOCK: &str = "window.lock";

/// How long one reading of a client or household stands for the next ones.
const ONE_READING: SignedDuration = SignedDuration::from_mins(15);

/// What opening a session takes.
pub(crate) struct Opening<'a> {
    pub profile: Profile,
    pub folder: PathBuf,
    pub key: &'a VaultKey,
    pub clock: Arc<dyn Clock>,
    pub events: broadcast::Sender<Event>,
    /// Whether this is a window, of which only one may have the vault open.
    pub window: bool,
}

/// An open vault with the way to its server, shared by the use cases while it is unlocked.
pub struct Session {
    profile: Profile,
    folder: PathBuf,
    vault: Vault,
    artu: RwLock<Artu>,
    analyst: String,
    clock: Arc<dyn Clock>,
    events: broadcast::Sender<Event>,
    pull: Mutex<PullState>,
    is_window: bool,
    /// Keeps other windows out while the vault is open.
    alone: Mutex<Option<FolderLock>>,
    /// What was read and when that was last entered into the journal.
    read: Mutex<HashMap<ClientId, Timestamp>>,
}

struct PullState {
    status: PullStatus,
    cancel: Option<CancellationToken>,
}

impl Session {
    pub(crate) fn open(opening: Opening<'_>) -> Result<Self, Error> {
        let Opening {
            profile,
            folder,
            key,
            clock,
            events,
            window,
        } = opening;
        let alone = if window {
            Some(FolderLock::take(&folder, WINDOW_LOCK)?)
        } else {
            None
        };
        let vault = Vault::open(&folder, key)?;
        let (api_key, analyst) = vault.read(|view| {
            Ok::<_, Error>((view.settings().api_key()?, view.settings().analyst()?))
        })?;
        let artu = connection::settings::client(
            &profile.url,
            profile.environment,
            api_key.ok_or(Error::Locked)?,
            &vault.read(connection::settings::kept)?,
        )?;
        Ok(Self {
            profile,
            folder,
            vault,
            artu: RwLock::new(artu),
            analyst: analyst.unwrap_or_default(),
            clock,
            events,
            pull: Mutex::new(PullState {
                status: PullStatus::Idle,
                cancel: None,
            }),
            is_window: window,
            alone: Mutex::new(alone),
            read: Mutex::default(),
        })
    }

    /// The profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The vault.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The server.
    pub fn artu(&self) -> Artu {
        self.artu
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Speaks with the server in another way from now on.
    pub(crate) fn speak_with(&self, artu: Artu) {
        *self.artu.write().unwrap_or_else(PoisonError::into_inner) = artu;
    }

    /// The analyst's name as it goes into the journal.
    pub fn analyst(&self) -> &str {
        &self.analyst
    }

    /// The clock.
    pub fn clock(&self) -> &dyn Clock {
        &*self.clock
    }

    /// This moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// What the pull does at this moment.
    pub fn pull_status(&self) -> PullStatus {
        self.pull
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .status
            .clone()
    }

    /// Whether a pull runs.
    pub(crate) fn is_pulling(&self) -> bool {
        self.pull
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .cancel
            .is_some()
    }

    /// Stops the pull at the next page; what was committed stays.
    pub fn cancel_pull(&self) {
        if let Some(cancel) = &self
            .pull
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .cancel
        {
            cancel.cancel();
        }
    }

    /// Becomes the one that pulls.
    pub(crate) fn begin_pull(&self) -> Result<PullTurn<'_>, Error> {
        let mut pull = self.pull.lock().unwrap_or_else(PoisonError::into_inner);
        if pull.cancel.is_some() {
            return Err(Error::InUse);
        }
        let cancel = CancellationToken::new();
        pull.cancel = Some(cancel.clone());
        Ok(PullTurn {
            session: self,
            cancel,
            last: PullStatus::Idle,
        })
    }

    /// Shows where the pull stands.
    pub(crate) fn show_pull(&self, status: PullStatus) {
        self.pull
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .status = status.clone();
        self.announce(Event::Pull(status));
    }

    /// Tells the window that a part of the data may be stale.
    pub(crate) fn changed(&self, topic: Topic) {
        self.announce(Event::Changed(topic));
    }

    /// Keeps other programs from pulling or sending while the guard lives.
    pub(crate) fn work_lock(&self) -> Result<FolderLock, Error> {
        FolderLock::take(&self.folder, WORK_LOCK)
    }

    /// Enters into the journal that a client or household was read, unless that was entered a moment ago: a page that
    /// shows itself anew is still one reading.
    pub(crate) fn enter_reading(&self, action: Action, id: ClientId) -> Result<(), Error> {
        let now = self.now();
        let last = self
            .read
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(id, now);
        if last.is_some_and(|last| now.duration_since(last) < ONE_READING) {
            return Ok(());
        }
        journal::enter(self, action, &[id.to_string()], &())
    }

    /// Enters into the journal that a window opened the vault. A command's own act says enough.
    pub(crate) fn enter_unlocking(&self) -> Result<(), Error> {
        if self.is_window {
            journal::enter(self, Action::Unlocked, &[], &())
        } else {
            Ok(())
        }
    }

    /// Stops the pull, closes the vault, forgets the key, and lets other windows in: a use case that still has the
    /// session ends by itself.
    pub(crate) fn close(&self) {
        self.cancel_pull();
        if self.is_window {
            // A vault that cannot be written can still be closed.
            let _ = journal::enter(self, Action::Locked, &[], &());
        }
        self.vault.close();
        self.alone
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    fn announce(&self, event: Event) {
        // Nobody listening is no fault.
        let _ = self.events.send(event);
    }
}

/// The turn to pull; given back when dropped, also when the pull itself is dropped half-way.
pub(crate) struct PullTurn<'a> {
    session: &'a Session,
    cancel: CancellationToken,
    last: PullStatus,
}

impl PullTurn<'_> {
    /// What cancels the pull.
    pub(crate) fn cancel(&self) -> &CancellationToken {
        &self.cancel
    }

    /// Ends the pull with its last status.
    pub(crate) fn end(mut self, status: PullStatus) {
        self.last = status;
    }
}

impl Drop for PullTurn<'_> {
    fn drop(&mut self) {
        self.cancel.cancel();
        self.session
            .pull
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .cancel = None;
        self.session.show_pull(self.last.clone());
    }
}

/// Whether a window has the vault of this folder open.
pub(crate) fn is_shown(folder: &Path) -> bool {
    let Ok(file) = File::open(folder.join(WINDOW_LOCK)) else {
        return false;
    };
    // Shared, so that two that only look are not in each other's way.
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

/// A lock between programs; released when dropped or when the process ends.
pub(crate) struct FolderLock {
    file: File,
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        // Closing alone does not do it while a program that is being started still holds a copy of the handle.
        let _ = self.file.unlock();
    }
}

impl FolderLock {
    fn take(folder: &Path, name: &str) -> Result<Self, Error> {
        let file = match File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join(name))
        {
            // Without its folder there is no vault either.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Error::NotFound),
            other => other?,
        };
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(Error::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}
