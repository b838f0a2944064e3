//! What all connections of one sandbox share, and what outlives an offline spell.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Instant;

use tokio::sync::Notify;

use crate::clock::Clock;
use crate::environment::index;
use crate::fault::Script;
use crate::population::Planted;
use crate::requests::{Received, RequestLog};
use crate::sandbox::Start;
use crate::world::{Slot, TextFile, World};
use crate::{ApiKey, Environment};

/// The state of a sandbox.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) clock: Clock,
    /// Milliseconds every request waits.
    pub(crate) latency: u64,
    pub(crate) planted: [Vec<Planted>; 2],
    pub(crate) arrivals: Notify,
    texts: Option<Arc<TextFile>>,
    worlds: [RwLock<World>; 2],
    keys: RwLock<Vec<ApiKey>>,
    script: Mutex<Script>,
    log: Mutex<RequestLog>,
    last_page: [Mutex<Vec<Slot>>; 2],
    refusing: AtomicBool,
    started: Instant,
}

impl Shared {
    /// State around two worlds, in the order of [`crate::environment::ENVIRONMENTS`].
    pub(crate) fn new(clock: Clock, latency: u64, start: Start) -> Self {
        Self {
            clock,
            latency,
            planted: start.planted,
            texts: start.texts,
            arrivals: Notify::new(),
            worlds: start.worlds.map(RwLock::new),
            keys: RwLock::new(ApiKey::defaults()),
            script: Mutex::default(),
            log: Mutex::default(),
            last_page: Default::default(),
            refusing: AtomicBool::new(false),
            started: Instant::now(),
        }
    }

    /// The clients of an environment, to read.
    pub(crate) fn world(&self, environment: Environment) -> RwLockReadGuard<'_, World> {
        self.worlds[index(environment)]
            .read()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// The clients of an environment, to change.
    pub(crate) fn world_mut(&self, environment: Environment) -> RwLockWriteGuard<'_, World> {
        self.worlds[index(environment)]
            .write()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a record's texts could not be read, so that answers cannot be trusted.
    pub(crate) fn is_damaged(&self) -> bool {
        self.texts.as_ref().is_some_and(|file| file.is_damaged())
    }

    /// The key with this secret.
    pub(crate) fn key(&self, secret: &str) -> Option<ApiKey> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.iter().find(|key| key.secret == secret).cloned()
    }

    /// The keys, to change.
    pub(crate) fn keys_mut(&self) -> RwLockWriteGuard<'_, Vec<ApiKey>> {
        self.keys.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Milliseconds since the sandbox started, whatever its clock says.
    pub(crate) fn elapsed(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// The waiting faults.
    pub(crate) fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The request log.
    pub(crate) fn log(&self) -> MutexGuard<'_, RequestLog> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds to the request log and wakes those who wait for a request.
    pub(crate) fn receive(&self, received: Received) {
        self.log().push(received);
        self.arrivals.notify_waiters();
    }

    /// Slots of the page that was listed last.
    pub(crate) fn last_page(&self, environment: Environment) -> MutexGuard<'_, Vec<Slot>> {
        self.last_page[index(environment)]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether every API request is closed without an answer.
    pub(crate) fn is_refusing(&self) -> bool {
        self.refusing.load(Ordering::SeqCst)
    }

    /// Starts or ends refusing.
    pub(crate) fn set_refusing(&self, refusing: bool) {
        self.refusing.store(refusing, Ordering::SeqCst);
    }
}
