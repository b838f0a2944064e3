//! An open vault with the way to its server.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};

use artu::{Artu, models::ClientId};
use jiff::{SignedDuration, Timestamp};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;
use vault::Vault;

use crate::{
    Clock, Error, Profile, connection,
    contract::{CheckProgress, Event, Protection, PullStatus, Topic},
    journal::{self, Action},
    lock::{self, FolderLock},
    rules,
};

/// How often the work is kept beside the vault while it changes; it always is when the vault closes.
const KEEP_EVERY: Duration = Duration::from_secs(30);

/// How long one reading of a client or household stands for the next ones.
const ONE_READING: SignedDuration = SignedDuration::from_mins(15);

/// What opening a session takes.
pub(crate) struct Opening {
    pub profile: Profile,
    pub folder: PathBuf,
    pub vault: Vault,
    /// Shared with everyone who has the vault open.
    pub gate: FolderLock,
    pub clock: Arc<dyn Clock>,
    pub events: broadcast::Sender<Event>,
    /// Of a window, of which only one may have the vault open.
    pub window: Option<FolderLock>,
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
    _gate: FolderLock,
    /// When the work was last kept beside the vault.
    kept: Mutex<Option<Instant>>,
    /// What was read and when that was last entered into the journal.
    read: Mutex<HashMap<(Action, ClientId), Timestamp>>,
    /// The rules that were in force when they were last asked for.
    rules: Mutex<Option<rules::Known>>,
    /// Held by who sends or settles.
    sending: tokio::sync::Mutex<()>,
    /// What stops whoever runs the rules over everything.
    check: Mutex<Option<CancellationToken>>,
    /// The rule pack that is offered.
    offered: Mutex<Option<Arc<rules::Offered>>>,
}

struct PullState {
    status: PullStatus,
    cancel: Option<CancellationToken>,
}

impl Session {
    pub(crate) fn open(opening: Opening) -> Result<Self, Error> {
        let Opening {
            profile,
            folder,
            vault,
            gate,
            clock,
            events,
            window,
        } = opening;
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
            is_window: window.is_some(),
            alone: Mutex::new(window),
            _gate: gate,
            kept: Mutex::default(),
            read: Mutex::default(),
            rules: Mutex::default(),
            sending: tokio::sync::Mutex::default(),
            check: Mutex::default(),
            offered: Mutex::default(),
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

    /// The folder the vault lies in.
    pub(crate) fn folder(&self) -> &std::path::Path {
        &self.folder
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

    /// Becomes the one that runs the rules over everything, until what is given back is dropped.
    ///
    /// # Errors
    /// When another does.
    pub fn begin_check(&self) -> Result<CheckTurn<'_>, Error> {
        let mut check = self.check.lock().unwrap_or_else(PoisonError::into_inner);
        if check.is_some() {
            return Err(Error::InUse);
        }
        let cancel = CancellationToken::new();
        *check = Some(cancel.clone());
        Ok(CheckTurn {
            session: self,
            cancel,
        })
    }

    /// Stops whoever runs the rules over everything; what was kept stays.
    pub fn cancel_check(&self) {
        let check = self.check.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cancel) = &*check {
            cancel.cancel();
        }
    }

