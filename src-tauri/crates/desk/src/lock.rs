//! Locks between programs, as files beside the vault. The system gives one up when its program ends, however it ends.

use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use crate::Error;

/// Held by the one that pulls or sends, so that two programs never do it at once.
pub(crate) const WORK: &str = "work.lock";
/// Held by the window that has the vault open, so that two windows never show it at once.
pub(crate) const WINDOW: &str = "window.lock";
/// Shared by everyone who has the vault open; held alone by the one that puts it under another key or replaces it.
pub(crate) const VAULT: &str = "vault.lock";
/// Held by the one that writes the key file.
pub(crate) const KEYS: &str = "keys.lock";

/// How long others may take to end what they do once the vault is to be held alone.
const PATIENCE: Duration = Duration::from_secs(5);
const PAUSE: Duration = Duration::from_millis(50);

/// A lock between programs; released when dropped or when the process ends.
#[derive(Debug)]
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
    /// Takes the lock alone.
    pub(crate) fn take(folder: &Path, name: &str) -> Result<Self, Error> {
        Self::with(folder, name, File::try_lock)
    }

    /// Takes the lock alone, once those who hold it have ended what they do.
    pub(crate) fn take_patiently(folder: &Path, name: &str) -> Result<Self, Error> {
        let until = Instant::now() + PATIENCE;
        loop {
            match Self::take(folder, name) {
                Err(Error::InUse) if Instant::now() < until => thread::sleep(PAUSE),
                other => return other,
            }
        }
    }

    /// Takes the lock together with others who share it.
    pub(crate) fn share(folder: &Path, name: &str) -> Result<Self, Error> {
        Self::with(folder, name, File::try_lock_shared)
    }

    fn with(
        folder: &Path,
        name: &str,
        lock: impl FnOnce(&File) -> Result<(), TryLockError>,
    ) -> Result<Self, Error> {
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
        match lock(&file) {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(Error::InUse),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// Whether somebody holds a lock alone.
pub(crate) fn is_held(folder: &Path, name: &str) -> bool {
    let Ok(file) = File::open(folder.join(name)) else {
        return false;
    };
    // Shared, so that two that only look are not in each other's way; given back as a lock is.
    let held = matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
    let _ = file.unlock();
    held
}
