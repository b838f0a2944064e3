//! The files of a vault, without opening them.

use std::{fs, io, path::Path};

use jiff::Timestamp;
use vault::WORK_FILE_NAME;

use crate::{Desk, Error, contract::VaultFilesView};

impl Desk {
    /// How much room the files of the vault of the profile in use take, and from when the work beside it is.
    ///
    /// # Errors
    /// When there is no profile or its folder cannot be read.
    pub fn vault_files(&self) -> Result<VaultFilesView, Error> {
        let profile = self.profile()?.ok_or(Error::NoProfile)?;
        let folder = self.folder().vault_folder(&profile);
        Ok(VaultFilesView {
            bytes: size(&folder)?,
            work_kept_at: changed_at(&folder.join(WORK_FILE_NAME))?,
        })
    }
}

/// The bytes of the files of a folder; those that go meanwhile take no room any more.
pub(crate) fn size(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        match entry?.metadata() {
            Ok(file) if file.is_file() => bytes += file.len(),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(bytes)
}

fn changed_at(file: &Path) -> io::Result<Option<Timestamp>> {
    match fs::metadata(file).and_then(|file| file.modified()) {
        Ok(time) => Ok(Timestamp::try_from(time).ok()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