    /// The rules that were in force when they were last read.
    pub(crate) fn known_rules(&self) -> Option<rules::Known> {
        self.rules
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Keeps the rules that are in force.
    pub(crate) fn know_rules(&self, known: rules::Known) {
        *self.rules.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
    }

    /// The rule pack that is offered.
    pub(crate) fn offered_rules(&self) -> Option<Arc<rules::Offered>> {
        self.offered
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Offers a rule pack in the place of the one offered before.
    pub(crate) fn offer_rules(&self, offered: Option<Arc<rules::Offered>>) {
        *self.offered.lock().unwrap_or_else(PoisonError::into_inner) = offered;
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
        let mut pull = self.pull.lock().unwrap_or_else(PoisonError::into_inner);
        self.tell_pull(&mut pull, status);
    }

    /// Under the lock, so that what is heard comes in the order in which it came to be.
    fn tell_pull(&self, pull: &mut PullState, status: PullStatus) {
        pull.status = status.clone();
        self.announce(Event::Pull(status));
    }

    /// Tells the window that a part of the data may be stale. The analyst's work is kept beside the vault as well, now and then.
    pub(crate) fn changed(&self, topic: Topic) {
        self.announce(Event::Changed(topic));
        if matches!(topic, Topic::Operations | Topic::Reviews) {
            self.keep_work(KEEP_EVERY);
        }
    }

    /// Brings the file of the analyst's work beside the vault up to date, unless that was done a moment ago. What cannot be kept
    /// there is safe in the vault.
    fn keep_work(&self, every: Duration) {
        if self.profile.protection == Protection::Session {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_some_and(|kept| kept.elapsed() < every) {
            return;
        }
        *kept = Some(Instant::now());
        if let Err(error) = self.vault.save_work() {
            tracing::warn!(%error, "the work was not kept beside the vault");
        }
    }

    /// Keeps other programs from pulling or sending while the guard lives.
    pub(crate) fn work_lock(&self) -> Result<FolderLock, Error> {
        FolderLock::take(&self.folder, lock::WORK)
    }

    /// Waits until nobody in this program sends or settles any more, and keeps others from it while the guard lives. The work lock turns away
    /// who comes second, as it must with other programs; here one waits for the other.
    pub(crate) async fn turn_to_send(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.sending.lock().await
    }

    /// Enters into the journal that a client or household was read, unless that was entered a moment ago: a page that
    /// shows itself anew is still one reading.
    pub(crate) fn enter_reading(&self, action: Action, id: ClientId) -> Result<(), Error> {
        let now = self.now();
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        // A clock that was set back does not keep readings out of the journal until it has caught up.
        let last = read.get(&(action, id));
        if last.is_some_and(|last| now.duration_since(*last).abs() < ONE_READING) {
            return Ok(());
        }
        journal::enter(self, action, &[id.to_string()], &())?;
        read.insert((action, id), now);
        Ok(())
    }

    /// Enters into the journal that a window opened the vault. A command's own act says enough.
    pub(crate) fn enter_unlocking(&self) -> Result<(), Error> {
        if self.is_window {
            journal::enter(self, Action::Unlocked, &[], &())
        } else {
            Ok(())
        }
    }

    /// Stops the pull, keeps the work, closes the vault, forgets the key, and lets other windows in: a use case that
    /// still has the session ends by itself.
    pub(crate) fn close(&self) {
        self.cancel_pull();
        self.cancel_check();
        if self.is_window {
            // A vault that cannot be written can still be closed.
            let _ = journal::enter(self, Action::Locked, &[], &());
        }
        self.keep_work(Duration::ZERO);
        self.vault.close();
        self.alone
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
    }

    pub(crate) fn announce(&self, event: Event) {
        // Nobody listening is no fault.
        let _ = self.events.send(event);
    }
}

/// The turn to run the rules over everything; given back when dropped.
pub struct CheckTurn<'a> {
    session: &'a Session,
    cancel: CancellationToken,
}

impl CheckTurn<'_> {
    /// Shows how far it is, and says whether it shall go on.
    pub fn go_on(&self, done: u64, total: u64) -> bool {
        self.session
            .announce(Event::Checking(Some(CheckProgress { done, total })));
        !self.cancel.is_cancelled()
    }
}

impl Drop for CheckTurn<'_> {
    fn drop(&mut self) {
        *self
            .session
            .check
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = None;
        self.session.announce(Event::Checking(None));
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
        let session = self.session;
        let mut pull = session.pull.lock().unwrap_or_else(PoisonError::into_inner);
        pull.cancel = None;
        session.tell_pull(&mut pull, self.last.clone());
    }
}
