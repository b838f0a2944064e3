//! Whether the file that is open is still the one at its place. A file that was removed or replaced would take writes that nobody
//! finds again.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The place of an open file.
pub(super) struct Place {
    path: PathBuf,
    identity: Identity,
}

impl Place {
    /// The place of a file that was opened this moment.
    pub(super) fn of(path: &Path) -> Result<Self> {
        let identity = identity(path).ok_or(Error::Moved)?;
        Ok(Self {
            path: path.to_owned(),
            identity,
        })
    }

    /// [`Error::Moved`] when another file or none is there now.
    pub(super) fn check(&self) -> Result<()> {
        match identity(&self.path) {
            Some(now) if now == self.identity => Ok(()),
            _ => Err(Error::Moved),
        }
    }
}

/// Device and number of the file.
#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    let metadata = path.metadata().ok()?;
    Some((metadata.dev(), metadata.ino()))
}

/// Elsewhere an open file cannot be removed; that it is there is enough.
#[cfg(not(unix))]
type Identity = ();

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<Identity> {
    path.metadata().ok().map(drop)
}
