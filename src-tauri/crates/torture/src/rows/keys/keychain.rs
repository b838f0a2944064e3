//! A stand-in for the keychain of a system: in memory, and out of order when asked to be.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use desk::{Keychain, KeychainError};
use secrecy::SecretString;

#[derive(Default)]
struct State {
    kept: HashMap<String, SecretString>,
    locked: bool,
    /// Calls that are still served.
    calls: Option<u32>,
}

/// The keychain.
#[derive(Default)]
pub(super) struct StandIn(Mutex<State>);

impl StandIn {
    /// Locks it, or opens it again.
    pub(super) fn lock(&self, locked: bool) {
        self.held().locked = locked;
    }

    /// Puts an entry in the place of another, or takes it away.
    pub(super) fn put(&self, name: &str, secret: Option<SecretString>) {
        let mut state = self.held();
        match secret {
            Some(secret) => state.kept.insert(name.to_owned(), secret),
            None => state.kept.remove(name),
        };
    }

    /// Serves so many calls more and then none; all again for `None`.
    pub(super) fn stop_after(&self, calls: Option<u32>) {
        self.held().calls = calls;
    }

    fn held(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn serving(&self) -> Result<MutexGuard<'_, State>, KeychainError> {
        let mut state = self.held();
        match &mut state.calls {
            Some(0) => return Err(KeychainError::Unavailable),
            Some(calls) => *calls -= 1,
            None => {}
        }
        if state.locked {
            Err(KeychainError::Unavailable)
        } else {
            Ok(state)
        }
    }
}

impl Keychain for StandIn {
    fn available(&self) -> bool {
        !self.held().locked
    }

    fn get(&self, name: &str) -> Result<SecretString, KeychainError> {
        let state = self.serving()?;
        state.kept.get(name).cloned().ok_or(KeychainError::Missing)
    }

    fn set(&self, name: &str, secret: &SecretString) -> Result<(), KeychainError> {
        let mut state = self.serving()?;
        state.kept.insert(name.to_owned(), secret.clone());
        Ok(())
    }

    fn remove(&self, name: &str) -> Result<(), KeychainError> {
        let mut state = self.serving()?;
        let removed = state.kept.remove(name);
        removed.map(drop).ok_or(KeychainError::Missing)
    }
}
